package notice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"joqtau/data/source"
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// A notice is short, and so are its lines: what is longer is something else, and is kept without being read.
const (
	longest     = 64 << 10
	longestLine = 4 << 10
)

// Read tells what a notice says of the person of a row.
func Read(row *source.Row, text string) {
	r := reader{row: row}
	if len(text) > longest {
		r.noted("text", text)
		row.Problem("text", "too long for a notice")
		return
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		r.line++
		if len(line) > longestLine {
			r.noted("text", line)
			row.Problem("text", "too long for a line of a notice")
			continue
		}
		for _, s := range cut(line) {
			r.statement(s)
		}
	}
	r.decide()
}

// A reader reads a notice from its beginning. A case is told in several statements, from the accusation to the sentence: they are
// kept until the next one begins.
type reader struct {
	row   *source.Row
	line  int
	after string // the label before
	// told is the decision that is being told, nil if none is.
	told   *decision
	charge string
}

func (r *reader) statement(s statement) {
	if s.whole == "" || strings.Trim(s.whole, ".,; ") == "" {
		return
	}
	if s.label != "" && s.label != "variants" && s.label != "source" && s.female() {
		r.row.Person.Female = true
	}
	switch s.label {
	case "born":
		r.born(s)
	case "lived":
		r.lived(s)
	case "arrested":
		r.decide()
		r.arrested(s)
	case "decided":
		r.decide()
		r.decided(s)
	case "sentence":
		r.sentenced(s)
	case "charge":
		r.accused(s)
	case "convicted":
		r.decide()
		r.convicted(s)
	case "shot", "died", "released":
		r.decide()
		r.ended(s)
	case "moved":
		r.decide()
		r.moved(s.whole)
	case "buried":
		r.decide()
		r.buried(s)
	case "rehabilitated":
		r.decide()
		r.rehabilitated(s)
	case "source":
		r.row.Book = wording.Trim(s.text)
	case "case_file":
		r.add("case file", lookup.Fact{Kind: lookup.FactCaseFile, Quoted: lookup.Quoted{Text: wording.Trim(s.text)}}, true)
	case "variants":
		r.variants(s)
	default:
		r.unlabelled(s)
	}
	r.after = s.label
}

func (r *reader) add(field string, fact lookup.Fact, understood bool) {
	r.row.Add(fact)
	r.row.Understood(field, understood)
}

// last is the fact that was told last.
func (r *reader) last() lookup.Fact {
	if life := r.row.Person.Life; len(life) > 0 {
		return life[len(life)-1]
	}
	return lookup.Fact{}
}

func (r *reader) noted(field, text string) {
	if text = wording.Trim(text); text != "" {
		r.add(field, lookup.Fact{Kind: lookup.FactNoted, Quoted: lookup.Quoted{Text: text}}, false)
	}
}

// unlabelled reads a statement without a label: the occupation follows the birth; all else is noted.
func (r *reader) unlabelled(s statement) {
	switch {
	case r.after == "born":
		r.add("occupation", lookup.Fact{Kind: lookup.FactPost, Quoted: lookup.Quoted{Text: wording.Trim(s.text)}}, true)
	case r.line == 1 && strings.HasSuffix(s.text, ";"): // a birth of which neither year nor place is known
		r.words(strings.Split(s.text, ";"), false)
		s.label = "born"
	case r.lifespan(s.text):
	default:
		r.decide()
		r.noted("text", s.whole)
	}
}

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

// lived reads a residence and, where the notice goes on, the occupation: "г. Акмолинск. Маляр".
func (r *reader) lived(s statement) {
	place, job := sentenceEnd(s.text)
	if job = wording.Trim(job); job != "" {
		r.add("occupation", lookup.Fact{Kind: lookup.FactPost, Quoted: lookup.Quoted{Text: job}}, true)
	}
	if place = wording.Trim(place); place != "" {
		r.add("residence", lookup.Fact{Kind: lookup.FactLived, Quoted: lookup.Quoted{Place: place}}, true)
	}
}

// sentenceEnd parts a text after its first sentence.
func sentenceEnd(text string) (sentence, rest string) {
	for i := range text {
		if endsSentence(text, i) {
			return text[:i], text[i+2:]
		}
	}
	return text, ""
}

// endsSentence reports whether a dot ends a sentence, and not an abbreviation or an initial.
func endsSentence(text string, i int) bool {
	if text[i] != '.' || i+2 >= len(text) || text[i+1] != ' ' || !unicode.IsUpper(first(text[i+2:])) {
		return false
	}
	last := text[strings.LastIndexAny(text[:i], " ,.(-")+1 : i]
	isInitial := utf8.RuneCountInString(last) == 1 && unicode.IsUpper(first(last))
	return !isInitial && !wording.IsAbbreviated(text[:i])
}

// arrested reads "25 ноября 1937 г. УНКВД по Карагандинской обл.", "Акмолинское РО НКВД. 06.03.1936.", "повторно 5.11.41".
func (r *reader) arrested(s statement) {
	fact := lookup.Fact{Kind: lookup.FactArrested}
	text := s.text
	if rest, ok := strings.CutPrefix(strings.TrimSpace(text), "повторно"); ok {
		fact.Terms, text = []string{"fate.repeat_arrest"}, rest
	}
	before, after := r.dated(&fact, s, text, "arrest")
	rest := strings.TrimLeft(after, " .,")
	if strings.HasPrefix(after, ",") { // "арестован, виновным себя не признал"
		fact.Quoted.Text, rest = join(fact.Quoted.Text, wording.Trim(rest)), ""
	}
	before, after = wording.Trim(before), rest
	switch {
	case strings.HasPrefix(after, "("):
		fact.Quoted.Charge, after = strings.Trim(wording.Trim(after), "()"), ""
	case strings.HasPrefix(after, "за "):
		fact.Quoted.Charge, after = wording.Trim(after), ""
	}
	if body, why, ok := strings.Cut(after, " за "); ok {
		fact.Quoted.Charge, after = "за "+wording.Trim(why), body
	}
	fact.Quoted.Body = join(before, wording.Trim(after))
	r.terms(&fact)
	if fact.Quoted.Body != "" {
		r.row.Understood("arresting body", true)
	}
	r.row.Add(fact)
}

// terms adds the terms of a charge to a fact.
func (r *reader) terms(fact *lookup.Fact) {
	if fact.Quoted.Charge == "" {
		return
	}
	terms, ok := wording.Charge(fact.Quoted.Charge)
	fact.Terms = append(fact.Terms[:len(fact.Terms):len(fact.Terms)], terms...)
	fact.Quoted.Partly = len(terms) > 0 && !ok
	r.row.Understood("charge", ok)
}

// dated takes the date out of a statement and gives it to the fact. What is no date stays in the text of the fact.
func (r *reader) dated(fact *lookup.Fact, s statement, text, field string) (before, after string) {
	if s.date != "" {
		if date, ok := wording.Date(s.date); ok {
			fact.Date = &date
			r.row.Understood(field, true)
			return "", text
		}
	}
	found, ok := ownDate(text)
	switch {
	case !ok:
		return "", text
	case found.Problem != "":
		fact.Quoted.Text = join(fact.Quoted.Text, text[found.From:found.To])
		r.row.Problem(field, found.Problem)
	default:
		fact.Date = &found.Date
		r.row.Understood(field, true)
	}
	return strings.TrimSpace(text[:found.From]), strings.TrimSpace(text[found.To:])
}

// ownDate finds the first date that is not that of a decree or law: "Указ от 16.01.1989".
func ownDate(text string) (wording.FoundDate, bool) {
	for from := 0; ; {
		found, ok := wording.FindDate(text[from:])
		if !ok {
			return wording.FoundDate{}, false
		}
		found.From, found.To = found.From+from, found.To+from
		before := strings.ToLower(strings.TrimSpace(text[:found.From]))
		last := before[strings.LastIndexAny(before, " ")+1:]
		if last != "от" && !strings.HasPrefix(last, "указ") && !strings.HasPrefix(last, "закон") {
			return found, true
		}
		from = found.To
	}
}

// ended reads a death or a release: "16.8.42 в г.Казань", "в 1945 - Казахская ССР, г. Аральск".
func (r *reader) ended(s statement) {
	kind := map[string]lookup.FactKind{"shot": lookup.FactShot, "died": lookup.FactDied, "released": lookup.FactReleased}[s.label]
	fact := lookup.Fact{Kind: kind}
	before, after := r.dated(&fact, s, s.text, s.label)
	rest := wording.Trim(strings.TrimLeft(join(before, after), " .,"))
	if kind == lookup.FactShot && fact.Date == nil && fact.Quoted.Text == "" { // without a date it may be the sentence that is meant
		r.noted("shot", s.whole)
		return
	}
	if place, ok := wherePlace(rest); ok && kind != lookup.FactReleased {
		fact.Quoted.Place = place
	} else {
		fact.Quoted.Text = join(fact.Quoted.Text, rest)
	}
	switch {
	case kind == lookup.FactReleased && strings.Contains(strings.ToLower(rest), "амнисти"):
		fact.Terms = []string{"fate.amnestied"}
	case kind == lookup.FactDied && strings.HasPrefix(rest, "в заключении"):
		fact.Terms = []string{"fate.died_custody"}
	}
	if fact.Date == nil && fact.Quoted.Text == "" {
		r.row.Understood(s.label, true)
	}
	r.row.Add(fact)
}

// wherePlace reads a place after a date: "в г.Казань", "- Казахская ССР", "г.Москва"; not "в пути следования".
func wherePlace(text string) (string, bool) {
	place := strings.TrimLeft(text, "-–— ")
	place = strings.TrimPrefix(place, "в ")
	if place == "" {
		return "", false
	}
	word, _, dotted := strings.Cut(place, ".")
	isType := dotted && !strings.Contains(word, " ") && len([]rune(word)) <= 4
	return place, unicode.IsUpper(first(place)) || isType
}

// moved reads that people were brought somewhere: "прибыл на спецпоселение: Вологодская обл.".
func (r *reader) moved(text string) {
	fact := lookup.Fact{Kind: lookup.FactNoted, Quoted: lookup.Quoted{Text: wording.Trim(text)}}
	words := text
	if found, ok := wording.FindDate(text); ok && found.Problem == "" {
		fact.Date = &found.Date
		words = text[:found.From] + text[found.To:]
	}
	sentence, ok := wording.ReadSentence(strings.TrimLeft(words, " ,"))
	if ok = ok && sentence.Kind == lookup.FactExiled; ok {
		fact.Kind, fact.Terms, fact.Quoted.Place = sentence.Kind, sentence.Terms, sentence.Place
	}
	r.add("arrival", fact, ok)
}

// buried reads "- место захоронения - Московская обл., Бутово".
func (r *reader) buried(s statement) {
	place := strings.TrimLeft(s.text, " -–—:")
	for {
		l, n := labelAt(place)
		if l.name != "buried" {
			break
		}
		place = strings.TrimLeft(place[n:], " -–—:")
	}
	if place = wording.Trim(place); place != "" {
		r.add("burial", lookup.Fact{Kind: lookup.FactBuried, Quoted: lookup.Quoted{Place: place}}, true)
	}
}

// rehabilitated reads "13 июня 1957 г. Карагандинский облсуд за отсутствием состава преступления".
func (r *reader) rehabilitated(s statement) {
	fact := lookup.Fact{Kind: lookup.FactRehab}
	text := s.text
	if strings.HasPrefix(strings.ToLower(s.word), "посмертно") {
		text = "посмертно " + text
	}
	if said, _ := wording.Rehabilitation(text); said.None {
		fact = lookup.Fact{Kind: lookup.FactNoted, Terms: said.Terms, Quoted: lookup.Quoted{Text: wording.Trim(text)}}
		r.add("rehabilitation", fact, true)
		return
	}
	before, after := r.dated(&fact, s, text, "rehabilitation date")
	said, ok := wording.Rehabilitation(strings.TrimSpace(before + " " + after))
	if last := r.last(); r.after == "rehabilitated" && fact.Date == nil && last.Kind == lookup.FactRehab && last.Quoted == (lookup.Quoted{}) {
		fact.Date = last.Date // "Реабилитирован 1 марта 1989 г. Реабилитирован постановлением ..." is said twice of one
		r.row.Person.Life = r.row.Person.Life[:len(r.row.Person.Life)-1]
	}
	fact.Terms, fact.Quoted.Body = said.Terms, said.Body
	fact.Quoted.Text = join(fact.Quoted.Text, said.Ground)
	if said.Body != "" || said.Ground != "" {
		r.row.Understood("rehabilitation", ok)
	}
	r.row.Add(fact)
}

// join joins two texts that are not empty.
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}
