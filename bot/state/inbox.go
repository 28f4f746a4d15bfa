package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"joqtau/bot"
	"joqtau/data/sqlite"
)

// ErrNoContribution says that there is no story with a number.
var ErrNoContribution = errors.New("no such contribution")

// Contributions lists the stories that were sent, oldest first; those that were dealt with only if asked for.
func (s *Store) Contributions(ctx context.Context, closed bool) ([]bot.Contribution, error) {
	list, err := sqlite.List(ctx, s.db, scanContribution, "SELECT id, chat, at, language, doc, closed FROM contribution WHERE closed <= ? ORDER BY id", closed)
	return list, attempted("list contributions", err)
}

// Contribution returns one story, or ErrNoContribution.
func (s *Store) Contribution(ctx context.Context, id int64) (bot.Contribution, error) {
	c, err := scanContribution(s.db.QueryRowContext(ctx,
		"SELECT id, chat, at, language, doc, closed FROM contribution WHERE id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return c, fmt.Errorf("%w: %d", ErrNoContribution, id)
	}
	return c, attempted("read a contribution", err)
}

// CloseContribution notes that a story was dealt with, or returns ErrNoContribution.
func (s *Store) CloseContribution(ctx context.Context, id int64) error {
	n, err := s.exec(ctx, "close a contribution", "UPDATE contribution SET closed = 1 WHERE id = ?", id)
	if err == nil && n == 0 {
		return fmt.Errorf("%w: %d", ErrNoContribution, id)
	}
	return err
}

// DeleteContribution erases a story, or returns ErrNoContribution.
func (s *Store) DeleteContribution(ctx context.Context, id int64) error {
	c, err := s.Contribution(ctx, id)
	if err != nil {
		return err
	}
	err = s.change(ctx, "erase a contribution", c.Chat, func(tx *sql.Tx) error { return exec(ctx, tx, "DELETE FROM contribution WHERE id = ?", id) })
	return errors.Join(err, s.emptyLog(ctx))
}

func scanContribution(scan sqlite.Scanner) (bot.Contribution, error) {
	var c bot.Contribution
	var at int64
	var doc []byte
	if err := scan(&c.ID, &c.Chat, &at, &c.Language, &doc, &c.Closed); err != nil {
		return c, err
	}
	c.At = time.Unix(at, 0).UTC()
	if err := json.Unmarshal(doc, &c.Story); err != nil {
		return c, fmt.Errorf("number %d: %w", c.ID, err)
	}
	return c, nil
}
