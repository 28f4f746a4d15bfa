package notice

import (
	"slices"
	"strings"

	"joqtau/data/source"
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// A decision is what a body decided of a person.
type decision struct {
	date lookup.Date
	body string
	text string // the sentence
	rest string // what stands beside body and date
	none bool   // nothing was decided after all
}

// decided reads "тройка УНКВД 6 декабря 1937 г.".
func (r *reader) decided(s statement) {
	r.told = &decision{}
	r.bodyAndDate(s.text)
}

func (r *reader) bodyAndDate(text string) {
	d := r.told
	found, ok := wording.FindDate(text)
	if !ok {
		d.body = strings.Trim(wording.Trim(text), ",: ")
		r.bodyField()
		return
	}
	d.body = strings.Trim(wording.Trim(text[:found.From]), ",: ")
	d.rest = strings.Trim(wording.Trim(text[found.To:]), ",: ")
	if d.body != "" && !isBody(d.body) {
		d.body, d.rest = "", join(d.body, d.rest)
	}
	r.bodyField()
	if found.Or != nil {
		found.Problem = "two dates"
	}
	if found.Problem != "" || found.Vague {
		d.rest = join(text[found.From:found.To], d.rest)
	}
	if found.Problem != "" {
		r.row.Problem("sentence date", found.Problem)
		return
	}
	d.date = found.Date
	r.row.Understood("sentence date", true)
}

func (r *reader) bodyField() {
	if r.told.body != "" {
		r.row.Understood("sentencing body", true)
	}
}

// sentenced reads "10 лет ИТЛ", or body and date before it: "ВК ВС СССР, 11.10.1937 – ВМН".
func (r *reader) sentenced(s statement) {
	if r.told != nil && r.told.text != "" {
		r.decide()
	}
	if r.told == nil {
		r.told = &decision{}
	}
	switch inner := begin(s.text); inner.label {
	case "died": // "умер в ходе следствия"
		r.told.none, r.told.text = true, s.text
		r.statement(inner)
		return
	case "moved": // of the decision nothing but its body and date is told
		r.statement(inner)
		return
	}
	r.told.text = s.text
	r.told.none = wording.Denies(firstClause(s.text)) && !strings.ContainsAny(firstClause(s.text), ".0123456789")
	for _, dash := range []string{" – ", " — ", " - "} {
		before, after, ok := strings.Cut(s.text, dash)
		if !ok {
			continue
		}
		found, ok := wording.FindDate(before)
		_, isSentence := wording.ReadSentence(before[:found.From])
		if ok && strings.Trim(before[found.To:], " .,") == "" && r.told.body == "" && found.Date.Precision == lookup.PrecisionDay && !isSentence {
			r.bodyAndDate(before)
			r.told.text = after
			return
		}
	}
	if date, ok := wording.Date(s.text); ok && r.told.date.EDTF == "" {
		r.told.date, r.told.text = date, ""
		r.row.Understood("sentence date", true)
	}
}

func (r *reader) accused(s statement) {
	text := s.text
	for {
		rest, ok := strings.CutPrefix(text, "обв.: ")
		if !ok {
			break
		}
		text = rest
	}
	r.charge = join(r.charge, wording.Trim(text))
}

// convicted reads a decision in one sentence: "тройкой НКВД ТАССР 21.11.37 на 10 лет ИТЛ", "по ст. 58-6 к ВМН".
func (r *reader) convicted(s statement) {
	r.told = &decision{}
	text := s.text
	found, ok := ownDate(text)
	switch {
	case ok && found.Problem == "" && found.Or == nil && !found.Vague:
		r.told.date = found.Date
		r.row.Understood("sentence date", true)
		if r.told.body = wording.Trim(text[:found.From]); r.told.body != "" && !isBody(r.told.body) {
			r.told.body, r.told.rest = "", r.told.body
		}
		r.bodyField()
		text = text[found.To:]
	case s.date != "":
		r.told.date, _ = wording.Date(s.date)
	}
	text = wording.Trim(text)
	for i := range text {
		for _, lead := range []string{"к ", "на "} {
			if strings.HasPrefix(text[i:], lead) && (i == 0 || text[i-1] == ' ') {
				if _, ok := wording.ReadSentence(text[i:]); ok {
					r.told.text, text = text[i:], wording.Trim(text[:i])
					r.charge = join(r.charge, text)
					return
				}
			}
		}
	}
	if _, ok := wording.Charge(text); ok {
		r.charge = join(r.charge, text)
		return
	}
	r.told.rest = join(r.told.rest, text)
}

// decide ends the decision that was being told.
func (r *reader) decide() {
	d, charge := r.told, r.charge
	r.told, r.charge = nil, ""
	if d == nil {
		if charge != "" {
			fact := lookup.Fact{Kind: lookup.FactAccused, Quoted: lookup.Quoted{Charge: charge}}
			r.terms(&fact)
			r.row.Add(fact)
		}
		return
	}
	if d.text == "" {
		if _, ok := wording.ReadSentence(d.rest); ok {
			d.text, d.rest = d.rest, ""
		}
	}
	sentence, clauses := readSentence(d.text)
	fact := lookup.Fact{Kind: sentence.Kind, Terms: sentence.Terms, Years: sentence.Years, Months: sentence.Months,
		Quoted: lookup.Quoted{Place: sentence.Place, Body: d.body, Charge: charge}}
	if d.date.EDTF != "" {
		fact.Date = &d.date
	}
	fact.Quoted.Text = wording.Trim(d.text)
	if len(clauses) > 0 {
		fact.Quoted.Text = wording.Trim(clauses[0])
	}
	if d.text != "" {
		r.row.Understood("sentence", sentence.Terms != nil || sentence.Years > 0 || sentence.Months > 0 || sentence.Kind == lookup.FactRepressed)
	}
	if d.rest != "" {
		fact.Quoted.Text = join(fact.Quoted.Text, d.rest)
		r.row.Understood("text", false)
	}
	if slices.Contains(fact.Terms, "fate.born_settlement") { // that is no sentence, and the date is none of the birth
		d.none, fact.Terms = true, nil
	}
	if d.none || fact.Kind == lookup.FactReleased && r.isReview(&fact) {
		fact.Kind = lookup.FactNoted
	}
	r.terms(&fact)
	r.row.Add(fact)
	if len(clauses) > 1 {
		for _, clause := range clauses[1:] {
			r.changed(clause)
		}
	}
}

// AddDecision adds what a court or organ decided, from a list that has its parts in columns.
func AddDecision(row *source.Row, date *lookup.Date, body, charge, text string) {
	r := &reader{row: row, charge: charge}
	if date != nil || body != "" || text != "" {
		r.told = &decision{body: body, text: text}
		if date != nil {
			r.told.date = *date
		}
	}
	r.decide()
}

// isReview reports whether a case was dropped long after the person was arrested: then it was taken up again after Stalin's death,
// and dropping it released nobody.
func (r *reader) isReview(fact *lookup.Fact) bool {
	if fact.Date == nil || fact.Date.Earliest.Year < 1954 {
		return false
	}
	return !slices.ContainsFunc(r.row.Person.Life, func(f lookup.Fact) bool {
		return f.Kind == lookup.FactArrested && f.Date != nil && f.Date.Latest.Year >= fact.Date.Earliest.Year-2
	})
}

// readSentence reads a sentence. If it is not understood as a whole, but its first clause is, the clauses are told apart.
func readSentence(text string) (s wording.Sentence, clauses []string) {
	s, ok := wording.ReadSentence(text)
	if ok || text == "" {
		return s, nil
	}
	if head, change, ok := beforeChange(text); ok {
		s, _ = wording.ReadSentence(head)
		return s, []string{head, change}
	}
	from := 0
	for i := range text {
		if endsSentence(text, i) {
			clauses = append(clauses, text[from:i])
			from = i + 2
		}
	}
	clauses = append(clauses, text[from:])
	if head, ok := wording.ReadSentence(clauses[0]); ok {
		return head, clauses
	}
	return s, nil
}

// beforeChange parts a sentence from the clause that says that it was changed.
func beforeChange(text string) (head, change string, ok bool) {
	at := strings.Index(text, "замен")
	for i := at - 1; i > 0; i-- {
		if !strings.ContainsRune(".,;(", rune(text[i])) {
			continue
		}
		head, change = wording.Trim(text[:i]), strings.Trim(text[i+1:], " ().")
		if _, ok := wording.ReadSentence(head); ok {
			return head, change, true
		}
	}
	return "", "", false
}

// changed reads what follows a sentence: that it was changed, "высшая мера заменена на 8 лет лишения свободы".
func (r *reader) changed(text string) {
	lower := strings.ToLower(text)
	at := strings.Index(lower, "замен")
	if at < 0 || len(lower) != len(text) || wording.Denies(text) { // "не заменена", "ходатайство о замене отклонено"
		if s := begin(text); s.label == "shot" || s.label == "died" || s.label == "released" {
			r.statement(s)
			return
		}
		r.noted("text", text)
		return
	}
	fact := lookup.Fact{Kind: lookup.FactCommuted, Quoted: lookup.Quoted{Text: wording.Trim(text)}}
	_, to, _ := strings.Cut(text[at:], " ")
	sentence, ok := wording.ReadSentence(to)
	for _, end := range []string{" с ", ",", ". "} { // "10 годами ИТЛ с 5 марта": from when it is counted is no date of the change
		if head, _, cut := strings.Cut(to, end); cut && !ok {
			sentence, ok = wording.ReadSentence(head)
		}
	}
	fact.Terms, fact.Years, fact.Months = sentence.Terms, sentence.Years, sentence.Months
	if found, has := wording.FindDate(text[:at]); has && found.Problem == "" {
		fact.Date = &found.Date
	}
	r.add("commutation", fact, ok)
}
