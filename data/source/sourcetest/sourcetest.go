// Package sourcetest is what the tests of the readers of lists have in common.
package sourcetest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"joqtau/data/source"
	"joqtau/lookup"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Open opens an input.
func Open(t testing.TB, format source.Format, input string) *source.Reading {
	t.Helper()
	reading, err := format.Open(t.Context(), input, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return reading
}

// Rows reads all rows, closes the reading, and holds what every reader promises: a row is either understood or rejected,
// and the bytes of the rows are those of the input.
func Rows(t testing.TB, reading *source.Reading) []*source.Row {
	t.Helper()
	defer reading.Close()
	var rows []*source.Row
	var size int64
	for row, err := range reading.Rows {
		if err != nil {
			t.Fatal(err)
		}
		if (row.Person == nil) == (row.Rejected == "") {
			t.Fatalf("%s:%d is neither understood nor rejected, or both", row.File, row.Line)
		}
		size += row.Bytes
		rows = append(rows, row)
	}
	if len(rows) > 0 && reading.Total != 0 && size != reading.Total {
		t.Errorf("the rows have %d bytes, the input %d", size, reading.Total)
	}
	return rows
}

// SameRows reads ten times what must be the same each time.
func SameRows(t testing.TB, read func() []*source.Row) {
	t.Helper()
	first := read()
	for range 9 {
		if !reflect.DeepEqual(read(), first) {
			t.Fatal("the same input makes other rows")
		}
	}
}

// understood is what a golden file holds of a row.
type understood struct {
	File     string         `json:"file,omitempty"`
	Line     int            `json:"line"`
	ID       string         `json:"id,omitempty"`
	Raw      string         `json:"raw"`
	Book     string         `json:"book,omitempty"`
	Rejected string         `json:"rejected,omitempty"`
	Person   *lookup.Person `json:"person,omitempty"`
	Fields   []source.Field `json:"fields,omitempty"`
}

// GoldenRows compares what was understood of rows with a golden file of testdata.
func GoldenRows(t testing.TB, name string, rows []*source.Row) {
	t.Helper()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	for _, row := range rows {
		if err := encoder.Encode(understood{row.File, row.Line, row.ID, string(row.Raw), row.Book, row.Rejected, row.Person, row.Fields}); err != nil {
			t.Fatal(err)
		}
	}
	Golden(t, name, got.Bytes())
}

// Golden compares with a golden file of testdata: what was read and accepted by people.
func Golden(t testing.TB, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is otherwise; run the test with -update and read the difference", file)
	}
}
