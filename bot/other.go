package bot

import (
	"context"
	"fmt"
	"math"
	"strings"

	"joqtau/lookup"
)

// maxLabel bounds a button's label, in characters.
const maxLabel = 60

// entryData is the data of the button that leads to a record.
func entryData(ref lookup.Ref) string { return "v1:" + string(ref.Kind) + ":" + ref.ID }

// maxListed is how many people a page of a record names before it leads to the list of all.
const maxListed = 10

// entryPage shows a page of a record that is no person's, with ways on to the people, events and subjects that belong to it.
func (t turn) entryPage(ref lookup.Ref, page int) (Reply, error) {
	if ref.Kind == lookup.StepRecord {
		return t.stepPage(ref.ID)
	}
	text, err := t.entryText(t.ctx, t.voice.Lang, ref, maxListed)
	if err != nil {
		return Reply{}, err
	}
	reply := t.paged(text, entryData(ref)+":", page)
	mentions, err := t.Archive.Mentions(t.ctx, ref.ID)
	if err != nil {
		return Reply{}, err
	}
	if n := len(mentions.People); n > 0 {
		label := fmt.Sprintf("%s (%d)", t.voice.Say("on.people"), n)
		reply.Buttons = append(reply.Buttons, []Button{{Label: label, Data: fmt.Sprintf("v1:people:%s:%s:0", ref.Kind, ref.ID)}})
	}
	onward, err := t.onward(ref, mentions)
	if err != nil {
		return Reply{}, err
	}
	reply.Buttons = append(reply.Buttons, onward...)
	if ref.Kind == lookup.TopicRecord {
		topic, err := t.Archive.Topic(t.ctx, ref.ID)
		if err != nil {
			return Reply{}, err
		}
		row := []Button{{Label: t.voice.Say("topic." + topic.Kind), Data: "v1:topics:" + topic.Kind}}
		if topic.Kind == "camp" || topic.Kind == "prison" {
			row = append(row, Button{Label: t.voice.Say("button.next_steps"), Data: "v1:next:camp"})
		}
		reply.Buttons = append(reply.Buttons, row)
	}
	if share := t.shareButton(ref.ID, startOf(ref)); len(share) > 0 {
		reply.Buttons = append(reply.Buttons, share)
	}
	return reply, nil
}

// maxOnward bounds the buttons to other records.
const maxOnward = 4

// onward are buttons to the events and topics that speak of a record.
func (t turn) onward(ref lookup.Ref, mentions lookup.Mentions) ([][]Button, error) {
	var refs []lookup.Ref
	for _, id := range mentions.Events {
		refs = append(refs, lookup.Ref{Kind: lookup.EventRecord, ID: id})
	}
	for _, id := range mentions.Topics {
		refs = append(refs, lookup.Ref{Kind: lookup.TopicRecord, ID: id})
	}
	var rows [][]Button
	for _, other := range refs[:min(len(refs), maxOnward)] {
		title, err := t.titleOf(other)
		if err != nil {
			return nil, err
		}
		if other != ref {
			rows = append(rows, []Button{{Label: cut(title, maxLabel), Data: entryData(other)}})
		}
	}
	return rows, nil
}

// startOf is the text with which a link to a record starts a chat, empty if there are no links to its kind.
func startOf(ref lookup.Ref) string {
	switch ref.Kind {
	case lookup.TopicRecord:
		return startTopic + ref.ID
	case lookup.EventRecord:
		return startEvent + ref.ID
	}
	return ""
}

// shareButton offers a record to another chat: in a private chat by the inline query that finds it, elsewhere by a link.
func (t turn) shareButton(id, start string) []Button {
	if start == "" {
		return nil
	}
	if t.event.Place == Private {
		return []Button{{Label: t.voice.Say("button.share"), Share: id}}
	}
	return []Button{{Label: t.voice.Say("button.privately"), Start: start}}
}

// paged is a page of a text, with buttons to the pages before and after; data is that of the buttons up to the page.
func (t turn) paged(text Text, data string, page int) Reply {
	pages := text.pages(pageUnits)
	page = max(0, min(page, len(pages)-1))
	reply := Reply{Text: t.numbered(text[0], pages, page)}
	if row := t.turnPages(data, page, len(pages)); len(row) > 0 {
		reply.Buttons = append(reply.Buttons, row)
	}
	return reply
}

// peopleOf lists the people whose records speak of another one, to choose from.
func (t turn) peopleOf(kind lookup.RecordKind, id string, page int) (Reply, error) {
	mentions, err := t.Archive.Mentions(t.ctx, id)
	if err != nil {
		return Reply{}, err
	}
	ref := lookup.Ref{Kind: kind, ID: id}
	title, err := t.titleOf(ref)
	if err != nil {
		return Reply{}, err
	}
	return t.peopleList(title, mentions.People, fmt.Sprintf("v1:people:%s:%s:", kind, id), entryData(ref), page)
}

// peopleList is a page of people to choose from. data is that of its page buttons up to the page, up that of the way back.
func (t turn) peopleList(title string, ids []string, data, up string, page int) (Reply, error) {
	if len(ids) == 0 {
		return Reply{}, lookup.ErrNotFound
	}
	pages := (len(ids) + listSize - 1) / listSize
	page = max(0, min(page, pages-1))
	reply := Reply{Text: Text{heading(title)}}
	reply.Text.add(t.voice.Count("people.count", len(ids)))
	if pages > 1 {
		reply.Text.add(t.voice.Say("choices.page", "page", fmt.Sprint(page+1), "pages", fmt.Sprint(pages)))
	}
	var err error
	reply.Buttons, err = t.personButtons(ids[page*listSize : min((page+1)*listSize, len(ids))])
	if row := t.turnPages(data, page, pages); len(row) > 0 {
		reply.Buttons = append(reply.Buttons, row)
	}
	reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("button.up"), Data: up}})
	return reply, err
}

// listSize is how many people a list of buttons shows at a time.
const listSize = 8

// personButtons are buttons to people.
func (t turn) personButtons(ids []string) ([][]Button, error) {
	var rows [][]Button
	for _, id := range ids {
		person, err := t.Archive.Person(t.ctx, id)
		if err != nil {
			return nil, fmt.Errorf("list a person: %w", err)
		}
		rows = append(rows, []Button{{Label: cut(t.name(person)+years(person), maxLabel), Data: "v1:card:" + person.ID}})
	}
	return rows, nil
}

func (t turn) titleOf(ref lookup.Ref) (string, error) {
	switch ref.Kind {
	case lookup.EventRecord:
		event, err := t.Archive.Event(t.ctx, ref.ID)
		if err != nil {
			return "", err
		}
		return event.Title.In(t.voice.Lang), nil
	case lookup.GuideRecord:
		guide, err := t.Archive.Guide(t.ctx, ref.ID)
		if err != nil {
			return "", err
		}
		return guide.Title.In(t.voice.Lang), nil
	case lookup.StepRecord:
		return t.stepTitle(ref.ID)
	case lookup.FigureRecord:
		figure, err := t.Archive.Figure(t.ctx, ref.ID)
		if err != nil {
			return "", err
		}
		return t.count(figure), nil
	}
	return t.topic(ref.ID)
}

// Topic, Event, Figure and Guide write all that is stated in a record.
func (b *Bot) Topic(ctx context.Context, lang lookup.Lang, topic *lookup.Topic) (Text, error) {
	return b.entry(ctx, lang, unlimited).topicEntry(topic)
}

// Event: see Topic.
func (b *Bot) Event(ctx context.Context, lang lookup.Lang, event *lookup.Event) (Text, error) {
	return b.entry(ctx, lang, unlimited).eventEntry(event)
}

// Figure: see Topic.
func (b *Bot) Figure(ctx context.Context, lang lookup.Lang, figure *lookup.Figure) (Text, error) {
	return b.entry(ctx, lang, unlimited).figureEntry(figure)
}

// Guide: see Topic.
func (b *Bot) Guide(ctx context.Context, lang lookup.Lang, guide *lookup.Guide) (Text, error) {
	return b.entry(ctx, lang, unlimited).guideEntry(guide, "")
}

// unlimited is a limit of people that no record reaches.
const unlimited = math.MaxInt

// entryText writes a record, naming at most limit of the people who belong to it.
func (b *Bot) entryText(ctx context.Context, lang lookup.Lang, ref lookup.Ref, limit int) (Text, error) {
	e := b.entry(ctx, lang, limit)
	switch ref.Kind {
	case lookup.TopicRecord:
		return write(ctx, ref.ID, b.Archive.Topic, e.topicEntry)
	case lookup.EventRecord:
		return write(ctx, ref.ID, b.Archive.Event, e.eventEntry)
	case lookup.FigureRecord:
		return write(ctx, ref.ID, b.Archive.Figure, e.figureEntry)
	case lookup.GuideRecord:
		return write(ctx, ref.ID, b.Archive.Guide, func(g *lookup.Guide) (Text, error) { return e.guideEntry(g, "") })
	}
	return nil, lookup.ErrNotFound
}

// write reads and writes a record of one kind.
func write[T any](ctx context.Context, id string, read func(context.Context, string) (*T, error), write func(*T) (Text, error)) (Text, error) {
	record, err := read(ctx, id)
	if err != nil {
		return nil, err
	}
	return write(record)
}

// topicEntry writes all that is stated of a topic, with the people, events and figures that belong to it.
func (e *entryWriter) topicEntry(topic *lookup.Topic) (Text, error) {
	e.head(topic.Names.In(e.voice.Lang), topic.Sources)
	if printed := strings.Join(topic.Printed, "; "); printed != "" {
		e.text = append(e.text, Paragraph{Spans: []Span{{Text: printed, Foreign: true}}})
	}
	e.line(topic.About.In(e.voice.Lang))
	e.doubt(topic.Doubt)
	e.mentions(topic.ID)
	return e.done()
}

// eventEntry writes all that is stated of an event, with the people whom it met.
func (e *entryWriter) eventEntry(event *lookup.Event) (Text, error) {
	e.head(event.Title.In(e.voice.Lang), event.Sources)
	e.line(e.voice.Date(event.Date))
	e.line(event.About.In(e.voice.Lang))
	e.doubt(event.Doubt)
	if event.Total != "" {
		e.figures([]string{event.Total})
	}
	e.figures(event.Figures)
	e.mentions(event.ID)
	return e.done()
}

// figureEntry writes all that is stated of a figure.
func (e *entryWriter) figureEntry(figure *lookup.Figure) (Text, error) {
	e.head(e.count(figure), figure.Sources)
	if figure.Date != nil {
		e.line(e.voice.Date(*figure.Date))
	}
	e.text = append(e.text, Paragraph{Spans: []Span{{Text: "“" + figure.AsPrinted + "”", Foreign: true}}})
	e.doubt(figure.Doubt)
	e.mentions(figure.ID)
	return e.done()
}

// Contradiction writes the statements of a contradiction side by side.
func (b *Bot) Contradiction(ctx context.Context, lang lookup.Lang, k *lookup.Contradiction) (Text, error) {
	e := b.entry(ctx, lang, unlimited)
	e.text = Text{e.contradiction(k, e.cited)}
	return e.done()
}

// guideEntry writes a guide, each step with its address and its date; those for other situations are left out.
func (e *entryWriter) guideEntry(guide *lookup.Guide, situation string) (Text, error) {
	e.head(guide.Title.In(e.voice.Lang), nil)
	e.line(guide.About.In(e.voice.Lang))
	for _, step := range guide.Steps {
		if step.Serves(situation) {
			e.text = append(e.text, e.stepOf(step, e.cited))
		}
	}
	return e.done()
}

// stepOf writes a step of a guide.
func (t turn) stepOf(step lookup.Step, cited *citedSources) Paragraph {
	p := Paragraph{Spans: []Span{{Text: step.Title.In(t.voice.Lang), Bold: true}}}
	if what := step.What.In(t.voice.Lang); what != "" {
		p.Spans = append(p.Spans, Span{Text: "\n" + what})
	}
	read, _ := lookup.ParseDate(step.Read.String()) // a day is always a date
	when := t.voice.Say("guide.read", "date", t.voice.Date(read))
	if step.Date != nil {
		when = t.voice.Say("guide.dated", "date", t.voice.Date(*step.Date)) + "; " + when
	}
	p.Spans = append(p.Spans, Span{Text: "\n" + cited.marks(step.Sources) + " " + strings.TrimSuffix(when, ".") + "."})
	return p
}

// An entryWriter writes a record that is no person's. After the first error it writes nothing more.
type entryWriter struct {
	turn
	text  Text
	cited *citedSources
	limit int // of people who are named
	err   error
}

func (b *Bot) entry(ctx context.Context, lang lookup.Lang, limit int) *entryWriter {
	return &entryWriter{turn: turn{Bot: b, ctx: ctx, voice: b.Words.In(lang)}, cited: &citedSources{}, limit: limit}
}

func (e *entryWriter) head(title string, citations []lookup.Citation) {
	p := heading(title)
	if len(citations) > 0 {
		p.Spans = append(p.Spans, Span{Text: " " + e.cited.marks(citations)})
	}
	e.text = Text{p}
}

func (e *entryWriter) line(text string) {
	if text != "" {
		e.text.add(text)
	}
}

func (e *entryWriter) doubt(d lookup.Doubt) {
	if !d.IsZero() {
		e.line(strings.TrimSpace(e.voice.Say("card.care") + ": " + d.In(e.voice.Lang) + " " + e.cited.marks(d.Sources)))
	}
}

// mentions lists what other records say of this one.
func (e *entryWriter) mentions(id string) {
	mentions, err := e.Archive.Mentions(e.ctx, id)
	if err != nil {
		e.fail(err)
		return
	}
	contradictions, err := e.contradictions(mentions.Contradictions, e.cited)
	e.fail(err)
	e.text = append(e.text, contradictions...)
	named := mentions.People[:min(len(mentions.People), e.limit)]
	e.list("on.people", named, func(id string) (string, error) {
		person, err := e.Archive.Person(e.ctx, id)
		if err != nil {
			return "", err
		}
		return e.name(person) + years(person), nil
	})
	if rest := len(mentions.People) - len(named); rest > 0 {
		e.line(e.voice.Count("people.more", rest))
	}
	e.list("on.events", mentions.Events, func(id string) (string, error) {
		event, err := e.Archive.Event(e.ctx, id)
		if err != nil {
			return "", err
		}
		return e.voice.Date(event.Date) + " – " + event.Title.In(e.voice.Lang), nil
	})
	e.figures(mentions.Figures)
	e.list("entry.topics", mentions.Topics, func(id string) (string, error) { return e.topic(id) })
}

func (e *entryWriter) figures(ids []string) {
	e.list("entry.figures", ids, func(id string) (string, error) {
		figure, err := e.Archive.Figure(e.ctx, id)
		if err != nil {
			return "", err
		}
		return e.count(figure) + " " + e.cited.marks(figure.Sources), nil
	})
}

// list writes records under a heading, a line each, nothing if there are none.
func (e *entryWriter) list(head string, ids []string, line func(id string) (string, error)) {
	if len(ids) == 0 || e.err != nil {
		return
	}
	p := heading(e.voice.Say(head))
	for _, id := range ids {
		item, err := line(id)
		e.fail(err)
		p.Spans = append(p.Spans, Span{Text: "\n• " + item})
	}
	e.text = append(e.text, p)
}

func (e *entryWriter) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// done ends the record with its sources.
func (e *entryWriter) done() (Text, error) {
	if e.err != nil {
		return nil, e.err
	}
	sources, err := e.sourceList(e.cited)
	return append(e.text, sources), err
}

// count says what a figure counts.
func (t turn) count(f *lookup.Figure) string {
	counts := f.Counts.In(t.voice.Lang)
	value := t.voice.Number(f.Value)
	switch {
	case f.Bound == lookup.InWords:
		return "“" + f.AsPrinted + "”: " + counts
	case f.Bound == "over":
		value = t.voice.Over(f.Value)
	case f.Bound == "about":
		value = t.voice.Say("figure.about", "n", value)
	}
	if f.Of > 0 {
		value = t.voice.Say("figure.of", "n", value, "of", t.voice.Number(f.Of))
	}
	return value + " " + counts
}

// contradictions writes the contradictions with the given ids, the sides of each as a list.
func (t turn) contradictions(ids []string, cited *citedSources) (Text, error) {
	var text Text
	for _, id := range ids {
		k, err := t.Archive.Contradiction(t.ctx, id)
		if err != nil {
			return nil, fmt.Errorf("show a contradiction: %w", err)
		}
		text = append(text, t.contradiction(k, cited))
	}
	return text, nil
}

func (t turn) contradiction(k *lookup.Contradiction, cited *citedSources) Paragraph {
	p := heading(t.voice.Say("card.contradiction", "title", k.Title.In(t.voice.Lang)))
	for _, side := range k.Sides {
		p.Spans = append(p.Spans, Span{Text: "\n• " + side.Says.In(t.voice.Lang) + " " + cited.marks(side.Sources)})
	}
	if note := k.Note.In(t.voice.Lang); note != "" {
		p.Spans = append(p.Spans, Span{Text: "\n" + note})
	}
	return p
}
