package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"joqtau/bot/state"
	"joqtau/bot/telegram"
)

// The environment variables of the bot.
const (
	tokenVariable = "TELEGRAM_TOKEN"
	urlVariable   = "TELEGRAM_API_URL"
	stateVariable = "JOQTAU_STATE"
)

// defaultState is the state's place in the working folder.
const defaultState = "joqtau-state.db"

type serveCommand struct{}

func (serveCommand) Run(env *environment) error {
	token := env.getenv(tokenVariable)
	if token == "" {
		return usageError{errors.New("serve needs the bot's token in " + tokenVariable + "; the README says how to get one")}
	}
	if !telegram.IsToken(token) {
		return usageError{errors.New("the token in " + tokenVariable + " is not of the form that BotFather gives, 123456789:letters-and-digits")}
	}
	place := cmp.Or(env.getenv(stateVariable), defaultState)
	if strings.Contains(place, "://") {
		return usageError{errors.New(stateVariable + " is an address; this version keeps its state in a file")}
	}
	library, err := openLibrary(env.ctx)
	if err != nil {
		return err
	}
	defer library.Close()
	store, err := state.Open(env.ctx, place)
	if err != nil {
		return err
	}
	defer store.Close()
	bot, err := newBot(library, store)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(env.stderr, nil))
	url := cmp.Or(env.getenv(urlVariable), telegram.DefaultURL)
	adapter, err := telegram.New(token, url, bot, store, log)
	if err != nil {
		return usageError{err}
	}
	ctx, stop := signal.NotifyContext(env.ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal does not wait for replies in the making
	return adapter.Run(ctx)
}
