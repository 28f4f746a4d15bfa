package wording

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
)

// The tables of what lists say of a person: a whole value and the code of the vocabulary that says the same. Forms of a word
// have a row each.
var (
	//go:embed nationality.tsv
	nationalityTable string
	//go:embed education.tsv
	educationTable string
	//go:embed party.tsv
	partyTable string

	nationalities = readValues("nationality", nationalityTable)
	educations    = readValues("education", educationTable)
	parties       = readValues("party", partyTable)
)

// Nationality is the code of the nationality that a value names, of a man, of a woman or in the plural. Some lists write
// other things in its place, such as "малограмотный": these are no nationality.
func Nationality(text string) (code string, ok bool) { return nationalities.code(text) }

// Education is the code of the schooling that a value names. "Высшее экономическое" is not understood, for a code would lose
// half of it.
func Education(text string) (code string, ok bool) { return educations.code(text) }

// Party is the code of the membership that a value names. "Член ВКП(б) до 1935" is not understood, for it says more than a
// code.
func Party(text string) (code string, ok bool) { return parties.code(text) }

// values are whole values of a field, folded, and their codes.
type values map[string]string

func (v values) code(text string) (code string, ok bool) {
	code, ok = v[fold(text)]
	return code, ok
}

// fold makes alike what differs only in case, ё, spaces or final dots.
func fold(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r == 'ё' || r == 'Ё':
			return 'е'
		}
		return unicode.ToLower(r)
	}, text)
	return strings.TrimRight(text, ".")
}

// readValues reads a table. A bad one is a fault of the program, which a test of any kind finds.
func readValues(name, table string) values {
	read := values{}
	for row := range strings.Lines(table) {
		value, code, _ := strings.Cut(strings.TrimSpace(row), "\t")
		if value == "value" {
			continue
		}
		key := fold(value)
		if _, isTwice := read[key]; isTwice || key == "" || code == "" {
			panic(fmt.Sprintf("%s.tsv: %q: want a value that stands once, and its code", name, row))
		}
		read[key] = code
	}
	return read
}
