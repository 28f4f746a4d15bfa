package telegram

import (
	"context"
	"errors"
	"time"

	"joqtau/bot"
)

// letterPause is how often it is looked for letters that are due, maxAttempts how often one is tried.
const (
	letterPause = 2 * time.Second
	maxAttempts = 10
)

// sendLetters sends the letters that fall due until the program is asked to stop. A letter is dropped after it was sent, so that one
// is lost in no crash; killed in between, it is sent twice.
func (a *Adapter) sendLetters(ctx, handling context.Context) {
	for {
		letter, due, err := a.ledger.DueLetter(ctx, time.Now())
		if err != nil && ctx.Err() == nil {
			a.log.Error("letters not read", "error", err)
		}
		if !due || err != nil {
			if !a.sleep(ctx, letterPause) {
				return
			}
			continue
		}
		if err := a.sendLetter(handling, letter); err != nil {
			a.log.Error("letter not sent", "letter", letter.ID, "error", err)
			if !a.sleep(ctx, letterPause) {
				return
			}
		}
	}
}

func (a *Adapter) sendLetter(ctx context.Context, letter bot.Letter) error {
	err := a.deliver(ctx, target{chat: letter.Chat, place: bot.Private}, letter.Reply)
	var failure *callError
	switch {
	case errors.Is(err, errStopping):
		return nil
	case err == nil, errors.As(err, &failure) && failure.isRefusal() && failure.code < 500 && failure.code != 401 && failure.retryAfter == 0, letter.Attempts >= maxAttempts:
		return errors.Join(err, a.ledger.DropLetter(ctx, letter))
	}
	return errors.Join(err, a.ledger.Postpone(ctx, letter, time.Now().Add(time.Minute<<min(letter.Attempts, maxAttempts))))
}
