package notice

import (
	"slices"
	"strings"
	"unicode"

	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// ofFate are the beginnings of words that tell what happened to somebody, and so of no occupation.
var ofFate = []string{"не", "арест", "расстрел", "осужд", "осуд", "пригов", "выслан", "сослан", "высел", "реабилит", "освобо", "погиб", "умер", "скончал", "похорон",
	"захорон", "покончил", "пропал", "признан", "подлеж", "бежал", "ордер", "смерт", "раскулач"}

// tellsOfFate reports whether a line without a label tells of a fate all the same, of the person's or a relative's, so that it is no
// occupation: "Не реабилитирован", "Покончил с собой 5 мая 1938 г.".
func tellsOfFate(text string) bool {
	if len(wording.Kin(text)) > 0 {
		return true
	}
	if found, ok := wording.FindDate(text); ok && found.Date.Precision == lookup.PrecisionDay {
		return true
	}
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) }) {
		if slices.ContainsFunc(ofFate, func(beginning string) bool {
			return word == beginning || beginning != "не" && strings.HasPrefix(word, beginning)
		}) {
			return true
		}
	}
	return false
}

// deeds are the labels of what was done to somebody or befell somebody, and so may be denied.
var deeds = []string{"arrested", "decided", "convicted", "shot", "died", "released", "moved", "buried"}

// saysSo reports whether a statement says what its label does of the person: not "Освобожден из лагеря не был", "Умер: сведений нет", "Место
// захоронения отца". What stands behind a comma is another matter: "арестован, виновным себя не признал".
func saysSo(s statement) bool {
	before, after := s.text, ""
	if found, ok := ownDate(s.text); ok {
		before, after = s.text[:found.From], s.text[found.To:]
	}
	if len(wording.Kin(before)) > 0 && !strings.HasPrefix(strings.TrimSpace(before), "как ") {
		return false
	}
	if wording.Denies(firstClause(before)) || wording.Denies(firstClause(strings.TrimLeft(after, " ."))) {
		return false
	}
	switch word := firstWord(strings.TrimLeft(s.text, " -–—:")); s.label {
	case "released": // from a post, or by death
		return word != "от" && !strings.Contains(strings.ToLower(s.text), "смерт")
	case "died":
		return word != "для"
	}
	return true
}

// isBody reports whether a text can be the name of a court or organ: not one that denies, is of a relative, or has another date.
func isBody(text string) bool {
	_, hasDate := wording.FindDate(text)
	return len(wording.Kin(text)) == 0 && !hasDate && !wording.Denies(text)
}

// isRefused reports whether what stands where the body should be says that there was no rehabilitation, or that it did not last. A sentence
// that was cancelled is one.
func isRefused(body string) bool {
	lower := strings.ToLower(body)
	if !strings.Contains(lower, "реабилитаци") {
		lower = strings.ReplaceAll(lower, "отменен", "")
	}
	return wording.Denies(lower)
}
