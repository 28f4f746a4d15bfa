package bot

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// onCommand shows the day behind the command, today's without one.
func (t turn) onCommand() (Reply, error) {
	text := strings.TrimSpace(t.event.Text)
	if text == "" {
		today, err := t.today()
		if err != nil {
			return Reply{}, err
		}
		return t.dayPage(today, 0)
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

// dayPage shows a page of what a day, a month or a year is remembered for.
func (t turn) dayPage(day subject.Day, page int) (Reply, error) {
	switch {
	case day.Month == 0:
		return t.yearPage(day, page)
	case day.Day == 0:
		return t.month(day)
	}
	found, err := t.Archive.OnDay(t.ctx, int(day.Month), day.Day, day.Year)
	if err != nil {
		return Reply{}, err
	}
	text, err := t.anniversary(day, found)
	if err != nil {
		return Reply{}, err
	}
	reply := t.paged(text, fmt.Sprintf("v1:day:%s:", written(day)), page)
	switch ids := peopleOn(found); {
	case len(ids) > listSize:
		label := fmt.Sprintf("%s (%d)", t.voice.Say("on.people"), len(ids))
		reply.Buttons = append(reply.Buttons, []Button{{Label: label, Data: "v1:took:" + written(day) + ":0"}})
	default:
		buttons, err := t.personButtons(ids)
		if err != nil {
			return Reply{}, err
		}
		reply.Buttons = append(reply.Buttons, buttons...)
	}
	reply.Buttons = append(reply.Buttons, t.listButtons(day, found.Lists)...)
	neighbours, err := t.neighbours(day)
	reply.Buttons = append(reply.Buttons, neighbours)
	return reply, err
}

// tookOn lists the people of a day, to choose from.
func (t turn) tookOn(day string, page int) (Reply, error) {
	d, ok := subject.ReadDay(day)
	if !ok || d.Day == 0 {
		return t.oldButton(), nil
	}
	found, err := t.Archive.OnDay(t.ctx, int(d.Month), d.Day, d.Year)
	if err != nil {
		return Reply{}, err
	}
	return t.peopleList(t.dayHead(d), peopleOn(found), "v1:took:"+day+":", "v1:day:"+day, page)
}

// peopleOn are the people of a day, each once.
func peopleOn(found lookup.Anniversary) []string {
	var ids []string
	for _, p := range found.People {
		if !slices.Contains(ids, p.Person) {
			ids = append(ids, p.Person)
		}
	}
	return ids
}

// neighbours are buttons to the nearest days before and after of which something is recorded.
func (t turn) neighbours(day subject.Day) ([]Button, error) {
	var row []Button
	for _, step := range []int{-1, 1} {
		near, err := t.nearest(day, step)
		if err != nil {
			return nil, err
		}
		if near.Day != 0 {
			row = append(row, Button{Label: t.voice.Say(map[int]string{-1: "on.before", 1: "on.after"}[step], "day", t.dayHead(near)),
				Data: "v1:day:" + written(near)})
		}
	}
	return row, nil
}

// nearest is the nearest day of any year, in steps of a day, of which something is recorded; the zero day if there is none.
func (t turn) nearest(day subject.Day, step int) (subject.Day, error) {
	const leapYear = 2000
	date := time.Date(leapYear, day.Month, day.Day, 0, 0, 0, 0, time.UTC)
	for range 365 {
		date = date.AddDate(0, 0, step)
		found, err := t.Archive.OnDay(t.ctx, int(date.Month()), date.Day(), 0)
		if err != nil {
			return subject.Day{}, err
		}
		if !isEmpty(found) {
			return subject.Day{Month: date.Month(), Day: date.Day()}, nil
		}
	}
	return subject.Day{}, nil
}

// written is a day, a month or a year as a button's data names it.
func written(day subject.Day) string {
	switch {
	case day.Month == 0:
		return fmt.Sprintf("%04d", day.Year)
	case day.Day == 0:
		return fmt.Sprintf("%04d-%02d", day.Year, day.Month)
	case day.Year == 0:
		return fmt.Sprintf("%02d-%02d", day.Month, day.Day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", day.Year, day.Month, day.Day)
}

// month lists the days of a month that have records, each with how many people, as buttons.
func (t turn) month(month subject.Day) (Reply, error) {
	days, err := t.daysOf(month)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Text: Text{heading(t.dayHead(month))}, shows: "v1:day:" + written(month)}
	if len(days) == 0 {
		reply.Text.add(t.voice.Say("on.nobody"))
		reply.Text.add(t.voice.Say("none.incomplete"))
		return reply, nil
	}
	reply.Text.add(t.voice.Say("on.month"))
	var buttons []Button
	for _, d := range days {
		label := fmt.Sprintf("%s (%s)", t.voice.DayOfYear(d.day.Month, d.day.Day), t.voice.Number(d.people))
		buttons = append(buttons, Button{Label: label, Data: "v1:day:" + written(d.day)})
	}
	reply.Buttons = inPairs(buttons)
	return reply, nil
}

// A recordedDay is a day of which something is recorded, and of how many people.
type recordedDay struct {
	day    subject.Day
	people int
}

// daysOf are the days of a month that have records.
func (t turn) daysOf(month subject.Day) (days []recordedDay, err error) {
	for n := 1; n <= 31; n++ {
		found, err := t.Archive.OnDay(t.ctx, int(month.Month), n, month.Year)
		if err != nil {
			return nil, err
		}
		people := len(peopleOn(found)) + deathsOf(found.Lists)
		if people+len(found.Events)+len(found.Lists) > 0 {
			days = append(days, recordedDay{subject.Day{Year: month.Year, Month: month.Month, Day: n}, people})
		}
	}
	return days, nil
}

// isEmpty reports whether nothing is recorded of a day.
func isEmpty(found lookup.Anniversary) bool {
	return len(found.People)+len(found.Events)+len(found.Days)+len(found.Lists) == 0
}

// unlimited is a number of people that no day reaches.
const unlimited = math.MaxInt

// Anniversary tells what a day of the year is remembered for: whom it took, and what else happened.
func (b *Bot) Anniversary(ctx context.Context, lang lookup.Lang, month time.Month, day int, found lookup.Anniversary) (Text, error) {
	t := turn{Bot: b, ctx: ctx, voice: b.Words.In(lang)}
	return t.anniversary(subject.Day{Month: month, Day: day}, found)
}

// dayHead writes a day, with its year if it has one.
func (t turn) dayHead(day subject.Day) string {
	switch {
	case day.Month == 0:
		return t.voice.Say("on.year_head", "year", strconv.Itoa(day.Year))
	case day.Day == 0:
		return t.voice.Month(day.Month, day.Year)
	case day.Year == 0:
		return t.voice.DayOfYear(day.Month, day.Day)
	}
	return t.voice.Date(lookup.Date{Earliest: lookup.Day(day), Latest: lookup.Day(day), Precision: lookup.PrecisionDay})
}

func (t turn) anniversary(day subject.Day, found lookup.Anniversary) (Text, error) {
	text := Text{heading(t.dayHead(day))}
	cited := &citedSources{}
	if isEmpty(found) {
		text.add(t.voice.Say("on.nobody"))
		text.add(t.voice.Say("none.incomplete"))
	}
	remembered, err := t.remembrance(found, cited, unlimited)
	if err != nil {
		return nil, err
	}
	text = append(text, remembered...)
	if len(cited.keys) == 0 {
		return text, nil
	}
	sources, err := t.sourceList(cited)
	return append(text, sources), err
}

// byPerson brings together what is told of one person on one date.
func byPerson(facts []lookup.DatedFact) [][]lookup.DatedFact {
	var groups [][]lookup.DatedFact
	for _, f := range facts {
		i := slices.IndexFunc(groups, func(g []lookup.DatedFact) bool {
			return g[0].Person == f.Person && g[0].Fact.Date.Earliest == f.Fact.Date.Earliest
		})
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], f)
	}
	return groups
}

// turns tells in one line what happened to a person on a date: one turn in full, of several each sort once.
func (t turn) turns(turns []lookup.DatedFact, cited *citedSources) (string, error) {
	person, err := t.Archive.Person(t.ctx, turns[0].Person)
	if err != nil {
		return "", err
	}
	if len(turns) == 1 {
		line, err := t.fact(person, &turns[0].Fact)
		return bullet + t.name(person) + ": " + line + " " + cited.marks(turns[0].Fact.Sources), err
	}
	facts := make([]lookup.Fact, len(turns))
	for i, turn := range turns {
		f := turn.Fact
		facts[i] = lookup.Fact{Kind: f.Kind, Date: f.Date, Sources: f.Sources} // the sort alone
		if slices.Contains(lookup.Wordless, f.Kind) {
			facts[i] = f
		}
	}
	var sorts []string
	for _, s := range toldOnce(facts) {
		sort, err := t.sort(person, &s.Fact)
		if err != nil {
			return "", err
		}
		sorts = append(sorts, sort+" "+cited.marks(s.sources()))
	}
	return bullet + t.name(person) + ": " + t.voice.Date(*turns[0].Fact.Date) + " – " + strings.Join(sorts, "; "), nil
}

// sort is the word for what happened, or, of a kind that has none, what the fact says.
func (t turn) sort(person *lookup.Person, fact *lookup.Fact) (string, error) {
	if word := t.voice.Fact(fact.Kind, person.Female); word != "" {
		return word, nil
	}
	return t.detail(fact)
}
