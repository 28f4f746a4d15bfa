package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"joqtau/lookup"
)

// maxTitle bounds the length, in bytes, of a question that may be a title.
const maxTitle = 200

// titled answers a question that is the title of a record, such as "Карлаг"; false if none bears it.
func (t turn) titled(question string) (Reply, bool, error) {
	if len(question) > maxTitle {
		return Reply{}, false, nil
	}
	refs, err := t.Archive.Titled(t.ctx, question)
	if err != nil || len(refs) == 0 {
		return Reply{}, false, err
	}
	reply, err := t.entryPage(refs[0], 0)
	for _, other := range refs[1:min(len(refs), pageSize)] {
		title, errTitle := t.titleOf(other)
		err = errors.Join(err, errTitle)
		reply.Buttons = append(reply.Buttons, []Button{{cut(title, maxLabel), entryData(other)}})
	}
	return reply, true, err
}

// maxLabel bounds a button's label.
const maxLabel = 60

// entryData is the data of the button that leads to a record.
func entryData(ref lookup.Ref) string { return "v1:" + string(ref.Kind) + ":" + ref.ID }

// entryPage shows a page of a record that is no person's.
func (t turn) entryPage(ref lookup.Ref, page int) (Reply, error) {
	text, err := t.Entry(t.ctx, t.voice.Lang, ref)
	if err != nil {
		return Reply{}, err
	}
	pages := text.pages(pageUnits)
	page = max(0, min(page, len(pages)-1))
	reply := Reply{Text: t.numbered(text[0], pages, page), Edit: t.event.Press != nil}
	if row := t.turnPages(entryData(ref)+":", page, len(pages)); len(row) > 0 {
		reply.Buttons = append(reply.Buttons, row)
	}
	return reply, nil
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
	}
	return t.topic(ref.ID)
}

// Entry writes the record that a reference leads to.
func (b *Bot) Entry(ctx context.Context, lang lookup.Lang, ref lookup.Ref) (Text, error) {
	switch ref.Kind {
	case lookup.TopicRecord:
		return write(ctx, lang, ref.ID, b.Archive.Topic, b.Topic)
	case lookup.EventRecord:
		return write(ctx, lang, ref.ID, b.Archive.Event, b.Event)
	case lookup.FigureRecord:
		return write(ctx, lang, ref.ID, b.Archive.Figure, b.Figure)
	case lookup.GuideRecord:
		return write(ctx, lang, ref.ID, b.Archive.Guide, b.Guide)
	}
	return nil, lookup.ErrNotFound
}

// write reads and writes a record of one kind.
func write[T any](ctx context.Context, lang lookup.Lang, id string, read func(context.Context, string) (*T, error),
	write func(context.Context, lookup.Lang, *T) (Text, error)) (Text, error) {
	record, err := read(ctx, id)
	if err != nil {
		return nil, err
	}
	return write(ctx, lang, record)
}

// Topic writes all that is stated of a topic, with the people, events and figures that belong to it.
func (b *Bot) Topic(ctx context.Context, lang lookup.Lang, topic *lookup.Topic) (Text, error) {
	e := b.entry(ctx, lang, topic.Names.In(lang), topic.Sources)
	e.line(strings.Join(topic.Printed, "; "))
	e.line(topic.About.In(lang))
	e.doubt(topic.Doubt)
	e.mentions(topic.ID)
	return e.done()
}

// Event writes all that is stated of an event, with the people whom it met.
func (b *Bot) Event(ctx context.Context, lang lookup.Lang, event *lookup.Event) (Text, error) {
	e := b.entry(ctx, lang, event.Title.In(lang), event.Sources)
	e.line(e.voice.Date(event.Date))
	e.line(event.About.In(lang))
	e.doubt(event.Doubt)
	if event.Total != "" {
		e.figures([]string{event.Total})
	}
	e.figures(event.Figures)
	e.mentions(event.ID)
	return e.done()
}

// Figure writes all that is stated of a figure.
func (b *Bot) Figure(ctx context.Context, lang lookup.Lang, figure *lookup.Figure) (Text, error) {
	e := b.entry(ctx, lang, "", figure.Sources)
	e.text[0].Spans[0].Text = e.count(figure)
	if figure.Date != nil {
		e.line(e.voice.Date(*figure.Date))
	}
	e.line("“" + figure.AsPrinted + "”")
	e.doubt(figure.Doubt)
	e.mentions(figure.ID)
	return e.done()
}

// Contradiction writes the statements of a contradiction side by side.
func (b *Bot) Contradiction(ctx context.Context, lang lookup.Lang, k *lookup.Contradiction) (Text, error) {
	e := b.entry(ctx, lang, k.Title.In(lang), nil)
	e.text = Text{e.contradiction(k, e.cited)}
	return e.done()
}

// Guide writes a guide, each step with its address and its date.
func (b *Bot) Guide(ctx context.Context, lang lookup.Lang, guide *lookup.Guide) (Text, error) {
	e := b.entry(ctx, lang, guide.Title.In(lang), nil)
	e.line(guide.About.In(lang))
	for _, step := range guide.Steps {
		p := Paragraph{Spans: []Span{{Text: step.Title.In(lang), Bold: true}}}
		if what := step.What.In(lang); what != "" {
			p.Spans = append(p.Spans, Span{Text: "\n" + what})
		}
		read, _ := lookup.ParseDate(step.Read.String()) // a day is always a date
		when := e.voice.Say("guide.read", "date", e.voice.Date(read))
		if step.Date != nil {
			when = e.voice.Say("guide.dated", "date", e.voice.Date(*step.Date)) + "; " + when
		}
		p.Spans = append(p.Spans, Span{Text: "\n" + e.cited.marks(step.Sources) + " " + when + "."})
		e.text = append(e.text, p)
	}
	return e.done()
}

// An entryWriter writes a record that is no person's. After the first error it writes nothing more.
type entryWriter struct {
	turn
	text  Text
	cited *citedSources
	err   error
}

func (b *Bot) entry(ctx context.Context, lang lookup.Lang, head string, citations []lookup.Citation) *entryWriter {
	e := &entryWriter{turn: turn{Bot: b, ctx: ctx, voice: b.Words.In(lang)}, cited: &citedSources{}}
	title := heading(head)
	if len(citations) > 0 {
		title.Spans = append(title.Spans, Span{Text: " " + e.cited.marks(citations)})
	}
	e.text = Text{title}
	return e
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
	e.list("on.people", mentions.People, func(id string) (string, error) {
		person, err := e.Archive.Person(e.ctx, id)
		if err != nil {
			return "", err
		}
		return e.name(person) + years(person), nil
	})
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
