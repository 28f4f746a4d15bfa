package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"joqtau/bot"
	"joqtau/data/sqlite"
	"joqtau/lookup"
)

// draftsKept is for how long a draft is kept that nobody goes on with.
const draftsKept = 48 * time.Hour

// Preferences implements bot.Store.
func (s *Store) Preferences(ctx context.Context, chat int64) (bot.Preferences, error) {
	var p bot.Preferences
	var language sql.NullString
	err := s.db.QueryRowContext(ctx, "SELECT language, script FROM chat WHERE id = ?", chat).Scan(&language, &p.Script)
	if errors.Is(err, sql.ErrNoRows) {
		return p, nil
	}
	p.Language = lookup.Lang(language.String)
	return p, attempted("read a chat's choices", err)
}

// SetPreferences implements bot.Store.
func (s *Store) SetPreferences(ctx context.Context, chat int64, p bot.Preferences) error {
	_, err := s.exec(ctx, "keep a chat's choices", `INSERT INTO chat (id, language, script) VALUES (?1, nullif(?2, ''), ?3)
		ON CONFLICT (id) DO UPDATE SET language = excluded.language, script = excluded.script`, chat, p.Language, p.Script)
	return err
}

// Forget implements bot.Store. What was erased is overwritten in the file, and the write-ahead log that may still hold it
// is emptied.
func (s *Store) Forget(ctx context.Context, chat int64) error {
	if _, err := s.exec(ctx, "forget a chat", "DELETE FROM chat WHERE id = ?", chat); err != nil {
		return err
	}
	return s.emptyLog(ctx)
}

// emptyLog empties the write-ahead log, which may still hold what was erased. If another connection reads it just now, it is emptied
// after that one is done.
func (s *Store) emptyLog(ctx context.Context) error {
	for range 10 {
		var busy, pages, moved int
		if err := s.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
			return attempted("empty the log", err)
		}
		if busy == 0 {
			return nil
		}
	}
	return errors.New("empty the log: another connection reads it")
}

// Draft implements bot.Store.
func (s *Store) Draft(ctx context.Context, chat int64) (bot.Draft, error) {
	var d bot.Draft
	var doc []byte
	err := s.db.QueryRowContext(ctx, "SELECT doc FROM draft WHERE chat = ?", chat).Scan(&doc)
	if errors.Is(err, sql.ErrNoRows) {
		return d, bot.ErrNoDraft
	}
	if err == nil {
		err = json.Unmarshal(doc, &d)
	}
	return d, attempted("read a draft", err)
}

// SetDraft implements bot.Store. Drafts that nobody has gone on with for two days are dropped.
func (s *Store) SetDraft(ctx context.Context, chat int64, d bot.Draft) error {
	if err := s.dropDraftsBefore(ctx, d.At.Add(-draftsKept)); err != nil {
		return err
	}
	return s.change(ctx, "keep a draft", chat, func(tx *sql.Tx) error {
		return exec(ctx, tx, `INSERT INTO draft (chat, at, doc) VALUES (?, ?, ?)
			ON CONFLICT (chat) DO UPDATE SET at = excluded.at, doc = excluded.doc`, chat, d.At.Unix(), document(d))
	})
}

func (s *Store) dropDraftsBefore(ctx context.Context, at time.Time) error {
	chats, err := sqlite.List(ctx, s.db, sqlite.Column[int64], "SELECT chat FROM draft WHERE at < ?", at.Unix())
	if err != nil {
		return attempted("list old drafts", err)
	}
	for _, chat := range chats {
		if err := s.DropDraft(ctx, chat); err != nil {
			return err
		}
	}
	return nil
}

// DropDraft implements bot.Store.
func (s *Store) DropDraft(ctx context.Context, chat int64) error {
	return s.change(ctx, "drop a draft", chat, func(tx *sql.Tx) error { return exec(ctx, tx, "DELETE FROM draft WHERE chat = ?", chat) })
}

// Contribute implements bot.Store.
func (s *Store) Contribute(ctx context.Context, c bot.Contribution, limit int, since time.Time,
	tell func(id int64) []bot.Letter) (id int64, err error) {
	err = s.change(ctx, "keep a contribution", c.Chat, func(tx *sql.Tx) error {
		var sent int
		count := tx.QueryRowContext(ctx, "SELECT count(*) FROM contribution WHERE chat = ? AND at >= ?", c.Chat, since.Unix())
		if err := count.Scan(&sent); err != nil {
			return err
		}
		if sent >= limit {
			return bot.ErrTooMany
		}
		if err := exec(ctx, tx, "DELETE FROM draft WHERE chat = ?", c.Chat); err != nil {
			return err
		}
		added, err := tx.ExecContext(ctx, "INSERT INTO contribution (chat, at, language, doc) VALUES (?, ?, ?, ?)",
			c.Chat, c.At.Unix(), c.Language, document(c.Story))
		if err != nil {
			return err
		}
		if id, err = added.LastInsertId(); err != nil {
			return err
		}
		for _, letter := range tell(id) {
			if err := post(ctx, tx, letter); err != nil {
				return err
			}
		}
		return nil
	})
	return id, err
}

// Watches implements bot.Store.
func (s *Store) Watches(ctx context.Context, chat int64) ([]bot.Watch, error) {
	return s.watches(ctx, "WHERE chat = ? ORDER BY id", chat)
}

// WatchesAfter lists at most limit watches of all chats behind the one with an id.
func (s *Store) WatchesAfter(ctx context.Context, id int64, limit int) ([]bot.Watch, error) {
	return s.watches(ctx, "WHERE id > ? ORDER BY id LIMIT ?", id, limit)
}

func (s *Store) watches(ctx context.Context, which string, args ...any) ([]bot.Watch, error) {
	list, err := sqlite.List(ctx, s.db, scanWatch, "SELECT id, chat, name, at, known FROM watch "+which, args...)
	return list, attempted("list names that are waited for", err)
}

func scanWatch(scan sqlite.Scanner) (bot.Watch, error) {
	var w bot.Watch
	var at int64
	var known string
	err := scan(&w.ID, &w.Chat, &w.Name, &at, &known)
	w.At, w.Known = time.Unix(at, 0).UTC(), strings.Fields(known)
	return w, err
}

// AddWatch implements bot.Store.
func (s *Store) AddWatch(ctx context.Context, w bot.Watch, limit int) error {
	return s.change(ctx, "keep a name that is waited for", w.Chat, func(tx *sql.Tx) error {
		var others int
		count := tx.QueryRowContext(ctx, "SELECT count(*) FROM watch WHERE chat = ? AND name <> ?", w.Chat, w.Name)
		if err := count.Scan(&others); err != nil {
			return err
		}
		if others >= limit {
			return bot.ErrTooMany
		}
		return exec(ctx, tx, `INSERT INTO watch (chat, name, at, known) VALUES (?, ?, ?, ?)
			ON CONFLICT (chat, name) DO UPDATE SET known = excluded.known`, w.Chat, w.Name, w.At.Unix(), strings.Join(w.Known, " "))
	})
}

// DropWatch implements bot.Store.
func (s *Store) DropWatch(ctx context.Context, chat, id int64) error {
	return s.change(ctx, "drop a name that is waited for", chat, func(tx *sql.Tx) error {
		return exec(ctx, tx, "DELETE FROM watch WHERE chat = ? AND id = ?", chat, id)
	})
}

// Found notes who has been found under a name that was waited for, and posts the letter that tells of it: both or neither.
func (s *Store) Found(ctx context.Context, w bot.Watch, l bot.Letter) error {
	return s.change(ctx, "note who was found", w.Chat, func(tx *sql.Tx) error {
		if err := exec(ctx, tx, "UPDATE watch SET known = ? WHERE id = ?", strings.Join(w.Known, " "), w.ID); err != nil {
			return err
		}
		return post(ctx, tx, l)
	})
}

// change changes what is kept about a chat, in one transaction. A chat about which nothing is left to be kept has no row.
func (s *Store) change(ctx context.Context, attempt string, chat int64, change func(*sql.Tx) error) error {
	return s.write(ctx, attempt, func(tx *sql.Tx) error {
		if err := addChat(ctx, tx, chat); err != nil {
			return err
		}
		if err := change(tx); err != nil {
			return err
		}
		return dropEmptyChat(ctx, tx, chat)
	})
}

func dropEmptyChat(ctx context.Context, tx *sql.Tx, chat int64) error {
	return exec(ctx, tx, `DELETE FROM chat WHERE id = ?1 AND language IS NULL AND script = ''
		AND NOT EXISTS (SELECT 1 FROM watch WHERE chat = ?1) AND NOT EXISTS (SELECT 1 FROM draft WHERE chat = ?1)
		AND NOT EXISTS (SELECT 1 FROM contribution WHERE chat = ?1) AND NOT EXISTS (SELECT 1 FROM letter WHERE chat = ?1)
		AND NOT EXISTS (SELECT 1 FROM subscription WHERE chat = ?1)`, chat)
}

// addChat makes the row on which everything hangs that is kept about a chat.
func addChat(ctx context.Context, tx *sql.Tx, chat int64) error {
	return exec(ctx, tx, "INSERT INTO chat (id) VALUES (?) ON CONFLICT (id) DO NOTHING", chat)
}
