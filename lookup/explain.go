package lookup

import (
	"slices"
	"strconv"

	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// explain tells why a row was found: role by role what agrees, then what does not. The row is covered if no
// word is left over, and explained if no spelling needs a slip of the hand either.
func (s *search) explain(r scored) (c candidate, covered, explained bool) {
	x := s.engine.indexes[r.index]
	p := x.Person(r.row)
	s.compare(&s.name, s.lists[r.index], r.row, x.SurnameOf(r.row))
	a := s.assign(&s.name)
	c = candidate{id: s.engine.personOf(x, r.row), bits: r.bits}
	covered = a.parts[name.Surname] != nil || a.parts[name.Given] != nil
	explained = true
	for role, l := range a.parts {
		if l == nil {
			continue
		}
		c.why = append(c.why, s.agreement(l, x.Text(s.name.names[role])))
		explained = explained && l.cost <= respeltBits
	}
	nameHabits(c.why)
	open := s.open(&s.name, &a)
	for i, word := range s.q.words {
		if s.isLeftOver(i, &a) {
			kind, _ := open.judge(word)
			reason := Reason{Kind: kind, Written: word.Text}
			if role, ok := contradicted[kind]; ok && s.name.names[role] != index.NoName {
				reason.Form = x.Text(s.name.names[role])
			}
			c.why = append(c.why, reason)
			covered = false
		}
	}
	c.why = append(c.why, s.besides(x, p)...)
	return c, covered, covered && explained
}

// addForms adds to the reasons for a person how another row of his or hers spells the names.
func (s *search) addForms(why []Reason, x *index.Index, row index.Row) {
	names := [name.Roles]index.Name{x.SurnameOf(row), x.Given(row), x.Patronymic(row)}
	for i := range why {
		role := slices.Index(wholeKinds[:], why[i].Kind)
		if r, contradicts := contradicted[why[i].Kind]; contradicts {
			role = int(r)
		}
		if role < 0 || names[role] == index.NoName {
			continue
		}
		if form := x.Text(names[role]); form != why[i].Form && !slices.Contains(why[i].OtherForms, form) {
			why[i].OtherForms = append(why[i].OtherForms, form)
		}
	}
}

// agreement is the reason that a word gives by being like a name.
func (s *search) agreement(l *likeness, form string) Reason {
	word := s.q.words[l.word]
	return Reason{
		Kind:        l.kind,
		Written:     word.Text,
		Form:        form,
		Closeness:   closeness(l),
		habits:      word.Readings[l.reading].Habits,
		family:      s.families[l.word],
		otherFamily: l.otherFamily,
		doubtful:    l.isDoubtful(word),
		common:      l.kind == WhySurname && s.rarities[l.word] <= commonBits,
	}
}

// contradicted tells which part of a name a kind of reason is about.
var contradicted = map[ReasonKind]name.Role{WhyNotSurname: name.Surname, WhyNotGiven: name.Given, WhyNotPatronymic: name.Patronymic}

func closeness(l *likeness) Closeness {
	switch {
	case l.kind == WhyInitial || l.kind == WhyGivenInitial:
		return ""
	case l.cost <= sameBits:
		return Same
	case l.cost <= respeltBits:
		return Respelt
	}
	return Slip
}

// besides gives the years and words beside the name that agree, and the years that do not.
func (s *search) besides(x *index.Index, p index.Person) []Reason {
	var why []Reason
	for _, year := range s.q.years {
		bits, agrees := weighYear(x, p, year)
		birth, death := x.Years(p)
		known := birth
		if year.Kind == name.DeathYear || birth == 0 || year.Kind == name.AnyYear && abs(year.Year-death) < abs(year.Year-birth) {
			known = death
		}
		reason := Reason{Kind: WhyYear, Written: strconv.Itoa(year.Year), Form: strconv.Itoa(known)}
		switch {
		case bits == 0 && !isOutside(year.Year, birth, death):
			continue
		case !agrees:
			reason.Kind = WhyNotYear
		}
		why = append(why, reason)
	}
	for _, stem := range s.stems {
		if x.HasStem(p, stem.number) {
			why = append(why, Reason{Kind: WhyBeside, Written: stem.text})
		}
	}
	return why
}

// isDoubtful reports whether a word had to be mended by more than one slip in a long word.
func (l *likeness) isDoubtful(word name.Word) bool {
	long := longSurname
	if l.kind == WhyGiven {
		long = longGiven
	}
	return l.slips > oneSlip.Bits() || l.slips > respeltBits && len(word.Readings[l.reading].Skeleton) < long
}

// plainHabits are those that need not be named: a word is read in them if it has no mark of another.
var plainHabits = []string{"cyrillic", "english"}

// nameHabits names the habit of writing in which the words were read that are not plain, if all can be in one. If not, to
// name one for each would tell more than is known.
func nameHabits(why []Reason) {
	var common []string
	for i, r := range why {
		switch {
		case len(r.habits) == 0 || slices.Contains(plainHabits, r.habits[0]):
		case common == nil:
			common = slices.Clone(r.habits)
		default:
			common = slices.DeleteFunc(common, func(habit string) bool { return !slices.Contains(why[i].habits, habit) })
		}
	}
	if len(common) == 0 {
		return
	}
	for i, r := range why {
		if len(r.habits) > 0 && !slices.Contains(plainHabits, r.habits[0]) {
			why[i].Habit = common[0]
		}
	}
}

// How many phonemes a word has at least in which a slip does not make another name. Given names have more near neighbours:
// Алимжан is not Алимхан.
const (
	longSurname = 7
	longGiven   = 8
)

// isOutside reports whether a year lies outside a life of which both ends are known.
func isOutside(year, birth, death int) bool {
	return birth > 0 && death > 0 && (year < birth || year > death)
}

func abs(n int) int { return max(n, -n) }
