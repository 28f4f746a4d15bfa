// Package index holds the names of many people, packed so that a file of them is used where it lies: nothing is rebuilt
// or decoded when it is opened, and only the pages that a question touches come into memory.
//
// An index has three layers. A trie holds every distinct skeleton of a name; [Index.Near] walks it once for a written
// word and finds the skeletons within a budget of bits. Under each skeleton stand the names that are read so, as written.
// Rows, ordered by surname, hold the full names: surname, given name, patronymic and the person who bears them; a person
// known under several forms has several rows.
package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"

	"joqtau/lookup/name"
)

// A Name is the number of a written name in an index. Names are ordered by skeleton, then by text; initials come last.
type Name uint32

// NoName stands where a row has no name in a role.
const NoName Name = 1<<32 - 1

// A Row is the number of a full name in an index.
type Row uint32

// A Person is the number of a person in an index.
type Person uint32

// An Index is opened from bytes that it keeps. It is safe for concurrent use.
type Index struct {
	tag string

	labels     []byte    // of the trie's nodes in preorder: a letter, with flags
	skips      numbers32 // where the subtree of a node ends
	wholeNodes numbers32 // node at which each skeleton ends, ascending
	rootNodes  numbers32 // node at which each root ends, ascending
	rootOf     numbers32 // skeleton whose root it is
	rootFamily []byte    // class of the ending

	firstNames numbers32 // first name of each skeleton, and the end
	texts      table     // of names
	initials   []byte    // phoneme of each initial
	surnames   numbers32 // first row of each name as a surname, and the end
	givenCount numbers32 // rows of each name as a given name
	patrCount  numbers32 // and as a patronymic

	given   numbers32 // per row
	patr    numbers32
	persons numbers32
	byGiven numbers32 // rows in the order of given name and patronymic

	ids         table
	weights     []byte    // per person, in sixteenths of a bit
	births      numbers16 // years, 0 if not known
	deaths      numbers16
	stems       table     // words about people, by which they are told apart; ordered
	stemCount   numbers32 // people per stem
	stemOf      numbers16 // per person, from starts on
	starts      numbers32
	letters     []byte  // with which skeletons begin
	letterEnds  []Name  // one after the last name that begins with each
	total       float64 // of all weights, as numbers and not bits
	least, most float64 // the least and the greatest weight, in bits
}

// numbers32 and numbers16 are columns of little-endian numbers.
type (
	numbers32 []byte
	numbers16 []byte
)

func (n numbers32) at(i int) uint32 { return binary.LittleEndian.Uint32(n[4*i:]) }
func (n numbers32) len() int        { return len(n) / 4 }
func (n numbers16) at(i int) uint16 { return binary.LittleEndian.Uint16(n[2*i:]) }

// search finds the first place from which on the numbers are at least v.
func (n numbers32) search(v uint32) int {
	return sort.Search(n.len(), func(i int) bool { return n.at(i) >= v })
}

// A table is a list of texts.
type table struct {
	ends numbers32
	text []byte
}

func (t table) at(i int) string {
	begin := uint32(0)
	if i > 0 {
		begin = t.ends.at(i - 1)
	}
	return string(t.text[begin:t.ends.at(i)])
}

func (t table) len() int { return t.ends.len() }

// The flags in a node's label, beside the number of its letter.
const (
	letterBits = 0x1f
	isWhole    = 0x20 // a skeleton ends here
	isRoot     = 0x40 // a root of a skeleton ends here
)

// Tag is what the index was built for, such as the hash of its dataset.
func (x *Index) Tag() string { return x.tag }

// People is the number of people.
func (x *Index) People() int { return x.ids.len() }

// Rows is the number of full names.
func (x *Index) Rows() int { return x.persons.len() }

// Skeletons is the number of distinct skeletons.
func (x *Index) Skeletons() int { return x.wholeNodes.len() }

// Weight is the sum over all people of how much likelier than others they are to be asked for.
func (x *Index) Weight() float64 { return x.total }

// MaxWeight is the greatest weight of a person, in bits.
func (x *Index) MaxWeight() float64 { return x.most }

// HasAliases reports whether people are known under several forms as a rule, and not as an exception.
func (x *Index) HasAliases() bool { return x.Rows() > x.People()+x.People()/2 }

// Names are the names of a skeleton, from first to before last.
func (x *Index) Names(skeleton uint32) (first, last Name) {
	return Name(x.firstNames.at(int(skeleton))), Name(x.firstNames.at(int(skeleton) + 1))
}

// AllNames is the number of names, initials included.
func (x *Index) AllNames() int { return x.texts.len() }

// Text is a name as written.
func (x *Index) Text(n Name) string { return x.texts.at(int(n)) }

// Initial returns the phoneme of an initial; false for a whole name.
func (x *Index) Initial(n Name) (byte, bool) {
	i := int(n) - x.wholeNames()
	if i < 0 || n == NoName {
		return 0, false
	}
	return x.initials[i], true
}

func (x *Index) wholeNames() int { return x.texts.len() - len(x.initials) }

// Begins returns the phoneme with which a whole name begins.
func (x *Index) Begins(n Name) byte {
	for i, end := range x.letterEnds {
		if n < end {
			return x.letters[i]
		}
	}
	return 0
}

// findLetters notes which names begin with which phoneme.
func (x *Index) findLetters() {
	for node := 0; node < len(x.labels); node = int(x.skips.at(node)) {
		x.letters = append(x.letters, letter(x.labels[node]))
		end := x.wholeNodes.search(x.skips.at(node))
		x.letterEnds = append(x.letterEnds, Name(x.firstNames.at(end)))
	}
}

func letter(label byte) byte { return 'a' + label&letterBits - 1 }

// Count is the number of rows that have a name of a skeleton in a role.
func (x *Index) Count(skeleton uint32, role name.Role) int {
	first, last := x.Names(skeleton)
	if role == name.Surname {
		return int(x.surnames.at(int(last)) - x.surnames.at(int(first)))
	}
	counts, sum := x.givenCount, 0
	if role == name.Patronymic {
		counts = x.patrCount
	}
	for n := first; n < last; n++ {
		sum += int(counts.at(int(n)))
	}
	return sum
}

// WithSurname are the rows with a surname, from first to before last.
func (x *Index) WithSurname(n Name) (first, last Row) {
	return Row(x.surnames.at(int(n))), Row(x.surnames.at(int(n) + 1))
}

// WithGiven are the rows with a given name, from first to before last in the order of given names; see NthByGiven.
func (x *Index) WithGiven(n Name) (first, last int) {
	begins := func(n Name) int {
		return sort.Search(x.Rows(), func(i int) bool { return x.Given(x.NthByGiven(i)) >= n })
	}
	return begins(n), begins(n + 1)
}

// WithPatronymic narrows rows with one given name down to those that have a patronymic.
func (x *Index) WithPatronymic(first, last int, n Name) (from, to int) {
	begins := func(n Name) int {
		return first + sort.Search(last-first, func(i int) bool { return x.Patronymic(x.NthByGiven(first+i)) >= n })
	}
	return begins(n), begins(n + 1)
}

// NthByGiven is a row by its place in the order of given name and patronymic.
func (x *Index) NthByGiven(i int) Row { return Row(x.byGiven.at(i)) }

// SurnameOf is the surname of a row, NoName if it has none.
func (x *Index) SurnameOf(r Row) Name {
	n := sort.Search(x.AllNames(), func(i int) bool { return Row(x.surnames.at(i+1)) > r })
	if n == x.AllNames() {
		return NoName
	}
	return Name(n)
}

// Given, Patronymic and Person are the columns of rows.
func (x *Index) Given(r Row) Name      { return Name(x.given.at(int(r))) }
func (x *Index) Patronymic(r Row) Name { return Name(x.patr.at(int(r))) }
func (x *Index) Person(r Row) Person   { return Person(x.persons.at(int(r))) }

// ID is the id of a person's record.
func (x *Index) ID(p Person) string { return x.ids.at(int(p)) }

// PersonWeight says, in bits, how much likelier than others a person is to be asked for.
func (x *Index) PersonWeight(p Person) float64 {
	if x.least == x.most { // which spares a page of memory per person
		return x.most
	}
	return float64(x.weights[p]) / weightUnits
}

// Years are the years of birth and death, 0 where they are not known.
func (x *Index) Years(p Person) (birth, death int) {
	return int(x.births.at(int(p))), int(x.deaths.at(int(p)))
}

// Stem finds the number of a stem of words about people; false if nobody has it.
func (x *Index) Stem(stem string) (uint16, bool) {
	i := sort.Search(x.stems.len(), func(i int) bool { return x.stems.at(i) >= stem })
	return uint16(i), i < x.stems.len() && x.stems.at(i) == stem
}

// StemCount is the number of people about whom a stem stands.
func (x *Index) StemCount(stem uint16) int { return int(x.stemCount.at(int(stem))) }

// HasStem reports whether a stem stands about a person.
func (x *Index) HasStem(p Person, stem uint16) bool {
	for i := x.starts.at(int(p)); i < x.starts.at(int(p)+1); i++ {
		if x.stemOf.at(int(i)) == stem {
			return true
		}
	}
	return false
}

// weightUnits is the number of units of a stored weight in a bit.
const weightUnits = 16

// The head of the file: a mark, the version, then the sections' lengths and the tag.
const (
	magic   = "joqtau names\n"
	version = 1
)

var errNotAnIndex = errors.New("this is no index of names")

// sections lists the parts of the file in their order.
func (x *Index) sections() []*[]byte {
	return []*[]byte{
		&x.labels, (*[]byte)(&x.skips), (*[]byte)(&x.wholeNodes), (*[]byte)(&x.rootNodes), (*[]byte)(&x.rootOf), &x.rootFamily,
		(*[]byte)(&x.firstNames), (*[]byte)(&x.texts.ends), &x.texts.text, &x.initials,
		(*[]byte)(&x.surnames), (*[]byte)(&x.givenCount), (*[]byte)(&x.patrCount),
		(*[]byte)(&x.given), (*[]byte)(&x.patr), (*[]byte)(&x.persons), (*[]byte)(&x.byGiven),
		(*[]byte)(&x.ids.ends), &x.ids.text, &x.weights, (*[]byte)(&x.births), (*[]byte)(&x.deaths),
		(*[]byte)(&x.stems.ends), &x.stems.text, (*[]byte)(&x.stemCount), (*[]byte)(&x.stemOf), (*[]byte)(&x.starts),
	}
}

// Open reads an index from its bytes, which must not change while it is used. It checks that the parts fit together, not
// every number in them.
func Open(content []byte) (*Index, error) {
	rest := content
	next := func(n uint64) []byte {
		if n > uint64(len(rest)) {
			rest = nil
			return nil
		}
		part := rest[:n:n]
		rest = rest[n:]
		return part
	}
	number := func() uint64 {
		if part := next(8); part != nil {
			return binary.LittleEndian.Uint64(part)
		}
		return 0
	}
	if string(next(uint64(len(magic)))) != magic {
		return nil, errNotAnIndex
	}
	if v := number(); v != version {
		return nil, fmt.Errorf("the index of names has version %d, this program reads version %d", v, version)
	}
	x := &Index{}
	x.tag = string(next(number()))
	x.total = float64(number()) / totalUnits
	x.least = float64(number()) / weightUnits
	x.most = float64(number()) / weightUnits
	sections := x.sections()
	lengths := make([]uint64, len(sections))
	for i := range lengths {
		lengths[i] = number()
	}
	for i, section := range sections {
		*section = next(lengths[i])
	}
	if len(rest) != 0 || !x.fits() {
		return nil, errors.New("the index of names is damaged or cut short; build it again")
	}
	x.findLetters()
	return x, nil
}

// totalUnits is the number of units of the stored total weight in one.
const totalUnits = 1024

// fits reports whether columns that belong together have one length.
func (x *Index) fits() bool {
	nodes, skeletons, names, rows, people := len(x.labels), x.Skeletons(), x.AllNames(), x.Rows(), x.People()
	for _, pair := range [][2]int{
		{x.skips.len(), nodes}, {x.rootOf.len(), x.rootNodes.len()}, {len(x.rootFamily), x.rootNodes.len()},
		{x.firstNames.len(), skeletons + 1}, {x.surnames.len(), names + 1}, {x.givenCount.len(), names}, {x.patrCount.len(), names},
		{x.given.len(), rows}, {x.patr.len(), rows}, {x.byGiven.len(), rows}, {len(x.weights), people}, {len(x.births) / 2, people},
		{len(x.deaths) / 2, people}, {x.starts.len(), people + 1},
		{x.stemCount.len(), x.stems.len()},
	} {
		if pair[0] != pair[1] {
			return false
		}
	}
	return x.total >= 0
}
