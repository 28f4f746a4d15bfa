package name

import "strings"

// shortestStem is the number of phonemes that must be left of a name when an ending is taken off.
const shortestStem = 3

// bareRoot is what it costs, in bits, to take a name without family ending for one with it, as Байтұрсын for
// Байтұрсынов. It is high, because the same word may be somebody's given name.
const bareRoot = 3

// A stem is a way to take a word: as it stands, or without endings.
type stem struct {
	phonemes string
	family   bool // a family ending was taken off
	cost     float32
}

// An Entry is a name of the dictionary, prepared for comparison.
type Entry struct {
	skeleton string
	root     string // without its family ending, else as the skeleton
}

// Entry prepares a skeleton for comparison.
func (r *Reader) Entry(skeleton string) Entry {
	for _, s := range r.family(stem{phonemes: skeleton}) {
		return Entry{skeleton, s.phonemes}
	}
	return Entry{skeleton, skeleton}
}

// A Query is a word prepared for comparison with many entries.
type Query struct{ stems []stem }

// Query prepares a word for comparison.
func (r *Reader) Query(word Word) Query {
	var q Query
	for _, skeleton := range word.Skeletons {
		whole := stem{phonemes: skeleton}
		for _, s := range append([]stem{whole}, r.withoutCase(whole)...) {
			q.add(s)
			for _, root := range r.family(s) {
				q.add(root)
			}
		}
	}
	return q
}

// add keeps the cheapest of equal stems.
func (q *Query) add(s stem) {
	for i, t := range q.stems {
		if t.phonemes == s.phonemes && t.family == s.family {
			q.stems[i].cost = min(t.cost, s.cost)
			return
		}
	}
	q.stems = append(q.stems, s)
}

func (r *Reader) withoutCase(s stem) []stem { return r.strip(s, false) }
func (r *Reader) family(s stem) []stem      { return r.strip(s, true) }

// strip takes off each ending of a kind that the stem has.
func (r *Reader) strip(s stem, family bool) []stem {
	var list []stem
	for _, e := range r.endings {
		rest, found := strings.CutSuffix(s.phonemes, e.phonemes)
		if found && e.family == family && len(rest) >= shortestStem {
			list = append(list, stem{rest, family, s.cost + float32(e.cost)})
		}
	}
	return list
}

// Cost is how far a word is from an entry, in bits; false if it is too far to be the same name.
func (r *Reader) Cost(q Query, e Entry) (float64, bool) {
	best := float32(tooFar)
	try := func(a string, b string, extra float32) {
		limit := min(best, budget(min(len(a), len(b)))+extra) - extra
		if limit < 0 {
			return
		}
		best = min(best, r.costs.distance(a, b, limit)+extra)
	}
	for _, s := range q.stems {
		hasFamily := e.root != e.skeleton
		switch {
		case s.family && hasFamily:
			try(s.phonemes, e.root, s.cost)
		case s.family:
			try(s.phonemes, e.skeleton, s.cost+bareRoot)
		default:
			try(s.phonemes, e.skeleton, s.cost)
			if hasFamily {
				try(s.phonemes, e.root, s.cost+bareRoot)
			}
		}
	}
	return float64(best), best < tooFar
}

// InitialFits reports whether an initial can be that of a name.
func (r *Reader) InitialFits(initial Word, skeleton string) bool {
	const usual = 1 // bits; what costs more is another letter
	for _, s := range initial.Skeletons {
		if r.costs.change(place(s[0]), place(skeleton[0])) <= usual {
			return true
		}
	}
	return false
}
