package name

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is one word of a text, before it is read.
type token struct {
	text      string
	folded    string // with hyphens and apostrophes
	dotted    bool   // a full stop follows
	bracketed bool
	number    bool // digits, not letters
}

// joined is the folded word without its hyphens.
func (t token) joined() string { return strings.ReplaceAll(t.folded, "-", "") }

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
	"yo": true, "ts": true, "dzh": true, "gh": true, "sch": true, "ja": true, "ju": true, "je": true, "дж": true}

// maxTokens bounds how many words of a text are looked at: a book was sent, its first words will do.
const maxTokens = 96

// tokens splits a text into words and numbers; a hyphen or an apostrophe joins what it stands between.
func tokens(text string) []token {
	var list []token
	var current strings.Builder
	depth := 0
	flush := func(dotted bool) {
		text := current.String()
		current.Reset()
		if t, ok := newToken(text); ok {
			t.dotted, t.bracketed = dotted, depth > 0
			list = append(list, t)
		}
	}
	isNumber := false
	for _, c := range abbreviations.ReplaceAllString(text, "$1$2$3") {
		if len(list) >= maxTokens {
			break
		}
		digit := unicode.IsDigit(c)
		if digit != isNumber && current.Len() > 0 && (digit || unicode.IsLetter(c)) { // 1893ж, Алаш1
			flush(false)
		}
		sign := foldSign(c)
		switch {
		case isNumber && sign == '-' && current.Len() > 0: // 1893–1938
			flush(false)
		case digit, unicode.IsLetter(c), unicode.IsMark(c), sign == '-', sign == '\'', sign < 0:
			if current.Len() == 0 {
				isNumber = digit
			}
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

func newToken(text string) (token, bool) {
	folded := strings.TrimLeft(strings.Trim(foldWord(text), "-"), "-'")
	folded = strings.TrimSuffix(folded, "'s") // the English possessive
	if strings.Trim(folded, "'-") == "" {
		return token{}, false
	}
	if utf8.RuneCountInString(folded) > MaxLetters {
		folded = string([]rune(folded)[:MaxLetters])
	}
	first, _ := utf8.DecodeRuneInString(folded)
	text = strings.TrimFunc(text, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) && foldSign(c) != '\''
	})
	return token{text: text, folded: folded, number: unicode.IsDigit(first)}, true
}
