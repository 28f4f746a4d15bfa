package columns

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A chooser chooses fields for columns.
type chooser struct {
	columns []*guess
	taken   map[field]*guess
}

// choose chooses a field for every column.
func (g *guesser) choose() {
	ch := chooser{g.columns, map[field]*guess{}}
	ch.parts()
	surest := slices.Clone(ch.columns) // "Дата осуждения" before "Осужден"
	slices.SortStableFunc(surest, func(a, b *guess) int { return headingSize(b.heading) - headingSize(a.heading) })
	for _, c := range surest {
		if c.part == "" {
			ch.byHeading(c)
		}
	}
	if ch.taken[fieldName] == nil && ch.taken[fieldSurname] == nil {
		ch.name()
	}
	ch.given()
	for _, c := range ch.columns {
		switch {
		case c.part != "":
		case c.field == fieldNone && !c.isKnown:
			ch.byValues(c)
		case c.field.isDate() && c.rest == fieldNone:
			c.chooseNotations()
		case c.field == fieldNote && c.isNotice():
			c.ask("%s", noticeQuestion)
		}
	}
}

func (ch *chooser) take(c *guess, f field, why string) {
	c.field, c.why = f, why
	if ch.taken[f] == nil {
		ch.taken[f] = c
	}
}

// isFree reports whether a column may have a field.
func (ch *chooser) isFree(f field) bool { return ch.taken[f] == nil || slices.Contains(repeatable, f) }

// parts finds dates that have several columns: for the month and the year at least.
func (ch *chooser) parts() {
	dates := map[field]map[part]*guess{}
	for _, c := range ch.columns {
		if f, p := partOfHeading(c.heading); p != "" && c.isPart(p) {
			if dates[f] == nil {
				dates[f] = map[part]*guess{}
			}
			if dates[f][p] == nil {
				dates[f][p] = c
			}
		}
	}
	for f, found := range dates {
		if found[monthPart] == nil || found[yearPart] == nil || slices.ContainsFunc(ch.columns, func(c *guess) bool { return c.isWhole(f) }) {
			continue
		}
		for p, c := range found {
			c.part = p
			ch.take(c, f, "by its heading")
		}
	}
}

// isWhole reports whether a column has a date that others have the parts of.
func (c *guess) isWhole(f field) bool {
	_, p := partOfHeading(c.heading)
	return headingField(c.heading) == f && c.filled > 0 && (p == "" || !c.isPart(p))
}

// partOfHeading finds of which date a heading names the day, the month or the year.
func partOfHeading(heading string) (field, part) {
	words := headingParts(heading)
	for _, p := range parts {
		i := slices.IndexFunc(words, func(w string) bool { return slices.Contains(partWords[p], w) })
		if i < 0 || len(words) < 2 {
			continue
		}
		for _, whole := range partWords[""] {
			words[i] = whole
			if f := headingField(strings.Join(words, " ")); f.isDate() && f != fieldBirthYear {
				return f, p
			}
		}
	}
	return fieldNone, ""
}

// isPart reports whether most values may be days, months or years.
func (c *guess) isPart(p part) bool {
	fits := 0
	for value := range c.seen {
		n, err := strconv.Atoi(withoutQuantity(value))
		switch p {
		case dayPart:
			fits += count(err == nil && n >= 0 && n <= 31)
		case monthPart:
			fits += count(err == nil && n >= 0 && n <= 12 || monthNumbers[strings.TrimSuffix(normal(value), ".")] > 0)
		default:
			fits += count(err == nil && (n == 0 || isYear(n)))
		}
	}
	return 2*fits > len(c.seen) // of other values the heading tells what they are
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// byHeading chooses what the heading of a column names, as far as the values agree.
func (ch *chooser) byHeading(c *guess) {
	named := headingFields(c.heading)
	if len(named) == 0 {
		return
	}
	f := named[0]
	if len(named) > 1 {
		ch.bySeveral(c, named)
		return
	}
	if (f == fieldShotDate || f == fieldShot) && c.filled > 0 {
		f = map[bool]field{true: fieldShot, false: fieldShotDate}[c.flags > c.dated+c.begins]
		if c.flags > 0 && c.dated+c.begins > 0 {
			c.ask("some values say yes or no and some are dates: what is no %s is kept as text", f)
		}
	}
	switch {
	case f == fieldOther || c.most(c.links):
		c.isKnown, c.why = true, "its heading is known, and there is no field for it"
	case !ch.isFree(f):
		c.ask("it could be %s, as column %d", f, ch.taken[f].number)
		c.isKnown = true
	case (f == fieldName || f == fieldSurname) && c.filled > 0 && 2*c.words < c.filled:
		c.ask("its heading says %s, but most values are no words alone", f)
	case f == fieldID:
		ch.id(c)
	case f == fieldSex && c.filled > 0 && (!c.most(c.sexes) || c.isSexUnclear()):
		c.isKnown = true
		c.ask(`say what its values mean, such as {field: sex, values: {%s}}`, c.key("м", "ж"))
	case f.isDate() && c.filled > 0 && c.begins > c.dated:
		ch.take(c, f, "by its heading")
		if rest := f.usualRest(); rest != fieldNone {
			c.ask("more than dates stands in it: name the field of the rest, such as {field: %s, rest: %s}", f, rest)
		} else {
			c.ask("more than dates stands in it, which is kept as text")
		}
	case f.isDate() && c.filled > 0 && !c.isDated() && !c.most(c.whole):
		ch.take(c, f, "by its heading")
		c.ask("many values are not known as dates: name their notation, or take a field of words")
	default:
		ch.take(c, f, "by its heading")
	}
}

// usualRest is the place or the body of the event of a date, none if there is no field for either.
func (f field) usualRest() field {
	for _, rest := range []field{field(f.event() + " place"), field(f.event() + " body")} {
		if slices.Contains(fields, rest) {
			return rest
		}
	}
	return fieldNone
}

// id takes a column for the number of the record, unless it is rather a number of something else.
func (ch *chooser) id(c *guess) {
	repeated := min(c.filled, sampledRows) - c.codes
	if 5*repeated > c.filled {
		c.isKnown = true
		c.ask("many rows have the same number: it can be no id of a person")
		return
	}
	ch.take(c, fieldID, "by its heading")
	if repeated > 0 {
		c.ask("%d rows have a number that another one has: the later ones get .2 behind it. Is it the number of the record?", repeated)
	}
}

// bySeveral chooses for a column whose heading names several things. A date and a place or body are told apart; else a name counts,
// and all other is text.
func (ch *chooser) bySeveral(c *guess, named []field) {
	c.isKnown = true
	date, other := named[0], named[1]
	if other.isDate() {
		date, other = other, date
	}
	var names []string
	for _, f := range named {
		names = append(names, string(f))
	}
	switch {
	case named[0] == fieldName && ch.isFree(fieldName):
		ch.take(c, fieldName, "by its heading")
		c.ask("more than the name stands in it, which is kept as text too: if you can, give the other things columns of their own")
	case len(named) == 2 && date.isDate() && other.isPlaceOrBody() && 2*(c.begins+c.dated) >= c.filled && ch.isFree(date) && ch.isFree(other):
		ch.take(c, date, "by its heading")
		ch.taken[other], c.rest = c, other
		c.ask("it has a date and something behind it: are they %s and %s?", date, other)
	default:
		c.ask("its heading names several things, %s: it is kept as text with its heading", strings.Join(names, " and "))
	}
}

// name finds the column of names by its values: that with most patronymics or endings of surnames. Where few values have them it is
// not known whether the table has people at all.
func (ch *chooser) name() {
	var best *guess
	for _, c := range ch.columns {
		if c.field == fieldNone && !c.isKnown && 5*c.codes >= 4*min(c.filled, sampledRows) && (best == nil || c.nameliness() > best.nameliness()) {
			best = c
		}
	}
	switch {
	case best == nil || 3*best.names < best.filled || best.filled == 0:
	case best.most(best.fathers):
		ch.take(best, fieldName, "by its values")
	case best.most(best.names):
		ch.take(best, fieldName, "by its values")
		best.ask("is this the name? A mapping needs a column of names or surnames")
	default:
		best.ask("is this the name? Then give it the field name: a mapping needs a column of names or surnames")
	}
}

// given tells a name beside a surname that is the given one: the heading of both is often "name".
func (ch *chooser) given() {
	c := ch.taken[fieldName]
	if c == nil || ch.taken[fieldSurname] == nil || ch.taken[fieldGiven] != nil {
		return
	}
	given := 0
	for _, value := range c.distinct {
		words := nameWords(value)
		given += count(len(words) == 1 || len(words) == 2 && isFathers(words[1]))
	}
	if 5*given >= 4*len(c.distinct) {
		delete(ch.taken, fieldName)
		ch.take(c, fieldGiven, c.why)
		return
	}
	c.ask("is it the whole name, or, beside the surname, the given one? Then its field is given")
}

func (c *guess) nameliness() int { return 10*c.fathers + c.names }

const noticeQuestion = "lives seem to be told in it, in phrases such as «Арестован 5 ноября 1937 г. Приговор: ...»: " +
	"the field notice reads them, note keeps them as they are. With notice, look at some people afterwards"

// byValues proposes a field for a column whose heading says nothing.
func (ch *chooser) byValues(c *guess) {
	switch {
	case len(c.decisions) > 0, c.heading == "" && c.filled+c.unknown == 0:
	case c.filled == 0:
		c.ask("it has no values in the first rows")
	case c.most(c.sexes) && ch.isFree(fieldSex) && !c.most(c.flags) && !c.isSexUnclear():
		ch.take(c, fieldSex, "by its values")
	case c.most(c.flags):
		c.ask("these say yes or no: whether the person was shot?")
	case c.most(c.years):
		c.ask("these are years: of birth, of arrest?")
	case c.isDated():
		c.ask("these are dates: of birth, of arrest, of the sentence, of death?")
	case c.number == 1 && c.most(c.whole) && c.codes == c.filled && ch.isFree(fieldID):
		ch.take(c, fieldID, "by its values")
		c.ask("is this the list's own number of the record?")
	case c.isCoded():
		c.ask("these seem to be codes: if the list has a key to them, write a field and the key, such as {field: sentence, values: {%s}}",
			c.key("10 лет ИТЛ", "ВМН"))
	case c.isNotice():
		c.ask("%s", noticeQuestion)
	default:
		c.ask("what is it?")
	}
}

// isCoded reports whether the values are a few short ones.
func (c *guess) isCoded() bool {
	const most, longest = 12, 3
	for value := range c.seen {
		if len([]rune(value)) > longest {
			return false
		}
	}
	return c.codes <= most && c.codes < c.filled
}

// isSexUnclear reports whether M may stand for women, as it does in Lithuanian beside V.
func (c *guess) isSexUnclear() bool {
	has := func(letter string) bool { return c.seen[letter] || c.seen[strings.ToUpper(letter)] }
	return has("v") && has("m")
}

// key writes an example of a key to the values of a column.
func (c *guess) key(meanings ...string) string {
	var entries []string
	for i, value := range c.values {
		if i < len(meanings) {
			entries = append(entries, quote(shorten(value))+": "+meanings[i])
		}
	}
	return strings.Join(entries, ", ")
}

func (c *guess) ask(format string, args ...any) {
	c.decisions = append(c.decisions, fmt.Sprintf(format, args...))
}

// isCapital reports whether each word of a text begins with a capital.
func isCapital(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool {
		first := []rune(strings.TrimLeft(w, "(«\"'"))
		return len(first) == 0 || !unicode.IsUpper(first[0])
	})
}
