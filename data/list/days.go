package list

import (
	"cmp"
	"slices"

	"joqtau/lookup"
)

// A dayCount is a key of the table of that name.
type dayCount struct {
	month, day, year int
	kind             lookup.FactKind
}

// A dayFact is a row of the table of that name, packed so that millions can be sorted.
type dayFact uint64

// The widths, in bits, of what is packed into a dayFact, from the last on.
const (
	seqBits    = 6
	personBits = 26
	yearBits   = 12
	turnBits   = 1
	dayBits    = 5
	maxSeq     = 1<<seqBits - 1
	maxNumber  = 1<<personBits - 1
)

// The years of which days are told. A date of another one, such as 9000, is a slip of the pen: it is told in the life,
// and on no day.
const (
	firstYear = 1800
	lastYear  = 2100
)

func newDayFact(day lookup.Day, isDeath bool, person, seq int) dayFact {
	turn := 1
	if isDeath {
		turn = 0
	}
	packed := uint64(day.Month)
	packed = packed<<dayBits | uint64(day.Day)
	packed = packed<<turnBits | uint64(turn)
	packed = packed<<yearBits | uint64(day.Year)
	packed = packed<<personBits | uint64(person)
	return dayFact(packed<<seqBits | uint64(seq))
}

func (f dayFact) columns() []any {
	take := func(bits int) int {
		value := int(f & (1<<bits - 1))
		f >>= bits
		return value
	}
	seq, person, year, turn, day := take(seqBits), take(personBits), take(yearBits), take(turnBits), take(dayBits)
	return []any{int(f), day, turn, year, person, seq}
}

func (w *Writer) writeDays() {
	slices.Sort(w.days)
	for _, fact := range w.days {
		w.put("day_fact", fact.columns()...)
	}
	w.days = nil
	keys := make([]dayCount, 0, len(w.counts))
	for key := range w.counts {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, compareDays)
	for _, k := range keys {
		w.put("day_count", k.month, k.day, k.year, string(k.kind), w.counts[k])
	}
}

func compareDays(a, b dayCount) int {
	return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.day, b.day), cmp.Compare(a.year, b.year), cmp.Compare(a.kind, b.kind))
}
