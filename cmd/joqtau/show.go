package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"joqtau/bot"
	"joqtau/lookup"
	"joqtau/lookup/script"
)

type showCommand struct {
	JSON bool        `name:"json" help:"Write the record as JSON."`
	Lang lookup.Lang `enum:"kk,ru,en" default:"en" help:"Language: kk, ru or en."`
	Row  bool        `help:"Write the row of a list from which the record was read, as it was."`
	ID   string      `arg:"" help:"Id or title of a record, such as baitursynov-akhmet, labour-peasant-party or Карлаг."`
}

func (c showCommand) Run(env *environment) error {
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	joqtau, err := newBot(archive, nil)
	if err != nil {
		return err
	}
	if c.Row {
		return c.showRow(env, archive)
	}
	record, text, err := c.find(env.ctx, archive, joqtau)
	if errors.Is(err, lookup.ErrNotFound) {
		record, text, err = c.findTitled(env.ctx, archive, joqtau)
	}
	if errors.Is(err, lookup.ErrNotFound) {
		return usageError{fmt.Errorf("there is no record %q; joqtau lookup NAME finds ids of people", c.ID)}
	}
	if err != nil {
		return err
	}
	if c.JSON {
		encoder := json.NewEncoder(env.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(record)
	}
	_, err = fmt.Fprint(env.stdout, text.Plain())
	return err
}

// showRow writes the row of a list, byte for byte.
func (c showCommand) showRow(env *environment, archive *archive) error {
	row, err := archive.Row(env.ctx, c.ID)
	if errors.Is(err, lookup.ErrNotFound) {
		return usageError{fmt.Errorf("there is no person %q in the lists that are served", c.ID)}
	}
	if err != nil {
		return err
	}
	_, err = env.stdout.Write(append(row, '\n'))
	return err
}

// findTitled looks for a record by its title in place of its id.
func (c showCommand) findTitled(ctx context.Context, archive *archive, joqtau *bot.Bot) (record any, text bot.Text, err error) {
	refs, err := archive.Titled(ctx, c.ID)
	if err != nil || len(refs) == 0 {
		return nil, nil, errors.Join(err, lookup.ErrNotFound)
	}
	c.ID = refs[0].ID
	if refs[0].Kind == lookup.StepRecord { // is shown with its guide
		c.ID, _ = lookup.CutStepID(c.ID)
	}
	return c.find(ctx, archive, joqtau)
}

// find looks for the record among those of every kind, and returns it as JSON has it and as people read it.
func (c showCommand) find(ctx context.Context, archive *archive, joqtau *bot.Bot) (record any, text bot.Text, err error) {
	person, err := archive.Person(ctx, c.ID)
	if err == nil {
		text, err = joqtau.Record(ctx, c.Lang, person)
		return exportPerson(person), text, err
	}
	for _, look := range []func() error{
		func() error { return showOther(ctx, c, archive.Topic, joqtau.Topic, &record, &text) },
		func() error { return showOther(ctx, c, archive.Event, joqtau.Event, &record, &text) },
		func() error { return showOther(ctx, c, archive.Figure, joqtau.Figure, &record, &text) },
		func() error { return showOther(ctx, c, archive.Contradiction, joqtau.Contradiction, &record, &text) },
		func() error { return showOther(ctx, c, archive.Guide, joqtau.Guide, &record, &text) },
	} {
		if !errors.Is(err, lookup.ErrNotFound) {
			break
		}
		err = look()
	}
	return record, text, err
}

// showOther reads and writes a record of one kind.
func showOther[T any](ctx context.Context, c showCommand, read func(context.Context, string) (*T, error),
	write func(context.Context, lookup.Lang, *T) (bot.Text, error), record *any, text *bot.Text) error {
	found, err := read(ctx, c.ID)
	if err != nil {
		return err
	}
	*record = found
	*text, err = write(ctx, c.Lang, found)
	return err
}

// personJSON is a person as show --json and export --people write it, a contract with scripts.
type personJSON struct {
	ID      string         `json:"id"`
	List    string         `json:"list,omitempty"`
	Female  bool           `json:"female,omitempty"`
	Names   lookup.Display `json:"names"`
	Printed []string       `json:"printed"`
	Roles   []lookup.Role  `json:"roles"`
	Forms   []lookup.Name  `json:"forms"`
	Summary lookup.Text    `json:"summary"`
	// Derived is the Kazakh name in other scripts, by rule and from no source, by its BCP 47 tag.
	Derived  map[string]string `json:"derived"`
	Identity lookup.Text       `json:"identity"`
	Searched *lookup.Search    `json:"searched,omitempty"`
	Life     []factJSON        `json:"life"`
	Links    []lookup.Link     `json:"links"`
	Open     []lookup.Text     `json:"open"`
}

type factJSON struct {
	lookup.Fact
	Grade lookup.Grade `json:"grade"`
}

func exportPerson(p *lookup.Person) personJSON {
	names := p.Display()
	export := personJSON{ID: p.ID, List: p.List, Female: p.Female, Names: names, Printed: orEmpty(p.Printed()), Roles: p.Roles, Forms: p.Names,
		Summary: p.Summary, Identity: p.Identity, Searched: p.Searched,
		Derived: map[string]string{"kk-Latn": script.Latin(names.KK), "kk-Arab": script.Arabic(names.KK)},
		Life:    []factJSON{}, Links: orEmpty(p.Links), Open: orEmpty(p.Open)}
	for i := range p.Life {
		export.Life = append(export.Life, factJSON{p.Life[i], p.Grade(&p.Life[i])})
	}
	return export
}

// orEmpty makes JSON write [] for a list without items, where it would write null.
func orEmpty[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
