package lookup

import (
	"math"

	"joqtau/lookup/name"
)

// usualBits is how rare a name of a role is, in bits, before anything is known of its frequency. For surnames it is
// measured: 11,788 people shot in Moscow (mos.memo.ru) have 8,112 different surnames, as people would who draw theirs
// from 14,700 equally frequent ones. That one in ninety has a given name and one in sixty-four a father's name are
// judgements.
var usualBits = [name.Roles]float64{name.Surname: 13, name.Given: 6.5, name.Patronymic: 6}

// rarityPeople is after how many people what was counted of a name weighs as much as usualBits.
const rarityPeople = 2000

// rarities are, per word of a question and role, how rare it is that somebody writes this word for a name of that role,
// in bits: −log2 of the share of people with a name for which the word may stand, each times how likely the word is
// written for it. Where thousands are counted and nobody bears the word as it is written, it is a misspelling of one that
// somebody bears, and as rare as that.
func (l *matchList) rarities(words []name.Word, rarities [][name.Roles]float64) [][name.Roles]float64 {
	x := l.index
	people := float64(x.People())
	peoplePerRow := people / float64(max(x.Rows(), 1)) // people with aliases have several rows
	rarities = rarities[:0]
	for _, word := range words {
		var shares [name.Roles]float64
		for role := range shares {
			shares[role] = rarityPeople * l.engine.expected(word, name.Role(role))
		}
		rarities = append(rarities, shares)
	}
	for i := range l.matches {
		m := &l.matches[i]
		if first, _ := x.Names(m.skeleton); first != m.name {
			continue // all names of a skeleton are counted with the first
		}
		var counts [name.Roles]float64
		for role := range counts {
			counts[role] = float64(x.Count(m.skeleton, name.Role(role))) * peoplePerRow
		}
		for word := range words {
			if how := m.words[word]; how.found {
				for role, count := range counts {
					rarities[word][role] += count * math.Exp2(-how.cost())
				}
			}
		}
	}
	for word := range rarities {
		for role, share := range rarities[word] {
			rarities[word][role] = -math.Log2(share / (people + rarityPeople))
		}
	}
	return rarities
}

// expected is the share of people who are expected to have a name before any are counted.
func (e *Engine) expected(word name.Word, role name.Role) float64 {
	if role == name.Surname {
		if share, ok := e.reader.SurnameShare(word); ok {
			return share
		}
	}
	return math.Exp2(-usualBits[role])
}
