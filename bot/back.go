package bot

import (
	"errors"
	"slices"
	"strings"

	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// A button that puts something else in the place of what is shown says in its data where it was pressed, so that what it leads to can
// lead back, after a restart too: "v1:event:ID<cPERSON". Between views of one thing the way back stays the same.

// maxData is the length of the longest data that a button may have, in bytes (core.telegram.org/bots/api#inlinekeyboardbutton).
const maxData = 64

// backMark parts a button's data from the way back.
const backMark = "<"

// viewLetters are the verbs of the buttons that show something else in the same message, with what stands for them in a way back.
var viewLetters = map[string]string{"list": "q", "card": "c", "life": "l", "topic": "t", "event": "e", "figure": "f", "guide": "g", "people": "p", "all": "a",
	"day": "d", "took": "k", "topics": "s", "next": "n", "other": "o"}

// theQuestion is the way back to the answer to the question that the message answers.
const theQuestion = "q0"

// shortened is a button's data as a way back, empty for one that shows nothing else.
func shortened(data string) string {
	verb, rest, _ := strings.Cut(strings.TrimPrefix(data, "v1:"), ":")
	if letter := viewLetters[verb]; letter != "" {
		return letter + rest
	}
	return ""
}

// lengthened is the data of the button that goes a way back, empty if it is none.
func lengthened(back string) string {
	for verb, letter := range viewLetters {
		if rest, ok := strings.CutPrefix(back, letter); ok {
			return strings.TrimSuffix("v1:"+verb+":"+rest, ":")
		}
	}
	return ""
}

// thing is what the data of a view shows some part of: a person, a day and its people, a guide of several steps.
func thing(data string) string {
	parts := append(strings.Split(data, ":"), "", "", "")
	switch verb, id := parts[1], parts[2]; verb {
	case "card", "life":
		return "person:" + id
	case "people", "all":
		return id + ":" + parts[3]
	case "day", "took":
		switch day, _ := subject.ReadDay(id); {
		case day.Month == 0:
			return "year"
		case day.Day == 0:
			return "month"
		}
		return "day"
	case "guide", "next":
		return "next"
	case "topics":
		return "topics"
	default:
		return verb + ":" + id
	}
}

// here is the data of the button that shows again what the reply to the event shows, empty if none does.
func (t turn) here() string {
	text := strings.TrimSpace(t.event.Text)
	switch {
	case t.event.Press != nil:
		return lengthened(shortened(t.event.Press.Data))
	case t.event.Command == "topics" || t.event.Command == "next":
		return "v1:" + t.event.Command
	case t.event.Command == "start":
		for data, start := range startOfData {
			if id, ok := strings.CutPrefix(text, start); ok {
				return data + id
			}
		}
	case t.event.Command == "on":
		day, ok := subject.ReadDay(text)
		if today, err := t.today(); text == "" && err == nil {
			day, ok = today, true
		}
		if ok && (day.Day != 0 || day.Year != 0) {
			return "v1:day:" + written(day)
		}
	case t.event.Command == "" || t.event.Command == "find":
		return lengthened(theQuestion)
	}
	return ""
}

// asked is the question that a message answers, as far as a press of a button will know it.
func (t turn) asked() string {
	switch {
	case t.event.Press != nil:
		return t.event.Press.Question
	case t.event.Command == "" || t.event.Command == "find":
		return t.event.Text
	}
	return ""
}

// withWaysBack lets the buttons of a reply say where they stand, and offers the way back to where the pressed one stood.
func (t turn) withWaysBack(reply Reply) (Reply, error) {
	here := t.here()
	reply, err := t.distinct(reply, here)
	if err != nil || t.event.Place == Channel { // where buttons are links
		return reply, err
	}
	asked := t.event.Press == nil && here == lengthened(theQuestion)
	hasQuestion := asked || t.event.Press != nil && t.event.Press.Question != ""
	rows := make([][]Button, len(reply.Buttons))
	leads := false
	for i, row := range reply.Buttons {
		rows[i] = slices.Clone(row)
		for k, b := range row {
			if back := t.wayFrom(b, here, reply.shows, hasQuestion); back != "" {
				rows[i][k].Data += backMark + back
				leads = true
			}
		}
	}
	reply.Buttons = rows
	reply.Quote = reply.Quote || asked && leads
	if t.event.Press == nil || len(reply.Text) == 0 || lengthened(t.back) == "" || leadsTo(reply.Buttons, lengthened(t.back)) {
		return reply, nil
	}
	label, err := t.backLabel()
	if err != nil {
		return reply, err
	}
	reply.Buttons = append(reply.Buttons, []Button{{Label: cut(label, maxLabel), Data: lengthened(t.back)}})
	return reply, nil
}

// wayFrom is the way back from what a button shows, empty if it shows nothing else or the way does not fit. Other pages and views of
// what is shown already lead back where that does.
func (t turn) wayFrom(b Button, here, shows string, hasQuestion bool) string {
	fits := func(back string) bool { return len(b.Data)+len(backMark)+len(back) <= maxData }
	if shortened(b.Data) == "" || strings.HasPrefix(b.Data, "v1:list:") {
		return ""
	}
	back := t.back
	if thing(b.Data) != thing(here) && thing(b.Data) != thing(shows) {
		back = shortened(here)
	}
	switch {
	case fits(back):
		return back
	case hasQuestion && fits(theQuestion):
		return theQuestion
	}
	return ""
}

// leadsTo reports whether a button shows what some data does, wherever it leads back to.
func leadsTo(rows [][]Button, data string) bool {
	return slices.ContainsFunc(slices.Concat(rows...), func(b Button) bool {
		shown, _, _ := strings.Cut(b.Data, backMark)
		return shown == data
	})
}

// backLabel says where the way back leads.
func (t turn) backLabel() (string, error) {
	parts := append(strings.Split(lengthened(t.back), ":"), "")
	var name string
	var err error
	switch verb, id := parts[1], parts[2]; verb {
	case "list":
		if t.Finder.Find(t.event.Press.Question).Outcome == lookup.Choices {
			return t.voice.Say("button.back"), nil
		}
		return t.voice.Say("button.answer"), nil
	case "card", "life":
		var person *lookup.Person
		if person, err = t.Archive.Person(t.ctx, id); err == nil {
			name = t.name(person)
		}
	case "topic", "event", "figure":
		name, err = t.titleOf(lookup.Ref{Kind: lookup.RecordKind(verb), ID: id})
	case "day":
		if day, ok := subject.ReadDay(id); ok {
			name = t.dayHead(day)
		}
	}
	if name == "" || errors.Is(err, lookup.ErrNotFound) { // a page of a list; or what is gone since
		return t.voice.Say("button.up"), nil
	}
	return t.voice.Say("button.up_to", "name", name), err
}

// backToAnswer reports whether the way back is to the answer to a question.
func (t turn) backToAnswer() bool { return strings.HasPrefix(t.back, theQuestion[:1]) }
