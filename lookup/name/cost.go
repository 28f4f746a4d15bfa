package name

import (
	"fmt"
	"strconv"
)

// A Cost is how unlikely it is that one spelling was meant for another, in hundredths of a bit.
type Cost int32

// Bits returns the cost in bits.
func (c Cost) Bits() float64 { return float64(c) / 100 }

func bits(b float64) Cost { return Cost(b*100 + 0.5) }

// Slip is what a change costs that costs.tsv does not list, and what it costs to swap two neighbours: a slip of the
// hand.
const Slip = Cost(400)

// TooFar stands for a distance beyond a budget.
const TooFar = Cost(1e8)

// Phonemes of a dictionary are the letters a to z, numbered 1 to 26; 0 stands for none. What is written may also be
// one of the ambiguous letters A to Z, each of which stands for any of a set of phonemes, numbered 27 to 52.
const (
	phonemes   = 27
	ambiguous  = phonemes
	allLetters = phonemes + 26
)

// A Row is what it costs to take one written letter for each phoneme of a dictionary; index 0 is what it costs to take
// it for none.
type Row [phonemes]Cost

// A costTable has a row for every letter that may be written; row 0 is for phonemes that are not written.
type costTable [allLetters]Row

// newCostTable makes a table in which every change is a slip.
func newCostTable() *costTable {
	var t costTable
	for written := range phonemes {
		for meant := range phonemes {
			if written != meant {
				t[written][meant] = Slip
			}
		}
	}
	return &t
}

// add reads a row of costs.tsv: two phonemes and bits.
func (t *costTable) add(cells []string) error {
	if len(cells) != 3 || len(cells[0]) != 1 || len(cells[1]) != 1 {
		return fmt.Errorf("want two phonemes and bits")
	}
	cost, err := strconv.ParseFloat(cells[2], 64)
	if err != nil || cost <= 0 {
		return fmt.Errorf("%q: want bits above 0", cells[2])
	}
	a, b := Number(cells[0][0]), Number(cells[1][0])
	t[a][b], t[b][a] = bits(cost), bits(cost)
	return nil
}

// addAmbiguous fills the row of an ambiguous letter: the least cost of its members.
func (t *costTable) addAmbiguous(letter byte, members string) {
	row := &t[Number(letter)]
	for meant := range phonemes {
		row[meant] = t[Number(members[0])][meant]
		for _, m := range []byte(members[1:]) {
			row[meant] = min(row[meant], t[Number(m)][meant])
		}
	}
}

// Number is the number of a letter of a skeleton, 0 for anything else.
func Number(letter byte) int {
	switch {
	case 'a' <= letter && letter <= 'z':
		return int(letter-'a') + 1
	case 'A' <= letter && letter <= 'Z':
		return int(letter-'A') + ambiguous
	}
	return 0
}

// Budget is how far from a written word, by the number of its phonemes, a name may be: nothing is forgiven in a short
// name, for there every letter makes another name; a slip in a longer one, two in a long one.
func Budget(n int) Cost {
	switch {
	case n <= 2:
		return 100
	case n == 3:
		return 250
	case n <= 5:
		return 450
	case n <= 8:
		return 600
	}
	return 800
}

// Distance is the least cost of taking a pattern for a name of a dictionary, by changing, adding, leaving out or
// swapping neighbouring phonemes (optimal string alignment) and by taking endings off either; bare says that only one
// of them has a family ending. It is TooFar if it is beyond the budget.
//
// It says what the search of a dictionary in lookup/index must find, for one name and slowly.
func (p *Pattern) Distance(skeleton string, root Root, budget Cost) (cost Cost, bare bool) {
	rows := make([][]Cost, len(skeleton)+1)
	for i := range rows {
		rows[i] = make([]Cost, len(p.Letters)+1)
		for j := range rows[i] {
			rows[i][j] = p.cell(rows, skeleton, i, j)
		}
	}
	best := Found{Cost: TooFar}
	above := func(n int) []Cost { return rows[max(n-1, 0)] }
	best.Better(p.Whole(rows[len(skeleton)], above(len(skeleton)), skeleton[len(skeleton)-1]))
	if n := len(root.Skeleton); n > 0 {
		best.Better(p.Root(rows[n], root.Family))
	}
	if best.Cost > budget {
		return TooFar, false
	}
	return best.Cost, best.Bare
}

// cell is one cell of the table of distances: of i phonemes of a name and j written letters.
func (p *Pattern) cell(rows [][]Cost, skeleton string, i, j int) Cost {
	best := TooFar
	if i == 0 && j == 0 {
		return 0
	}
	if i > 0 {
		best = min(best, rows[i-1][j]+p.Missing[Number(skeleton[i-1])])
	}
	if j > 0 {
		best = min(best, rows[i][j-1]+p.Letters[j-1][0])
	}
	if i > 0 && j > 0 {
		best = min(best, rows[i-1][j-1]+p.Letters[j-1][Number(skeleton[i-1])])
	}
	if i > 1 && j > 1 && p.Skeleton[j-1] == skeleton[i-2] && p.Skeleton[j-2] == skeleton[i-1] {
		best = min(best, rows[i-2][j-2]+Slip)
	}
	return best
}
