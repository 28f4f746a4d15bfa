package notice

import (
	"slices"
	"strings"
	"unicode"

	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// arrested reads "25 ноября 1937 г. УНКВД по Карагандинской обл.", "Акмолинское РО НКВД. 06.03.1936.", "повторно 5.11.41".
func (r *reader) arrested(s statement) {
	fact := lookup.Fact{Kind: lookup.FactArrested}
	text := strings.TrimSpace(s.text)
	if word := firstWord(text); slices.Contains(again, word) {
		fact.Terms, text = []string{"fate.repeat_arrest"}, text[len(word):]
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
	for _, body := range []string{before, wording.Trim(after)} {
		switch reason, isReason := strings.CutPrefix(body, "как "); {
		case isReason:
			fact.Quoted.Charge = join(fact.Quoted.Charge, reason)
		case looksDated(body):
			fact.Quoted.Text = join(fact.Quoted.Text, body)
			r.row.Problem("arrest", "not a date")
		case body != "" && !isBody(body):
			fact.Quoted.Text = join(fact.Quoted.Text, body)
			r.row.Understood("text", false)
		default:
			fact.Quoted.Body = join(fact.Quoted.Body, body)
		}
	}
	r.terms(&fact)
	if fact.Quoted.Body != "" {
		r.row.Understood("arresting body", true)
	}
	r.row.Add(fact)
}

// again are words for an arrest that is not the first.
var again = []string{"повторно", "вторично", "снова"}

// looksDated tells words that were meant for a date, and were not understood, from the name of a body: "05.37", "в начале войны".
func looksDated(text string) bool {
	digits := strings.TrimLeft(text, "0123456789")
	if len(digits) < len(text) && digits != "" && strings.ContainsRune("./", rune(digits[0])) {
		return true
	}
	word := firstWord(text)
	return (word == "в" || word == "во") && !unicode.IsUpper(first(strings.TrimSpace(text[len(word):])))
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
	case found.Or != nil:
		fact.Quoted.Text = join(fact.Quoted.Text, text[found.From:found.To])
		r.row.Problem(field, "two dates")
	default:
		fact.Date = &found.Date
		if found.Vague {
			fact.Quoted.Text = join(fact.Quoted.Text, text[found.From:found.To])
		}
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
	text, others := sentenceEnd(s.text) // "Умер в тюрьме. Дело прекращено 1.12.1937": the date is another's
	defer func() { r.noted("text", others) }()
	before, after := r.dated(&fact, s, text, s.label)
	rest := wording.Trim(strings.TrimLeft(join(before, after), " .,"))
	if kind == lookup.FactShot && fact.Date == nil && fact.Quoted.Text == "" && rest != "" { // "Расстрелян по приговору": the sentence may be meant
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
		words = strings.Trim(strings.TrimRight(text[:found.From], " ,")+", "+strings.TrimLeft(text[found.To:], " ,"), " ,")
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
	said, _ := wording.Rehabilitation(text)
	if !said.None && !said.Partly && isRefused(said.Body) {
		r.noted("rehabilitation", s.whole)
		return
	}
	if said.None || said.Partly {
		fact = lookup.Fact{Kind: lookup.FactNoted, Terms: said.Terms, Quoted: lookup.Quoted{Text: wording.Trim(text)}}
		if said.Partly { // which needs the label
			fact.Quoted.Text = wording.Trim(s.whole)
		}
		r.add("rehabilitation", fact, said.None)
		return
	}
	before, after := r.dated(&fact, s, text, "rehabilitation date")
	said, ok := wording.Rehabilitation(strings.TrimSpace(before + " " + after))
	if last := r.last(); r.after == "rehabilitated" && fact.Date == nil && last.Kind == lookup.FactRehab && last.Quoted == (lookup.Quoted{}) {
		fact.Date = last.Date // "Реабилитирован 1 марта 1989 г. Реабилитирован постановлением ..." is said twice of one
		r.row.Person.Life = r.row.Person.Life[:len(r.row.Person.Life)-1]
	}
	fact.Terms = said.Terms
	if said.Body != "" && !isBody(said.Body) { // it has another date than the rehabilitation's: of a second one, or of a decree
		fact.Quoted.Text = join(fact.Quoted.Text, said.Body)
	} else {
		fact.Quoted.Body = said.Body
	}
	fact.Quoted.Text = join(fact.Quoted.Text, said.Ground)
	if said.Body != "" || said.Ground != "" {
		r.row.Understood("rehabilitation", ok)
	}
	r.row.Add(fact)
}
