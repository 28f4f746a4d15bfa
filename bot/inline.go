package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// A Query is what a person writes behind the bot's name in any chat.
type Query struct {
	// Person is the number of the person, whose private chat with the bot it is too.
	Person   int64
	Language string
	Text     string
	// Offset is the Next of the page before, empty for the first.
	Offset string
	Time   time.Time
}

// A Page is a part of the answer to a query.
type Page struct {
	Rows []Row
	// Next is the offset of the page that follows, empty behind the last.
	Next string
	// Open is the label of a button that opens a chat with the bot.
	Open string
}

// A Row is one message that the person may send.
type Row struct {
	ID          string
	Title       string
	Description string
	Reply       Reply
}

// rowsPerPage is how many rows a page has.
const rowsPerPage = 10

// Inline answers a query: a record's own id, else people by name, else subjects; without a text the people of the day.
func (b *Bot) Inline(ctx context.Context, q Query) (Page, error) {
	event := Event{Chat: q.Person, Place: Channel, Time: q.Time, Language: q.Language, Text: q.Text}
	chosen, err := b.chosen(ctx, event)
	t := turn{Bot: b, ctx: ctx, event: event, chosen: chosen, voice: b.Words.In(chosen.Language)}
	page := Page{Open: t.voice.Say("inline.open")}
	if day, ok := subject.ReadDay(q.Text); ok && day.Day != 0 {
		row, dayErr := t.dayRow(day)
		page.Rows = []Row{row}
		if dayErr != nil {
			return Page{Open: page.Open}, fmt.Errorf("answer an inline query: %w", dayErr)
		}
		return page, err
	}
	people, refs, findErr := t.candidates(q.Text)
	if findErr != nil {
		return page, fmt.Errorf("answer an inline query: %w", findErr)
	}
	from, _ := strconv.Atoi(q.Offset)
	from = max(0, min(from, len(people)+len(refs)))
	for i := from; i < min(from+rowsPerPage, len(people)+len(refs)); i++ {
		var row Row
		var rowErr error
		if i < len(people) {
			row, rowErr = t.personRow(people[i])
		} else {
			row, rowErr = t.entryRow(refs[i-len(people)])
		}
		if rowErr != nil {
			return page, fmt.Errorf("answer an inline query: %w", rowErr)
		}
		page.Rows = append(page.Rows, row)
	}
	if from+rowsPerPage < len(people)+len(refs) {
		page.Next = strconv.Itoa(from + rowsPerPage)
	}
	return page, err
}

// candidates are the people and other records that a query may mean, best first.
func (t turn) candidates(text string) (people []string, refs []lookup.Ref, err error) {
	if text == "" {
		people, err = t.ofToday()
		return people, nil, err
	}
	switch person, err := t.Archive.Person(t.ctx, text); {
	case err == nil:
		return []string{person.ID}, nil, nil
	case !errors.Is(err, lookup.ErrNotFound):
		return nil, nil, err
	}
	for _, read := range []struct {
		kind lookup.RecordKind
		find func() error
	}{
		{lookup.TopicRecord, func() error { _, err := t.Archive.Topic(t.ctx, text); return err }},
		{lookup.EventRecord, func() error { _, err := t.Archive.Event(t.ctx, text); return err }},
	} {
		switch err := read.find(); {
		case err == nil:
			return nil, []lookup.Ref{{Kind: read.kind, ID: text}}, nil
		case !errors.Is(err, lookup.ErrNotFound):
			return nil, nil, err
		}
	}
	if refs, err = t.Archive.Titled(t.ctx, text); err != nil {
		return nil, nil, err
	}
	answer := t.Finder.Find(text)
	if answer.Outcome != lookup.Match { // it is being typed
		people = t.Finder.Beginning(text, rowsPerPage)
	}
	for _, hit := range answer.Hits {
		if !slices.Contains(people, hit.Person) {
			people = append(people, hit.Person)
		}
	}
	return people, refs, nil
}

// ofToday are the people whom today took or met, or else the next day that did.
func (t turn) ofToday() ([]string, error) {
	today, err := t.today()
	if err != nil {
		return nil, err
	}
	found, err := t.Archive.OnDay(t.ctx, int(today.Month), today.Day, 0)
	for range 365 {
		if err != nil || len(found.People) > 0 {
			break
		}
		if today, err = t.nearest(today, 1); err == nil && today.Day != 0 {
			found, err = t.Archive.OnDay(t.ctx, int(today.Month), today.Day, 0)
		}
	}
	return peopleOn(found), err
}

// dayRow tells what a day is remembered for; the link leads to all of it.
func (t turn) dayRow(day subject.Day) (Row, error) {
	reply, err := t.dayPage(day, 0)
	return Row{ID: "d-" + written(day), Title: t.dayHead(day), Reply: t.alone(reply, startDay+written(day))}, err
}

func (t turn) personRow(id string) (Row, error) {
	person, err := t.Archive.Person(t.ctx, id)
	if err != nil {
		return Row{}, err
	}
	reply, err := t.card(person, short, 0)
	if err != nil {
		return Row{}, err
	}
	row := Row{ID: "p-" + person.ID, Title: t.name(person) + t.years(person), Reply: t.alone(reply, startPerson+person.ID)}
	if fact := distinctive(person); fact != nil {
		row.Description, err = t.besideYears(person, *fact)
	}
	return row, err
}

func (t turn) entryRow(ref lookup.Ref) (Row, error) {
	reply, err := t.entryPage(ref, 0)
	if err != nil {
		return Row{}, err
	}
	title, err := t.titleOf(ref)
	if err != nil {
		return Row{}, err
	}
	row := Row{ID: string(ref.Kind) + "-" + ref.ID, Title: title, Reply: t.alone(reply, startOf(ref))}
	if ref.Kind == lookup.TopicRecord {
		topic, err := t.Archive.Topic(t.ctx, ref.ID)
		if err != nil {
			return Row{}, err
		}
		row.Description = topic.About.In(t.voice.Lang)
	}
	return row, nil
}

// alone fits a reply to stand in a chat where the bot is not: one button, which leads to it.
func (t turn) alone(reply Reply, start string) Reply {
	reply.Buttons = nil
	if start != "" {
		reply.Buttons = [][]Button{{{Label: t.voice.Say("inline.more"), Start: start}}}
	}
	return finish(reply, t)
}
