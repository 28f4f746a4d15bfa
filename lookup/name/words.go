package name

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A wordKind says what a word that stands around a name does there.
type wordKind int

const (
	partOfName wordKind = iota // it may be a part of the name: it is in no table
	kinWord                    // it is a word for a relative
	courtesy                   // it tells nothing of the person
	telling                    // it tells who is meant, such as a profession
)

// aroundWords hold the words that stand around names, as written and, for those who write Kazakh or Russian in other
// scripts, by their phonemes, if those are many enough to be no name. The phonemes are read when they are first asked for.
type aroundWords struct {
	written  map[string]wordKind
	phonemes func() map[string]wordKind
}

// aroundHabits are those in which Kazakh and Russian words are written in other scripts.
var aroundHabits = []string{"arabic", "english", "kazakh-latin"}

// shortestWord is how many phonemes a word in another script must have to be known by them.
const shortestWord = 5

func newAroundWords(r *Reader) *aroundWords {
	a := &aroundWords{written: map[string]wordKind{}}
	a.phonemes = sync.OnceValue(func() map[string]wordKind {
		kinds := map[string]wordKind{}
		for word, kind := range a.written {
			if skeleton, err := r.habits[0].readOnly(word); err == nil && len(skeleton) >= shortestWord {
				kinds[skeleton] = min(kind, orElse(kinds[skeleton], kind))
			}
		}
		return kinds
	})
	return a
}

// withoutKazakh writes a word as on a keyboard without the Kazakh letters. A word of fewer letters than shortestPlain may be a name
// then: кім is not Ким.
var withoutKazakh = strings.NewReplacer("ә", "а", "ғ", "г", "қ", "к", "ң", "н", "ө", "о", "ұ", "у", "ү", "у", "һ", "х", "і", "и")

const shortestPlain = 5

// orElse returns a kind, or another one if it is none.
func orElse(kind, other wordKind) wordKind {
	if kind == partOfName {
		return other
	}
	return kind
}

// add reads rows of words in lower case, separated by blanks. A word of two tables is of the first kind.
func (a *aroundWords) add(kind wordKind) func(cells []string) error {
	return func(cells []string) error {
		for _, word := range strings.Fields(cells[0]) {
			a.written[word] = min(kind, orElse(a.written[word], kind))
			if plain := withoutKazakh.Replace(word); plain != word && utf8.RuneCountInString(word) >= shortestPlain {
				a.written[plain] = min(kind, orElse(a.written[plain], kind))
			}
		}
		return nil
	}
}

// kindOf says what a word does around a name.
func (r *Reader) kindOf(t token) wordKind {
	if kind, ok := r.around.written[t.folded]; ok {
		return kind
	}
	if isCyrillic(t.folded) {
		return partOfName
	}
	for _, h := range r.habits {
		if !slices.Contains(aroundHabits, h.name) {
			continue
		}
		for _, skeleton := range h.read(t.joined()) {
			if kind, ok := r.around.phonemes()[r.plain(skeleton)]; ok && len(skeleton) >= shortestWord {
				return kind
			}
		}
	}
	return partOfName
}
