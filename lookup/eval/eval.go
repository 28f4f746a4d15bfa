// Package eval measures how well a finder answers labelled questions: how often the right person comes first, how often
// it answers directly, and how often it answers about people who are not in the lists.
package eval

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"joqtau/lookup"
)

// A Question is a text that somebody might write, with who is meant.
type Question struct {
	Text string
	// Expect are the people of whom any may come first: ids of records, or forms of the name as the seed paper prints
	// them. It is empty if nobody should be found.
	Expect []string
	Kind   string
}

// nobody stands in a file of questions for an absent person.
const nobody = "NONE"

// Read reads a file of questions: a header line, then the columns query, expect and kind, separated by tabs; further
// columns are for people. Several who may come first are separated by " | ".
func Read(file io.Reader) ([]Question, error) {
	lines := bufio.NewReader(file)
	var list []Question
	for n := 1; ; n++ {
		line, err := lines.ReadString('\n')
		if line = strings.TrimRight(line, "\r\n"); n > 1 && line != "" {
			cells := strings.Split(line, "\t")
			if len(cells) < 3 {
				return nil, fmt.Errorf("line %d: want the columns query, expect and kind, separated by tabs", n)
			}
			q := Question{Text: cells[0], Kind: cells[2]}
			if cells[1] != nobody {
				q.Expect = strings.Split(cells[1], " | ")
			}
			list = append(list, q)
		}
		switch {
		case err == io.EOF && len(list) == 0:
			return nil, fmt.Errorf("there are no questions")
		case err == io.EOF:
			return list, nil
		case err != nil:
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
}

// A Count is what became of the questions of a kind.
type Count struct {
	// Present questions are about people of the lists, Absent ones are not.
	Present, Absent int
	First           int     // the right person came first
	FirstFive       int     // among the first five
	Reciprocal      float64 // sum over the present of one divided by the right person's place
	Direct          int     // the right person was the match
	FalseMatch      int     // somebody else was, or anybody for an absent one
	Offered         int     // absent, and somebody was offered to choose
}

func (c *Count) add(d Count) {
	c.Present += d.Present
	c.Absent += d.Absent
	c.First += d.First
	c.FirstFive += d.FirstFive
	c.Reciprocal += d.Reciprocal
	c.Direct += d.Direct
	c.FalseMatch += d.FalseMatch
	c.Offered += d.Offered
}

// A Failure is a question whose answer did not have the right person first, or matched somebody who was not meant.
type Failure struct {
	Question Question
	Answer   lookup.Answer
}

// A Bin holds the questions whose best hit had a score in one range.
type Bin struct {
	Count int
	Score float64 // sum
	Right int     // the best hit was right
}

// Bins is the number of bins: a tenth of the probability each.
const Bins = 10

// A Report is the outcome of an evaluation.
type Report struct {
	All      Count
	Kinds    []string // in alphabetical order
	ByKind   map[string]Count
	Failures []Failure
	// Reliability has the questions for which somebody was found, by the score of the best hit.
	Reliability [Bins]Bin
}

// A Namer knows the forms of the name of a person that the seed paper prints.
type Namer func(id string) ([]string, error)

// Run asks all questions.
func Run(finder lookup.Finder, printed Namer, questions []Question) (*Report, error) {
	r := &Report{ByKind: map[string]Count{}}
	for _, q := range questions {
		answer := finder.Find(q.Text)
		place, err := placeOf(q, answer, printed)
		if err != nil {
			return nil, err
		}
		c := judge(q, answer, place)
		r.All.add(c)
		kind := r.ByKind[q.Kind]
		kind.add(c)
		r.ByKind[q.Kind] = kind
		if c.FalseMatch > 0 || c.Present > c.First {
			r.Failures = append(r.Failures, Failure{q, answer})
		}
		if len(answer.Hits) > 0 {
			bin := &r.Reliability[min(int(answer.Hits[0].Score*Bins), Bins-1)]
			bin.Count++
			bin.Score += answer.Hits[0].Score
			if place == 1 {
				bin.Right++
			}
		}
	}
	for kind := range r.ByKind {
		r.Kinds = append(r.Kinds, kind)
	}
	slices.Sort(r.Kinds)
	return r, nil
}

// placeOf is the place of the right person in an answer, from 1; 0 if he or she is not there.
func placeOf(q Question, answer lookup.Answer, printed Namer) (int, error) {
	for i, hit := range answer.Hits {
		forms, err := printed(hit.Person)
		if err != nil {
			return 0, fmt.Errorf("read a hit: %w", err)
		}
		for _, expect := range q.Expect {
			if expect == hit.Person || slices.Contains(forms, expect) {
				return i + 1, nil
			}
		}
	}
	return 0, nil
}

func judge(q Question, answer lookup.Answer, place int) Count {
	if len(q.Expect) == 0 {
		return Count{Absent: 1, FalseMatch: one(answer.Outcome == lookup.Match), Offered: one(answer.Outcome == lookup.Choices)}
	}
	c := Count{Present: 1, First: one(place == 1), FirstFive: one(1 <= place && place <= 5)}
	if place > 0 {
		c.Reciprocal = 1 / float64(place)
	}
	c.Direct = one(answer.Outcome == lookup.Match && place == 1)
	c.FalseMatch = one(answer.Outcome == lookup.Match && place != 1)
	return c
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// CalibrationError is the expected calibration error: how far the score of the best hit is from how often it is right, on
// average over the questions for which somebody was found.
func (r *Report) CalibrationError() float64 {
	off, count := 0.0, 0
	for _, b := range r.Reliability {
		off += max(b.Score-float64(b.Right), float64(b.Right)-b.Score)
		count += b.Count
	}
	if count == 0 {
		return 0
	}
	return off / float64(count)
}
