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

// headingWords are the patterns of headings.tsv, and othersWords the words by which a heading speaks of somebody else.
var headingWords, othersWords = readHeadingWords(headingsTable)

// othersRow is the row of headings.tsv that has the words for somebody else.
const othersRow = "somebody else"

// A headingPattern are words that the heading of a field has.
type headingPattern struct {
	field field
	words []string
	size  int // what it counts: more words, then more letters, then no beginnings
}

func readHeadingWords(table string) (patterns []headingPattern, others []string) {
	for row := range strings.Lines(table) {
		name, alternatives, isRow := strings.Cut(strings.TrimRight(row, "\n"), "\t")
		if !isRow || strings.HasPrefix(row, "#") {
			continue
		}
		for alternative := range strings.SplitSeq(alternatives, "|") {
			words := strings.Fields(normal(alternative))
			if name == othersRow {
				others = append(others, words...)
				continue
			}
			size := 1000*len(words) + 2*utf8.RuneCountInString(strings.ReplaceAll(alternative, "*", ""))
			if !strings.Contains(alternative, "*") {
				size++
			}
			patterns = append(patterns, headingPattern{field(name), words, size})
		}
	}
	return patterns, others
}

// headingField finds the field that a heading names, none if it names none or the words of several.
func headingField(heading string) field {
	if named := headingFields(heading); len(named) == 1 {
		return named[0]
	}
	return fieldNone
}

// headingFields finds the fields that a heading names: "Дата и место рождения" names two.
func headingFields(heading string) []field {
	words := headingParts(heading)
	best := bestPattern(words, func(*headingPattern) bool { return true })
	if best == nil {
		return nil
	}
	named := []field{best.field}
	if !isList(heading) || best.field == fieldNote {
		return named
	}
	read := []*headingPattern{best}
	for {
		isNew := func(w string) bool {
			return !slices.ContainsFunc(read, func(p *headingPattern) bool { return p.has(w) })
		}
		other := bestPattern(words, func(p *headingPattern) bool {
			return p.field != fieldNote && slices.ContainsFunc(words, func(w string) bool { return p.has(w) && isNew(w) })
		})
		if other == nil {
			return named
		}
		read = append(read, other)
		if !slices.Contains(named, other.field) {
			named = append(named, other.field)
		}
	}
}

// headingSize is how many words of a heading tell what it names.
func headingSize(heading string) int {
	if best := bestPattern(headingParts(heading), func(*headingPattern) bool { return true }); best != nil {
		return len(best.words)
	}
	return 0
}

// bestPattern finds the pattern that fits most of a heading, nil if none does.
func bestPattern(words []string, allowed func(*headingPattern) bool) *headingPattern {
	var best *headingPattern
	for i := range headingWords {
		if p := &headingWords[i]; (best == nil || p.size > best.size) && p.fits(words) && allowed(p) {
			best = p
		}
	}
	return best
}

// headingParts cuts a heading into its words, also such as birthPlace.
func headingParts(heading string) []string {
	var spaced strings.Builder
	before := ' '
	for _, c := range heading {
		if unicode.IsUpper(c) && unicode.IsLower(before) {
			spaced.WriteByte(' ')
		}
		spaced.WriteRune(c)
		before = c
	}
	return strings.FieldsFunc(normal(spaced.String()), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '№' })
}

// isList reports whether a heading joins several things.
func isList(heading string) bool {
	return strings.ContainsAny(heading, ",/;+&") || slices.ContainsFunc(strings.Fields(normal(heading)), isJoining)
}

func isJoining(word string) bool { return slices.Contains(joiningWords, word) }

// fits reports whether every word of the pattern is in a heading. A pattern of one word that is no beginning must be the whole
// heading, for "имя жены" is no name of the person.
func (p *headingPattern) fits(words []string) bool {
	if len(p.words) == 1 && len(words) > 1 && !strings.HasSuffix(p.words[0], "*") {
		return false
	}
	for _, w := range words {
		if slices.Contains(othersWords, w) && !p.has(w) {
			return false
		}
	}
	return !slices.ContainsFunc(p.words, func(wanted string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return isWord(wanted, w) })
	})
}

// has reports whether a word is one of the pattern.
func (p *headingPattern) has(word string) bool {
	return slices.ContainsFunc(p.words, func(wanted string) bool { return isWord(wanted, word) })
}

// isWord reports whether a word is what a pattern wants: the same, or one with its beginning.
func isWord(wanted, word string) bool {
	stem, isStem := strings.CutSuffix(wanted, "*")
	return word == wanted || isStem && strings.HasPrefix(word, stem)
}
