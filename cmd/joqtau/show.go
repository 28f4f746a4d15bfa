package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"joqtau/lookup"
)

type showCommand struct {
	JSON bool        `name:"json" help:"Write the record as JSON."`
	Lang lookup.Lang `enum:"kk,ru,en" default:"en" help:"Language: kk, ru or en."`
	ID   string      `arg:"" help:"Id of a person, such as baitursynov-akhmet."`
}

func (c showCommand) Run(env *environment) error {
	library, err := openLibrary(env.ctx)
	if err != nil {
		return err
	}
	defer library.Close()
	person, err := library.Person(env.ctx, c.ID)
	if errors.Is(err, lookup.ErrNotFound) {
		return usageError{fmt.Errorf("there is no person %q; joqtau lookup NAME finds ids", c.ID)}
	}
	if err != nil {
		return err
	}
	if c.JSON {
		encoder := json.NewEncoder(env.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(exportPerson(person))
	}
	joqtau, err := newBot(library, nil)
	if err != nil {
		return err
	}
	text, err := joqtau.Record(env.ctx, c.Lang, person)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(env.stdout, text.Plain())
	return err
}

// personJSON is a person as show --json and export --people write it, a contract with scripts.
type personJSON struct {
	ID      string         `json:"id"`
	Names   lookup.Display `json:"names"`
	Printed []string       `json:"printed"`
	Roles   []lookup.Role  `json:"roles"`
	Forms   []lookup.Name  `json:"forms"`
	Life    []factJSON     `json:"life"`
	Links   []lookup.Link  `json:"links"`
	Open    []lookup.Text  `json:"open"`
}

type factJSON struct {
	lookup.Fact
	Grade lookup.Grade `json:"grade"`
}

func exportPerson(p *lookup.Person) personJSON {
	export := personJSON{ID: p.ID, Names: p.Display(), Printed: orEmpty(p.Printed()), Roles: p.Roles, Forms: p.Names,
		Life: []factJSON{}, Links: orEmpty(p.Links), Open: orEmpty(p.Open)}
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
