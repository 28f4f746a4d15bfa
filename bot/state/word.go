package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"joqtau/bot"
	"joqtau/bot/broadcast"
)

// Errors of the operators' commands.
var (
	ErrNoBroadcast = errors.New("no such broadcast")
	ErrStarted     = errors.New("the broadcast has been started")
)

// PlanWord keeps an operator's word with its texts as they are now, in the place of one of its name that was not started yet.
func (s *Store) PlanWord(ctx context.Context, w broadcast.Word, now time.Time) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	plan := planning{ctx: ctx, tx: tx}
	plan.open("word", w.Name, "planned", now)
	var state string
	if plan.err == nil {
		plan.err = tx.QueryRowContext(ctx, "SELECT state FROM broadcast WHERE id = ?", plan.broadcast).Scan(&state)
	}
	if plan.err == nil && state != "planned" {
		return fmt.Errorf("%s: %w", w.Name, ErrStarted)
	}
	plan.exec("DELETE FROM post WHERE broadcast = ?", plan.broadcast)
	for variant, reply := range w.Texts {
		plan.exec("INSERT INTO post (broadcast, variant, doc) VALUES (?, ?, ?)", plan.broadcast, variant.String(), document(reply))
	}
	if plan.err != nil {
		return fmt.Errorf("plan the word %s: %w", w.Name, plan.err)
	}
	return tx.Commit()
}

// WordText is a word's text for a variant.
func (s *Store) WordText(ctx context.Context, name string, v broadcast.Variant) (bot.Reply, error) {
	var reply bot.Reply
	var doc []byte
	err := s.db.QueryRowContext(ctx, `SELECT doc FROM post JOIN broadcast ON broadcast.id = post.broadcast
		WHERE kind = 'word' AND name = ? AND variant = ?`, name, v.String()).Scan(&doc)
	if errors.Is(err, sql.ErrNoRows) {
		return reply, fmt.Errorf("%s: %w", name, ErrNoBroadcast)
	}
	if err == nil {
		err = json.Unmarshal(doc, &reply)
	}
	return reply, err
}

// listening are the subscriptions that an operator's word is for.
const listening = "resting = '' AND scope <> 'people' AND paused_until <= ?"

// Audience counts the chats that a word would be sent to now, by sort of chat and language, and those of them that have had a message
// today.
func (s *Store) Audience(ctx context.Context, now time.Time) (chats []broadcast.Count, told int, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT place, coalesce(language, 'ru'), count(*) FROM subscription JOIN chat ON chat.id = subscription.chat
		WHERE `+listening+" GROUP BY 1, 2 ORDER BY 1, 2", now.Unix())
	if err != nil {
		return nil, 0, fmt.Errorf("count the audience: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var place bot.Place
		var lang string
		var n int
		if err := rows.Scan(&place, &lang, &n); err != nil {
			return nil, 0, fmt.Errorf("count the audience: %w", err)
		}
		chats = append(chats, broadcast.Count{What: broadcast.Places[place] + " " + lang, N: n})
	}
	if err := rows.Err(); err != nil {
		return nil, 0, fmt.Errorf("count the audience: %w", err)
	}
	err = s.eachZone(ctx, now, func(zone string, m broadcast.Moment) error {
		var n int
		err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM subscription WHERE "+listening+
			" AND zone = ? AND EXISTS (SELECT 1 FROM delivery WHERE subscription = subscription.id AND day = ?)", now.Unix(), zone, m.Day.String()).Scan(&n)
		told += n
		return err
	})
	return chats, told, err
}

func (s *Store) eachZone(ctx context.Context, now time.Time, do func(zone string, m broadcast.Moment) error) error {
	zones, err := s.Zones(ctx)
	if err != nil {
		return err
	}
	for _, zone := range zones {
		m, err := broadcast.Clock(zone, now)
		if err != nil {
			continue // a zone that this program does not know
		}
		if err := do(zone, m); err != nil {
			return err
		}
	}
	return nil
}

// StartWord makes the deliveries of a word, for all but those who have had a message today, and lets them be sent.
func (s *Store) StartWord(ctx context.Context, name string, now time.Time) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	var id int64
	var state string
	err = tx.QueryRowContext(ctx, "SELECT id, state FROM broadcast WHERE kind = 'word' AND name = ?", name).Scan(&id, &state)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%s: %w", name, ErrNoBroadcast)
	case err != nil:
		return fmt.Errorf("start the word %s: %w", name, err)
	case state != "planned":
		return fmt.Errorf("%s: %w", name, ErrStarted)
	}
	zones, err := list[string](tx.QueryContext(ctx, zonesQuery))
	if err != nil {
		return err
	}
	for _, zone := range zones {
		m, err := broadcast.Clock(zone, now)
		if err != nil {
			continue // a zone that this program does not know; its subscribers get the day's messages neither
		}
		err = exec(ctx, tx, `INSERT INTO delivery (broadcast, subscription, day, post, due)
			SELECT ?1, subscription.id, ?2, post.id, ?3 FROM subscription JOIN chat ON chat.id = subscription.chat
			JOIN post ON post.broadcast = ?1 AND post.variant =
				coalesce(language, 'ru') || '/' || CASE language WHEN 'kk' THEN script ELSE '' END || '/' || place
			WHERE zone = ?4 AND `+listening+`3
			ON CONFLICT (subscription, day) DO NOTHING`, id, m.Day.String(), now.Unix(), zone)
		if err != nil {
			return fmt.Errorf("start the word %s: %w", name, err)
		}
	}
	if err := exec(ctx, tx, "UPDATE broadcast SET state = 'running' WHERE id = ?", id); err != nil {
		return fmt.Errorf("start the word %s: %w", name, err)
	}
	return tx.Commit()
}

// Status tells how far a broadcast is: a word by its name, or the messages of a day.
func (s *Store) Status(ctx context.Context, name string) (broadcast.Status, error) {
	status := broadcast.Status{Name: name, Counts: map[broadcast.State]int{}}
	var id, at int64
	err := s.db.QueryRowContext(ctx, "SELECT id, state, reason, at FROM broadcast WHERE name = ? ORDER BY kind DESC LIMIT 1", name).
		Scan(&id, &status.State, &status.Reason, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return status, fmt.Errorf("%s: %w", name, ErrNoBroadcast)
	}
	if err != nil {
		return status, fmt.Errorf("read the state of %s: %w", name, err)
	}
	status.At = time.Unix(at, 0).UTC()
	rows, err := s.db.QueryContext(ctx, "SELECT state, count(*) FROM delivery WHERE broadcast = ? GROUP BY state", id)
	if err != nil {
		return status, fmt.Errorf("count the deliveries of %s: %w", name, err)
	}
	defer rows.Close()
	for rows.Next() {
		var state broadcast.State
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return status, fmt.Errorf("count the deliveries of %s: %w", name, err)
		}
		status.Counts[state] = n
	}
	if status.State == "running" && status.Left() == 0 {
		status.State = "done"
	}
	return status, rows.Err()
}

// Broadcasts lists the names of broadcasts, the latest first.
func (s *Store) Broadcasts(ctx context.Context, limit int) ([]string, error) {
	return list[string](s.db.QueryContext(ctx, "SELECT name FROM broadcast ORDER BY id DESC LIMIT ?", limit))
}

// Hold pauses a running broadcast, GoOn resumes a paused one; Stop ends one for good and cancels what was not sent. Each reports
// whether there was one to change.
func (s *Store) Hold(ctx context.Context, name string) (bool, error) {
	return s.turn(ctx, "UPDATE broadcast SET state = 'paused', reason = 'by an operator' WHERE name = ? AND state = 'running'", name)
}

// GoOn: see Hold.
func (s *Store) GoOn(ctx context.Context, name string) (bool, error) {
	return s.turn(ctx, "UPDATE broadcast SET state = 'running', reason = '' WHERE name = ? AND state = 'paused'", name)
}

// Stop: see Hold. Who was not sent it may have the day's own message.
func (s *Store) Stop(ctx context.Context, name string) (bool, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback() // does nothing once committed
	done, err := tx.ExecContext(ctx, "UPDATE broadcast SET state = 'stopped' WHERE name = ? AND state <> 'stopped'", name)
	if err != nil {
		return false, fmt.Errorf("stop a broadcast: %w", err)
	}
	const pending = "state = 'pending' AND broadcast IN (SELECT id FROM broadcast WHERE name = ?)"
	for _, query := range []string{
		"UPDATE subscription SET planned = '' WHERE id IN (SELECT subscription FROM delivery WHERE " + pending + ")",
		"UPDATE delivery SET state = 'cancelled', reason = 'stopped by an operator', day = day || ' ' || id WHERE " + pending,
	} {
		if err := exec(ctx, tx, query, name); err != nil {
			return false, fmt.Errorf("stop a broadcast: %w", err)
		}
	}
	n, err := done.RowsAffected()
	if err != nil {
		return false, err
	}
	return n > 0, tx.Commit()
}

// Resend puts the deliveries of unknown effect back, only those in private chats unless all are asked for: in public a double is seen by
// everybody. It returns how many.
func (s *Store) Resend(ctx context.Context, name string, all bool, now time.Time) (int, error) {
	done, err := s.db.ExecContext(ctx, `UPDATE delivery SET state = 'pending', due = ?1, deadline = 0, reason = 'sent again by an operator'
		WHERE state = 'unknown' AND broadcast IN (SELECT id FROM broadcast WHERE name = ?2 AND state <> 'stopped')
		AND (?3 OR subscription IN (SELECT id FROM subscription WHERE place = 0))`, now.Unix(), name, all)
	if err != nil {
		return 0, fmt.Errorf("send again: %w", err)
	}
	n, err := done.RowsAffected()
	return int(n), err
}

func (s *Store) turn(ctx context.Context, query string, args ...any) (bool, error) {
	done, err := s.db.ExecContext(ctx, query, args...)
	if err != nil {
		return false, fmt.Errorf("change a broadcast: %w", err)
	}
	n, err := done.RowsAffected()
	return n > 0, err
}
