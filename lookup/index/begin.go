package index

import (
	"iter"

	"joqtau/lookup/name"
)

// A Span is a run of names, from the first to before the last, with the rows that have them as a surname.
type Span struct {
	first, last       Name
	firstRow, lastRow Row
}

// Beginning is the span of the names whose skeletons begin with a text of phonemes; empty if there are none.
func (x *Index) Beginning(skeleton string) Span {
	from, to := 0, len(x.labels) // the nodes below what has been walked
	start := 0
	for i := range len(skeleton) {
		child := from
		for child < to && x.labels[child]&letterBits != byte(name.Number(skeleton[i])) {
			child = int(x.skips.at(child))
		}
		if child >= to {
			return Span{}
		}
		start, from, to = child, child+1, int(x.skips.at(child))
	}
	first, last := x.wholeNodes.search(uint32(start)), x.wholeNodes.search(uint32(to))
	s := Span{first: Name(x.firstNames.at(first)), last: Name(x.firstNames.at(last))}
	s.firstRow, s.lastRow = Row(x.surnames.at(int(s.first))), Row(x.surnames.at(int(s.last)))
	return s
}

// Has reports whether a row has a name of a span, in whatever role.
func (x *Index) Has(r Row, s Span) bool {
	in := func(n Name) bool { return s.first <= n && n < s.last }
	return s.firstRow <= r && r < s.lastRow || in(x.Given(r)) || in(x.Patronymic(r))
}

// RowsOf yields the rows that have a name of a span as a surname, then those that have one as a given name, in the order of names.
func (x *Index) RowsOf(s Span) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for r := s.firstRow; r < s.lastRow; r++ {
			if !yield(r) {
				return
			}
		}
		if s.first == s.last {
			return
		}
		first, _ := x.WithGiven(s.first)
		_, last := x.WithGiven(s.last - 1)
		for i := first; i < last; i++ {
			if !yield(x.NthByGiven(i)) {
				return
			}
		}
	}
}
