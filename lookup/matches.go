package lookup

import (
	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// usualBudget bounds how far apart spellings of one name usually are, without a slip of the hand.
const usualBudget = name.Cost(250)

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
}

// A match is a name of an index with what it costs each word to stand for it.
type match struct {
	name     index.Name
	skeleton uint32
	words    [name.MaxWords]wordMatch
}

type wordMatch struct {
	name.Found
	reading int  // of the word
	found   bool // else the word does not stand for the name
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

// fill finds the names for which words may stand; slips says whether slips of the hand are allowed.
func (l *matchList) fill(words []name.Word, slips bool) {
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
			budget := name.Budget(len(reading.Skeleton))
			switch {
			case word.Around:
				budget = min(budget, exactBudget)
			case !slips:
				budget = min(budget, usualBudget)
			}
			l.index.Near(pattern, budget, func(skeleton uint32, how name.Found) {
				how.Cost += reading.Cost
				l.add(skeleton, i, wordMatch{how, r, true})
			})
		}
	}
}

// add notes that a word may stand for the names of a skeleton, unless it does so more cheaply already.
func (l *matchList) add(skeleton uint32, word int, how wordMatch) {
	first, last := l.index.Names(skeleton)
	for n := first; n < last; n++ {
		if l.place[n] == 0 {
			if len(l.matches) == maxMatches {
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

// bareBits is what it costs, beyond the cost of a family ending, to take a word without one for a name with it where
// that is no father's name: the same word may be somebody's given name. As the only word it most likely is.
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
