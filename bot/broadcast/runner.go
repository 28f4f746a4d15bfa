package broadcast

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"joqtau/bot"
)

// The runner's pace.
const (
	// Workers is how many deliveries are under way at a time: so many are unknown at most when the program is killed.
	Workers = 3
	// planEvery is how often it is looked for what is due, idle how long a worker waits that has nothing to do.
	planEvery = 20 * time.Second
	idle      = 500 * time.Millisecond
	// outage is how long nothing is sent after two deliveries in a row whose effect is unknown: Telegram is failing, and each
	// further one would be lost to those who wait for it. Then it is asked whether Telegram answers, before a message is risked.
	outage = 30 * time.Second
	// planAtOnce is how many subscribers are planned in one transaction.
	planAtOnce = 500
)

// A Runner plans what is due and sends it.
type Runner struct {
	Ledger   Ledger
	Composer Composer
	Sender   Sender
	Log      *slog.Logger
	// Now is the clock; time.Now but in tests.
	Now func() time.Time
	// Sleep waits, and reports whether it waited to the end; not if the context ends meanwhile.
	Sleep func(ctx context.Context, d time.Duration) bool

	turn   sync.Mutex // held by the worker whose turn it is to claim
	mu     sync.Mutex // of what follows
	doubts int        // deliveries in a row of unknown effect
	resume time.Time  // when it is asked whether an outage is over, zero without one
}

// Run works until the context ends. A delivery that is under way then is finished within the handling context.
func (r *Runner) Run(ctx, handling context.Context) error {
	unknown, err := r.Ledger.Recover(ctx)
	for err != nil {
		if ctx.Err() != nil {
			return nil
		}
		r.Log.Error("deliveries not recovered; trying again", "error", err)
		if !r.Sleep(ctx, planEvery) {
			return nil
		}
		unknown, err = r.Ledger.Recover(ctx)
	}
	if unknown > 0 {
		r.Log.Warn("deliveries were under way when the program ended; it is unknown whether they were sent", "count", unknown)
	}
	var all sync.WaitGroup
	all.Go(func() { r.planAlways(ctx) })
	for range Workers {
		all.Go(func() { r.sendAlways(ctx, handling) })
	}
	all.Wait()
	return nil
}

func (r *Runner) planAlways(ctx context.Context) {
	for {
		if err := r.PlanDue(ctx); err != nil && ctx.Err() == nil {
			r.Log.Error("messages of the day not planned", "error", err)
		}
		if !r.Sleep(ctx, planEvery) {
			return
		}
	}
}

// PlanDue settles for every subscriber whose hour has come what is sent.
func (r *Runner) PlanDue(ctx context.Context) error {
	zones, err := r.Ledger.Zones(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, zone := range zones {
		errs = append(errs, r.planZone(ctx, zone))
	}
	return errors.Join(errs...)
}

func (r *Runner) planZone(ctx context.Context, zone string) error {
	for {
		now := r.Now()
		moment, err := Clock(zone, now)
		if err != nil {
			return err
		}
		waiting, err := r.Ledger.Waiting(ctx, zone, moment, planAtOnce, now)
		if err != nil || len(waiting) == 0 {
			return err
		}
		planned := make([]Planned, len(waiting))
		for i, s := range waiting {
			reply, err := r.compose(ctx, s, moment)
			if err != nil { // this one goes without; the others do not
				r.Log.Error("message of the day not written", "subscription", s.ID, "error", err)
			}
			planned[i] = Planned{s, now.Add(moment.Left(s.Minute)), reply}
		}
		if err := r.Ledger.Plan(ctx, moment.Day, planned, now); err != nil {
			return err
		}
	}
}

// compose has a message written; a panic concerns this one alone.
func (r *Runner) compose(ctx context.Context, s Subscription, m Moment) (reply *bot.Reply, err error) {
	defer func() {
		if v := recover(); v != nil {
			reply, err = nil, fmt.Errorf("panic: %T", v)
		}
	}()
	return r.Composer.DayLetter(ctx, s, Remembered(m.Day))
}

func (r *Runner) sendAlways(ctx, handling context.Context) {
	for ctx.Err() == nil {
		if wait := r.outageLeft(); wait > 0 {
			r.Sleep(ctx, wait)
			continue
		}
		if !r.answers(ctx) {
			continue
		}
		sent, err := r.SendOne(ctx, handling)
		if err != nil && ctx.Err() == nil {
			r.Log.Error("delivery not recorded", "error", err)
		}
		if !sent || err != nil {
			r.Sleep(ctx, idle)
		}
	}
}

// SendOne claims a delivery, sends it and records how that ended; false if none is due. It is claimed only when it can be sent at
// once, so that what is unknown after a kill is no more than the calls that were under way. What cannot be recorded stays claimed, and
// is unknown after the next start.
func (r *Runner) SendOne(ctx, handling context.Context) (bool, error) {
	d, wait, err := r.next(ctx)
	if err != nil || d == nil {
		return false, err
	}
	result := Result{Outcome: Busy, After: wait}
	if wait == 0 {
		result = r.deliver(handling, *d)
		r.note(result)
	}
	return true, r.Ledger.Record(context.WithoutCancel(handling), *d, result, r.Now())
}

// deliver makes the call; of a panic in it nobody knows whether the message left.
func (r *Runner) deliver(ctx context.Context, d Delivery) (result Result) {
	defer func() {
		if v := recover(); v != nil {
			result = Result{Outcome: Ambiguous, Reason: fmt.Sprintf("panic: %T", v)}
		}
	}()
	return r.Sender.Deliver(ctx, d)
}

// next is the delivery whose turn it is, with how long its chat must wait; nil if none is due.
func (r *Runner) next(ctx context.Context) (*Delivery, time.Duration, error) {
	r.turn.Lock()
	defer r.turn.Unlock()
	giveBack, ok := r.Sender.Ready(ctx)
	if !ok {
		return nil, 0, nil
	}
	d, due, err := r.Ledger.Claim(ctx, r.Now())
	if err != nil || !due {
		giveBack()
		return nil, 0, err
	}
	return &d, r.Sender.Take(d.Chat), nil
}

func (r *Runner) note(result Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch result.Outcome {
	case Ambiguous, Fatal, Later:
		if r.doubts++; r.doubts >= 2 || result.Outcome == Fatal {
			r.resume = r.Now().Add(outage)
			r.Log.Warn("Telegram is failing; nothing is broadcast for a while", "reason", result.Reason)
		}
	case Delivered, Refused:
		r.doubts = 0 // Telegram answers
	}
}

// answers reports whether there is no outage, or none any more. After one the next doubt begins another.
func (r *Runner) answers(ctx context.Context) bool {
	r.turn.Lock() // one worker asks for all
	defer r.turn.Unlock()
	r.mu.Lock()
	resume := r.resume
	r.mu.Unlock()
	if resume.IsZero() || resume.After(r.Now()) {
		return resume.IsZero() // another worker has asked already
	}
	alive := r.Sender.Alive(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	if alive {
		r.resume, r.doubts = time.Time{}, 1
	} else {
		r.resume = r.Now().Add(outage)
	}
	return alive
}

func (r *Runner) outageLeft() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.resume.Sub(r.Now())
}
