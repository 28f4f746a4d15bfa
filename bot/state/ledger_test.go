package state

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/lookup"
)

// A world is what really happens beside what the ledger believes: messages that arrive, a program that ends at any point.
type world struct {
	t       *rapid.T
	path    string
	store   *Store
	now     time.Time
	planned map[string]bool // "subscription day"
	arrived map[string]int  // messages, by the same
	lost    int             // calls and ends after which nobody knows
	under   *broadcast.Delivery
	effect  bool // the call under way has taken effect
}

func (w *world) must(err error) {
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) open() {
	store, err := Open(context.Background(), w.path)
	w.must(err)
	w.store = store
}

// plan plans the message of a day for everybody to whom it is due.
func (w *world) plan() {
	m, err := broadcast.Clock("UTC", w.now)
	w.must(err)
	waiting, err := w.store.Waiting(ctx, "UTC", m, 100, w.now)
	w.must(err)
	var planned []broadcast.Planned
	for _, s := range waiting {
		reply := &bot.Reply{Text: bot.Text{{Spans: []bot.Span{{Text: m.Day.String()}}}}}
		planned = append(planned, broadcast.Planned{Subscription: s, Deadline: w.now.Add(m.Left(s.Minute)), Reply: reply})
		w.planned[fmt.Sprintf("%d %s", s.ID, m.Day)] = true
	}
	w.must(w.store.Plan(ctx, m.Day, planned, w.now))
}

func (w *world) claim() {
	d, due, err := w.store.Claim(ctx, w.now)
	w.must(err)
	if due {
		w.under, w.effect = &d, false
	}
}

// call makes the claimed delivery's call; the message may arrive.
func (w *world) call() {
	w.effect = true
	w.arrived[fmt.Sprintf("%d %s", w.under.Subscription, w.under.Reply.Text[0].Spans[0].Text)]++
}

// record writes down an outcome that is true of what happened.
func (w *world) record(outcome broadcast.Outcome) {
	if outcome == broadcast.Ambiguous {
		w.lost++
	}
	result := broadcast.Result{Outcome: outcome, After: time.Second, Reason: "of a test"}
	if outcome == broadcast.Migrated {
		result.Moved = w.under.Chat - 1000
	}
	w.must(w.store.Record(ctx, *w.under, result, w.now))
	w.under = nil
}

// end ends the program as kill -9 does: what is not committed is gone.
func (w *world) end() {
	if w.under != nil {
		w.lost++
		w.under = nil
	}
	w.store.db.Close()
	w.open()
	_, err := w.store.Recover(ctx)
	w.must(err)
}

// TestTheLedgerSendsNothingTwiceAndLosesNothing lets a program plan, claim, send, record and die in every order, and its clock jump.
func TestTheLedgerSendsNothingTwiceAndLosesNothing(t *testing.T) {
	dir := t.TempDir()
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		w := &world{t: t, path: filepath.Join(dir, fmt.Sprint(runs, ".db")), now: noon, planned: map[string]bool{}, arrived: map[string]int{}}
		w.open()
		defer func() { w.store.Close() }()
		for i := range rapid.IntRange(1, 4).Draw(t, "subscribers") {
			chat := int64(10 + i)
			w.must(w.store.SetSubscription(ctx, bot.Subscription{Chat: chat, Place: bot.Place(i % 3), Scope: bot.EveryDay, Minute: 12 * 60, Zone: "UTC"}))
		}
		steps := map[string]func(){
			"plan": w.plan,
			"claim": func() {
				if w.under == nil {
					w.claim()
				}
			},
			"call": func() {
				if w.under != nil && !w.effect {
					w.call()
				}
			},
			"record": func() {
				switch {
				case w.under == nil:
				case w.effect:
					w.record(rapid.SampledFrom([]broadcast.Outcome{broadcast.Delivered, broadcast.Ambiguous}).Draw(t, "outcome"))
				default:
					w.record(rapid.SampledFrom([]broadcast.Outcome{broadcast.Busy, broadcast.Later, broadcast.Refused, broadcast.Migrated,
						broadcast.Ambiguous, broadcast.Fatal}).Draw(t, "outcome"))
				}
			},
			"end":   w.end,
			"clock": func() { w.now = w.now.Add(time.Duration(rapid.IntRange(-90, 26*60).Draw(t, "minutes")) * time.Minute) },
			"stop": func() {
				chat := int64(10 + rapid.IntRange(0, 3).Draw(t, "chat"))
				w.must(w.store.DropSubscription(ctx, chat))
			},
			"begin anew": func() {
				chat := int64(10 + rapid.IntRange(0, 3).Draw(t, "chat"))
				w.must(w.store.SetSubscription(ctx, bot.Subscription{Chat: chat, Scope: bot.EveryDay, Minute: 12 * 60, Zone: "UTC"}))
			},
			"wake": func() { w.must(w.store.Rest(ctx, int64(10+rapid.IntRange(0, 3).Draw(t, "chat")), "")) },
		}
		names := []string{"plan", "claim", "call", "record", "end", "clock", "stop", "begin anew", "wake"}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			steps[rapid.SampledFrom(names).Draw(t, "step")]()
		}
		w.end()
		for { // and then all goes well
			w.now = w.now.Add(time.Second)
			if w.claim(); w.under == nil {
				break
			}
			w.call()
			w.record(broadcast.Delivered)
		}
		w.check()
	})
}

// check holds the ledger against what happened.
func (w *world) check() {
	for who, n := range w.arrived {
		if n > 1 {
			w.t.Errorf("subscriber and day %s: the message arrived %d times", who, n)
		}
	}
	states := map[string]broadcast.State{}
	unknown := 0
	rows, err := w.store.db.Query("SELECT subscription, day, state FROM delivery")
	w.must(err)
	defer rows.Close()
	for rows.Next() {
		var subscription int64
		var day string
		var state broadcast.State
		w.must(rows.Scan(&subscription, &day, &state))
		states[fmt.Sprintf("%d %s", subscription, day)] = state
		if state == broadcast.Unknown {
			unknown++
		}
	}
	w.must(rows.Err())
	for who := range w.planned {
		switch state := states[who]; {
		case state == "":
			w.t.Errorf("subscriber and day %s: the delivery is gone", who)
		case state == broadcast.Sending:
			w.t.Errorf("subscriber and day %s: it is being sent for ever", who)
		case state == broadcast.Sent && w.arrived[who] == 0:
			w.t.Errorf("subscriber and day %s: it is said to be sent, and did not arrive", who)
		case w.arrived[who] > 0 && state != broadcast.Sent && state != broadcast.Unknown:
			w.t.Errorf("subscriber and day %s: it arrived, and is said to be %s", who, state)
		}
	}
	if unknown > w.lost {
		w.t.Errorf("%d are unknown, after %d ends and ambiguous answers", unknown, w.lost)
	}
}

func TestABroadcastOfFaultyMessagesIsPaused(t *testing.T) {
	s := stores["memory"](t)
	defer s.Close()
	m, err := broadcast.Clock("UTC", noon)
	must(t, err)
	for chat := range int64(broadcast.MaxFaulty + 2) {
		must(t, s.SetSubscription(ctx, bot.Subscription{Chat: chat + 1, Scope: bot.EveryDay, Minute: 12 * 60, Zone: "UTC"}))
	}
	waiting, err := s.Waiting(ctx, "UTC", m, 100, noon)
	must(t, err)
	var planned []broadcast.Planned
	for _, sub := range waiting {
		planned = append(planned, broadcast.Planned{Subscription: sub, Deadline: noon.Add(time.Hour), Reply: &bot.Reply{}})
	}
	must(t, s.Plan(ctx, lookup.Day(m.Day), planned, noon))
	for i := range broadcast.MaxFaulty {
		d, due, err := s.Claim(ctx, noon)
		must(t, err)
		if !due {
			t.Fatalf("delivery %d is not due", i+1)
		}
		must(t, s.Record(ctx, d, broadcast.Result{Outcome: broadcast.Faulty, Reason: "can't parse entities"}, noon))
	}
	if d, due, err := s.Claim(ctx, noon); due || err != nil {
		t.Errorf("%+v is claimed of a broadcast whose messages are all refused, %v", d, err)
	}
}

// What is asked again and again reads no table as a whole, however many subscribers there are. Of broadcasts there are few.
func TestNoQueryReadsAWholeTable(t *testing.T) {
	s := stores["memory"](t)
	defer s.Close()
	for name, query := range map[string]string{"zones": zonesQuery} {
		rows, err := s.db.Query("EXPLAIN QUERY PLAN "+query, make([]any, strings.Count(query, "?")-strings.Count(query, "?1")+min(strings.Count(query, "?1"), 1))...)
		must(t, err)
		for rows.Next() {
			var id, parent, unused int
			var detail string
			must(t, rows.Scan(&id, &parent, &unused, &detail))
			if strings.HasPrefix(detail, "SCAN subscription") && !strings.Contains(detail, "INDEX") || strings.HasPrefix(detail, "SCAN delivery") ||
				strings.Contains(detail, "TEMP B-TREE") {
				t.Errorf("%s: %s", name, detail)
			}
		}
		must(t, rows.Err())
	}
}
