// Package name reads written names. A spelling, in whatever script and habit, becomes one or more skeletons: strings
// of phonemes, one ASCII letter each, in which usual ways of writing one name meet. Between skeletons there is a
// distance in bits.
//
// Everything that a linguist may want to change stands in the tables of the folder tables:
//
//	habits.tsv          the habits of writing: alphabets, romanisations, customs of a language
//	habits/NAME.tsv     letters to phonemes, one file per habit
//	costs.tsv           what taking one phoneme for another costs
//	endings.tsv         case endings and family endings
//	initials.tsv        letters that begin the writing of another sound
//	equal.tsv           given names that are one name in two traditions
//	frequent.tsv        surnames that many bear
//	words.tsv, courtesies.tsv, common.tsv, kin.tsv  words around a name, those that tell nothing, those that are no names,
//	                    and those for relatives
//	years.tsv           words near a year that tell what happened in it
//	keyboards.tsv       what the keys type in the layouts that are mistaken for one another
//
// Skeleton letters: a b c(ц) d e f g h i j(ж) k l m n o p q(ч) r s t u v x(ш) y z.
package name

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxWords bounds how many words of a message are read; MaxLetters how many letters of a word.
const (
	MaxWords   = 12
	MaxLetters = 40
)

// A Word is one word of a written name.
type Word struct {
	// Text is the word as written.
	Text string
	// At is the place of the word in its text, counted in words; neighbours are Neighbours apart.
	At int
	// Initial says that the word stands for a name that begins with its skeleton.
	Initial bool
	// Alternative says that the word stood in brackets: another name in the place of the one before it.
	Alternative bool
	// Capital says that the word begins with a capital.
	Capital bool
	// Aside says that the word is written small among words with capitals, or follows a word for a relative, and so is
	// hardly a part of the name.
	Aside bool
	// Around says that the word is one of those that stand around a name, and so is a part of it only if nothing else can
	// be meant.
	Around bool
	// Tells says that such a word tells who is meant: a place, a profession.
	Tells bool
	// Readings of the word, the likeliest first.
	Readings []Reading

	folded string
}

// Beginnings are the skeletons, in phonemes alone, with which names begin whose writing begins as a folded word does.
func (r *Reader) Beginnings(folded string) []string {
	var list []string
	for _, reading := range r.readings(folded) {
		if plain := r.plain(reading.Skeleton); !slices.Contains(list, plain) {
			list = append(list, plain)
		}
	}
	return list
}

// Neighbours is how far apart words are that stand next to one another. Parts of one word are less.
const Neighbours = 2

// Plain is the likeliest reading in phonemes alone, as a dictionary has it.
func (r *Reader) Plain(w Word) string { return r.plain(w.Readings[0].Skeleton) }

// plain takes ambiguous letters for the first of their phonemes.
func (r *Reader) plain(skeleton string) string {
	return strings.Map(func(c rune) rune {
		if 'A' <= c && c <= 'Z' {
			return rune(r.ambiguous[c-'A'][0])
		}
		return c
	}, skeleton)
}

// A Reader reads names by the tables. It is safe for concurrent use.
type Reader struct {
	habits    []*habit
	ambiguous []string // the members of the letters A, B, ...
	costs     *costTable
	endings   []ending
	families  []string            // the classes of family endings
	fathers   []bool              // whether a class, by its number, is one of fathers' names
	equal     map[string][]string // skeletons of given names that are one name
	frequent  map[string]float64  // share of people who bear a surname
	digraphs  map[byte]digraph    // sounds of which an initial may be the first letter
	around    *aroundWords
	tells     map[string]YearKind // what words near a year tell of it
	keys      keyboards
}

// NewReader loads the tables. An error means that a table is malformed.
func NewReader() (*Reader, error) { return loadTables(tables) }

// Words reads the words of a text that may be parts of a name, at most MaxWords. It leaves out numbers, words that no habit
// of writing accepts, and in a longer text those that only stand around a name.
func (r *Reader) Words(text string) []Word { return r.Read(text).Words() }

// Words are those of Reader.Words.
func (x Text) Words() []Word {
	r, list := x.reader, x.tokens
	isShort := len(list) <= shortText
	var words []Word
	named := false // a whole name has been read
	ofKin := false // a word for a relative came after it
	for at, t := range list {
		kind := x.kinds[at]
		around, isKin := kind != partOfName, kind == kinWord
		ofKin = ofKin || named && isKin
		mayBeName := isShort && !isKin && utf8.RuneCountInString(t.folded) >= shortestRoot // Адам is a name and a word
		if t.number || around && !t.isInitial() && !mayBeName {
			continue
		}
		word := r.word(t)
		word.At = at * Neighbours
		switch {
		case len(word.Readings) == 0, around && word.Initial && !t.dotted && !isCapital(t.text): // a preposition of one letter
			continue
		case around && !word.Initial:
			word.Aside, word.Around, word.Tells = true, true, kind == telling
		case around && !t.dotted, ofKin: // С may be Saken's initial, or begin a sentence
			word.Aside = true
		}
		named = named || !word.Initial && !around
		if words = append(words, word); len(words) == MaxWords {
			break
		}
	}
	if !slices.ContainsFunc(words, func(w Word) bool { return !w.Around }) {
		return nil
	}
	markAsides(words)
	return words
}

// shortText is how many words a text has at most that may be a bare name, without a sentence around it.
const shortText = 4

// allWords reads all words of a text that is nothing but a name.
func (r *Reader) allWords(text string) []Word {
	var words []Word
	for _, t := range tokens(text) {
		isTitle := t.folded == "mr" || t.folded == "mrs"
		if word := r.word(t); len(word.Readings) > 0 && !isTitle && len(words) < MaxWords {
			words = append(words, word)
		}
	}
	return words
}

func (r *Reader) word(t token) Word {
	return Word{Text: t.text, Capital: isCapital(t.text), Initial: t.isInitial(), Alternative: t.bracketed, Readings: r.readings(t.joined()), folded: t.folded}
}

// TellsOfKin reports whether a text has a word for a relative, so that another person than the named one may be meant.
func (x Text) TellsOfKin() bool {
	for i, t := range x.tokens {
		isEnding := t.endsFathersName()
		if x.kinds[i] == kinWord && !isEnding || isEnding && i > 0 && x.reader.isGenitive(x.tokens[i-1]) {
			return true
		}
	}
	return false
}

// IsSpoken reports whether a text has words that stand around names. Shorter ones than these also come about by chance,
// when a name is typed in the wrong layout of the keyboard.
func (x Text) IsSpoken() bool {
	const shortest = 3
	for i, t := range x.tokens {
		if x.kinds[i] != partOfName && utf8.RuneCountInString(t.text) >= shortest {
			return true
		}
	}
	return false
}

// IsBare reports whether a text is nothing but parts of a name, numbers aside: it has no words that stand around names, nor
// words written small beside others with capitals.
func (x Text) IsBare() bool {
	capital, small := false, false
	for i, t := range x.tokens {
		if x.kinds[i] != partOfName && !(t.isInitial() && t.dotted) {
			return false
		}
		capital = capital || isCapital(t.text)
		small = small || !t.number && !t.isInitial() && !isCapital(t.text)
	}
	return !(capital && small)
}

// endsFathersName reports whether a word is the ending of a father's name that may stand apart: Байтұрсын ұлы.
func (t token) endsFathersName() bool {
	return slices.Contains([]string{"ұлы", "қызы", "улы", "кызы", "uly", "uli", "ulı", "kyzy", "qyzy", "қизи", "ۇلى", "قىزى"}, t.folded)
}

// isGenitive reports whether a word ends as the Kazakh genitive does, so that the next one is a relative of the named
// person: Мағжанның ұлы.
func (r *Reader) isGenitive(t token) bool {
	for _, reading := range r.readings(t.joined()) {
		for _, ending := range []string{"nin", "din", "tin"} {
			if strings.HasSuffix(reading.Skeleton, ending) && len(reading.Skeleton) > len(ending)+shortestRoot {
				return true
			}
		}
	}
	return false
}

// MaxNames bounds how many names of one message are looked up.
const MaxNames = 10

// numbering is that of a list: 1. 2)
var numbering = regexp.MustCompile(`(^|\s)\d{1,2}[.)]\s`)

// Several splits a text that may hold several names: at line ends, commas, semicolons and words for "and". It returns
// nothing if there is nothing to split.
func Several(text string) []string {
	text = numbering.ReplaceAllString(text, "\n")
	for _, and := range []string{" и ", " және ", " мен ", " пен ", " and "} {
		text = strings.ReplaceAll(text, and, "\n")
	}
	names := strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("\n\r,;", c) })
	names = slices.DeleteFunc(names, func(name string) bool { return strings.TrimSpace(name) == "" })
	if len(names) < 2 {
		return nil
	}
	return names[:min(len(names), MaxNames)]
}

// Unread returns the words of a text that no habit of writing accepts, such as those of another script.
func (r *Reader) Unread(text string) []string {
	var unread []string
	for _, t := range tokens(text) {
		if !t.number && len(r.readings(t.joined())) == 0 && len(unread) < MaxWords {
			unread = append(unread, t.text)
		}
	}
	return unread
}

func isCapital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

func markAsides(words []Word) {
	if slices.ContainsFunc(words, func(w Word) bool { return isCapital(w.Text) }) {
		for i := range words {
			words[i].Aside = words[i].Aside || !isCapital(words[i].Text)
		}
	}
}

// A digraph is a sound whose writing begins with the letter of another one.
type digraph struct {
	phonemes  string
	anyScript bool // in Cyrillic too
}

// digraphInitial is what it costs to take an initial for the first of several letters of a sound.
const digraphInitial = Cost(50)

// InitialCost is how far, in bits, an initial or the beginning of a written name is from a phoneme.
func (r *Reader) InitialCost(w Word, phoneme byte) float64 {
	nearest := Slip
	for _, reading := range w.Readings {
		cost := r.costs[Number(reading.Skeleton[0])][Number(phoneme)]
		if d := r.digraphs[reading.Skeleton[0]]; w.Initial && strings.IndexByte(d.phonemes, phoneme) >= 0 && (d.anyScript || !isCyrillic(w.folded)) {
			cost = min(cost, digraphInitial)
		}
		nearest = min(nearest, cost+reading.Cost)
	}
	return nearest.Bits()
}

// SameScript reports whether two spellings are both in Cyrillic or both not.
func SameScript(a, b string) bool { return isCyrillic(a) == isCyrillic(b) }

func isCyrillic(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) })
}
