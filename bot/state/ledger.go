package state

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/lookup"
)

var _ broadcast.Ledger = (*Store)(nil)

// stoppedKept is for how long it is kept that a chat has stopped its subscription, so that there is no second message of the day.
const stoppedKept = 2 * 24 * time.Hour

// deliveriesKept is for how long it is kept who was sent what, for operators' reports.
const deliveriesKept = 60 * 24 * time.Hour

// Recover implements broadcast.Ledger.
func (s *Store) Recover(ctx context.Context) (int, error) {
	done, err := s.db.ExecContext(ctx, "UPDATE delivery SET state = 'unknown', reason = 'the program ended while it was being sent' WHERE state = 'sending'")
	if err != nil {
		return 0, fmt.Errorf("recover deliveries: %w", err)
	}
	n, err := done.RowsAffected()
	return int(n), err
}

// zonesQuery lists the zones of subscribers by as many seeks in the index as there are zones.
const zonesQuery = `WITH RECURSIVE found (zone) AS (
		SELECT min(zone) FROM subscription WHERE resting = ''
		UNION ALL SELECT (SELECT min(zone) FROM subscription WHERE resting = '' AND zone > found.zone) FROM found WHERE found.zone IS NOT NULL
	) SELECT zone FROM found WHERE zone IS NOT NULL`

// Zones implements broadcast.Ledger.
func (s *Store) Zones(ctx context.Context) ([]string, error) {
	return list[string](s.db.QueryContext(ctx, zonesQuery))
}

// list reads rows of one column.
func list[T any](rows *sql.Rows, err error) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var values []T
	for rows.Next() {
		var value T
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, rows.Err()
}

const waitingQuery = "SELECT " + subscriptionColumns + ` FROM subscription
	WHERE resting = '' AND zone = ? AND minute <= ? AND minute > ? AND planned < ? AND paused_until <= ? LIMIT ?`

// Waiting implements broadcast.Ledger. The rule of broadcast.Moment.IsDue stands in SQL here.
func (s *Store) Waiting(ctx context.Context, zone string, m broadcast.Moment, limit int, now time.Time) ([]bot.Subscription, error) {
	rows, err := s.db.QueryContext(ctx, waitingQuery, zone, m.Minute, m.Minute-int(broadcast.Window/time.Minute), m.Day.String(), now.Unix(), limit)
	if err != nil {
		return nil, fmt.Errorf("list who waits for a message: %w", err)
	}
	defer rows.Close()
	var list []bot.Subscription
	for rows.Next() {
		sub, err := scanSubscription(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("list who waits for a message: %w", err)
		}
		list = append(list, sub)
	}
	return list, rows.Err()
}

// Plan implements broadcast.Ledger.
func (s *Store) Plan(ctx context.Context, day lookup.Day, planned []broadcast.Planned, now time.Time) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	plan := planning{ctx: ctx, tx: tx, posts: map[string]int64{}}
	for _, p := range planned {
		if p.Reply != nil && plan.broadcast == 0 {
			plan.exec("DELETE FROM broadcast WHERE state <> 'planned' AND at < ?", now.Add(-deliveriesKept).Unix())
			plan.exec("DELETE FROM subscription WHERE resting = ? AND planned < ?", stopped, now.Add(-stoppedKept).Format(time.DateOnly))
			plan.open("day", day.String(), "running", now)
		}
		plan.exec("UPDATE subscription SET planned = ? WHERE id = ?", day.String(), p.Subscription.ID)
		if p.Reply != nil {
			plan.add(p.Subscription.ID, day.String(), *p.Reply, now, p.Deadline)
		}
	}
	if plan.err != nil {
		return fmt.Errorf("plan the messages of %s: %w", day, plan.err)
	}
	return tx.Commit()
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

const expireQuery = "UPDATE delivery SET state = 'expired' WHERE state = 'pending' AND deadline > 0 AND deadline < ?"

const claimQuery = `UPDATE delivery SET claimed = ?1,
		state = CASE WHEN deadline > 0 AND deadline < ?1 THEN 'expired' ELSE 'sending' END
	WHERE id = (SELECT delivery.id FROM broadcast CROSS JOIN delivery ON delivery.broadcast = broadcast.id
		WHERE broadcast.state = 'running' AND delivery.state = 'pending' AND due <= ?1
		ORDER BY broadcast.kind, broadcast.name, due, delivery.id LIMIT 1)
	RETURNING id, state`

// Claim implements broadcast.Ledger. What is too late expires on the way.
func (s *Store) Claim(ctx context.Context, now time.Time) (broadcast.Delivery, bool, error) {
	ctx = context.WithoutCancel(ctx) // what is claimed must be returned
	if _, err := s.db.ExecContext(ctx, expireQuery, now.Unix()); err != nil {
		return broadcast.Delivery{}, false, fmt.Errorf("let deliveries expire: %w", err)
	}
	for {
		id, state, err := s.claimNext(ctx, now)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return broadcast.Delivery{}, false, nil
		case err != nil:
			return broadcast.Delivery{}, false, fmt.Errorf("claim a delivery: %w", err)
		case state == broadcast.Expired:
			continue
		}
		d, err := s.delivery(ctx, id)
		if err != nil {
			return d, false, fmt.Errorf("claim a delivery: %w", err)
		}
		return d, true, nil
	}
}

// claimNext takes the next delivery, or lets it expire. The statement is stepped to its end: SQLite looks only then whether the
// write-ahead log has grown too long, so that QueryRow, which stops at the first row, would let it grow for ever.
func (s *Store) claimNext(ctx context.Context, now time.Time) (id int64, state broadcast.State, err error) {
	rows, err := s.db.QueryContext(ctx, claimQuery, now.Unix())
	if err != nil {
		return 0, "", err
	}
	defer rows.Close()
	err = sql.ErrNoRows
	for rows.Next() {
		err = rows.Scan(&id, &state)
	}
	return id, state, cmp.Or(rows.Err(), err)
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
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	err = exec(ctx, tx, `UPDATE delivery SET attempts = ?1, due = ?2, message = ?3, reason = ?4,
			state = CASE WHEN ?5 = 'pending' AND (SELECT state FROM broadcast WHERE id = ?6) = 'stopped' THEN 'cancelled' ELSE ?5 END
		WHERE id = ?7 AND state = 'sending'`, attempts, unixOrZero(again), r.Message, r.Reason, state, d.Broadcast, d.ID)
	switch {
	case err != nil:
	case r.Outcome == broadcast.Refused:
		err = restIn(ctx, tx, d.Chat, r.Reason)
	case r.Outcome == broadcast.Migrated:
		err = move(ctx, tx, d.Chat, r.Moved)
	case r.Outcome == broadcast.Delivered:
		err = exec(ctx, tx, "UPDATE subscription SET resting = '' WHERE id = ? AND resting <> ?", d.Subscription, stopped)
	case r.Outcome == broadcast.Faulty:
		err = exec(ctx, tx, `UPDATE broadcast SET state = 'paused', reason = ?1 WHERE id = ?2 AND state = 'running' AND
			(SELECT count(*) FROM delivery WHERE broadcast = ?2 AND state = 'failed' AND reason = ?1) >= ?3`, r.Reason, d.Broadcast, broadcast.MaxFaulty)
	}
	if err != nil {
		return fmt.Errorf("record a delivery: %w", err)
	}
	return tx.Commit()
}

// Seen notes that a delivery was sent after all, since somebody has pressed a button under its message.
func (s *Store) Seen(ctx context.Context, chat, delivery int64, message int) error {
	_, err := s.db.ExecContext(ctx, `UPDATE delivery SET state = 'sent', message = ?, reason = ''
		WHERE id = ? AND state = 'unknown' AND subscription IN (SELECT id FROM subscription WHERE chat = ?)`, message, delivery, chat)
	if err != nil {
		return fmt.Errorf("note that a delivery was seen: %w", err)
	}
	return nil
}
