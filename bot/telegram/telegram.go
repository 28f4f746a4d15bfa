// Package telegram connects the bot to Telegram. It alone imports telegram-bot-api, and keeps away from the parts of
// that library that lose updates, log the token or never answer again after a quiet week.
package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"regexp"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"joqtau/bot"
	"joqtau/lookup"
)

// grace is the time that replies in the making have when the program is asked to stop. Nothing is tried again in it.
const grace = 8 * time.Second

// maxAtOnce bounds how many events are answered at the same time.
const maxAtOnce = 16

// A Handler answers events.
type Handler interface {
	Handle(ctx context.Context, event bot.Event) (bot.Reply, error)
	// Inline answers what is written behind the bot's name in any chat. The page is fit to be shown even beside an error.
	Inline(ctx context.Context, query bot.Query) (bot.Page, error)
	// Failed is what to say when answering an event broke down, Busy when somebody writes too fast.
	Failed(event bot.Event) bot.Reply
	Busy(ctx context.Context, event bot.Event) bot.Reply
	// Commands and Profile are what Telegram shows of the bot.
	Commands(lang lookup.Lang, place bot.Place, manages bool) []bot.CommandHelp
	Profile(lang lookup.Lang) bot.Profile
}

// A Ledger remembers which updates have been handled, so that none is answered twice after a restart, and holds the letters that
// the bot sends of its own accord.
type Ledger interface {
	Handled(ctx context.Context, update int, now time.Time) (bool, error)
	SetHandled(ctx context.Context, update int, now time.Time) error
	// Move gives what is kept about a chat to the chat that it has become.
	Move(ctx context.Context, from, to int64) error
	// Rest notes that nothing can be sent to a chat, and why, or with an empty reason that it can again.
	Rest(ctx context.Context, chat int64, reason string) error
	// Seen notes that a broadcast's delivery arrived, with the number of its message.
	Seen(ctx context.Context, chat, delivery int64, message int) error
	// DueLetter returns the letter that has been due for longest, false if none is due yet.
	DueLetter(ctx context.Context, now time.Time) (bot.Letter, bool, error)
	// DropLetter drops a letter that was sent, or never can be.
	DropLetter(ctx context.Context, l bot.Letter) error
	// Postpone keeps a letter for a later time, after an attempt that failed.
	Postpone(ctx context.Context, l bot.Letter, until time.Time) error
}

// An Adapter receives updates, has them answered and sends the replies.
type Adapter struct {
	api      *api
	handler  Handler
	ledger   Ledger
	log      *slog.Logger
	me       tgbotapi.User
	pacer    *pacer
	window   window
	edited   lastEdits
	heard    messagesHeard
	patience patienceWith
	slots    chan struct{}   // one per event that is being answered
	stopping <-chan struct{} // closed when the program is asked to stop
}

// IsToken reports whether a text has the form of a bot's token.
func IsToken(text string) bool { return tokenPattern.MatchString(text) }

var tokenPattern = regexp.MustCompile(`^\d+:[\w-]{20,}$`)

// New prepares an adapter for a token and the address of an API server, such as DefaultURL.
func New(token, baseURL string, handler Handler, ledger Ledger, log *slog.Logger) (*Adapter, error) {
	api, err := newAPI(token, baseURL)
	if err != nil {
		return nil, err
	}
	a := &Adapter{api: api, handler: handler, ledger: ledger, log: log, pacer: newPacer(), window: newWindow(), slots: make(chan struct{}, maxAtOnce)}
	a.pacer.resume = time.Now().Add(time.Second) // a program that was killed may have used what this second allows
	return a, nil
}

// Run answers until the context ends, then lets replies in the making finish. The error says why it could not go on. What is to run
// beside, once the bot is known to Telegram, gets the context and one that lasts for as long as what is under way may take.
func (a *Adapter) Run(ctx context.Context, beside ...func(ctx, handling context.Context) error) error {
	ctx, end := context.WithCancel(ctx) // ended too when it cannot go on
	defer end()
	a.stopping = ctx.Done()
	if known, err := a.introduce(ctx); !known {
		return err
	}
	a.log.Info("connected", "bot", a.me.UserName)
	handling, stop := graceful(ctx)
	defer stop()
	var others sync.WaitGroup
	others.Go(func() { a.presentOurselves(ctx) })
	others.Go(func() { a.sendLetters(ctx, handling) })
	for _, run := range beside {
		others.Go(func() {
			if err := run(ctx, handling); err != nil {
				a.log.Error("stopped", "error", err)
			}
		})
	}
	lanes := newLanes()
	err := a.poll(ctx, func(u update, done func()) {
		lanes.put(u.lane(), func() {
			defer done()
			if ctx.Err() == nil { // else it is left for the next start
				a.handle(handling, u)
			}
		})
	})
	end()
	lanes.wait()
	others.Wait()
	a.log.Info("stopped")
	return err
}

// graceful is a context that outlives another one by the grace.
func graceful(ctx context.Context) (context.Context, func()) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	return longer, func() { stop(); cancel() }
}

// introduce learns the bot's own name, and waits for Telegram if it cannot be reached yet. It is not known if the program
// is asked to stop before that, or the token is refused.
func (a *Adapter) introduce(ctx context.Context) (known bool, err error) {
	for failures := 0; ; failures++ {
		result, err := a.api.call(ctx, "getMe", nil, 0)
		if err == nil {
			if err = json.Unmarshal(result, &a.me); err == nil {
				return true, nil
			}
		}
		if ctx.Err() != nil {
			return false, nil
		}
		if fatal := tokenRefused(err); fatal != nil {
			return false, fatal
		}
		a.log.Warn("Telegram does not answer yet; is its address right?", "error", err)
		if !a.sleep(ctx, a.afterFailure(ctx, err, failures)) {
			return false, nil
		}
	}
}

// tokenRefused returns the error to stop with if Telegram does not know the token.
func tokenRefused(err error) error {
	var failure *callError
	if errors.As(err, &failure) && failure.isRefusal() && (failure.code == 401 || failure.code == 404) {
		return errors.New("the token was refused by Telegram; see whether BotFather has given out a new one")
	}
	return nil
}
