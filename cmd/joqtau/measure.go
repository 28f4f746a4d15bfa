package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"joqtau/bot"
	"joqtau/bot/state"
	"joqtau/lookup"
)

// measureCommand asks what is served, one question after the other, and says how long the answers take.
type measureCommand struct {
	Questions int    `default:"2000" help:"How many people of each list are asked for, each in every way."`
	Seed      uint64 `default:"1" help:"One seed asks for the same people always."`
}

// asking are the ways in which people are asked for: as the list has them, without the patronymic, with a slip of the hand, with the
// year of birth.
var asking = []struct {
	way string
	ask func(p *lookup.Person) string
}{
	{"full name", func(p *lookup.Person) string { return p.Names[0].Text }},
	{"surname and given name", func(p *lookup.Person) string { return firstWords(p, 2) }},
	{"a letter left out", func(p *lookup.Person) string {
		letters := []rune(firstWords(p, 2))
		i := min(3, len(letters)-1)
		return string(letters[:i]) + string(letters[i+1:])
	}},
	{"with the year", func(p *lookup.Person) string {
		birth, _ := p.LikelyYears()
		return fmt.Sprint(firstWords(p, 2), " ", birth)
	}},
	{"surname alone", func(p *lookup.Person) string { return firstWords(p, 1) }},
}

// beginning is what somebody has typed of a name: letters of the surname and of the given name.
func beginning(p *lookup.Person) string {
	words := strings.Fields(firstWords(p, 2))
	for i, word := range words {
		words[i] = string([]rune(word)[:min(3, len([]rune(word)))])
	}
	return strings.Join(words, " ")
}

func firstWords(p *lookup.Person, n int) string {
	words := strings.Fields(p.Names[0].Text)
	return strings.Join(words[:min(n, len(words))], " ")
}

func (c measureCommand) Run(env *environment) error {
	begin := time.Now()
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	opened := time.Since(begin)
	people, err := archive.Sample(env.ctx, c.Questions, c.Seed)
	if err != nil {
		return err
	}
	if len(people) == 0 {
		return usageError{errors.New("no list with names of people is served; name some in " + datasetsVariable)}
	}
	store, err := state.OpenMemory(env.ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	b, err := newBot(archive, store)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "ready in %v\n\n%-32s %9s %9s %9s %9s  found\n", opened.Round(time.Millisecond), "ms", "p50", "p95", "p99", "max")
	for _, a := range asking {
		found, times := 0, times{}
		for _, p := range people {
			times.of(func() {
				if slices.ContainsFunc(archive.Find(a.ask(p)).Hits, func(h lookup.Hit) bool { return h.Person == p.ID }) {
					found++
				}
			})
		}
		fmt.Fprintf(env.stdout, "%s  %.3f\n", times.line("look-up: "+a.way), float64(found)/float64(len(people)))
	}
	answers, typed, days := times{}, times{}, times{}
	for _, p := range people {
		typed.of(func() { archive.Beginning(beginning(p), 10) })
	}
	for _, p := range people[:min(len(people), 500)] {
		if err := handle(env, b, &answers, bot.Event{Chat: 1, Text: p.Names[0].Text}); err != nil {
			return err
		}
	}
	for day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == 2000; day = day.AddDate(0, 0, 1) {
		if err := handle(env, b, &days, bot.Event{Chat: 1, Command: "on", Text: day.Format("01-02")}); err != nil {
			return err
		}
	}
	fmt.Fprintf(env.stdout, "%s\n%s\n%s\n", typed.line("what a name begins that is typed"), answers.line("whole answer to a full name"), days.line("whole page of each day"))
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(status)) {
			if strings.HasPrefix(line, "VmHWM") || strings.HasPrefix(line, "RssAnon") {
				fmt.Fprint(env.stdout, line)
			}
		}
	}
	return nil
}

func handle(env *environment, b *bot.Bot, times *times, event bot.Event) (err error) {
	event.Time, event.Language = time.Now(), "ru"
	times.of(func() { _, err = b.Handle(env.ctx, event) })
	return err
}

// times are how long something took, each time.
type times []time.Duration

func (t *times) of(do func()) {
	begin := time.Now()
	do()
	*t = append(*t, time.Since(begin))
}

func (t times) line(what string) string {
	slices.Sort(t)
	at := func(share float64) float64 { return t[int(share*float64(len(t)-1))].Seconds() * 1000 }
	return fmt.Sprintf("%-32s %9.2f %9.2f %9.2f %9.2f", what, at(0.5), at(0.95), at(0.99), at(1))
}
