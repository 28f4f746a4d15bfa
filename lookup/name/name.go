// Package name reads written names. A spelling, in whatever script and habit, becomes one or more skeletons: strings
// of phonemes, one ASCII letter each, in which usual ways of writing one name meet. Between skeletons there is a
// distance in bits.
//
// Everything that a linguist may want to change stands in the tables of the folder tables:
//
//	cyrillic.tsv, english.tsv, kazakh-latin.tsv   letters to phonemes, one file per habit of writing
//	costs.tsv                                     what taking one phoneme for another costs
//	endings.tsv                                   case endings and family endings
//	words.tsv, kin.tsv                            words around a name, and those for relatives
//
// Skeleton letters: a b c(ц) d e f g h i j(ж) k l m n o p q(ч) r s t u v x(ш) y z.
package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
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
	// Initial says that the word stands for a name that begins with its skeleton.
	Initial bool
	// Alternative says that the word stood in brackets: another name in the place of the one before it.
	Alternative bool
	// Aside says that the word is written small among words with capitals, and so is hardly a name.
	Aside bool
	// Skeletons are the readings of the word, the likeliest first.
	Skeletons []string
}

// A Reader reads names by the tables. It is safe for concurrent use.
type Reader struct {
	habits  []habit
	costs   costTable
	endings []ending
	around  map[string]bool // words around a name
	kin     map[string]bool // words for relatives
}

// NewReader loads the tables. An error means that a table is malformed.
func NewReader() (*Reader, error) { return loadTables(tables) }

// Words reads the words of a text, at most MaxWords, and leaves out those that only stand around a name and those that
// no habit of writing accepts.
func (r *Reader) Words(text string) []Word {
	var words []Word
	for _, t := range tokens(text) {
		around := r.around[t.folded] || r.kin[t.folded]
		if around && !t.isInitial() {
			continue
		}
		word := Word{Text: t.text, Initial: t.isInitial(), Alternative: t.bracketed, Skeletons: r.skeletons(t.folded)}
		switch {
		case len(word.Skeletons) == 0, around && !t.dotted && !isCapital(t.text): // a preposition of one letter
			continue
		case around && !t.dotted: // С may be Saken's initial, or begin a sentence
			word.Aside = true
		}
		if words = append(words, word); len(words) == MaxWords {
			break
		}
	}
	markAsides(words)
	return words
}

// TellsOfKin reports whether a text has a word for a relative, so that another person than the named one may be meant.
func (r *Reader) TellsOfKin(text string) bool {
	return slices.ContainsFunc(tokens(text), func(t token) bool { return r.kin[t.folded] })
}

// MaxNames bounds how many names of one message are looked up.
const MaxNames = 10

// Several splits a text that may hold several names: at line ends, commas, semicolons and words for "and". It returns
// nothing if there is nothing to split.
func Several(text string) []string {
	for _, and := range []string{" и ", " және ", " мен ", " пен ", " and "} {
		text = strings.ReplaceAll(text, and, "\n")
	}
	names := strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("\n\r,;", c) })
	if len(names) < 2 {
		return nil
	}
	return names[:min(len(names), MaxNames)]
}

// Unread returns the words of a text that no habit of writing accepts, such as those of another script.
func (r *Reader) Unread(text string) []string {
	var unread []string
	for _, t := range tokens(text) {
		if len(r.skeletons(t.folded)) == 0 && len(unread) < MaxWords {
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

// skeletons reads one folded word in every habit that accepts it.
func (r *Reader) skeletons(folded string) []string {
	var list []string
	for _, h := range r.habits {
		skeleton, ok := h.read(folded)
		if ok && skeleton != "" && !slices.Contains(list, skeleton) {
			list = append(list, skeleton)
		}
	}
	return list
}

// Fold brings a text into the form in which spellings are compared: composed letters, lower case, no apostrophes,
// and look-alike letters of another script turned into the script of their word.
func Fold(text string) string {
	words := strings.FieldsFunc(text, unicode.IsSpace)
	for i, w := range words {
		words[i] = foldWord(w)
	}
	return strings.Join(words, " ")
}

func foldWord(word string) string {
	word = strings.Map(dropMarks, norm.NFC.String(lower(word)))
	var latin, cyrillic int
	for _, c := range word {
		switch {
		case unicode.Is(unicode.Latin, c):
			latin++
		case unicode.Is(unicode.Cyrillic, c):
			cyrillic++
		}
	}
	switch {
	case latin == 0 || cyrillic == 0:
		return word
	case cyrillic >= latin:
		return strings.Map(func(c rune) rune { return swap(c, latinLike, cyrillicLike) }, word)
	default:
		return strings.Map(func(c rune) rune { return swap(c, cyrillicLike, latinLike) }, word)
	}
}

// lower is strings.ToLower, but for the Turkish capital İ, which that turns into i with a second dot.
func lower(s string) string { return strings.ToLower(strings.ReplaceAll(s, "İ", "i")) }

// dropMarks removes apostrophes and the like, which romanisations put between letters, and invisible characters.
func dropMarks(c rune) rune {
	const stress = "\u0300\u0301" // Ма́йлин
	if strings.ContainsRune("'’‘ʼʹʺ`´‛‟\"\u00ad"+stress, c) || unicode.Is(unicode.Cf, c) {
		return -1
	}
	return c
}

// Letters that look alike, in the same order in both scripts.
const (
	latinLike    = "aceiopxyjshkəɵÿ"
	cyrillicLike = "асеіорхујѕһкәөү"
)

func swap(c rune, from, to string) rune {
	at := strings.IndexRune(from, c)
	if at < 0 {
		return c
	}
	n := utf8.RuneCountInString(from[:at])
	return []rune(to)[n]
}

// Like chooses from spellings of one name the one to show beside a written word: the same if it is there, else one in
// the same script if there is one.
func Like(spellings []string, written string) string {
	folded := Fold(written)
	for _, s := range spellings {
		if Fold(s) == folded {
			return s
		}
	}
	for _, s := range spellings {
		if isCyrillic(s) == isCyrillic(written) {
			return s
		}
	}
	return spellings[0]
}

func isCyrillic(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) })
}

// A token is one word of a text, before it is read.
type token struct {
	text      string
	folded    string
	dotted    bool // a full stop follows
	bracketed bool
}

// isInitial: a letter, or letters that stand for one sound, that end in a full stop or stand alone.
func (t token) isInitial() bool {
	switch n := utf8.RuneCountInString(t.folded); {
	case n == 1:
		return true
	case !t.dotted:
		return false
	case n == 2 || n == 3:
		return isDigraph[t.folded]
	}
	return false
}

var isDigraph = map[string]bool{"zh": true, "kh": true, "sh": true, "ch": true, "ya": true, "yu": true, "ye": true,
	"yo": true, "ts": true, "dzh": true, "gh": true, "дж": true}

// tokens splits a text into words of letters; a hyphen joins what it stands between.
func tokens(text string) []token {
	var list []token
	var current strings.Builder
	depth := 0
	flush := func(dotted bool) {
		if current.Len() == 0 {
			return
		}
		word := strings.Trim(current.String(), "-")
		current.Reset()
		if folded := strings.ReplaceAll(foldWord(word), "-", ""); folded != "" {
			if utf8.RuneCountInString(folded) > MaxLetters {
				folded = string([]rune(folded)[:MaxLetters])
			}
			list = append(list, token{text: word, folded: folded, dotted: dotted, bracketed: depth > 0})
		}
	}
	for _, c := range text {
		if len(list) > 8*MaxWords { // a book was sent; its first words will do
			break
		}
		switch {
		case unicode.IsLetter(c), unicode.IsMark(c), c == '-', dropMarks(c) < 0:
			current.WriteRune(c)
		default:
			flush(c == '.')
			switch {
			case c == '(':
				depth++
			case c == ')' && depth > 0:
				depth--
			}
		}
	}
	flush(false)
	return list
}
