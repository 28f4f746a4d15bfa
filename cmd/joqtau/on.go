package main

import (
	"encoding/json"
	"fmt"
	"time"

	"joqtau/lookup"
)

type onCommand struct {
	JSON bool        `name:"json" help:"Write JSON."`
	Lang lookup.Lang `enum:"kk,ru,en" default:"en" help:"Language: kk, ru or en."`
	Day  string      `arg:"" name:"mm-dd" help:"Day of the year, such as 02-25."`
}

// anniversaryJSON is what on --json writes, a contract with scripts.
type anniversaryJSON struct {
	Day    string         `json:"day"`
	People []dayFactJSON  `json:"people"`
	Events []lookup.Event `json:"events"`
}

type dayFactJSON struct {
	ID    string         `json:"id"`
	Names lookup.Display `json:"names"`
	Fact  lookup.Fact    `json:"fact"`
}

func (c onCommand) Run(env *environment) error {
	day, err := time.Parse(time.DateOnly, "2000-"+c.Day) // a leap year
	if err != nil {
		return usageError{fmt.Errorf("%q is not a day of the year; write it as 02-25", c.Day)}
	}
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	found, err := archive.OnDay(env.ctx, int(day.Month()), day.Day(), 0)
	if err != nil {
		return err
	}
	if c.JSON {
		export := anniversaryJSON{Day: c.Day, People: []dayFactJSON{}, Events: orEmpty(found.Events)}
		for _, p := range found.People {
			export.People = append(export.People, dayFactJSON{p.Person, p.Names, p.Fact})
		}
		return json.NewEncoder(env.stdout).Encode(export)
	}
	bot, err := newBot(archive, nil)
	if err != nil {
		return err
	}
	text, err := bot.Anniversary(env.ctx, c.Lang, day.Month(), day.Day(), found)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(env.stdout, text.Plain())
	return err
}
