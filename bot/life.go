package bot

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"joqtau/lookup"
)

// life is the line of life: a paragraph a turn, in the short view one paragraph of the most telling ones, in which dates on which
// the sources disagree stand side by side. starred says that a star above wants explaining.
func (c cardWriter) life(starred bool) (Text, error) {
	if c.isListed() {
		return c.listed()
	}
	turns := c.turns()
	var lines []string
	for i, s := range turns {
		if c.view == short && i > 0 && isOtherDate(turns[i-1].Fact, s.Fact) {
			lines[len(lines)-1] += " " + c.voice.Say("card.or", "date", c.voice.Date(*s.Date)) + " " + c.cited.marks(s.sources())
			continue
		}
		line, err := c.line(s)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	if c.view == short && len(lines) > 0 {
		if starred || slices.ContainsFunc(turns, isDoubted) {
			lines = append(lines, c.voice.Say("card.star"))
		}
		lines = []string{strings.Join(lines, "\n")}
	}
	var text Text
	for _, line := range lines {
		text.add(line)
	}
	return text, nil
}

func isDoubted(s statement) bool { return !s.Doubt.IsZero() }

// bullet begins the line of a fact.
const bullet = "• "

// isOtherDate reports whether two facts tell of one birth or death on dates that cannot both be true.
func isOtherDate(a, b lookup.Fact) bool {
	return (isBirth(a) && isBirth(b) || isDatedDeath(a) && isDatedDeath(b)) && !a.Date.Overlaps(*b.Date)
}

// turns are what the view tells of the life.
func (c cardWriter) turns() []statement {
	told := toldOnce(c.person.Life)
	if c.view == whole {
		return told
	}
	var key []statement
	for _, i := range keyFacts(condensed(c.person, told)) {
		key = append(key, told[i])
	}
	return key
}

// condensed is a person in whose life every turn is told once.
func condensed(person *lookup.Person, told []statement) *lookup.Person {
	p := *person
	p.Life = make([]lookup.Fact, len(told))
	for i, s := range told {
		p.Life[i] = s.Fact
	}
	return &p
}

// line tells a turn of the life with its sources, and in the whole view with what there is to doubt; a star announces that.
func (c cardWriter) line(s statement) (string, error) {
	line, err := c.fact(c.person, &s.Fact)
	if err != nil {
		return "", err
	}
	text := bullet + line + " " + c.cited.marks(s.sources())
	switch c.person.Grade(s.graded()) {
	case lookup.GradeDisputed:
		text += " – " + c.voice.Say("card.disputed")
	case lookup.GradeConfirmed:
		text += " – " + c.voice.Say("card.confirmed")
	}
	for _, other := range s.alike {
		more, err := c.particulars(without(other, s.Fact))
		if err != nil {
			return "", err
		}
		if more != "" {
			text += "; " + more + " " + c.cited.marks(other.Sources)
		}
	}
	for _, other := range s.vaguer {
		if c.view == whole || s.Date.Precision != lookup.PrecisionDay { // beside a day, a year says nothing more
			text += "; " + c.voice.Date(*other.Date) + " " + c.cited.marks(other.Sources)
		}
	}
	if !s.Doubt.IsZero() {
		if c.view == short {
			text += " *"
		} else {
			text += "\n" + c.voice.Say("card.care") + ": " + s.Doubt.In(c.voice.Lang)
			if len(s.Doubt.Sources) > 0 {
				text += " " + c.cited.marks(s.Doubt.Sources)
			}
		}
	}
	return text, nil
}

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

// without is a fact without what another one says too.
func without(fact, told lookup.Fact) lookup.Fact {
	if fact.Body == told.Body {
		fact.Body = ""
	}
	if fact.Place == told.Place {
		fact.Place = ""
	}
	if length(fact) == length(told) {
		fact.Years, fact.Months = 0, 0
	}
	if slices.Equal(fact.Terms, told.Terms) {
		fact.Terms = nil
	}
	if fact.What == told.What {
		fact.What = lookup.Text{}
	}
	if fact.Quoted == told.Quoted {
		fact.Quoted = lookup.Quoted{}
	}
	return fact
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

// shortFacts is how many facts the short view shows at most beside births and deaths.
const shortFacts = 4

// turningPoints are the kinds of facts, beside birth and death, that a short view must not leave out.
var turningPoints = []lookup.FactKind{lookup.FactArrested, lookup.FactSentenced, lookup.FactCommuted,
	lookup.FactExiled, lookup.FactReleased, lookup.FactRehab}

// sideBySide is how many dates of a birth or death the short view tells, where sources disagree.
const sideBySide = 2

// keyFacts chooses what the short view shows: everything if that is little, else first the birth and the death that most
// sources state, whose years the heading has and which must have their source below, then the turning points. It returns their indexes.
func keyFacts(person *lookup.Person) []int {
	chosen := map[int]bool{}
	if len(person.Life) <= shortFacts {
		for i := range person.Life {
			chosen[i] = true
		}
		return slices.Sorted(maps.Keys(chosen))
	}
	for _, i := range append(best(person, isBirth, sideBySide), best(person, isDatedDeath, sideBySide)...) {
		chosen[i] = true
	}
	most := len(chosen) + shortFacts
	choose := func(fits func(lookup.Fact) bool) {
		for i := len(person.Life) - 1; i >= 0 && len(chosen) < most; i-- {
			if fact := person.Life[i]; fits(fact) && fact.Kind != lookup.FactBorn && !isDatedDeath(fact) && !isVaguer(person, fact) {
				chosen[i] = true
			}
		}
	}
	told := map[lookup.FactKind]bool{}
	choose(func(f lookup.Fact) bool { // the last of each kind
		isNew := slices.Contains(turningPoints, f.Kind) && !told[f.Kind]
		told[f.Kind] = told[f.Kind] || isNew
		return isNew
	})
	choose(func(f lookup.Fact) bool { return slices.Contains(turningPoints, f.Kind) })
	choose(func(f lookup.Fact) bool { return f.Date != nil })
	choose(func(lookup.Fact) bool { return true })
	return slices.Sorted(maps.Keys(chosen))
}

// isVaguer reports whether another fact of the kind, dated to the day, tells what this one tells less exactly.
func isVaguer(person *lookup.Person, fact lookup.Fact) bool {
	if fact.Date != nil && fact.Date.Precision == lookup.PrecisionDay {
		return false
	}
	return slices.ContainsFunc(person.Life, func(f lookup.Fact) bool {
		if f.Kind != fact.Kind || f.Date == nil || f.Date.Precision != lookup.PrecisionDay {
			return false
		}
		if fact.Date == nil { // it may be another occasion, unless it says nothing that this one does not
			return fact.What.IsZero() && slices.Equal(f.Terms, fact.Terms)
		}
		return f.Date.Overlaps(*fact.Date)
	})
}

func isBirth(f lookup.Fact) bool { return f.Kind == lookup.FactBorn && f.Date != nil }

func isDatedDeath(f lookup.Fact) bool { return f.Kind.IsDeath() && f.Date != nil }

// best lists the indexes of at most n fitting facts whose dates cannot all be true: those known to the day first, then those
// with most independent sources. One that says less exactly what another says is left out.
func best(person *lookup.Person, fits func(lookup.Fact) bool, n int) []int {
	var list []int
	for i, f := range person.Life {
		if fits(f) {
			list = append(list, i)
		}
	}
	weight := func(i int) int {
		const exact = 1000 // more than there are sources
		f := person.Life[i]
		if f.Date.Precision == lookup.PrecisionDay {
			return exact + len(lookup.Independent(f.Sources))
		}
		return len(lookup.Independent(f.Sources))
	}
	slices.SortStableFunc(list, func(i, j int) int { return weight(j) - weight(i) })
	var chosen []int
	for _, i := range list {
		says := func(j int) bool { return person.Life[j].Date.Overlaps(*person.Life[i].Date) }
		if len(chosen) < n && !slices.ContainsFunc(chosen, says) {
			chosen = append(chosen, i)
		}
	}
	return chosen
}
