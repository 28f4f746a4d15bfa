package subject

import (
	_ "embed"
	"strings"
)

// A Manner is what a text does that is no question.
type Manner string

// The manners. Any other but the empty one is the code of a language that is asked for.
const (
	Question Manner = ""
	Thanks   Manner = "thanks"
	Greeting Manner = "greets"
	Help     Manner = "helps"
)

//go:embed manners.tsv
var mannerTable string

// beside is the kind of the words that stand beside those of another.
const beside Manner = "beside"

// mannerWords are the words of each manner, mannerPhrases the phrases that ask for a language.
var mannerWords, mannerPhrases = readManners(mannerTable)

func readManners(table string) (kinds, phrases map[Manner][][]string) {
	kinds, phrases = map[Manner][][]string{}, map[Manner][][]string{}
	for line := range strings.Lines(table) {
		kind, list, isRow := strings.Cut(strings.TrimSpace(line), "\t")
		switch manner := Manner(kind); {
		case strings.HasPrefix(line, "#") || !isRow:
		case manner == Thanks || manner == Greeting || manner == Help || manner == beside:
			for _, word := range strings.Fields(list) {
				kinds[manner] = append(kinds[manner], []string{word})
			}
		default:
			phrases[manner] = append(phrases[manner], strings.Fields(list))
		}
	}
	return kinds, phrases
}

// MannerOf tells what a text does that is no question: it thanks, greets, asks for help or for another language, and has no
// other words.
func MannerOf(text string) Manner {
	written := words(text)
	for manner, phrases := range mannerPhrases {
		if isAny(written, phrases) {
			return manner
		}
	}
	for _, manner := range []Manner{Thanks, Help, Greeting} { // "спасибо за помощь" thanks, "салам, помогите" asks for help
		if does(written, manner) {
			return manner
		}
	}
	return Question
}

// does reports whether a word of a text is of a manner, and each is of one.
func does(written []string, manner Manner) bool {
	found := false
	for _, word := range written {
		one := []string{word}
		switch {
		case isAny(one, mannerWords[manner]):
			found = true
		case !isAny(one, mannerWords[beside]) && !isAny(one, mannerWords[Greeting]):
			return false
		}
	}
	return found
}

// isAny reports whether words are one of several phrases.
func isAny(written []string, phrases [][]string) bool {
	for _, phrase := range phrases {
		if len(written) == len(phrase) && isWrittenFor(written, phrase) {
			return true
		}
	}
	return false
}

// isWrittenFor reports whether words are those of a phrase, letters aside that a keyboard lacks.
func isWrittenFor(written, phrase []string) bool {
	for i := range phrase {
		a, b := []rune(written[i]), []rune(phrase[i])
		if len(a) != len(b) || !begins(a, b) {
			return false
		}
	}
	return true
}
