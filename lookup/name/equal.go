package name

import "fmt"

// otherTradition is what it costs to take a given name for the same name in another tradition, as Ахмед for Ахмет.
const otherTradition = Cost(150)

// addEqual reads a row of equal.tsv: two forms of one given name.
func (r *Reader) addEqual(cells []string) error {
	if len(cells) < 2 {
		return fmt.Errorf("want two names")
	}
	a, err := r.habits[0].readOnly(foldWord(cells[0]))
	if err != nil {
		return err
	}
	b, err := r.habits[0].readOnly(foldWord(cells[1]))
	if err != nil {
		return err
	}
	r.equal[a] = append(r.equal[a], b)
	r.equal[b] = append(r.equal[b], a)
	return nil
}

// equals are the readings of a word as the same given name in another tradition.
func (r *Reader) equals(readings []Reading) []Reading {
	var list []Reading
	for _, reading := range readings {
		for _, other := range r.equal[reading.Skeleton] {
			list = append(list, Reading{other, reading.Habits, reading.Cost + otherTradition})
		}
	}
	return list
}
