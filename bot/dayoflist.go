package bot

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// deathsOf is how many people a day took by the lists.
func deathsOf(lists []lookup.ListDay) int {
	n := 0
	for _, of := range lists {
		n += of.Deaths()
	}
	return n
}

// countedKinds are the kinds of facts of which a day counts the people of a list, in the order in which they are told.
var countedKinds = []lookup.FactKind{lookup.FactShot, lookup.FactPerished, lookup.FactDied, lookup.FactArrested, lookup.FactSentenced,
	lookup.FactExiled, lookup.FactImprisoned, lookup.FactReleased, lookup.FactRehab}

// listNamed is how many people of a list a day names.
const listNamed = 5

// lists tells how many people of each list a day took and met, and names the first of those whom it took, at most limit.
func (t turn) lists(lists []lookup.ListDay, cited *citedSources, limit int) (Text, error) {
	var text Text
	for _, of := range lists {
		var counts []string
		for _, kind := range countedKinds {
			if n := of.Counts[kind]; n > 0 {
				counts = append(counts, t.voice.Say("counted."+string(kind), "n", t.voice.Number(n)))
			}
		}
		if len(counts) == 0 {
			continue
		}
		told, err := t.Archive.OfListOnDay(t.ctx, of.List.ID, of.Month, of.Day, of.Year, 0, min(of.Deaths(), listNamed, limit))
		if err != nil {
			return nil, err
		}
		limit -= len(told)
		lines := []string{strings.Join(counts, "; ") + "."}
		for _, fact := range told {
			line, err := t.turns([]lookup.DatedFact{fact}, cited)
			if err != nil {
				return nil, err
			}
			lines = append(lines, line)
		}
		text = append(text, heading(t.voice.Say("on.list", "list", of.List.Title)))
		text.add(strings.Join(lines, "\n"))
		if more := of.Deaths() - len(told); more > 0 && len(told) > 0 {
			text.add(t.voice.Count("people.more", more))
		}
	}
	return text, nil
}

// listButtons lead to everybody whom a day met by a list.
func (t turn) listButtons(day subject.Day, lists []lookup.ListDay) [][]Button {
	var rows [][]Button
	for _, of := range lists {
		data := fmt.Sprintf("v1:ofday:%s:%s:0", of.List.ID, written(day))
		if len(data) <= maxData { // else the operator has given the list a very long name
			rows = append(rows, []Button{{Label: cut(t.voice.Say("on.list", "list", of.List.Title), maxLabel), Data: data}})
		}
	}
	return rows
}

// ofListOnDay shows a page of the people whom a day met by a list: those whom it took first.
func (t turn) ofListOnDay(list, day string, page int) (Reply, error) {
	d, ok := subject.ReadDay(day)
	if !ok || d.Day == 0 || page < 0 || page > maxListPages {
		return t.oldButton(), nil
	}
	facts, err := t.Archive.OfListOnDay(t.ctx, list, int(d.Month), d.Day, d.Year, page*listSize, listSize+1)
	if err != nil {
		return Reply{}, err
	}
	if len(facts) == 0 {
		return Reply{}, lookup.ErrNotFound
	}
	source, err := t.Archive.Source(t.ctx, list)
	if err != nil {
		return Reply{}, err
	}
	cited := &citedSources{}
	reply := Reply{Text: Text{heading(t.dayHead(d))}}
	reply.Text.add(t.voice.Say("on.list", "list", source.Title))
	var lines, ids []string
	for _, fact := range facts[:min(len(facts), listSize)] {
		line, err := t.turns([]lookup.DatedFact{fact}, cited)
		if err != nil {
			return Reply{}, err
		}
		if lines = append(lines, line); !slices.Contains(ids, fact.Person) {
			ids = append(ids, fact.Person)
		}
	}
	reply.Text.add(strings.Join(lines, "\n"))
	sources, err := t.sourceList(cited)
	if err != nil {
		return Reply{}, err
	}
	sources.Quote = true
	reply.Text = append(reply.Text, sources)
	if reply.Buttons, err = t.personButtons(ids); err != nil {
		return Reply{}, err
	}
	pages := page + 1
	if len(facts) > listSize {
		pages++
	}
	if row := t.turnPages(fmt.Sprintf("v1:ofday:%s:%s:", list, day), page, pages); len(row) > 0 {
		reply.Buttons = append(reply.Buttons, row)
	}
	reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("button.up"), Data: "v1:day:" + day}})
	return reply, nil
}

// maxListPages bounds the pages of a day of a list, which are read from its beginning.
const maxListPages = 10000

// withChosen adds to what is told of a day the turns of chosen people who are not among it: those of lists, of which a day names few.
func (t turn) withChosen(found []lookup.DatedFact, chosen []string, day lookup.Day) ([]lookup.DatedFact, error) {
	for _, id := range chosen {
		if slices.ContainsFunc(found, func(f lookup.DatedFact) bool { return f.Person == id }) {
			continue
		}
		person, err := t.Archive.Person(t.ctx, id)
		if errors.Is(err, lookup.ErrNotFound) { // it stood in a list that is served no more
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read a chosen person: %w", err)
		}
		for _, f := range person.Life {
			if f.Date != nil && f.Date.Precision == lookup.PrecisionDay && f.Date.Earliest.Month == day.Month && f.Date.Earliest.Day == day.Day {
				found = append(found, lookup.DatedFact{Person: id, Names: person.Display(), Fact: f})
			}
		}
	}
	return found, nil
}
