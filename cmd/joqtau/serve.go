package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	joqtau "joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/bot/state"
	"joqtau/bot/telegram"
)

// The environment variables of the bot.
const (
	tokenVariable = "TELEGRAM_TOKEN"
	urlVariable   = "TELEGRAM_API_URL"
	stateVariable = "JOQTAU_STATE"
	// operatorsVariable lists the chats of those who run the bot.
	operatorsVariable = "JOQTAU_OPERATORS"
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
	operators, err := readOperators(env.getenv(operatorsVariable))
	if err != nil {
		return err
	}
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	store, err := openState(env)
	if err != nil {
		return err
	}
	defer store.Close()
	bot, err := newBot(archive, store)
	if err != nil {
		return err
	}
	bot.Operators = operators
	if err := lookAgain(env.ctx, bot, store, archive.Hash()); err != nil {
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
	runner := &broadcast.Runner{Ledger: store, Composer: &joqtau.DayWriter{Bot: bot}, Sender: adapter, Log: log, Now: time.Now, Sleep: sleep}
	return adapter.Run(ctx, runner.Run, followLists(archive, bot, store, log))
}

// listsChecked is how often it is looked whether a list or the decisions have been replaced.
const listsChecked = 5 * time.Second

// followLists serves the lists that are put in the place of others, and tells those who wait for a name that is in them.
func followLists(archive *archive, b *joqtau.Bot, store *state.Store, log *slog.Logger) func(ctx, _ context.Context) error {
	return func(ctx, _ context.Context) error {
		last := ""
		for sleep(ctx, listsChecked) {
			failure := ""
			if err := followList(ctx, archive, b, store, log); err != nil {
				failure = err.Error()
			}
			if failure != last && failure != "" && ctx.Err() == nil { // told once, not every time
				log.Error("lists not replaced; those of before are served", "error", failure)
			}
			last = failure
		}
		return nil
	}
}

func followList(ctx context.Context, archive *archive, b *joqtau.Bot, store *state.Store, log *slog.Logger) error {
	changed, err := archive.Refresh(ctx)
	if err != nil {
		return err
	}
	if changed {
		log.Info("lists replaced", "served", archive.Version())
	}
	return lookAgain(ctx, b, store, archive.Hash()) // which does nothing if it has looked in this one
}

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

// openState opens the state that the environment names.
func openState(env *environment) (*state.Store, error) {
	place := statePlace(env)
	if strings.Contains(place, "://") {
		return nil, usageError{errors.New(stateVariable + " is an address; this version keeps its state in a file")}
	}
	return state.Open(env.ctx, place)
}

func statePlace(env *environment) string { return cmp.Or(env.getenv(stateVariable), defaultState) }

// readOperators reads the numbers of chats, separated by commas.
func readOperators(list string) ([]int64, error) {
	var chats []int64
	for _, field := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		chat, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return nil, usageError{fmt.Errorf("%s: %q is not the number of a chat", operatorsVariable, field)}
		}
		chats = append(chats, chat)
	}
	return chats, nil
}

// datasetNote is where the state notes in which dataset the names that are waited for were last looked for.
const datasetNote = "dataset"

// lookAgain looks for the names that are waited for if the dataset is another one than last time.
func lookAgain(ctx context.Context, b *joqtau.Bot, store *state.Store, hash string) error {
	last, err := store.Note(ctx, datasetNote)
	if err != nil || last == hash {
		return err
	}
	if err := b.LookAgain(ctx, store, time.Now()); err != nil {
		return err
	}
	return store.SetNote(ctx, datasetNote, hash)
}
