package lookup

import (
	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// A likeness is how near one written word is to a part of a person's name.
type likeness struct {
	word int
	kind ReasonKind
	bits float64 // weight of the evidence
	cost float64 // of the spelling, in bits
	// reading is the number of the word's reading that is like it.
	reading int
	// slips is the part of the cost that is not for a missing family ending.
	slips float64
	// otherFamily says that the word has a family ending that the name has not.
	otherFamily bool
}

// wholeKinds are the kinds of reasons of a whole word that agrees in a role.
var wholeKinds = [name.Roles]ReasonKind{name.Surname: WhySurname, name.Given: WhyGiven, name.Patronymic: WhyPatronymic}

// A fullName is a row of an index with what the words of the question are like in it.
type fullName struct {
	names [name.Roles]index.Name
	like  [name.Roles][]likeness
}

// compare fills the likenesses of the words of the question to a row.
func (s *search) compare(f *fullName, list *matchList, row index.Row, surname index.Name) {
	f.names = [name.Roles]index.Name{surname, list.index.Given(row), list.index.Patronymic(row)}
	for role := range f.like {
		f.like[role] = f.like[role][:0]
		for i := range s.q.words {
			if l, ok := s.likeness(list, i, name.Role(role), f.names[role]); ok {
				f.like[role] = append(f.like[role], l)
			}
		}
	}
}

// likeness compares a word of the question with a name in a role.
func (s *search) likeness(list *matchList, i int, role name.Role, n index.Name) (likeness, bool) {
	if n == index.NoName {
		return likeness{}, false
	}
	word := s.q.words[i]
	phoneme, initial := list.index.Initial(n)
	switch {
	case role == name.Surname && (word.Initial || initial || s.fathers[i] && s.hasFamily(i)), role == name.Given && s.fathers[i]:
		return likeness{}, false
	case word.Initial && !initial:
		phoneme = list.index.Begins(n)
		fallthrough
	case word.Initial:
		cost := s.engine.reader.InitialCost(word, phoneme)
		bits := bitsInitial - 2*cost
		if initial {
			bits += bitsSameInitial
		}
		return likeness{word: i, kind: WhyInitial, bits: bits}, cost <= otherInitial
	case initial:
		cost := s.engine.reader.InitialCost(word, phoneme)
		return likeness{word: i, kind: WhyGivenInitial, bits: bitsGivenToInitial - cost}, cost <= otherInitial && !s.families[i]
	}
	m := list.at(n)
	if m == nil || !m.words[i].found {
		return likeness{}, false
	}
	how := m.words[i]
	if role == name.Given && s.families[i] && (how.Bare || how.Cost > usualBudget) {
		return likeness{}, false // Ермеков is no slip for Ермек: a word that ends as surnames do is one
	}
	slips := how.Cost.Bits()
	cost := slips
	switch {
	case how.Bare && (role == name.Given || role == name.Surname && len(s.q.words) == 1):
		cost += bareAloneBits
	case how.Bare && role != name.Patronymic:
		cost += bareBits
	}
	bits := s.rarities[i] - cost
	if list.index.HasAliases() {
		bits += sameness(word.Text, list.index.Text(n))
	}
	return likeness{word: i, kind: wholeKinds[role], bits: bits, cost: cost, slips: slips, reading: int(how.reading),
		otherFamily: how.Bare && s.families[i] && !s.fathers[i]}, true
}

// hasFamily reports whether another word than one ends as surnames do, so that this one is the father's name beside it.
func (s *search) hasFamily(word int) bool {
	for i, family := range s.families {
		if i != word && family && !s.fathers[i] {
			return true
		}
	}
	return false
}

// sameness is next to nothing: it chooses, among forms of one name that are equally like a word, the one that is written
// the same, or else in the same script.
func sameness(written, form string) float64 {
	const next = 0.01
	switch {
	case name.Fold(written) == name.Fold(form):
		return 2 * next
	case name.SameScript(written, form):
		return next
	}
	return 0
}

// An assignment gives each role at most one word of the question.
type assignment struct {
	parts [name.Roles]*likeness // nil where no word agrees
	bits  float64
}

func (a *assignment) uses(word int) bool {
	for _, l := range a.parts {
		if l != nil && l.word == word {
			return true
		}
	}
	return false
}

// assign finds the assignment that speaks most for a full name.
func (s *search) assign(f *fullName) assignment {
	best := assignment{bits: nothing}
	surnames, givens, fathers := f.like[name.Surname], f.like[name.Given], f.like[name.Patronymic]
	for i := range len(surnames) + 1 {
		var one assignment
		one.put(name.Surname, surnames, i)
		for j := range len(givens) + 1 {
			two := one
			if !two.put(name.Given, givens, j) {
				continue
			}
			for k := range len(fathers) + 1 {
				three := two
				if !three.put(name.Patronymic, fathers, k) {
					continue
				}
				if three.bits += s.against(f, &three); three.bits > best.bits {
					best = three
				}
			}
		}
	}
	return best
}

// put gives a role the n-th likeness of a list, none beyond its end; false if its word is in use.
func (a *assignment) put(role name.Role, list []likeness, n int) bool {
	if n == len(list) {
		return true
	}
	if a.uses(list[n].word) {
		return false
	}
	a.parts[role] = &list[n]
	a.bits += list[n].bits
	return true
}

// against weighs what speaks against an assignment: words that are left over, and a father's name without a given name.
func (s *search) against(f *fullName, a *assignment) float64 {
	bits := 0.0
	if a.parts[name.Surname] == nil && a.parts[name.Given] == nil {
		bits += bitsFatherAlone
	}
	open := s.open(f, a)
	if open.surname && a.parts[name.Given] != nil && a.parts[name.Patronymic] != nil {
		bits += bitsNoSurname
	}
	if given, father := a.parts[name.Given], a.parts[name.Patronymic]; given != nil && father != nil && father.word < given.word {
		bits += bitsFatherFirst
	}
	if a.parts[name.Patronymic] != nil && open.given { // what stands alone beside a surname is a given name
		bits += bitsFatherForGiven
	}
	for i, word := range s.q.words {
		if s.isLeftOver(i, a) {
			_, wordBits := open.judge(word)
			bits += wordBits
		}
	}
	return bits
}

// isLeftOver reports whether a word is one of the name and an assignment does not use it. A word that does not stand next
// to one that is used belongs to the sentence around the name.
func (s *search) isLeftOver(word int, a *assignment) bool {
	w := s.q.words[word]
	if w.Aside || w.Alternative || s.beside[word] || a.uses(word) {
		return false
	}
	for _, l := range a.parts {
		if l != nil && abs(s.q.words[l.word].At-w.At) <= name.Neighbours {
			return true
		}
	}
	return false
}

// openParts are the parts of a name that are known and that no word agrees with.
type openParts struct{ surname, given, patronymic bool }

func (s *search) open(f *fullName, a *assignment) openParts {
	return openParts{
		surname:    a.parts[name.Surname] == nil,
		given:      a.parts[name.Given] == nil && f.names[name.Given] != index.NoName,
		patronymic: a.parts[name.Patronymic] == nil && f.names[name.Patronymic] != index.NoName,
	}
}

// judge weighs a word that is left over: it contradicts the first open part, which is closed thereby, or explains
// nothing. Only a surname is never an initial.
func (o *openParts) judge(word name.Word) (ReasonKind, float64) {
	switch {
	case o.surname && !word.Initial:
		o.surname = false
		return WhyNotSurname, bitsNotSurname
	case o.given && word.Initial:
		o.given = false
		return WhyNotGiven, bitsNotInitial
	case o.given:
		o.given = false
		return WhyNotGiven, bitsNotGiven
	case o.patronymic:
		o.patronymic = false
		return WhyNotPatronymic, bitsNotPatronymic
	}
	return WhyUnexplained, bitsExtraWord
}

// initials are the phonemes, by their number, for which an initial may stand.
func (e *Engine) initials(w name.Word) (set uint32) {
	for phoneme := byte('a'); phoneme <= 'z'; phoneme++ {
		if e.reader.InitialCost(w, phoneme) <= otherInitial {
			set |= 1 << name.Number(phoneme)
		}
	}
	return set
}
