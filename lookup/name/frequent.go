package name

import (
	"fmt"
	"strconv"
)

// frequentAmong is among how many people the surnames of frequent.tsv were counted.
const frequentAmong = 17165200

// addFrequent reads a row of frequent.tsv: a surname and how many people bear it.
func (r *Reader) addFrequent(cells []string) error {
	if len(cells) != 2 {
		return fmt.Errorf("want a surname and a number of people")
	}
	people, err := strconv.Atoi(cells[1])
	if err != nil {
		return err
	}
	skeleton, err := r.habits[0].readOnly(foldWord(cells[0]))
	if err != nil {
		return err
	}
	r.frequent[skeleton] = float64(people) / frequentAmong
	return nil
}

// SurnameShare is the share of people who bear a surname; false for one that is not among the most frequent.
func (r *Reader) SurnameShare(w Word) (share float64, ok bool) {
	for _, reading := range w.Readings {
		skeleton := r.plain(reading.Skeleton)
		for _, t := range r.tails(skeleton) {
			if s, known := r.frequent[skeleton[:t.keep]]; known && t.family == NoFamily {
				share, ok = max(share, s), true
			}
		}
	}
	return share, ok
}
