package notice

import (
	"slices"
	"strings"
	"unicode"

	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// lifespan reads "(1904 или 1906-1937?)".
func (r *reader) lifespan(text string) bool {
	if !strings.HasPrefix(text, "(") || !strings.HasSuffix(text, ")") {
		return false
	}
	from, to, ok := strings.Cut(strings.Trim(text, "()"), "-")
	born, okBorn := wording.Date(from)
	bare, unsure := strings.CutSuffix(strings.TrimSpace(to), "?")
	died, okDied := wording.Date(bare)
	if !ok || !okBorn || !okDied {
		return false
	}
	if vague, err := lookup.ParseDate(died.EDTF + "~"); unsure && err == nil {
		vague.AsPrinted = to
		died = vague
	}
	r.add("birth", lookup.Fact{Kind: lookup.FactBorn, Date: &born}, true)
	r.add("died", lookup.Fact{Kind: lookup.FactDied, Date: &died}, true)
	return true
}

// born reads "в 1901 г., Польша, Лодзь.; поляки; образование среднее; б/п;".
func (r *reader) born(s statement) {
	fact := lookup.Fact{Kind: lookup.FactBorn}
	head, rest, isList := strings.Cut(s.text, ";")
	date, unread, place := r.leadingDate(head)
	fact.Date, fact.Quoted.Text = date, unread
	if place == head {
		place = strings.TrimPrefix(place, "в ") // "Родился  в Воронежская обл.": the year is left out
	}
	place = strings.TrimLeft(place, " ,.")
	var words []string
	if isList {
		if bare := wording.Trim(place); isPersonal(bare) { // "в 1884 г. русский; ..."
			words, place = []string{bare}, ""
		}
		words = append(words, strings.Split(rest, ";")...)
	} else {
		place, words = commas(place)
	}
	if place = wording.Trim(place); !strings.ContainsFunc(place, unicode.IsLetter) && place != "" { // "19", cut off
		fact.Quoted.Text, place = join(fact.Quoted.Text, place), ""
		r.row.Problem("birth", "not a date")
	}
	fact.Quoted.Place = place
	if fact.Date != nil || fact.Quoted != (lookup.Quoted{}) {
		r.row.Add(fact)
	}
	if fact.Quoted.Place != "" {
		r.row.Understood("birthplace", true)
	}
	r.words(words, !isList)
}

// leadingDate reads the date with which a birth begins, or its words if they are none. A year of two digits may be of the century
// before.
func (r *reader) leadingDate(text string) (date *lookup.Date, unread, rest string) {
	found, ok := wording.StartDate(text)
	switch {
	case !ok:
		return nil, "", text
	case found.Problem == "" && found.Date.Implied != "":
		found.Problem = "the century is not certain"
	}
	rest = strings.TrimLeft(text[found.To:], " .,")
	if found.Problem != "" {
		r.row.Problem("birth", found.Problem)
		return nil, text[found.From:found.To], rest
	}
	r.row.Understood("birth", true)
	return &found.Date, "", rest
}

// commas parts a birth that is told with commas only: "Латвия, русский, обр.: низшее, член ВКП(б)".
func commas(text string) (place string, words []string) {
	parts := strings.Split(text, ",")
	for i, part := range parts {
		if isPersonal(part) {
			return strings.Trim(strings.Join(parts[:i], ","), " ,"), parts[i:]
		}
	}
	return text, nil
}

// isPersonal tells words for what a person was from those of a place.
func isPersonal(text string) bool {
	text = strings.TrimSpace(text)
	if _, ok := wording.Nationality(text); ok {
		return true
	}
	return isSchooling(text) || isParty(text)
}

func isSchooling(text string) bool {
	_, labelled := schooling(text)
	_, known := wording.Education(text)
	return labelled || known
}

// schooling takes the label away: "образование начальное", "обр.: высшее".
func schooling(text string) (string, bool) {
	text = strings.TrimSpace(text)
	for _, label := range []string{"образование ", "обр.:", "обр.", "обр:"} {
		if rest, ok := strings.CutPrefix(text, label); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return text, false
}

// partyWords are parts of the names of parties, which stand in many turns: "искл. из ВКП(б) в 1933 г.".
var partyWords = []string{"ВКП(б)", "РКП(б)", "РСДРП", "КПСС", "ВЛКСМ", "б/п", "беспартийн"}

func isParty(text string) bool {
	if _, ok := wording.Party(text); ok {
		return true
	}
	return slices.ContainsFunc(partyWords, func(word string) bool { return strings.Contains(text, word) })
}

// words reads what a person was: nationality, schooling, party, each by its own words. Others are noted; where all is parted by
// commas only, they are the occupation.
func (r *reader) words(list []string, commas bool) {
	var others []string
	for _, text := range list {
		text = wording.Trim(text)
		bare, labelled := schooling(text)
		nation, isNation := wording.Nationality(text)
		education, isEducation := wording.Education(bare)
		party, knownParty := wording.Party(text)
		switch {
		case text == "":
		case isNation:
			r.coded("nationality", lookup.FactNationality, nation, text)
		case labelled || isEducation:
			r.coded("education", lookup.FactEducation, education, bare)
		case knownParty || isParty(text):
			r.coded("party", lookup.FactParty, party, text)
		default:
			others = append(others, text)
		}
	}
	text := strings.Join(others, ", ")
	if commas && unicode.IsUpper(first(text)) {
		r.add("occupation", lookup.Fact{Kind: lookup.FactPost, Quoted: lookup.Quoted{Text: text}}, true)
		return
	}
	r.noted("text", text)
}

func (r *reader) coded(field string, kind lookup.FactKind, code, text string) {
	fact := lookup.Fact{Kind: kind, Quoted: lookup.Quoted{Text: text}}
	if code != "" {
		fact.Terms = []string{code}
	}
	r.add(field, fact, code != "")
}
