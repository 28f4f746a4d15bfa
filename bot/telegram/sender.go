package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// maxAttempts bounds how often one call is made. It is the only retry layer.
const maxAttempts = 5

// persist calls a method until it succeeds, is refused for good, or has been tried enough. repeatable says that a
// second effect does no harm, so that a call of unknown effect may be repeated.
func (a *Adapter) persist(ctx context.Context, method string, params tgbotapi.Params, repeatable bool) (json.RawMessage, error) {
	for attempt := 1; ; attempt++ {
		result, err := a.api.call(ctx, method, params, 0)
		var failure *callError
		if err == nil || !errors.As(err, &failure) || attempt == maxAttempts {
			return result, err
		}
		pause, again := nextTry(failure, attempt, repeatable)
		if !again || !sleep(ctx, pause) {
			return nil, err
		}
	}
}

// nextTry decides whether a failed call is made again, and after how long. Telegram's retry_after is kept to the second:
// calling earlier lengthens the penalty.
func nextTry(failure *callError, attempt int, repeatable bool) (time.Duration, bool) {
	backoff := jitter(time.Second << (attempt - 1))
	switch {
	case failure.retryAfter > 0:
		return failure.retryAfter + jitter(200*time.Millisecond), true
	case failure.code >= 500: // a gateway's word that it did not reach the server, or the server's that it failed
		return backoff, true
	case failure.code != 0: // refused
		return 0, false
	case failure.ambiguous:
		return backoff, repeatable
	}
	return backoff, true // it never left
}

// jitter spreads a pause over the upper half of it and a little more, so that callers do not march in step.
func jitter(d time.Duration) time.Duration { return d + rand.N(d/2+1) }

// sleep waits, and reports whether it waited to the end.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
