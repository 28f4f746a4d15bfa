package library

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/goccy/go-yaml"

	"joqtau/lookup"
)

// Decisions are a curator's: which records are of one person, and which only seem to be.
type Decisions struct {
	groups    map[string][]string // of the records of one person, by each of their ids
	different map[[2]string]bool
}

// A decision is an entry of the file. One of Same, Different and Undecided is set.
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
func readDecisions(path string, rank func(id string) (int, error)) (*Decisions, error) {
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
		return nil, refusal{fmt.Errorf("read the decisions of %s: %s", path, yaml.FormatError(err, false, false))} // in one line
	}
	for i, e := range entries {
		if err := e.check(); err != nil {
			return nil, refusal{fmt.Errorf("read the decisions of %s: entry %d: %w", path, i+1, err)}
		}
		d.add(e)
	}
	for pair := range d.different {
		if slices.Contains(d.groups[pair[0]], pair[1]) {
			return nil, refusal{fmt.Errorf("read the decisions of %s: %s and %s are said to be the same and different", path, pair[0], pair[1])}
		}
	}
	return d, d.sort(rank)
}

// sort brings the records of each person into the order of their ranks.
func (d *Decisions) sort(rank func(id string) (int, error)) error {
	ranks := map[string]int{}
	for id := range d.groups {
		var err error
		if ranks[id], err = rank(id); err != nil {
			return err
		}
	}
	for _, group := range d.groups {
		slices.SortStableFunc(group, func(a, b string) int { return cmp.Compare(ranks[a], ranks[b]) })
	}
	return nil
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

// isDecided reports whether it is decided of two records whether they are of one person. What is decided of one record of a person
// holds for all.
func (d *Decisions) isDecided(a, b string) bool {
	for _, x := range d.members(a) {
		for _, y := range d.members(b) {
			if x == y || d.different[[2]string{x, y}] {
				return true
			}
		}
	}
	return false
}

// members are the records of the person of whom one is.
func (d *Decisions) members(id string) []string {
	if group := d.groups[id]; group != nil {
		return group
	}
	return []string{id}
}

// rankOf orders records by where they stand: our own first, then by the order of lists. What nobody can be shown comes last, so that a
// person is found under the record that is shown.
func (l *Library) rankOf(ctx context.Context, s *shelf) func(id string) (int, error) {
	return func(id string) (int, error) {
		p, err := l.record(ctx, s, id)
		switch {
		case errors.Is(err, lookup.ErrNotFound):
			return len(s.volumes) + 1, nil
		case err != nil:
			return 0, fmt.Errorf("order the records that were decided on: %w", err)
		}
		return slices.Index(s.lists(), p.List), nil
	}
}
