package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// patience is how long the loop waits for a batch to be handled before it fetches what has come meanwhile.
const patience = 50 * time.Millisecond

// hold is for how long an update that is under way keeps itself and all after it from being acknowledged. Telegram
// hands out a hundred updates at a time, so that a chat that must wait would otherwise keep every other one waiting.
// What is acknowledged before it is answered is lost if the program is killed in between.
const hold = 10 * time.Second

// poll fetches updates and dispatches them until the context ends. An update is acknowledged only once it and all
// before it are done, or under way for longer than the hold; what is fetched again meanwhile is not dispatched again.
func (a *Adapter) poll(ctx context.Context, dispatch func(u update, done func())) error {
	f := newFeed()
	for failures := 0; ctx.Err() == nil; {
		batch, err := a.fetch(ctx, f.offset(time.Now()))
		if err == nil {
			err = a.receive(ctx, f, batch, dispatch)
		}
		if err == nil {
			failures = 0
			f.settle(ctx, patience)
			continue
		}
		if ctx.Err() != nil {
			break
		}
		if fatal := tokenRefused(err); fatal != nil {
			return fatal
		}
		a.log.Warn("updates not fetched", "error", err)
		a.sleep(ctx, a.afterFailure(ctx, err, failures))
		failures++
	}
	return nil
}

func (a *Adapter) fetch(ctx context.Context, offset int) ([]json.RawMessage, error) {
	params := tgbotapi.Params{"timeout": strconv.Itoa(int(pollTimeout.Seconds())), "allowed_updates": allowedUpdates}
	params.AddNonZero("offset", offset)
	result, err := a.api.call(ctx, "getUpdates", params, pollTimeout)
	if err != nil {
		return nil, err
	}
	var batch []json.RawMessage
	if err := json.Unmarshal(result, &batch); err != nil {
		return nil, fmt.Errorf("getUpdates: read the list: %w", err)
	}
	return batch, nil
}

// afterFailure does what can be done about a failed call, and says how long to wait before the next.
func (a *Adapter) afterFailure(ctx context.Context, err error, failures int) time.Duration {
	var failure *callError
	if errors.As(err, &failure) {
		if failure.retryAfter > 0 {
			return failure.retryAfter
		}
		if failure.code == 409 && failure.says("webhook") {
			if _, err := a.api.call(ctx, "deleteWebhook", nil, 0); err != nil {
				a.log.Warn("webhook not removed", "error", err)
			}
		}
	}
	return backoff(failures)
}

// receive dispatches the updates of a batch that are new. One that cannot be read is skipped: it must not stand in the
// way of the others. The error is for a batch of which nothing can ever be acknowledged.
func (a *Adapter) receive(ctx context.Context, f *feed, batch []json.RawMessage, dispatch func(u update, done func())) error {
	numbered := 0
	for _, raw := range batch {
		id, err := readID(raw)
		if err != nil {
			continue
		}
		numbered++
		if renumbered := f.see(id); renumbered {
			a.log.Info("Telegram numbers updates anew", "from", id)
		}
		if f.begin(id, time.Now()) {
			a.receiveOne(ctx, id, raw, func() { f.end(id) }, dispatch)
		}
	}
	switch unnumbered := len(batch) - numbered; {
	case unnumbered > 0 && numbered == 0:
		return fmt.Errorf("%d updates have no number", unnumbered)
	case unnumbered > 0:
		a.log.Error("updates without a number skipped", "count", unnumbered)
	}
	return nil
}

func (a *Adapter) receiveOne(ctx context.Context, id int, raw json.RawMessage, done func(), dispatch func(u update, done func())) {
	u, err := readUpdate(raw)
	if err != nil {
		var mismatch *json.UnmarshalTypeError // without the content, which may be what somebody asked
		if errors.As(err, &mismatch) {
			a.log.Error("unreadable update skipped", "update", id, "field", mismatch.Field)
		} else {
			a.log.Error("unreadable update skipped", "update", id)
		}
		done()
		return
	}
	handled, err := a.ledger.Handled(ctx, id, time.Now())
	if err != nil {
		a.log.Error("ledger of updates not read", "update", id, "error", err)
	}
	if handled {
		done()
		return
	}
	dispatch(u, done)
}

// A feed knows which updates are under way, and so up to where they can be acknowledged.
type feed struct {
	mu       sync.Mutex
	underWay map[int]time.Time // since when
	done     map[int]bool      // and not yet acknowledged, so that they may be fetched again
	next     int               // one beyond the newest update
	idle     chan struct{}     // closed while nothing is under way
}

func newFeed() *feed {
	idle := make(chan struct{})
	close(idle)
	return &feed{underWay: map[int]time.Time{}, done: map[int]bool{}, idle: idle}
}

// see notes the number of an update that was fetched, and reports whether the numbers begin anew, as they do after a
// quiet week.
func (f *feed) see(id int) (renumbered bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, known := f.underWay[id]
	if known || f.done[id] {
		return false
	}
	renumbered = id < f.next
	f.next = id + 1 // and not the highest
	return renumbered
}

// begin notes an update as under way; false if it is already, or done.
func (f *feed) begin(id int, now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, known := f.underWay[id]; known || f.done[id] {
		return false
	}
	if len(f.underWay) == 0 {
		f.idle = make(chan struct{})
	}
	f.underWay[id] = now
	return true
}

// end notes an update as done.
func (f *feed) end(id int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.underWay, id)
	f.done[id] = true
	if len(f.underWay) == 0 {
		close(f.idle)
	}
}

// offset is what getUpdates is called with: all updates below it are acknowledged. Only here is it forgotten what is
// done, and not where it ends: a call under way meanwhile may still bring it again.
func (f *feed) offset(now time.Time) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	offset := f.next
	for id, since := range f.underWay {
		if now.Sub(since) < hold {
			offset = min(offset, id)
		}
	}
	allDone := len(f.underWay) == 0 // then also those that Telegram numbered before it began anew
	maps.DeleteFunc(f.done, func(id int, _ bool) bool { return allDone || id < offset })
	return offset
}

// settle waits until nothing is under way, but no longer than the patience.
func (f *feed) settle(ctx context.Context, patience time.Duration) {
	f.mu.Lock()
	idle := f.idle
	f.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case <-idle:
	case <-ctx.Done():
	}
}
