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
	// covered says that the first candidate leaves no word over, explained that it needs no slip of the hand either.
	covered, explained bool
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
	engine           *Engine
	lists            []*matchList // per index
	q                question
	rarities         []float64 // per word of the question
	fathers          []bool    // words of the question that end as fathers' names do
	families         []bool    // words that have a family ending
	stems            []stem    // words beside the name that stand about people of the index at hand
	beside           []bool    // words of the question that are such words and no names
	found            []scored
	best             float64  // bits of the best of them
	scanned, weighed int      // rows of the index at hand
	initials         uint32   // phonemes, by number, for which an initial of the question may stand
	bareBeside       int      // words beside the surname of a bare name, each of which must agree or speaks against
	name             fullName // scratch
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
	maxScanned   = 200000 // rows of an index that are looked at
	maxWeighed   = 40000  // rows of them that are weighed
	maxAlike     = 64     // rows with one surname of which nothing else agrees; the others count as these do
	maxGivenRows = 2000   // rows with one given name, where no surname agrees
	maxFound     = 10000  // candidates
	// keptCandidates bounds the candidates of whom reasons are given.
	keptCandidates = 2 * MaxHits
	// worthKeeping is how many bits below the hypothesis that nobody of the lists is meant a candidate may be, and
	// worthWeighing how many below the best.
	worthKeeping  = -20
	worthWeighing = -10
)

// The steps in which slips of the hand are allowed: for no word, for those that nobody bears as written, then one for those
// that few bear. A name that many bear is hardly a slip for another.
const (
	noSlips = iota
	unknownSlips
	allSlips
)

// mended finds who may be meant by a question with slips of the hand, as far as they are needed to explain every word. It
// is told what was found without.
func (s *search) mended(f finding) finding {
	if !f.covered && slices.Contains(f.question.known, unknown) {
		f = s.weighWithin(f.question, unknownSlips)
	}
	if !f.covered && slices.Contains(f.question.known, rare) {
		f = s.weighWithin(f.question, allSlips)
	}
	return f
}

// weighWithin finds who may be meant by a question with the slips of the hand of a step.
func (s *search) weighWithin(q question, step int) finding {
	s.q = q
	s.found = s.found[:0]
	s.best = nothing
	s.fathers, s.families, s.initials = s.fathers[:0], s.families[:0], 0
	for _, w := range q.words {
		if w.Initial {
			s.initials |= s.engine.initials(w)
		}
		s.fathers = append(s.fathers, s.engine.reader.IsFathers(w))
		s.families = append(s.families, s.engine.reader.IsFamily(w))
	}
	s.bareBeside = max(bareWords(q.words)-1, 0)
	s.fill(step)
	f := finding{question: s.q}
	for i := range s.engine.indexes {
		s.readBeside(s.lists[i])
		f.others += s.collect(i)
	}
	s.rank(&f)
	return f
}

// bareWords is the number of words of a name that stands without anything between them, 0 for another text.
func bareWords(words []name.Word) int {
	for i, w := range words {
		if w.Aside || w.Alternative || i > 0 && w.At-words[i-1].At > name.Neighbours {
			return 0
		}
	}
	return len(words)
}

// fill finds the names for which the words may stand, and how rare the words are.
func (s *search) fill(step int) {
	budget := func(word int) name.Cost {
		switch {
		case step == noSlips || s.q.known[word] == common || s.q.known[word] == rare && step == unknownSlips:
			return usualBudget
		case s.q.known[word] == rare:
			return oneSlip
		}
		return name.TooFar
	}
	for i, x := range s.engine.indexes {
		s.lists[i].fill(s.q.words, budget)
		if x == s.engine.largest {
			s.rarities = s.lists[i].rarities(s.q.words)
		}
	}
	for _, list := range s.lists {
		list.weigh(s.rarities)
	}
	if step == noSlips {
		s.q.known = s.knownWords()
	}
}

// A knowledge is what is known of a word before it is mended.
type knowledge int

const (
	unknown knowledge = iota // nobody bears it as it is written
	rare
	common
)

// commonBits is how rare, in bits, a name is at most that is common: of five hundred people one bears it.
const commonBits = 9

// knownWords says of the words of the question which are names as they are written.
func (s *search) knownWords() []knowledge {
	known := make([]knowledge, len(s.q.words))
	for i := range known {
		if !slices.ContainsFunc(s.lists, func(l *matchList) bool { return l.hasExact(i) }) {
			continue
		}
		if known[i] = rare; s.rarities[i] <= commonBits {
			known[i] = common
		}
	}
	return known
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
		s.beside = append(s.beside, !isName && !word.Initial && !word.Capital && add(word.Text, s.engine.reader.Stem(word)))
	}
}

// collect weighs the rows of an index that may be meant, and returns the likelihood of those that it left out.
func (s *search) collect(i int) (others float64) {
	list := s.lists[i]
	prior := list.index.MaxWeight() - s.engine.total
	most := s.mostBeside() + prior
	s.scanned, s.weighed = 0, 0
	for _, m := range list.bySurname() {
		if m.most+most < s.best+worthWeighing {
			break // and so for all after it
		}
		others += s.collectSurname(i, m, prior)
	}
	if !s.isCovered(prior) {
		s.eachByGiven(list, func(row index.Row) {
			if surname := list.index.SurnameOf(row); list.at(surname) == nil && s.weighed < maxWeighed {
				s.add(i, row, surname)
			}
		})
	}
	return others
}

// collectSurname weighs the rows with a surname.
func (s *search) collectSurname(i int, m *match, prior float64) (others float64) {
	list := s.lists[i]
	circumstances := s.mostCircumstances()
	var alike [4]alikeRows
	first, last := list.index.WithSurname(m.name)
	for row := first; row < last && s.scanned < maxScanned && s.weighed < maxWeighed; row++ {
		s.scanned++
		given, father := list.index.Given(row), list.index.Patronymic(row)
		bound, agrees := s.bound(list, m, given, father)
		if agrees {
			if bound+prior >= s.best+worthWeighing {
				s.add(i, row, m.name)
			}
			continue
		}
		same := &alike[one(given == index.NoName)+2*one(father == index.NoName)]
		same.count++
		hopeless := same.bits+circumstances < s.best+worthWeighing
		if same.count == 1 || !hopeless && (same.count <= maxAlike || circumstances > 0) {
			same.bits = s.add(i, row, m.name)
		}
	}
	for _, same := range alike {
		others += float64(max(same.count-maxAlike, 0)) * math.Exp2(same.bits)
	}
	return others
}

// eachByGiven calls do with the rows whose given name agrees, and whose patronymic does if a word may be one; not with
// those of given names that a multitude bears, nor those that need a slip of the hand: without a surname that is too little.
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
		if !list.matches[m].isUsual() {
			continue
		}
		given := list.matches[m].name
		from, to := x.WithGiven(given)
		if to-from <= maxGivenRows {
			each(from, to)
			continue
		}
		for m := range list.matches {
			if !list.matches[m].isUsual() {
				continue
			}
			if fromBoth, toBoth := x.WithPatronymic(from, to, list.matches[m].name); fromBoth < toBoth {
				each(fromBoth, toBoth)
			}
		}
	}
}

// add weighs a row and keeps it as a candidate if it may be meant. It returns its bits without circumstances.
func (s *search) add(i int, row index.Row, surname index.Name) float64 {
	s.weighed++
	x := s.engine.indexes[i]
	s.compare(&s.name, s.lists[i], row, surname)
	bits := s.assign(&s.name).bits - s.engine.total
	if bits+x.MaxWeight()+s.mostCircumstances() < s.best+worthWeighing {
		return bits + x.MaxWeight()
	}
	p := x.Person(row)
	bits += x.PersonWeight(p)
	whole := bits + s.circumstances(x, p)
	s.best = max(s.best, whole)
	if whole > worthKeeping && len(s.found) < maxFound {
		s.found = append(s.found, scored{i, row, whole})
	}
	return bits
}

// personOf is the id of the record under which the person of a row is shown.
func (e *Engine) personOf(x *index.Index, row index.Row) string {
	id := x.ID(x.Person(row))
	if e.Same != nil {
		return e.Same(id)
	}
	return id
}

// rank orders the rows that were found and gives the reasons of the best row of each person.
func (s *search) rank(f *finding) {
	slices.SortFunc(s.found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.bits, a.bits), cmp.Compare(a.index, b.index), cmp.Compare(a.row, b.row))
	})
	seen := map[string]int{} // place among the candidates
	for _, r := range s.found {
		x := s.engine.indexes[r.index]
		if len(f.candidates) == keptCandidates {
			if !x.HasAliases() {
				f.others += math.Exp2(r.bits)
			}
			continue
		}
		id := s.engine.personOf(x, r.row)
		if i, known := seen[id]; known {
			s.addForms(f.candidates[i].why, x, r.row)
			continue
		}
		seen[id] = len(f.candidates)
		s.readBeside(s.lists[r.index])
		c, covered, explained := s.explain(r)
		if len(f.candidates) == 0 {
			f.covered, f.explained = covered, explained
		}
		f.candidates = append(f.candidates, c)
	}
}
