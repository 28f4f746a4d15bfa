package bot

import (
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
)

// fact tells one fact: when, what, by whom and where, of which sort.
func (t turn) fact(person *lookup.Person, fact *lookup.Fact) (string, error) {
	what := t.deed(person, fact)
	detail, err := t.detail(fact)
	if err != nil {
		return "", err
	}
	where, err := t.where(fact)
	if err != nil {
		return "", err
	}
	switch {
	case where != "" && detail == "" && fact.Kind == lookup.FactLived: // where is all that there is to tell
		detail, where = where, ""
	case where != "" && what != "" && fact.What.IsZero() && !slices.Contains(personal, fact.Kind) && fact.Kind != lookup.FactNoted:
		what, where = what+" ("+where+")", ""
	}
	switch {
	case what == "" || detail == "":
	case fact.Kind != lookup.FactNoted && strings.HasPrefix(detail, t.voice.Say("listed.charge", "charge", "")): // "banished; charge: ..."
		what += "; "
	default:
		what += ": "
	}
	what += detail
	if where != "" {
		what += " (" + where + ")"
	}
	if fact.Date == nil {
		return what, nil
	}
	return t.voice.Date(*fact.Date) + " – " + what, nil
}

// deed says what happened: by the terms that have words for it, "re-arrested", else by the kind of the fact.
func (t turn) deed(person *lookup.Person, fact *lookup.Fact) string {
	if deeds := t.deeds(person, fact); len(deeds) > 0 {
		return strings.Join(deeds, ", ")
	}
	if key := "listed." + string(fact.Kind); fact.Quoted != (lookup.Quoted{}) && fact.What.IsZero() && t.voice.Has(key) {
		return t.voice.Say(key)
	}
	return t.voice.Fact(fact.Kind, person.Female)
}

// deeds say what happened in the words of the terms of a fact. What a court decided is named, not told as done.
func (t turn) deeds(person *lookup.Person, fact *lookup.Fact) []string {
	var deeds []string
	for _, code := range fact.Terms {
		if t.isDeed(fact, code) {
			deeds = append(deeds, t.voice.Deed(code, person.Female))
		}
	}
	return deeds
}

func (t turn) isDeed(fact *lookup.Fact, code string) bool {
	return !slices.Contains([]lookup.FactKind{lookup.FactSentenced, lookup.FactCommuted, lookup.FactAccused}, fact.Kind) && t.voice.HasDeed(code)
}

// where names the body and the place of a fact, but for the place that somebody was sent to.
func (t turn) where(fact *lookup.Fact) (string, error) {
	body, err := t.body(fact)
	if err != nil {
		return "", err
	}
	here := *fact
	if isSentTo(fact.Kind) {
		here.Quoted.Place = ""
	}
	if isExile(fact) {
		here.Place = ""
	}
	place, err := t.place(&here)
	return strings.Join(slices.DeleteFunc([]string{body, place}, isBlank), "; "), err
}

func isBlank(text string) bool { return text == "" }

// isSentTo reports whether a list's place of such a fact is where somebody was sent to.
func isSentTo(kind lookup.FactKind) bool {
	return kind == lookup.FactSentenced || kind == lookup.FactCommuted || kind == lookup.FactExiled
}

// isExile reports whether the place of a fact of our own records is where somebody was sent to.
func isExile(fact *lookup.Fact) bool { return fact.Kind == lookup.FactExiled && fact.What.IsZero() }

// body names who did it: the body's name, its sort where the words of its list do not say it, and those words.
func (t turn) body(fact *lookup.Fact) (string, error) {
	var names []string
	if fact.Body != "" {
		name, err := t.topic(fact.Body)
		if err != nil {
			return "", err
		}
		names = append(names, name)
	}
	sorts, err := t.terms(slices.DeleteFunc(slices.Clone(fact.Terms), func(code string) bool { return !isBody(code) }))
	if err != nil {
		return "", err
	}
	for _, sort := range sorts {
		if !t.saysSort(fact.Quoted.Body, sort) {
			names = append(names, sort)
		}
	}
	if fact.Quoted.Body != "" {
		names = append(names, t.inQuotes(fact.Quoted.Body))
	}
	return strings.Join(names, ", "), nil
}

// saysSort reports whether the words for a body say of what sort it is: "Омский облсуд" in Russian a regional court, областной суд, but
// "ОСО" nothing to those who do not know what it stands for.
func (t turn) saysSort(words, sort string) bool {
	const stem = 3
	sort = strings.ToLower(sort)
	begins := sort
	if runes := []rune(sort); t.readsList(words) && len(runes) > stem {
		begins = string(runes[:stem])
	}
	return strings.Contains(strings.ToLower(words), sort) || slices.ContainsFunc(strings.Fields(words), func(word string) bool {
		return word != strings.ToUpper(word) && strings.Contains(strings.ToLower(word), begins)
	})
}

func isBody(code string) bool { return strings.HasPrefix(code, "body.") }

// place names where it happened.
func (t turn) place(fact *lookup.Fact) (string, error) {
	var names []string
	if fact.Place != "" {
		name, err := t.topic(fact.Place)
		if err != nil {
			return "", err
		}
		names = append(names, name)
	}
	if fact.Quoted.Place != "" {
		names = append(names, t.inQuotes(fact.Quoted.Place))
	}
	return strings.Join(names, "; "), nil
}

// terms name terms in the reader's language.
func (t turn) terms(codes []string) ([]string, error) {
	var names []string
	for _, code := range codes {
		term, err := t.Archive.Term(t.ctx, code)
		if err != nil {
			return nil, fmt.Errorf("name the term %q: %w", code, err)
		}
		names = append(names, term.In(t.voice.Lang))
	}
	return names, nil
}

// particulars tell of what sort a fact was, by whom and where.
func (t turn) particulars(fact lookup.Fact) (string, error) {
	detail, err := t.detail(&fact)
	if err != nil {
		return "", err
	}
	where, err := t.where(&fact)
	if detail != "" && where != "" {
		return detail + " (" + where + ")", err
	}
	return detail + where, err
}

// detail tells of what sort a fact was: its terms, the length of a sentence and where it sent to, the charge, and what else the
// source says.
func (t turn) detail(fact *lookup.Fact) (string, error) {
	var sorts, charges []string
	for _, code := range t.untold(fact) {
		if isCharge(fact, code) {
			charges = append(charges, code)
		} else {
			sorts = append(sorts, code)
		}
	}
	decided, err := t.decided(fact, sorts)
	if err != nil {
		return "", err
	}
	accused, err := t.terms(charges)
	if err != nil {
		return "", err
	}
	charge := strings.Join(accused, ", ")
	if charge != "" && fact.Kind != lookup.FactAccused && !slices.Contains(lookup.Wordless, fact.Kind) {
		charge = t.voice.Say("listed.charge", "charge", charge)
	}
	parts := append([]string{decided, charge, fact.What.In(t.voice.Lang)}, t.quoted(fact)...)
	return strings.Join(slices.DeleteFunc(parts, isBlank), "; "), nil
}

// decided tells what was decided: the terms, of the first that lasts how long, and where to.
func (t turn) decided(fact *lookup.Fact, codes []string) (string, error) {
	codes = particular(codes)
	names, err := t.terms(codes)
	if err != nil {
		return "", err
	}
	if length := t.length(fact); length != "" {
		if i := slices.IndexFunc(codes, lasts); i >= 0 {
			names[i] = t.voice.Say("card.lasting", "what", names[i], "length", length)
		} else {
			names = append([]string{length}, names...)
		}
	}
	text := strings.Join(names, ", ")
	if !isSentTo(fact.Kind) {
		return text, nil
	}
	to := *fact
	if !isExile(fact) { // where the court sat
		to.Place = ""
	}
	place, err := t.place(&to)
	switch {
	case place == "":
		return text, err
	case text == "":
		return place, err
	}
	return text + " – " + place, err
}

// lasting are the penalties that a sentence gives a length.
var lasting = []string{"sent.imprison", "sent.itl", "sent.itk", "sent.prison", "sent.camp", "sent.concamp", "sent.katorga", "sent.forced_work",
	"sent.exile", "sent.banish", "sent.special_settlement", "sent.labour_army", "sent.minus", "sent.supervision"}

func lasts(code string) bool { return slices.Contains(lasting, code) }

// kindsOf are the terms that say more exactly what a term says.
var kindsOf = map[string][]string{
	"sent.imprison": {"sent.itl", "sent.itk", "sent.prison", "sent.camp", "sent.concamp"},
	"sent.camp":     {"sent.itl", "sent.concamp"},
}

// particular leaves out the terms that another one says more exactly.
func particular(codes []string) []string {
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool {
		return slices.ContainsFunc(kindsOf[code], func(kind string) bool { return slices.Contains(codes, kind) })
	})
}

// length tells the length of a sentence: "1 year 6 months".
func (t turn) length(fact *lookup.Fact) string {
	var parts []string
	if fact.Years > 0 {
		parts = append(parts, t.voice.Count("card.years", fact.Years))
	}
	if fact.Months > 0 {
		parts = append(parts, t.voice.Count("card.months", fact.Months))
	}
	return strings.Join(parts, " ")
}
