package columns

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"joqtau/lookup"
)

// write writes the mapping file.
func (g *guesser) write(file string) *Proposal {
	delimiter := string(g.records.delimiter)
	if delimiter == "\t" {
		delimiter = "tab"
	}
	g.line("# A mapping for %s, proposed after looking at %d rows. Read it, decide what is marked, and import with it.", oneLine(file), g.rows)
	g.line("name: %s", quote(g.mapping.Name))
	g.decision("", "name: the beginning of the ids of these people, for ever: a short name of the list")
	g.line("title: %s", quote(file))
	g.decision("", "title, author, published, address: how the list is to be cited")
	g.line("# author: \n# published: \n# address: ")
	g.line("encoding: %s", g.records.coding.name)
	if g.isGarbled() {
		g.decision("", "encoding: some characters could not be read in it")
	}
	g.line("delimiter: %s", quote(delimiter))
	g.line("quoting: true")
	g.line("header: %t", g.hasHeader)
	g.line("# grown: 1954")
	g.decision("", fmt.Sprintf("grown: a year by which everybody in the list was at least %d years old, if that is certain", lookup.LeastAge))
	g.line("columns:")
	for _, c := range g.columns {
		g.column(c)
	}
	return &Proposal{g.out.String(), g.decide}
}

func (g *guesser) line(format string, args ...any) { fmt.Fprintf(&g.out, format+"\n", args...) }

// decision notes what a person must decide.
func (g *guesser) decision(indent, text string) {
	g.line("%s# decide: %s", indent, text)
	g.decide = append(g.decide, text)
}

func (g *guesser) isGarbled() bool {
	return slices.ContainsFunc(g.columns, func(c *guess) bool {
		return strings.ContainsRune(c.heading+strings.Join(c.values, ""), utf8.RuneError)
	})
}

func (g *guesser) column(c *guess) {
	const indent = "  "
	shown := make([]string, len(c.values))
	for i, v := range c.values {
		shown[i] = quote(shorten(v))
	}
	values := "no values"
	if len(shown) > 0 {
		values = strings.Join(shown, ", ")
	}
	silent := c.empty + c.unknown
	g.line("%s# column %d: %s; %d%% empty or unknown", indent, c.number, values, 100*silent/max(silent+c.filled, 1))
	if c.why != "" {
		g.line("%s# %s recognised %s", indent, c.field, c.why)
	}
	heading := c.heading
	for _, d := range c.decisions {
		label := heading
		if label == "" {
			label = strconv.Itoa(c.number)
		}
		g.line("%s# decide: %s", indent, d)
		g.decide = append(g.decide, "column "+oneLine(label)+": "+d)
	}
	if g.isAmbiguous(c) {
		heading = strconv.Itoa(c.number)
	} else {
		heading = quote(heading)
	}
	switch {
	case c.field == fieldNone:
		g.line("%s# %s: note  # until it has a field it is kept as text with its heading", indent, heading)
	case len(c.notations) > 0:
		g.line("%s%s: {field: %s, dates: [%s]}", indent, heading, c.field, strings.Join(c.notations, ", "))
	default:
		g.line("%s%s: %s", indent, heading, c.field)
	}
}

// isAmbiguous reports whether a column cannot be named by its heading.
func (g *guesser) isAmbiguous(c *guess) bool {
	if normal(c.heading) == "" {
		return true
	}
	return slices.ContainsFunc(g.columns, func(other *guess) bool { return other != c && normal(other.heading) == normal(c.heading) })
}

// quote writes a text for YAML, on one line.
func quote(text string) string { return strconv.Quote(oneLine(text)) }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// shorten cuts a long value.
func shorten(text string) string {
	const longest = 60
	if runes := []rune(oneLine(text)); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}
