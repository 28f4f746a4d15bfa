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
	"joqtau/data/sqlite"
	"joqtau/lookup"
)

var _ broadcast.Ledger = (*Store)(nil)

// stoppedKept is for how long it is kept that a chat has stopped its subscription, so that there is no second message of the day.
const stoppedKept = 2 * 24 * time.Hour

// deliveriesKept is for how long it is kept who was sent what, for operators' reports.
const deliveriesKept = 60 * 24 * time.Hour

// Recover implements broadcast.Ledger.
func (s *Store) Recover(ctx context.Context) (int, error) {
	return s.exec(ctx, "recover deliveries",
		"UPDATE delivery SET state = 'unknown', reason = 'the program ended while it was being sent' WHERE state = 'sending'")
}

// zonesQuery lists the zones of subscribers by as many seeks in the index as there are zones.
const zonesQuery = `WITH RECURSIVE found (zone) AS (
		SELECT min(zone) FROM subscription WHERE resting = ''
		UNION ALL SELECT (SELECT min(zone) FROM subscription WHERE resting = '' AND zone > found.zone) FROM found WHERE found.zone IS NOT NULL
	) SELECT zone FROM found WHERE zone IS NOT NULL`

// Zones implements broadcast.Ledger.
func (s *Store) Zones(ctx context.Context) ([]string, error) {
	zones, err := sqlite.List(ctx, s.db, sqlite.Column[string], zonesQuery)
	return zones, attempted("list the zones of subscribers", err)
}

// Waiting implements broadcast.Ledger.
func (s *Store) Waiting(ctx context.Context, zone string, m broadcast.Moment, limit int, now time.Time) ([]bot.Subscription, error) {
	after, upTo := m.Due()
	waiting, err := sqlite.List(ctx, s.db, scanSubscription, "SELECT "+subscriptionColumns+` FROM subscription
		WHERE resting = '' AND zone = ? AND minute > ? AND minute <= ? AND planned < ? AND paused_until <= ? LIMIT ?`,
		zone, after, upTo, m.Day.String(), now.Unix(), limit)
	return waiting, attempted("list who waits for a message", err)
}

// Plan implements broadcast.Ledger.
func (s *Store) Plan(ctx context.Context, day lookup.Day, planned []broadcast.Planned, now time.Time) error {
	return s.write(ctx, "plan the messages of "+day.String(), func(tx *sql.Tx) error {
		if err := purge(ctx, tx, now); err != nil {
			return err
		}
		plan := planning{ctx: ctx, tx: tx, posts: map[string]int64{}}
		for _, p := range planned {
			if p.Reply != nil && plan.broadcast == 0 {
				plan.open("day", day.String(), "running", now)
			}
			plan.exec("UPDATE subscription SET planned = ? WHERE id = ?", day.String(), p.Subscription.ID)
			if p.Reply != nil {
				plan.add(p.Subscription.ID, day.String(), *p.Reply, now, p.Deadline)
			}
		}
		return plan.err
	})
}

// purge drops some of what is kept no longer: more than is planned beside it, so that in the long run all.
func purge(ctx context.Context, tx *sql.Tx, now time.Time) error {
	old := now.Add(-deliveriesKept).Unix()
	for _, query := range []string{
		fmt.Sprintf(`DELETE FROM delivery WHERE id IN (SELECT delivery.id FROM broadcast CROSS JOIN delivery ON delivery.broadcast = broadcast.id
			WHERE at < ? LIMIT %d)`, atOnce),
		`DELETE FROM broadcast WHERE state <> 'planned' AND at < ? AND NOT EXISTS (SELECT 1 FROM delivery WHERE broadcast = broadcast.id)`,
	} {
		if err := exec(ctx, tx, query, old); err != nil {
			return err
		}
	}
	chats, err := sqlite.List(ctx, tx, sqlite.Column[int64], `SELECT chat FROM subscription WHERE resting = 'stopped' AND planned < ?1
		AND NOT EXISTS (SELECT 1 FROM delivery WHERE subscription = subscription.id AND day >= ?1) LIMIT 100`, now.Add(-stoppedKept).Format(time.DateOnly))
	for _, chat := range chats {
		if err == nil {
			err = exec(ctx, tx, "DELETE FROM subscription WHERE chat = ?", chat)
		}
		if err == nil {
			err = dropEmptyChat(ctx, tx, chat)
		}
	}
	return err
}

// A planning adds deliveries to a broadcast. After the first error it does nothing more.
type planning struct {
	ctx       context.Context
	tx        *sql.Tx
	broadcast int64
	posts     map[string]int64 // ids by text
	err       error
}

// exec does nothing after an error.
func (p *planning) exec(query string, args ...any) {
	if p.err == nil {
		_, p.err = p.tx.ExecContext(p.ctx, query, args...)
	}
}

// open finds or makes the broadcast.
func (p *planning) open(kind, name, state string, now time.Time) {
	p.exec("INSERT INTO broadcast (kind, name, state, at) VALUES (?, ?, ?, ?) ON CONFLICT (kind, name) DO NOTHING", kind, name, state, now.Unix())
	if p.err == nil {
		p.err = p.tx.QueryRowContext(p.ctx, "SELECT id FROM broadcast WHERE kind = ? AND name = ?", kind, name).Scan(&p.broadcast)
	}
}

// post is the id of a text of the broadcast.
func (p *planning) post(doc string) int64 {
	if id, known := p.posts[doc]; known || p.err != nil {
		return id
	}
	p.exec("INSERT INTO post (broadcast, doc) VALUES (?, ?) ON CONFLICT DO NOTHING", p.broadcast, doc)
	var id int64
	if p.err == nil {
		p.err = p.tx.QueryRowContext(p.ctx, "SELECT id FROM post WHERE broadcast = ? AND doc = ?", p.broadcast, doc).Scan(&id)
	}
	p.posts[doc] = id
	return id
}

// add plans a delivery, unless the subscriber has one on that day.
func (p *planning) add(subscription int64, day string, reply bot.Reply, due, deadline time.Time) {
	post := p.post(document(reply))
	p.exec(`INSERT INTO delivery (broadcast, subscription, day, post, due, deadline) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (subscription, day) DO NOTHING`, p.broadcast, subscription, day, post, due.Unix(), unixOrZero(deadline))
}

func unixOrZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// Claim implements broadcast.Ledger. What is too late expires on the way.
func (s *Store) Claim(ctx context.Context, now time.Time) (broadcast.Delivery, bool, error) {
	if err := s.expire(ctx, now); err != nil {
		return broadcast.Delivery{}, false, err
	}
	d, err := s.claim(context.WithoutCancel(ctx), now) // what is claimed must be returned
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	return d, err == nil, attempted("claim a delivery", err)
}

// expire ends what it is too late for.
func (s *Store) expire(ctx context.Context, now time.Time) error {
	return s.writeInParts(ctx, "let deliveries expire", func(tx *sql.Tx) (more bool, err error) {
		n, err := changed(tx.ExecContext(ctx, fmt.Sprintf(`UPDATE delivery SET state = 'expired' WHERE id IN
			(SELECT id FROM delivery WHERE state = 'pending' AND deadline > 0 AND deadline < ? LIMIT %d)`, atOnce), now.Unix()))
		return n == atOnce, err
	})
}

// claim returns sql.ErrNoRows if no delivery is due.
func (s *Store) claim(ctx context.Context, now time.Time) (broadcast.Delivery, error) {
	id, err := s.claimNext(ctx, now)
	if err != nil {
		return broadcast.Delivery{}, err
	}
	return s.delivery(ctx, id)
}

// claimNext takes the next delivery. The rows are read to their end: SQLite looks only then whether the write-ahead log has grown too
// long, so that QueryRow, which stops at the first row, would let it grow for ever.
func (s *Store) claimNext(ctx context.Context, now time.Time) (int64, error) {
	ids, err := sqlite.List(ctx, s.db, sqlite.Column[int64], `UPDATE delivery SET claimed = ?1, state = 'sending'
		WHERE id = (SELECT delivery.id FROM broadcast CROSS JOIN delivery ON delivery.broadcast = broadcast.id
			WHERE broadcast.state = 'running' AND delivery.state = 'pending' AND due <= ?1 AND (deadline = 0 OR deadline >= ?1)
			ORDER BY broadcast.kind, broadcast.name, due, delivery.id LIMIT 1)
		RETURNING id`, now.Unix())
	if err != nil {
		return 0, err
	}
	if len(ids) == 0 {
		return 0, sql.ErrNoRows
	}
	return ids[0], nil
}

func (s *Store) delivery(ctx context.Context, id int64) (broadcast.Delivery, error) {
	d := broadcast.Delivery{ID: id}
	var doc []byte
	var deadline int64
	err := s.db.QueryRowContext(ctx, `SELECT delivery.broadcast, subscription, chat, thread, place, loud, doc, attempts, deadline
		FROM delivery JOIN subscription ON subscription.id = delivery.subscription JOIN post ON post.id = delivery.post WHERE delivery.id = ?`, id).
		Scan(&d.Broadcast, &d.Subscription, &d.Chat, &d.Thread, &d.Place, &d.Loud, &doc, &d.Attempts, &deadline)
	if err != nil {
		return d, err
	}
	if deadline > 0 {
		d.Deadline = time.Unix(deadline, 0).UTC()
	}
	return d, json.Unmarshal(doc, &d.Reply)
}

// Record implements broadcast.Ledger.
func (s *Store) Record(ctx context.Context, d broadcast.Delivery, r broadcast.Result, now time.Time) error {
	state, again := broadcast.Next(d, r, now)
	attempts := d.Attempts
	if r.Outcome == broadcast.Later {
		attempts++
	}
	return s.write(ctx, "record a delivery", func(tx *sql.Tx) error {
		err := exec(ctx, tx, `UPDATE delivery SET attempts = ?1, due = ?2, message = ?3, reason = ?4,
				state = CASE WHEN ?5 = 'pending' AND (SELECT state FROM broadcast WHERE id = ?6) = 'stopped' THEN 'cancelled' ELSE ?5 END
			WHERE id = ?7 AND state = 'sending'`, attempts, unixOrZero(again), r.Message, r.Reason, state, d.Broadcast, d.ID)
		if err != nil {
			return err
		}
		switch r.Outcome {
		case broadcast.Refused:
			return restIn(ctx, tx, d.Chat, r.Reason)
		case broadcast.Migrated:
			return move(ctx, tx, d.Chat, r.Moved)
		case broadcast.Delivered:
			return exec(ctx, tx, "UPDATE subscription SET resting = '' WHERE id = ? AND resting <> ?", d.Subscription, stopped)
		case broadcast.Faulty:
			return exec(ctx, tx, `UPDATE broadcast SET state = 'paused', reason = ?1 WHERE id = ?2 AND state = 'running' AND
				(SELECT count(*) FROM delivery WHERE broadcast = ?2 AND state = 'failed' AND reason = ?1) >= ?3`, r.Reason, d.Broadcast, broadcast.MaxFaulty)
		}
		return nil
	})
}

// Seen notes that a delivery was sent after all, since somebody has pressed a button under its message.
func (s *Store) Seen(ctx context.Context, chat, delivery int64, message int) error {
	_, err := s.exec(ctx, "note that a delivery was seen", `UPDATE delivery SET state = 'sent', message = ?, reason = ''
		WHERE id = ? AND state = 'unknown' AND subscription IN (SELECT id FROM subscription WHERE chat = ?)`, message, delivery, chat)
	return err
}
