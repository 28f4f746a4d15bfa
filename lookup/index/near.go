package index

import (
	"sync"

	"joqtau/lookup/name"
)

// maxDepth is the most phonemes that a name of an index may have.
const maxDepth = 2 * name.MaxLetters

// Near calls found for every skeleton that a pattern may stand for within a budget of bits, in the order of the
// dictionary. A skeleton that is found whole and by its root comes once for each.
//
// It is one walk through the trie, with a row of the table of distances per letter (Damerau's optimal string alignment);
// where a row's least cost is beyond the budget, the subtree is skipped. Only the cells within the budget are computed.
func (x *Index) Near(p *name.Pattern, budget name.Cost, found func(skeleton uint32, how name.Found)) {
	w := walks.Get().(*walk)
	defer walks.Put(w)
	w.begin(p, budget)
	nodes := len(x.labels)
	for node := 0; node < nodes; {
		end := int(x.skips.at(node))
		for w.depth > 0 && node >= w.ends[w.depth] {
			w.depth--
		}
		w.depth++
		w.ends[w.depth] = end
		label := x.labels[node]
		if !w.descend(label & letterBits) {
			w.depth--
			node = end
			continue
		}
		if label&isWhole != 0 {
			how := p.Whole(w.row(w.depth), w.row(w.depth-1), letter(label))
			if how.Cost <= budget {
				found(uint32(x.wholeNodes.search(uint32(node))), how)
			}
		}
		if label&isRoot != 0 {
			for i := x.rootNodes.search(uint32(node)); i < x.rootNodes.len() && x.rootNodes.at(i) == uint32(node); i++ {
				how := p.Root(w.row(w.depth), name.Family(x.rootFamily[i]))
				if how.Cost <= budget {
					found(x.rootOf.at(i), how)
				}
			}
		}
		node++
	}
}

const width = 2*name.MaxLetters + 1

// A walk is the state of one walk through a trie.
type walk struct {
	pattern  *name.Pattern
	written  []uint8 // numbers of the pattern's letters
	budget   name.Cost
	depth    int
	ends     [maxDepth + 2]int
	letters  [maxDepth + 2]uint8
	rows     [maxDepth + 2][width]name.Cost
	from, to [maxDepth + 2]int // the cells of a row within the budget; all others are beyond it
}

var walks = sync.Pool{New: func() any { return new(walk) }}

func (w *walk) begin(p *name.Pattern, budget name.Cost) {
	w.pattern, w.budget, w.depth = p, budget, 0
	w.written = w.written[:0]
	row := &w.rows[0]
	row[0] = 0
	w.from[0], w.to[0] = 0, 0
	for j, letter := range p.Letters {
		w.written = append(w.written, uint8(name.Number(p.Skeleton[j])))
		row[j+1] = row[j] + letter[0]
		if row[j+1] <= budget && w.to[0] == j {
			w.to[0] = j + 1
		}
	}
}

// row returns the cells of a depth; those beyond the budget hold a cost beyond it.
func (w *walk) row(depth int) []name.Cost { return w.rows[depth][:len(w.written)+1] }

// descend computes the row of the current depth for a letter; false if all of it is beyond the budget.
func (w *walk) descend(letter uint8) bool {
	d := w.depth
	w.letters[d] = letter
	above, row := &w.rows[d-1], &w.rows[d]
	from, to := w.from[d-1], w.to[d-1]
	missing := w.pattern.Missing[letter]
	swap := d > 1 && w.from[d-2] <= w.to[d-2]
	begin, reach := from, to
	if swap {
		begin, reach = min(from, w.from[d-2]+2), max(to, w.to[d-2])
	}
	n := len(w.written)
	for j := range n + 1 {
		row[j] = name.TooFar
	}
	first, last := n+1, -1
	for j := begin; j <= n; j++ {
		best := name.TooFar
		if j >= from && j <= to {
			best = above[j] + missing
		}
		if j > 0 {
			costs := w.pattern.Letters[j-1]
			if j-1 >= from && j-1 <= to {
				best = min(best, above[j-1]+costs[letter])
			}
			best = min(best, row[j-1]+costs[0])
			if swap && j > 1 && w.written[j-1] == w.letters[d-1] && w.written[j-2] == letter {
				best = min(best, w.rows[d-2][j-2]+name.Slip)
			}
		}
		if best > w.budget {
			if j > reach+2 {
				break
			}
			continue
		}
		row[j] = best
		first, last = min(first, j), j
	}
	w.from[d], w.to[d] = first, last
	return last >= 0
}
