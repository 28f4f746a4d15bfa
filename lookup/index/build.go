package index

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"joqtau/lookup/name"
)

// An Entry is what an index needs to know of a person.
type Entry struct {
	ID string
	// Forms are the forms of the name, each in its parts.
	Forms [][]name.Part
	// Weight says, in bits from 0 to 15, how much likelier than others this person is to be asked for.
	Weight float64
	// Birth and Death are years, 0 where they are not known.
	Birth, Death int
	// Stems are words about the person, by which namesakes are told apart, as name.Reader.Stem makes them. An index tells the first
	// 65,536 of them apart; what comes after them is left out.
	Stems []string
}

// maxForms bounds the full names that one form with alternatives in brackets makes.
const maxForms = 8

// A Builder collects people and packs them. The same people give the same bytes.
type Builder struct {
	reader *name.Reader
	keys   []nameKey
	number map[nameKey]uint32 // in keys
	rows   []row
	people []person
	ids    table
	stems  map[string]uint32
	stemOf []uint32 // of the people, one after the other
}

type nameKey struct {
	skeleton, text string
	initial        bool
}

type row struct {
	names  [name.Roles]Name // numbers in keys until it is packed
	person Person
}

// A person's stems end in stemOf where stems says, and begin where those of the person before end.
type person struct {
	weight       byte
	birth, death uint16
	stems        uint32
}

// NewBuilder makes an empty builder. The reader must be the one that reads the questions.
func NewBuilder(reader *name.Reader) *Builder {
	return &Builder{reader: reader, number: map[nameKey]uint32{}, stems: map[string]uint32{}}
}

// Add adds a person.
func (b *Builder) Add(e Entry) {
	p := person{weight: byte(math.Round(min(max(e.Weight, 0), 15) * weightUnits)), birth: year(e.Birth), death: year(e.Death)}
	first := len(b.stemOf)
	for _, stem := range e.Stems {
		n, known := b.stems[stem]
		if !known && len(b.stems) > math.MaxUint16 { // what is common has come by now; the rest stands about few
			continue
		}
		if !known {
			n = uint32(len(b.stems))
			b.stems[stem] = n
		}
		if !slices.Contains(b.stemOf[first:], n) {
			b.stemOf = append(b.stemOf, n)
		}
	}
	p.stems = uint32(len(b.stemOf))
	id := Person(len(b.people))
	b.people = append(b.people, p)
	b.ids.add(e.ID)
	var names [][name.Roles]Name
	for _, form := range e.Forms {
		names = append(names, b.fullNames(form)...)
	}
	begin := len(b.rows)
	for _, full := range b.complete(names) {
		if r := (row{full, id}); !slices.Contains(b.rows[begin:], r) {
			b.rows = append(b.rows, r)
		}
	}
}

// complete puts into every form of a person's name what only another form has: the given name for its initial, the
// patronymic, and the surname for a pen name that stands alone. Otherwise a form that says less would hide what contradicts a question.
func (b *Builder) complete(names [][name.Roles]Name) [][name.Roles]Name {
	var list [][name.Roles]Name
	for _, full := range names {
		completed := [][name.Roles]Name{full}
		for role := range name.Role(name.Roles) {
			if known := b.knownNames(names, role, full[role]); len(known) > 0 {
				completed = withNames(completed, role, known)
			}
		}
		list = append(list, completed...)
	}
	return list
}

// knownNames are the names that a person has in a role and that can stand in the place of what a form has there: whole
// names for their initial; whole names, or else initials, for none.
func (b *Builder) knownNames(names [][name.Roles]Name, role name.Role, has Name) []Name {
	if has != NoName && !b.keys[has].initial {
		return nil
	}
	var whole, initials []Name
	for _, full := range names {
		n := full[role]
		switch {
		case n == NoName, slices.Contains(whole, n), slices.Contains(initials, n), len(whole) == maxForms:
		case b.keys[n].initial:
			initials = append(initials, n)
		case has == NoName || b.keys[n].skeleton[0] == b.keys[has].skeleton[0]:
			whole = append(whole, n)
		}
	}
	if len(whole) == 0 && has == NoName {
		return initials
	}
	return whole
}

// withNames puts each of some names into a role of each full name.
func withNames(list [][name.Roles]Name, role name.Role, names []Name) [][name.Roles]Name {
	var longer [][name.Roles]Name
	for _, full := range list {
		for _, n := range names {
			full[role] = n
			longer = append(longer, full)
		}
	}
	return longer
}

func year(y int) uint16 { return uint16(min(max(y, 0), math.MaxUint16)) }

// fullNames are the full names that the parts of a form make: one for each choice among alternatives.
func (b *Builder) fullNames(form []name.Part) [][name.Roles]Name {
	list := [][name.Roles]Name{{NoName, NoName, NoName}}
	for role := range name.Role(name.Roles) {
		var longer [][name.Roles]Name
		for _, part := range form {
			if part.Role != role {
				continue
			}
			n, ok := b.name(part.Word)
			for _, names := range list {
				if ok && len(longer) < maxForms {
					names[role] = n
					longer = append(longer, names)
				}
			}
		}
		if longer != nil {
			list = longer
		}
	}
	return list
}

// name numbers a part of a name; false if it is too long to be one.
func (b *Builder) name(w name.Word) (Name, bool) {
	key := nameKey{b.reader.Plain(w), w.Text, w.Initial}
	if len(key.skeleton) == 0 || len(key.skeleton) > maxDepth {
		return 0, false
	}
	if key.initial {
		key.skeleton = key.skeleton[:1]
	}
	n, known := b.number[key]
	if !known {
		n = uint32(len(b.keys))
		key.skeleton, key.text = strings.Clone(key.skeleton), strings.Clone(key.text) // not the forms that they are parts of
		b.number[key] = n
		b.keys = append(b.keys, key)
	}
	return Name(n), true
}

// Bytes packs what was added. The tag says what the index is for. The builder is of no use afterwards.
func (b *Builder) Bytes(tag string) ([]byte, error) {
	var content bytes.Buffer
	err := b.Write(&content, tag)
	return content.Bytes(), err
}

// Write writes what Bytes returns, for an index that is too large to have twice in memory.
func (b *Builder) Write(out io.Writer, tag string) error {
	x := &Index{tag: tag}
	b.sortNames()
	b.packNames(x)
	b.packRows(x)
	b.packPeople(x)
	file := bufio.NewWriter(out)
	put := func(n uint64) { file.Write(binary.LittleEndian.AppendUint64(nil, n)) } // an error is kept until Flush
	file.WriteString(magic)
	put(version)
	put(uint64(len(tag)))
	file.WriteString(tag)
	put(uint64(math.Round(x.total * totalUnits)))
	put(uint64(x.least))
	put(uint64(x.most))
	for _, section := range x.sections() {
		put(uint64(len(*section)))
	}
	for _, section := range x.sections() {
		file.Write(*section)
	}
	return file.Flush()
}

// sortNames orders names by skeleton and text, initials last, and renumbers the rows.
func (b *Builder) sortNames() {
	b.number = nil // which is as large as all names
	order := make([]uint32, len(b.keys))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int {
		k, l := b.keys[i], b.keys[j]
		if k.initial != l.initial {
			if l.initial {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(k.skeleton, l.skeleton), cmp.Compare(k.text, l.text))
	})
	renumbered := make([]Name, len(order))
	sorted := make([]nameKey, len(order))
	for rank, old := range order {
		renumbered[old] = Name(rank)
		sorted[rank] = b.keys[old]
	}
	b.keys = sorted
	for i := range b.rows {
		for role, n := range b.rows[i].names {
			if n != NoName {
				b.rows[i].names[role] = renumbered[n]
			}
		}
	}
	slices.SortFunc(b.rows, func(r, s row) int {
		return cmp.Or(cmp.Compare(r.names[name.Surname], s.names[name.Surname]), cmp.Compare(r.names[name.Given], s.names[name.Given]),
			cmp.Compare(r.names[name.Patronymic], s.names[name.Patronymic]), cmp.Compare(r.person, s.person))
	})
}

// packNames packs names and the trie of their skeletons.
func (b *Builder) packNames(x *Index) {
	var t trie
	for i, key := range b.keys {
		x.texts.add(key.text)
		switch {
		case key.initial:
			x.initials = append(x.initials, key.skeleton[0])
		case i == 0 || b.keys[i-1].skeleton != key.skeleton:
			x.wholeNodes.add(t.add(key.skeleton))
			x.firstNames.add(uint32(i))
			if root := b.reader.Root(key.skeleton); root.Skeleton != "" {
				t.addRoot(root, len(key.skeleton), uint32(x.Skeletons()-1))
			}
		}
	}
	x.firstNames.add(uint32(x.wholeNames()))
	t.pack(x)
}

func (b *Builder) packRows(x *Index) {
	for _, column := range []*numbers32{&x.given, &x.patr, &x.persons, &x.byGiven} {
		*column = make(numbers32, 0, 4*len(b.rows))
	}
	counts := [name.Roles][]uint32{}
	for role := range counts {
		counts[role] = make([]uint32, len(b.keys))
	}
	for _, r := range b.rows {
		for role, n := range r.names {
			if n != NoName {
				counts[role][n]++
			}
		}
		x.given.add(uint32(r.names[name.Given]))
		x.patr.add(uint32(r.names[name.Patronymic]))
		x.persons.add(uint32(r.person))
	}
	order := make([]uint32, len(b.rows))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int {
		r, s := b.rows[i].names, b.rows[j].names
		return cmp.Or(cmp.Compare(r[name.Given], s[name.Given]), cmp.Compare(r[name.Patronymic], s[name.Patronymic]), cmp.Compare(i, j))
	})
	for _, i := range order {
		x.byGiven.add(i)
	}
	first := uint32(0)
	for n := range b.keys {
		x.surnames.add(first)
		first += counts[name.Surname][n]
		x.givenCount.add(counts[name.Given][n])
		x.patrCount.add(counts[name.Patronymic][n])
	}
	x.surnames.add(first)
}

func (b *Builder) packPeople(x *Index) {
	stems := slices.Sorted(maps.Keys(b.stems))
	rank := make([]uint16, len(stems))
	for i, stem := range stems {
		x.stems.add(stem)
		rank[b.stems[stem]] = uint16(i)
	}
	counts := make([]uint32, len(stems))
	x.starts.add(0)
	x.ids = b.ids
	from := uint32(0)
	for i, p := range b.people {
		x.weights = append(x.weights, p.weight)
		x.births.add(p.birth)
		x.deaths.add(p.death)
		for _, stem := range b.stemOf[from:p.stems] {
			x.stemOf.add(rank[stem])
			counts[rank[stem]]++
		}
		from = p.stems
		x.starts.add(uint32(len(x.stemOf) / 2))
		weight := float64(p.weight) // in units, as it is stored
		if x.most = max(x.most, weight); i == 0 {
			x.least = weight
		}
		x.least = min(x.least, weight)
		x.total += math.Exp2(float64(p.weight) / weightUnits)
	}
	for _, n := range counts {
		x.stemCount.add(n)
	}
}

func (n *numbers32) add(v uint32) { *n = binary.LittleEndian.AppendUint32(*n, v) }
func (n *numbers16) add(v uint16) { *n = binary.LittleEndian.AppendUint16(*n, v) }

func (t *table) add(text string) {
	t.text = append(t.text, text...)
	t.ends.add(uint32(len(t.text)))
}
