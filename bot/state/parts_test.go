package state

import (
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"joqtau/bot"
	"joqtau/bot/broadcast"
)

// subscribeMany adds n subscribers of two zones.
func subscribeMany(tb testing.TB, s *Store, n int) {
	tb.Helper()
	err := s.SubscribeAll(ctx, func(yield func(bot.Subscription) bool) {
		for i := range n {
			sub := bot.Subscription{Chat: int64(i + 1), Scope: bot.EveryDay, Zone: "UTC", Minute: 12 * 60}
			if i%3 == 0 {
				sub.Zone = "Asia/Almaty"
			}
			if !yield(sub) {
				return
			}
		}
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// A start that ends anywhere on the way, as by kill -9, sends nothing; the next one sends the word to each once, on the day on which it is
// made.
func TestAStartThatEndsOnTheWay(t *testing.T) {
	const subscribers = 2*atOnce + 10
	for name, row := range map[string]struct {
		crash string        // where: a trigger
		later time.Duration // when it is started again
		left  int           // deliveries of the first start
		anew  bool          // whether it is planned anew before
	}{
		"in the first part":       {crash: "INSERT ON delivery WHEN NEW.subscription = 10"},
		"in the second part":      {crash: "INSERT ON delivery WHEN NEW.subscription = 5010", left: atOnce},
		"on the next day":         {crash: "INSERT ON delivery WHEN NEW.subscription = 10005", left: 2 * atOnce, later: 24 * time.Hour},
		"before it is let go":     {crash: "UPDATE ON broadcast WHEN NEW.state = 'running'", left: subscribers},
		"and is then planned new": {crash: "UPDATE ON broadcast WHEN NEW.state = 'running'", left: subscribers, anew: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := stores["memory"](t)
			defer s.Close()
			subscribeMany(t, s, subscribers)
			must(t, s.PlanWord(ctx, testWord("word"), noon))
			_, err := s.db.Exec("CREATE TRIGGER crash BEFORE " + row.crash + " BEGIN SELECT RAISE(ABORT, 'killed'); END")
			must(t, err)
			if err := s.StartWord(ctx, "word", noon); err == nil || !strings.Contains(err.Error(), "killed") {
				t.Fatal(err)
			}
			_, err = s.db.Exec("DROP TRIGGER crash")
			must(t, err)
			status, err := s.Status(ctx, "word")
			must(t, err)
			if d, due, err := s.Claim(ctx, noon); due || err != nil || status.State != "planned" || status.Total() != row.left {
				t.Fatalf("%+v is claimed, %v; %+v, want %d deliveries", d, err, status, row.left)
			}
			again := noon.Add(row.later)
			if row.anew {
				must(t, s.PlanWord(ctx, testWord("word"), again))
			}
			must(t, s.StartWord(ctx, "word", again))
			var all, day int
			must(t, s.db.QueryRow("SELECT count(*), count(CASE WHEN day = ? THEN 1 END) FROM delivery", again.Format(time.DateOnly)).Scan(&all, &day))
			if _, due, err := s.Claim(ctx, again); !due || err != nil || all != subscribers || day != subscribers {
				t.Errorf("%d deliveries, %d of the day, claimed %t, %v; want %d", all, day, due, err, subscribers)
			}
		})
	}
}

// Of two commands that work on one word the later one takes it.
func TestAWordIsTakenByOneCommand(t *testing.T) {
	s := stores["memory"](t)
	defer s.Close()
	must(t, s.PlanWord(ctx, testWord("word"), noon))
	first, err := s.take(ctx, "word", "being started", noon)
	must(t, err)
	must(t, s.StartWord(ctx, "word", noon))
	err = s.write(ctx, "go on", func(tx *sql.Tx) error { return first.isOurs(ctx, tx) })
	if !errors.Is(err, errTaken) {
		t.Errorf("the first goes on beside the second: %v", err)
	}
}

// A stop that ends on the way sends nothing more, and the next one ends it.
func TestAStopThatEndsOnTheWay(t *testing.T) {
	s := stores["memory"](t)
	defer s.Close()
	subscribeMany(t, s, atOnce+10)
	must(t, s.PlanWord(ctx, testWord("word"), noon))
	must(t, s.StartWord(ctx, "word", noon))
	_, err := s.db.Exec("CREATE TRIGGER crash BEFORE UPDATE ON delivery WHEN NEW.subscription = 5005 BEGIN SELECT RAISE(ABORT, 'killed'); END")
	must(t, err)
	if stopped, err := s.Stop(ctx, "word"); stopped || err == nil {
		t.Fatal("the stop came to its end")
	}
	_, err = s.db.Exec("DROP TRIGGER crash")
	must(t, err)
	status, err := s.Status(ctx, "word")
	must(t, err)
	if d, due, err := s.Claim(ctx, noon); due || err != nil || status.Counts[broadcast.Cancelled] != atOnce {
		t.Errorf("%+v is claimed, %v; %v", d, err, status)
	}
	if stopped, err := s.Stop(ctx, "word"); !stopped || err != nil {
		t.Errorf("the second stop: %t, %v", stopped, err)
	}
	if status, err := s.Status(ctx, "word"); status.State != "stopped" || status.Counts[broadcast.Cancelled] != atOnce+10 {
		t.Errorf("%+v, %v", status, err)
	}
}

// BenchmarkOthersDuring measures for how long at most another one who writes waits while a word for 200,000 subscribers is started
// and stopped.
func BenchmarkOthersDuring(b *testing.B) {
	for name, do := range map[string]func(s *Store) error{
		"start": func(s *Store) error { return s.StartWord(ctx, "word", noon) },
		"stop":  func(s *Store) error { _, err := s.Stop(ctx, "word"); return err },
	} {
		b.Run(name, func(b *testing.B) {
			var longest time.Duration
			for range b.N {
				b.StopTimer()
				s, err := Open(ctx, filepath.Join(b.TempDir(), "state.db"))
				if err != nil {
					b.Fatal(err)
				}
				subscribeMany(b, s, 200_000)
				if err := s.PlanWord(ctx, testWord("word"), noon); err != nil {
					b.Fatal(err)
				}
				if name == "stop" {
					if err := s.StartWord(ctx, "word", noon); err != nil {
						b.Fatal(err)
					}
				}
				b.StartTimer()
				var work sync.WaitGroup
				done := make(chan struct{})
				work.Go(func() {
					defer close(done)
					if err := do(s); err != nil {
						b.Error(err)
					}
				})
				for i, over := 0, false; !over; i++ {
					begin := time.Now()
					if err := s.SetHandled(ctx, i, noon); err != nil {
						b.Error(err)
					}
					longest = max(longest, time.Since(begin))
					select {
					case <-done:
						over = true
					case <-time.After(time.Millisecond):
					}
				}
				work.Wait()
				s.Close()
			}
			b.ReportMetric(float64(longest.Milliseconds()), "ms-longest-wait")
		})
	}
}
