package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"joqtau/lookup"
)

// twinsCommand writes what a curator is to decide, as entries of a file of decisions.
type twinsCommand struct {
	Lang lookup.Lang `enum:"kk,ru,en" default:"en" help:"Language of the reasons: kk, ru or en."`
	List string      `help:"Look for the people of one list; by default for those of our own dataset." placeholder:"LIST"`
}

// undecided is an entry of a file of decisions: a curator writes same or different in its place.
type undecided struct {
	Undecided []string
	Why       string
}

func (c twinsCommand) Run(env *environment) error {
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	var served []string
	for _, l := range archive.Lists() {
		served = append(served, l.List.ID)
	}
	if c.List != "" && !slices.Contains(served, c.List) {
		return usageError{fmt.Errorf("no list %q is served; there are: %s", c.List, strings.Join(served, ", "))}
	}
	bot, err := newBot(archive, nil)
	if err != nil {
		return err
	}
	seen := map[[2]string]bool{}
	for p, err := range archive.People(env.ctx) {
		if err != nil {
			return err
		}
		if p.List != c.List {
			continue
		}
		twins, err := archive.Twins(env.ctx, p)
		if err != nil {
			return err
		}
		for _, twin := range twins {
			if seen[[2]string{twin.Person, p.ID}] {
				continue
			}
			seen[[2]string{p.ID, twin.Person}] = true
			entry, err := yaml.Marshal([]undecided{{[]string{p.ID, twin.Person}, strings.Join(bot.Reasons(c.Lang, twin.Why), "; ")}})
			if err != nil {
				return err
			}
			if _, err := fmt.Fprint(env.stdout, string(entry)); err != nil {
				return err
			}
		}
	}
	return nil
}
