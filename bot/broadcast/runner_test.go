package broadcast

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"joqtau/bot"
	"joqtau/lookup"
)

// desk is a ledger in memory, as much of one as these tests need.
type desk struct {
	mu        sync.Mutex
	zones     []string
	waiting   []Subscription
	planned   []Planned
	due       []Delivery
	recorded  []Result
	recovered int
}

func (d *desk) Recover(context.Context) (int, error)    { return d.recovered, nil }
func (d *desk) Zones(context.Context) ([]string, error) { return d.zones, nil }
func (d *desk) Waiting(_ context.Context, zone string, m Moment, limit int, _ time.Time) ([]Subscription, error) {
	after, upTo := m.Due()
	var list []Subscription
	for _, s := range d.waiting {
		isPlanned := slices.ContainsFunc(d.planned, func(p Planned) bool { return p.Subscription.ID == s.ID })
		if s.Zone == zone && s.Minute > after && s.Minute <= upTo && !isPlanned && len(list) < limit {
			list = append(list, s)
		}
	}
	return list, nil
}

func (d *desk) Plan(_ context.Context, _ lookup.Day, planned []Planned, _ time.Time) error {
	d.planned = append(d.planned, planned...)
	return nil
}

func (d *desk) Claim(context.Context, time.Time) (Delivery, bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.due) == 0 {
		return Delivery{}, false, nil
	}
	first := d.due[0]
	d.due = d.due[1:]
	return first, true, nil
}

func (d *desk) Record(_ context.Context, _ Delivery, r Result, _ time.Time) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.recorded = append(d.recorded, r)
	return nil
}

// press sends with outcomes in their order, and then delivers.
type press struct {
	mu       sync.Mutex
	outcomes []Outcome
	calls    int
	wait     time.Duration // of every chat
	asked    int           // how often it was asked whether it is alive
	deaf     int           // how often it is not
}

func (p *press) Alive(context.Context) bool {
	p.asked++
	return p.asked > p.deaf
}
func (p *press) Ready(ctx context.Context) (func(), bool) { return func() {}, ctx.Err() == nil }
func (p *press) Take(int64) time.Duration                 { return p.wait }
func (p *press) Deliver(context.Context, Delivery) Result {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls++
	if len(p.outcomes) == 0 {
		return Result{Outcome: Delivered}
	}
	first := p.outcomes[0]
	p.outcomes = p.outcomes[1:]
	return Result{Outcome: first}
}

// quiet composes a message for every day but that of a zone in which nothing is to be told.
type quiet struct{ in string }

func (q quiet) DayLetter(_ context.Context, s Subscription, _ []lookup.Day) (*bot.Reply, error) {
	if s.Zone == q.in {
		return nil, nil
	}
	return &bot.Reply{}, nil
}

func newRunner(l *desk, s Sender, now *time.Time) *Runner {
	return &Runner{Ledger: l, Composer: quiet{"Asia/Tokyo"}, Sender: s, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return *now }, Sleep: func(ctx context.Context, _ time.Duration) bool { return ctx.Err() == nil }}
}

func TestEveryZoneIsPlannedAtItsOwnHour(t *testing.T) {
	l := &desk{zones: []string{"Asia/Almaty", "Asia/Tokyo", "Europe/Berlin"}}
	for i := range 3 * planAtOnce {
		l.waiting = append(l.waiting, Subscription{ID: int64(i), Zone: l.zones[i%3], Minute: 9 * 60})
	}
	now := at("2026-05-31T04:00:00Z") // 09:00 in Almaty, 13:00 in Tokyo, 06:00 in Berlin
	r := newRunner(l, &press{}, &now)
	for _, want := range []int{planAtOnce, planAtOnce} { // planning again changes nothing
		if err := r.PlanDue(context.Background()); err != nil || len(l.planned) != want {
			t.Fatalf("%d are planned, %v, want %d", len(l.planned), err, want)
		}
	}
	now = at("2026-05-31T07:30:00Z") // 09:30 in Berlin
	if err := r.PlanDue(context.Background()); err != nil || len(l.planned) != 2*planAtOnce {
		t.Errorf("%d are planned, %v", len(l.planned), err)
	}
	now = at("2026-06-01T00:30:00Z") // 09:30 in Tokyo, where there is nothing to tell
	if err := r.PlanDue(context.Background()); err != nil || len(l.planned) != 3*planAtOnce || l.planned[len(l.planned)-1].Reply != nil {
		t.Errorf("%d are planned, %v", len(l.planned), err)
	}
	if deadline := l.planned[0].Deadline; !deadline.Equal(at("2026-05-31T07:00:00Z")) {
		t.Errorf("the deadline is %s", deadline)
	}
}

func TestAnOutageCostsAFewRows(t *testing.T) {
	now := at("2026-05-31T04:00:00Z")
	l := &desk{due: make([]Delivery, 10)}
	s := &press{outcomes: []Outcome{Delivered, Ambiguous, Delivered, Ambiguous, Ambiguous}}
	r := newRunner(l, s, &now)
	for range 5 {
		if sent, err := r.SendOne(context.Background(), context.Background()); !sent || err != nil {
			t.Fatal(sent, err)
		}
	}
	if left := r.outageLeft(); left != outage {
		t.Errorf("after two in a row of unknown effect it goes on in %v", left)
	}
	if r.answers(context.Background()) || s.asked != 0 {
		t.Errorf("during the outage it goes on, or Telegram was asked %d times", s.asked)
	}
	s.deaf = 2
	for range s.deaf {
		now = now.Add(outage)
		if r.answers(context.Background()) || r.outageLeft() != outage {
			t.Errorf("Telegram does not answer, and it goes on in %v", r.outageLeft())
		}
	}
	now = now.Add(outage)
	if !r.answers(context.Background()) || s.asked != 3 || s.calls != 5 {
		t.Errorf("after the outage it does not go on; asked %d times, %d messages risked", s.asked, s.calls-5)
	}
	s.outcomes = []Outcome{Ambiguous}
	if _, err := r.SendOne(context.Background(), context.Background()); err != nil || r.answers(context.Background()) {
		t.Errorf("the first doubt after an outage does not begin another, %v", err)
	}
}

func TestAChatThatMustWaitIsNotCalled(t *testing.T) {
	now := at("2026-05-31T04:00:00Z")
	l := &desk{due: make([]Delivery, 1)}
	s := &press{wait: 5 * time.Second}
	if sent, err := newRunner(l, s, &now).SendOne(context.Background(), context.Background()); !sent || err != nil {
		t.Fatal(sent, err)
	}
	if s.calls != 0 || len(l.recorded) != 1 || l.recorded[0].Outcome != Busy || l.recorded[0].After != s.wait {
		t.Errorf("%d calls, recorded %+v", s.calls, l.recorded)
	}
}

func TestTheRunnerEndsWithItsContext(t *testing.T) {
	now := at("2026-05-31T04:00:00Z")
	l := &desk{due: make([]Delivery, 100)}
	ctx, cancel := context.WithCancel(context.Background())
	r := newRunner(l, &press{}, &now)
	r.Sleep = func(ctx context.Context, d time.Duration) bool {
		if d == idle {
			cancel() // all is sent
		}
		<-ctx.Done()
		return false
	}
	if err := r.Run(ctx, context.Background()); err != nil {
		t.Error(err)
	}
	if len(l.recorded) != 100 {
		t.Errorf("%d of 100 are recorded", len(l.recorded))
	}
}
