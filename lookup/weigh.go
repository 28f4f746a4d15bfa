package lookup

import "joqtau/lookup/name"

// weigh adds up what speaks for and against a person, in bits, with the reasons.
func (e *Engine) weigh(words []name.Word, folded string, person *indexed, ev evidence) (float64, []Reason) {
	best := assignment{bits: -1e9}
	var next func(role name.Role, a assignment)
	next = func(role name.Role, a assignment) {
		if int(role) == name.Roles {
			if a.bits += against(words, person, a); a.bits > best.bits {
				best = a
			}
			return
		}
		next(role+1, a)
		for i := range words {
			if l := ev[i][role]; l.found && !a.uses(i) {
				b := a
				b.word[role], b.bits = i+1, a.bits+l.bits
				next(role+1, b)
			}
		}
	}
	next(0, assignment{})

	bits, why := best.bits+person.prior, best.reasons(words, ev)
	if person.forms[folded] {
		bits += bitsForm
		why = append(why, Reason{Kind: WhyForm, Written: folded})
	}
	return bits, why
}

// An assignment gives each role at most one written word.
type assignment struct {
	word [name.Roles]int // index + 1; 0 for none
	bits float64
}

func (a assignment) uses(word int) bool {
	for _, w := range a.word {
		if w == word+1 {
			return true
		}
	}
	return false
}

// against weighs the words that an assignment leaves over: each contradicts a part of the name that is known but was
// not matched, or explains nothing.
func against(words []name.Word, person *indexed, a assignment) float64 {
	bits := 0.0
	if a.word[name.Surname] == 0 && a.word[name.Given] == 0 {
		bits += bitsFatherAlone
	}
	surnameOpen := a.word[name.Surname] == 0
	givenOpen := a.word[name.Given] == 0 && (person.has(name.Given) || len(person.initials[name.Given]) > 0)
	if a.word[name.Patronymic] != 0 && givenOpen { // what stands alone beside a surname is a given name
		bits += bitsFatherForGiven
	}
	for i, word := range words {
		switch {
		case a.uses(i), word.Aside, word.Alternative:
		case word.Initial && givenOpen:
			bits, givenOpen = bits+bitsNotInitial, false
		case word.Initial:
			bits += bitsExtraWord
		case surnameOpen:
			bits, surnameOpen = bits+bitsNotSurname, false
		case givenOpen:
			bits, givenOpen = bits+bitsNotGiven, false
		default:
			bits += bitsExtraWord
		}
	}
	return bits
}

// reasons tells, role by role, what agreed, then what did not.
func (a assignment) reasons(words []name.Word, ev evidence) []Reason {
	var why []Reason
	for role, w := range a.word {
		if w == 0 {
			continue
		}
		l := ev[w-1][role]
		why = append(why, Reason{Kind: l.kind, Written: words[w-1].Text, Form: l.form, Closeness: closeness(l), mended: l.cost > 0,
			initialOnly: l.initialOnly})
	}
	for i, word := range words {
		if !a.uses(i) && !word.Aside && !word.Alternative {
			why = append(why, Reason{Kind: WhyUnexplained, Written: word.Text})
		}
	}
	return why
}

func closeness(l likeness) Closeness {
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
