package notice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"joqtau/data/source/wording"
)

// isOfAnother reports whether what follows a label says it of somebody else, or asks: "Умер ли сын, неизвестно". A sentence that was the
// family's was the person's too: "Приговор: семья выслана".
func isOfAnother(s statement) bool {
	kin := wording.Kin(s.text)
	word := firstWord(s.text)
	return word == "ли" || word == "семья" && s.label != "sentence" || len(kin) > 0 && kin[0].Named && kin[0].From == 0
}

// notSubject are words behind which a relative is not who it is told of: "осуждена как жена врага народа", "вместе с братом".
var notSubject = []string{"как", "с", "со", "из", "у", "от", "к", "на", "за", "член"}

// cutKin parts a line before it begins to tell of a relative: "Расстреляна 8 мая. Муж, Пробный П., расстрелян 5 мая". What follows may be of
// either, and is not read. A relative who stands behind the verb, "расстрелян в 1938 г. брат", takes the whole sentence along.
func cutKin(line string) (own, others string) {
	for _, relative := range wording.Kin(line) {
		before := strings.TrimRight(line[:relative.From], " ")
		last, _ := utf8.DecodeLastRuneInString(before)
		switch {
		case !relative.Named, slices.Contains(notSubject, lastWord(before)):
		case before == "" || strings.ContainsRune(".,;:–—-(", last):
			return line[:relative.From], line[relative.From:]
		default:
			start := sentenceStart(line[:relative.From])
			return line[:start], line[start:]
		}
	}
	return line, ""
}

// sentenceStart is where the last sentence of a text begins.
func sentenceStart(text string) int {
	for at := len(text) - 1; at > 0; at-- {
		if text[at] == ';' || endsSentence(text, at) {
			return at + 1
		}
	}
	return 0
}

// lastWord is the word with which a text ends, in small letters; empty if it ends with something else.
func lastWord(text string) string {
	end := strings.TrimRightFunc(text, unicode.IsLetter)
	return strings.ToLower(text[len(end):])
}

// firstWord is the word with which a text begins, in small letters and with е for ё; empty if it begins with something else.
func firstWord(text string) string {
	end := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
	if end < 0 {
		end = len(text)
	}
	return strings.ReplaceAll(strings.ToLower(text[:end]), "ё", "е")
}
