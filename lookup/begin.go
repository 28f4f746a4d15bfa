package lookup

import (
	"iter"
	"slices"
	"strings"

	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// A text that is being typed is looked up as far as it goes: from how many letters on, and how many full names of an index are
// looked at, since a few letters begin half of a great list.
const (
	shortestBeginning = 2
	mostLookedAt      = 1 << 16
)

// Beginning implements Finder. People of the indexes that were given first come first, then the order is that of their names.
func (e *Engine) Beginning(text string, limit int) []string {
	folded := name.Fold(CleanText(text))
	if len([]rune(strings.ReplaceAll(folded, " ", ""))) < shortestBeginning {
		return nil
	}
	var words [][]string
	for _, word := range strings.Fields(folded) {
		words = append(words, e.reader.Beginnings(word))
	}
	var found []string
	for _, x := range e.indexes {
		for row := range beginning(x, words) {
			if len(found) == limit {
				return found
			}
			if id := e.personOf(x, row); !slices.Contains(found, id) {
				found = append(found, id)
			}
		}
	}
	return found
}

// beginning yields the full names of an index of which each word, in one of its readings, begins a part.
func beginning(x *index.Index, words [][]string) iter.Seq[index.Row] {
	spans := make([][]index.Span, len(words))
	for i, readings := range words {
		for _, skeleton := range readings {
			spans[i] = append(spans[i], x.Beginning(skeleton))
		}
	}
	return func(yield func(index.Row) bool) {
		left := mostLookedAt
		for _, span := range spans[0] {
			for row := range x.RowsOf(span) {
				has := func(s index.Span) bool { return x.Has(row, s) }
				fits := !slices.ContainsFunc(spans[1:], func(s []index.Span) bool { return !slices.ContainsFunc(s, has) })
				if left--; left < 0 || fits && !yield(row) {
					return
				}
			}
		}
	}
}
