package lookup

import (
	"math"

	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// circumstances weigh what stands beside the name: years, and words for places and professions. They speak only for or
// against people whose name agrees.
func (s *search) circumstances(x *index.Index, p index.Person) float64 {
	bits := 0.0
	for _, year := range s.q.years {
		yearBits, _ := weighYear(x, p, year)
		bits += yearBits
	}
	matched := 0.0
	for _, stem := range s.stems {
		if x.HasStem(p, stem.number) {
			matched += stemBits(x, stem.number)
		}
	}
	return bits + min(matched, maxStemBits)
}

// weighYear compares a written year with those of a person. A year of which nobody says what happened in it may be any
// of the life, so that it never speaks against anybody.
func weighYear(x *index.Index, p index.Person, year name.Year) (bits float64, agrees bool) {
	birth, death := x.Years(p)
	best := nothing
	compare := func(known int) {
		if known == 0 {
			return
		}
		switch off := year.Year - known; {
		case off == 0:
			best = max(best, bitsYear)
		case off == 1, off == -1:
			best = max(best, bitsNearYear)
		default:
			best = max(best, bitsNotYear)
		}
	}
	if year.Kind != name.DeathYear {
		compare(birth)
	}
	if year.Kind != name.BirthYear {
		compare(death)
	}
	switch {
	case best == nothing, best < 0 && year.Kind == name.AnyYear:
		return 0, false
	case year.Kind != name.BirthYear && year.Year >= firstTerror && year.Year <= lastTerror && best > 0:
		best = min(best, bitsTerrorYear)
	}
	return best, best > 0
}

// The years of which nearly everybody in the lists died: they tell less than a year of birth.
const (
	firstTerror    = 1937
	lastTerror     = 1938
	bitsTerrorYear = 1
)

// maxStemBits bounds what words beside a name may weigh together: they may stand about anybody.
const maxStemBits = 6

// stemBits is how rare it is that a word stands about a person, in bits; nothing for one that stands about many.
func stemBits(x *index.Index, stem uint16) float64 {
	share := float64(x.StemCount(stem)) / float64(x.People())
	return max(0, -math.Log2(share)-commonStemBits)
}

// commonStemBits is taken from the weight of every word beside a name, so that one that stands about every fourth person
// weighs nothing.
const commonStemBits = 2
