package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"joqtau/data"
	"joqtau/data/source"
	"joqtau/data/source/jsonl"
	"joqtau/lookup"
)

// TestExportIsReadBack reads an export as a list and compares the people, field by field, with those of the dataset.
func TestExportIsReadBack(t *testing.T) {
	var export bytes.Buffer
	for _, kind := range []string{"--sources", "--people"} {
		err := run(t.Context(), []string{"export", kind}, func(string) string { return "" }, bytes.NewReader(nil), &export, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "export.jsonl")
	if err := os.WriteFile(file, export.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	reading, err := jsonl.Format.Open(t.Context(), file, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer reading.Close()
	read := map[string]*lookup.Person{}
	size := int64(0)
	for row, err := range reading.Rows {
		if err != nil {
			t.Fatal(err)
		}
		size += row.Bytes
		if row.Rejected != "" {
			t.Errorf("line %d is rejected: %s", row.Line, row.Rejected)
			continue
		}
		for _, f := range row.Fields {
			if f.Problem != "" {
				t.Errorf("line %d: %s: %s", row.Line, f.Name, f.Problem)
			}
		}
		read[row.ID] = row.Person
	}
	if size != reading.Total {
		t.Errorf("the rows have %d bytes, the file %d", size, reading.Total)
	}
	dataset, err := data.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer dataset.Close()
	people := 0
	for want, err := range dataset.People(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if people++; !reflect.DeepEqual(read[want.ID], want) {
			t.Errorf("%s is read back otherwise:\n%+v\nwant\n%+v", want.ID, read[want.ID], want)
		}
	}
	if people == 0 || people != len(read) {
		t.Errorf("%d people are read back of %d", len(read), people)
	}
}
