package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"joqtau/bot"
)

// post leaves a letter to be sent.
func post(ctx context.Context, tx *sql.Tx, l bot.Letter) error {
	if err := addChat(ctx, tx, l.Chat); err != nil {
		return err
	}
	return exec(ctx, tx, "INSERT INTO letter (chat, doc, due) VALUES (?, ?, ?)", l.Chat, document(l.Reply), l.Due.Unix())
}

// DueLetter returns the letter that has been due for longest, false if none is due yet.
func (s *Store) DueLetter(ctx context.Context, now time.Time) (bot.Letter, bool, error) {
	var l bot.Letter
	var doc []byte
	var due int64
	err := s.db.QueryRowContext(ctx, "SELECT id, chat, doc, due, attempts FROM letter WHERE due <= ? ORDER BY due, id LIMIT 1",
		now.Unix()).Scan(&l.ID, &l.Chat, &doc, &due, &l.Attempts)
	if errors.Is(err, sql.ErrNoRows) {
		return l, false, nil
	}
	if err == nil {
		l.Due = time.Unix(due, 0).UTC()
		err = json.Unmarshal(doc, &l.Reply)
	}
	return l, err == nil, attempted("read a letter", err)
}

// DropLetter drops a letter that was sent, or never can be.
func (s *Store) DropLetter(ctx context.Context, l bot.Letter) error {
	return s.change(ctx, "drop a letter", l.Chat, func(tx *sql.Tx) error {
		return exec(ctx, tx, "DELETE FROM letter WHERE id = ?", l.ID)
	})
}

// Postpone keeps a letter for a later time, after an attempt that failed.
func (s *Store) Postpone(ctx context.Context, l bot.Letter, until time.Time) error {
	_, err := s.exec(ctx, "postpone a letter", "UPDATE letter SET due = ?, attempts = attempts + 1 WHERE id = ?", until.Unix(), l.ID)
	return err
}

// Note returns what was noted under a key, empty if nothing.
func (s *Store) Note(ctx context.Context, key string) (value string, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT value FROM note WHERE key = ?", key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, attempted("read a note", err)
}

// SetNote notes a value under a key.
func (s *Store) SetNote(ctx context.Context, key, value string) error {
	_, err := s.exec(ctx, "keep a note", "INSERT INTO note (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	return err
}

// Move gives what is kept about a chat to the chat that it has become, as when a group becomes a supergroup.
func (s *Store) Move(ctx context.Context, from, to int64) error {
	return s.write(ctx, "move a chat", func(tx *sql.Tx) error { return move(ctx, tx, from, to) })
}

func move(ctx context.Context, tx *sql.Tx, from, to int64) error {
	for _, query := range []string{
		"INSERT INTO chat (id, language, script) SELECT ?2, language, script FROM chat WHERE id = ?1 ON CONFLICT (id) DO NOTHING",
		"UPDATE OR IGNORE watch SET chat = ?2 WHERE chat = ?1",
		"UPDATE OR IGNORE subscription SET chat = ?2 WHERE chat = ?1",
		"UPDATE contribution SET chat = ?2 WHERE chat = ?1",
		"UPDATE letter SET chat = ?2 WHERE chat = ?1",
		"DELETE FROM chat WHERE id = ?1 AND ?2 <> ?1",
	} {
		if err := exec(ctx, tx, query, from, to); err != nil {
			return err
		}
	}
	return nil
}
