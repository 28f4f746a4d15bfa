package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"iter"
)

// exportCommand writes one kind of record. People are the default, being what most scripts want.
type exportCommand struct {
	People  bool `xor:"kind" help:"Write the people (the default)."`
	Topics  bool `xor:"kind" help:"Write the topics."`
	Events  bool `xor:"kind" help:"Write the events."`
	Figures bool `xor:"kind" help:"Write the figures."`
	Sources bool `xor:"kind" help:"Write the sources."`
	Guides  bool `xor:"kind" help:"Write the guides."`

	Contradictions bool `xor:"kind" help:"Write the contradictions."`
}

func (c exportCommand) Run(env *environment) error {
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	out := bufio.NewWriter(env.stdout)
	encoder := json.NewEncoder(out)
	switch {
	case c.Topics:
		err = write(encoder, archive.Topics(env.ctx))
	case c.Events:
		err = write(encoder, archive.Events(env.ctx))
	case c.Figures:
		err = write(encoder, archive.Figures(env.ctx))
	case c.Sources:
		err = write(encoder, archive.Sources(env.ctx))
	case c.Guides:
		err = write(encoder, archive.Guides(env.ctx))
	case c.Contradictions:
		err = write(encoder, archive.Contradictions(env.ctx))
	default:
		err = writePeople(env.ctx, encoder, archive)
	}
	return errors.Join(err, out.Flush())
}

func writePeople(ctx context.Context, encoder *json.Encoder, archive *archive) error {
	return write(encoder, func(yield func(personJSON, error) bool) {
		for person, err := range archive.People(ctx) {
			if err != nil {
				yield(personJSON{}, err)
				return
			}
			if !yield(exportPerson(person), nil) {
				return
			}
		}
	})
}

// write writes one JSON object a line.
func write[T any](encoder *json.Encoder, records iter.Seq2[T, error]) error {
	for record, err := range records {
		if err != nil {
			return err
		}
		if err := encoder.Encode(record); err != nil {
			return err
		}
	}
	return nil
}
