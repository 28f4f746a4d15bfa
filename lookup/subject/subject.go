// Package subject reads questions about anything but a person: a day, a thing, a number.
package subject

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
)

// The words that are not what a question is about: question words, prepositions and verbs of asking, in three languages. The
// first column says what a word does: "asks" or "counts" (how many).
//
//go:embed words.tsv
var wordTable string

var asking, counting = readWords(wordTable)

func readWords(table string) (asks, counts map[string]bool) {
	asks, counts = map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(table) {
		kind, word, isRow := strings.Cut(strings.TrimSpace(line), "\t")
		switch {
		case !isRow || strings.HasPrefix(line, "#"):
		case kind == "counts":
			counts[word], counts[Plain(word)] = true, true
		default:
			asks[word], asks[Plain(word)] = true, true
		}
	}
	return asks, counts
}

// Words are the words of a question that say what it is about, in lower case: "что такое Карлаг?" is about карлаг. asks tells
// whether there were other words, so that it was put as a question.
func Words(text string) (about []string, asks bool) {
	for _, word := range words(text) {
		if asking[word] || counting[word] {
			asks = true
		} else {
			about = append(about, word)
		}
	}
	return about, asks
}

// AsksHowMany reports whether a question asks for a number.
func AsksHowMany(text string) bool {
	return slices.ContainsFunc(words(text), func(word string) bool { return counting[word] })
}

func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\''
	})
}
