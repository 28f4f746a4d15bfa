package lookup

import (
	"cmp"
	"math"
	"slices"

	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// A finding is who may be meant by a question, read in one way.
type finding struct {
	question   question
	candidates []candidate // the likeliest first
	others     float64     // likelihood of all who are not among the candidates
	// explained says that the first candidate leaves no word over and needs no slip of the hand.
	explained bool
}

type candidate struct {
	id   string
	bits float64
	why  []Reason
}

// nothing stands for the bits of a finding without anybody.
var nothing = math.Inf(-1)

// bits are those of the likeliest candidate.
func (f finding) bits() float64 {
	if len(f.candidates) == 0 {
		return nothing
	}
	return f.candidates[0].bits
}

// A search weighs the people of all indexes for one question at a time. It is used again for the next.
type search struct {
	engine   *Engine
	lists    []*matchList // per index
	q        question
	rarities []float64 // per word of the question
	fathers  []bool    // words of the question that end as fathers' names do
	stems    []stem    // words beside the name that stand about people of the index at hand
	beside   []bool    // words of the question that are such words and no names
	found    []scored
	name     fullName // scratch
}

// A stem is a word beside a name, by its number in an index and as written.
type stem struct {
	number uint16
	text   string
}

// scored is a row with its bits.
type scored struct {
	index int
	row   index.Row
	bits  float64
}

func newSearch(e *Engine) *search {
	s := &search{engine: e}
	for _, x := range e.indexes {
		s.lists = append(s.lists, newMatchList(e, x))
	}
	return s
}

// The bounds of what is weighed, so that no question takes long.
const (
	maxRows      = 50000 // rows of an index
	maxAlike     = 64    // rows with one surname of which nothing else agrees; the others count as these do
	maxGivenRows = 2000  // rows with one given name, where no surname agrees
	maxFound     = 10000 // candidates
	// keptCandidates bounds the candidates of whom reasons are given.
	keptCandidates = 2 * MaxHits
	// worthKeeping is how many bits below the hypothesis that nobody of the lists is meant a candidate may be.
	worthKeeping = -12
)

// weigh finds who may be meant by a question. It is asked first with what usually tells spellings of one name apart, and
// with slips of the hand only if that does not explain every word.
func (s *search) weigh(q question) finding {
	f := s.weighWithin(q, false)
	if f.explained {
		return f
	}
	return s.weighWithin(q, true)
}

func (s *search) weighWithin(q question, slips bool) finding {
	s.q = q
	s.found = s.found[:0]
	s.fathers = s.fathers[:0]
	for _, w := range q.words {
		s.fathers = append(s.fathers, s.engine.reader.IsFathers(w))
	}
	f := finding{question: q}
	for i, x := range s.engine.indexes {
		s.lists[i].fill(q.words, slips)
		if x == s.engine.largest {
			s.rarities = s.lists[i].rarities(q.words)
		}
	}
	for i := range s.engine.indexes {
		s.readBeside(s.lists[i])
		f.others += s.collect(i)
	}
	s.rank(&f)
	return f
}

// readBeside finds the words that tell of people of an index who they are: those around the name, and those of the
// question that are no names there.
func (s *search) readBeside(list *matchList) {
	s.stems, s.beside = s.stems[:0], s.beside[:0]
	add := func(text, phonemes string) bool {
		n, ok := list.index.Stem(phonemes)
		if ok = ok && stemBits(list.index, n) > 0; ok {
			s.stems = append(s.stems, stem{n, text})
		}
		return ok
	}
	for _, b := range s.q.beside {
		add(b.Text, b.Stem)
	}
	for i, word := range s.q.words {
		isName := slices.ContainsFunc(list.matches, func(m match) bool { return m.words[i].found && m.words[i].cost() <= sameBits })
		s.beside = append(s.beside, !isName && !word.Initial && add(word.Text, s.engine.reader.Stem(word)))
	}
}

// collect weighs the rows of an index that may be meant, and returns the likelihood of those that it left out.
func (s *search) collect(i int) (others float64) {
	list := s.lists[i]
	weighed, best := 0, nothing
	for m := range list.matches {
		surname := list.matches[m].name
		first, last := list.index.WithSurname(surname)
		alike, alikeBits := 0, nothing
		for row := first; row < last && weighed < maxRows; row++ {
			isAlike := s.isAlike(list, row)
			if isAlike {
				alike++
			}
			if alike > maxAlike && isAlike {
				others += math.Exp2(alikeBits)
				continue
			}
			weighed++
			bits := s.add(i, row, surname)
			best = max(best, bits)
			if isAlike {
				alikeBits = bits
			}
		}
	}
	if best < bitsNotListed {
		s.eachByGiven(list, func(row index.Row) {
			if surname := list.index.SurnameOf(row); list.at(surname) == nil && weighed < maxRows {
				weighed++
				s.add(i, row, surname)
			}
		})
	}
	return others
}

// isAlike reports whether nothing but the surname can tell a row from others with it.
func (s *search) isAlike(list *matchList, row index.Row) bool {
	if len(s.q.years) > 0 || len(s.stems) > 0 {
		return false
	}
	for _, n := range []index.Name{list.index.Given(row), list.index.Patronymic(row)} {
		if n == index.NoName {
			continue
		}
		if _, initial := list.index.Initial(n); initial || list.place[n] != 0 || s.hasInitial() {
			return false
		}
	}
	return true
}

func (s *search) hasInitial() bool {
	return slices.ContainsFunc(s.q.words, func(w name.Word) bool { return w.Initial })
}

// eachByGiven calls do with the rows whose given name agrees, and whose patronymic does if a word may be one; not with
// those of given names that a multitude bears.
func (s *search) eachByGiven(list *matchList, do func(index.Row)) {
	x := list.index
	each := func(from, to int) {
		if to-from <= maxGivenRows {
			for ; from < to; from++ {
				do(x.NthByGiven(from))
			}
		}
	}
	for m := range list.matches {
		given := list.matches[m].name
		from, to := x.WithGiven(given)
		if to-from <= maxGivenRows {
			each(from, to)
			continue
		}
		for m := range list.matches {
			if fromBoth, toBoth := x.WithPatronymic(from, to, list.matches[m].name); fromBoth < toBoth {
				each(fromBoth, toBoth)
			}
		}
	}
}

// add weighs a row and keeps it as a candidate if it may be meant.
func (s *search) add(i int, row index.Row, surname index.Name) float64 {
	x := s.engine.indexes[i]
	s.compare(&s.name, s.lists[i], row, surname)
	a := s.assign(&s.name)
	p := x.Person(row)
	bits := a.bits + x.PersonWeight(p) - s.engine.total + s.circumstances(x, p)
	if bits > worthKeeping && len(s.found) < maxFound {
		s.found = append(s.found, scored{i, row, bits})
	}
	return bits
}

// rank orders the rows that were found and gives the reasons of the best row of each person.
func (s *search) rank(f *finding) {
	slices.SortFunc(s.found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.bits, a.bits), cmp.Compare(a.index, b.index), cmp.Compare(a.row, b.row))
	})
	seen := map[string]bool{}
	for _, r := range s.found {
		x := s.engine.indexes[r.index]
		if len(f.candidates) == keptCandidates {
			if !x.HasAliases() {
				f.others += math.Exp2(r.bits)
			}
			continue
		}
		id := x.ID(x.Person(r.row))
		if seen[id] {
			continue
		}
		seen[id] = true
		c, explained := s.explain(r)
		f.explained = f.explained || len(f.candidates) == 0 && explained
		f.candidates = append(f.candidates, c)
	}
}
