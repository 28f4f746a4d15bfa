package bot

import (
	"context"
	"time"

	"joqtau/lookup"
)

// Anniversary tells what a day of the year is remembered for: whom it took, and what else happened.
func (b *Bot) Anniversary(ctx context.Context, lang lookup.Lang, month time.Month, day int, found lookup.Anniversary) (Text, error) {
	t := turn{Bot: b, ctx: ctx, voice: b.Words.In(lang)}
	text := Text{heading(t.voice.DayOfYear(month, day))}
	if len(found.People)+len(found.Events) == 0 {
		text.add(t.voice.Say("on.nobody"))
		text.add(t.voice.Say("none.incomplete"))
		return text, nil
	}
	cited := &citedSources{}
	if len(found.Events) > 0 {
		text = append(text, heading(t.voice.Say("on.events")))
	}
	for _, event := range found.Events {
		text.add("• " + t.voice.Date(event.Date) + " – " + event.Title.In(lang) + " " + cited.marks(event.Sources))
	}
	if len(found.People) > 0 {
		text = append(text, heading(t.voice.Say("on.people")))
	}
	for _, p := range found.People {
		person, err := b.Archive.Person(ctx, p.Person)
		if err != nil {
			return nil, err
		}
		line, err := t.fact(person, &p.Fact)
		if err != nil {
			return nil, err
		}
		text.add("• " + t.name(person) + ": " + line + " " + cited.marks(p.Fact.Sources))
	}
	sources, err := t.sourceList(cited)
	return append(text, sources), err
}

func heading(text string) Paragraph { return Paragraph{Spans: []Span{{Text: text, Bold: true}}} }
