package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"joqtau/bot"
	"joqtau/bot/broadcast"
)

var _ broadcast.Sender = (*Adapter)(nil)

// Alive implements broadcast.Sender.
func (a *Adapter) Alive(ctx context.Context) bool {
	_, err := a.api.call(ctx, "getMe", nil, 0)
	return err == nil
}

// Deliver implements broadcast.Sender.
func (a *Adapter) Deliver(ctx context.Context, d broadcast.Delivery) broadcast.Result {
	parts := render(addressed(d.Reply.Text, d.Place, a.me.UserName))
	if len(parts) != 1 {
		return broadcast.Result{Outcome: broadcast.Faulty, Reason: fmt.Sprintf("the text makes %d messages", len(parts))}
	}
	params := tgbotapi.Params{"chat_id": strconv.FormatInt(d.Chat, 10), "text": parts[0], "parse_mode": "HTML",
		"link_preview_options": `{"is_disabled":true}`}
	params.AddNonEmpty("reply_markup", a.markup(marked(d), d.Place))
	params.AddNonZero("message_thread_id", d.Thread)
	params.AddBool("disable_notification", !d.Loud)
	leave := a.window.take()
	answer, err := a.api.call(ctx, "sendMessage", params, 0)
	leave()
	if err == nil {
		var sent tgbotapi.Message
		_ = json.Unmarshal(answer, &sent) // its number is good to have, no more
		return broadcast.Result{Outcome: broadcast.Delivered, Message: sent.MessageID}
	}
	result := classify(err)
	if result.Outcome == broadcast.Busy {
		a.pacer.refuse(d.Chat, result.After, time.Now())
	}
	return result
}

// marked is the message with the delivery's number in its buttons: who presses one proves that it was sent.
func marked(d broadcast.Delivery) bot.Reply {
	reply := d.Reply
	reply.Buttons = make([][]bot.Button, len(d.Reply.Buttons))
	for i, row := range d.Reply.Buttons {
		for _, b := range row {
			if b.Data != "" {
				b.Data += deliveryMark + strconv.FormatInt(d.ID, 36)
			}
			reply.Buttons[i] = append(reply.Buttons[i], b)
		}
	}
	return reply
}

// deliveryMark stands in a button's data before the number of the delivery under which it is.
const deliveryMark = "#"

// speaksOfTheMessage reports whether a refusal is of what is sent and not of the chat to which.
func speaksOfTheMessage(failure *callError) bool {
	for _, words := range []string{"parse entities", "too long", "is empty", "BUTTON", "reply markup", "reply_markup", "URL"} {
		if failure.says(words) {
			return true
		}
	}
	return false
}

// cutMark takes the number of the delivery off a button's data; 0 if it has none.
func cutMark(data string) (string, int64) {
	data, mark, _ := strings.Cut(data, deliveryMark)
	id, _ := strconv.ParseInt(mark, 36, 64) // anything else is of no delivery
	return data, id
}

// classify tells apart what surely did not take effect, what may have, and what never will.
func classify(err error) broadcast.Result {
	var failure *callError
	if !errors.As(err, &failure) {
		return broadcast.Result{Outcome: broadcast.Ambiguous, Reason: "no answer"}
	}
	r := broadcast.Result{Reason: failure.Error()}
	switch {
	case failure.retryAfter > 0:
		r.Outcome, r.After = broadcast.Busy, failure.retryAfter+jitter(200*time.Millisecond)
	case failure.code >= 500, !failure.isRefusal() && (failure.ambiguous || failure.code != 0):
		r.Outcome = broadcast.Ambiguous
	case !failure.isRefusal():
		r.Outcome = broadcast.Later // it never left
	case failure.code == 401:
		r.Outcome = broadcast.Fatal
	case failure.migrateTo != 0:
		r.Outcome, r.Moved = broadcast.Migrated, failure.migrateTo
	case failure.code == 400 && speaksOfTheMessage(failure):
		r.Outcome = broadcast.Faulty
	default: // this chat's affair, and no other's
		r.Outcome = broadcast.Refused
	}
	return r
}

// Ready implements broadcast.Sender: what Telegram allows is for people first.
func (a *Adapter) Ready(ctx context.Context) (giveBack func(), ok bool) {
	for {
		giveBack, wait := a.pacer.forBroadcast(time.Now())
		if giveBack != nil {
			return giveBack, true
		}
		if !a.sleep(ctx, wait) {
			return nil, false
		}
	}
}

// Take implements broadcast.Sender.
func (a *Adapter) Take(chat int64) time.Duration { return a.pacer.forChat(chat, time.Now()) }
