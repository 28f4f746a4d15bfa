package notice

import (
	"joqtau/data/source/wording"
	"joqtau/lookup"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kin are relatives of whom notices tell beside the person: "Расстрелян отец в 1938 г.".
var kin = []string{"отец", "мать", "родители", "брат", "братья", "сестра", "сестры", "муж", "жена", "супруг", "супруга", "сын", "сыновья", "дочь", "дочери",
	"дети", "ребенок", "дед", "дедушка", "бабушка", "дядя", "тетя", "тесть", "теща", "свекор", "свекровь", "зять", "племянник", "племянница"}

// isOfAnother reports whether what follows a label says it of somebody else, or asks: "Умер ли сын, неизвестно". A sentence that was the
// family's was the person's too: "Приговор: семья выслана".
func isOfAnother(s statement) bool {
	word := firstWord(s.text)
	return word == "ли" || word == "семья" && s.label != "sentence" || slices.Contains(kin, word)
}

// notSubject are words behind which a relative is not who it is told of: "осуждена как жена врага народа", "вместе с братом".
var notSubject = []string{"как", "с", "со", "из", "у", "от", "к", "на", "за", "член"}

// cutKin parts a line before it begins to tell of a relative: "Расстреляна 8 мая. Муж, Пробный П., расстрелян 5 мая". What follows may be of
// either, and is not read. A relative who stands behind the verb, "расстрелян в 1938 г. брат", takes the whole sentence along.
func cutKin(line string) (own, others string) {
	sentence := 0
	for at := 0; at < len(line); {
		c, size := utf8.DecodeRuneInString(line[at:])
		if c == ';' || c == '.' && endsSentence(line, at) {
			sentence = at + 1
		}
		if !unicode.IsLetter(c) {
			at += size
			continue
		}
		word := firstWord(line[at:])
		before := strings.TrimRight(line[:at], " ")
		last, _ := utf8.DecodeLastRuneInString(before)
		switch {
		case !slices.Contains(kin, word) && !isFamily(line[at:]), slices.Contains(notSubject, lastWord(before)):
		case before == "" || strings.ContainsRune(".,;:–—-(", last):
			return line[:at], line[at:]
		default:
			return line[:sentence], line[sentence:]
		}
		at += len(word)
	}
	return line, ""
}

// isFamily reports whether a text begins with the family, or its head, as those of whom it is told.
func isFamily(text string) bool {
	lower := strings.ToLower(text[:min(len(text), 40)])
	return strings.HasPrefix(lower, "вся семья") || strings.HasPrefix(lower, "глава семьи")
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

// ofFate are the beginnings of words that tell what happened to somebody, and so of no occupation.
var ofFate = []string{"не", "арест", "расстрел", "осужд", "осуд", "пригов", "выслан", "сослан", "высел", "реабилит", "освобо", "погиб", "умер", "скончал", "похорон",
	"захорон", "покончил", "пропал", "признан", "подлеж", "бежал", "ордер", "смерт", "раскулач"}

// tellsOfFate reports whether a line without a label tells of a fate all the same, of the person's or a relative's, so that it is no
// occupation: "Не реабилитирован", "Покончил с собой 5 мая 1938 г.".
func tellsOfFate(text string) bool {
	if _, _, ofKin := wording.Kin(text); ofKin {
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
	if _, _, ofKin := wording.Kin(before); ofKin && !strings.HasPrefix(strings.TrimSpace(before), "как ") {
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
	_, _, ofKin := wording.Kin(text)
	_, hasDate := wording.FindDate(text)
	return !ofKin && !hasDate && !wording.Denies(text)
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
