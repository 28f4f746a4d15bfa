package library

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/goccy/go-yaml"
)

// Decisions are a curator's: which records are of one person, and which only seem to be.
type Decisions struct {
	groups    map[string][]string // of the records of one person, by each of their ids
	different map[[2]string]bool
}

// A decision is an entry of the file. One of Same and Different is set; an entry with neither is not decided yet.
type decision struct {
	Same      []string
	Different []string
	Undecided []string
	// Why, By and Date are for people.
	Why  string
	By   string
	Date string
}

// readDecisions reads a file of decisions; there are none without a path. Of the records of one person that with the least
// rank comes first.
func readDecisions(path string, rank func(id string) int) (*Decisions, error) {
	d := &Decisions{groups: map[string][]string{}, different: map[[2]string]bool{}}
	if path == "" {
		return d, nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the decisions: %w", err)
	}
	var entries []decision
	if err := yaml.NewDecoder(bytes.NewReader(content), yaml.Strict()).Decode(&entries); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the decisions of %s: %s", path, yaml.FormatError(err, false, false)) // in one line
	}
	for i, e := range entries {
		if err := e.check(); err != nil {
			return nil, fmt.Errorf("read the decisions of %s: entry %d: %w", path, i+1, err)
		}
		d.add(e)
	}
	for pair := range d.different {
		if slices.Contains(d.groups[pair[0]], pair[1]) {
			return nil, fmt.Errorf("read the decisions of %s: %s and %s are said to be the same and different", path, pair[0], pair[1])
		}
	}
	for _, group := range d.groups {
		slices.SortStableFunc(group, func(a, b string) int { return rank(a) - rank(b) })
	}
	return d, nil
}

func (e decision) check() error {
	kinds := 0
	for _, ids := range [][]string{e.Same, e.Different, e.Undecided} {
		if ids != nil {
			kinds++
		}
		if len(ids) == 1 || slices.Contains(ids, "") || len(slices.Compact(slices.Sorted(slices.Values(ids)))) < len(ids) {
			return errors.New("name two records or more, each once")
		}
	}
	if kinds != 1 {
		return errors.New("write one of same, different and undecided")
	}
	return nil
}

func (d *Decisions) add(e decision) {
	if len(e.Same) > 0 {
		var group []string
		for _, id := range e.Same {
			group = append(group, id)
			group = append(group, d.groups[id]...)
		}
		slices.Sort(group)
		group = slices.Compact(group)
		for _, id := range group {
			d.groups[id] = group
		}
	}
	for i, a := range e.Different {
		for _, b := range e.Different[i+1:] {
			d.different[[2]string{a, b}], d.different[[2]string{b, a}] = true, true
		}
	}
}

// group lists the records of the person of whom one is, nil if it is alone.
func (d *Decisions) group(id string) []string { return d.groups[id] }

// head is the record under which a person is found.
func (d *Decisions) head(id string) string {
	if group := d.groups[id]; group != nil {
		return group[0]
	}
	return id
}

// isDecided reports whether it is decided of two records whether they are of one person.
func (d *Decisions) isDecided(a, b string) bool {
	return d.different[[2]string{a, b}] || slices.Contains(d.groups[a], b)
}

// rankOf orders records by where they stand: our own first, then by the order of lists.
func (l *Library) rankOf(s *shelf) func(id string) int {
	return func(id string) int {
		for i, v := range s.volumes {
			if s.listOf(id) == v.List {
				return i + 1
			}
		}
		return 0
	}
}
