// Simulate sends the message of one day to invented subscribers all over the world, with the real ledger and rules and a clock of its
// own, and tells how long it took on that clock, how much memory and how large a file.
//
//	go run ./cmd/simulate -subscribers 1000000
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/bot/state"
	"joqtau/lookup"
)

func main() {
	subscribers := flag.Int("subscribers", 100_000, "how many subscribers there are")
	perSecond := flag.Float64("rate", 29, "messages a second that Telegram allows")
	dir := flag.String("dir", "", "folder of the state; a temporary one by default")
	flag.Parse()
	if err := run(context.Background(), *subscribers, *perSecond, *dir, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "simulate:", err)
		os.Exit(1)
	}
}

// A clock is the time of the simulation.
type clock struct{ now time.Time }

// A sender delivers everything, in the time that the pace leaves.
type sender struct {
	clock *clock
	pace  time.Duration
	sent  int
}

func (s *sender) Alive(context.Context) bool { return true }

func (s *sender) Ready(context.Context) (func(), bool) { return func() {}, true }
func (s *sender) Take(int64) time.Duration             { return 0 }
func (s *sender) Deliver(context.Context, broadcast.Delivery) broadcast.Result {
	s.sent++
	s.clock.now = s.clock.now.Add(s.pace)
	return broadcast.Result{Outcome: broadcast.Delivered, Message: s.sent}
}

// A composer writes one message for everybody, on one day.
type composer struct {
	day   lookup.Day
	reply bot.Reply
}

func (c *composer) DayLetter(_ context.Context, _ bot.Subscription, days []lookup.Day) (*bot.Reply, error) {
	if days[0] != c.day {
		return nil, nil
	}
	return &c.reply, nil
}

func run(ctx context.Context, subscribers int, perSecond float64, dir string, out io.Writer) error {
	if dir == "" {
		temporary, err := os.MkdirTemp("", "simulate")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		dir = temporary
	}
	path := filepath.Join(dir, "state.db")
	store, err := state.Open(ctx, path)
	if err != nil {
		return err
	}
	defer store.Close()
	begin := time.Now()
	if err := store.SubscribeAll(ctx, invent(subscribers)); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d subscribers in %v, file %s\n", subscribers, time.Since(begin).Round(time.Millisecond), size(path))

	c := &clock{time.Date(2026, 5, 30, 15, 0, 0, 0, time.UTC)} // it is the 31st nowhere yet
	s := &sender{clock: c, pace: time.Duration(float64(time.Second) / perSecond)}
	text := bot.Text{{Spans: []bot.Span{{Text: strings.Repeat("x", messageLength)}}}}
	r := &broadcast.Runner{Ledger: store, Composer: &composer{lookup.Day{Year: 2026, Month: time.May, Day: 31}, bot.Reply{Text: text}}, Sender: s, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return c.now }}
	begin = time.Now()
	var busy time.Duration // on the simulation's clock
	end := c.now.Add(46 * time.Hour)
	for c.now.Before(end) {
		if err := r.PlanDue(ctx); err != nil {
			return err
		}
		for next := c.now.Add(20 * time.Second); c.now.Before(next); { // it is planned every twenty seconds
			sent, err := r.SendOne(ctx, ctx)
			if err != nil {
				return err
			}
			if !sent {
				c.now = next
				break
			}
			busy += s.pace
		}
	}
	status, err := store.Status(ctx, "2026-05-31")
	if err != nil {
		return err
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	fmt.Fprintf(out, "of 31 May: %s\n", status)
	fmt.Fprintf(out, "%d messages at %.0f a second: %.1f hours of sending\n", s.sent, perSecond, busy.Hours())
	fmt.Fprintf(out, "ledger: %.0f µs a message; memory taken from the system %d MB; file %s\n",
		float64(time.Since(begin).Microseconds())/float64(max(s.sent, 1)), memory.Sys>>20, size(path))
	return nil
}

// invent makes subscribers: most of them in Kazakhstan, half of them at nine in the morning.
func invent(n int) func(yield func(bot.Subscription) bool) {
	r := rand.New(rand.NewPCG(1937, 1938))
	return func(yield func(bot.Subscription) bool) {
		for i := range n {
			s := bot.Subscription{Chat: int64(i + 1), Scope: bot.EveryDay, Minute: 9 * 60, Zone: bot.Zones[0]}
			if r.IntN(10) >= 7 {
				s.Zone = bot.Zones[r.IntN(len(bot.Zones))]
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

// messageLength is about that of a day's message, in bytes.
const messageLength = 2000

func size(path string) string {
	total := int64(0)
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(path + suffix); err == nil {
			total += info.Size()
		}
	}
	return fmt.Sprintf("%d MB", total>>20)
}
