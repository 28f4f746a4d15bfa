// Package script writes Kazakh Cyrillic in the Latin alphabet of 2021 and in Arabic letters, and Russian for readers of English, by rule.
//
// What it writes is derived, never a form that a source shows; whoever shows it says so.
package script

import (
	_ "embed"
	"strings"
	"unicode"
)

// The tables: a Cyrillic letter, a tab, what it becomes.
//
// latin.tsv is the alphabet shown to the government of Kazakhstan on 28 January 2021, with ŋ for ң. It has no letters for ё, ц,
// ч, щ, э, ю, я, ъ and ь, which Kazakh words do not have; they are written as they sound.
//
// english.tsv is the romanisation of BGN/PCGN, without apostrophes and marks, in which English books write Russian names.
//
// arabic.tsv is töte jazu, as MediaWiki's converter for Kazakh and Kazakh news sites in Arabic letters write it.
var (
	//go:embed latin.tsv
	latinTable string
	//go:embed arabic.tsv
	arabicTable string

	//go:embed english.tsv
	englishTable string

	latin, arabic, english = read(latinTable), read(arabicTable), read(englishTable)
)

func read(table string) map[rune]string {
	m := map[rune]string{}
	for line := range strings.Lines(table) {
		letter, written, isRow := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if isRow && !strings.HasPrefix(line, "#") {
			m[[]rune(letter)[0]] = written
		}
	}
	return m
}

// Latin writes Kazakh Cyrillic in the Latin alphabet of 2021. What is not Cyrillic stays.
func Latin(text string) string {
	runes := []rune(text)
	var out strings.Builder
	for i, c := range runes {
		written, known := latin[unicode.ToLower(c)]
		if i > 0 {
			written = afterI(runes[i-1], written, "i")
		}
		switch {
		case !known:
			out.WriteRune(c)
		case unicode.IsUpper(c):
			out.WriteString(upper(written, isCapital(runes, i+1) || isCapital(runes, i-1)))
		default:
			out.WriteString(written)
		}
	}
	return out.String()
}

// English writes a Russian name for readers of English. What is not Cyrillic stays.
func English(text string) string {
	runes := []rune(text)
	var out strings.Builder
	for i, c := range runes {
		written, known := english[unicode.ToLower(c)]
		if unicode.ToLower(c) == 'е' && (i == 0 || !unicode.IsLetter(runes[i-1]) || strings.ContainsRune("аеёиоуыэюяъь", unicode.ToLower(runes[i-1]))) {
			written = "ye"
		}
		switch {
		case !known:
			out.WriteRune(c)
		case unicode.IsUpper(c) && written != "":
			out.WriteString(strings.ToUpper(written[:1]) + written[1:])
		default:
			out.WriteString(written)
		}
	}
	return out.String()
}

// afterI drops the glide of я and ю behind и, which has it already: Ілияс is Ilias.
func afterI(before rune, written, glide string) string {
	if unicode.ToLower(before) == 'и' && len([]rune(written)) == 2 {
		return strings.TrimPrefix(written, glide)
	}
	return written
}

// isCapital reports whether there is a capital at a place.
func isCapital(runes []rune, i int) bool {
	return i >= 0 && i < len(runes) && unicode.IsUpper(runes[i])
}

// upper writes the first letter, or all, in capitals. The alphabet has a dotless ı and a dotted i, each with its capital.
func upper(s string, all bool) string {
	runes := []rune(s)
	for i := range runes {
		if i == 0 || all {
			runes[i] = unicode.TurkishCase.ToUpper(runes[i])
		}
	}
	return string(runes)
}

// The hamza that stands before a word of front vowels, unless one of the letters ە, ك or گ shows that already.
const hamza = "\u0674"

// Arabic writes Kazakh Cyrillic in Arabic letters. What is not Cyrillic stays.
func Arabic(text string) string {
	var out strings.Builder
	runes := []rune(strings.ToLower(text))
	for i := 0; i < len(runes); {
		end := i
		for end < len(runes) && unicode.IsLetter(runes[end]) {
			end++
		}
		if end == i {
			out.WriteRune(arabicMark(runes[i]))
			i++
			continue
		}
		out.WriteString(arabicWord(string(runes[i:end])))
		i = end
	}
	return out.String()
}

func arabicWord(word string) string {
	var out strings.Builder
	if strings.ContainsAny(word, "әөүі") && !strings.ContainsAny(word, "екгэ") {
		out.WriteString(hamza)
	}
	before := ' '
	for _, c := range word {
		if written, known := arabic[c]; known {
			out.WriteString(afterI(before, written, "ي"))
			before = c
		} else {
			out.WriteRune(c)
		}
	}
	return out.String()
}

// arabicMark turns the marks that Arabic writing has of its own.
func arabicMark(c rune) rune {
	switch c {
	case ',':
		return '،'
	case ';':
		return '؛'
	case '?':
		return '؟'
	}
	return c
}
