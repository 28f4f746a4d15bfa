package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	joqtau "joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/bot/state"
	"joqtau/lookup"
)

// simulateCommand sends the message of one day to invented subscribers all over the world, with the real ledger and rules and a clock of
// its own, and tells how long it took on that clock, how much memory and how large a file. The same flags send the same messages.
type simulateCommand struct {
	Subscribers int     `default:"100000" help:"How many subscribers there are."`
	Rate        float64 `default:"29" help:"Messages a second that Telegram allows."`
	Dir         string  `help:"Folder of the state, which is left there; a temporary one by default." type:"path"`
}

func (c simulateCommand) Run(env *environment) error {
	if c.Subscribers < 1 || c.Rate <= 0 {
		return usageError{errors.New("simulate: want at least one subscriber, and a rate above nothing")}
	}
	dir := c.Dir
	if dir == "" {
		temporary, err := os.MkdirTemp("", "joqtau-simulate")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		dir = temporary
	}
	path := filepath.Join(dir, "simulated.db")
	if _, err := os.Stat(path); err == nil {
		return usageError{fmt.Errorf("simulate: %s is there already; name another folder", path)}
	}
	store, err := state.Open(env.ctx, path)
	if err != nil {
		return err
	}
	defer store.Close()
	begin := time.Now()
	if err := store.SubscribeAll(env.ctx, inventSubscribers(c.Subscribers)); err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "%d subscribers in %v, file %s\n", c.Subscribers, time.Since(begin).Round(time.Millisecond), size(path))
	begin = time.Now()
	s, err := simulate(env.ctx, store, c.Rate)
	if err != nil {
		return err
	}
	status, err := store.Status(env.ctx, simulatedDay.String())
	if err != nil {
		return err
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	fmt.Fprintf(env.stdout, "of %s: %s\n", simulatedDay, status)
	fmt.Fprintf(env.stdout, "%d messages at %.0f a second: %.1f hours of sending\n", s.sent, c.Rate, (time.Duration(s.sent) * s.pace).Hours())
	fmt.Fprintf(env.stdout, "ledger: %.0f µs a message; memory taken from the system %d MB; file %s\n",
		float64(time.Since(begin).Microseconds())/float64(max(s.sent, 1)), memory.Sys>>20, size(path))
	return nil
}

// simulatedDay is the day whose message is sent, simulatedFrom when the simulation begins: it is that day nowhere yet.
var (
	simulatedDay  = lookup.Day{Year: 2026, Month: time.May, Day: 31}
	simulatedFrom = time.Date(2026, time.May, 30, 15, 0, 0, 0, time.UTC)
)

// simulate lets the day pass all over the world.
func simulate(ctx context.Context, store *state.Store, perSecond float64) (*simulatedSender, error) {
	clock := &simulatedClock{simulatedFrom}
	s := &simulatedSender{clock: clock, pace: time.Duration(float64(time.Second) / perSecond)}
	text := joqtau.Text{{Spans: []joqtau.Span{{Text: strings.Repeat("x", simulatedLength)}}}}
	r := &broadcast.Runner{Ledger: store, Composer: &simulatedComposer{joqtau.Reply{Text: text}}, Sender: s, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return clock.now }}
	for end := clock.now.Add(46 * time.Hour); clock.now.Before(end); {
		if err := r.PlanDue(ctx); err != nil {
			return s, err
		}
		for next := clock.now.Add(20 * time.Second); clock.now.Before(next); { // it is planned every twenty seconds
			sent, err := r.SendOne(ctx, ctx)
			if err != nil {
				return s, err
			}
			if !sent {
				clock.now = next
			}
		}
	}
	return s, nil
}

// A simulatedClock is the time of the simulation.
type simulatedClock struct{ now time.Time }

// A simulatedSender delivers everything, in the time that the pace leaves.
type simulatedSender struct {
	clock *simulatedClock
	pace  time.Duration
	sent  int
}

func (s *simulatedSender) Alive(context.Context) bool { return true }

func (s *simulatedSender) Ready(context.Context) (func(), bool) { return func() {}, true }
func (s *simulatedSender) Take(int64) time.Duration             { return 0 }
func (s *simulatedSender) Deliver(context.Context, broadcast.Delivery) broadcast.Result {
	s.sent++
	s.clock.now = s.clock.now.Add(s.pace)
	return broadcast.Result{Outcome: broadcast.Delivered, Message: s.sent}
}

// A simulatedComposer writes one message for everybody, on one day.
type simulatedComposer struct{ reply joqtau.Reply }

func (c *simulatedComposer) DayLetter(_ context.Context, _ joqtau.Subscription, days []lookup.Day) (*joqtau.Reply, error) {
	if days[0] != simulatedDay {
		return nil, nil
	}
	return &c.reply, nil
}

// inventSubscribers makes subscribers: most of them in Kazakhstan, half of them at nine in the morning.
func inventSubscribers(n int) func(yield func(joqtau.Subscription) bool) {
	r := rand.New(rand.NewPCG(1937, 1938))
	return func(yield func(joqtau.Subscription) bool) {
		for i := range n {
			s := joqtau.Subscription{Chat: int64(i + 1), Scope: joqtau.EveryDay, Minute: 9 * 60, Zone: joqtau.Zones[0]}
			if r.IntN(10) >= 7 {
				s.Zone = joqtau.Zones[r.IntN(len(joqtau.Zones))]
			}
			if r.IntN(2) == 0 {
				s.Minute = 60 * (6 + r.IntN(15))
			}
			if !yield(s) {
				return
			}
		}
	}
}

// simulatedLength is about that of a day's message, in bytes.
const simulatedLength = 2000

func size(path string) string {
	total := int64(0)
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(path + suffix); err == nil {
			total += info.Size()
		}
	}
	return fmt.Sprintf("%d MB", total>>20)
}
