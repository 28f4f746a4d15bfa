package lookup

import (
	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// alikeRows are rows of one surname of which nothing else agrees, so that they weigh the same but for circumstances.
type alikeRows struct {
	count int
	bits  float64 // without circumstances
}

// bound is the most that can speak for a row, before it is weighed, and whether more than the surname may agree.
func (s *search) bound(list *matchList, surname *match, given, father index.Name) (bits float64, agrees bool) {
	givenBits, givenAgrees := s.partBound(list, given)
	fatherBits, fatherAgrees := s.partBound(list, father)
	bits = surname.most + givenBits + fatherBits + s.mostCircumstances()
	if s.bareBeside > one(givenAgrees)+one(fatherAgrees) { // a word is left over for sure
		switch {
		case given != index.NoName && !givenAgrees:
			bits += bitsNotInitial
		case father != index.NoName && !fatherAgrees:
			bits += bitsNotPatronymic
		}
	}
	return bits, givenAgrees || fatherAgrees
}

// partBound is the most that can speak for a given or father's name, and whether any word or initial may agree with it.
func (s *search) partBound(list *matchList, n index.Name) (bits float64, agrees bool) {
	if n == index.NoName {
		return 0, false
	}
	if m := list.at(n); m != nil {
		return m.most, true
	}
	phoneme, initial := list.index.Initial(n)
	if !initial && s.initials != 0 {
		phoneme = list.index.Begins(n)
	}
	agrees = initial || s.initials&(1<<name.Number(phoneme)) != 0
	return (bitsInitial + bitsSameInitial) * float64(one(agrees)), agrees
}

// mostBeside is the most that can speak for anybody beside the surname.
func (s *search) mostBeside() float64 {
	bits := s.mostCircumstances()
	for i, w := range s.q.words {
		if w.Initial {
			bits += bitsInitial + bitsSameInitial
		} else {
			bits += s.rarities[i]
		}
	}
	return bits
}

// mostCircumstances is the most that years and words beside the name can speak for anybody.
func (s *search) mostCircumstances() float64 {
	bits := float64(len(s.q.years) * bitsYear)
	if len(s.stems) > 0 {
		bits += maxStemBits
	}
	return bits
}

// isCovered reports whether somebody has been found for whom nearly everything speaks that can.
func (s *search) isCovered(prior float64) bool {
	bits := prior
	for i, w := range s.q.words {
		if isOfName(w) {
			bits += s.rarities[i]
		}
	}
	return s.best >= bits-oneSlip.Bits()
}
