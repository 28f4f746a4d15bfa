package bot

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"joqtau/lookup"
)

// A statement is what one line tells: a fact, and the others that say the same.
type statement struct {
	lookup.Fact
	// alike say it of the same date; of those that say more, the line tells that too.
	alike []lookup.Fact
	// vaguer say it of a longer time, within which the date lies.
	vaguer []lookup.Fact
}

// toldOnce joins the facts that tell of one turn, so that nobody dies twice in a list. What cannot be true at once, or may be another
// occasion, stays apart. A sentence comes before the death of the same day.
func toldOnce(facts []lookup.Fact) []statement {
	lines := map[int]*statement{} // by the index of the fact that the line begins with
	for _, i := range byExactness(facts) {
		f := facts[i]
		var tellers []int
		for k := range lines {
			if lines[k].tells(f) {
				tellers = append(tellers, k)
			}
		}
		slices.Sort(tellers)
		switch {
		case len(tellers) == 0 || contradict(facts, tellers): // in the latter case it is not known which of them it tells of
			lines[i] = &statement{Fact: f}
		case sameTime(facts[tellers[0]], f):
			lines[tellers[0]].alike = append(lines[tellers[0]].alike, f)
		default:
			lines[tellers[0]].vaguer = append(lines[tellers[0]].vaguer, f)
		}
	}
	var told []statement
	for _, i := range slices.Sorted(maps.Keys(lines)) {
		told = append(told, *lines[i])
	}
	return sentencesFirst(told)
}

// byExactness lists the indexes of facts so that those come first with which a line begins: the exactest, shot before died, and those
// that say least, to which others can add.
func byExactness(facts []lookup.Fact) []int {
	order := make([]int, len(facts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, k int) int {
		a, b := facts[i], facts[k]
		return cmp.Or(cmp.Compare(span(a), span(b)), cmp.Compare(slices.Index(endings, a.Kind), slices.Index(endings, b.Kind)),
			cmp.Compare(particularsOf(a), particularsOf(b)))
	})
	return order
}

// endings rank the deaths, the one that says most first.
var endings = []lookup.FactKind{lookup.FactShot, lookup.FactPerished, lookup.FactDied}

// span is how many days a date leaves open; one with an open end is the vaguest.
func span(f lookup.Fact) int {
	if f.Date == nil || !isClosed(*f.Date) {
		return math.MaxInt
	}
	at := func(d lookup.Day) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(at(f.Date.Latest).Sub(at(f.Date.Earliest)) / (24 * time.Hour))
}

// particularsOf is how much a fact says beside its kind and date.
func particularsOf(f lookup.Fact) int {
	n := len(f.Terms)
	for _, has := range []bool{f.Place != "", f.Body != "", f.Years != 0 || f.Months != 0, !f.What.IsZero(), f.Quoted != lookup.Quoted{}} {
		if has {
			n++
		}
	}
	return n
}

func contradict(facts []lookup.Fact, indexes []int) bool {
	return slices.ContainsFunc(indexes, func(i int) bool {
		return slices.ContainsFunc(indexes, func(k int) bool { return !facts[i].Date.Overlaps(*facts[k].Date) })
	})
}

// tells reports whether the line can tell what a fact says.
func (s *statement) tells(f lookup.Fact) bool {
	if s.Date == nil || f.Date == nil || slices.Contains(lookup.Wordless, f.Kind) || s.Disputed || f.Disputed || !f.Doubt.IsZero() {
		return false
	}
	isDay := s.Date.Precision == lookup.PrecisionDay
	switch {
	case sameTime(s.Fact, f) && f.Kind == s.Kind:
		return !disagree(s.Fact, f) && !slices.ContainsFunc(s.alike, func(other lookup.Fact) bool { return disagree(other, f) })
	case sameTime(s.Fact, f):
		return isDay && s.Kind == lookup.FactShot && f.Kind.IsDeath() && saysNoMore(s.Fact, f)
	}
	return f.Kind == s.Kind && isClosed(*s.Date) && isClosed(*f.Date) && isWithin(*s.Date, *f.Date) && saysNoMore(s.Fact, f)
}

func isWithin(d, longer lookup.Date) bool {
	return longer.Earliest.Compare(d.Earliest) <= 0 && d.Latest.Compare(longer.Latest) <= 0
}

func sameTime(a, b lookup.Fact) bool {
	return a.Date.Earliest == b.Date.Earliest && a.Date.Latest == b.Date.Latest && a.Date.Precision == b.Date.Precision && a.Date.Part == b.Date.Part
}

// isClosed reports whether a date has two ends that are meant exactly.
func isClosed(d lookup.Date) bool {
	return d.Precision != lookup.PrecisionAbout && !d.Earliest.IsZero() && !d.Latest.IsZero()
}

// length is that of a sentence in months, 0 where none is stated.
func length(f lookup.Fact) int { return 12*f.Years + f.Months }

// disagree reports whether two facts of a kind say different things in the same respect.
func disagree(a, b lookup.Fact) bool {
	differ := func(x, y string) bool { return x != "" && y != "" && x != y }
	return differ(a.Place, b.Place) || differ(a.Body, b.Body) || length(a) != 0 && length(b) != 0 && length(a) != length(b) ||
		len(a.Terms) > 0 && len(b.Terms) > 0 && !slices.Equal(a.Terms, b.Terms) || !a.What.IsZero() && !b.What.IsZero() && a.What != b.What ||
		a.Quoted != lookup.Quoted{} && b.Quoted != lookup.Quoted{} && a.Quoted != b.Quoted
}

// saysNoMore reports whether a fact has all that another one says beside its kind and date.
func saysNoMore(f, other lookup.Fact) bool {
	isNew := func(x, y string) bool { return x != "" && x != y }
	return !isNew(other.Place, f.Place) && !isNew(other.Body, f.Body) && (length(other) == 0 || length(other) == length(f)) &&
		!slices.ContainsFunc(other.Terms, func(term string) bool { return !slices.Contains(f.Terms, term) }) &&
		(other.What.IsZero() || other.What == f.What) && (other.Quoted == lookup.Quoted{} || other.Quoted == f.Quoted)
}

// sentencesFirst puts the sentence of a day before the death of that day.
func sentencesFirst(told []statement) []statement {
	for i := 1; i < len(told); i++ {
		for k := i; k > 0 && told[k].Kind == lookup.FactSentenced && told[k-1].Kind.IsDeath() && told[k].Date != nil && told[k-1].Date != nil &&
			told[k].Date.Earliest == told[k-1].Date.Earliest; k-- {
			told[k], told[k-1] = told[k-1], told[k]
		}
	}
	return told
}

// sources are those of a fact and of all that say the same and no more.
func (s statement) sources() []lookup.Citation {
	all := slices.Clone(s.Sources)
	for _, f := range s.alike {
		if saysNoMore(s.Fact, f) {
			all = append(all, f.Sources...)
		}
	}
	return all
}

// graded is the fact with all sources that state it, by which it is graded: who says that somebody died does not say that he was shot.
func (s statement) graded() *lookup.Fact {
	f := s.Fact
	f.Sources = slices.Clone(f.Sources)
	for _, other := range s.alike {
		if other.Kind == f.Kind && saysNoMore(other, s.Fact) {
			f.Sources = append(f.Sources, other.Sources...)
		}
	}
	return &f
}
