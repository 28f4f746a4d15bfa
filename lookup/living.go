package lookup

import (
	"slices"
	"strconv"
	"strings"
)

// LongestLife is the age, in years, from which on nobody is taken to be living without a word about a death.
const LongestLife = 100

// LeastAge is the age from which on people were prosecuted: twelve, by the decree of the Central Executive Committee and
// the Council of People's Commissars of the USSR of 7 April 1935.
const LeastAge = 12

// prosecuted are the kinds of facts that do not happen to children under LeastAge. Exile does.
var prosecuted = []FactKind{FactArrested, FactAccused, FactSentenced, FactCommuted, FactImprisoned}

// MayLive reports whether a person may be living in a year, and so must not be shown: born under a hundred years ago, with
// no death stated. The rule is that of the memorials of the field.
//
// Where no source gives the birth, what is told bounds it: whoever was arrested or sentenced was of LeastAge, and everybody
// was born before whatever else happened to him or her. In a list of which everybody was of LeastAge by a year, that is
// grown, else it is 0. Of whom nothing is dated nothing is known, and he or she may be living.
//
// A stated year of birth counts from its last day, a bound from its first: that somebody was arrested in the very year of the
// twelfth birthday is the extreme that a bound allows, and not what is likely.
func MayLive(p *Person, grown, year int) bool {
	if slices.ContainsFunc(p.Life, func(f Fact) bool { return f.Kind.IsDeath() || f.Kind == FactBuried }) {
		return false
	}
	born, isStated := latestBirth(p, grown)
	if isStated { // whose hundredth birthday is still to come in the year is not a hundred
		return born >= year-LongestLife
	}
	return born == 0 || born > year-LongestLife
}

// latestBirth is the latest year in which a person can have been born, 0 if it is not known, and whether a source states it.
func latestBirth(p *Person, grown int) (born int, isStated bool) {
	stated, bound := 0, max(grown-LeastAge, 0)
	for _, f := range p.Life {
		if f.Kind == FactBorn && f.Date == nil {
			stated = max(stated, latestYear(f.Quoted.Text))
		}
		if f.Date == nil || f.Date.Latest.IsZero() {
			continue
		}
		latest := f.Date.Latest.Year
		switch {
		case f.Kind == FactBorn:
			stated = max(stated, latest) // of several, the one by which the person is youngest
			continue
		case slices.Contains(prosecuted, f.Kind):
			latest -= LeastAge
		}
		if bound == 0 || latest < bound {
			bound = latest
		}
	}
	if stated > 0 {
		return stated, true
	}
	return bound, false
}

// earliestBirth is the year before which nobody was born of whom lists of the repressed tell: an earlier one is a slip.
const earliestBirth = 1800

// latestYear is the latest year in words that were not understood as a date, "31.02.1930" or "1920, 1931": what bounds a birth must
// not outweigh it. It is 0 if there is none.
func latestYear(words string) int {
	latest := 0
	for _, number := range strings.FieldsFunc(words, func(c rune) bool { return c < '0' || c > '9' }) {
		if year, err := strconv.Atoi(number); err == nil && year >= earliestBirth {
			latest = max(latest, year)
		}
	}
	return latest
}
