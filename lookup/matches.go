package lookup

import (
	"cmp"
	"slices"

	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// usualBudget bounds how far apart spellings of one name usually are, without a slip of the hand.
const usualBudget = name.Cost(250)

// oneSlip bounds it for one slip of the hand beside.
const oneSlip = name.Slip + 50

// exactBudget bounds it for words that hardly are names.
const exactBudget = name.Cost(30)

// maxMatches bounds the names of an index that the words of a question may stand for.
const maxMatches = 1<<16 - 2

// A matchList holds which names of an index the words of a question may stand for, and at what cost.
type matchList struct {
	engine  *Engine
	index   *index.Index
	place   []uint16 // per name, one more than its place in matches
	matches []match

	surnames []*match // see bySurname
}

// A match is a name of an index with what it costs each word to stand for it.
type match struct {
	name     index.Name
	skeleton uint32
	words    [name.MaxWords]wordMatch
	// most is the most that any word speaks for the name, in bits.
	most float64
}

type wordMatch struct {
	name.Found
	reading uint8 // of the word
	found   bool  // else the word does not stand for the name
}

func newMatchList(e *Engine, x *index.Index) *matchList {
	return &matchList{engine: e, index: x, place: make([]uint16, x.AllNames())}
}

// at is the match of a name, nil if no word stands for it.
func (l *matchList) at(n index.Name) *match {
	if n == index.NoName || l.place[n] == 0 {
		return nil
	}
	return &l.matches[l.place[n]-1]
}

// fill finds the names for which words may stand; most bounds what a word may cost,
// beside its length.
func (l *matchList) fill(words []name.Word, most func(word int) name.Cost) {
	for _, m := range l.matches {
		l.place[m.name] = 0
	}
	l.matches = l.matches[:0]
	for i, word := range words {
		if word.Initial {
			continue
		}
		for r, reading := range word.Readings {
			pattern := l.engine.reader.Pattern(reading.Skeleton)
			budget := min(name.Budget(len(reading.Skeleton)), most(i))
			if word.Around {
				budget = min(budget, exactBudget)
			}
			l.index.Near(pattern, budget, func(skeleton uint32, how name.Found) {
				how.Cost += reading.Cost
				l.add(skeleton, i, wordMatch{how, uint8(r), true})
			})
		}
	}
}

// add notes that a word may stand for the names of a skeleton, unless it does so more cheaply already.
func (l *matchList) add(skeleton uint32, word int, how wordMatch) {
	first, last := l.index.Names(skeleton)
	for n := first; n < last; n++ {
		if l.place[n] == 0 {
			if len(l.matches) >= maxMatches/name.MaxWords*(word+1) { // each word has its share
				return
			}
			l.matches = append(l.matches, match{name: n, skeleton: skeleton})
			l.place[n] = uint16(len(l.matches))
		}
		m := &l.matches[l.place[n]-1].words[word]
		if !m.found || how.cost() < m.cost() {
			*m = how
		}
	}
}

// weigh notes the most that any word speaks for each name.
func (l *matchList) weigh(rarities []float64) {
	for i := range l.matches {
		m := &l.matches[i]
		m.most = 0
		for word, rarity := range rarities {
			if how := m.words[word]; how.found {
				m.most = max(m.most, rarity-how.Cost.Bits())
			}
		}
	}
}

// bySurname orders the matches that are surnames by what speaks for them.
func (l *matchList) bySurname() []*match {
	l.surnames = l.surnames[:0]
	for i := range l.matches {
		if first, last := l.index.WithSurname(l.matches[i].name); first < last {
			l.surnames = append(l.surnames, &l.matches[i])
		}
	}
	slices.SortFunc(l.surnames, func(a, b *match) int {
		return cmp.Or(cmp.Compare(b.most, a.most), cmp.Compare(a.name, b.name))
	})
	return l.surnames
}

// hasExact reports whether a word is a name as it is written.
func (l *matchList) hasExact(word int) bool {
	return slices.ContainsFunc(l.matches, func(m match) bool { return m.words[word].found && m.words[word].cost() <= sameBits })
}

// isUsual reports whether a word may stand for the name without a slip of the hand.
func (m *match) isUsual() bool {
	return slices.ContainsFunc(m.words[:], func(w wordMatch) bool { return w.found && w.Cost <= usualBudget })
}

// bareBits is what it costs, beyond the cost of a family ending, to take a word without one for a name with it where
// that is no father's name: the same word may be somebody's given name. As the only word it most likely is; nor does a given name have such an ending.
const (
	bareBits      = 2.5
	bareAloneBits = 6
)

// cost is what it costs a word to stand for a name that is no father's name, in bits.
func (w wordMatch) cost() float64 {
	cost := w.Cost.Bits()
	if w.Bare {
		cost += bareBits
	}
	return cost
}
