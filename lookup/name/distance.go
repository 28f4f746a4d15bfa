package name

import (
	"fmt"
	"strconv"
)

// anyChange is what a change costs that costs.tsv does not list: a slip of the hand, in bits.
const anyChange = 4

// A costTable holds twice over, once per direction, what it costs to take one phoneme for another.
// Index 0 stands for no phoneme.
type costTable struct{ listed [27][27]float32 }

func (t *costTable) add(cells []string) error {
	if len(cells) != 3 || len(cells[0]) != 1 || len(cells[1]) != 1 {
		return fmt.Errorf("want two phonemes and bits")
	}
	bits, err := strconv.ParseFloat(cells[2], 32)
	if err != nil {
		return err
	}
	a, b := place(cells[0][0]), place(cells[1][0])
	t.listed[a][b], t.listed[b][a] = float32(bits), float32(bits)
	return nil
}

func place(p byte) int {
	if p < 'a' || p > 'z' {
		return 0
	}
	return int(p-'a') + 1
}

func (t *costTable) change(a, b int) float32 {
	if a == b {
		return 0
	}
	if c := t.listed[a][b]; c > 0 {
		return c
	}
	return anyChange
}

// tooFar stands for a distance beyond the budget.
const tooFar = 1e6

// distance returns the least cost, in bits, of turning one skeleton into another by changing, adding, leaving out or
// swapping neighbouring phonemes (optimal string alignment), or tooFar if it is more than the budget.
func (t *costTable) distance(a, b string, budget float32) float32 {
	if a == b {
		return 0
	}
	if len(a) > MaxLetters*2 || len(b) > MaxLetters*2 {
		return tooFar
	}
	var rows [3][MaxLetters*2 + 1]float32
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range b {
		last[j+1] = last[j] + t.change(0, place(b[j]))
	}
	for i := range a {
		pa := place(a[i])
		row[0] = last[0] + t.change(pa, 0)
		least := row[0]
		for j := range b {
			pb := place(b[j])
			best := min(last[j]+t.change(pa, pb), last[j+1]+t.change(pa, 0), row[j]+t.change(0, pb))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				best = min(best, before[j-1]+anyChange)
			}
			row[j+1] = best
			least = min(least, best)
		}
		if least > budget {
			return tooFar
		}
		before, last, row = last, row, before
	}
	if last[len(b)] > budget {
		return tooFar
	}
	return last[len(b)]
}

// budget is how far apart two spellings of one name may be, by the phonemes of the shorter: nothing is forgiven in a
// short name, for there every letter makes another name; a slip in a longer one, two in a long one.
func budget(n int) float32 {
	switch {
	case n <= 3:
		return 0.9
	case n == 4:
		return 2.5
	case n == 5:
		return 4
	case n <= 8:
		return 6
	}
	return 8
}
