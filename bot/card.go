package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
)

// A view is how much of a record is shown.
type view int

const (
	short view = iota // what fits a phone's screen
	whole
)

// card shows a person.
func (t turn) card(person *lookup.Person, v view, page int) (Reply, error) {
	c, err := t.cardOf(person, v)
	if err != nil {
		return Reply{}, err
	}
	text, err := c.write()
	if err != nil {
		return Reply{}, err
	}
	pages := []Text{text}
	if v == whole {
		pages = text.pages(pageUnits)
	}
	page = max(0, min(page, len(pages)-1))
	buttons, err := c.buttons(page, len(pages))
	return Reply{Text: c.numbered(heading(c.name(person)), pages, page), Buttons: buttons, shows: "v1:card:" + person.ID}, err
}

// why says how the pressed button's question led to a person.
func (t turn) why(id string) (Reply, error) {
	person, err := t.Archive.Person(t.ctx, id)
	if err != nil {
		return Reply{}, err
	}
	for _, hit := range t.Finder.Find(t.event.Press.Question).Hits {
		if hit.Person == person.ID {
			return Reply{Notice: t.reasoned(t.Reasons(t.voice.Lang, hit.Why))}, nil
		}
	}
	return t.oldButton(), nil
}

// reasoned gives as many reasons as a notice has room for.
func (t turn) reasoned(reasons []string) string {
	said := t.voice.Say("why.head", "reasons", strings.Join(reasons, "; "))
	for n := len(reasons) - 1; len([]rune(said)) > maxNotice && n > 0; n-- {
		said = t.voice.Say("why.head", "reasons", strings.Join(reasons[:n], "; ")+"; …")
		said = strings.TrimSuffix(said, ".")
	}
	return cut(said, maxNotice)
}

// maxNotice is the length of a notice, in characters, that Telegram shows.
const maxNotice = 200

// Record writes all that is stated of a person, in one text of any length.
func (b *Bot) Record(ctx context.Context, lang lookup.Lang, person *lookup.Person) (Text, error) {
	t := turn{Bot: b, ctx: ctx, voice: b.Words.In(lang)}
	c, err := t.cardOf(person, whole)
	if err != nil {
		return nil, err
	}
	return c.write()
}

func (t turn) cardOf(person *lookup.Person, v view) (cardWriter, error) {
	twins, err := t.Archive.Twins(t.ctx, person)
	if err != nil {
		return cardWriter{}, fmt.Errorf("look for a person in other lists: %w", err)
	}
	return cardWriter{turn: t, person: person, view: v, cited: &citedSources{}, twins: twins[:min(len(twins), maxTwins)]}, nil
}

// maxTwins bounds how many records of other lists a card tells of.
const maxTwins = 3

// A cardWriter writes one person's card and numbers the sources in the order in which they are cited.
type cardWriter struct {
	turn
	person *lookup.Person
	view   view
	cited  *citedSources
	twins  []lookup.Twin
}

// write writes the whole text of the view. Sources come last, since the text before them numbers them.
func (c cardWriter) write() (Text, error) {
	text := Text{c.heading()}
	if role, ok := c.role(); ok {
		text.add(role)
	}
	answers, asked := c.answers()
	if asked {
		answer, err := c.answer(answers)
		if err != nil {
			return nil, err
		}
		text = append(text, answer...)
	}
	text = append(text, c.summary()...)
	life, err := c.life(slices.ContainsFunc(answers, isDoubted))
	if err != nil {
		return nil, err
	}
	text = append(text, life...)
	contradictions, err := c.contradictions()
	if err != nil {
		return nil, err
	}
	text = append(text, contradictions...)
	if c.view == whole {
		text = append(text, c.open()...)
		text = append(text, c.forms()...)
		text = append(text, c.scripts()...)
		text = append(text, c.identity()...)
	}
	links, err := c.links()
	if err != nil {
		return nil, err
	}
	text = append(text, links...)
	twins, err := c.twinsText()
	if err != nil {
		return nil, err
	}
	text = append(text, twins...)
	sources, err := c.sourceList(c.cited)
	sources.Quote = c.view == short
	text = append(text, sources)
	if c.view == whole && slices.ContainsFunc(c.person.Life, func(f lookup.Fact) bool { return f.Date != nil && f.Date.Implied == "year" }) {
		text.add(c.voice.Say("card.implied"))
	}
	return text, err
}

// buttons lead to the other pages, the other view, those who shared the fate, the linked people, other chats and the list that the
// card was chosen from.
func (c cardWriter) buttons(page, pages int) ([][]Button, error) {
	id := c.person.ID
	var rows [][]Button
	if row := c.turnPages("v1:life:"+id+":", page, pages); len(row) > 0 {
		rows = append(rows, row)
	}
	first := []Button{{Label: c.voice.Say("button.short"), Data: "v1:card:" + id}}
	if c.view == short {
		first = []Button{{Label: c.voice.Say("button.whole"), Data: "v1:life:" + id}}
	}
	hits := c.Finder.Find(c.asked()).Hits
	if slices.ContainsFunc(hits, func(h lookup.Hit) bool { return h.Person == id }) {
		first = append(first, Button{Label: c.voice.Say("button.why"), Data: "v1:why:" + id})
	}
	rows = append(rows, first)
	related, err := c.related()
	if err != nil {
		return nil, err
	}
	rows = append(rows, related...)
	last := c.shareButton(id, startPerson+id)
	if c.event.Place == Private {
		last = append(last, Button{Label: c.voice.Say("button.tell"), Data: "v1:tell:" + id})
	}
	rows = append(rows, last)
	if c.view == whole {
		if c.person.Has(lookup.Victim) {
			rows = append(rows, []Button{{Label: c.voice.Say("sub.follow"), Data: "v1:follow:" + id}})
		}
		citation, err := c.citation()
		if err != nil {
			return nil, err
		}
		rows = append(rows, []Button{{Label: c.voice.Say("button.cite"), Copy: citation, Start: startPerson + id}})
	}
	if c.event.Press != nil && len(hits) > 1 && !c.backToAnswer() {
		rows = append(rows, []Button{{Label: c.voice.Say("button.back"), Data: "v1:list:0"}})
	}
	return rows, nil
}

// related are buttons to those who were taken on the same day or in the same case, and to the linked people.
func (c cardWriter) related() ([][]Button, error) {
	var rows [][]Button
	for _, link := range c.person.Links {
		other, err := c.linked(link)
		if errors.Is(err, lookup.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		data := "v1:card:" + other.ID
		if !slices.ContainsFunc(rows, func(row []Button) bool { return row[0].Data == data }) { // of joined records both may have a link to one
			rows = append(rows, []Button{{Label: cut(c.name(other)+c.years(other), maxLabel), Data: data}})
		}
	}
	for _, twin := range c.twins {
		other, err := c.Archive.Person(c.ctx, twin.Person)
		if err != nil {
			return nil, err
		}
		rows = append(rows, []Button{{Label: cut(c.voice.Say("button.twin", "name", c.name(other)+c.years(other)), maxLabel), Data: "v1:card:" + other.ID}})
	}
	offered := map[string]bool{}
	for _, fact := range slices.Backward(c.person.Life) { // the last events say most of the fate
		if fact.Event == "" || offered[fact.Event] || len(offered) == maxRelated {
			continue
		}
		offered[fact.Event] = true
		title, err := c.titleOf(lookup.Ref{Kind: lookup.EventRecord, ID: fact.Event})
		if err != nil {
			return nil, err
		}
		rows = append(rows, []Button{{Label: cut(title, maxLabel), Data: "v1:event:" + fact.Event}})
	}
	if death := distinctive(c.person); death != nil && isDatedDeath(*death) && death.Date.Precision == lookup.PrecisionDay {
		day := death.Date.Earliest
		rows = append(rows, []Button{{Label: c.voice.DayOfYear(day.Month, day.Day), Data: fmt.Sprintf("v1:day:%02d-%02d", day.Month, day.Day)}})
	}
	return rows, nil
}

// maxRelated bounds the buttons to events.
const maxRelated = 2
