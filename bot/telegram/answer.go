package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"joqtau/bot"
)

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
	if to.place == bot.Group && !to.anonymous() {
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
	switch a.patience.with(to.speaker(), event.Time) {
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
