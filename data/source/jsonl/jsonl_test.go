package jsonl

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"joqtau/data/source"
	"joqtau/data/source/sourcetest"
	"joqtau/lookup"
)

// read reads the text as a file.
func read(t *testing.T, text string) (*source.Reading, []*source.Row) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "Some List.jsonl")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	reading := sourcetest.Open(t, Format, file)
	return reading, sourcetest.Rows(t, reading)
}

// problems are all that is wrong with a row, in one line.
func problems(row *source.Row) string {
	list := []string{row.Rejected}
	for _, f := range row.Fields {
		if f.Problem != "" {
			list = append(list, f.Name+": "+f.Problem)
		}
	}
	return strings.Trim(strings.Join(list, "; "), "; ")
}

const (
	names = `"forms":[{"text":"Пробный Образец","lang":"ru","script":"Cyrl","kind":"usual","sources":[{"source":"a","at":"1"}]}]`
	def   = `{"id":"a","title":"Пример","locator":"record","kind":"list"}`
)

func TestLines(t *testing.T) {
	for _, test := range []struct{ name, line, want string }{
		{"a person", `{"id":"x",` + names + `}`, ""},
		{"with all that is derived", `{"id":"x","names":{"kk":"","ru":"x","en":""},"printed":[],"derived":{"kk-Latn":"x"},` + names + `,"life":[{"kind":"shot","sources":[],"grade":"single"}]}`, ""},
		{"no JSON", `Пробный;Образец`, "it is no record"},
		{"cut off", `{"id":"x","forms":[{"te`, "it is no record: unexpected end of JSON input"},
		{"a list", `[1, 2]`, "it is no record"},
		{"a number", `17`, "it is no record"},
		{"null", `null`, "it has no id"},
		{"NULs", "\x00\x00\x00", "it is no record"},
		{"no id", `{` + names + `}`, "it has no id"},
		{"no names", `{"id":"x"}`, "it has no names"},
		{"a field of another type", `{"id":7}`, "it is no record"},
		{"a field of a wrong type", `{"id":"x","life":"long",` + names + `}`, "it is no person"},
		{"no such kind", `{"id":"x",` + names + `,"life":[{"kind":"vanished","sources":[]}]}`, `life: there is no kind of fact "vanished"`},
		{"no such role", `{"id":"x","roles":["king"],` + names + `}`, `roles: there is no role "king"`},
		{"no such day", `{"id":"x",` + names + `,"life":[{"kind":"shot","date":{"edtf":"1938-02-30","earliest":"1938-02-28","latest":"1938-02-28","precision":"day","as_printed":""}}]}`,
			`life: date "1938-02-30": there is no such day`},
		{"bounds of another day", `{"id":"x",` + names + `,"life":[{"kind":"shot","date":{"edtf":"1938-02-25","earliest":"1938-02-28","latest":"1938-02-28","precision":"day","as_printed":""}}]}`,
			`life: date "1938-02-25": its bounds or its precision are not those of its notation`},
		{"unknown fields", `{"id":"x","hero":true,` + names + `,"life":[{"kind":"shot","how":"","sources":[],"date":{"edtf":"1938","earliest":"1938-01-01","latest":"1938-12-31","precision":"year","as_printed":"","sure":1}}]}`,
			"hero: there is no such field; life[0].date.sure: there is no such field; life[0].how: there is no such field"},
		{"a source that is not defined", `{"id":"x",` + names + `,"life":[{"kind":"shot","sources":[{"source":"b","at":"1"},{"source":"b","at":"2"}]}]}`,
			"sources: the file does not define the source b"},
		{"bytes that are no UTF-8", `{"id":"x","summary":{"ru":"` + "\xff" + `"},` + names + `}`, "row: some bytes are no UTF-8"},
		{"too long", `{"id":"` + strings.Repeat("x", longestLine) + `"}`, "the line is longer than 16 megabytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, rows := read(t, test.line+"\n\n"+def+"\n")
			if len(rows) != 1 {
				t.Fatalf("%d rows", len(rows))
			}
			if got := problems(rows[0]); !strings.HasPrefix(got, test.want) || (got == "") != (test.want == "") {
				t.Errorf("%q, want %q", got, test.want)
			}
			if (rows[0].Person == nil) != (rows[0].Rejected != "") {
				t.Errorf("rejected %q with person %v", rows[0].Rejected, rows[0].Person)
			}
			if len(test.line) < longestLine && string(rows[0].Raw) != test.line {
				t.Errorf("raw is %q", rows[0].Raw)
			}
		})
	}
}

// TestABirthThatCannotBeReadStillTellsOfTheLiving holds that a child of 1990 is not shown because the day of the birth is none.
func TestABirthThatCannotBeReadStillTellsOfTheLiving(t *testing.T) {
	for year, want := range map[string]bool{"1990": true, "1890": false} {
		date := `{"edtf":"` + year + `-02-30","earliest":"` + year + `-02-28","latest":"` + year + `-02-28","precision":"day","as_printed":""}`
		_, rows := read(t, `{"id":"x",`+names+`,"life":[{"kind":"born","date":`+date+`},{"kind":"shot","date":null}]}`+"\n"+def)
		p := rows[0].Person
		p.Life = p.Life[:1]
		if got := lookup.MayLive(p, wasShown, 2026); got != want {
			t.Errorf("%s: may be living: %t; %+v", year, got, p.Life)
		}
	}
}

// TestFile reads what concerns several lines.
func TestFile(t *testing.T) {
	person := func(id string) string { return `{"id":"` + id + `",` + names + `}` }
	reading, rows := read(t, "\ufeff"+person("x")+"\r\n\r\n"+person("y")+"\n"+person("x")+"\n"+def+"\n"+def)
	if reading.List.ID != "some-list" || len(reading.Sources) != 1 || reading.Sources[0].Title != "Пример" {
		t.Errorf("list %+v, sources %+v", reading.List, reading.Sources)
	}
	var got []string
	for _, row := range rows {
		got = append(got, problems(row))
	}
	want := []string{"", "", "the id x stands in line 1 already", "the source a is defined already"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("problems %q, want %q", got, want)
	}
	if rows[1].Line != 3 {
		t.Errorf("line %d", rows[1].Line)
	}
	if _, rows := read(t, ""); len(rows) != 0 {
		t.Errorf("an empty file has %d rows", len(rows))
	}
}

// TestEveryField reads a person of whom every field is filled.
func TestEveryField(t *testing.T) {
	var want lookup.Person
	fill(reflect.ValueOf(&want).Elem())
	want.Roles, want.Names[0].Lang, want.Names[0].Kind = []lookup.Role{lookup.Victim}, lookup.Kazakh, lookup.FullName
	want.Life[0].Kind, want.Links[0].Kind = lookup.FactShot, lookup.LinkSpouse
	line, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	_, rows := read(t, string(line))
	if got := problems(rows[0]); got != "sources: the file does not define the source text" {
		t.Errorf("problems: %s", got)
	}
	if !reflect.DeepEqual(rows[0].Person, &want) {
		t.Errorf("read\n%+v\nwant\n%+v", rows[0].Person, &want)
	}
}

// fill gives every field a value.
func fill(v reflect.Value) {
	switch v.Interface().(type) {
	case lookup.Date:
		date, _ := lookup.ParseDate("1938-02-25")
		date.AsPrinted, date.Part, date.Implied = "25 февраля", "early", "year"
		v.Set(reflect.ValueOf(date))
		return
	case lookup.Day:
		v.Set(reflect.ValueOf(lookup.Day{Year: 2026, Month: 1, Day: 2}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("text")
	case reflect.Int:
		v.SetInt(7)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}

func FuzzRows(f *testing.F) {
	f.Add([]byte(def + "\n{\"id\":\"x\"," + names + "}\n"))
	f.Add([]byte("{}\n\n[\x00\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1 && (text[0] == 0xff && text[1] == 0xfe || text[0] == 0xfe && text[1] == 0xff) {
			return // UTF-16 is refused as a whole
		}
		read(t, string(text))
	})
}
