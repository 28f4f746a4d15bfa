package columns

import (
	_ "embed"
	"strings"
)

// The tables: words of lists in Kazakh, Russian and English, a class and its words a row.
//
//go:embed words.tsv
var wordsTable string

// The classes of words.tsv.
var (
	wordsByClass = readWords(wordsTable)

	unknownWords     = wordsByClass["unknown"]
	yesWords         = setOf(wordsByClass["yes"])
	noWords          = setOf(wordsByClass["no"])
	negations        = setOf(wordsByClass["negation"])
	negationEndings  = wordsByClass["negation ending"]
	unknowingWords   = wordsByClass["unknowing"]
	aliveWords       = setOf(wordsByClass["alive"])
	maleWords        = setOf(wordsByClass["male"])
	femaleWords      = setOf(wordsByClass["female"])
	yearWords        = wordsByClass["year"]
	aliasWords       = wordsByClass["alias"]
	birthNameWords   = wordsByClass["birth name"]
	daughtersEndings = wordsByClass["daughter's patronymic"]
	sonsEndings      = wordsByClass["son's patronymic"]
	sonsWords        = wordsByClass["son's patronymic apart"]
	daughtersWords   = wordsByClass["daughter's patronymic apart"]
	surnameEndings   = wordsByClass["surname"]
	monthNumbers     = numbersOf(wordsByClass["month"])
	dateFillers      = wordsByClass["date filler"]
	joiningWords     = wordsByClass["joining"]
	totalWords       = wordsByClass["total"]
	placeWords       = wordsByClass["place"]
	partWords        = map[part][]string{dayPart: wordsByClass["day part"], monthPart: wordsByClass["month part"], yearPart: wordsByClass["year part"],
		"": wordsByClass["whole date"]}
)

// longestFlag is the length in bytes of a value that says yes, no or the sex.
const longestFlag = 64

// readWords reads rows of a class, a tab, and words that are separated by bars. Classes may have several rows.
func readWords(table string) map[string][]string {
	classes := map[string][]string{}
	for row := range strings.Lines(table) {
		class, words, isRow := strings.Cut(strings.TrimRight(row, "\n"), "\t")
		if isRow && !strings.HasPrefix(row, "#") {
			classes[class] = append(classes[class], strings.Split(words, "|")...)
		}
	}
	return classes
}

func setOf(words []string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[normal(w)] = true
	}
	return set
}

// numbersOf numbers months: each language has the twelve in a row of their own, forms of one month with a slash between.
func numbersOf(months []string) map[string]int {
	numbers := map[string]int{}
	for i, forms := range months {
		for form := range strings.SplitSeq(forms, "/") {
			numbers[form] = i%12 + 1
		}
	}
	return numbers
}

// hasEnding reports whether a word in lower case ends in one of the endings and is longer.
func hasEnding(word string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(word, e) && len(word) > len(e) {
			return true
		}
	}
	return false
}
