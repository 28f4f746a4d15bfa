package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	joqtau "joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/bot/state"
	"joqtau/lookup"
)

// broadcastCommand sends an operator's word to all who want to be told of memorial days. It writes into the state; the running bot
// sends.
type broadcastCommand struct {
	Plan    broadcastPlanCommand    `cmd:"" help:"Keep a word from a file, and count whom it would reach."`
	Preview broadcastPreviewCommand `cmd:"" help:"Show a word as each sort of chat will read it."`
	Start   broadcastStartCommand   `cmd:"" help:"Let a planned word be sent."`
	Status  broadcastStatusCommand  `cmd:"" default:"withargs" help:"Tell how far a word, or the messages of a day, are."`
	Pause   broadcastPauseCommand   `cmd:"" help:"Send no more for now."`
	Resume  broadcastResumeCommand  `cmd:"" help:"Go on sending."`
	Stop    broadcastStopCommand    `cmd:"" help:"Send no more, and cancel what was not sent."`
	Resend  broadcastResendCommand  `cmd:"" help:"Send again what may not have arrived."`
}

// wordYAML is the file of a word.
type wordYAML struct {
	Name string
	KK   string `yaml:"kk"`
	RU   string `yaml:"ru"`
	EN   string `yaml:"en"`
	// Day is a day of the year, MM-DD, to which a button leads; empty for none.
	Day string
}

var (
	namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}$`)
	dayPattern  = regexp.MustCompile(`^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`)
)

// maxMessage is the length of one message, in UTF-16 units, in whichever script it is written.
const maxMessage = 4000

type broadcastPlanCommand struct {
	File string `arg:"" help:"A YAML file with name, kk, ru, en and, for a button, day (MM-DD)." type:"path"`
}

func (c broadcastPlanCommand) Run(env *environment) error {
	word, err := readWord(c.File)
	if err != nil {
		return usageError{err}
	}
	texts, err := composeWord(word)
	if err != nil {
		return err
	}
	for v, text := range texts {
		if n := text.Text.Length(); n > maxMessage {
			return usageError{fmt.Errorf("%s: %s: %d units are more than a message holds (%d)", c.File, v, n, maxMessage)}
		}
	}
	return withState(env, func(s *state.Store) error {
		now := time.Now()
		if err := s.PlanWord(env.ctx, broadcast.Word{Name: word.Name, Texts: texts}, now); err != nil {
			return unusable(err)
		}
		return printAudience(env, s, word.Name, now)
	})
}

func readWord(path string) (wordYAML, error) {
	var word wordYAML
	content, err := os.ReadFile(path)
	if err != nil {
		return word, err
	}
	if err := yaml.UnmarshalWithOptions(content, &word, yaml.Strict()); err != nil {
		return word, fmt.Errorf("%s: %w", path, err)
	}
	if !namePattern.MatchString(word.Name) {
		return word, fmt.Errorf("%s: name: want lower-case Latin letters, digits and hyphens, such as memorial-day-2027", path)
	}
	if _, err := time.Parse(time.DateOnly, word.Name); err == nil {
		return word, fmt.Errorf("%s: name: %s is that of the day's own messages; add to it, as in %s-word", path, word.Name, word.Name)
	}
	for lang, text := range word.texts() {
		if strings.TrimSpace(text) == "" {
			return word, fmt.Errorf("%s: %s: there is no text", path, lang)
		}
	}
	if word.Day != "" && !dayPattern.MatchString(word.Day) {
		return word, fmt.Errorf("%s: day: %q is not a day of the year; write it as 05-31", path, word.Day)
	}
	return word, nil
}

func (w wordYAML) texts() map[lookup.Lang]string {
	return map[lookup.Lang]string{lookup.Kazakh: w.KK, lookup.Russian: w.RU, lookup.English: w.EN}
}

// composeWord makes a word's message for every variant.
func composeWord(word wordYAML) (map[broadcast.Variant]joqtau.Reply, error) {
	b, err := newBot(nil, nil)
	if err != nil {
		return nil, err
	}
	texts := map[broadcast.Variant]joqtau.Reply{}
	for _, v := range broadcast.Variants() {
		texts[v] = b.Word(word.texts()[v.Language], word.Day, v.Language, v.Script, v.Place)
	}
	return texts, nil
}

func printAudience(env *environment, s *state.Store, name string, now time.Time) error {
	chats, told, err := s.Audience(env.ctx, now)
	if err != nil {
		return err
	}
	total := 0
	for _, c := range chats {
		fmt.Fprintf(env.stdout, "%6d  %s\n", c.N, c.What)
		total += c.N
	}
	fmt.Fprintf(env.stdout, "%6d  in all; %d of them have had a message today and get no second one\n", total, told)
	fmt.Fprintf(env.stdout, "See it with: joqtau broadcast preview %s\nSend it with: joqtau broadcast start %s\n", name, name)
	return nil
}

type broadcastPreviewCommand struct {
	Name string `arg:"" help:"The name of the word."`
}

func (c broadcastPreviewCommand) Run(env *environment) error {
	return withState(env, func(s *state.Store) error {
		for _, v := range broadcast.Variants() {
			reply, err := s.WordText(env.ctx, c.Name, v)
			if err != nil {
				return unusable(err)
			}
			fmt.Fprintf(env.stdout, "== %s, %s %s\n\n%s", broadcast.Places[v.Place], v.Language, v.Script, reply.Text.Plain())
			for _, b := range slices.Concat(reply.Buttons...) {
				fmt.Fprintf(env.stdout, "  [%s]", b.Label)
			}
			fmt.Fprint(env.stdout, "\n\n")
		}
		return nil
	})
}

type broadcastStartCommand struct {
	Name string `arg:"" help:"The name of the word."`
}

func (c broadcastStartCommand) Run(env *environment) error {
	return withState(env, func(s *state.Store) error {
		if err := s.StartWord(env.ctx, c.Name, time.Now()); err != nil {
			return unusable(err)
		}
		return printStatus(env, s, c.Name)
	})
}

func printStatus(env *environment, s *state.Store, name string) error {
	status, err := s.Status(env.ctx, name)
	if err != nil {
		return unusable(err)
	}
	fmt.Fprintf(env.stdout, "%s  %s  %s", status.Name, status.State, status)
	if status.Reason != "" {
		fmt.Fprintf(env.stdout, "  (%s)", status.Reason)
	}
	fmt.Fprintln(env.stdout)
	return nil
}

type broadcastStatusCommand struct {
	Name   string `arg:"" optional:"" help:"The name of a word, or a day such as 2027-05-31; without it the latest ten."`
	Follow bool   `help:"Go on telling until all is sent."`
}

func (c broadcastStatusCommand) Run(env *environment) error {
	return withState(env, func(s *state.Store) error {
		names := []string{c.Name}
		if c.Name == "" {
			var err error
			if names, err = s.Broadcasts(env.ctx, 10); err != nil {
				return err
			}
			if len(names) == 0 {
				fmt.Fprintln(env.stdout, "There has been no broadcast.")
			}
		}
		for _, name := range names {
			if err := printStatus(env, s, name); err != nil {
				return err
			}
		}
		if c.Follow && c.Name != "" {
			return follow(env, s, c.Name)
		}
		return nil
	})
}

// follow tells how far a broadcast is until nothing is left to be sent: as a bar in a terminal, else a line each time.
func follow(env *environment, s *state.Store, name string) error {
	for {
		status, err := s.Status(env.ctx, name)
		if err != nil {
			return unusable(err)
		}
		total, left := status.Total(), status.Left()
		if isTerminal(env.stdout) {
			fmt.Fprintf(env.stdout, "\r%s %d of %d  ", bar(total-left, total), total-left, total)
		} else {
			fmt.Fprintf(env.stdout, "%s %d of %d: %s\n", time.Now().UTC().Format(time.TimeOnly), total-left, total, status)
		}
		if left == 0 || status.State != "running" {
			fmt.Fprintln(env.stdout)
			return printStatus(env, s, name)
		}
		if !sleep(env.ctx, time.Second) {
			return nil
		}
	}
}

// bar draws how much of the whole is done.
func bar(done, whole int) string {
	const width = 40
	full := width
	if whole > 0 {
		full = max(0, min(width*done/whole, width)) // a file that grows has more than its whole
	}
	return "[" + strings.Repeat("█", full) + strings.Repeat("·", width-full) + "]"
}

type broadcastPauseCommand struct {
	Name string `arg:"" help:"The name of the word or day."`
}

func (c broadcastPauseCommand) Run(env *environment) error {
	return change(env, c.Name, (*state.Store).Pause, "is not being sent")
}

type broadcastResumeCommand struct {
	Name string `arg:"" help:"The name of the word or day."`
}

func (c broadcastResumeCommand) Run(env *environment) error {
	return change(env, c.Name, (*state.Store).Resume, "is not paused")
}

type broadcastStopCommand struct {
	Name string `arg:"" help:"The name of the word or day."`
}

func (c broadcastStopCommand) Run(env *environment) error {
	return change(env, c.Name, (*state.Store).Stop, "is stopped already")
}

// A changing changes a broadcast, and reports whether there was one to change.
type changing func(s *state.Store, ctx context.Context, name string) (bool, error)

// change changes a broadcast and tells how far it is then.
func change(env *environment, name string, do changing, otherwise string) error {
	return withState(env, func(s *state.Store) error {
		changed, err := do(s, env.ctx, name)
		if err != nil {
			return unusable(err)
		}
		if !changed {
			return usageError{fmt.Errorf("%s %s; see joqtau broadcast status", name, otherwise)}
		}
		return printStatus(env, s, name)
	})
}

type broadcastResendCommand struct {
	Name   string `arg:"" help:"The name of the word or day."`
	Public bool   `help:"In groups and channels too, where everybody sees a message that comes twice."`
}

func (c broadcastResendCommand) Run(env *environment) error {
	return withState(env, func(s *state.Store) error {
		n, err := s.Resend(env.ctx, c.Name, c.Public, time.Now())
		if err != nil {
			return unusable(err)
		}
		fmt.Fprintf(env.stdout, "%d messages that may not have arrived are sent again; who has them gets them twice\n", n)
		return printStatus(env, s, c.Name)
	})
}

// unusable makes the naming of a broadcast that is not there, or not in that state, an error of the arguments.
func unusable(err error) error {
	if errors.Is(err, state.ErrNoBroadcast) || errors.Is(err, state.ErrStarted) {
		return usageError{fmt.Errorf("%w; see joqtau broadcast status", err)}
	}
	return err
}
