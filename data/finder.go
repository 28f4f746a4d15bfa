package data

import (
	"context"

	"joqtau/lookup"
	"joqtau/lookup/name"
)

// NewFinder builds the name engine over a dataset.
func NewFinder(ctx context.Context, d *Dataset) (*lookup.Engine, error) {
	reader, err := name.NewReader()
	if err != nil {
		return nil, err
	}
	var people []lookup.Indexed
	for p, err := range d.People(ctx) {
		if err != nil {
			return nil, err
		}
		people = append(people, lookup.Indexed{Person: p.ID, Names: p.Forms(), Facts: len(p.Life)})
	}
	return lookup.NewEngine(reader, people), nil
}
