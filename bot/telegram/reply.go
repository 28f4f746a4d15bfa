package telegram

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"joqtau/bot"
)

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
