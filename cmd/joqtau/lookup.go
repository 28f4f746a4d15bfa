package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"joqtau/bot"
	"joqtau/lookup"
)

type lookupCommand struct {
	JSON  bool        `name:"json" help:"Write one JSON object a query."`
	Lang  lookup.Lang `enum:"kk,ru,en" default:"en" help:"Language of the answer: kk, ru or en."`
	Stdin bool        `help:"Read one query a line, write one answer a line."`
	Name  []string    `arg:"" optional:"" help:"A name in any spelling; may stand in a sentence."`
}

func (c lookupCommand) Run(env *environment) error {
	switch {
	case c.Stdin && len(c.Name) > 0:
		return usageError{errors.New("lookup takes names either as arguments or with --stdin, not both")}
	case !c.Stdin && len(c.Name) == 0:
		return usageError{errors.New("lookup needs a name, or --stdin to read names")}
	}
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	bot, err := newBot(archive, nil)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(env.stdout)
	l := looker{env: env, command: c, archive: archive, bot: bot, out: out}
	if c.Stdin {
		err = l.each(env.stdin)
	} else {
		err = l.answer(strings.Join(c.Name, " "))
	}
	return errors.Join(err, out.Flush())
}

type looker struct {
	env     *environment
	command lookupCommand
	archive *archive
	bot     *bot.Bot
	out     *bufio.Writer
}

// each answers every line, empty ones too, of any length.
func (l looker) each(in io.Reader) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			if err := l.answer(strings.TrimRight(line, "\r\n")); err != nil {
				return err
			}
		}
		if lines.Buffered() == 0 { // nobody waits behind a line that is already here
			if err := l.out.Flush(); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a query: %w", err)
		}
	}
}

// answerJSON is one line of lookup --json, a contract with scripts.
type answerJSON struct {
	Query   string         `json:"query"`
	Outcome lookup.Outcome `json:"outcome"`
	Hits    []hitJSON      `json:"hits"`
	// Microseconds is the time spent in the engine.
	Microseconds int64 `json:"us"`
}

type hitJSON struct {
	ID      string         `json:"id"`
	Names   lookup.Display `json:"names"`
	Printed []string       `json:"printed"`
	Score   float64        `json:"score"`
	Why     []string       `json:"why"`
}

func (l looker) answer(query string) error {
	query = strings.ToValidUTF8(query, "\ufffd")
	begin := time.Now()
	found := l.archive.Find(query)
	answer := answerJSON{Query: query, Outcome: found.Outcome, Hits: []hitJSON{}, Microseconds: time.Since(begin).Microseconds()}
	for _, hit := range found.Hits {
		person, err := l.archive.Person(l.env.ctx, hit.Person)
		if err != nil {
			return err
		}
		answer.Hits = append(answer.Hits, hitJSON{ID: hit.Person, Names: person.Display(), Printed: orEmpty(person.Printed()),
			Score: hit.Score, Why: l.bot.Reasons(l.command.Lang, hit.Why)})
	}
	if l.command.JSON {
		return json.NewEncoder(l.out).Encode(answer)
	}
	return l.print(answer, found)
}

// print writes one line a hit, or one line that says that there is none. With --stdin all stands in the query's line.
func (l looker) print(answer answerJSON, found lookup.Answer) error {
	lines := []string{string(answer.Outcome)}
	if answer.Outcome == lookup.None {
		voice := l.bot.Words.In(l.command.Lang)
		if len(found.Read) > 0 {
			lines = append(lines, voice.Say("none.read", "words", strings.Join(found.Read, " · ")))
		}
		if near := found.Nearest; near != nil {
			person, err := l.archive.Person(l.env.ctx, near.Person)
			if err != nil {
				return err
			}
			reasons := strings.Join(l.bot.Reasons(l.command.Lang, near.Why), "; ")
			lines = append(lines, voice.Say("none.nearest", "name", person.Display().In(l.command.Lang), "reasons", reasons))
		}
		lines = append(lines, voice.Say("none.incomplete"))
	}
	for _, hit := range answer.Hits {
		name := hit.Names.In(l.command.Lang)
		lines = append(lines, fmt.Sprintf("%s (%s) %.2f: %s", name, hit.ID, hit.Score, strings.Join(hit.Why, "; ")))
	}
	if len(found.Unfound) > 0 {
		lines = append(lines, l.bot.Words.In(l.command.Lang).Say("none.some", "names", strings.Join(found.Unfound, "; ")))
	}
	separator := "\n  "
	if l.command.Stdin {
		separator = " | "
	}
	_, err := fmt.Fprintln(l.out, strings.Join(lines, separator))
	return err
}
