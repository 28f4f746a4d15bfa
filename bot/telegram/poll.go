package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

var tokenPattern = regexp.MustCompile(`^\d+:[\w-]{20,}$`)

// patience is how long the loop waits for a batch to be handled before it fetches what has come meanwhile.
const patience = time.Second

// poll fetches updates and dispatches them until the context ends. An update is acknowledged only once it and all
// before it are done; what is fetched again meanwhile is not dispatched again.
func (a *Adapter) poll(ctx context.Context, dispatch func(u update, done func())) error {
	f := newFeed()
	for failures := 0; ctx.Err() == nil; {
		batch, err := a.fetch(ctx, f.offset())
		if err == nil {
			failures = 0
			a.receive(ctx, f, batch, dispatch)
			f.settle(ctx, patience)
			continue
		}
		if ctx.Err() != nil {
			break
		}
		if fatal := tokenRefused(err); fatal != nil {
			return fatal
		}
		failures++
		a.log.Warn("updates not fetched", "error", err)
		sleep(ctx, a.recover(ctx, err, failures))
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

// recover does what can be done about a failed fetch, and says how long to wait before the next.
func (a *Adapter) recover(ctx context.Context, err error, failures int) time.Duration {
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
	return jitter(time.Second << min(failures-1, 5))
}

// receive dispatches the updates of a batch that are new. One that cannot be read is skipped: it must not stand in the
// way of the others.
func (a *Adapter) receive(ctx context.Context, f *feed, batch []json.RawMessage, dispatch func(u update, done func())) {
	for i, raw := range batch {
		id, err := readID(raw)
		if err != nil {
			a.log.Error("update without a number skipped", "error", err)
			continue
		}
		if i == 0 && id < f.offset() {
			a.log.Info("Telegram numbers updates anew", "from", id)
		}
		if !f.begin(id) {
			continue
		}
		done := func() { f.end(id) }
		u, err := readUpdate(raw)
		if err != nil {
			a.log.Error("unreadable update skipped", "update", id)
			done()
			continue
		}
		handled, err := a.ledger.Handled(ctx, id, a.now())
		if err != nil {
			a.log.Error("ledger of updates not read", "update", id, "error", err)
		}
		if handled {
			done()
			continue
		}
		dispatch(u, done)
	}
}

// A feed knows which updates are under way, and so up to where they can be acknowledged.
type feed struct {
	mu       sync.Mutex
	underWay map[int]bool
	next     int           // one beyond the newest update
	idle     chan struct{} // closed while nothing is under way
}

func newFeed() *feed {
	idle := make(chan struct{})
	close(idle)
	return &feed{underWay: map[int]bool{}, idle: idle}
}

// begin notes an update as under way; false if it is already.
func (f *feed) begin(id int) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.underWay[id] {
		return false
	}
	if len(f.underWay) == 0 {
		f.idle = make(chan struct{})
	}
	f.underWay[id] = true
	f.next = id + 1 // and not the highest: after a quiet week the numbers begin elsewhere
	return true
}

// end notes an update as done.
func (f *feed) end(id int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.underWay, id)
	if len(f.underWay) == 0 {
		close(f.idle)
	}
}

// offset is what getUpdates is called with: all updates below it are acknowledged.
func (f *feed) offset() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	offset := f.next
	for id := range f.underWay {
		offset = min(offset, id)
	}
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
