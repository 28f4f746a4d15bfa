package main

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"joqtau/bot"
	"joqtau/bot/words"
	"joqtau/data/library"
	"joqtau/lookup"
)

// The environment variables of what is served.
const (
	// datasetsVariable lists the files of lists that are served beside our own dataset, separated by commas.
	datasetsVariable = "JOQTAU_DATASETS"
	// decisionsVariable is the file of a curator's decisions on who is who.
	decisionsVariable = "JOQTAU_DECISIONS"
)

// archive is all that is served, as the bot asks for it.
type archive struct{ *library.Library }

// openArchive opens the embedded dataset, and the lists that the environment names.
func openArchive(env *environment) (*archive, error) {
	settings := library.Settings{Decisions: env.getenv(decisionsVariable), Making: func(path string) {
		fmt.Fprintf(env.stderr, "making the index of the names of %s; that takes a minute for a million people\n", path)
	}}
	for path := range strings.SplitSeq(env.getenv(datasetsVariable), ",") {
		if path = strings.TrimSpace(path); path != "" {
			settings.Lists = append(settings.Lists, path)
		}
	}
	opened, err := library.Open(env.ctx, settings)
	if err != nil {
		return nil, usageError{fmt.Errorf("open what is served: %w", err)}
	}
	return &archive{opened}, nil
}

// Size is the number of people of our own dataset.
func (a *archive) Size() int { return a.Info().People }

// Imported are the lists that are served.
func (a *archive) Imported() []bot.ImportedList {
	var lists []bot.ImportedList
	for _, served := range a.Lists() {
		lists = append(lists, bot.ImportedList{Title: served.List.Title, People: served.Report.People})
	}
	return lists
}

// Version is the beginning of the hash of what is served.
func (a *archive) Version() string { return a.Hash()[:8] }

// AllSources, AllTopics, AllEvents and AllGuides list records.
func (a *archive) AllSources(ctx context.Context) ([]lookup.Source, error) {
	return listed(a.Sources(ctx))
}
func (a *archive) AllTopics(ctx context.Context) ([]lookup.Topic, error) {
	return listed(a.Topics(ctx))
}
func (a *archive) AllEvents(ctx context.Context) ([]lookup.Event, error) {
	return listed(a.Events(ctx))
}
func (a *archive) AllGuides(ctx context.Context) ([]lookup.Guide, error) {
	return listed(a.Guides(ctx))
}

// listed lists the records of a sequence.
func listed[T any](records iter.Seq2[*T, error]) ([]T, error) {
	var list []T
	for record, err := range records {
		if err != nil {
			return nil, err
		}
		list = append(list, *record)
	}
	return list, nil
}

func newBot(a *archive, store bot.Store) (*bot.Bot, error) {
	texts, err := words.Load()
	if err != nil {
		return nil, err
	}
	b := &bot.Bot{Store: store, Words: texts}
	if a != nil { // what needs only words needs no archive
		b.Finder, b.Archive = a, a
	}
	return b, nil
}
