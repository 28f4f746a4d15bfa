package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"joqtau/bot"
	"joqtau/bot/state"
)

// inboxCommand reads what people have told the bot of somebody. It needs no token and may run beside the bot.
type inboxCommand struct {
	List   inboxListCommand   `cmd:"" default:"withargs" help:"List the contributions, a line each."`
	Show   inboxShowCommand   `cmd:"" help:"Show one contribution."`
	Export inboxExportCommand `cmd:"" help:"Write the contributions as JSON Lines."`
	Close  inboxCloseCommand  `cmd:"" help:"Mark a contribution as dealt with."`
	Delete inboxDeleteCommand `cmd:"" help:"Erase a contribution."`
}

type inboxListCommand struct {
	All bool `help:"Also those that are dealt with."`
}

func (c inboxListCommand) Run(env *environment) error {
	return withState(env, func(s *state.Store) error {
		list, err := s.Contributions(env.ctx, c.All)
		for _, story := range list {
			mark := ""
			if story.Closed {
				mark = " (closed)"
			}
			fmt.Fprintf(env.stdout, "%d  %s  %s  %s  %q%s\n", story.ID, story.At.Format("2006-01-02"), story.Language, story.Kind, about(story), mark)
		}
		if err == nil && len(list) == 0 {
			fmt.Fprintln(env.stdout, "The inbox is empty.")
		}
		return err
	})
}

// about is the record or the name that a story is about.
func about(c bot.Contribution) string {
	if c.Person != "" {
		return c.Person
	}
	return c.Name
}

type inboxShowCommand struct {
	ID int64 `arg:"" help:"The number of the contribution."`
}

func (c inboxShowCommand) Run(env *environment) error {
	return withState(env, func(s *state.Store) error {
		story, err := s.Contribution(env.ctx, c.ID)
		if err != nil {
			return notThere(err)
		}
		fmt.Fprintf(env.stdout, "Number:   %d\nDate:     %s\nLanguage: %s\nKind:     %s\nRecord:   %s\nName:     %s\nContact:  %s\nClosed:   %t\n\n%s\n\nKnown from: %s\n",
			story.ID, story.At.Format("2006-01-02 15:04 MST"), story.Language, story.Kind, dash(story.Person), dash(story.Name), dash(story.Contact),
			story.Closed, plain(story.Text), dash(story.Origin))
		return nil
	})
}

// dash is a value on one line, or a dash if there is none.
func dash(value string) string {
	if value == "" {
		return "–"
	}
	return plain(value)
}

type inboxExportCommand struct {
	All bool `help:"Also those that are dealt with."`
}

func (c inboxExportCommand) Run(env *environment) error {
	return withState(env, func(s *state.Store) error {
		list, err := s.Contributions(env.ctx, c.All)
		if err != nil {
			return err
		}
		out := json.NewEncoder(env.stdout)
		for _, story := range list {
			if err := out.Encode(story); err != nil {
				return fmt.Errorf("write a contribution: %w", err)
			}
		}
		return nil
	})
}

type inboxCloseCommand struct {
	ID int64 `arg:"" help:"The number of the contribution."`
}

func (c inboxCloseCommand) Run(env *environment) error {
	return withState(env, func(s *state.Store) error { return notThere(s.CloseContribution(env.ctx, c.ID)) })
}

type inboxDeleteCommand struct {
	ID int64 `arg:"" help:"The number of the contribution."`
}

func (c inboxDeleteCommand) Run(env *environment) error {
	return withState(env, func(s *state.Store) error { return notThere(s.DeleteContribution(env.ctx, c.ID)) })
}

// notThere makes the naming of a contribution that does not exist an error of the arguments.
func notThere(err error) error {
	if errors.Is(err, state.ErrNoContribution) {
		return usageError{fmt.Errorf("%w; see joqtau inbox list --all", err)}
	}
	return err
}

// withState does something with the state that the bot uses.
func withState(env *environment, do func(*state.Store) error) error {
	if place := statePlace(env); !strings.Contains(place, "://") { // opening would create it
		if _, err := os.Stat(place); err != nil {
			return usageError{fmt.Errorf("there is no state in %s; name it in %s", place, stateVariable)}
		}
	}
	store, err := openState(env)
	if err != nil {
		return err
	}
	return errors.Join(do(store), store.Close())
}

// plain leaves out what a terminal would obey: a story comes from anybody.
func plain(text string) string {
	keep := func(r rune) rune {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}
	return strings.Map(keep, text)
}
