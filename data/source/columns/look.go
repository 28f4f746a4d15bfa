package columns

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"joqtau/data/source"
	"joqtau/data/source/notice"
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// A guess is what a column looks like.
type guess struct {
	number    int
	heading   string
	field     field
	part      part
	rest      field
	why       string
	isKnown   bool     // what it is is known, though it may have no field
	values    []string // a few different ones
	decisions []string
	notations []string

	filled, empty, unknown     int
	whole, years, flags, sexes int // numbers; years; yes or no; sexes
	fathers, names, words      int // with a patronymic; with the endings of names; without digits
	links                      int // addresses of pages
	codes                      int // different ones
	dated, begins, januaries   int // dates; texts that begin with one; dates on the first of January
	// dates are how many values a notation reads and, by the mark between, how many have a day and a month in either order.
	dates    map[string]int
	seen     map[string]bool
	distinct []string // those that were seen, in their order
}

// unknownByDefault are the values that say nothing.
var unknownByDefault = setOf(unknownWords)

// tried are the notations by which dates are recognised.
var tried = readNotations(defaultNotations...)

// value looks at a value.
func (c *guess) value(text string) {
	if text == "" {
		c.empty++
		return
	}
	short := normal(text)
	if unknownByDefault[short] {
		c.unknown++
		return
	}
	c.filled++
	const shown = 3
	if len(c.values) < shown && !slices.Contains(c.values, text) {
		c.values = append(c.values, text)
	}
	if len(c.seen) < sampledRows && !c.seen[text] {
		c.seen[text] = true
		c.distinct = append(c.distinct, text)
		c.codes++
	}
	c.links += count(strings.Contains(text, "://"))
	_, err := strconv.Atoi(withoutQuantity(text))
	c.whole += count(err == nil)
	year, err := strconv.Atoi(bareDate(text))
	c.years += count(err == nil && year >= 1800 && year < 2100)
	c.flags += count(yesWords[short] || noWords[short])
	c.sexes += count(maleWords[short] || femaleWords[short])
	if !strings.ContainsFunc(text, unicode.IsDigit) {
		c.words++
		c.name(text)
	}
	c.date(text)
}

// mostNameWords is how many words a name has.
const mostNameWords = 6

// name looks at words that may be a name.
func (c *guess) name(text string) {
	words := nameWords(text)
	if len(words) == 0 || len(words) > mostNameWords || !isCapital(words[:1]) || slices.ContainsFunc(words, isNoName) {
		return
	}
	isOne := strings.Count(text, ",") < 2 // and no list of names
	hasFathers := isOne && len(words) > 1 && slices.ContainsFunc(words[1:], isFathers)
	c.fathers += count(hasFathers)
	c.names += count(hasFathers || slices.ContainsFunc(words, isSurname) || len(words) > 1 && slices.ContainsFunc(words[1:], isInitials))
}

// isNoName reports whether a word stands in addresses and the names of places, and not in those of people.
func isNoName(word string) bool {
	return strings.ContainsAny(word, "/@") || slices.Contains(placeWords, normal(strings.Trim(word, "().")))
}

// date looks at a value that may be a date.
func (c *guess) date(text string) {
	bare, isDate, isFirst := bareDate(text), false, false
	for i := range tried {
		if tried[i].name == wordsNotation && isDate {
			break // it reads most others too
		}
		if date, err := tried[i].read(text, bare, &ourWords); err == nil && date != nil {
			c.dates[tried[i].name]++
			for _, mark := range orderMarks {
				if !isDate && (tried[i].name == dayFirst(mark) || tried[i].name == monthFirst(mark)) {
					c.dates[mark]++
				}
			}
			isDate = true
			isFirst = isFirst || date.Precision == lookup.PrecisionDay && date.Earliest.Month == 1 && date.Earliest.Day == 1
		}
	}
	c.dated += count(isDate)
	c.januaries += count(isFirst)
	if !isDate {
		found, ok := wording.StartDate(text)
		c.begins += count(ok && found.Problem == "" && found.From == 0)
	}
}

// most reports whether n are at least four fifths of the values.
func (c *guess) most(n int) bool { return c.filled > 0 && 5*n >= 4*c.filled }

// isDated reports whether most values are dates.
func (c *guess) isDated() bool { return c.most(c.dated) }

// isNotice reports whether the values tell lives in labelled phrases: most of some are understood to say when something was done.
func (c *guess) isNotice() bool {
	const most, long = 50, 40
	read, tried := 0, 0
	for _, value := range c.distinct[:min(len(c.distinct), most)] {
		tried++
		row := source.Row{Person: &lookup.Person{}}
		notice.Read(&row, value)
		read += count(len(value) > long && slices.ContainsFunc(row.Person.Life, func(f lookup.Fact) bool {
			return f.Kind == lookup.FactArrested || f.Kind == lookup.FactSentenced || f.Kind == lookup.FactShot
		}))
	}
	return read > 0 && 2*read >= tried
}
