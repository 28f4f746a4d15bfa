package bot

import (
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
)

// life is the line of life: a paragraph a fact, in the short view one paragraph of the most telling ones, in which dates on which
// the sources disagree stand side by side.
func (c cardWriter) life() (Text, error) {
	facts := c.facts()
	var lines []string
	for i := range facts {
		if c.view == short && i > 0 && isOtherDate(facts[i-1], facts[i]) {
			lines[len(lines)-1] += " " + c.voice.Say("card.or", "date", c.voice.Date(*facts[i].Date)) + " " + c.cited.marks(facts[i].Sources)
			continue
		}
		line, err := c.line(&facts[i])
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	if c.view == short && len(lines) > 0 {
		if slices.ContainsFunc(facts, func(f lookup.Fact) bool { return !f.Doubt.IsZero() }) {
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

// bullet begins the line of a fact.
const bullet = "• "

// isOtherDate reports whether two facts tell of one birth or death on dates that cannot both be true.
func isOtherDate(a, b lookup.Fact) bool {
	return (isBirth(a) && isBirth(b) || isDatedDeath(a) && isDatedDeath(b)) && !a.Date.Overlaps(*b.Date)
}

func (c cardWriter) facts() []lookup.Fact {
	if c.view == short {
		return keyFacts(c.person)
	}
	return c.person.Life
}

// line tells one fact with its sources, and in the whole view with what there is to doubt; a star announces that.
func (c cardWriter) line(fact *lookup.Fact) (string, error) {
	line, err := c.fact(c.person, fact)
	if err != nil {
		return "", err
	}
	text := bullet + line + " " + c.cited.marks(fact.Sources)
	switch c.person.Grade(fact) {
	case lookup.GradeDisputed:
		text += " – " + c.voice.Say("card.disputed")
	case lookup.GradeConfirmed:
		text += " – " + c.voice.Say("card.confirmed")
	}
	if !fact.Doubt.IsZero() {
		if c.view == short {
			text += " *"
		} else {
			text += "\n" + c.voice.Say("card.care") + ": " + fact.Doubt.In(c.voice.Lang)
			if len(fact.Doubt.Sources) > 0 {
				text += " " + c.cited.marks(fact.Doubt.Sources)
			}
		}
	}
	return text, nil
}

// fact tells one fact: when, what, of which sort, by whom, where.
func (t turn) fact(person *lookup.Person, fact *lookup.Fact) (string, error) {
	what := t.voice.Fact(fact.Kind, person.Female)
	detail, err := t.detail(fact)
	if err != nil {
		return "", err
	}
	if what != "" && detail != "" {
		what += ": "
	}
	what += detail
	var where []string
	for _, id := range []string{fact.Body, fact.Place} {
		if id == "" {
			continue
		}
		name, err := t.topic(id)
		if err != nil {
			return "", err
		}
		where = append(where, name)
	}
	if len(where) > 0 {
		what += " (" + strings.Join(where, "; ") + ")"
	}
	if fact.Date == nil {
		return what, nil
	}
	return t.voice.Date(*fact.Date) + " – " + what, nil
}

// detail tells of what sort a fact was: its terms, the length of a sentence, and what else the source says.
func (t turn) detail(fact *lookup.Fact) (string, error) {
	var terms []string
	for _, code := range fact.Terms {
		term, err := t.Archive.Term(t.ctx, code)
		if err != nil {
			return "", fmt.Errorf("name the term %q: %w", code, err)
		}
		terms = append(terms, term.In(t.voice.Lang))
	}
	if fact.Years > 0 {
		terms = append(terms, t.voice.Count("card.years", fact.Years))
	}
	parts := []string{strings.Join(terms, ", "), fact.What.In(t.voice.Lang)}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; "), nil
}

// shortFacts is how many facts the short view shows at most beside births and deaths.
const shortFacts = 4

// turningPoints are the kinds of facts, beside birth and death, that a short view must not leave out.
var turningPoints = []lookup.FactKind{lookup.FactArrested, lookup.FactSentenced, lookup.FactCommuted,
	lookup.FactExiled, lookup.FactReleased, lookup.FactRehab}

// sideBySide is how many dates of a birth or death the short view tells, where sources disagree.
const sideBySide = 2

// keyFacts chooses what the short view shows: everything if that is little, else first the birth and the death that most
// sources state, whose years the heading has and which must have their source below, then the turning points.
func keyFacts(person *lookup.Person) []lookup.Fact {
	if len(person.Life) <= shortFacts {
		return person.Life
	}
	chosen := map[int]bool{}
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
	var facts []lookup.Fact
	for i, f := range person.Life {
		if chosen[i] {
			facts = append(facts, f)
		}
	}
	return facts
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
