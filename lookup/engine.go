package lookup

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"joqtau/lookup/name"
)

// The weights of the evidence in bits: how much likelier an agreement is for the person who is meant than for somebody
// not in the dataset. They are judgements, from how many people of the time share a surname (one in some hundreds), a
// given name (one in some dozens) or an initial (one in about eight).
const (
	bitsSurname        = 9
	bitsGiven          = 6
	bitsPatronymic     = 4
	bitsInitial        = 3   // an initial fits the given name or its initial
	bitsGivenToInitial = 1   // a given name fits the only initial that the record has, as every eighth does
	bitsForm           = 3   // the whole name stands so in a source
	bitsNotSurname     = -10 // another surname was written
	bitsNotGiven       = -8
	bitsNotInitial     = -7
	bitsFatherForGiven = -11 // a father's name or its initial where a given name should stand: it is another's
	bitsFatherAlone    = -6  // nothing agrees but the father's name, which is everybody else's surname
	bitsExtraWord      = -2  // a word that fits nothing, beside a name that fits
)

// bitsNotListed weighs the hypothesis that somebody is meant who is not in the dataset, against each person in it.
const bitsNotListed = 7

// maxProminence bounds, in bits, how much likelier people of whom more is told are to be asked for.
const maxProminence = 2

// The bounds between the outcomes, as probabilities.
const (
	surelyMatch  = 0.9
	worthShowing = 0.1  // the best of the hits, to be offered at all
	worthListing = 0.03 // any further hit
)

// sameBits and respeltBits bound how far apart, in bits, spellings of a grade are.
const (
	sameBits    = 0.5
	respeltBits = 2.5
)

// An Engine finds people by comparing words with all names of a dataset. It implements Finder.
type Engine struct {
	reader  *name.Reader
	people  []indexed
	entries []dictionaryEntry
}

var _ Finder = (*Engine)(nil)

// An Indexed person is what the engine needs to know of a person.
type Indexed struct {
	Person string   // id
	Names  []string // all forms
	Facts  int      // how much is told of the person
}

type indexed struct {
	id       string
	forms    map[string]bool // folded
	whole    [name.Roles][]name.Word
	initials [name.Roles][]name.Word
	prior    float64 // bits
}

// has reports whether a whole name in a role is known, and not just an initial.
func (x *indexed) has(role name.Role) bool { return len(x.whole[role]) > 0 }

// A dictionaryEntry is one skeleton with all people whose name it is part of.
type dictionaryEntry struct {
	name.Entry
	holders []holder
}

type holder struct {
	person int // index in people
	role   name.Role
	texts  []string // as written in the record
}

// NewEngine builds an engine over people.
func NewEngine(reader *name.Reader, people []Indexed) *Engine {
	e := &Engine{reader: reader}
	at := map[string]int{} // of a skeleton in entries
	for i, p := range people {
		x := indexed{id: p.Person, forms: map[string]bool{}, prior: prominence(p.Facts)}
		for _, form := range p.Names {
			x.forms[name.Fold(form)] = true
			for _, part := range reader.FullName(form) {
				if part.Initial {
					x.initials[part.Role] = append(x.initials[part.Role], part.Word)
					continue
				}
				x.whole[part.Role] = append(x.whole[part.Role], part.Word)
				for _, skeleton := range part.Skeletons {
					e.add(at, skeleton, i, part)
				}
			}
		}
		e.people = append(e.people, x)
	}
	return e
}

// prominence grows with the logarithm of what is told of a person.
func prominence(facts int) float64 { return min(maxProminence, math.Log2(float64(max(facts, 1)))/2) }

// add enters a part of a person's name under a skeleton; at tells where each skeleton's entry is.
func (e *Engine) add(at map[string]int, skeleton string, person int, part name.Part) {
	i, known := at[skeleton]
	if !known {
		i = len(e.entries)
		at[skeleton] = i
		e.entries = append(e.entries, dictionaryEntry{Entry: e.reader.Entry(skeleton)})
	}
	entry := &e.entries[i]
	for j, h := range entry.holders {
		if h.person == person && h.role == part.Role {
			entry.holders[j].texts = append(h.texts, part.Text)
			return
		}
	}
	entry.holders = append(entry.holders, holder{person, part.Role, []string{part.Text}})
}

// maxText bounds, in bytes, how much of a text is looked at: a name stands at the beginning of a message, or not at all.
const maxText = 4096

// Find answers which people may be meant by a text. If nobody is meant by it as one name, it is taken for several, one
// a line or separated by commas, and those who are found are offered.
func (e *Engine) Find(text string) Answer {
	text = strings.ToValidUTF8(text[:min(len(text), maxText)], "")
	answer := e.find(text)
	if answer.Outcome != None {
		return answer
	}
	return e.findEach(answer, name.Several(text))
}

// findEach looks up several names, and adds whom they find to an answer that has nobody.
func (e *Engine) findEach(answer Answer, names []string) Answer {
	for _, text := range names {
		for _, hit := range e.find(text).Hits {
			known := func(h Hit) bool { return h.Person == hit.Person }
			if len(answer.Hits) < MaxHits && !slices.ContainsFunc(answer.Hits, known) {
				answer.Hits = append(answer.Hits, hit)
				answer.Outcome = Choices
			}
		}
	}
	return answer
}

// find answers which people may be meant by a text that is one name.
func (e *Engine) find(text string) Answer {
	words := e.reader.Words(text)
	answer := Answer{Outcome: None, Read: texts(words)}
	if len(words) == 0 {
		answer.Unread = e.reader.Unread(text)
		return answer
	}
	candidates := e.candidates(words)
	scored := make([]Hit, 0, len(candidates))
	folded := name.Fold(text)
	for person, evidence := range candidates {
		bits, why := e.weigh(words, folded, &e.people[person], evidence)
		scored = append(scored, Hit{Person: e.people[person].id, Score: math.Exp2(bits), Why: why})
	}
	slices.SortFunc(scored, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Person, b.Person))
	})
	total := math.Exp2(bitsNotListed)
	for _, hit := range scored { // in a fixed order, so that the sum is the same in every run
		total += hit.Score
	}
	for _, hit := range scored {
		hit.Score /= total
		if hit.Score < worthListing || len(answer.Hits) == MaxHits {
			break
		}
		answer.Hits = append(answer.Hits, hit)
	}
	switch {
	case len(answer.Hits) == 0 || answer.Hits[0].Score < worthShowing:
		answer.Hits = nil
	case answer.Hits[0].Score >= surelyMatch && isSure(answer.Hits[0].Why) && !e.reader.TellsOfKin(text):
		answer.Outcome, answer.Hits = Match, answer.Hits[:1]
	default:
		answer.Outcome = Choices
	}
	return answer
}

// isSure reports whether reasons are enough to show one person at once, however probable. They are not if the record
// has no more than an initial to compare with, unless the whole name stands so in a source, or if a surname alone, which
// many share, had to be mended.
func isSure(why []Reason) bool {
	for _, r := range why {
		switch {
		case r.Kind == WhyForm:
			return true
		case r.Kind == WhyGivenInitial, r.Kind == WhySurname && len(why) == 1 && r.mended:
			return false
		}
	}
	return !slices.ContainsFunc(why, func(r Reason) bool { return r.initialOnly })
}

func texts(words []name.Word) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.Text
	}
	return list
}

// A likeness is how near one written word is to a part of a person's name.
type likeness struct {
	found bool
	kind  ReasonKind
	bits  float64 // weight of the evidence
	cost  float64 // of the spelling, in bits
	form  string  // in the record
	// initialOnly says that the record has no more than an initial there.
	initialOnly bool
}

// evidence is, per written word and role, what was found in a person's name.
type evidence [][name.Roles]likeness

// keep records a likeness if it is the best yet of a word in a role.
func (ev evidence) keep(word int, role name.Role, l likeness) {
	if old := &ev[word][role]; !old.found || l.bits > old.bits {
		*old = l
	}
}

// agreement tells the kind and weight of a whole word that agrees in a role.
var agreement = [name.Roles]struct {
	kind ReasonKind
	bits float64
}{
	name.Surname:    {WhySurname, bitsSurname},
	name.Given:      {WhyGiven, bitsGiven},
	name.Patronymic: {WhyPatronymic, bitsPatronymic},
}

// candidates compares every written word with every name of the dictionary.
func (e *Engine) candidates(words []name.Word) map[int]evidence {
	candidates := map[int]evidence{}
	for i, word := range words {
		if word.Initial {
			continue
		}
		query := e.reader.Query(word)
		isFathers := e.reader.IsFathers(word)
		for _, entry := range e.entries {
			cost, near := e.reader.Cost(query, entry.Entry)
			if !near {
				continue
			}
			for _, h := range entry.holders {
				if isFathers && h.role == name.Given {
					continue
				}
				if candidates[h.person] == nil {
					candidates[h.person] = make(evidence, len(words))
				}
				a := agreement[h.role]
				candidates[h.person].keep(i, h.role, likeness{found: true, kind: a.kind, bits: a.bits - cost, cost: cost, form: name.Like(h.texts, word.Text)})
			}
		}
	}
	for person, ev := range candidates {
		e.addInitials(words, &e.people[person], ev)
	}
	return candidates
}

// addInitials compares words where one side has no more than an initial.
func (e *Engine) addInitials(words []name.Word, person *indexed, ev evidence) {
	for i, word := range words {
		for role := name.Given; role <= name.Patronymic; role++ {
			kind, bits := WhyInitial, float64(bitsInitial)
			if !word.Initial {
				if person.has(role) || e.reader.IsFamily(word) {
					continue // compared already, in full; or no given name
				}
				kind, bits = WhyGivenInitial, bitsGivenToInitial
			}
			var fits []string
			for _, initial := range person.initials[role] {
				if e.reader.InitialFits(initial, word.Skeletons[0]) {
					fits = append(fits, initial.Text)
				}
			}
			if word.Initial {
				for _, whole := range person.whole[role] {
					if e.reader.InitialFits(word, whole.Skeletons[0]) {
						fits = append(fits, whole.Text)
					}
				}
			}
			if len(fits) > 0 {
				ev.keep(i, role, likeness{found: true, kind: kind, bits: bits, form: name.Like(fits, word.Text), initialOnly: !person.has(role)})
			}
		}
	}
}
