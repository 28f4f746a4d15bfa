package wording

import (
	"slices"
	"strings"
	"unicode"
)

// Trim takes away blanks and marks around a field. An abbreviation keeps its dot.
func Trim(text string) string {
	text = strings.Trim(text, " \t\r\n,;")
	bare := strings.TrimRight(text, ". ,;")
	if len(bare) == len(text) {
		return text
	}
	if text[len(bare)] == '.' && IsAbbreviated(bare) {
		return bare + "."
	}
	return bare
}

// abbreviations are short words that keep their dot at the end of a field. Single small letters do too: "Энбекши-Казах к.".
var abbreviations = []string{"обл", "айм", "губ", "окр", "кр", "вол", "ст", "пос", "дер", "хут", "руд", "сел", "ул", "пер",
	"пл", "пр", "просп", "бул", "наб", "кв", "им", "оз", "уч", "зим", "ур", "раз", "рзд", "мкр", "гл", "нач", "зам", "зав", "гг", "проф"}

// IsAbbreviated reports whether a text ends in an abbreviation.
func IsAbbreviated(text string) bool {
	last := text[strings.LastIndexAny(text, " -,.(")+1:]
	letters := []rune(last)
	return len(letters) == 1 && unicode.IsLower(letters[0]) || slices.Contains(abbreviations, lower(last))
}
