// Package charset tells in which encoding of Cyrillic letters a text is written.
package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// encodings are those of one byte a letter in which Russian lists are found, by their IANA names, the usual one first: another must
// fit clearly better, for in few letters anything can be read.
var encodings = []struct {
	name     string
	encoding encoding.Encoding
}{
	{"windows-1251", charmap.Windows1251}, {"ibm866", charmap.CodePage866}, {"koi8-r", charmap.KOI8R}, {"iso-8859-5", charmap.ISO8859_5},
}

// Cyrillic is the encoding in which the letters of a text that is no UTF-8 are most like those of Russian.
func Cyrillic(b []byte) string {
	best, most := "", 0
	for _, e := range encodings {
		if n := russianness(Text(b, e.name)); best == "" || n > most+max(most, 0)/5 {
			best, most = e.name, n
		}
	}
	return best
}

// Likely is the encoding of a text: UTF-8 if most of its letters are written so, else a Cyrillic one; UTF-8 of one in English letters.
func Likely(b []byte) string {
	good, bad := 0, 0
	for rest := b; len(rest) > 0; {
		c, width := utf8.DecodeRune(rest)
		switch {
		case c == utf8.RuneError && width == 1:
			bad++
		case width > 1:
			good++
		}
		rest = rest[width:]
	}
	if bad > good {
		return Cyrillic(b)
	}
	return "utf-8"
}

// Text decodes what is written in one of these encodings; what is in another one stays as it is.
func Text(raw []byte, name string) string {
	for _, e := range encodings {
		if e.name != name {
			continue
		}
		if text, err := e.encoding.NewDecoder().Bytes(raw); err == nil {
			return string(text)
		}
	}
	return string(raw)
}

// russianness counts what is usual in Russian text, less what is not: capitals inside words, signs of tables, letters that
// Russian does not have.
func russianness(text string) int {
	n := 0
	inWord := false // after a small letter
	for _, c := range text {
		switch {
		case strings.ContainsRune("оеаинтсрвл", c):
			n += 2 // the most frequent letters
		case c >= 'а' && c <= 'я':
			n++
		case c >= 'А' && c <= 'Я':
			if inWord {
				n -= 2
			} else if n++; strings.ContainsRune("ОЕАИНТСРВЛ", c) {
				n++
			}
		case c < utf8.RuneSelf || c == 'ё' || c == 'Ё' || strings.ContainsRune("№«»–—", c):
		default:
			n--
		}
		inWord = unicode.IsLower(c)
	}
	return n
}
