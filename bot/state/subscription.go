package state

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"strings"
	"time"

	"joqtau/bot"
	"joqtau/data/sqlite"
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
	return sub, attempted("read a subscription", err)
}

func scanSubscription(scan sqlite.Scanner) (bot.Subscription, error) {
	var sub bot.Subscription
	var people string
	var paused int64
	err := scan(&sub.ID, &sub.Chat, &sub.Thread, &sub.Place, &sub.Scope, &people, &sub.Minute, &sub.Zone, &sub.Loud, &paused, &sub.Resting)
	if err != nil {
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
	return s.change(ctx, "keep a subscription", sub.Chat, func(tx *sql.Tx) error {
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

// SubscribeAll adds subscriptions in one transaction. It is for simulations and tests: in a state that is in use others would wait.
func (s *Store) SubscribeAll(ctx context.Context, all iter.Seq[bot.Subscription]) error {
	return s.write(ctx, "add subscriptions", func(tx *sql.Tx) error {
		for sub := range all {
			if err := addChat(ctx, tx, sub.Chat); err != nil {
				return err
			}
			if err := setSubscription(ctx, tx, sub); err != nil {
				return err
			}
		}
		return nil
	})
}

// DropSubscription implements bot.Store. What it wanted is forgotten at once, and what was not sent yet is cancelled. The row stays for
// two days, or until the chat is forgotten: whoever stops and begins anew on one day still gets one message.
func (s *Store) DropSubscription(ctx context.Context, chat int64) error {
	return s.write(ctx, "drop a subscription", func(tx *sql.Tx) error {
		if err := restIn(ctx, tx, chat, stopped); err != nil {
			return err
		}
		return exec(ctx, tx, `UPDATE subscription SET people = '', scope = 'daily', thread = 0, loud = 0, paused_until = 0
			WHERE chat = ? AND resting = ?`, chat, stopped)
	})
}

// Rest notes that nothing can be sent to a chat, and why, or with an empty reason that it can again. A chat that has stopped its
// subscription is not woken.
func (s *Store) Rest(ctx context.Context, chat int64, reason string) error {
	return s.write(ctx, "let a subscription rest", func(tx *sql.Tx) error {
		if reason == "" {
			return exec(ctx, tx, "UPDATE subscription SET resting = '' WHERE chat = ? AND resting <> ?", chat, stopped)
		}
		return restIn(ctx, tx, chat, reason)
	})
}

func restIn(ctx context.Context, tx *sql.Tx, chat int64, reason string) error {
	if err := exec(ctx, tx, "UPDATE subscription SET resting = ? WHERE chat = ? AND resting <> ?", reason, chat, stopped); err != nil {
		return err
	}
	return cancelPending(ctx, tx, chat, reason)
}

func cancelPending(ctx context.Context, tx *sql.Tx, chat int64, reason string) error {
	return exec(ctx, tx, `UPDATE delivery SET state = 'cancelled', reason = ?
		WHERE state = 'pending' AND subscription IN (SELECT id FROM subscription WHERE chat = ?)`, reason, chat)
}
