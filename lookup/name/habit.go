package name

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A habit is a way of writing names: which letters stand for which phonemes. A word with a letter that it does not
// know is not read so.
type habit struct {
	name    string
	letters map[string][]string // alternatives, the usual one first
	longest map[rune]int        // letters in the longest key that begins with a letter
	marks   []string            // a word must have one of them to be read so; none for any word
	cost    Cost
}

// The ends of a word, for rules that hold only there. They are no letters, so a table need not list them.
const (
	wordStart = '^'
	wordEnd   = '$'
)

// maxAlternatives bounds the readings of one word in one habit.
const maxAlternatives = 3

// read turns a folded word into its skeletons, at most maxAlternatives; none if it is not written in this habit.
func (h *habit) read(word string) []string {
	if h.marks != nil && !slices.ContainsFunc(h.marks, func(m string) bool { return strings.Contains(word, m) }) {
		return nil
	}
	letters := slices.Concat([]rune{wordStart}, []rune(word), []rune{wordEnd})
	readings := []string{""}
	for i := 0; i < len(letters); {
		n, alternatives := h.longestKey(letters[i:])
		if n == 0 {
			return nil
		}
		var longer []string
		for _, alternative := range alternatives {
			for _, r := range readings {
				if len(longer) < maxAlternatives {
					longer = append(longer, r+alternative)
				}
			}
		}
		readings = longer
		i += n
	}
	for i := range readings {
		readings[i] = level(readings[i])
	}
	return readings
}

// readOnly reads a word of a table, which must be written in this habit.
func (h *habit) readOnly(word string) (string, error) {
	readings := h.read(word)
	if len(readings) == 0 || readings[0] == "" {
		return "", fmt.Errorf("%q cannot be read by %s.tsv", word, h.name)
	}
	return readings[0], nil
}

// longestKey finds the longest key of the table with which letters begin. Apostrophes and the ends of the word that the
// table does not use are silent.
func (h *habit) longestKey(letters []rune) (n int, alternatives []string) {
	for n = min(h.longest[letters[0]], len(letters)); n > 0; n-- {
		if a, ok := h.letters[string(letters[:n])]; ok {
			return n, a
		}
	}
	switch letters[0] {
	case wordStart, wordEnd, '\'':
		return 1, []string{""}
	}
	return 0, nil
}

// add reads a row of the table of a habit: letters and the phonemes that they stand for. Alternatives are separated by
// a blank; phonemes in [brackets] are one letter that may stand for any of them.
func (h *habit) add(cells []string, ambiguous func(members string) (byte, error)) error {
	if len(cells) == 1 { // a silent letter
		cells = append(cells, "")
	}
	if len(cells) != 2 {
		return fmt.Errorf("want letters and their phonemes")
	}
	key := norm.NFKC.String(cells[0])
	if _, twice := h.letters[key]; twice {
		return fmt.Errorf("%q stands twice", cells[0])
	}
	alternatives := strings.Fields(cells[1])
	if len(alternatives) == 0 {
		alternatives = []string{""}
	}
	for i, a := range alternatives {
		for {
			before, rest, found := strings.Cut(a, "[")
			if !found {
				break
			}
			members, after, closed := strings.Cut(rest, "]")
			letter, err := ambiguous(members)
			if err != nil || !closed {
				return fmt.Errorf("%q: want phonemes in [brackets]", cells[1])
			}
			a = before + string(letter) + after
		}
		if alternatives[i] = strings.ReplaceAll(a, "-", ""); strings.Trim(alternatives[i], "abcdefghijklmnopqrstuvxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return fmt.Errorf("%q is not made of phonemes", cells[1])
		}
	}
	h.letters[key] = alternatives
	first, _ := utf8.DecodeRuneInString(key)
	h.longest[first] = max(h.longest[first], utf8.RuneCountInString(key))
	return nil
}

func isVowel(p byte) bool { return strings.IndexByte("aeiou", p) >= 0 }

// level evens out what habits of writing leave open:
//
//	an i after a vowel, or a y that is spelt i        ai, ay   one y
//	a y or i between vowels, which Russian drops      ayev, aev
//	a y before the first e                            Yer, Er
//	double letters                                    Seifullin, Seifulin
func level(phonemes string) string {
	out := make([]byte, 0, len(phonemes))
	for i := 0; i < len(phonemes); i++ {
		p := phonemes[i]
		afterVowel := len(out) > 0 && isVowel(out[len(out)-1])
		beforeVowel := i+1 < len(phonemes) && isVowel(phonemes[i+1])
		if beforeVowel && (p == 'y' && (afterVowel || len(out) == 0 && phonemes[i+1] == 'e') || p == 'i' && afterVowel) {
			continue
		}
		if p == 'i' && afterVowel && !beforeVowel && out[len(out)-1] != 'i' {
			p = 'y'
		}
		if len(out) > 0 && out[len(out)-1] == p {
			continue
		}
		out = append(out, p)
	}
	return string(out)
}

// A Reading is one way to read a word.
type Reading struct {
	// Skeleton may have ambiguous letters, each of which stands for any of a set of phonemes.
	Skeleton string
	// Habits name the ways of writing in which the word reads so, by the names of their tables, the most usual first.
	Habits []string
	// Cost says how unusual it is to write so.
	Cost Cost
}

// maxReadings bounds the readings of one word.
const maxReadings = 6

// readings reads one folded word in every habit that accepts it, the most usual first.
func (r *Reader) readings(folded string) []Reading {
	var list []Reading
	for _, h := range r.habits {
		for i, skeleton := range h.read(folded) {
			known := slices.IndexFunc(list, func(old Reading) bool { return old.Skeleton == skeleton })
			switch {
			case known >= 0:
				list[known].Habits = append(list[known].Habits, h.name)
			case skeleton != "" && len(list) < maxReadings:
				list = append(list, Reading{skeleton, []string{h.name}, h.cost + Cost(i)*otherAlternative})
			}
		}
	}
	if plain := withoutMarks(folded); len(list) == 0 && plain != folded {
		return r.readings(plain)
	}
	for _, other := range r.equals(list) {
		if len(list) < maxReadings {
			list = append(list, other)
		}
	}
	return list
}

// otherAlternative is what it costs to read a letter in another way than its usual one in a habit.
const otherAlternative = Cost(50)

// withoutMarks takes the marks off Latin letters, for words in alphabets that are not known, such as Czech.
func withoutMarks(word string) string {
	isMark := func(c rune) rune {
		if unicode.Is(unicode.Mn, c) {
			return -1
		}
		return c
	}
	if strings.ContainsFunc(word, func(c rune) bool { return unicode.IsLetter(c) && !unicode.Is(unicode.Latin, c) }) {
		return word
	}
	return strings.Map(isMark, norm.NFD.String(word))
}
