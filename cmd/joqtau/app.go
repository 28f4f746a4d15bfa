package main

import (
	"context"

	"joqtau/bot"
	"joqtau/bot/state"
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

// AllSources lists the sources, for the bot.
func (l *library) AllSources(ctx context.Context) ([]lookup.Source, error) {
	var list []lookup.Source
	for source, err := range l.Sources(ctx) {
		if err != nil {
			return nil, err
		}
		list = append(list, *source)
	}
	return list, nil
}

func newBot(l *library, settings *state.Store) (*bot.Bot, error) {
	texts, err := words.Load()
	if err != nil {
		return nil, err
	}
	return &bot.Bot{Finder: l.finder, Archive: l, Settings: settings, Words: texts}, nil
}
