package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a text into the form in which spellings are compared: composed letters, lower case, no apostrophes,
// and look-alike letters of another script turned into the script of their word.
func Fold(text string) string {
	words := strings.FieldsFunc(text, unicode.IsSpace)
	for i, w := range words {
		words[i] = strings.ReplaceAll(foldWord(w), apostrophe, "")
	}
	return strings.Join(words, " ")
}

// apostrophe is what all signs of that look are folded to. It stays in a folded word, because the Kazakh Latin alphabet
// of 2017 makes letters with it.
const apostrophe = "'"

// foldWord folds one word. Compatibility forms (NFKC) bring together what keyboards and old fonts tell apart, such as
// the presentation forms of Arabic letters.
func foldWord(word string) string {
	return strings.Map(foldSign, norm.NFKC.String(lower(unmix(norm.NFKC.String(word)))))
}

// unmix turns the letters of a word that look like those of another script into that script, where scripts are mixed: into
// the script of the letters that look like none, or of most.
func unmix(word string) string {
	var latin, cyrillic, latinAlike, cyrillicAlike int
	for _, c := range word {
		switch {
		case unicode.Is(unicode.Latin, c):
			latin++
			latinAlike += one(strings.ContainsRune(latinLike, c))
		case unicode.Is(unicode.Cyrillic, c):
			cyrillic++
			cyrillicAlike += one(strings.ContainsRune(cyrillicLike, c))
		}
	}
	switch {
	case latin == 0 || cyrillic == 0:
		return word
	case latinAlike == latin && (cyrillicAlike < cyrillic || cyrillic >= latin), cyrillicAlike < cyrillic && cyrillic >= latin:
		return strings.Map(func(c rune) rune { return swap(c, latinLike, cyrillicLike) }, word)
	}
	return strings.Map(func(c rune) rune { return swap(c, cyrillicLike, latinLike) }, word)
}

// lower is strings.ToLower, but for the Turkish capital İ, which that turns into i with a second dot.
func lower(s string) string { return strings.ToLower(strings.ReplaceAll(s, "İ", "i")) }

// foldSign makes one apostrophe of all signs like it, one hyphen of all hyphens, and drops what cannot be seen, stress
// marks, vowel points and the stretching sign of Arabic.
func foldSign(c rune) rune {
	const (
		apostrophes = "'’‘ʼʹ`´‛′ʿʾˈ＇"
		doubled     = "ʺ‟\"″“”„" // the hard sign of scholars, or a quotation mark
		hyphens     = "‐‑‒–—−"
		stress      = "\u0300\u0301" // Ма́йлин
		tatweel     = '\u0640'
		firstPoint  = '\u064b' // of the vowel points of Arabic
		lastPoint   = '\u0652'
		daggerAlef  = '\u0670'
	)
	switch {
	case c < utf8.RuneSelf && c != '\'' && c != '`' && c != '"':
		return c
	case strings.ContainsRune(apostrophes, c):
		return '\''
	case strings.ContainsRune(hyphens, c):
		return '-'
	case strings.ContainsRune(doubled, c), strings.ContainsRune(stress, c), c == '\u00ad', c == tatweel,
		firstPoint <= c && c <= lastPoint, c == daggerAlef, unicode.Is(unicode.Cf, c):
		return -1
	}
	return c
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Letters that look alike, in the same order in both scripts.
const (
	latinLike    = "aceiopxyjshkəɵÿABCEHIJKMOPSTXYƏƟŸ"
	cyrillicLike = "асеіорхујѕһкәөүАВСЕНІЈКМОРЅТХУӘӨҮ"
)

func swap(c rune, from, to string) rune {
	at := strings.IndexRune(from, c)
	if at < 0 {
		return c
	}
	n := utf8.RuneCountInString(from[:at])
	return []rune(to)[n]
}
