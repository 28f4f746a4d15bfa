package bot

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// yearPage shows what is recorded of a year: its events, and its months with how many people.
func (t turn) yearPage(year subject.Day, page int) (Reply, error) {
	events, err := t.eventsOf(year.Year)
	if err != nil {
		return Reply{}, err
	}
	data := "v1:day:" + written(year)
	reply := Reply{Text: Text{heading(t.dayHead(year))}, shows: data}
	pages := max(1, (len(events)+listSize-1)/listSize)
	page = max(0, min(page, pages-1))
	for _, event := range events[page*listSize : min((page+1)*listSize, len(events))] {
		reply.Buttons = append(reply.Buttons, []Button{{Label: cut(event.Title.In(t.voice.Lang), maxLabel),
			Data: entryData(lookup.Ref{Kind: lookup.EventRecord, ID: event.ID})}})
	}
	if row := t.turnPages(data+":", page, pages); len(row) > 0 {
		reply.Buttons = append(reply.Buttons, row)
	}
	months, err := t.monthButtons(year.Year)
	if err != nil {
		return Reply{}, err
	}
	reply.Buttons = append(reply.Buttons, months...)
	if len(reply.Buttons) == 0 {
		reply.Text.add(t.voice.Say("on.nobody"))
		reply.Text.add(t.voice.Say("none.incomplete"))
	} else {
		reply.Text.add(t.voice.Say("on.year"))
	}
	return reply, nil
}

// eventsOf are the events of a year in their order, then those that began before it or ended after it.
func (t turn) eventsOf(year int) ([]lookup.Event, error) {
	all, err := t.Archive.AllEvents(t.ctx)
	if err != nil {
		return nil, err
	}
	isOf := func(e lookup.Event) bool { return e.Date.Earliest.Year <= year && year <= e.Date.Latest.Year }
	length := func(e lookup.Event) int { return e.Date.Latest.Year - e.Date.Earliest.Year }
	all = slices.DeleteFunc(all, func(e lookup.Event) bool { return !isOf(e) })
	slices.SortStableFunc(all, func(a, b lookup.Event) int {
		return cmp.Or(cmp.Compare(length(a), length(b)), a.Date.Earliest.Compare(b.Date.Earliest), a.Date.Latest.Compare(b.Date.Latest))
	})
	return all, nil
}

// monthButtons lead to the months of a year that have records, each with how many people.
func (t turn) monthButtons(year int) ([][]Button, error) {
	var buttons []Button
	for month := time.January; month <= time.December; month++ {
		days, err := t.daysOf(subject.Day{Year: year, Month: month})
		if err != nil {
			return nil, err
		}
		people := 0
		for _, day := range days {
			people += day.people
		}
		if len(days) > 0 {
			buttons = append(buttons, Button{Label: fmt.Sprintf("%s (%s)", t.voice.Month(month, 0), t.voice.Number(people)),
				Data: "v1:day:" + written(subject.Day{Year: year, Month: month})})
		}
	}
	return inPairs(buttons), nil
}

// inPairs puts buttons two in a row.
func inPairs(buttons []Button) [][]Button { return slices.Collect(slices.Chunk(buttons, 2)) }
