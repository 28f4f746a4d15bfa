package lookup

import "math"

// The weights of evidence, in bits: how much likelier an agreement is for the person who is meant than for somebody who
// is not in the lists. An agreement in a name weighs as much as the name is rare; see rarity.
const (
	bitsInitial        = 3   // an initial fits the given name or its initial, as every eighth does
	bitsSameInitial    = 2   // the record has no more than that initial: it was copied from where the record comes from
	bitsGivenToInitial = 1   // a written given name fits the only initial that the record has
	bitsNotSurname     = -10 // another surname was written
	bitsNotGiven       = -11 // heavy, since a rare surname is that of relatives
	bitsNotInitial     = -10
	bitsNotPatronymic  = -7
	bitsFatherForGiven = -16 // a father's name or its initial where a given name should stand: it is another's
	bitsNoSurname      = -2  // a given name and a father's name without the surname
	bitsFatherFirst    = -5  // a father's name or its initial before the given name
	bitsFatherAlone    = -6  // nothing agrees but the father's name, which is everybody else's surname
	bitsExtraWord      = -2  // a word that fits nothing, beside a name that fits
	bitsYear           = 5   // the year of birth or death fits, as every thirtieth or fortieth does
	bitsNearYear       = 3   // it is off by one
	bitsNotYear        = -3
)

// bitsNotListed is how likely it is, in bits, that a question is about somebody who is not in the lists, against that
// it is about anybody in them.
const bitsNotListed = 0

// leastWeight is the weight of the people of a list that tells the lives of a hundred: a shorter one is not taken for as
// likely to hold whoever is asked for.
const leastWeight = 100 << (Curated + 1)

// The bounds between the outcomes, as probabilities.
const (
	surelyMatch  = 0.9
	worthShowing = 0.15 // of all who may be meant together, to be offered at all
)

// worthListing is by how many bits less likely than the best hit another one may be.
const worthListing = 4

// sameBits and respeltBits bound how far apart, in bits, spellings of a grade are.
const (
	sameBits    = 0.5
	respeltBits = 2.5
)

// otherInitial is from how many bits on an initial is another letter, and not the same one in another language.
const otherInitial = 1

// MaxProminence is the most bits by which people of whom a dataset tells much are likelier to be asked for than people
// of whom it tells one fact; Curated by how many people of a dataset that tells lives are likelier than those of lists.
const (
	MaxProminence = 2
	Curated       = 6
)

// Prominence is the weight of a person by the number of facts that are told: it grows with the logarithm.
func Prominence(facts int) float64 { return min(MaxProminence, math.Log2(float64(max(facts, 1)))/2) }
