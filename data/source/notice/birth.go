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
	born, okBorn := wording.Dates(from)
	died, okDied := wording.StartDate(to)
	if !ok || !okBorn || !okDied || died.Problem != "" || died.Or != nil || strings.TrimSpace(to[died.To:]) != "" {
		return false
	}
	r.births(born, lookup.Quoted{})
	r.row.Understood("birth", true)
	r.add("died", lookup.Fact{Kind: lookup.FactDied, Date: &died.Date}, true)
	return true
}

// born reads "в 1901 г., Польша, Лодзь.; поляки; образование среднее; б/п;".
func (r *reader) born(s statement) {
	var quoted lookup.Quoted
	head, rest, isList := strings.Cut(s.text, ";")
	dates, unread, place := r.leadingDate(head)
	quoted.Text = unread
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
		quoted.Text, place = join(quoted.Text, place), ""
		r.row.Problem("birth", "not a date")
	}
	if word := firstWord(place); word == "из" || strings.HasPrefix(place, "семье") || strings.HasPrefix(place, "в семье") { // an origin, and no place
		r.noted("text", place)
		place = ""
	}
	quoted.Place = place
	r.births(dates, quoted)
	if place != "" {
		r.row.Understood("birthplace", true)
	}
	r.words(words, !isList)
}

// births adds a birth with what else is said of it, and one more for each further date: the list does not know which is right.
func (r *reader) births(dates []lookup.Date, quoted lookup.Quoted) {
	if len(dates) == 0 && quoted != (lookup.Quoted{}) {
		r.row.Add(lookup.Fact{Kind: lookup.FactBorn, Quoted: quoted})
	}
	for i := range dates {
		r.row.Add(lookup.Fact{Kind: lookup.FactBorn, Date: &dates[i], Quoted: quoted})
		quoted = lookup.Quoted{}
	}
}

// leadingDate reads the date with which a birth begins, or the dates if it may be one of several, and keeps as words what is none. A
// year of two digits may be of the century before.
func (r *reader) leadingDate(text string) (dates []lookup.Date, unread, rest string) {
	found, ok := wording.StartDate(text)
	if !ok {
		return nil, "", text
	}
	words, rest := endOfDate(text[found.To:])
	switch {
	case found.Problem != "":
	case found.Date.Implied != "":
		found.Problem = "the century is not certain"
	case words != "": // "(по др. данным 1897 г.)": then the date alone says too much
		found.Problem = "not a date"
	}
	if found.Problem != "" {
		r.row.Problem("birth", found.Problem)
		return nil, text[found.From:found.To] + words, rest
	}
	r.row.Understood("birth", true)
	if found.Vague {
		unread = text[found.From:found.To]
	}
	return found.All(), unread, rest
}

// endOfDate parts what follows a date into words that still speak of it, "(ст. ст.)", ", 1897", and the rest.
func endOfDate(text string) (words, rest string) {
	end := 0
	for {
		left := strings.TrimLeft(text[end:], " .,")
		switch c := first(left); {
		case c == '(':
			_, after, ok := strings.Cut(left, ")")
			if !ok {
				return text, ""
			}
			after = strings.TrimPrefix(strings.TrimPrefix(strings.TrimLeft(after, " "), "гг."), "г.")
			end = len(text) - len(after)
		case c == '/' || c == '?' || isDate(firstClause(left)):
			end = len(text) - len(left) + len(firstClause(left))
		default:
			return strings.TrimRight(text[:end], " .,"), left
		}
	}
}

func isDate(text string) bool {
	_, ok := wording.Date(text)
	return ok
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
	text, _, _ = strings.Cut(strings.TrimSpace(text), "(") // "русский (отец - еврей)"
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
// commas only, those at the end are the occupation.
func (r *reader) words(list []string, commas bool) {
	var others []string
	known := 0 // how many of the others stand before a word that is known
	for _, text := range list {
		text = wording.Trim(text)
		bare, labelled := schooling(text)
		nation, isNation := wording.Nationality(text)
		education, isEducation := wording.Education(bare)
		party, knownParty := wording.Party(text)
		if isPersonal(text) || labelled {
			known = len(others)
		}
		switch {
		case text == "":
		case isNation:
			r.coded("nationality", lookup.FactNationality, nation, text)
		case labelled || isEducation:
			r.coded("education", lookup.FactEducation, education, bare)
		case isPersonal(text) && !isParty(text):
			r.coded("nationality", lookup.FactNationality, "", text)
		case knownParty || isParty(text):
			r.coded("party", lookup.FactParty, party, text)
		default:
			others = append(others, text)
		}
	}
	last := strings.Join(others[known:], ", ")
	if commas && last != "" && !tellsOfFate(last) && firstWord(last) != "из" { // "из крестьян" is an origin
		others = others[:known]
		r.add("occupation", lookup.Fact{Kind: lookup.FactPost, Quoted: lookup.Quoted{Text: last}}, true)
	}
	r.noted("text", strings.Join(others, ", "))
}

func (r *reader) coded(field string, kind lookup.FactKind, code, text string) {
	fact := lookup.Fact{Kind: kind, Quoted: lookup.Quoted{Text: text}}
	if code != "" {
		fact.Terms = []string{code}
	}
	r.add(field, fact, code != "")
}
