package main

import (
	"context"
	"iter"

	"joqtau/bot"
	"joqtau/bot/words"
	"joqtau/data"
	"joqtau/lookup"
)

// library is the dataset with the engine that finds people in it.
type library struct {
	*data.Dataset
	finder *lookup.Engine
}

// openLibrary opens the embedded dataset with its index of names.
func openLibrary(ctx context.Context) (*library, error) {
	dataset, err := data.Open(ctx)
	if err != nil {
		return nil, err
	}
	finder, err := dataset.Finder()
	if err != nil {
		_ = dataset.Close() // the first error tells more
		return nil, err
	}
	return &library{dataset, finder}, nil
}

// Size is the number of people, for the bot.
func (l *library) Size() int { return l.Info().People }

// Version is the beginning of the dataset's hash, for the bot.
func (l *library) Version() string { return l.Info().Hash[:8] }

// AllSources, AllTopics and AllGuides list records, for the bot.
func (l *library) AllSources(ctx context.Context) ([]lookup.Source, error) {
	return listed(l.Sources(ctx))
}
func (l *library) AllTopics(ctx context.Context) ([]lookup.Topic, error) {
	return listed(l.Topics(ctx))
}
func (l *library) AllGuides(ctx context.Context) ([]lookup.Guide, error) {
	return listed(l.Guides(ctx))
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

func newBot(l *library, store bot.Store) (*bot.Bot, error) {
	texts, err := words.Load()
	if err != nil {
		return nil, err
	}
	b := &bot.Bot{Store: store, Words: texts}
	if l != nil { // what needs only words needs no library
		b.Finder, b.Archive = l.finder, l
	}
	return b, nil
}
