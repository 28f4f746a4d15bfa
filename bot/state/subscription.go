package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"joqtau/bot"
)

// stopped is why a subscription rests that its chat has ended.
const stopped = "stopped"

const subscriptionColumns = "id, chat, thread, place, scope, people, minute, zone, loud, paused_until, resting"

// Subscription implements bot.Store.
func (s *Store) Subscription(ctx context.Context, chat int64) (bot.Subscription, error) {
	sub, err := scanSubscription(s.db.QueryRowContext(ctx, "SELECT "+subscriptionColumns+" FROM subscription WHERE chat = ?", chat).Scan)
	if errors.Is(err, sql.ErrNoRows) || err == nil && sub.Resting == stopped {
		return bot.Subscription{}, bot.ErrNoSubscription
	}
	return sub, err
}

func scanSubscription(scan func(...any) error, more ...any) (bot.Subscription, error) {
	var sub bot.Subscription
	var people string
	var paused int64
	into := append([]any{&sub.ID, &sub.Chat, &sub.Thread, &sub.Place, &sub.Scope, &people, &sub.Minute, &sub.Zone, &sub.Loud, &paused, &sub.Resting}, more...)
	if err := scan(into...); err != nil {
		return sub, err
	}
	sub.People = strings.Fields(people)
	if paused > 0 {
		sub.PausedUntil = time.Unix(paused, 0).UTC()
	}
	return sub, nil
}

// SetSubscription implements bot.Store.
func (s *Store) SetSubscription(ctx context.Context, sub bot.Subscription) error {
	return s.change(ctx, sub.Chat, func(tx *sql.Tx) error {
		if !sub.PausedUntil.IsZero() { // what is planned already is not to come in the pause
			if err := cancelPending(ctx, tx, sub.Chat, "paused"); err != nil {
				return err
			}
		}
		return setSubscription(ctx, tx, sub)
	})
}

func setSubscription(ctx context.Context, tx *sql.Tx, sub bot.Subscription) error {
	return exec(ctx, tx, `INSERT INTO subscription (chat, thread, place, scope, people, minute, zone, loud, paused_until, resting)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (chat) DO UPDATE SET thread = excluded.thread, place = excluded.place, scope = excluded.scope, people = excluded.people,
				minute = excluded.minute, zone = excluded.zone, loud = excluded.loud, paused_until = excluded.paused_until, resting = excluded.resting`,
		sub.Chat, sub.Thread, sub.Place, sub.Scope, strings.Join(sub.People, " "), sub.Minute, sub.Zone, sub.Loud, unixOrZero(sub.PausedUntil), sub.Resting)
}

// SubscribeAll adds subscriptions in one transaction, such as those that another bot hands over.
func (s *Store) SubscribeAll(ctx context.Context, all iter.Seq[bot.Subscription]) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	for sub := range all {
		err := exec(ctx, tx, "INSERT INTO chat (id) VALUES (?) ON CONFLICT (id) DO NOTHING", sub.Chat)
		if err == nil {
			err = setSubscription(ctx, tx, sub)
		}
		if err != nil {
			return fmt.Errorf("add subscriptions: %w", err)
		}
	}
	return tx.Commit()
}

// DropSubscription implements bot.Store. The row stays until the chat is forgotten: whoever stops and begins anew on one day still gets
// one message. What was not sent yet is cancelled.
// What it wanted is forgotten at once.
func (s *Store) DropSubscription(ctx context.Context, chat int64) error {
	if err := s.rest(ctx, chat, stopped); err != nil {
		return err
	}
	_, err := s.db.ExecContext(ctx, `UPDATE subscription SET people = '', scope = 'daily', thread = 0, loud = 0, paused_until = 0
		WHERE chat = ? AND resting = ?`, chat, stopped)
	return err
}

// Rest notes that nothing can be sent to a chat, and why, or with an empty reason that it can again. A chat that has stopped its
// subscription is not woken.
func (s *Store) Rest(ctx context.Context, chat int64, reason string) error {
	if reason != "" {
		return s.rest(ctx, chat, reason)
	}
	_, err := s.db.ExecContext(ctx, "UPDATE subscription SET resting = '' WHERE chat = ? AND resting <> ?", chat, stopped)
	return err
}

func (s *Store) rest(ctx context.Context, chat int64, reason string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	if err := restIn(ctx, tx, chat, reason); err != nil {
		return err
	}
	return tx.Commit()
}

func restIn(ctx context.Context, tx *sql.Tx, chat int64, reason string) error {
	err := exec(ctx, tx, "UPDATE subscription SET resting = ? WHERE chat = ? AND resting <> ?", reason, chat, stopped)
	if err == nil {
		err = cancelPending(ctx, tx, chat, reason)
	}
	if err != nil {
		return fmt.Errorf("let a subscription rest: %w", err)
	}
	return nil
}

func cancelPending(ctx context.Context, tx *sql.Tx, chat int64, reason string) error {
	return exec(ctx, tx, `UPDATE delivery SET state = 'cancelled', reason = ?
		WHERE state = 'pending' AND subscription IN (SELECT id FROM subscription WHERE chat = ?)`, reason, chat)
}
