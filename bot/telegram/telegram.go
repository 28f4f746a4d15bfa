// Package telegram connects the bot to Telegram. It alone imports telegram-bot-api, and keeps away from the parts of
// that library that lose updates, log the token or never answer again after a quiet week.
package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"regexp"
	"runtime/debug"
	"strconv"
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
	return &Adapter{api: api, handler: handler, ledger: ledger, log: log, pacer: newPacer(), slots: make(chan struct{}, maxAtOnce)}, nil
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

// lane is the key of updates that are answered one after the other: their chat.
func (u update) lane() int64 {
	switch {
	case u.Message != nil && u.Message.Chat != nil:
		return u.Message.Chat.ID
	case u.EditedMessage != nil && u.EditedMessage.Chat != nil:
		return u.EditedMessage.Chat.ID
	case u.ChannelPost != nil && u.ChannelPost.Chat != nil:
		return u.ChannelPost.Chat.ID
	case u.CallbackQuery != nil && u.CallbackQuery.Message != nil && u.CallbackQuery.Message.Chat != nil:
		return u.CallbackQuery.Message.Chat.ID
	case u.CallbackQuery != nil:
		return idOf(u.CallbackQuery.From)
	case u.InlineQuery != nil:
		return idOf(u.InlineQuery.From)
	case u.MyChatMember != nil:
		return u.MyChatMember.Chat.ID
	}
	return 0
}

// handle answers one update. A failure or panic concerns this update alone.
func (a *Adapter) handle(ctx context.Context, u update) {
	log := a.log.With("update", u.UpdateID)
	defer recovered(log, func() {})
	switch err := a.act(ctx, u, log); {
	case errors.Is(err, errStopping), ctx.Err() != nil:
		log.Info("left for the next start")
		return // and not recorded, so that Telegram delivers it again
	case err != nil:
		log.Error("reply not sent", "error", err)
	}
	if err := a.ledger.SetHandled(ctx, u.UpdateID, time.Now()); err != nil {
		log.Error("handled update not recorded", "error", err)
	}
}

// recovered, deferred, contains a panic, logs it and does what is left to do.
func recovered(log *slog.Logger, then func()) {
	if r := recover(); r != nil { // its value may quote what was asked
		log.Error("panic", "type", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
		then()
	}
}

// act does what an update asks for.
func (a *Adapter) act(ctx context.Context, u update, log *slog.Logger) error {
	if u.InlineQuery != nil {
		return a.answerInline(ctx, u.InlineQuery, log)
	}
	if m := u.Message; m != nil && m.Chat != nil && m.MigrateToChatID != 0 {
		return a.ledger.Move(ctx, m.Chat.ID, m.MigrateToChatID)
	}
	if m := u.MyChatMember; m != nil {
		if err := a.ledger.Rest(ctx, m.Chat.ID, m.silence()); err != nil {
			log.Error("place in a chat not noted", "error", err)
		}
	}
	event, to, forUs := u.event(a.me)
	if !forUs || !a.heard.toAnswer(u, time.Now()) {
		return nil
	}
	if event.Press != nil {
		var delivery int64
		if event.Press.Data, delivery = cutMark(event.Press.Data); delivery != 0 {
			if err := a.ledger.Seen(ctx, to.chat, delivery, to.message); err != nil {
				log.Error("delivery not noted as seen", "error", err)
			}
		}
	}
	event.Time = time.Now()
	if to.place == bot.Group && !to.anonymous {
		event.Manages = func(ctx context.Context) (bool, error) {
			<-a.slots // which the asking handler has: a slow Telegram takes none
			defer func() { a.slots <- struct{}{} }()
			return a.manages(ctx, to)
		}
	}
	return a.answer(ctx, event, to, log)
}

// manages asks Telegram whether a person manages a group.
func (a *Adapter) manages(ctx context.Context, to target) (bool, error) {
	params := tgbotapi.Params{"chat_id": strconv.FormatInt(to.chat, 10), "user_id": strconv.FormatInt(to.person, 10)}
	result, err := a.api.call(ctx, "getChatMember", params, 0)
	if err != nil {
		return false, err
	}
	var member tgbotapi.ChatMember
	if err := json.Unmarshal(result, &member); err != nil {
		return false, fmt.Errorf("getChatMember: %w", err)
	}
	return member.IsCreator() || member.IsAdministrator(), nil
}

func (a *Adapter) answer(ctx context.Context, event bot.Event, to target, log *slog.Logger) error {
	var reply bot.Reply
	switch a.patience.with(to.person, event.Time) {
	case exhausted:
		if to.callback == "" {
			return nil
		}
		reply = bot.Reply{Notice: a.handler.Busy(ctx, event).Text.Words()}
	case ending:
		reply = a.handler.Busy(ctx, event)
		if to.callback != "" {
			reply = bot.Reply{Notice: reply.Text.Words()}
		}
	default:
		reply = a.ask(ctx, event, log)
	}
	if to.callback != "" {
		// beside the card, which does not wait for it
		acknowledged := make(chan error, 1)
		go func() { acknowledged <- a.acknowledge(ctx, to.callback, reply.Notice) }()
		defer func() {
			if err := <-acknowledged; err != nil {
				log.Warn("press not acknowledged", "error", err)
			}
		}()
	}
	if len(reply.Text) == 0 {
		return nil
	}
	return a.deliver(ctx, to, reply)
}

// ask has the event answered, and says so kindly if that breaks down.
func (a *Adapter) ask(ctx context.Context, event bot.Event, log *slog.Logger) (reply bot.Reply) {
	a.slots <- struct{}{}
	defer func() { <-a.slots }()
	defer recovered(log, func() { reply = a.handler.Failed(event) })
	reply, err := a.handler.Handle(ctx, event)
	if err != nil {
		log.Error("event not answered", "error", err)
	}
	return reply
}

func (a *Adapter) acknowledge(ctx context.Context, callback, notice string) error {
	params := tgbotapi.Params{"callback_query_id": callback}
	params.AddNonEmpty("text", notice)
	err := a.persist(ctx, request{method: "answerCallbackQuery", params: params, repeatable: true})
	var failure *callError
	if errors.As(err, &failure) && failure.says("query is too old") {
		return nil
	}
	return err
}

// deliver sends a reply, as an edit where that is asked for and still possible.
func (a *Adapter) deliver(ctx context.Context, to target, reply bot.Reply) error {
	reply.Text = addressed(reply.Text, to.place, a.me.UserName)
	if reply.Edit && (alreadyShown(to.shown, reply) || a.edited.is(to, reply)) { // a button pressed twice
		return nil
	}
	messages := render(reply.Text)
	for i, html := range messages {
		params := tgbotapi.Params{"chat_id": strconv.FormatInt(to.chat, 10), "text": html, "parse_mode": "HTML",
			"link_preview_options": `{"is_disabled":true}`}
		if i == len(messages)-1 {
			params.AddNonEmpty("reply_markup", a.markup(reply, to.place))
		}
		if i == 0 && reply.Edit && to.callback != "" {
			edited, err := a.edit(ctx, to, params)
			if err != nil {
				return err
			}
			if edited {
				a.edited.note(to, reply)
				continue
			}
		}
		if err := a.send(ctx, to, params, i == 0 && (reply.Quote || to.place == bot.Group)); err != nil {
			return err
		}
	}
	return nil
}

// lastEdits remember what the messages of late were edited to, for buttons that are pressed faster than they change.
type lastEdits struct {
	mu   sync.Mutex
	last map[messageKey]bot.Reply
}

type messageKey struct {
	chat    int64
	message int
}

// editsRemembered bounds the memory.
const editsRemembered = 500

func (e *lastEdits) is(to target, reply bot.Reply) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	last, ok := e.last[messageKey{to.chat, to.message}]
	return ok && reflect.DeepEqual(last, reply)
}

func (e *lastEdits) note(to target, reply bot.Reply) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.last == nil || len(e.last) >= editsRemembered {
		e.last = map[messageKey]bot.Reply{}
	}
	e.last[messageKey{to.chat, to.message}] = reply
}

// edit puts a text in the place of the message with the button; false if that message cannot be edited any more.
func (a *Adapter) edit(ctx context.Context, to target, params tgbotapi.Params) (bool, error) {
	edit := tgbotapi.Params{"message_id": strconv.Itoa(to.message)}
	for k, v := range params {
		edit[k] = v
	}
	err := a.persist(ctx, request{"editMessageText", edit, true, to.chat})
	var failure *callError
	switch {
	case err == nil:
		return true, nil
	case errors.As(err, &failure) && failure.says("message is not modified"):
		return true, nil
	case failure != nil && failure.code == 400 && (failure.says("message") || failure.says("MESSAGE")):
		return false, nil // gone, or too old
	}
	return false, err
}

// send sends a new message. In a private chat a message of unknown fate is sent again: a person who asked is better
// served by two answers than by none. In a group it is not.
func (a *Adapter) send(ctx context.Context, to target, params tgbotapi.Params, quote bool) error {
	if quote && to.callback == "" && to.message != 0 {
		params["reply_parameters"] = fmt.Sprintf(`{"message_id":%d,"allow_sending_without_reply":true}`, to.message)
	}
	params.AddNonZero("message_thread_id", to.thread)
	return a.persist(ctx, request{"sendMessage", params, to.place == bot.Private, to.chat})
}
