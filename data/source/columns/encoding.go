package columns

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"

	"joqtau/data/source/charset"
)

// The names of the encodings that are treated in a way of their own.
const (
	autoEncoding = "auto"
	utf8Name     = "utf-8"
	utf16Name    = "utf-16"
	utf16leName  = "utf-16le"
	utf16beName  = "utf-16be"
)

// byteOrderMarks say the encoding of what follows them.
var byteOrderMarks = []struct{ mark, encoding string }{
	{"\xef\xbb\xbf", utf8Name}, {"\xff\xfe", utf16leName}, {"\xfe\xff", utf16beName},
}

// A coding turns the bytes of a line into text.
type coding struct {
	name    string
	decoder *encoding.Decoder // nil for UTF-8
}

// newCoding finds an encoding by its name.
func newCoding(name string) (coding, error) {
	found, err := htmlindex.Get(name)
	if err != nil {
		return coding{}, fmt.Errorf("no such encoding %q", name)
	}
	official, err := htmlindex.Name(found)
	if err != nil || official == "replacement" {
		return coding{}, fmt.Errorf("encoding %q cannot be read", name)
	}
	if official == utf8Name {
		return coding{name: official}, nil
	}
	return coding{official, found.NewDecoder()}, nil
}

// text decodes a line. What the encoding does not have becomes U+FFFD.
func (c coding) text(raw []byte) string {
	if c.decoder == nil {
		return strings.ToValidUTF8(string(raw), string(utf8.RuneError))
	}
	text, err := c.decoder.Bytes(raw)
	if err != nil { // decoders replace what they cannot read; should one not, nothing of the line is lost
		return strings.ToValidUTF8(string(raw), string(utf8.RuneError))
	}
	return string(text)
}

// isWide reports whether a character has at least two bytes.
func (c coding) isWide() bool { return c.name == utf16leName || c.name == utf16beName }

// encodingOf settles the encoding of an input by its beginning: a byte order mark says it, else the mapping, else the bytes.
// It returns the length of the mark too.
func encodingOf(beginning []byte, stated string) (name string, mark int) {
	for _, b := range byteOrderMarks {
		if bytes.HasPrefix(beginning, []byte(b.mark)) {
			return b.encoding, len(b.mark)
		}
	}
	switch {
	case strings.EqualFold(stated, utf16Name):
		if order := byteOrder(beginning); order != "" {
			return order, 0
		}
		return utf16leName, 0
	case stated != "" && stated != autoEncoding:
		return stated, 0
	}
	return likelyEncoding(beginning), 0
}

// byteOrder tells UTF-16 without a mark by its NULs, which stand in every other byte of digits, blanks and delimiters. It
// returns nothing if that is not the case.
func byteOrder(b []byte) string {
	var nulls [2]int
	for i, c := range b {
		if c == 0 {
			nulls[i%2]++
		}
	}
	few := len(b) / 40
	switch {
	case nulls[1] > few && nulls[1] > 4*nulls[0]:
		return utf16leName
	case nulls[0] > few && nulls[0] > 4*nulls[1]:
		return utf16beName
	}
	return ""
}

// likelyEncoding tells the encoding by the bytes: UTF-16 by its NULs, UTF-8 by being valid but for few bytes, and else a Cyrillic one
// or one of Latin letters.
func likelyEncoding(b []byte) string {
	if order := byteOrder(b); order != "" {
		return order
	}
	if charset.Likely(b) == utf8Name {
		return utf8Name
	}
	cyrillic := charset.Cyrillic(b)
	if isMixed(charset.Text(b, cyrillic)) {
		return latinEncoding(b)
	}
	return cyrillic
}

// latinLetters are the letters beyond English of the languages that write in an encoding. The first encoding counts where two fit
// alike.
var latinLetters = []struct{ encoding, letters string }{
	{"windows-1257", "āčēģīķļņšūžąęėįųõäöüāČĒĢĪĶĻŅŠŪŽĄĘĖĮŲÕÄÖÜ"},
	{"windows-1250", "ąćęłńóśźżáčďéěíňřšťúůýžĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽ"},
	{"windows-1252", "àâäçèéêëîïôöùûüßñáíóúÀÂÄÇÈÉÊËÎÏÔÖÙÛÜÑÁÍÓÚ"},
}

// latinEncoding tells the encoding of a text in Latin letters by those that are usual in it.
func latinEncoding(b []byte) string {
	best, most := latinLetters[0].encoding, -1
	for _, l := range latinLetters {
		coding, err := newCoding(l.encoding)
		if err != nil {
			continue
		}
		n := 0
		for _, c := range coding.text(b) {
			switch {
			case c < utf8.RuneSelf:
			case strings.ContainsRune(l.letters, c):
				n += 2
			default:
				n--
			}
		}
		if n > most {
			best, most = l.encoding, n
		}
	}
	return best
}

func isLatin(encoding string) bool {
	return slices.ContainsFunc(latinLetters, func(l struct{ encoding, letters string }) bool { return l.encoding == encoding })
}

// isMixed reports whether most words with Cyrillic letters have English ones too: then the letters are none of those.
func isMixed(text string) bool {
	mixed, pure := 0, 0
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return !unicode.IsLetter(c) }) {
		isCyrillic := strings.ContainsFunc(word, func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) })
		switch {
		case !isCyrillic:
		case strings.ContainsFunc(word, func(c rune) bool { return c < utf8.RuneSelf }):
			mixed++
		default:
			pure++
		}
	}
	return mixed > pure
}
