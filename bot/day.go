package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// onCommand shows the day behind the command, today's without one.
func (t turn) onCommand() (Reply, error) {
	text := strings.TrimSpace(t.event.Text)
	if text == "" {
		return t.dayPage(subject.Day{Month: t.event.Time.Month(), Day: t.event.Time.Day()}, 0)
	}
	day, ok := subject.ReadDay(text)
	if !ok {
		return Reply{Text: paragraph(t.voice.Say("on.unreadable"))}, nil
	}
	return t.dayPage(day, 0)
}

// dayOf shows the day that a button or a link names.
func (t turn) dayOf(written string, page int) (Reply, error) {
	day, ok := subject.ReadDay(written)
	if !ok {
		return t.oldButton(), nil
	}
	return t.dayPage(day, page)
}

// dayPage shows a page of what a day, or each day of a month, is remembered for.
func (t turn) dayPage(day subject.Day, page int) (Reply, error) {
	if day.Day == 0 {
		return t.month(day, page)
	}
	found, err := t.Archive.OnDay(t.ctx, int(day.Month), day.Day)
	if err != nil {
		return Reply{}, err
	}
	text, err := t.anniversary(day, found)
	if err != nil {
		return Reply{}, err
	}
	data := fmt.Sprintf("v1:day:%s:", written(day))
	reply := t.paged(text, data, page)
	var ids []string
	for _, p := range ofYear(found, day.Year).People {
		ids = append(ids, p.Person)
	}
	buttons, err := t.personButtons(ids, page)
	reply.Buttons = append(reply.Buttons, buttons...)
	return reply, err
}

// written is a day as a button's data names it.
func written(day subject.Day) string {
	if day.Year == 0 {
		return fmt.Sprintf("%02d-%02d", day.Month, day.Day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", day.Year, day.Month, day.Day)
}

// month lists the days of a month that took somebody, each with how many, as buttons.
func (t turn) month(month subject.Day, page int) (Reply, error) {
	text := Text{heading(t.voice.Month(month.Month, month.Year))}
	var reply Reply
	var row []Button
	for day := 1; day <= 31; day++ {
		found, err := t.Archive.OnDay(t.ctx, int(month.Month), day)
		if err != nil {
			return Reply{}, err
		}
		found = ofYear(found, month.Year)
		if n := len(found.People) + len(found.Events); n == 0 {
			continue
		}
		label := fmt.Sprintf("%s (%d)", t.voice.DayOfYear(month.Month, day), len(found.People))
		row = append(row, Button{Label: label, Data: "v1:day:" + written(subject.Day{Year: month.Year, Month: month.Month, Day: day})})
		if len(row) == 2 {
			reply.Buttons, row = append(reply.Buttons, row), nil
		}
	}
	if len(row) > 0 {
		reply.Buttons = append(reply.Buttons, row)
	}
	if len(reply.Buttons) == 0 {
		text.add(t.voice.Say("on.nobody"))
		text.add(t.voice.Say("none.incomplete"))
	} else {
		text.add(t.voice.Say("on.month"))
	}
	reply.Text = text
	return reply, nil
}

// ofYear keeps what happened in a year, everything for year 0.
func ofYear(found lookup.Anniversary, year int) lookup.Anniversary {
	if year == 0 {
		return found
	}
	kept := lookup.Anniversary{Days: found.Days}
	for _, p := range found.People {
		if p.Fact.Date.Earliest.Year == year {
			kept.People = append(kept.People, p)
		}
	}
	for _, e := range found.Events {
		if e.Date.Earliest.Year == year {
			kept.Events = append(kept.Events, e)
		}
	}
	return kept
}

// Anniversary tells what a day of the year is remembered for: whom it took, and what else happened.
func (b *Bot) Anniversary(ctx context.Context, lang lookup.Lang, month time.Month, day int, found lookup.Anniversary) (Text, error) {
	t := turn{Bot: b, ctx: ctx, voice: b.Words.In(lang)}
	return t.anniversary(subject.Day{Month: month, Day: day}, found)
}

func (t turn) anniversary(day subject.Day, found lookup.Anniversary) (Text, error) {
	head := t.voice.DayOfYear(day.Month, day.Day)
	if day.Year != 0 {
		head = t.voice.Date(lookup.Date{Earliest: lookup.Day(day), Latest: lookup.Day(day), Precision: lookup.PrecisionDay})
	}
	text := Text{heading(head)}
	found = ofYear(found, day.Year)
	cited := &citedSources{}
	for _, step := range found.Days {
		text = append(text, t.stepOf(step, cited))
	}
	if len(found.People)+len(found.Events) == 0 {
		text.add(t.voice.Say("on.nobody"))
		text.add(t.voice.Say("none.incomplete"))
	}
	if len(found.Events) > 0 {
		text = append(text, heading(t.voice.Say("on.events")))
	}
	for _, event := range found.Events {
		text.add("• " + t.voice.Date(event.Date) + " – " + event.Title.In(t.voice.Lang) + " " + cited.marks(event.Sources))
	}
	if len(found.People) > 0 {
		text = append(text, heading(t.voice.Say("on.people")))
	}
	for _, p := range found.People {
		person, err := t.Archive.Person(t.ctx, p.Person)
		if err != nil {
			return nil, err
		}
		line, err := t.fact(person, &p.Fact)
		if err != nil {
			return nil, err
		}
		text.add("• " + t.name(person) + ": " + line + " " + cited.marks(p.Fact.Sources))
	}
	if len(cited.keys) == 0 {
		return text, nil
	}
	sources, err := t.sourceList(cited)
	return append(text, sources), err
}
