package bot

import (
	"maps"
	"slices"

	"joqtau/lookup"
)

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
