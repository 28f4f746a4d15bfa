package subject

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

//go:embed endings.tsv
var endingTable string

// An ending may stand behind a stem, and behind other endings of lower places.
type ending struct {
	place   int
	letters []rune
}

// endings are those of each language.
var endings = readEndings(endingTable)

func readEndings(table string) map[string][]ending {
	list := map[string][]ending{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(cells) != 3 {
			continue
		}
		place, err := strconv.Atoi(cells[1])
		if err != nil {
			panic(fmt.Sprintf("endings.tsv: %v", err)) // the table is part of the program
		}
		for _, letters := range strings.Fields(cells[2]) {
			list[cells[0]] = append(list[cells[0]], ending{place, []rune(letters)})
		}
	}
	return list
}

// shortestStem is how many letters a stem has at least behind which both words go on, and shortestWord one that is a whole word.
const (
	shortestStem = 4
	shortestWord = 3
)

// Agree reports whether a word that was asked is a form of a word of a title: they have a stem in common, behind which each has
// nothing but endings of one language. A letter that Russian keyboards lack may be missing from what was asked, but where it
// was written it is meant: ақтау is not актау.
func Agree(asked, title string) bool {
	a, t := []rune(strings.ToLower(asked)), []rune(strings.ToLower(title))
	stem := 0
	for stem < min(len(a), len(t)) && isWritten(a[stem], t[stem]) {
		stem++
	}
	if stem == len(a) && stem == len(t) {
		return true
	}
	if stem < min(len(a), len(t)) && areOneSound(a[stem], t[stem]) { // халық, халығы
		stem++
	}
	for ; stem >= shortestWord; stem-- {
		isWord := stem == len(a) || stem == len(t)
		if !isWord && stem < shortestStem {
			return false
		}
		for _, list := range endings {
			if isEnding(list, a[stem:], 0) && isEnding(list, t[stem:], 0) {
				return true
			}
		}
	}
	return false
}

// isEnding reports whether letters are endings of a language, one behind another, above a place.
func isEnding(list []ending, letters []rune, place int) bool {
	return len(letters) == 0 || slices.ContainsFunc(list, func(e ending) bool {
		return e.place > place && begins(letters, e.letters) && isEnding(list, letters[len(e.letters):], e.place)
	})
}

func begins(letters, ending []rune) bool {
	if len(ending) > len(letters) {
		return false
	}
	for i, c := range ending {
		if !isWritten(letters[i], c) {
			return false
		}
	}
	return true
}

// missing are letters that many keyboards and writers do without, with those that stand for them.
var missing = map[rune]rune{'ә': 'а', 'ғ': 'г', 'қ': 'к', 'ң': 'н', 'ө': 'о', 'ұ': 'у', 'ү': 'у', 'һ': 'х', 'і': 'и', 'ё': 'е'}

// isWritten reports whether a written letter may stand for one.
func isWritten(written, letter rune) bool { return written == letter || written == missing[letter] }

// Plain is a word as it is written without the letters that keyboards lack. A shorter one than five letters stays as it is, for it
// may be another word then: кім is not Ким.
func Plain(word string) string {
	if utf8.RuneCountInString(word) < 5 {
		return word
	}
	return strings.Map(func(c rune) rune {
		if plain, ok := missing[c]; ok {
			return plain
		}
		return c
	}, word)
}

// areOneSound reports whether the last letter of a Kazakh stem becomes another before a vowel: халық, халығы; мектеп, мектебі.
func areOneSound(a, b rune) bool {
	const hard, soft = "қкп", "ғгб"
	plain := func(c rune) int { return strings.IndexRune(hard, c) }
	voiced := func(c rune) int { return strings.IndexRune(soft, c) }
	return plain(a) >= 0 && plain(a) == voiced(b) || plain(b) >= 0 && plain(b) == voiced(a)
}
