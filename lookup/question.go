package lookup

import (
	"regexp"
	"strings"

	"joqtau/lookup/name"
)

// maxText bounds, in bytes, how much of a text is looked at: a name stands at the beginning of a message, or not at all.
const maxText = 4096

// A question is a text, read as one name with what stands around it.
type question struct {
	words  []name.Word
	known  []knowledge // of each word; nil before they are looked up
	years  []name.Year
	beside []name.Beside // words that tell who is meant
	kin    bool          // a relative of the named person may be meant
	bare   bool          // it is a name without a sentence around it
	spoken bool          // it has words of a sentence, so that it was typed in the right layout of the keyboard
}

func (e *Engine) read(text string) question {
	t := e.reader.Read(text)
	return question{words: t.Words(), years: t.Years(), beside: t.Beside(), kin: t.TellsOfKin(), bare: t.IsBare(), spoken: t.IsSpoken()}
}

// CleanText bounds a text, makes it valid, and takes out what holds letters and no words: web and mail addresses, and tags.
func CleanText(text string) string {
	return noWords.ReplaceAllString(strings.ToValidUTF8(text[:min(len(text), maxText)], ""), " ")
}

// noWords are addresses and tags. A tag has no name of a person between its brackets: they begin with a letter of HTML.
var noWords = regexp.MustCompile(`(?i)\bhttps?://\S*|\bwww\.\S+|\S+@\S+\.\S+|\b[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|org|net|info|kz|ru|kg|uz|su|de|me)\b(/\S*)?|</?[a-z][^<>]*>`)

func (q question) with(words []name.Word) question {
	q.words, q.known = words, nil
	return q
}

// texts are the words that were taken for parts of a name, as written.
func texts(words []name.Word) []string {
	var list []string
	for _, w := range words {
		if !w.Around {
			list = append(list, w.Text)
		}
	}
	return list
}

// isStrange reports whether no word of the question is known.
func (q question) isStrange() bool {
	strange := false
	for i, w := range q.words {
		if q.known[i] != unknown && !w.Around {
			return false
		}
		strange = strange || !w.Around
	}
	return strange
}

// names is the number of words that may be names.
func (q question) names() int {
	n := 0
	for _, w := range q.words {
		if !w.Aside || len(q.words) == 2 && (w.Capital || !w.Around) && !w.Tells { // василий Сталин, Адам Ауэзов
			n++
		}
	}
	return n
}
