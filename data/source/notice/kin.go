package notice

import (
	"slices"
	"strings"
	"unicode"
)

// kin are relatives of whom notices tell beside the person: "Расстрелян отец в 1938 г.".
var kin = []string{"отец", "мать", "родители", "брат", "братья", "сестра", "сестры", "муж", "жена", "супруг", "супруга", "сын", "сыновья", "дочь", "дочери",
	"дети", "ребенок", "дед", "дедушка", "бабушка", "дядя", "тетя", "тесть", "теща", "свекор", "свекровь", "зять", "племянник", "племянница", "семья"}

// isOfAnother reports whether what follows a label says it of somebody else, or asks: "Умер ли сын, неизвестно".
func isOfAnother(text string) bool {
	word := firstWord(text)
	return word == "ли" || slices.Contains(kin, word)
}

// firstWord is the word with which a text begins, in small letters and with е for ё; empty if it begins with something else.
func firstWord(text string) string {
	end := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
	if end < 0 {
		end = len(text)
	}
	return strings.ReplaceAll(strings.ToLower(text[:end]), "ё", "е")
}

// fates are the labels of what happened to somebody.
var fates = []string{"arrested", "decided", "convicted", "shot", "died", "released", "rehabilitated"}

// tellsOfFate reports whether a line without a label tells of a fate all the same, of the person's or a relative's, so that it is no
// occupation: "Не реабилитирован", "Брат расстрелян 5 мая 1938 г.".
func tellsOfFate(text string) bool {
	word := firstWord(text)
	if word == "не" || slices.Contains(kin, word) {
		return true
	}
	for i := range text {
		if i > 0 && text[i-1] == ' ' {
			if l, n := labelAt(text[i:]); n > 0 && slices.Contains(fates, l.name) {
				return true
			}
		}
	}
	return false
}
