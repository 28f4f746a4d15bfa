package bot

import (
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
)

// sourceList lists what was cited, each under its number.
func (t turn) sourceList(cited *citedSources) (Paragraph, error) {
	p := heading(t.voice.Say("card.sources"))
	for i, key := range cited.keys {
		source, err := t.Archive.Source(t.ctx, key.source)
		if err != nil {
			return Paragraph{}, fmt.Errorf("name a source: %w", err)
		}
		p.Spans = append(p.Spans, Span{Text: fmt.Sprintf("\n[%d] ", i+1)})
		if source.Locator == lookup.ByAddress {
			p.Spans = append(p.Spans, Span{Text: source.Title, Link: key.address, Foreign: true})
		} else {
			p.Spans = append(p.Spans, Span{Text: describe(*source), Foreign: true})
		}
	}
	return p, nil
}

// describe names a source as a list of references does.
func describe(s lookup.Source) string {
	var parts []string
	for _, part := range []string{s.Author, s.Title, s.Published} {
		if part != "" {
			parts = append(parts, strings.TrimSuffix(part, "."))
		}
	}
	return strings.Join(parts, ". ") + "."
}

// citedSources numbers sources in the order of their first citation. A site has a number for each of its pages.
type citedSources struct{ keys []sourceKey }

type sourceKey struct{ source, address string }

// marks are the numbers of citations with the lines that they name: [1: 437-438].
func (s *citedSources) marks(citations []lookup.Citation) string {
	var marks []string
	at := map[int]int{} // of a source's mark in marks
	for _, citation := range citations {
		key := sourceKey{source: citation.Source}
		place := citation.At
		if strings.Contains(place, "://") {
			key.address, place = place, ""
		}
		n := slices.Index(s.keys, key)
		if n < 0 {
			n = len(s.keys)
			s.keys = append(s.keys, key)
		}
		i, again := at[n]
		switch {
		case again && place != "":
			marks[i] += ", " + place
		case !again:
			at[n] = len(marks)
			mark := fmt.Sprint(n + 1)
			if place != "" {
				mark += ": " + place
			}
			marks = append(marks, mark)
		}
	}
	for i := range marks {
		marks[i] = "[" + marks[i] + "]"
	}
	return strings.Join(marks, " ")
}

// citation names the record as a list of references does, that of a list by the list and its record; the link to it follows.
func (c cardWriter) citation() (string, error) {
	name := c.name(c.person) + c.years(c.person)
	cited := c.listSources()
	if c.person.List == "" || len(cited) == 0 {
		return c.voice.Say("card.citation", "name", name, "id", c.person.ID, "version", c.Archive.Version()), nil
	}
	list, err := c.Archive.Source(c.ctx, c.person.List)
	if err != nil {
		return "", err
	}
	return c.voice.Say("card.citation_list", "name", name, "list", list.Title, "record", cited[0].At, "id", c.person.ID), nil
}
