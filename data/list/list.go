// Package list keeps a great list of people in one file: written once by an import, then read by many, a few people at a
// time.
//
// Beside what was understood of each row lies the row as it was. The people who may be living are in the file, so that
// nothing of the input is lost, but nothing that reads people from it finds them.
package list

import (
	"encoding/json"
	"fmt"
	"slices"

	_ "embed"

	"joqtau/lookup"
	"joqtau/lookup/script"
)

//go:embed schema.sql
var schema string

// schemaVersion is raised whenever schema.sql or what is stored in it changes its meaning.
const schemaVersion = "3"

// Info says what a list holds.
type Info struct {
	// List is the list itself.
	List lookup.Source
	// Hash is the SHA-256 of all people, shown or not, and all rows, in hexadecimal.
	Hash string
	// Report tells how the import went.
	Report Report
}

// A stored person is what a block holds of one, as JSON. The statements of the person have no sources there: unless it says
// otherwise, every one has this record as its source.
type stored struct {
	ID     string         `json:"id"`
	Record string         `json:"record"`
	Book   string         `json:"book,omitempty"` // id of the source that the list names, if any
	Living bool           `json:"living,omitempty"`
	Person *lookup.Person `json:"person"`
}

// person completes the stored person with what was left out.
func (s *stored) person(list string) *lookup.Person {
	p := s.Person
	p.ID, p.List = s.ID, list
	here := lookup.Citation{Source: list, At: s.Record}
	if s.Book != "" {
		here.Source = s.Book
	}
	sources := []lookup.Citation{here}
	for i := range p.Names {
		if len(p.Names[i].Sources) == 0 {
			p.Names[i].Sources = sources
		}
	}
	for i := range p.Life {
		if len(p.Life[i].Sources) == 0 {
			p.Life[i].Sources = sources
		}
	}
	p.Names = withEnglish(p.Names)
	return p
}

// withEnglish adds the first name as readers of English can read it, unless the list has one. It is ours and has no source.
func withEnglish(names []lookup.Name) []lookup.Name {
	if len(names) == 0 || slices.ContainsFunc(names, func(n lookup.Name) bool { return n.Lang == lookup.English }) {
		return names
	}
	derived := lookup.Name{Text: script.English(names[0].Text), Lang: lookup.English, Script: "Latn", Kind: lookup.DerivedName}
	return append(names, derived)
}

func readStored(line []byte) (*stored, error) {
	s := &stored{}
	if err := json.Unmarshal(line, s); err != nil || s.Person == nil {
		return nil, fmt.Errorf("read a person of the list: %w: %v", errDamaged, err)
	}
	return s, nil
}
