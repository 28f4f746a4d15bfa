// Package source is what the readers of outside lists have in common: a list is read row by row, and of each row both what
// it was and what was understood of it are kept.
//
// A reader states nothing that its row does not state. What it cannot understand it leaves as text, in [lookup.Quoted];
// what it cannot use at all it rejects with a reason. It never guesses a date, never takes a sentence for a fate.
package source

import (
	"context"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// A Format is a way in which lists are written.
type Format struct {
	// Name is its name on the command line.
	Name string
	// About says in a few words what it reads.
	About string
	// Open begins to read an input: a file or a folder.
	Open func(ctx context.Context, input string, options Options) (*Reading, error)
}

// Options say how to read a list, as far as its format leaves that open.
type Options struct {
	// Mapping is the path of a mapping file, for formats whose columns have no fixed meaning.
	Mapping string
}

// A Reading is a list that is being read. Its rows can be asked for once.
type Reading struct {
	// List is the list itself. Its ID is the beginning of the ids of its people: "memorial" makes "memorial-1001".
	List lookup.Source
	// Sources are those that the people of the list cite themselves, for lists whose statements have sources of their own.
	Sources []lookup.Source
	// Grown is a year by which everybody in the list was at least lookup.LeastAge years old, 0 if there is none.
	Grown int
	// Encoding is the IANA name of the encoding of Row.Raw.
	Encoding string
	// Inputs are the files that are read, for a report: their hashes tell which input it was.
	Inputs []string
	// Total is the number of bytes of the rows to come, 0 if it is not known; Row.Bytes adds up to it.
	Total int64
	// Rows yields the rows in the order of the input. An error ends it: the input cannot be read any further. A row that cannot
	// be used is no error.
	Rows iter.Seq2[*Row, error]
	// Close ends the reading.
	Close func() error
}

// A Row is one row of a list: one person, or what should have been one.
type Row struct {
	// File and Line say where it begins, File as a path within the input.
	File string
	Line int
	// Bytes is how much further in the input the row brings the reader.
	Bytes int64
	// Raw is the row as it was.
	Raw []byte
	// ID is the list's own number of the record, or empty if the list has none: then it is numbered by its line. Of two rows with
	// one number both are kept, the later one as "ID-2".
	ID string
	// Book is what the list says of its own source: a book of memory, an archive; empty if it says nothing.
	Book string
	// Person is what was understood, nil if the row is rejected. Neither its ID nor sources are set: every statement has this
	// row as its source. Only a person that was exported from a dataset, as jsonl reads it, has the ID and the citations that
	// it had there, and keeps them.
	Person *lookup.Person
	// Fields are the fields of the row that were not empty.
	Fields []Field
	// Rejected says why the row cannot be used, empty if it can.
	Rejected string
}

// A Field is a field of a row that was not empty.
type Field struct {
	Name string
	// Understood is false if it was left as text.
	Understood bool
	// Problem says what is wrong with it, empty if it is only not understood: "there is no such day", "no such surname 77".
	Problem string
}

// Reject makes a row that cannot be used.
func Reject(file string, line int, raw []byte, reason string) *Row {
	return &Row{File: file, Line: line, Raw: raw, Rejected: reason}
}

// Understood notes a field that was not empty.
func (r *Row) Understood(name string, ok bool) {
	r.Fields = append(r.Fields, Field{Name: name, Understood: ok})
}

// Problem notes a field that something is wrong with; it is left as text.
func (r *Row) Problem(name, problem string) {
	r.Fields = append(r.Fields, Field{Name: name, Problem: problem})
}

// Add adds a fact to what was understood, with the sort of the body that its list names.
func (r *Row) Add(fact lookup.Fact) {
	fact.Terms = slices.Concat(fact.Terms, wording.Body(fact.Quoted.Body))
	r.Person.Life = append(r.Person.Life, fact)
}

// IsID reports whether a text can be the id of a list: lower-case letters, digits and hyphens between them.
func IsID(text string) bool {
	for part := range strings.SplitSeq(text, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

// IDOf makes the id of a list of the name of its file, for want of a better one: lower-case letters, digits and hyphens.
func IDOf(file string) string {
	base := strings.ToLower(filepath.Base(file))
	parts := strings.FieldsFunc(strings.TrimSuffix(base, filepath.Ext(base)), func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9')
	})
	if len(parts) == 0 {
		return "list"
	}
	return strings.Join(parts, "-")
}
