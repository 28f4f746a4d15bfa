package lookup

import (
	"math"
	"slices"
	"strings"
	"sync"

	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// An Engine finds people in the indexes of one or several datasets. It implements Finder.
//
// A question is read into words; each word, in each of its readings, into the names of the indexes that it may stand
// for. The people who bear them are weighed: every part of a name that agrees speaks for a person with as many bits as
// the name is rare, less the bits that the spelling costs; what is contradicted speaks against. What is left is compared
// with the hypothesis that somebody is meant who is in no list.
type Engine struct {
	reader   *name.Reader
	indexes  []*index.Index
	largest  *index.Index // the one by which it is counted how rare names are
	total    float64      // log2 of the weights of all people
	searches sync.Pool

	// Same, if it is set, turns the id of a record into that of the record under which its person is shown: several records may
	// be of one person. It must be set before the first question.
	Same func(id string) string
}

var _ Finder = (*Engine)(nil)

// NewEngine makes an engine over indexes that were built with the same tables of the reader. Of two records with one id
// the likelier counts.
func NewEngine(reader *name.Reader, indexes ...*index.Index) *Engine {
	e := &Engine{reader: reader, indexes: indexes}
	total := 0.0
	for _, x := range indexes {
		total += x.Weight()
		if e.largest == nil || x.Rows() > e.largest.Rows() {
			e.largest = x
		}
	}
	e.total = math.Log2(max(total, leastWeight))
	e.searches.New = func() any { return newSearch(e) }
	return e
}

// Find answers which people may be meant by a text. It is taken for several names, one a line or separated by commas, if two
// of them each mean somebody for sure, or one does and another is a surname that finds nobody, or if nobody is meant for sure
// by it as one and two of them, or one for sure, find somebody. Those who are found are offered; one who is meant for sure by
// the only name that finds anybody is a match.
func (e *Engine) Find(text string) Answer {
	text = CleanText(text)
	answer := e.find(text)
	names := name.Several(text)
	if len(names) == 0 {
		return answer
	}
	each := e.findEach(names)
	isList := each.sure > 1 || each.sure > 0 && len(each.surnames) > 0
	if !isList && (answer.Outcome == Match || each.finding < 2 && each.sure == 0) {
		return answer
	}
	answer.Outcome, answer.Hits, answer.Nearest = Choices, each.hits, nil
	if isList && len(each.hits) == 1 {
		answer.Outcome = Match
	}
	answer.Several, answer.Unfound = true, each.namesUnfound()
	return answer
}

// several is what several names find.
type several struct {
	hits          []Hit
	nobody        []string // names that find nobody
	surnames      []string // those of them in which a word ends as surnames do
	finding, sure int      // names that find somebody, and those by which different people are meant for sure
}

// findEach looks up several names.
func (e *Engine) findEach(names []string) several {
	var s several
	for _, text := range names {
		answer := e.find(text)
		s.finding += one(len(answer.Hits) > 0)
		if len(answer.Hits) == 0 && len(answer.Read) > 0 && e.reader.Read(text).IsBare() { // "родился в селе Иваново" is no name
			s.nobody = append(s.nobody, strings.Join(strings.Fields(text), " "))
			if slices.ContainsFunc(e.reader.Words(text), func(w name.Word) bool { return !w.Around && e.reader.IsFamily(w) }) {
				s.surnames = append(s.surnames, s.nobody[len(s.nobody)-1])
			}
		}
		for _, hit := range answer.Hits {
			if len(s.hits) < MaxHits && !slices.ContainsFunc(s.hits, func(h Hit) bool { return h.Person == hit.Person }) {
				s.hits = append(s.hits, hit)
				s.sure += one(answer.Outcome == Match)
			}
		}
	}
	return s
}

// namesUnfound are the names that find nobody: behind one name that finds somebody may stand a place, so that only what has a
// surname is one; among several, each is.
func (s several) namesUnfound() []string {
	if s.finding > 1 {
		return s.nobody
	}
	return s.surnames
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// find answers which people may be meant by a text that is one name. It is first taken as it is written, then cut into
// words in other ways or, if no word of it is known, typed in other layouts of the keyboard, and only then mended for
// slips of the hand.
func (e *Engine) find(text string) Answer {
	q := e.read(text)
	s := e.searches.Get().(*search)
	defer e.searches.Put(s)
	if len(q.words) == 0 {
		if !q.spoken {
			if retyped, ok := s.retyped(text, finding{}); ok {
				return retyped
			}
		}
		return Answer{Outcome: None, Unread: e.reader.Unread(text)}
	}
	asWritten := s.weighWithin(q, noSlips)
	isStrange := name.HasDigits(text) || !q.spoken && asWritten.question.isStrange()
	if asWritten.covered && !isStrange {
		return e.answer(asWritten)
	}
	if isStrange {
		if retyped, ok := s.retyped(text, asWritten); ok {
			return retyped
		}
	}
	best := asWritten
	if !best.covered {
		best = better(best, s.reworded(text, asWritten.question))
	}
	if best.covered {
		return e.answer(best)
	}
	mended := s.mended(asWritten)
	if answer := e.answer(better(best, mended)); answer.Outcome != None {
		return answer
	}
	return e.answer(mended) // which tells how it was read
}

// retypedBits is by how many bits more than as it stands a text must be explained in another layout of the keyboard to
// be taken for one typed in the wrong one.
const retypedBits = 4

// retyped answers a text as typed in the wrong layout of the keyboard; false unless that explains it better than a
// finding does.
func (s *search) retyped(text string, asWritten finding) (Answer, bool) {
	best, written := asWritten, ""
	for _, retyped := range s.engine.reader.Retyped(text) {
		q := s.engine.read(retyped)
		if len(q.words) == 0 {
			continue
		}
		f := s.weighWithin(q, noSlips)
		if !f.covered && len(asWritten.candidates) == 0 {
			f = s.mended(f)
		}
		if f.bits() > max(best.bits(), asWritten.bits()+retypedBits) {
			best, written = f, retyped
		}
	}
	if written == "" {
		return Answer{}, false
	}
	answer := s.engine.answer(best)
	answer.Hits = slices.DeleteFunc(answer.Hits, func(h Hit) bool { return len(h.Why) == 1 && h.Why[0].Closeness == Slip })
	if len(answer.Hits) == 0 { // typed in the wrong layout and with a slip of the hand besides, a surname alone is anything
		return Answer{}, false
	}
	for i := range answer.Hits {
		answer.Hits[i].Why = append(answer.Hits[i].Why, Reason{Kind: WhyRetyped, Written: written})
	}
	if answer.Outcome == Match && len(best.candidates[0].why) == 1 { // a surname alone may be made of anything
		answer.Outcome = Choices
	}
	return answer, answer.Outcome != None
}

// reworded is the best of the other ways to cut a text into words that bring up a word that is known.
func (s *search) reworded(text string, q question) finding {
	var best finding
	for _, words := range slices.Concat(s.engine.reader.Rewordings(text), s.cuts(q)) {
		isNew := func(w name.Word) bool {
			return !slices.ContainsFunc(q.words, func(old name.Word) bool { return old.Text == w.Text })
		}
		if !slices.ContainsFunc(words, func(w name.Word) bool { return isNew(w) && s.knows(w) }) {
			continue
		}
		if f := s.weighWithin(q.with(words), noSlips); f.bits() > best.bits() {
			best = f
		}
	}
	return best
}

// better is the better of two findings. The second must be so by a bit: any text can be cut and mended in many ways.
func better(best, other finding) finding {
	if other.bits() > best.bits()+1 {
		return other
	}
	return best
}

// answer turns a finding into an answer.
func (e *Engine) answer(f finding) Answer {
	answer := Answer{Outcome: None, Read: texts(f.question.words)}
	listed := f.others
	for _, c := range f.candidates {
		listed += math.Exp2(c.bits)
	}
	total := listed + math.Exp2(bitsNotListed)
	for _, c := range f.candidates {
		if len(answer.Hits) < MaxHits && c.bits > f.candidates[0].bits-worthListing {
			answer.Hits = append(answer.Hits, Hit{Person: c.id, Score: math.Exp2(c.bits) / total, Why: c.why})
		}
	}
	isWorthShowing := listed >= worthShowing*total || f.explained // who fits every word, however many others may be meant
	if f.isLoneSlip() {
		isWorthShowing = listed >= loneSlip*total
	}
	switch {
	case len(answer.Hits) == 0 || !isWorthShowing:
		answer.Hits, answer.Nearest = nil, f.nearest()
	case answer.Hits[0].Score >= surelyMatch && f.isSure() && !f.question.kin:
		answer.Outcome, answer.Hits = Match, answer.Hits[:1]
	default:
		answer.Outcome = Choices
	}
	return answer
}

// loneSlip is what all who may be meant by one word that had to be mended must be worth to be offered.
const loneSlip = 0.5

// isLoneSlip reports whether nothing but one mended word speaks for anybody.
func (f finding) isLoneSlip() bool {
	if len(f.candidates) == 0 || f.question.names() != 1 {
		return false
	}
	why := f.candidates[0].why
	return len(why) > 0 && why[0].Closeness == Slip
}

// isSure reports whether reasons are enough to show one person at once, however probable. They are not
//
//   - without a surname, or if the written one has an ending of another family;
//   - if a part of the name, or the year, is contradicted;
//   - if the given name had to be mended, other than by one slip in a long one, or the record has no more than its initial;
//   - if the surname had to be mended more than by one slip in a long word;
//   - if only an initial agrees beside a surname that many bear;
//   - if only the father's name agrees beside the surname;
//   - if both names end as a woman's do and the record's do not, without a sentence in which they might be a man's in the
//     genitive;
//   - if nothing agrees beside the surname and it has no family ending, or words are left that may be names;
//   - if no whole name agrees beside the surname and it had to be mended, or ends as a woman's does.
func (f finding) isSure() bool {
	why := f.candidates[0].why
	if len(why) == 0 {
		return false
	}
	surname := why[0]
	if surname.Kind != WhySurname || surname.otherFamily || surname.doubtful {
		return false
	}
	beside := ReasonKind("")
	for _, r := range why[1:] {
		switch {
		case r.Kind.Contradicts(), r.Kind == WhyGivenInitial, r.Kind == WhyGiven && r.doubtful,
			r.Kind == WhyGiven && r.isWomans() && surname.isWomans() && f.question.bare:
			return false
		case r.Kind == WhyGiven || beside == "" && (r.Kind == WhyPatronymic || r.Kind == WhyInitial):
			beside = r.Kind
		}
	}
	mended := surname.Closeness == Slip || surname.isWomans() && f.question.bare
	switch beside {
	case "":
		return !mended && surname.family && f.question.names() == 1
	case WhyInitial:
		return !mended && !surname.common
	case WhyPatronymic:
		return false
	}
	return true
}

// nearest is the likeliest candidate as one who was rejected, if the surname agrees; nil if there is none.
func (f finding) nearest() *Hit {
	for _, c := range f.candidates {
		if slices.ContainsFunc(c.why, func(r Reason) bool { return r.Kind == WhySurname && r.Closeness != Slip }) {
			return &Hit{Person: c.id, Why: c.why}
		}
	}
	return nil
}

// maxCutWords bounds the words that are tried as two words written as one.
const maxCutWords = 2

// cuts are the ways to take a word that nobody bears for two that were written as one, if both are names.
func (s *search) cuts(q question) [][]name.Word {
	var list [][]name.Word
	words := q.words
	if len(words) == name.MaxWords { // no room for one more
		return nil
	}
	for i, w := range words {
		if i >= maxCutWords || w.Initial {
			break
		}
		if q.known[i] != unknown {
			continue
		}
		for _, cut := range s.engine.reader.Cuts(w) {
			if len(list) < maxCutWords*2 && s.knows(cut[0]) && s.knows(cut[1]) {
				list = append(list, slices.Concat(words[:i], cut[:], words[i+1:]))
			}
		}
	}
	return list
}

// knows reports whether a word, however it is read, is a name of an index, give or take a family ending.
func (s *search) knows(w name.Word) (known bool) {
	for _, reading := range w.Readings {
		pattern := s.engine.reader.Pattern(reading.Skeleton)
		for _, x := range s.engine.indexes {
			x.Near(pattern, knownBudget, func(uint32, name.Found) { known = true })
		}
	}
	return known
}

// knownBudget bounds what tells a word from a name that it is.
const knownBudget = name.Cost(120)
