package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxRewordings bounds the other ways to cut words.
const maxRewordings = 12

// Rewordings are other ways to cut a text into words: a hyphenated word taken apart, words that were glued together cut
// where a capital stands, and two neighbours as one word, as in Дос Мухамедов or байтұрсын ұлы. The words that stand
// around a name are read too where they may be such a part.
func (r *Reader) Rewordings(text string) [][]Word {
	var list [][]Word
	add := func(reworded string) {
		if words := r.Words(reworded); len(words) > 0 && len(list) < maxRewordings {
			list = append(list, words)
		}
	}
	if apart := takenApart(text); apart != text {
		add(apart)
	}
	if fields := strings.Fields(text); 2 < len(fields) && len(fields) <= shortText { // with two words the neighbours are all
		add(strings.Join(fields, ""))
	}
	for _, joined := range joinedNeighbours(text) {
		add(joined)
	}
	return list
}

// takenApart puts a blank where words are hyphenated or glued.
func takenApart(text string) string {
	var out strings.Builder
	var before rune
	for _, c := range text {
		switch {
		case foldSign(c) == '-':
			c = ' '
		case unicode.IsUpper(c) && unicode.IsLower(before):
			out.WriteRune(' ')
		}
		out.WriteRune(c)
		before = c
	}
	return out.String()
}

// joinedNeighbours joins each two words that only a blank separates.
func joinedNeighbours(text string) []string {
	fields := strings.Fields(text)
	var list []string
	for i := 1; i < len(fields) && len(list) < maxRewordings; i++ {
		if isLong(fields[i-1]) && isLong(fields[i]) {
			joined := slices.Concat(fields[:i-1], []string{fields[i-1] + strings.ToLower(fields[i])}, fields[i+1:])
			list = append(list, strings.Join(joined, " "))
		}
	}
	return list
}

// isLong reports whether a word is made of letters only, and of enough to be a part of a name and no initial.
func isLong(word string) bool {
	isOther := func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) && foldSign(c) != '\'' }
	return utf8.RuneCountInString(word) >= shortestRoot && !strings.ContainsFunc(word, isOther)
}

// Cuts are the ways to cut a word that was glued together of two, each of at least shortestRoot letters.
func (r *Reader) Cuts(w Word) [][2]Word {
	letters := []rune(strings.ReplaceAll(w.folded, "-", ""))
	var list [][2]Word
	for i := shortestRoot; i <= len(letters)-shortestRoot; i++ {
		first, second := r.part(string(letters[:i])), r.part(string(letters[i:]))
		if len(first.Readings) > 0 && len(second.Readings) > 0 {
			first.At, second.At = w.At, w.At+1
			list = append(list, [2]Word{first, second})
		}
	}
	return list
}

func (r *Reader) part(folded string) Word {
	return Word{Text: folded, Readings: r.readings(folded), folded: folded}
}
