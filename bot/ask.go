package bot

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// ask answers a question of any sort: a title, a day, a name, a subject, a number. A page of a list other than the first is asked
// for by a button.
func (t turn) ask(question string, page int) (Reply, error) {
	if strings.TrimSpace(question) == "" {
		return Reply{Text: paragraph(t.voice.Say("unreadable"))}, nil
	}
	if reply, found, err := t.titled(question); found || err != nil {
		return reply, err
	}
	day, isDay := subject.ReadDay(question)
	if isDay && (day.Day != 0 || day.Year != 0) {
		return t.dayPage(day, page)
	}
	about, asks := subject.Words(question)
	if asksForToday[strings.Join(about, " ")] {
		today, err := t.today()
		if err != nil {
			return Reply{}, err
		}
		return t.dayPage(today, page)
	}
	if asked, ok := subject.ReadDay(strings.Join(about, " ")); ok && asked.Day != 0 && !isDay { // "что было 25 февраля"
		return t.dayPage(asked, page)
	}
	if asks && subject.AsksHowMany(question) {
		reply, found, err := t.counted(about)
		if !found && err == nil { // a number is no name
			reply = Reply{Text: paragraph(t.voice.Say("figure.none")), Buttons: t.waysOn()}
		}
		return reply, err
	}
	if asks {
		if reply, found, err := t.titled(strings.Join(about, " ")); found || err != nil {
			return reply, err
		}
	}
	answer := t.Finder.Find(question)
	if answer.Outcome == lookup.Match {
		return t.found(answer.Hits[0], nil)
	}
	if isDay {
		return t.dayPage(day, page) // "наурыз" may be a name, so that it is a month only if nobody is meant for sure
	}
	if answer.Outcome == lookup.None {
		if reply, found, err := t.matching(about); found || err != nil {
			return reply, err
		}
	}
	if asks && answer.Outcome == lookup.None { // "где находится Карлаг" is about Карлаг
		for _, word := range about {
			if reply, found, err := t.titled(word); found || err != nil {
				return reply, err
			}
		}
	}
	return t.people(answer, page)
}

// asksForToday are the words for today.
var asksForToday = map[string]bool{"сегодня": true, "бүгін": true, "бугин": true, "today": true}

// people answers with those who may be meant by a name, if not one is for sure.
func (t turn) people(answer lookup.Answer, page int) (Reply, error) {
	switch {
	case answer.Outcome == lookup.Choices && len(answer.Hits) == 1:
		return t.found(answer.Hits[0], paragraph(t.voice.Say("choices.perhaps")))
	case answer.Outcome == lookup.Choices:
		return t.list(answer.Hits, page)
	case len(answer.Unread) > 0:
		return Reply{Text: paragraph(t.voice.Say("unread_script"))}, nil
	case t.event.Place != Private && t.event.Command == "" && t.event.Press == nil: // a group's talk, even under a card of ours
		return Reply{}, nil
	case len(answer.Read) == 0: // thanks, a greeting, a number
		return t.howToAsk(), nil
	}
	return t.nobody(answer)
}

// howToAsk answers what is no question, with ways on.
func (t turn) howToAsk() Reply {
	return Reply{Text: paragraph(t.placed("start.ask")), Buttons: t.waysOn()}
}

// titled answers a question that is the title of a record, such as "Карлаг"; false if none bears it.
func (t turn) titled(question string) (Reply, bool, error) {
	if len(question) > maxTitle {
		return Reply{}, false, nil
	}
	refs, err := t.Archive.Titled(t.ctx, question)
	if err != nil || len(refs) == 0 {
		return Reply{}, false, err
	}
	return t.subjects(refs)
}

// maxTitle bounds the length, in bytes, of a question that may be a title.
const maxTitle = 200

// matching answers a question about a record whose title has all its words in some form; false if there is none.
func (t turn) matching(words []string) (Reply, bool, error) {
	if !slices.ContainsFunc(words, hasLetter) { // a number alone is no subject
		return Reply{}, false, nil
	}
	refs, err := t.Archive.Matching(t.ctx, words)
	if err != nil || len(refs) == 0 {
		return Reply{}, false, err
	}
	return t.subjects(refs)
}

func hasLetter(word string) bool { return strings.ContainsFunc(word, unicode.IsLetter) }

// subjects shows the first of some records, and offers the others.
func (t turn) subjects(refs []lookup.Ref) (Reply, bool, error) {
	reply, err := t.entryPage(refs[0], 0)
	if err != nil {
		return Reply{}, false, err
	}
	for _, other := range refs[1:min(len(refs), pageSize)] {
		title, err := t.titleOf(other)
		if err != nil {
			return Reply{}, false, err
		}
		reply.Buttons = append(reply.Buttons, []Button{{Label: cut(title, maxLabel), Data: entryData(other)}})
	}
	return reply, true, nil
}

// counted answers how many; false if no figure counts what the words say.
func (t turn) counted(words []string) (Reply, bool, error) {
	refs, err := t.Archive.Counting(t.ctx, words)
	if err != nil || len(refs) == 0 {
		return Reply{}, false, err
	}
	cited := &citedSources{}
	text := Text{heading(t.voice.Say("figure.head"))}
	reply := Reply{}
	for _, ref := range refs[:min(len(refs), listSize)] {
		figure, err := t.Archive.Figure(t.ctx, ref.ID)
		if err != nil {
			return Reply{}, false, fmt.Errorf("show a figure: %w", err)
		}
		text = append(text, t.figureLine(figure, cited))
		reply.Buttons = append(reply.Buttons, []Button{{Label: cut(t.count(figure), maxLabel), Data: entryData(ref)}})
	}
	text.add(t.voice.Say("figure.incomplete"))
	sources, err := t.sourceList(cited)
	reply.Text = append(text, sources)
	return reply, true, err
}

// figureLine tells what a figure says, when, and what is doubtful about it.
func (t turn) figureLine(figure *lookup.Figure, cited *citedSources) Paragraph {
	line := "• "
	if figure.Date != nil {
		line += t.voice.Date(*figure.Date) + ": "
	}
	line += t.count(figure) + " " + cited.marks(figure.Sources)
	if !figure.Doubt.IsZero() {
		line += "\n" + t.voice.Say("card.care") + ": " + figure.Doubt.In(t.voice.Lang)
	}
	return Paragraph{Spans: []Span{{Text: line}}}
}
