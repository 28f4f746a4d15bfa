package telegram

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// replyBudget bounds for how long a reply is tried. Later it would answer a question that nobody remembers.
const replyBudget = time.Minute

// A request is a call that is worth repeating.
type request struct {
	method string
	params tgbotapi.Params
	// repeatable says that a second effect does no harm, so that a call of unknown effect may be repeated.
	repeatable bool
	// chat is where a message is written to, which is paced; 0 for calls that write none.
	chat int64
}

// persist makes a call until it succeeds, is refused for good, has been tried for the budget, or the program is asked
// to stop. It is the only retry layer.
func (a *Adapter) persist(ctx context.Context, r request) error {
	begin := time.Now()
	for attempt := 0; ; attempt++ {
		if r.chat != 0 && !a.sleep(ctx, a.pacer.next(r.chat, time.Now())) {
			return errStopping
		}
		leave := func() {}
		if r.chat != 0 {
			leave = a.window.take()
		}
		_, err := a.api.call(ctx, r.method, r.params, 0)
		leave()
		var failure *callError
		if err == nil || !errors.As(err, &failure) {
			return err
		}
		pause, again := nextTry(failure, attempt, r.repeatable)
		if failure.retryAfter > 0 && r.chat != 0 {
			a.pacer.refuse(r.chat, pause, time.Now())
		}
		if !again || time.Since(begin)+pause > replyBudget {
			return err
		}
		if !a.sleep(ctx, pause) {
			return errStopping
		}
	}
}

var errStopping = errors.New("the program is asked to stop")

// nextTry decides whether a failed call is made again, and after how long. Telegram's retry_after is kept to the second:
// calling earlier lengthens the penalty.
func nextTry(failure *callError, attempt int, repeatable bool) (time.Duration, bool) {
	pause := backoff(attempt)
	switch {
	case failure.retryAfter > 0:
		return failure.retryAfter + jitter(200*time.Millisecond), true
	case failure.code >= 500: // a gateway may have passed the call on before it gave up
		return pause, repeatable
	case failure.isRefusal():
		return 0, false
	case failure.ambiguous, failure.code != 0:
		return pause, repeatable
	}
	return pause, true // it never left
}

// backoff doubles from a second to half a minute.
func backoff(attempt int) time.Duration {
	return jitter(min(time.Second<<min(attempt, 5), 20*time.Second))
}

// jitter adds up to a half, so that callers do not march in step.
func jitter(d time.Duration) time.Duration { return d + rand.N(d/2+1) }

// sleep waits, and reports whether it waited to the end; not if the program is asked to stop meanwhile.
func (a *Adapter) sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
	case <-a.stopping:
	}
	return false
}
