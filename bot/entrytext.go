package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
)

// Topic, Event, Figure and Guide write all that is stated in a record.
func (b *Bot) Topic(ctx context.Context, lang lookup.Lang, topic *lookup.Topic) (Text, error) {
	return b.entry(ctx, lang, whole).topicEntry(topic)
}

// Event: see Topic.
func (b *Bot) Event(ctx context.Context, lang lookup.Lang, event *lookup.Event) (Text, error) {
	return b.entry(ctx, lang, whole).eventEntry(event)
}

// Figure: see Topic.
func (b *Bot) Figure(ctx context.Context, lang lookup.Lang, figure *lookup.Figure) (Text, error) {
	return b.entry(ctx, lang, whole).figureEntry(figure)
}

// Guide: see Topic.
func (b *Bot) Guide(ctx context.Context, lang lookup.Lang, guide *lookup.Guide) (Text, error) {
	return b.entry(ctx, lang, whole).guideEntry(guide, "")
}

// Contradiction writes the statements of a contradiction side by side.
func (b *Bot) Contradiction(ctx context.Context, lang lookup.Lang, k *lookup.Contradiction) (Text, error) {
	e := b.entry(ctx, lang, whole)
	e.text = Text{e.contradiction(k, e.cited)}
	return e.done()
}

// entryText writes a record: in the short view without how the paper prints it, and naming at most maxListed of the people who belong to it.
func (b *Bot) entryText(ctx context.Context, lang lookup.Lang, ref lookup.Ref, v view) (Text, error) {
	e := b.entry(ctx, lang, v)
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

// An entryWriter writes a record that is no person's. After the first error it writes nothing more.
type entryWriter struct {
	turn
	text  Text
	cited *citedSources
	view  view
	err   error
}

func (b *Bot) entry(ctx context.Context, lang lookup.Lang, v view) *entryWriter {
	return &entryWriter{turn: turn{Bot: b, ctx: ctx, voice: b.Words.In(lang)}, cited: &citedSources{}, view: v}
}

// topicEntry writes all that is stated of a topic, with the people, events and figures that belong to it.
func (e *entryWriter) topicEntry(topic *lookup.Topic) (Text, error) {
	e.head(topic.Names.In(e.voice.Lang), topic.Sources)
	e.line(topic.About.In(e.voice.Lang))
	e.doubt(topic.Doubt)
	e.mentions(topic.ID)
	isShown := func(form string) bool { return form == topic.Names.In(e.voice.Lang) }
	e.printed(strings.Join(slices.DeleteFunc(slices.Clone(topic.Printed), isShown), "; "))
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
	e.doubt(figure.Doubt)
	e.mentions(figure.ID)
	e.printed("“" + figure.AsPrinted + "”")
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

// printed tells, in the whole view, how the paper prints what the record is of.
func (e *entryWriter) printed(words string) {
	if e.view == whole && words != "" {
		e.text = append(e.text, e.filled("entry.printed", "words", Span{Text: words, Foreign: true}))
	}
}

// mentions lists what other records say of this one. What contradicts itself comes behind what is known.
func (e *entryWriter) mentions(id string) {
	mentions, err := e.Archive.Mentions(e.ctx, id)
	if err != nil {
		e.fail(err)
		return
	}
	named := mentions.People
	if e.view == short {
		named = named[:min(len(named), maxListed)]
	}
	e.list("on.people", named, func(id string) (string, error) {
		person, err := e.Archive.Person(e.ctx, id)
		if err != nil {
			return "", err
		}
		return e.name(person) + e.years(person), nil
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
	contradictions, err := e.contradictions(mentions.Contradictions, e.view, e.cited)
	e.fail(err)
	e.text = append(e.text, contradictions...)
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

// count says what a figure counts.
func (t turn) count(f *lookup.Figure) string {
	counts := f.Counts.In(t.voice.Lang)
	value := t.voice.Number(f.Value)
	switch {
	case f.Bound == lookup.InWords:
		return t.voice.Say("figure.words", "words", f.Words.In(t.voice.Lang), "counts", counts)
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

// contradictions writes the contradictions with the given ids, the sides of each as a list; those of print come last, and only in the whole
// view.
func (t turn) contradictions(ids []string, v view, cited *citedSources) (Text, error) {
	var text Text
	var ofPrint []*lookup.Contradiction
	for _, id := range ids {
		k, err := t.Archive.Contradiction(t.ctx, id)
		if err != nil {
			return nil, fmt.Errorf("show a contradiction: %w", err)
		}
		if k.Print {
			ofPrint = append(ofPrint, k)
			continue
		}
		text = append(text, t.contradiction(k, cited))
	}
	if v == whole {
		for _, k := range ofPrint {
			text = append(text, t.contradiction(k, cited))
		}
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
