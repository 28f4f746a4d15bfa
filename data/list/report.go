package list

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"joqtau/data/source"
)

// A Report counts what an import read and what became of it. Rows is the sum of People, Living and Rejected.
type Report struct {
	Format string `json:"format"`
	// Encoding is that of the rows as they are kept.
	Encoding string `json:"encoding"`
	// Inputs are the files that were read.
	Inputs []Input `json:"inputs"`
	// Year is the year in which people may be living.
	Year int `json:"year"`
	Rows int `json:"rows"`
	// People is how many are shown, Living how many are withheld because they may be living.
	People   int `json:"people"`
	Living   int `json:"living"`
	Rejected int `json:"rejected"`
	// Repeated is how many of the people have a number that another row has too; they have numbers of their own now.
	Repeated int `json:"repeated"`
	// Unnamed is how many of the people the list has no name of.
	Unnamed int `json:"unnamed"`
	// Fields counts each field of the rows that were used, by name.
	Fields []FieldCount `json:"fields"`
	// Problems are the fields with which something is wrong, and Rejects the rows that could not be used: how many for each
	// reason, and the first of them.
	Problems []Trouble `json:"problems"`
	Rejects  []Trouble `json:"rejects"`
}

// An Input is a file that was read.
type Input struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
	// SHA256 is its hash in hexadecimal.
	SHA256 string `json:"sha256"`
}

// A FieldCount counts in how many rows a field was not empty: understood, or left as text.
type FieldCount struct {
	Field      string `json:"field"`
	Understood int    `json:"understood"`
	Text       int    `json:"text"`
}

// A Trouble is something wrong in several rows.
type Trouble struct {
	// Field is empty if it concerns the whole row.
	Field string `json:"field,omitempty"`
	What  string `json:"what"`
	Rows  int    `json:"rows"`
	// First are the places of the first of them.
	First []Place `json:"first"`
}

// A Place is where a row begins.
type Place struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// shownPlaces is how many places of a trouble a report names, and maxTroubles how many sorts of it, as maxFields of fields; the file
// holds all rows that were rejected.
const (
	shownPlaces = 5
	maxTroubles = 200
	maxFields   = 500
)

// A tally counts for a report.
type tally struct {
	report   Report
	fields   map[string]*fieldTally
	problems map[[2]string]*troubleTally
	rejects  map[[2]string]*troubleTally
}

// A fieldTally counts rows, and not how often a field stands in one: row is the last that was counted.
type fieldTally struct {
	FieldCount
	row    int
	isText bool // in that row
}

// add counts a field of a row: as text, if something of it was left so.
func (f *fieldTally) add(row int, isText bool) {
	switch {
	case f.row != row && isText:
		f.Text++
	case f.row != row:
		f.Understood++
	case isText && !f.isText:
		f.Understood--
		f.Text++
	default:
		return
	}
	f.row, f.isText = row, isText
}

// A troubleTally counts the rows that have a trouble.
type troubleTally struct {
	Trouble
	row int
}

func newTally() *tally {
	return &tally{fields: map[string]*fieldTally{}, problems: map[[2]string]*troubleTally{}, rejects: map[[2]string]*troubleTally{}}
}

func (t *tally) row(r *source.Row) {
	t.report.Rows++
	at := Place{r.File, r.Line}
	if r.Rejected != "" {
		t.report.Rejected++
		note(t.rejects, "", r.Rejected, at, t.report.Rows)
	}
	for _, f := range r.Fields {
		name := f.Name
		if t.fields[name] == nil && len(t.fields) >= maxFields {
			name = otherFields
		}
		count := t.fields[name]
		if count == nil {
			count = &fieldTally{FieldCount: FieldCount{Field: name}}
			t.fields[name] = count
		}
		count.add(t.report.Rows, f.Problem != "" || !f.Understood)
		if f.Problem != "" {
			note(t.problems, f.Name, f.Problem, at, t.report.Rows)
		}
	}
}

// What stands for the troubles beyond maxTroubles and the fields beyond maxFields, so that a hostile input does not fill the memory.
const (
	others      = "other problems"
	otherFields = "other fields"
)

func note(troubles map[[2]string]*troubleTally, field, what string, at Place, row int) {
	key := [2]string{field, what}
	if troubles[key] == nil && len(troubles) >= maxTroubles {
		key = [2]string{"", others}
	}
	trouble := troubles[key]
	if trouble == nil {
		trouble = &troubleTally{Trouble: Trouble{Field: key[0], What: key[1]}}
		troubles[key] = trouble
	}
	if trouble.row == row {
		return
	}
	trouble.row = row
	trouble.Rows++
	if len(trouble.First) < shownPlaces {
		trouble.First = append(trouble.First, at)
	}
}

// worth says why a list would tell of nobody.
func (t *tally) worth() error {
	r := &t.report
	switch {
	case r.People+r.Living > 0:
		return nil
	case r.Rows == 0:
		return errors.New("there are no rows in it")
	}
	reasons := listed(t.rejects)
	most := reasons[0]
	if most.What == others && len(reasons) > 1 {
		most = reasons[1]
	}
	whose := fmt.Sprintf("none of its %d rows tells", r.Rows)
	if r.Rows == 1 {
		whose = "its only row does not tell"
	}
	return fmt.Errorf("%s of a person: %s (%s:%d)", whose, most.What, most.First[0].File, most.First[0].Line)
}

// finish sorts what was counted: the most frequent trouble first.
func (t *tally) finish() Report {
	t.report.Fields, t.report.Problems, t.report.Rejects = []FieldCount{}, listed(t.problems), listed(t.rejects)
	for _, count := range t.fields {
		t.report.Fields = append(t.report.Fields, count.FieldCount)
	}
	slices.SortFunc(t.report.Fields, func(a, b FieldCount) int { return cmp.Compare(a.Field, b.Field) })
	return t.report
}

func listed(troubles map[[2]string]*troubleTally) []Trouble {
	list := []Trouble{}
	for _, trouble := range troubles {
		list = append(list, trouble.Trouble)
	}
	slices.SortFunc(list, func(a, b Trouble) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Field, b.Field), cmp.Compare(a.What, b.What))
	})
	return list
}
