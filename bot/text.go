package bot

import (
	"strings"
	"unicode/utf16"
)

// A Text is what a reply says, free of any messenger's markup, which adapters add.
type Text []Paragraph

// A Paragraph is a run of spans.
type Paragraph struct {
	Spans []Span `json:"spans"`
	// Quote asks to set the paragraph apart, folded up where a messenger can.
	Quote bool `json:"quote,omitempty"`
}

// A Span is a piece of text in one style.
type Span struct {
	Text string `json:"text"`
	Bold bool   `json:"bold,omitempty"`
	Link string `json:"link,omitempty"` // address
	// Foreign says that the text is not in the language of the reply, so that it is left in its own script.
	Foreign bool `json:"foreign,omitempty"`
}

func paragraph(text string) Text { return Text{{Spans: []Span{{Text: text}}}} }

func heading(text string) Paragraph { return Paragraph{Spans: []Span{{Text: text, Bold: true}}} }

func quote(text string) Paragraph { return quoteOf(Span{Text: text}) }

func quoteOf(spans ...Span) Paragraph { return Paragraph{Spans: spans, Quote: true} }

// add appends a plain paragraph.
func (t *Text) add(text string) { *t = append(*t, paragraph(text)...) }

// Words are the text without any markup, a line a paragraph.
func (t Text) Words() string {
	var lines []string
	for _, p := range t {
		var line strings.Builder
		for _, s := range p.Spans {
			line.WriteString(s.Text)
		}
		lines = append(lines, line.String())
	}
	return strings.Join(lines, "\n")
}

// Length is the length of the text in UTF-16 units, in which messengers count, with a blank line after each paragraph.
func (t Text) Length() int {
	n := 0
	for _, p := range t {
		n += p.length()
	}
	return n
}

func (p Paragraph) length() int {
	n := 2
	for _, s := range p.Spans {
		n += len(utf16.Encode([]rune(s.Text)))
	}
	return n
}

// isHeading reports whether a paragraph is one bold line.
func (p Paragraph) isHeading() bool { return len(p.Spans) == 1 && p.Spans[0].Bold }

// pages cuts a text between paragraphs into pieces of at most limit units; a longer paragraph is a piece of its own.
func (t Text) pages(limit int) []Text {
	var pages []Text
	room := 0
	for i, p := range t {
		n := p.length()
		need := n
		if p.isHeading() && i+1 < len(t) { // a heading stays with what it heads
			need += t[i+1].length()
		}
		if need > room && (n > room || len(pages[len(pages)-1]) > 0) {
			pages = append(pages, nil)
			room = limit
		}
		last := len(pages) - 1
		pages[last] = append(pages[last], p)
		room -= n
	}
	return pages
}

// Plain writes the text without any markup: a blank line after each paragraph, quotations behind a bar, links after
// what they lead from.
func (t Text) Plain() string {
	var out strings.Builder
	for _, p := range t {
		var line strings.Builder
		for _, s := range p.Spans {
			line.WriteString(s.Text)
			if s.Link != "" {
				line.WriteString(" <" + s.Link + ">")
			}
		}
		if p.Quote {
			out.WriteString("| " + strings.ReplaceAll(line.String(), "\n", "\n| "))
		} else {
			out.WriteString(line.String())
		}
		out.WriteString("\n\n")
	}
	return out.String()
}
