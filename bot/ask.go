package bot

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// ask answers a question of any sort: a courtesy, a title, a day, a name, a subject, a number. A page of a list other than the first
// is asked for by a button.
func (t turn) ask(question string, page int) (Reply, error) {
	if strings.TrimSpace(question) == "" {
		return Reply{Text: paragraph(t.voice.Say("unreadable"))}, nil
	}
	if reply, found, err := t.courtesy(question); found || err != nil {
		return reply, err
	}
	question = lookup.CleanText(question)
	if reply, found, err := t.titled(question); found || err != nil {
		return reply, err
	}
	day, isDay := subject.ReadDay(question)
	if isDay && (day.Day != 0 || day.Year != 0) {
		return t.dayPage(day, page)
	}
	about, asks := subject.Words(question)
	if reply, found, err := t.dayAsked(about, page); !isDay && (found || err != nil) {
		return reply, err
	}
	if asks && subject.AsksHowMany(question) {
		reply, found, err := t.counted(about)
		if found || err != nil {
			return reply, err
		}
		return t.notCounted(about) // a number is no name
	}
	if asks {
		if reply, found, err := t.titled(strings.Join(about, " ")); found || err != nil {
			return reply, err
		}
	}
	answer := t.Finder.Find(question)
	switch dayIn, hasDay := subject.DayIn(question); {
	case answer.Outcome == lookup.Match:
		return t.people(answer, page)
	case isDay:
		return t.dayPage(day, page) // "наурыз" may be a name, so that it is a month only if nobody is meant for sure
	case answer.Outcome != lookup.None:
		return t.people(answer, page)
	case asks && hasDay: // "кто был расстрелян 25 марта"
		return t.dayPage(dayIn, page)
	}
	if !t.isTalk() && t.asksWhyOfNobody(question, about) {
		return t.askForName("none.whom"), nil
	}
	return t.subjectAsked(about, asks, answer)
}

// dayAsked answers for the day that words say without those that ask: "что было сегодня"; false if they say none.
func (t turn) dayAsked(about []string, page int) (reply Reply, found bool, err error) {
	text := strings.Join(about, " ")
	day, isDay := subject.ReadDay(text)
	if asksForToday[text] {
		day, err = t.today()
		isDay = true
	}
	if err != nil || !isDay || day.Day == 0 && day.Month != 0 { // a month may be a name
		return Reply{}, false, err
	}
	reply, err = t.dayPage(day, page)
	return reply, true, err
}

// subjectAsked answers a text by which nobody was found: with the record that it names, or those that it touches, or else as a
// name. A group's talk is answered only where it names a record or asks.
func (t turn) subjectAsked(about []string, asks bool, answer lookup.Answer) (Reply, error) {
	isName := len(answer.Read) > 0
	isQuestion := asks || !isName && !t.isTalk()
	refs, said, err := t.recordsAbout(about, isQuestion)
	switch {
	case err != nil:
		return Reply{}, err
	case said == named, said == mentioned && !isName:
		return t.subjects(refs)
	case len(refs) > 0 && isQuestion && said == touched:
		reply := Reply{Text: paragraph(t.voice.Say("subject.choose"))}
		reply.Buttons, err = t.subjectButtons(refs, nil)
		return reply, err
	}
	reply, err := t.people(answer, 0)
	if err != nil || len(reply.Text) == 0 {
		return reply, err
	}
	rows, err := t.subjectButtons(refs, nil)
	reply.Buttons = append(rows, reply.Buttons...)
	return reply, err
}

// asksForToday are the words for today.
var asksForToday = map[string]bool{"сегодня": true, "бүгін": true, "бугин": true, "today": true}

// people answers with those who may be meant by a name, or says that none is or that there was no name.
func (t turn) people(answer lookup.Answer, page int) (reply Reply, err error) {
	switch {
	case answer.Outcome == lookup.Match:
		reply, err = t.found(answer.Hits[0], nil)
	case answer.Outcome == lookup.Choices && len(answer.Hits) == 1 && slices.ContainsFunc(answer.Hits[0].Why, isOtherSurname):
		return t.nobody(lookup.Answer{Read: answer.Read, Nearest: &answer.Hits[0]})
	case answer.Outcome == lookup.Choices && len(answer.Hits) == 1:
		reply, err = t.perhaps(answer)
	case answer.Outcome == lookup.Choices:
		reply, err = t.list(answer, page)
	case len(answer.Unread) > 0:
		return Reply{Text: paragraph(t.voice.Say("unread_script"))}, nil
	case t.isTalk():
		return Reply{}, nil
	case len(answer.Read) == 0: // a question, a number, an address
		if len(t.asksFor(t.asked())) > 0 { // "where is he buried"
			return t.askForName("none.whom"), nil
		}
		return t.askForName("none.no_name"), nil
	default:
		return t.nobody(answer)
	}
	return t.withUnfound(reply, answer.Unfound), err
}

// isTalk reports whether a text is a group's talk and perhaps not meant for the bot, even under a card of ours.
func (t turn) isTalk() bool {
	return t.event.Place != Private && !t.event.Mentioned && t.event.Command == "" && t.event.Press == nil
}

// askForName answers what has no name, with ways on.
func (t turn) askForName(key string) Reply {
	text := paragraph(t.voice.Say(key))
	text.add(t.voice.Say("start.ask"))
	return Reply{Text: text, Buttons: t.waysOn()}
}

// courtesy answers, where nobody else can be meant, what is no question: thanks, a greeting, a cry for help, the name of a language.
func (t turn) courtesy(text string) (reply Reply, found bool, err error) {
	if t.event.Place != Private && !t.event.Mentioned || t.event.Command != "" || t.event.Press != nil {
		return Reply{}, false, nil
	}
	if s := (Subscription{}); t.readWishes(&s, text) && s.Resting == stopping { // "стоп" is no name
		reply, err = t.stop()
		return reply, true, err
	}
	switch manner := subject.MannerOf(text); manner {
	case subject.Question:
		return Reply{}, false, nil
	case subject.Thanks:
		return Reply{Text: paragraph(t.voice.Say("thanks"))}, true, nil
	case subject.Greeting:
		return t.greeting(), true, nil
	case subject.Help:
		reply, err = t.help()
	default:
		reply, err = t.setLanguage(lookup.Lang(manner)) // in a group by those who manage it
	}
	return reply, true, err
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
	reply, err := t.subjects(refs)
	return reply, true, err
}

// maxTitle bounds the length, in bytes, of a question that may be a title.
const maxTitle = 200

// A relation says what words have to do with the first of the records that they find.
type relation int

const (
	touched   relation = iota // its title has them, and others
	named                     // they are its title, in some form
	mentioned                 // its title is said among others
)

// recordsAbout finds the records that words are about: those of which a title has all the words in some form, else, if other words
// may stand beside it, those of which a title is said among them, places aside, for where something happened is not what is
// asked.
func (t turn) recordsAbout(words []string, beside bool) ([]lookup.Ref, relation, error) {
	if !slices.ContainsFunc(words, hasLetter) || len(words) > maxAbout { // a number alone is no subject, nor is a letter
		return nil, touched, nil
	}
	refs, isNamed, err := t.Archive.Matching(t.ctx, words)
	switch {
	case err != nil:
		return nil, touched, err
	case isNamed:
		return refs, named, nil
	case len(refs) > 0 || !beside:
		return refs, touched, nil
	}
	all, err := t.Archive.Mentioned(t.ctx, words) // "где находится Карлаг"
	if err != nil {
		return nil, touched, err
	}
	for _, ref := range all {
		isPlace, err := t.isPlace(ref)
		if err != nil {
			return nil, touched, err
		}
		if !isPlace {
			refs = append(refs, ref)
		}
	}
	if len(refs) == 0 {
		return nil, touched, nil
	}
	return refs, mentioned, nil
}

// maxAbout is how many words a question has at most that is about a record.
const maxAbout = 12

func (t turn) isPlace(ref lookup.Ref) (bool, error) {
	if ref.Kind != lookup.TopicRecord {
		return false, nil
	}
	topic, err := t.Archive.Topic(t.ctx, ref.ID)
	return err == nil && topic.Kind == "place", err
}

// notCounted says that no figure counts what the words say, and offers what they are about.
func (t turn) notCounted(words []string) (Reply, error) {
	refs, _, err := t.recordsAbout(words, true)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Text: paragraph(t.voice.Say("figure.none"))}
	reply.Buttons, err = t.subjectButtons(refs, nil)
	reply.Buttons = append(reply.Buttons, t.waysOn()...)
	return reply, err
}

func hasLetter(word string) bool { return strings.ContainsFunc(word, unicode.IsLetter) }

// subjects shows the first of some records, and offers the others.
func (t turn) subjects(refs []lookup.Ref) (Reply, error) {
	reply, err := t.entryPage(refs[0], 0)
	if err != nil {
		return Reply{}, err
	}
	others, err := t.subjectButtons(refs[1:min(len(refs), pageSize)], reply.Buttons)
	reply.Buttons = append(reply.Buttons, others...)
	return reply, err
}

// subjectButtons lead to records, each title once, and none that a button already leads to or bears.
func (t turn) subjectButtons(refs []lookup.Ref, already [][]Button) ([][]Button, error) {
	var rows [][]Button
	for _, ref := range refs {
		title, err := t.titleOf(ref)
		if err != nil {
			return nil, err
		}
		button := Button{Label: cut(title, maxLabel), Data: entryData(ref)}
		isThere := slices.ContainsFunc(slices.Concat(append(already, rows...)...), func(b Button) bool {
			return b.Label == button.Label || b.Data == button.Data
		})
		if !isThere && len(rows) < listSize {
			rows = append(rows, []Button{button})
		}
	}
	return rows, nil
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
