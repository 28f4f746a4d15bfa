package name

// A Pattern is a written word, in one reading, prepared for comparison with names of a dictionary.
type Pattern struct {
	// Skeleton is the reading; it may have ambiguous letters.
	Skeleton string
	// Letters are the costs of each letter of the skeleton; Missing those of phonemes that are not written.
	Letters []*Row
	Missing *Row
	// tails are the ways to end: the whole word first, then without each of its endings.
	tails   []tail
	fathers []bool // whether a class of endings is one of fathers' names
}

// A tail is where a word may end before its last letter.
type tail struct {
	keep    int    // letters that are kept
	cost    Cost   // of taking off the rest
	instead byte   // the phoneme that stands in its place in the dictionary, 0 for none
	family  Family // the family ending that was taken off, NoFamily for none
}

// A Family is a class of endings that make a name of a father's or a family out of a root. Endings of one class are
// forms of one ending, such as -ов and -ова.
type Family uint8

// NoFamily is the class of no ending.
const NoFamily Family = 0

// The costs of family endings.
const (
	// sameEnding is what it costs to take one form of an ending for another, as Байтурсынова for Байтурсынов.
	sameEnding = Cost(30)
	// otherEnding is what it costs to take one family ending for one of another class, as Байтұрсынұлы for Байтұрсынов.
	otherEnding = Cost(50)
	// otherSurname is what it costs to take one ending of surnames for another, as Авашин for Авашов: they are two surnames.
	otherSurname = Cost(250)
	// bareEnding is what it costs at least to take a name without family ending for one with it, or the other way round,
	// as Байтұрсын for Байтұрсынов. Where the word is not a father's name it costs more, because the same word may be
	// somebody's given name: see Found.Bare.
	bareEnding = Cost(50)
)

// A Found is how a name of a dictionary was found.
type Found struct {
	Cost Cost
	// Bare says that only one of the two, the word and the name, has a family ending.
	Bare bool
}

// Better keeps the better of two ways.
func (f *Found) Better(g Found) {
	if g.Cost < f.Cost {
		*f = g
	}
}

// Whole is the cost of ending at a whole name of the dictionary, by the distances of the name (row) and of the name
// without its last phoneme (above).
func (p *Pattern) Whole(row, above []Cost, last byte) Found {
	best := Found{Cost: TooFar}
	for _, t := range p.tails {
		from := row
		if t.instead != 0 {
			if t.instead != last {
				continue
			}
			from = above
		}
		cost := from[t.keep] + t.cost
		if t.family != NoFamily {
			cost += bareEnding
		}
		best.Better(Found{cost, t.family != NoFamily})
	}
	return best
}

// Root is the cost of ending at the root of a name of the dictionary that has a family ending, by the distances of the
// root.
func (p *Pattern) Root(row []Cost, family Family) Found {
	best := Found{Cost: TooFar}
	for _, t := range p.tails {
		switch {
		case t.instead != 0:
			continue
		case t.family == NoFamily:
			best.Better(Found{row[t.keep] + t.cost + bareEnding, true})
		case t.family == family:
			best.Better(Found{row[t.keep] + t.cost + sameEnding, false})
		case !p.fathers[t.family] && !p.fathers[family]:
			best.Better(Found{row[t.keep] + t.cost + otherSurname, false})
		default:
			best.Better(Found{row[t.keep] + t.cost + otherEnding, false})
		}
	}
	return best
}

// Pattern prepares a reading of a word.
func (r *Reader) Pattern(skeleton string) *Pattern {
	p := &Pattern{Skeleton: skeleton, Missing: &r.costs[0], fathers: r.fathers}
	for i := range len(skeleton) {
		p.Letters = append(p.Letters, &r.costs[Number(skeleton[i])])
	}
	p.tails = r.tails(skeleton)
	return p
}
