package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a number, a word or a mark of a text.
type token struct {
	kind     rune // '0' a number, 'a' a word, else the mark itself, a dash of any length as '-'
	n        int  // of a number, as far as five digits
	digits   int
	word     string // in lower case, without ё
	capital  bool   // the word begins with a capital
	from, to int
}

// lex takes a text apart. Blanks are left out.
func lex(text string) []token {
	tokens := make([]token, 0, len(text)/6+2)
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		start := i
		i += size
		switch {
		case c >= '0' && c <= '9':
			for i < len(text) && text[i] >= '0' && text[i] <= '9' {
				i++
			}
			t := token{kind: '0', digits: i - start, from: start, to: i}
			for _, digit := range text[start:min(i, start+5)] {
				t.n = t.n*10 + int(digit-'0')
			}
			tokens = append(tokens, t)
		case unicode.IsLetter(c):
			for i < len(text) {
				next, size := utf8.DecodeRuneInString(text[i:])
				if !unicode.IsLetter(next) {
					break
				}
				i += size
			}
			tokens = append(tokens, token{kind: 'a', word: lower(text[start:i]), capital: unicode.IsUpper(c), from: start, to: i})
		case unicode.IsSpace(c):
		case c == '–' || c == '—' || c == '-':
			tokens = append(tokens, token{kind: '-', from: start, to: i})
		case strings.ContainsRune("«»“”„\"'", c):
			tokens = append(tokens, token{kind: '"', from: start, to: i})
		default:
			tokens = append(tokens, token{kind: c, from: start, to: i})
		}
	}
	return tokens
}

// lower makes a text comparable: lower case, without ё.
func lower(text string) string {
	text = strings.ToLower(text)
	if strings.Contains(text, "ё") {
		text = strings.ReplaceAll(text, "ё", "е")
	}
	return text
}
