package columns

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A guess is what a column looks like.
type guess struct {
	number    int
	heading   string
	field     field
	why       string
	values    []string // a few different ones
	decisions []string
	notations []string

	filled, empty, unknown          int
	whole, years, flags, sexes      int // numbers; years; yes or no; sexes
	fathers, surnames, words, codes int // patronymic among several words; one word that ends as a surname; letters; different numbers
	dates                           map[string]int
	seen                            map[string]bool
}

// unknownByDefault are the values that say nothing.
var unknownByDefault = setOf(unknownWords)

// tried are the notations by which dates are recognised.
var tried = triedNotations()

func triedNotations() notations {
	var all notations
	for _, pattern := range defaultNotations {
		if n, err := newNotation(pattern); err == nil {
			all = append(all, n)
		}
	}
	return all
}

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
		c.codes++
	}
	words := strings.Fields(text)
	if _, err := strconv.Atoi(text); err == nil {
		c.whole++
	}
	if n, err := strconv.Atoi(bareDate(text)); err == nil && n >= 1800 && n < 2100 {
		c.years++
	}
	if yesWords[short] || noWords[short] {
		c.flags++
	}
	if maleWords[short] || femaleWords[short] {
		c.sexes++
	}
	if !strings.ContainsFunc(text, unicode.IsDigit) {
		c.words++
		if len(words) > 1 && slices.ContainsFunc(words[1:], isFathers) {
			c.fathers++
		}
		if len(words) == 1 && isSurname(text) {
			c.surnames++
		}
	}
	bare := bareDate(text)
	for i := range tried {
		if date, err := tried[i].read(text, bare, &ourWords); err == nil && date != nil {
			c.dates[tried[i].name]++
		}
	}
}

// most reports whether n are at least four fifths of the values.
func (c *guess) most(n int) bool { return c.filled > 0 && 5*n >= 4*c.filled }

// isDated reports whether most values are dates.
func (c *guess) isDated() bool { return c.most(c.dated()) }

// dated is how many values are dates.
func (c *guess) dated() int {
	n := 0
	for _, name := range []string{"dd.mm.yyyy", "yyyy-mm-dd", "yyyy.mm.dd", "mm.yyyy", "yyyy-mm", "yyyy", wordsNotation} {
		n += c.dates[name]
	}
	for _, mark := range []string{"/", "-"} {
		n += max(c.dates["dd"+mark+"mm"+mark+"yyyy"], c.dates["mm"+mark+"dd"+mark+"yyyy"])
	}
	return n
}
