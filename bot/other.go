package bot

import (
	"context"
	"fmt"
	"strings"

	"joqtau/lookup"
)

// Topic writes all that is stated of a topic.
func (b *Bot) Topic(ctx context.Context, lang lookup.Lang, topic *lookup.Topic) (Text, error) {
	return b.entry(ctx, lang, topic.Names, topic.Sources, topic.About, strings.Join(topic.Printed, "; "))
}

// Event writes all that is stated of an event.
func (b *Bot) Event(ctx context.Context, lang lookup.Lang, event *lookup.Event) (Text, error) {
	return b.entry(ctx, lang, event.Title, event.Sources, event.Doubt, b.Words.In(lang).Date(event.Date))
}

// Figure writes all that is stated of a figure.
func (b *Bot) Figure(ctx context.Context, lang lookup.Lang, figure *lookup.Figure) (Text, error) {
	count := fmt.Sprintf("%d %s", figure.Value, figure.Counts.In(lang))
	return b.entry(ctx, lang, lookup.Text{KK: count, RU: count, EN: count}, figure.Sources, figure.Doubt, "")
}

// entry writes a record that is no person's: a heading, a line, a remark, and where they come from.
func (b *Bot) entry(ctx context.Context, lang lookup.Lang, head lookup.Text, citations []lookup.Citation, remark lookup.Text, line string) (Text, error) {
	t := turn{Bot: b, ctx: ctx, voice: b.Words.In(lang)}
	cited := &citedSources{}
	title := heading(head.In(lang))
	title.Spans = append(title.Spans, Span{Text: " " + cited.marks(citations)})
	text := Text{title}
	for _, s := range []string{line, remark.In(lang)} {
		if s != "" {
			text.add(s)
		}
	}
	sources, err := t.sourceList(cited)
	return append(text, sources), err
}
