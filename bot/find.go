package bot

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"joqtau/bot/words"
	"joqtau/lookup"
)

// pageSize is how many people a list shows at a time.
const pageSize = 5

// found shows the card of one person, under a word of doubt if there is any.
func (t turn) found(hit lookup.Hit, doubt Text) (Reply, error) {
	person, err := t.Archive.Person(t.ctx, hit.Person)
	if err != nil {
		return Reply{}, fmt.Errorf("show a hit: %w", err)
	}
	reply, err := t.card(person, short, 0)
	reply.Text = append(doubt, reply.Text...)
	reply.Quote = true
	return reply, err
}

// likely is how probable a hit is at least that is not doubted where the record tells what the question takes for known of a person:
// who asks why somebody was shot knows that he was.
const likely = 0.75

// perhaps shows the card of one person who may be meant.
func (t turn) perhaps(answer lookup.Answer) (Reply, error) {
	hit := answer.Hits[0]
	person, err := t.Archive.Person(t.ctx, hit.Person)
	if err != nil {
		return Reply{}, fmt.Errorf("show a hit: %w", err)
	}
	kinds := t.asksFor(t.asked())
	tells := func(f lookup.Fact) bool { return slices.Contains(kinds, f.Kind) }
	if hit.Score >= likely && slices.ContainsFunc(person.Life, tells) {
		return t.found(hit, nil)
	}
	reply, err := t.found(hit, paragraph(t.voice.Say("choices.perhaps")))
	reply.Buttons = append(reply.Buttons, t.toOthers(answer)...)
	return reply, err
}

// isOtherSurname reports whether a reason is that somebody has another surname than was written, so that hardly this person is meant.
func isOtherSurname(r lookup.Reason) bool { return r.Kind == lookup.WhyNotSurname }

// toOthers leads on for who finds that none is meant of those who are shown by one name.
func (t turn) toOthers(answer lookup.Answer) [][]Button {
	if answer.Several {
		return nil
	}
	return [][]Button{{{Label: t.voice.Say("button.others"), Data: "v1:other"}}}
}

// others says what can be done for somebody who is none of those who were found by the question.
func (t turn) others() (Reply, error) {
	answer := t.Finder.Find(t.event.Press.Question)
	if len(answer.Read) == 0 {
		return t.oldButton(), nil
	}
	reply, err := t.nobody(lookup.Answer{Read: answer.Read})
	if err == nil {
		reply.Text[0] = heading(t.voice.Say("none.others"))
	}
	return reply, err
}

// nobody says that a name was not found, never that a person was not repressed, and what can be done.
func (t turn) nobody(answer lookup.Answer) (Reply, error) {
	reply := Reply{Text: Text{heading(t.voice.Say("none.head"))}, Quote: true}
	reply.Text = append(reply.Text, t.filled("none.read", "words", Span{Text: cut(strings.Join(answer.Read, " · "), maxEcho), Foreign: true}))
	if answer.Nearest != nil {
		person, err := t.Archive.Person(t.ctx, answer.Nearest.Person)
		if err != nil {
			return Reply{}, fmt.Errorf("name the nearest: %w", err)
		}
		reasons := strings.Join(t.Reasons(t.voice.Lang, answer.Nearest.Why), "; ")
		reply.Text.add(t.voice.Say("none.nearest", "name", t.name(person), "reasons", reasons))
		reply.Buttons = append(reply.Buttons, []Button{{Label: cut(t.name(person), maxLabel), Data: "v1:card:" + person.ID}})
	}
	reply.Text.add(t.voice.Say("none.incomplete"))
	if len(answer.Read) > 1 {
		reply.Text.add(t.voice.Say("none.try"))
	} else {
		reply.Text.add(t.voice.Say("none.try_one"))
	}
	reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("button.next_steps"), Data: "v1:next"}})
	reply.Buttons = append(reply.Buttons, t.forTheMissing()...)
	return reply, nil
}

// withUnfound adds to what several names found those by which nobody was, each of which may be left to be waited for.
func (t turn) withUnfound(reply Reply, names []string) Reply {
	if len(names) == 0 {
		return reply
	}
	said := t.filled("none.some", "names", Span{Text: cut(strings.Join(names, "; "), maxEcho), Foreign: true})
	reply.Text = append(Text{said}, reply.Text...)
	for i, name := range names {
		button := Button{Label: cut(t.voice.Say("button.watch_name", "name", cut(name, maxLabel/2)), maxLabel), Data: "v1:watch:" + strconv.Itoa(i+1)}
		if t.event.Place != Private {
			link := t.privatelyOf(name)
			button.Data, button.Start = "", link.Start
		}
		reply.Buttons = append(reply.Buttons, []Button{button})
	}
	return reply
}

// watchAsked leaves to be waited for what was asked, or of several names one of those by which nobody was found, counted from 1.
func (t turn) watchAsked(nth int) (Reply, error) {
	question := t.event.Press.Question
	if nth == 0 {
		return t.addWatch(question)
	}
	names := t.Finder.Find(question).Unfound
	if nth < 0 || nth > len(names) {
		return t.oldButton(), nil
	}
	return t.addWatch(names[nth-1])
}

// filled is a text of which one placeholder is filled with a span of its own.
func (t turn) filled(key, placeholder string, with Span) Paragraph {
	before, after, _ := strings.Cut(t.voice.Say(key), "{"+placeholder+"}")
	return Paragraph{Spans: []Span{{Text: before}, with, {Text: after}}}
}

// maxEcho bounds how much of what was written is repeated.
const maxEcho = 120

// cut shortens a text to at most n characters.
func cut(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return text
}

// list offers people to choose from.
func (t turn) list(answer lookup.Answer, page int) (Reply, error) {
	hits := answer.Hits
	pages := (len(hits) + pageSize - 1) / pageSize
	page = max(0, min(page, pages-1))
	shown := hits[page*pageSize : min((page+1)*pageSize, len(hits))]

	reply := Reply{Text: paragraph(t.choicesHead(len(hits))), Quote: true}
	var from numbersByList
	for i, hit := range shown {
		person, err := t.Archive.Person(t.ctx, hit.Person)
		if err != nil {
			return Reply{}, fmt.Errorf("list a hit: %w", err)
		}
		from.add(person.List, page*pageSize+i+1)
		item, err := t.item(page*pageSize+i+1, person, hit.Why)
		if err != nil {
			return Reply{}, err
		}
		reply.Text = append(reply.Text, item)
		reply.Buttons = append(reply.Buttons, []Button{{Label: cut(t.name(person)+t.years(person), maxLabel), Data: "v1:card:" + person.ID}})
	}
	if areAlike(reply.Buttons) { // namesakes of one age: the text above tells them apart by their numbers
		for i := range reply.Buttons {
			reply.Buttons[i][0].Label = cut(fmt.Sprintf("%d. %s", page*pageSize+i+1, reply.Buttons[i][0].Label), maxLabel)
		}
	}
	lists, err := t.fromLists(from)
	if err != nil {
		return Reply{}, err
	}
	reply.Text = append(reply.Text, lists...)
	if pages > 1 {
		reply.Text.add(t.voice.Say("choices.page", "page", fmt.Sprint(page+1), "pages", fmt.Sprint(pages)))
		reply.Buttons = append(reply.Buttons, t.turnPages("v1:list:", page, pages))
	}
	if page == pages-1 {
		reply.Buttons = append(reply.Buttons, t.toOthers(answer)...)
	}
	return reply, nil
}

// areAlike reports whether two buttons say the same.
func areAlike(rows [][]Button) bool {
	said := map[string]bool{}
	for _, row := range rows {
		if said[row[0].Label] {
			return true
		}
		said[row[0].Label] = true
	}
	return false
}

// choicesHead says how many may be meant. The engine names no more than lookup.MaxHits; there may be others.
func (t turn) choicesHead(n int) string {
	if n >= lookup.MaxHits {
		return t.voice.Say("choices.many")
	}
	return t.voice.Count("choices.head", n)
}

// turnPages are the buttons to the pages before and after; data is that of the buttons up to the page.
func (t turn) turnPages(data string, page, pages int) []Button {
	to := func(page int) string { return data + strconv.Itoa(page) }
	var row []Button
	if page > 0 {
		row = append(row, Button{Label: t.voice.Say("button.previous"), Data: to(page - 1)})
	}
	if page < pages-1 {
		row = append(row, Button{Label: t.voice.Say("button.next"), Data: to(page + 1)})
	}
	return row
}

// item is a person in a list: the name, what tells him or her apart, and why it is offered.
func (t turn) item(n int, person *lookup.Person, why []lookup.Reason) (Paragraph, error) {
	spans := []Span{{Text: fmt.Sprintf("%d. ", n)}, {Text: t.name(person), Bold: true}, {Text: t.years(person)}}
	if fact := distinctive(person); fact != nil {
		line, err := t.besideYears(person, *fact)
		if err != nil {
			return Paragraph{}, err
		}
		spans = append(spans, Span{Text: " – " + line})
	}
	if reasons := t.Reasons(t.voice.Lang, why); len(reasons) > 0 {
		spans = append(spans, Span{Text: "\n(" + strings.Join(reasons, "; ") + ")"})
	}
	return Paragraph{Spans: spans}, nil
}

// distinctive is the fact that tells a person apart from namesakes: the fate, else the first fact.
func distinctive(person *lookup.Person) *lookup.Fact {
	person = condensed(person, toldOnce(person.Life)) // who was shot did not die otherwise on that day
	if deaths := best(person, isDatedDeath, sideBySide); len(deaths) > 0 {
		isAsExact := func(i int) bool { return person.Life[i].Date.Precision == person.Life[deaths[0]].Date.Precision }
		deaths = slices.DeleteFunc(deaths, func(i int) bool { return !isAsExact(i) })
		return &person.Life[slices.Min(deaths)] // the one that the card begins with
	}
	if fate := person.Fate(); fate != nil {
		return fate
	}
	if len(person.Life) > 0 {
		return &person.Life[0]
	}
	return nil
}

// besideYears tells a fact beside the years of the life: the year of birth is not told again.
func (t turn) besideYears(person *lookup.Person, fact lookup.Fact) (string, error) {
	place, err := t.place(&fact)
	if err != nil {
		return "", err
	}
	if isBirth(fact) && fact.Date.Precision == lookup.PrecisionYear && place != "" && t.years(person) != "" {
		fact.Date = nil
	}
	return t.fact(person, &fact)
}

func (t turn) name(person *lookup.Person) string {
	if len(person.Names) == 0 {
		return t.voice.Say("card.nameless")
	}
	return person.Display().In(t.voice.Lang)
}

// Reasons says in words why a person was found.
func (b *Bot) Reasons(lang lookup.Lang, why []lookup.Reason) []string {
	voice := b.Words.In(lang)
	list := make([]string, len(why))
	for i, r := range why {
		list[i] = reason(voice, r)
	}
	return list
}

// reason says in words what agrees or not, and how the word was read if that is not plain to see.
func reason(voice words.Voice, r lookup.Reason) string {
	key := "why." + string(r.Kind)
	switch {
	case r.Closeness != "":
		key += "_" + string(r.Closeness)
	case r.Kind == lookup.WhyYear && r.Written != r.Form:
		key += "_near"
	}
	said := voice.Say(key, "written", r.Written, "form", readable(voice.Lang, r))
	if habit := "habit." + r.Habit; r.Habit != "" && r.Written != r.Form && voice.Has(habit) {
		return voice.Say("habit.read", "reason", said, "written", r.Written, "habit", voice.Say(habit))
	}
	return said
}

// readable is the form of a name in a script that readers of a language know, if there is one.
func readable(lang lookup.Lang, r lookup.Reason) string {
	known := func(form string) bool {
		cyrillic := strings.ContainsFunc(form, func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) })
		return cyrillic == (lang != lookup.English)
	}
	for _, form := range append([]string{r.Form}, r.OtherForms...) {
		if known(form) {
			return form
		}
	}
	return r.Form
}

// topic names a topic in the reader's language; one that the dataset lacks is named by its id.
func (t turn) topic(id string) (string, error) {
	topic, err := t.Archive.Topic(t.ctx, id)
	if errors.Is(err, lookup.ErrNotFound) {
		return id, nil
	}
	if err != nil {
		return "", err
	}
	return topic.Names.In(t.voice.Lang), nil
}
