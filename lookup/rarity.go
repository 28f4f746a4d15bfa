package lookup

import (
	"math"

	"joqtau/lookup/name"
)

// usualBits is how rare a name of a role is, in bits, before anything is known of its frequency. For surnames it is
// measured: 11,788 people shot in Moscow (mos.memo.ru) have 8,112 different surnames, as people would who draw theirs
// from 14,700 equally frequent ones. That one in a hundred and thirty has a given name or a father's name that is
// not among the most frequent is a judgement.
var usualBits = [name.Roles]float64{name.Surname: 13, name.Given: 7, name.Patronymic: 7}

// rarityPeople is after how many people what was counted of a name weighs as much as usualBits.
const rarityPeople = 2000

// formBits is what the form of a word says of its role, in bits: how much less likely than others a word of that form
// is for a name of a role. Few given names end as surnames do, few surnames end as fathers' names do, and a father's name
// rarely stands without its ending.
var (
	familyFormBits  = [name.Roles]float64{name.Given: 8, name.Patronymic: 4}
	fathersFormBits = [name.Roles]float64{name.Surname: 1, name.Given: 8, name.Patronymic: 2}
	otherFormBits   = [name.Roles]float64{name.Surname: 2, name.Patronymic: 5}
)

func (e *Engine) formBits(word name.Word) [name.Roles]float64 {
	switch {
	case e.reader.IsFathers(word):
		return fathersFormBits
	case e.reader.IsFamily(word):
		return familyFormBits
	}
	return otherFormBits
}

// rarities are, per word of a question, how rare it is that somebody who is not in the lists writes it: in bits, −log2 of
// the share of people with a name for which the word may stand, each times how likely the word is written for it. Where
// thousands are counted and nobody bears the word as it is written, it is a misspelling of one that somebody bears, and
// as rare as that.
//
// One word of several, initials among them, is the surname: that which makes the whole likeliest.
func (l *matchList) rarities(words []name.Word) []float64 {
	asSurname, asOther := l.raritiesByRole(words)
	surname, parts := -1, 0
	for i, w := range words {
		parts += one(isOfName(w) || w.Initial)
		if isOfName(w) && (surname < 0 || asSurname[i]-asOther[i] < asSurname[surname]-asOther[surname]) {
			surname = i
		}
	}
	rarities := make([]float64, len(words))
	for i, w := range words {
		switch {
		case i == surname && parts > 1:
			rarities[i] = asSurname[i]
		case isOfName(w) && parts > 1:
			rarities[i] = asOther[i]
		default:
			rarities[i] = min(asSurname[i], asOther[i])
		}
	}
	return rarities
}

// isOfName reports whether a word is a whole one of the name, and not of the sentence around it.
func isOfName(w name.Word) bool { return !w.Initial && !w.Aside && !w.Alternative }

// raritiesByRole are the rarities of words as surnames, and as given or fathers' names.
func (l *matchList) raritiesByRole(words []name.Word) (asSurname, asOther []float64) {
	shares := l.shares(words)
	people := float64(l.index.People()) + rarityPeople
	for i, word := range words {
		var bits [name.Roles]float64
		for role, form := range l.engine.formBits(word) {
			bits[role] = form - math.Log2(shares[i][role]/people)
		}
		asSurname = append(asSurname, bits[name.Surname])
		asOther = append(asOther, min(bits[name.Given], bits[name.Patronymic]))
	}
	return asSurname, asOther
}

// shares are, per word and role, how many people have a name for which the word may stand, expected ones among them.
func (l *matchList) shares(words []name.Word) [][name.Roles]float64 {
	x := l.index
	peoplePerRow := float64(x.People()) / float64(max(x.Rows(), 1)) // people with aliases have several rows
	shares := make([][name.Roles]float64, len(words))
	borne := make([][name.Roles]bool, len(words)) // some name for which the word may stand is one of that role
	for i := range l.matches {
		m := &l.matches[i]
		if first, _ := x.Names(m.skeleton); first != m.name {
			continue // all names of a skeleton are counted with the first
		}
		for role := range name.Role(name.Roles) {
			count := float64(x.Count(m.skeleton, role)) * peoplePerRow
			for word := range words {
				if how := m.words[word]; how.found && count > 0 {
					borne[word][role] = true
					// whoever is meant is left out, or a name would be thought frequent for being in the list at all
					shares[word][role] += max(count-1, 0) * math.Exp2(-how.cost())
				}
			}
		}
	}
	for i, word := range words {
		for role := range shares[i] {
			shares[i][role] += rarityPeople * l.engine.expected(word, name.Role(role), borne[i][role])
		}
	}
	return shares
}

// expected is the share of people who are expected to have a name before any are counted. A word that is like no given or
// father's name is not taken for a usual one: it is as rare as a surname.
func (e *Engine) expected(word name.Word, role name.Role, borne bool) float64 {
	if role == name.Surname {
		if share, ok := e.reader.SurnameShare(word); ok {
			return share
		}
	}
	if !borne {
		return math.Exp2(-usualBits[name.Surname])
	}
	return math.Exp2(-usualBits[role])
}
