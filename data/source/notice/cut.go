// Package notice reads the notices that books of memory print: a life in a few labelled phrases, "Родился в 1901 г., ...
// Арестован 25 ноября 1937 г. ... Приговор: 10 лет ИТЛ". They are read in the order in which they stand; what has no label, or is
// not understood, is kept as text.
package notice

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"joqtau/data/source/wording"
)

//go:embed labels.tsv
var labelTable string

// A label is how a statement begins, in small letters.
type label struct {
	name  string
	words string
}

var labels = readLabels()

func readLabels() map[rune][]label {
	byInitial := map[rune][]label{}
	for _, line := range strings.Split(strings.TrimSpace(labelTable), "\n")[1:] {
		name, words, _ := strings.Cut(line, "\t")
		byInitial[first(words)] = append(byInitial[first(words)], label{name, words})
	}
	return byInitial
}

// A statement is a labelled part of a notice, or one without a label.
type statement struct {
	label string
	word  string // the words of the label as they stand
	date  string // before the label: "В 1920 г. арестован"
	text  string // what follows the label
	whole string // all of it
}

// female reports whether the verb says that the person is a woman.
func (s statement) female() bool {
	word, _, _ := strings.Cut(strings.ToLower(s.word), " ")
	return strings.HasSuffix(word, "а") || strings.HasSuffix(word, "ась")
}

// labelAt finds the longest label with which a text begins.
func labelAt(text string) (found label, length int) {
	for len(text) > 0 && text[0] == ' ' {
		text = text[1:]
	}
	initial, size := utf8.DecodeRuneInString(text)
	for _, l := range labels[unicode.ToLower(initial)] {
		end, ok := prefix(text[size:], l.words[utf8.RuneLen(unicode.ToLower(initial)):])
		if end += size; ok && end > length && endsWord(l.words, text[end:]) {
			found, length = l, end
		}
	}
	return found, length
}

// prefix reports whether a text begins with words, in any case and with ё or е, and where they end in it.
func prefix(text, words string) (end int, ok bool) {
	for _, want := range words {
		c, size := utf8.DecodeRuneInString(text[end:])
		if c = unicode.ToLower(c); c == 'ё' {
			c = 'е'
		}
		if c != want {
			return 0, false
		}
		end += size
	}
	return end, true
}

// endsWord reports whether a label ends where a word ends.
func endsWord(words, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	if words == "р." { // "р. 1903"; else it is a river
		next = first(strings.TrimLeft(rest, " "))
		return next >= '0' && next <= '9'
	}
	return !unicode.IsLetter(next) || strings.HasSuffix(words, ".") || strings.HasSuffix(words, ":")
}

// begin reads a statement from its beginning.
func begin(text string) statement {
	s := statement{text: strings.TrimSpace(text), whole: strings.TrimSpace(text)}
	rest := s.text
	if opensDate(rest) {
		found, ok := wording.StartDate(clipped(rest))
		if !ok || found.Problem != "" {
			return s
		}
		if _, n := labelAt(rest[found.To:]); n > 0 {
			s.date, rest = rest[:found.To], strings.TrimSpace(rest[found.To:])
		}
	}
	l, n := labelAt(rest)
	if n == 0 {
		return s
	}
	s.label, s.word = l.name, rest[:n]
	s.text = strings.TrimLeft(rest[n:], " \t:")
	if l.name == "variants" || l.name == "rehabilitated" && strings.HasPrefix(l.words, "свед") {
		s.text = rest
	}
	return s
}

// within are the labels that may also begin after a comma, in the middle of a sentence.
var within = map[string]bool{"charge": true, "died": true, "released": true, "convicted": true, "shot": true, "rehabilitated": true, "moved": true, "arrested": true}

// cut takes a line apart into its statements.
func cut(line string) []statement {
	var statements []statement
	from := 0
	open := 0 // brackets; what stands in them is no statement of its own
	balanced := strings.Count(line, "(") == strings.Count(line, ")")
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '(':
			open++
		case c == ')' && open > 0:
			open--
		case (c == '.' || c == ';' || c == ',' || c == ' ' && i+1 < len(line) && unicode.IsUpper(first(line[i+1:]))) && (open == 0 || !balanced):
			if starts(line[i+1:], c) && !belongs(line[from:i+1], line[i+1:]) {
				statements = append(statements, begin(line[from:i+1]))
				from = i + 1
			}
		}
	}
	return append(statements, begin(line[from:]))
}

// belongs reports whether the statement that begins in rest is still the one before: "В 1920 г. арестован", or a label that is said
// twice: "Реабилитирован  Сведений о реабилитации нет".
func belongs(before, rest string) bool {
	if before = strings.TrimSpace(before); len(before) > 100 {
		return false
	}
	if _, isDate := wording.Date(before); isDate {
		return true
	}
	was, length := labelAt(before)
	is, _ := labelAt(rest)
	return was.name == is.name && strings.Trim(before[length:], " .:") == ""
}

func first(text string) rune {
	c, _ := utf8.DecodeRuneInString(text)
	return c
}

// starts reports whether a statement begins after a mark.
func starts(rest string, mark byte) bool {
	trimmed := strings.TrimLeft(rest, " ")
	if trimmed == "" {
		return false
	}
	l, n := labelAt(trimmed)
	if n == 0 && mark != ',' && mark != ' ' && opensDate(trimmed) { // "15.07.40 прибыл"
		if found, ok := wording.StartDate(clipped(trimmed)); ok && found.Problem == "" && trimmed != rest {
			l, n = labelAt(trimmed[found.To:])
		}
	}
	if n == 0 {
		return false
	}
	switch {
	case mark == ' ':
		return l.name == "sentence" || l.name == "rehabilitated" && unicode.IsUpper(first(trimmed))
	case mark != ',':
		return true
	case l.name == "released" || l.name == "shot" || l.name == "arrested": // "дело прекращено, освобожден" is one decision
		found, ok := wording.FindDate(clipped(firstClause(trimmed)))
		return ok && found.Problem == ""
	}
	return within[l.name]
}

func firstClause(text string) string {
	if end := strings.IndexAny(text, ",;"); end >= 0 {
		return text[:end]
	}
	return text
}

// opensDate reports whether a date may begin a text.
func opensDate(text string) bool {
	return text != "" && (text[0] >= '0' && text[0] <= '9' || strings.HasPrefix(text, "В "))
}

// clipped is the beginning of a text, long enough for a date and what leads to it.
func clipped(text string) string {
	if len(text) > 200 {
		return text[:200]
	}
	return text
}
