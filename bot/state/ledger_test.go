package state

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/data/sqlite"
	"joqtau/lookup"
)

// A world is what really happens beside what the ledger believes: messages that arrive, workers that come between each other, operators,
// and a program that ends at any point.
type world struct {
	*rapid.T
	path  string
	store *Store
	now   time.Time
	under []*underWay
	rows  map[int64]*fate
}

// underWay is a delivery that a worker has claimed.
type underWay struct {
	broadcast.Delivery
	effect bool // its call has taken effect
}

// A fate is what really became of a delivery.
type fate struct {
	day      string // of the subscriber
	planned  time.Time
	arrived  int
	resent   int
	refused  bool // it had a result by which it may be failed
	lost     bool // it had an end or an answer after which nobody knows
	stopped  bool // its broadcast was stopped, or its subscription rested
	dropped  bool // its subscription was ended, so that it is kept for two days only
	deadline time.Time
}

func (w *world) must(err error) {
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) open() {
	store, err := Open(context.Background(), w.path)
	w.must(err)
	store.db.SetMaxOpenConns(1)
	_, err = store.db.Exec("PRAGMA synchronous = OFF") // the program dies, the machine does not
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
	}
	w.must(w.store.Plan(ctx, m.Day, planned, w.now))
	w.remember()
	for _, p := range planned {
		var n int
		w.must(w.store.db.QueryRow("SELECT count(*) FROM delivery WHERE subscription = ? AND day = ?", p.Subscription.ID, m.Day.String()).Scan(&n))
		if n != 1 {
			w.Errorf("subscription %d has %d deliveries on %s", p.Subscription.ID, n, m.Day)
		}
	}
}

// remember notes the deliveries of broadcasts that are let go.
func (w *world) remember() {
	rows, err := w.store.db.Query("SELECT delivery.id, day, deadline FROM delivery JOIN broadcast ON broadcast.id = broadcast WHERE broadcast.state IN ('running', 'paused')")
	w.must(err)
	defer rows.Close()
	for rows.Next() {
		var id, deadline int64
		f := &fate{planned: w.now}
		w.must(rows.Scan(&id, &f.day, &deadline))
		f.deadline = time.Unix(deadline, 0)
		if w.rows[id] == nil {
			w.rows[id] = f
		}
	}
	w.must(rows.Err())
}

// claim lets a worker claim, if one is free.
func (w *world) claim() {
	if len(w.under) == broadcast.Workers {
		return
	}
	d, due, err := w.store.Claim(ctx, w.now)
	w.must(err)
	if !due {
		return
	}
	for _, other := range w.under {
		if other.ID == d.ID {
			w.Fatalf("delivery %d is claimed by two workers", d.ID)
		}
	}
	w.under = append(w.under, &underWay{Delivery: d})
}

// some is one of the deliveries under way, nil if none is.
func (w *world) some() *underWay {
	if len(w.under) == 0 {
		return nil
	}
	return rapid.SampledFrom(w.under).Draw(w.T, "worker")
}

// call makes a claimed delivery's call; the message arrives.
func (w *world) call(d *underWay) {
	if d != nil && !d.effect {
		d.effect = true
		w.rows[d.ID].arrived++
	}
}

// record writes down an outcome that is true of what happened.
func (w *world) record(d *underWay) {
	if d == nil {
		return
	}
	outcomes := []broadcast.Outcome{broadcast.Delivered, broadcast.Ambiguous}
	if !d.effect {
		outcomes = []broadcast.Outcome{broadcast.Busy, broadcast.Later, broadcast.Refused, broadcast.Faulty, broadcast.Migrated, broadcast.Ambiguous,
			broadcast.Fatal}
	}
	w.recordAs(d, rapid.SampledFrom(outcomes).Draw(w.T, "outcome"))
}

func (w *world) recordAs(d *underWay, outcome broadcast.Outcome) {
	result := broadcast.Result{Outcome: outcome, After: time.Second, Reason: "of a test"}
	f := w.rows[d.ID]
	switch outcome {
	case broadcast.Ambiguous:
		f.lost = true
	case broadcast.Refused, broadcast.Faulty:
		f.refused = true
	case broadcast.Migrated:
		result.Moved = d.Chat - 1000
	}
	w.must(w.store.Record(ctx, d.Delivery, result, w.now))
	if outcome == broadcast.Refused {
		w.rested(d.Chat)
	}
	w.under = slices.DeleteFunc(w.under, func(other *underWay) bool { return other == d })
}

// end ends the program as kill -9 does: what is not committed is gone.
func (w *world) end() {
	for _, d := range w.under {
		w.rows[d.ID].lost = true
	}
	w.under = nil
	w.store.db.Close()
	w.open()
	_, err := w.store.Recover(ctx)
	w.must(err)
}

// rested notes that what is pending for a chat may be cancelled.
func (w *world) rested(chat int64) {
	w.each("subscription.chat = ?", chat, func(f *fate) { f.stopped = true })
}

// each does something with the fates of some deliveries.
func (w *world) each(which string, arg any, do func(*fate)) {
	ids, err := sqlite.List(ctx, w.store.db, sqlite.Column[int64], `SELECT delivery.id FROM delivery JOIN subscription ON subscription.id = subscription
		JOIN broadcast ON broadcast.id = broadcast WHERE `+which, arg)
	w.must(err)
	for _, id := range ids {
		if f := w.rows[id]; f != nil {
			do(f)
		}
	}
}

// drawnChat is one of the chats, by its first number.
func (w *world) drawnChat() int64 { return int64(10 + rapid.IntRange(0, 3).Draw(w.T, "chat")) }

func (w *world) drawnWord() string {
	return rapid.SampledFrom([]string{"one", "one", "one", "two"}).Draw(w.T, "word")
}

// allowed passes over the errors of a command that comes too late or too early.
func (w *world) allowed(err error) {
	if err != nil && !errors.Is(err, ErrNoBroadcast) && !errors.Is(err, ErrStarted) {
		w.Fatal(err)
	}
}

// startKilled lets a start end before its word is let go.
func (w *world) startKilled() {
	word := w.drawnWord()
	exec := func(query string) {
		_, err := w.store.db.Exec(query)
		w.must(err)
	}
	exec("CREATE TRIGGER killed BEFORE UPDATE ON broadcast WHEN NEW.state = 'running' BEGIN SELECT RAISE(ABORT, 'killed'); END")
	err := w.store.StartWord(ctx, word, w.now)
	exec("DROP TRIGGER killed")
	if err == nil {
		w.Fatal("the start was not killed")
	}
}

// stop stops a word, one that is being sent if there is such.
func (w *world) stop() {
	word := w.drawnWord()
	if d := w.some(); d != nil {
		names, err := sqlite.List(ctx, w.store.db, sqlite.Column[string], "SELECT name FROM broadcast WHERE kind = 'word' AND id = ?", d.Broadcast)
		w.must(err)
		word = cmp.Or(append(names, word)...)
	}
	w.each("broadcast.name = ?", word, func(f *fate) { f.stopped = true })
	_, err := w.store.Stop(ctx, word)
	w.allowed(err)
}

// resend sends again what is unknown of all broadcasts, as operators do.
func (w *world) resend(public bool) {
	unknown, err := sqlite.List(ctx, w.store.db, sqlite.Column[int64], "SELECT id FROM delivery WHERE state = 'unknown'")
	w.must(err)
	names, err := w.store.Broadcasts(ctx, 1000)
	w.must(err)
	for _, name := range names {
		_, err := w.store.Resend(ctx, name, public, w.now)
		w.must(err)
	}
	for _, id := range unknown {
		var state broadcast.State
		w.must(w.store.db.QueryRow("SELECT state FROM delivery WHERE id = ?", id).Scan(&state))
		if state == broadcast.Pending {
			w.rows[id].resent++
		}
	}
}

// goWell lets all be sent that still can be.
func (w *world) goWell() {
	names, err := w.store.Broadcasts(ctx, 1000)
	w.must(err)
	for _, name := range names {
		_, err := w.store.Resume(ctx, name)
		w.must(err)
	}
	for {
		w.now = w.now.Add(time.Second)
		if w.claim(); len(w.under) > 0 {
			w.call(w.under[0])
			w.recordAs(w.under[0], broadcast.Delivered)
			continue
		}
		later, err := sqlite.List(ctx, w.store.db, sqlite.Column[int64], "SELECT due FROM delivery JOIN broadcast ON broadcast.id = broadcast "+
			"WHERE delivery.state = 'pending' AND broadcast.state = 'running' AND due > ? ORDER BY due LIMIT 1", w.now.Unix())
		w.must(err)
		if len(later) == 0 {
			return
		}
		w.now = time.Unix(later[0], 0)
	}
}

// TestTheLedgerSendsNothingTwiceAndLosesNothing lets workers plan, claim, send and record, operators send words, a program die, in every
// order, and its clock jump.
func TestTheLedgerSendsNothingTwiceAndLosesNothing(t *testing.T) {
	dir := t.TempDir()
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		w := &world{T: t, path: filepath.Join(dir, fmt.Sprint(runs, ".db")), now: noon, rows: map[int64]*fate{}}
		w.open()
		defer func() { w.store.Close() }()
		subscribe := func(chat int64, place bot.Place) {
			w.must(w.store.SetSubscription(ctx, bot.Subscription{Chat: chat, Place: place, Scope: bot.EveryDay, Minute: 12 * 60, Zone: "UTC"}))
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "subscribers") {
			subscribe(int64(10+i), bot.Place(i%3))
		}
		steps := map[string]func(){
			"plan": w.plan, "end": w.end, "claim": w.claim, "claim more": w.claim,
			"next day": func() {
				w.now = w.now.Add(24 * time.Hour)
				w.plan()
			},
			"call":        func() { w.call(w.some()) },
			"record":      func() { w.record(w.some()) },
			"record more": func() { w.record(w.some()) },
			"clock":       func() { w.now = w.now.Add(time.Duration(rapid.IntRange(-90, 26*60).Draw(t, "minutes")) * time.Minute) },
			"purge": func() {
				if len(w.under) == 0 {
					w.now = w.now.Add(deliveriesKept)
					w.plan()
				}
			},
			"unsubscribe": func() {
				chat := w.drawnChat()
				w.rested(chat)
				w.each("subscription.chat = ?", chat, func(f *fate) { f.dropped = true })
				w.must(w.store.DropSubscription(ctx, chat))
			},
			"begin anew": func() { subscribe(w.drawnChat(), bot.Private) },
			"wake":       func() { w.must(w.store.Rest(ctx, w.drawnChat(), "")) },
			"plan a word": func() {
				w.allowed(w.store.PlanWord(ctx, testWord(w.drawnWord()), w.now))
			},
			"start": func() {
				word := w.drawnWord()
				if w.store.StartWord(ctx, word, w.now) != nil {
					w.allowed(w.store.PlanWord(ctx, testWord(word), w.now))
					w.allowed(w.store.StartWord(ctx, word, w.now))
				}
				w.remember()
			},
			"start killed": w.startKilled,
			"pause": func() {
				_, err := w.store.Pause(ctx, w.drawnWord())
				w.allowed(err)
			},
			"resume": func() {
				_, err := w.store.Resume(ctx, w.drawnWord())
				w.allowed(err)
			},
			"stop": w.stop, "resend": func() { w.resend(rapid.Bool().Draw(t, "public")) },
		}
		names := slices.Sorted(maps.Keys(steps))
		for range rapid.IntRange(1, 100).Draw(t, "steps") {
			steps[rapid.SampledFrom(names).Draw(t, "step")]()
		}
		w.end()
		w.goWell()
		w.resend(true)
		w.goWell()
		w.check()
	})
}

// check holds the ledger against what happened.
func (w *world) check() {
	rows, err := w.store.db.Query("SELECT delivery.id, subscription, delivery.day, delivery.state FROM delivery")
	w.must(err)
	defer rows.Close()
	states := map[int64]broadcast.State{}
	type who struct {
		subscription int64
		day          string
	}
	arrived := map[who]int{}
	for rows.Next() {
		var id int64
		var one who
		var state broadcast.State
		w.must(rows.Scan(&id, &one.subscription, &one.day, &state))
		states[id] = state
		if f := w.rows[id]; f != nil {
			one.day = f.day
			arrived[one] += f.arrived - min(f.resent, f.arrived)
		}
	}
	w.must(rows.Err())
	for one, n := range arrived {
		if n > 1 {
			w.Errorf("subscription %d has %d messages on %s", one.subscription, n, one.day)
		}
	}
	for id, f := range w.rows {
		state := states[id]
		wrong := ""
		switch {
		case f.arrived > 1+f.resent:
			wrong = "arrived too often"
		case state == "":
			kept := deliveriesKept
			if f.dropped {
				kept = stoppedKept
			}
			if w.now.Sub(f.planned) < kept-24*time.Hour {
				wrong = "is gone"
			}
		case state == broadcast.Pending, state == broadcast.Sending:
			wrong = "is never sent"
		case state == broadcast.Sent && f.arrived == 0:
			wrong = "did not arrive"
		case state == broadcast.Failed && !f.refused:
			wrong = "was not refused"
		case state == broadcast.Unknown && !f.lost:
			wrong = "is known"
		case state == broadcast.Cancelled && !f.stopped:
			wrong = "was not stopped"
		case state == broadcast.Expired && !w.now.After(f.deadline):
			wrong = "was in time"
		case f.arrived > f.resent && state != broadcast.Sent && state != broadcast.Unknown:
			wrong = "arrived"
		}
		if wrong != "" {
			w.Errorf("delivery %d is said to be %q, and %s: %+v", id, state, wrong, *f)
		}
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
