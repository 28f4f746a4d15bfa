package columns

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed headings.tsv
var headingsTable string

// headingWords are the patterns of headings.tsv.
var headingWords = readHeadingWords(headingsTable)

// A headingPattern are words that the heading of a field has.
type headingPattern struct {
	field field
	words []string
	size  int // what it counts: more words, then more letters
}

func readHeadingWords(table string) []headingPattern {
	var patterns []headingPattern
	for row := range strings.Lines(table) {
		name, alternatives, isRow := strings.Cut(strings.TrimRight(row, "\n"), "\t")
		if !isRow || strings.HasPrefix(row, "#") {
			continue
		}
		for alternative := range strings.SplitSeq(alternatives, "|") {
			words := strings.Fields(normal(alternative))
			patterns = append(patterns, headingPattern{field(name), words, 1000*len(words) + utf8.RuneCountInString(alternative)})
		}
	}
	return patterns
}

// headingField finds the field that a heading names, none if it names none.
func headingField(heading string) field {
	words := strings.FieldsFunc(normal(heading), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '№' })
	best, most := fieldNone, 0
	for _, pattern := range headingWords {
		if pattern.size > most && pattern.fits(words) {
			best, most = pattern.field, pattern.size
		}
	}
	return best
}

// fits reports whether every word of the pattern is in a heading. A pattern of one word that is no beginning must be the whole
// heading, for "имя жены" is no name of the person.
func (p *headingPattern) fits(words []string) bool {
	if len(p.words) == 1 && len(words) > 1 && !strings.HasSuffix(p.words[0], "*") {
		return false
	}
	for _, wanted := range p.words {
		stem, isStem := strings.CutSuffix(wanted, "*")
		if !slices.ContainsFunc(words, func(w string) bool { return w == wanted || isStem && strings.HasPrefix(w, stem) }) {
			return false
		}
	}
	return true
}
