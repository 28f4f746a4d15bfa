package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/data/sqlite"
)

// Errors of the operators' commands.
var (
	ErrNoBroadcast = errors.New("no such broadcast")
	ErrStarted     = errors.New("the broadcast has been started")
	errTaken       = errors.New("another command has planned, started or stopped it meanwhile")
)

// PlanWord keeps an operator's word with its texts as they are now, in the place of one of its name that was not started yet.
func (s *Store) PlanWord(ctx context.Context, w broadcast.Word, now time.Time) error {
	attempt := "plan the word " + w.Name
	err := s.write(ctx, attempt, func(tx *sql.Tx) error {
		plan := planning{ctx: ctx, tx: tx}
		plan.open("word", w.Name, "planned", now)
		return plan.err
	})
	if err != nil {
		return err
	}
	word, err := s.take(ctx, w.Name, "being planned", now)
	if err != nil {
		return attempted(attempt, err)
	}
	return s.write(ctx, attempt, func(tx *sql.Tx) error {
		plan := planning{ctx: ctx, tx: tx, err: word.isOurs(ctx, tx)}
		plan.exec("DELETE FROM post WHERE broadcast = ?", word.id)
		for variant, reply := range w.Texts {
			plan.exec("INSERT INTO post (broadcast, variant, doc) VALUES (?, ?, ?)", word.id, variant.String(), document(reply))
		}
		plan.exec("UPDATE broadcast SET reason = '' WHERE id = ?", word.id)
		return plan.err
	})
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
	return reply, attempted("read the word "+name, err)
}

// addressed are the subscriptions that an operator's word is for. @days are the days of their zones; a zone that this program does not
// know is not among them, and gets the day's messages neither.
const addressed = `subscription JOIN chat ON chat.id = subscription.chat
	WHERE resting = '' AND scope <> 'people' AND paused_until <= @now AND @days ->> zone IS NOT NULL`

// daysOfZones is a JSON object of the days that it is in the zones of subscribers.
func (s *Store) daysOfZones(ctx context.Context, now time.Time) (string, error) {
	zones, err := s.Zones(ctx)
	days := map[string]string{}
	for _, zone := range zones {
		if m, err := broadcast.Clock(zone, now); err == nil {
			days[zone] = m.Day.String()
		}
	}
	return document(days), err
}

// Audience counts the chats that a word would be sent to now, by sort of chat and language, and those of them that have had a message
// today.
func (s *Store) Audience(ctx context.Context, now time.Time) (chats []broadcast.Count, told int, err error) {
	const attempt = "count the audience"
	days, err := s.daysOfZones(ctx, now)
	if err != nil {
		return nil, 0, attempted(attempt, err)
	}
	read := func(scan sqlite.Scanner) (count broadcast.Count, err error) {
		var place bot.Place
		var lang string
		var n int
		err = scan(&place, &lang, &count.N, &n)
		count.What = broadcast.Places[place] + " " + lang
		told += n
		return count, err
	}
	chats, err = sqlite.List(ctx, s.db, read, `SELECT place, coalesce(language, 'ru'), count(*),
			sum(EXISTS (SELECT 1 FROM delivery WHERE subscription = subscription.id AND day = @days ->> zone))
		FROM `+addressed+" GROUP BY 1, 2 ORDER BY 1, 2", sql.Named("now", now.Unix()), sql.Named("days", days))
	return chats, told, attempted(attempt, err)
}

// StartWord makes the deliveries of a word, for all but those who have had a message today, and then lets them be sent. It makes them
// in many transactions, so that nobody who writes beside it waits for long. If it ends on the way nothing is sent, and the next start
// begins anew.
func (s *Store) StartWord(ctx context.Context, name string, now time.Time) error {
	attempt := "start the word " + name
	word, err := s.take(ctx, name, "being started", now)
	if err != nil {
		return attempted(attempt, err)
	}
	days, err := s.daysOfZones(ctx, now)
	if err != nil {
		return attempted(attempt, err)
	}
	after := int64(0)
	return s.writeInParts(ctx, attempt, func(tx *sql.Tx) (more bool, err error) {
		after, more, err = word.addSome(ctx, tx, days, after, now)
		return more, err
	})
}

// A takenWord is a word that is not started yet and on which one command works, until another command takes it.
type takenWord struct {
	id   int64
	mark string // stands in the broadcast's reason for as long
}

// take takes a word, and drops the deliveries that a start has left which did not come to its end.
func (s *Store) take(ctx context.Context, name, what string, now time.Time) (word takenWord, err error) {
	word.mark = fmt.Sprintf("%s since %s UTC, %s", what, now.UTC().Format(time.DateTime), rand.Text()[:6])
	n, err := changed(s.db.ExecContext(ctx, "UPDATE broadcast SET reason = ?, at = ? WHERE kind = 'word' AND name = ? AND state = 'planned'",
		word.mark, now.Unix(), name))
	if err != nil {
		return word, err
	}
	row, err := s.named(ctx, name)
	if err != nil {
		return word, err
	}
	if n == 0 {
		return word, ErrStarted
	}
	word.id = row.id
	return word, s.writeInParts(ctx, "drop the deliveries of an earlier start", func(tx *sql.Tx) (more bool, err error) {
		if err := word.isOurs(ctx, tx); err != nil {
			return false, err
		}
		return giveBack(ctx, tx, "DELETE FROM delivery", "broadcast = ? ORDER BY state, id", word.id)
	})
}

// isOurs returns an error if another command has taken the word.
func (w takenWord) isOurs(ctx context.Context, tx *sql.Tx) error {
	var ours bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM broadcast WHERE id = ? AND state = 'planned' AND reason = ?)", w.id, w.mark).Scan(&ours)
	if err == nil && !ours {
		err = errTaken
	}
	return err
}

// addSome makes the word's deliveries for some subscribers behind the one with an id, and returns the last of them. If there is none
// behind it the word is started.
func (w takenWord) addSome(ctx context.Context, tx *sql.Tx, days string, after int64, now time.Time) (last int64, more bool, err error) {
	if err := w.isOurs(ctx, tx); err != nil {
		return 0, false, err
	}
	var upTo sql.NullInt64
	err = tx.QueryRowContext(ctx, "SELECT max(id) FROM (SELECT id FROM subscription WHERE id > ? ORDER BY id LIMIT ?)", after, atOnce).Scan(&upTo)
	if err != nil {
		return 0, false, err
	}
	if !upTo.Valid {
		return 0, false, exec(ctx, tx, "UPDATE broadcast SET state = 'running', reason = '' WHERE id = ?", w.id)
	}
	return upTo.Int64, true, exec(ctx, tx, `INSERT INTO delivery (broadcast, subscription, day, post, due)
		SELECT @word, subscription.id, @days ->> zone, (SELECT id FROM post WHERE broadcast = @word AND variant =
				coalesce(language, 'ru') || '/' || CASE language WHEN 'kk' THEN script ELSE '' END || '/' || place), @now
			FROM `+addressed+` AND subscription.id > @after AND subscription.id <= @upTo
		ON CONFLICT (subscription, day) DO NOTHING`, sql.Named("word", w.id), sql.Named("days", days), sql.Named("now", now.Unix()),
		sql.Named("after", after), sql.Named("upTo", upTo.Int64))
}

// giveBack ends some of a broadcast's deliveries by a statement, and lets their subscribers have the day's own message. It reports
// whether there may be more.
func giveBack(ctx context.Context, tx *sql.Tx, statement, which string, broadcast int64) (more bool, err error) {
	some := fmt.Sprintf("FROM delivery WHERE %s LIMIT %d", which, atOnce)
	if err := exec(ctx, tx, "UPDATE subscription SET planned = '' WHERE id IN (SELECT subscription "+some+")", broadcast); err != nil {
		return false, err
	}
	n, err := changed(tx.ExecContext(ctx, statement+" WHERE id IN (SELECT id "+some+")", broadcast))
	return n == atOnce, err
}

// A broadcastRow is what is kept of a broadcast itself.
type broadcastRow struct {
	id, at              int64
	kind, state, reason string
}

// named is a word by its name, or the messages of a day.
func (s *Store) named(ctx context.Context, name string) (row broadcastRow, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT id, at, kind, state, reason FROM broadcast WHERE name = ? ORDER BY kind DESC LIMIT 1", name).
		Scan(&row.id, &row.at, &row.kind, &row.state, &row.reason)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoBroadcast
	}
	return row, attempted(name, err)
}

// Status tells how far a broadcast is: a word by its name, or the messages of a day.
func (s *Store) Status(ctx context.Context, name string) (broadcast.Status, error) {
	row, err := s.named(ctx, name)
	status := broadcast.Status{Name: name, State: row.state, Reason: row.reason, At: time.Unix(row.at, 0).UTC(), Counts: map[broadcast.State]int{}}
	if err != nil {
		return status, err
	}
	read := func(scan sqlite.Scanner) (state broadcast.State, err error) {
		var n int
		err = scan(&state, &n)
		status.Counts[state] = n
		return state, err
	}
	_, err = sqlite.List(ctx, s.db, read, "SELECT state, count(*) FROM delivery WHERE broadcast = ? GROUP BY state", row.id)
	if status.State == "running" && status.Left() == 0 {
		status.State = "done"
	}
	return status, attempted("count the deliveries of "+name, err)
}

// Broadcasts lists the names of broadcasts, the latest first.
func (s *Store) Broadcasts(ctx context.Context, limit int) ([]string, error) {
	names, err := sqlite.List(ctx, s.db, sqlite.Column[string], "SELECT name FROM broadcast ORDER BY id DESC LIMIT ?", limit)
	return names, attempted("list broadcasts", err)
}

// Pause pauses a running broadcast, Resume resumes a paused one; Stop ends one for good and cancels what was not sent. Each reports
// whether it was to be changed.
func (s *Store) Pause(ctx context.Context, name string) (bool, error) {
	return s.turn(ctx, name, "UPDATE broadcast SET state = 'paused', reason = 'by an operator' WHERE id = ? AND state = 'running'")
}

// Resume: see Pause.
func (s *Store) Resume(ctx context.Context, name string) (bool, error) {
	return s.turn(ctx, name, "UPDATE broadcast SET state = 'running', reason = '' WHERE id = ? AND state = 'paused'")
}

func (s *Store) turn(ctx context.Context, name, query string) (bool, error) {
	row, err := s.named(ctx, name)
	if err != nil {
		return false, err
	}
	n, err := s.exec(ctx, "change the broadcast "+name, query, row.id)
	return n > 0, err
}

// Stop: see Pause. Who was not sent a word may have the day's own message. If it ends on the way the broadcast is paused, or not started
// yet, and can be stopped again.
func (s *Store) Stop(ctx context.Context, name string) (bool, error) {
	row, err := s.named(ctx, name)
	if err != nil || row.state == "stopped" {
		return false, err
	}
	attempt := "stop the broadcast " + name
	if _, err := s.exec(ctx, attempt, "UPDATE broadcast SET state = 'paused', reason = 'being stopped' WHERE id = ? AND state = 'running'", row.id); err != nil {
		return false, err
	}
	err = s.writeInParts(ctx, attempt, func(tx *sql.Tx) (more bool, err error) {
		if more, err := cancelSome(ctx, tx, row); err != nil || more {
			return more, err
		}
		return false, exec(ctx, tx, "UPDATE broadcast SET state = 'stopped', reason = '' WHERE id = ?", row.id)
	})
	return err == nil, err
}

// cancelSome cancels some of what a broadcast has not sent yet, and reports whether there may be more.
func cancelSome(ctx context.Context, tx *sql.Tx, b broadcastRow) (more bool, err error) {
	const pending = "broadcast = ? AND state = 'pending' ORDER BY id"
	if b.kind == "day" {
		n, err := changed(tx.ExecContext(ctx, fmt.Sprintf(`UPDATE delivery SET state = 'cancelled', reason = 'stopped by an operator'
			WHERE id IN (SELECT id FROM delivery WHERE %s LIMIT %d)`, pending, atOnce), b.id))
		return n == atOnce, err
	}
	return giveBack(ctx, tx, "UPDATE delivery SET state = 'cancelled', reason = 'stopped by an operator', day = day || ' ' || id", pending, b.id)
}

// Resend puts the deliveries of unknown effect back, only those in private chats unless all are asked for: in public a double is seen by
// everybody. It returns how many.
func (s *Store) Resend(ctx context.Context, name string, all bool, now time.Time) (int, error) {
	row, err := s.named(ctx, name)
	if err != nil {
		return 0, err
	}
	return s.exec(ctx, "send again what may not have arrived of "+name, `UPDATE delivery SET state = 'pending', due = ?, deadline = 0,
			reason = 'sent again by an operator'
		WHERE broadcast IN (SELECT id FROM broadcast WHERE id = ? AND state <> 'stopped') AND state = 'unknown' 
			AND (? OR (SELECT place FROM subscription WHERE id = delivery.subscription) = 0)`, now.Unix(), row.id, all)
}
