package columns

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"joqtau/lookup"
)

// howTo stands in every mapping file that is proposed.
const howTo = `#
# How to read it: what stands behind # is for you and not for the program. Below "columns:" each line says what one column of the
# table means: its heading, or its number from 1, a colon, and a field. To give a column a field, take the # before its heading away
# and write the field in the place of "note". The fields:
#   the record  id, book (the source that the table names), case file, note, ignore (it is left out)
#   the person  name (the whole one) or surname, given, patronymic; variants (other names), sex, nationality, citizenship,
#               education, party, occupation, residence, age
#   the birth   birth date, birth year, birth place
#   the arrest  arrest date, arrest body, arrest place, charge
#   the case    sentence date, sentence body, sentence (what was decided, which is not yet what happened)
#   exile       exile date, exile body, exile place, exile
#   the end     release date; shot (yes or no), shot date, shot place; death date, death place, burial place
#   afterwards  rehabilitation date, rehabilitation body, rehabilitation ground
#   the life    notice (a whole life in phrases: "Арестован ... Приговор: ... Расстрелян ...")
# More can be said of a column:
#   "Дата ареста": {field: arrest date, dates: [mm/dd/yyyy]}   how its dates are written
#   "Год ареста": {field: arrest date, part: year}             a date in several columns: day, month and year
#   "Когда и где умер": {field: death date, rest: death place} a date with something behind it
#   "Пол": {field: sex, values: {"1": м, "2": ж}}              the key to codes
# Where a line begins with "# decide:", the table leaves something open. When you are sure, go on.
#
`

// write writes the mapping file.
func (g *guesser) write(file string) *Proposal {
	delimiter := string(g.records.delimiter)
	if delimiter == "\t" {
		delimiter = "tab"
	}
	g.line("# A mapping for %s, proposed after looking at %d rows. Read it, decide what is marked, and import with it.", oneLine(file), g.rows)
	g.out.WriteString(howTo)
	if !g.hasPeople() {
		g.decision("", "no column seems to have names of people: is this a list of people? If it is, say which column is name or surname")
	}
	g.line("name: %s", quote(g.mapping.Name))
	g.decision("", "name: the beginning of the ids of these people, for ever: a short name of the list")
	g.line("title: %s", quote(file))
	g.decision("", "title, author, published, address: how the list is to be cited")
	g.line("# author: \n# published: \n# address: ")
	g.line("encoding: %s", g.records.coding.name)
	if g.isGarbled() {
		g.decision("", "encoding: some characters could not be read in it")
	}
	if isLatin(g.records.coding.name) {
		g.decision("", "encoding: are the letters with marks right? It may be another one, such as windows-1257, windows-1250 or windows-1252")
	}
	g.line("delimiter: %s", quote(delimiter))
	g.line("quoting: true")
	if g.mapping.Skip > 0 {
		g.line("skip: %d  # rows above the headings or the people", g.mapping.Skip)
	}
	g.line("header: %t", g.hasHeader)
	if g.isSlavic() {
		g.line("lang: ru  # there is no other letter of Kazakh than і: it makes no name a Kazakh one")
	}
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
	if c.heading == "" && c.filled+c.unknown == 0 {
		g.line("%s# column %d: no values", indent, c.number)
		return
	}
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
	switch {
	case c.field != fieldNone:
		g.line("%s# %s recognised %s", indent, c.field, c.why)
	case c.why != "":
		g.line("%s# %s", indent, c.why)
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
	if c.field == fieldNone {
		g.line("%s# %s: note  # until it has a field it is kept as text with its heading", indent, heading)
		return
	}
	g.line("%s%s: %s", indent, heading, c.meaning())
}

// meaning writes the field, with what else is said of the column.
func (c *guess) meaning() string {
	more := ""
	if c.part != "" {
		more += ", part: " + string(c.part)
	}
	if c.rest != fieldNone {
		more += ", rest: " + string(c.rest)
	}
	if len(c.notations) > 0 {
		more += ", dates: [" + strings.Join(c.notations, ", ") + "]"
	}
	if more == "" {
		return string(c.field)
	}
	return "{field: " + string(c.field) + more + "}"
}

// hasPeople reports whether a column has been found that names people.
func (g *guesser) hasPeople() bool {
	return slices.ContainsFunc(g.columns, func(c *guess) bool { return c.field == fieldName || c.field == fieldSurname })
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
