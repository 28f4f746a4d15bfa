package memorialtext

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"joqtau/data/source"
	"joqtau/lookup"
)

var update = flag.Bool("update", false, "write the golden files anew")

// understood is what a golden file holds of a row.
type understood struct {
	Line     int            `json:"line"`
	Raw      string         `json:"raw"`
	Book     string         `json:"book,omitempty"`
	Rejected string         `json:"rejected,omitempty"`
	Person   *lookup.Person `json:"person,omitempty"`
	Fields   []source.Field `json:"fields,omitempty"`
}

func read(t testing.TB, input string) (*source.Reading, []*source.Row) {
	reading, err := Format.Open(t.Context(), input, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer reading.Close()
	var rows []*source.Row
	for row, err := range reading.Rows {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return reading, rows
}

// TestGolden holds what is understood of the samples against what was read and accepted by people.
func TestGolden(t *testing.T) {
	for _, input := range []string{"records.txt", "names.txt", "page.html"} {
		_, rows := read(t, filepath.Join("testdata", input))
		var got bytes.Buffer
		encoder := json.NewEncoder(&got)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", " ")
		for _, row := range rows {
			if err := encoder.Encode(understood{row.Line, string(row.Raw), row.Book, row.Rejected, row.Person, row.Fields}); err != nil {
				t.Fatal(err)
			}
		}
		golden := filepath.Join("testdata", input+".golden")
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s is understood otherwise; run go test ./data/source/memorialtext -update and read the difference", input)
		}
	}
}

// TestWritings holds that how a file is written changes nothing that is understood.
func TestWritings(t *testing.T) {
	text, err := os.ReadFile("testdata/records.txt")
	if err != nil {
		t.Fatal(err)
	}
	unix := strings.ReplaceAll(string(text), "\r\n", "\n")
	cp1251, err := charmap.Windows1251.NewEncoder().String(string(text))
	if err != nil {
		t.Fatal(err)
	}
	koi8, err := charmap.KOI8R.NewEncoder().String(string(text))
	if err != nil {
		t.Fatal(err)
	}
	dos, err := charmap.CodePage866.NewEncoder().String(string(text))
	if err != nil {
		t.Fatal(err)
	}
	people := func(content string) string {
		input := filepath.Join(t.TempDir(), "input.txt")
		if err := os.WriteFile(input, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		_, rows := read(t, input)
		var all []*lookup.Person
		for _, row := range rows {
			all = append(all, row.Person)
		}
		said, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		return string(said)
	}
	want := people(string(text))
	for name, content := range map[string]string{"LF": unix, "BOM": "\xef\xbb\xbf" + string(text), "windows-1251": cp1251, "koi8-r": koi8, "ibm866": dos, "CR": strings.ReplaceAll(unix, "\n", "\r"), "blank records": "---\n\n---\n" + unix + "---\n---\n"} {
		if people(content) != want {
			t.Errorf("%s: people are understood otherwise", name)
		}
	}
}

func FuzzRecords(f *testing.F) {
	for _, seed := range []string{
		"", "---", "Родился в 1901 г., X.; казах;\n---\n", "\xef\xbb\xbfРодился", "Родился\x00 в 31.11.1937\xff", "<ul><li><p class=name>А Б</p></li>",
		"Приговорен: , обв.: 58-10.\nПриговор: 10 лет, умер 23.03.38", "(варианты", "Арестован повторно 5.11.41, осужден на на к к 10 лет", "... ( , ; Умер. Умер",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		input := filepath.Join(t.TempDir(), "input.txt")
		if err := os.WriteFile(input, content, 0o666); err != nil {
			t.Fatal(err)
		}
		reading, err := Format.Open(t.Context(), input, source.Options{})
		if err != nil {
			return
		}
		defer reading.Close()
		var sum int64
		rest := content
		for row, err := range reading.Rows {
			if err != nil {
				t.Fatal(err)
			}
			sum += row.Bytes
			at := bytes.Index(rest, row.Raw)
			if at < 0 {
				t.Fatalf("row %d is not in the input", row.Line)
			}
			if between := strings.Trim(string(rest[:at]), "- \r\n\t\v\f\u0085\u00a0\xef\xbb\xbf\u2028\u3000"); between != "" && len(bytes.TrimSpace([]byte(between))) > 0 {
				t.Fatalf("%q is in no row", between)
			}
			rest = rest[at+len(row.Raw):]
			if (row.Person == nil) == (row.Rejected == "") {
				t.Fatalf("row %d is neither understood nor rejected", row.Line)
			}
		}
		if sum != 0 && sum != reading.Total {
			t.Errorf("%d bytes read of %d", sum, reading.Total)
		}
	})
}

// TestLiving holds that of these people, who are made up, only those are hidden who may be living.
func TestLiving(t *testing.T) {
	_, rows := read(t, filepath.Join("testdata", "names.txt"))
	for _, row := range rows {
		want := bytes.Contains(row.Raw, []byte("1999")) || bytes.Contains(row.Raw, []byte("1097"))
		if row.Person != nil && lookup.MayLive(row.Person, 0, 2030) != want {
			t.Errorf("line %d: may be living: %v", row.Line, !want)
		}
	}
}
