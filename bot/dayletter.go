package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// maxTaken is how many people a day's letter names at most, maxLetter its length in UTF-16 units: it is one message, with its sources.
// A button leads to all.
const (
	maxTaken  = 25
	maxLetter = 3800
)

// A DayWriter writes what subscribers are told of a day. Those who are told the same have it written once. It is safe for
// concurrent use.
type DayWriter struct {
	Bot *Bot

	mu      sync.Mutex
	day     lookup.Day
	written map[letterKey]*Reply // of that day
}

// A letterKey tells apart what is written for different subscribers.
type letterKey struct {
	lang   lookup.Lang
	script Script
	place  Place
	scope  Scope
}

// DayLetter writes the message of a day for a subscriber, with that of further days that are remembered on it; nil if there is nothing
// to tell.
func (w *DayWriter) DayLetter(ctx context.Context, s Subscription, days []lookup.Day) (*Reply, error) {
	chosen, err := w.Bot.chosen(ctx, Event{Chat: s.Chat})
	if err != nil {
		return nil, err
	}
	t := turn{Bot: w.Bot, ctx: ctx, event: Event{Chat: s.Chat, Place: s.Place}, chosen: chosen, voice: w.Bot.Words.In(chosen.Language)}
	if len(s.People) > 0 { // what others are not told
		return t.dayLetter(s, days)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.day != days[0] {
		w.day, w.written = days[0], map[letterKey]*Reply{}
	}
	key := letterKey{chosen.Language, chosen.Script, s.Place, s.Scope}
	if letter, known := w.written[key]; known {
		return letter, nil
	}
	letter, err := t.dayLetter(s, days)
	if err == nil {
		w.written[key] = letter
	}
	return letter, err
}

// dayLetter writes what is to be told of days, the first of which gives the letter its date.
func (t turn) dayLetter(s Subscription, days []lookup.Day) (*Reply, error) {
	var found lookup.Anniversary
	for _, day := range days {
		of, err := t.Archive.OnDay(t.ctx, int(day.Month), day.Day, 0)
		if err != nil {
			return nil, fmt.Errorf("read what a day is remembered for: %w", err)
		}
		found.People = append(found.People, of.People...)
		found.Events = append(found.Events, of.Events...)
		found.Days = append(found.Days, of.Days...)
		found.Lists = append(found.Lists, of.Lists...)
		if found.People, err = t.withChosen(found.People, s.People, day); err != nil {
			return nil, err
		}
	}
	found, err := t.victims(forScope(found, s))
	if err != nil || len(found.People)+len(found.Days)+deathsOf(found.Lists) == 0 {
		return nil, err
	}
	for limit := maxTaken; ; limit-- {
		reply, err := t.letterOf(s, days[0], found, limit)
		if err != nil || limit == 0 || reply.Text.Length() <= maxLetter {
			return reply, err
		}
	}
}

// letterOf writes the letter of a day that names at most limit people.
func (t turn) letterOf(s Subscription, date lookup.Day, found lookup.Anniversary, limit int) (*Reply, error) {
	day := subject.Day{Month: date.Month, Day: date.Day}
	cited := &citedSources{}
	text := Text{heading(t.dayHead(day))}
	if len(found.People)+deathsOf(found.Lists) > 0 { // a festive day has no candle
		text = Text{heading("🕯 " + t.dayHead(day))}
	}
	remembered, err := t.remembrance(found, cited, limit)
	if err != nil {
		return nil, err
	}
	text = append(text, remembered...)
	sources, err := t.sourceList(cited)
	if err != nil {
		return nil, err
	}
	sources.Quote = true
	reply := Reply{Text: append(text, sources), Buttons: [][]Button{{{Label: t.voice.Say("sub.open"), Data: "v1:day:" + written(day)},
		{Label: t.voice.Say("sub.stop"), Data: "v1:sub:stop"}}}}
	if s.Place == Channel {
		reply.Buttons = [][]Button{{{Label: t.voice.Say("inline.more"), Start: startDay + written(day)}}}
	}
	reply = finish(reply, t)
	return &reply, nil
}

// victims leaves out those who were not persecuted: nobody is asked to mourn who ordered it.
func (t turn) victims(found lookup.Anniversary) (lookup.Anniversary, error) {
	var kept []lookup.DatedFact
	for _, f := range found.People {
		person, err := t.Archive.Person(t.ctx, f.Person)
		if err != nil {
			return found, fmt.Errorf("read whom a day met: %w", err)
		}
		if person.Has(lookup.Victim) {
			kept = append(kept, f)
		}
	}
	found.People = kept
	return found, nil
}

// forScope keeps what a subscriber wants to be told: births are no days of mourning, and a memorial day or the days of chosen people
// may be all.
func forScope(found lookup.Anniversary, s Subscription) lookup.Anniversary {
	wanted := func(f lookup.DatedFact) bool { return f.Fact.Kind != lookup.FactBorn }
	if s.Scope == ChosenPeople || s.Scope == MemorialDays && len(found.Days) == 0 {
		found.Days, found.Events, found.Lists = nil, nil, nil
		wanted = func(f lookup.DatedFact) bool {
			return slices.Contains(s.People, f.Person) && f.Fact.Kind != lookup.FactBorn
		}
	}
	found.People = slices.DeleteFunc(slices.Clone(found.People), func(f lookup.DatedFact) bool { return !wanted(f) })
	return found
}

// remembrance tells what a day is remembered for, in the chat, on the command line and in what subscribers get alike: the days of
// commemoration, whom the day took, whom it met otherwise, and the events, of which those that took many say how many of them are
// named. At most limit people are told of.
func (t turn) remembrance(found lookup.Anniversary, cited *citedSources, limit int) (Text, error) {
	var text Text
	for _, step := range found.Days {
		text = append(text, t.stepOf(step, cited))
	}
	var taken, met [][]lookup.DatedFact
	for _, turns := range byPerson(found.People) {
		person, err := t.Archive.Person(t.ctx, turns[0].Person)
		if err != nil {
			return nil, err
		}
		if person.Has(lookup.Victim) && slices.ContainsFunc(turns, func(f lookup.DatedFact) bool { return f.Fact.Kind.IsDeath() }) {
			taken = append(taken, turns)
		} else {
			met = append(met, turns)
		}
	}
	for _, part := range []struct {
		head   string
		people [][]lookup.DatedFact
	}{{"on.taken", taken}, {"on.met", met}} {
		told := min(len(part.people), limit)
		limit -= told
		lines, err := t.lines(part.people[:told], cited)
		if err != nil {
			return nil, err
		}
		if len(lines) > 0 {
			text = append(text, heading(t.voice.Say(part.head)))
		}
		for chunk := range slices.Chunk(lines, listSize) { // a paragraph is not cut between pages
			text.add(strings.Join(chunk, "\n"))
		}
		if more := len(part.people) - told; more > 0 {
			text.add(t.voice.Count("people.more", more))
		}
	}
	lists, err := t.lists(found.Lists, cited, limit)
	if err != nil {
		return nil, err
	}
	text = append(text, lists...)
	if len(found.Events) > 0 {
		text = append(text, heading(t.voice.Say("on.events")))
	}
	for _, event := range found.Events {
		text.add(bullet + t.voice.Date(event.Date) + " – " + event.Title.In(t.voice.Lang) + " " + cited.marks(event.Sources))
	}
	return text, nil
}

func (t turn) lines(people [][]lookup.DatedFact, cited *citedSources) ([]string, error) {
	var lines []string
	for _, turns := range people {
		line, err := t.turns(turns, cited)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// Word is an operator's message to many, in one language and script, for one sort of chat, with a button to a day of the year
// unless that is empty.
func (b *Bot) Word(text, day string, lang lookup.Lang, s Script, place Place) Reply {
	t := turn{Bot: b, event: Event{Place: place}, chosen: Preferences{lang, s}, voice: b.Words.In(lang)}
	var reply Reply
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		reply.Text.add(strings.TrimSpace(paragraph))
	}
	switch {
	case place == Channel && day != "":
		reply.Buttons = [][]Button{{{Label: t.voice.Say("inline.more"), Start: startDay + day}}}
	case place != Channel:
		row := []Button{{Label: t.voice.Say("sub.stop"), Data: "v1:sub:stop"}}
		if day != "" {
			row = append([]Button{{Label: t.voice.Say("sub.open"), Data: "v1:day:" + day}}, row...)
		}
		reply.Buttons = [][]Button{row}
	}
	return finish(reply, t)
}
