package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"joqtau/bot"
	"joqtau/lookup"
)

// everyoneElse is the language of those whose own the bot does not speak.
const everyoneElse = lookup.Russian

// A scope is a sort of chats for which commands are listed.
type scope struct {
	name    string // Telegram's
	place   bot.Place
	manages bool
}

var scopes = []scope{{"all_private_chats", bot.Private, true}, {"all_group_chats", bot.Group, false}, {"all_chat_administrators", bot.Group, true}}

// presentOurselves sets the commands, name and descriptions that Telegram shows, where they are not as they should be. It is done
// beside the answering; what fails is tried again at the next start.
func (a *Adapter) presentOurselves(ctx context.Context) {
	for _, code := range append([]string{""}, codes()...) {
		lang := lookup.Lang(code)
		if code == "" {
			lang = everyoneElse
		}
		profile := a.handler.Profile(lang)
		err := errors.Join(
			a.setText(ctx, "Name", "name", code, profile.Name),
			a.setText(ctx, "Description", "description", code, profile.Description),
			a.setText(ctx, "ShortDescription", "short_description", code, profile.Short),
		)
		for _, s := range scopes {
			err = errors.Join(err, a.setCommands(ctx, s, code, a.handler.Commands(lang, s.place, s.manages)))
		}
		if err != nil {
			if ctx.Err() == nil {
				a.log.Warn("commands and descriptions not set", "language", code, "error", err)
			}
		}
	}
}

func codes() []string {
	var list []string
	for _, lang := range lookup.Langs {
		list = append(list, string(lang))
	}
	return list
}

// setText sets the name or a description in one language, unless it is so already.
func (a *Adapter) setText(ctx context.Context, method, parameter, code, want string) error {
	params := tgbotapi.Params{}
	params.AddNonEmpty("language_code", code)
	result, err := a.api.call(ctx, "getMy"+method, params, 0)
	if err != nil {
		return err
	}
	var shown map[string]string
	if err := json.Unmarshal(result, &shown); err != nil {
		return fmt.Errorf("getMy%s: %w", method, err)
	}
	if shown[parameter] == want {
		return nil
	}
	params[parameter] = want
	_, err = a.api.call(ctx, "setMy"+method, params, 0)
	return err
}

// setCommands lists the commands in one scope and language, unless they are listed so already.
func (a *Adapter) setCommands(ctx context.Context, s scope, code string, commands []bot.CommandHelp) error {
	want := make([]tgbotapi.BotCommand, len(commands))
	for i, c := range commands {
		want[i] = tgbotapi.BotCommand{Command: c.Name, Description: c.Does}
	}
	params := tgbotapi.Params{"scope": encode(map[string]string{"type": s.name})}
	params.AddNonEmpty("language_code", code)
	result, err := a.api.call(ctx, "getMyCommands", params, 0)
	if err != nil {
		return err
	}
	var shown []tgbotapi.BotCommand
	if err := json.Unmarshal(result, &shown); err != nil {
		return fmt.Errorf("getMyCommands: %w", err)
	}
	if slices.Equal(shown, want) {
		return nil
	}
	params["commands"] = encode(want)
	_, err = a.api.call(ctx, "setMyCommands", params, 0)
	return err
}
