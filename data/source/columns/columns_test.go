package columns

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"

	"joqtau/data/source"
	"joqtau/data/source/sourcetest"
	"joqtau/lookup"
)

// testWords understand a few words, so that the tests do not change with the tables of the words of lists.
var testWords = words{
	date:        func(string) (lookup.Date, bool) { return lookup.Date{}, false },
	nationality: func(text string) (string, bool) { return "", text == "русский" },
	education:   func(string) (string, bool) { return "", false },
	party:       func(string) (string, bool) { return "", false },
}

// encoded writes text as a file in an encoding has it.
func encoded(t testing.TB, text, encoding, mark string) []byte {
	t.Helper()
	e, err := htmlindex.Get(encoding)
	if err != nil {
		t.Fatal(err)
	}
	content, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return append([]byte(mark), content...)
}

// inputs are the sample tables, and how each is written.
var inputs = []struct{ name, encoding, mark, lineEnd string }{
	{"russian", "windows-1251", "", "\n"},
	{"kazakh", "utf-16le", "\xff\xfe", "\r\n"},
	{"english", "utf-8", "\xef\xbb\xbf", "\r\n"},
	{"numbers", "koi8-r", "", "\n"},
}

// inputFile writes a sample table as it would be found.
func inputFile(t *testing.T, i int) string {
	t.Helper()
	in := inputs[i]
	text, err := os.ReadFile(filepath.Join("testdata", in.name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	content := encoded(t, strings.ReplaceAll(string(text), "\n", in.lineEnd), in.encoding, in.mark)
	return writeFile(t, in.name+".csv", content)
}

func writeFile(t testing.TB, name string, content []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// readAll reads a table to its end.
func readAll(t testing.TB, file string, m *mapping) (*source.Reading, []*source.Row) {
	t.Helper()
	reading, err := openMapped(t.Context(), file, m, &testWords)
	if err != nil {
		t.Fatal(err)
	}
	return reading, sourcetest.Rows(t, reading)
}

func mustMap(t testing.TB, text string) *mapping {
	t.Helper()
	m, err := parseMapping("mapping.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// rowJSON is a row as golden files show it.
type rowJSON struct {
	Line     int
	ID       string         `json:",omitempty"`
	Book     string         `json:",omitempty"`
	Rejected string         `json:",omitempty"`
	Problems []string       `json:",omitempty"`
	Left     []string       `json:",omitempty"`
	Read     []string       `json:",omitempty"`
	Person   *lookup.Person `json:",omitempty"`
}

func show(row *source.Row) rowJSON {
	shown := rowJSON{Line: row.Line, ID: row.ID, Book: row.Book, Rejected: row.Rejected, Person: row.Person}
	for _, f := range row.Fields {
		switch {
		case f.Problem != "":
			shown.Problems = append(shown.Problems, f.Name+": "+f.Problem)
		case f.Understood:
			shown.Read = append(shown.Read, f.Name)
		default:
			shown.Left = append(shown.Left, f.Name)
		}
	}
	return shown
}

func rowsJSON(t *testing.T, rows []*source.Row) []byte {
	t.Helper()
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", "  ")
	for _, row := range rows {
		if err := encoder.Encode(show(row)); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func TestTables(t *testing.T) {
	for i, in := range inputs {
		t.Run(in.name, func(t *testing.T) {
			m, err := readMapping(filepath.Join("testdata", in.name+".mapping"))
			if err != nil {
				t.Fatal(err)
			}
			reading, rows := readAll(t, inputFile(t, i), m)
			if reading.Encoding != in.encoding {
				t.Errorf("the encoding is %s", reading.Encoding)
			}
			sourcetest.Golden(t, in.name+".golden", rowsJSON(t, rows))
		})
	}
}

// TestGuess proposes mappings and reads the tables with them.
func TestGuess(t *testing.T) {
	for i, in := range inputs {
		t.Run(in.name, func(t *testing.T) {
			file := inputFile(t, i)
			proposal, err := Guess(t.Context(), file)
			if err != nil {
				t.Fatal(err)
			}
			sourcetest.Golden(t, in.name+".guess.mapping", []byte(proposal.Mapping))
			for _, d := range proposal.Decide {
				_, text, _ := strings.Cut(": "+d, ": ")
				if !strings.Contains(proposal.Mapping, text[strings.LastIndex(text, ": ")+1:]) {
					t.Errorf("the mapping does not say what is to be decided: %s", d)
				}
			}
			_, rows := readAll(t, file, mustMap(t, proposal.Mapping))
			sourcetest.Golden(t, in.name+".guess.golden", rowsJSON(t, rows))
		})
	}
}

const three = "name: x\ntitle: y\nencoding: utf-8\ndelimiter: \",\"\ncolumns:\n  id: id\n  name: name\n  note: note\n"

// TestDamage reads damaged tables of three columns. What is read is shown as ID:name:note, what is not as line!reason.
func TestDamage(t *testing.T) {
	for _, test := range []struct {
		name, rows string
		want       []string
	}{
		{"whole", "1,А Б,x\n2,В Г,y\n", []string{"1:А Б:x", "2:В Г:y"}},
		{"no last line end", "1,А Б,x", []string{"1:А Б:x"}},
		{"CRLF and empty lines", "\r\n1,А Б,x\r\n\r\n,,\r\n2,В Г,y\r\n\r\n", []string{"1:А Б:x", "2:В Г:y"}},
		{"line breaks in quotes", "1,А Б,\"x\ny, \"\"z\"\"\"\n2,В Г,y\n", []string{"1:А Б:x\ny, \"z\"", "2:В Г:y"}},
		{"bare quotes", "1,А \"Б\" В,x\n", []string{"1:А \"Б\" В:x"}},
		{"quotes that are not doubled", "1,\"А \"Б\" В\",x\n2,В Г,y\n", []string{"1:А \"Б\" В:x (name: quotes inside quotes are not doubled)", "2:В Г:y"}},
		{"a stray quote", "1,\"А Б,x\n2,В Г,y\n3,Д Е,z\n", []string{"2!a quote is opened and not closed", "2:В Г:y", "3:Д Е:z"}},
		{"a stray quote before quotes", "1,\"А Б,x\n2,\"В Г\",y\n", []string{"2!a quote is opened and not closed", "2:В Г:y"}},
		{"a stray quote that another one closes", "1,\"А Б,x\n2,В Г,y\n3,Д Е\",z,z\n", []string{"2!a quote is opened and not closed", "2:В Г:y", "4!it is a part of a row whose quote is not closed"}},
		{"cut off in quotes", "1,А Б,\"x\nthe rest", []string{"2!a quote is opened and not closed", "3!it is a part of a row whose quote is not closed"}},
		{"too few", "1,А Б\n2\n", []string{"1:А Б: (note: the row ends after 2 of 3 cells)", "3!it has no name"}},
		{"too many", "1,А Б,x,y\n2,В Г,y,,\n", []string{"2!it has 4 cells, and the table 3 columns", "2:В Г:y"}},
		{"NULs", "1,А\x00 Б,x\n\x00\x00\x00\n", []string{"1:А Б:x (name: it has control characters)", "3!it has no name"}},
		{"bytes of another encoding", "1,\xc0 \xc1,x\n2,В Г,y\n", []string{"2!the name has no letters", "2:В Г:y"}},
		{"some bytes of another encoding", "1,А Б,x\xc0\n", []string{"1:А Б:x\ufffd (note: some bytes are not in the encoding utf-8)"}},
		{"the same number", "1,А Б,x\n1,В Г,y\n", []string{"1:А Б:x", "1:В Г:y"}},
		{"megabytes", "1," + strings.Repeat("А", longestLine) + ",x\n2,В Г,y\n", []string{"2!the line is longer than a megabyte; only its beginning is kept", "2:В Г:y"}},
		{"megabytes in quotes", "1,\"А\n" + strings.Repeat("Б,", longestLine) + "\n2,В Г,y\n", []string{
			"2!a quote is opened and not closed", "3!the line is longer than a megabyte; only its beginning is kept", "2:В Г:y"}},
		{"many lines in quotes", "1,\"А\n" + strings.Repeat("2,В Г,y\n", mostLines) + "3,Д Е,z", slices.Concat([]string{"2!a quote is opened and not closed", "2:В Г:y"},
			slices.Repeat([]string{"2:В Г:y"}, mostLines-1), []string{"3:Д Е:z"})},
		{"nothing", "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, rows := readAll(t, writeFile(t, "x.csv", []byte("id,name,note\n"+test.rows)), mustMap(t, three))
			got := make([]string, len(rows))
			for i, row := range rows {
				got[i] = inShort(row)
			}
			if len(got) != len(test.want) {
				t.Fatalf("rows %.500q, want %.500q", got, test.want)
			}
			for i, want := range test.want {
				if got[i] != want {
					t.Errorf("row %q, want %q", got[i], want)
				}
			}
		})
	}
}

func inShort(row *source.Row) string {
	shown := show(row)
	if row.Rejected != "" {
		return strconv.Itoa(row.Line) + "!" + row.Rejected
	}
	note := ""
	for _, f := range row.Person.Life {
		note += f.Quoted.Text
	}
	text := row.ID + ":" + row.Person.Names[0].Text + ":" + note
	if len(shown.Problems) > 0 {
		text += " (" + strings.Join(shown.Problems, "; ") + ")"
	}
	return text
}

// TestEncoding tells encodings by bytes and marks.
func TestEncoding(t *testing.T) {
	const text = "номер;фамилия;имя;приговор\n1;ОБРАЗЦОВ;Пример;10 лет ИТЛ\n"
	for _, test := range []struct{ written, mark, stated, want string }{
		{"utf-8", "", "auto", "utf-8"},
		{"windows-1251", "", "auto", "windows-1251"},
		{"koi8-r", "", "auto", "koi8-r"},
		{"ibm866", "", "auto", "ibm866"},
		{"utf-16le", "", "auto", "utf-16le"},
		{"utf-16be", "", "auto", "utf-16be"},
		{"utf-16be", "", "utf-16", "utf-16be"},
		{"utf-16le", "", "UTF-16", "utf-16le"},
		{"utf-16be", "\xfe\xff", "windows-1251", "utf-16be"},
		{"utf-8", "\xef\xbb\xbf", "windows-1251", "utf-8"},
		{"windows-1251", "", "cp1251", "windows-1251"},
		{"koi8-r", "", "windows-1251", "windows-1251"}, // what is stated is believed
	} {
		m := mustMap(t, "name: x\ntitle: y\nencoding: "+test.stated+"\nheader: false\ncolumns: [id, surname]")
		reading, rows := readAll(t, writeFile(t, "x.csv", encoded(t, text, test.written, test.mark)), m)
		if reading.Encoding != test.want {
			t.Errorf("%s stated as %s: %s, want %s", test.written, test.stated, reading.Encoding, test.want)
		}
		if name := rows[1].Person.Names[0].Text; test.written == test.want && name != "Образцов" {
			t.Errorf("%s stated as %s: name %s", test.written, test.stated, name)
		}
	}
	// Letters with marks among English ones are no Cyrillic.
	for _, test := range []struct{ text, written string }{
		{"Uzvārds;Vārds\nBērziņš;Jānis\nKļaviņš;Ēriks\n", "windows-1257"},
		{"Pavardė;Vardas\nPavyzdžiūnas;Šarūnas\n", "windows-1257"},
		{"Nazwisko;Imię\nŚwięcki;Łukasz\nŻółkiewski;Michał\n", "windows-1250"},
		{"Фамилия;Имя\nОбразцов;Пример\nПробов;Sample\n", "windows-1251"},
	} {
		m := mustMap(t, "name: x\ntitle: y\ncolumns: [surname, given]")
		if reading, _ := readAll(t, writeFile(t, "x.csv", encoded(t, test.text, test.written, "")), m); reading.Encoding != test.written {
			t.Errorf("%q in %s: %s", test.text, test.written, reading.Encoding)
		}
	}
	// A row that is cut off in the middle of a character of two bytes is a row.
	cut := encoded(t, text, "utf-16le", "")
	if _, rows := readAll(t, writeFile(t, "x.csv", cut[:len(cut)-3]), mustMap(t, "name: x\ntitle: y\nheader: false\ncolumns: [id, surname]")); len(rows) != 2 || rows[1].Person == nil {
		t.Errorf("rows %v", rows)
	}
}

// TestUnusable opens what cannot be read at all.
func TestUnusable(t *testing.T) {
	table := writeFile(t, "x.csv", []byte("id,name\n"))
	for _, test := range []struct{ name, input, mapping, want string }{
		{"no mapping", table, "", "run with --guess to get one"},
		{"no such mapping", table, "nowhere.yaml", "read mapping"},
		{"no such file", "nowhere.csv", three, "nowhere.csv"},
		{"a folder", t.TempDir(), three, "is a folder"},
		{"empty", writeFile(t, "x.csv", nil), three, "is empty: it has not even a row of headings"},
		{"a file of Excel", writeFile(t, "x.xlsx", []byte("PK\x03\x04\x14")), three, "save the table as CSV"},
		{"a missing column", table, three, `mapping.yaml:8: columns.note: the table has no such column; it has id, name`},
	} {
		t.Run(test.name, func(t *testing.T) {
			options := source.Options{Mapping: test.mapping}
			if strings.Contains(test.mapping, "\n") {
				options.Mapping = writeFile(t, "mapping.yaml", []byte(test.mapping))
			}
			if _, err := open(t.Context(), test.input, options); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

// TestMappingProblems holds mappings against the format.
func TestMappingProblems(t *testing.T) {
	for _, test := range []struct{ name, mapping, want string }{
		{"empty", "", "m: is no mapping file"},
		{"no YAML", "a: [", "m:1: "},
		{"an unknown field", "name: x\nheading: yes\n", `m:2: unknown field "heading"`},
		{"a wrong type", "name: x\ngrown: soon\n", "m:2: "},
		{"a name", "name: Х\ntitle: y\ncolumns: [name]", `m:1: name: "Х": want lower-case letters`},
		{"no title", "name: x\ncolumns: [name]", "m:1: title: is missing"},
		{"no columns", "name: x\ntitle: y", "m:1: columns: is missing"},
		{"no name", "name: x\ntitle: y\ncolumns:\n  a: note", "m:3: columns: none is the name or the surname"},
		{"no such field", "name: x\ntitle: y\ncolumns:\n  a: name\n  b: nmae", `m:5: columns.b: there is no field "nmae"`},
		{"a field twice", "name: x\ntitle: y\ncolumns:\n  a: name\n  b: name", `m:5: columns.b: name is the column "a" already`},
		{"a column twice", "name: x\ntitle: y\ncolumns:\n  a: name\n  a: note", "m:5: "},
		{"an encoding", "name: x\ntitle: y\nencoding: cp-none\ncolumns: [name]", `m:3: encoding: no such encoding "cp-none"`},
		{"a delimiter", "name: x\ntitle: y\ndelimiter: ab\ncolumns: [name]", `m:3: delimiter: "ab"`},
		{"a tab", "name: x\ntitle: y\ncolumns:\n\ta: name", "two blanks and no tab"},
		{"no blank behind the colon", "name: x\ntitle: y\ncolumns:\n  a: name\n  \"b\":note", "m:5: non-map value is specified; a line about a column is"},
		{"another encoding", "name: x\ntitle: \xc0\xc1\ncolumns: [name]", "m: is not in UTF-8"},
		{"two bytes a letter", "n\x00a\x00m\x00e\x00", "m: is not in UTF-8"},
		{"rows above", "name: x\ntitle: y\nskip: -1\ncolumns: [name]", "m:3: skip: -1"},
		{"no columns yet", "name: x\ntitle: y\ncolumns:\n  # a: note\n", "m:3: columns: none is the name or the surname"},
		{"a part", "name: x\ntitle: y\ncolumns:\n  a: name\n  b: {field: birth date, part: week}", `m:5: columns.b.part: "week": want day, month or year`},
		{"a part of no date", "name: x\ntitle: y\ncolumns:\n  a: {field: name, part: day}", "m:4: columns.a.part: want a field that is a date"},
		{"a part twice", "name: x\ntitle: y\ncolumns:\n  a: name\n  b: {field: birth date, part: day}\n  c: {field: birth date, part: day}", `m:6: columns.c: birth date is the column "b" already`},
		{"a date and its part", "name: x\ntitle: y\ncolumns:\n  a: name\n  b: birth date\n  c: {field: birth date, part: day}", `m:6: columns.c: birth date is the column "b" already`},
		{"a rest", "name: x\ntitle: y\ncolumns:\n  a: name\n  b: {field: birth date, rest: place}", `m:5: columns.b.rest: "place"`},
		{"a rest that is a column", "name: x\ntitle: y\ncolumns:\n  a: name\n  b: birth place\n  c: {field: birth date, rest: birth place}", `m:6: columns.c: birth place is the column "b" already`},
		{"notations", "name: x\ntitle: y\ndates: [dd.mm.yy]\ncolumns: [name]", `m:3: dates: "dd.mm.yy" is no notation`},
		{"notations of a column", "name: x\ntitle: y\ncolumns:\n  a: name\n  b: {field: birth date, dates: [dmy]}", `m:5: columns.b.dates: "dmy"`},
		{"notations of words", "name: x\ntitle: y\ncolumns:\n  a: {field: name, dates: [yyyy]}", "m:4: columns.a: name is no date"},
		{"more of a column", "name: x\ntitle: y\ncolumns:\n  a: {field: name, date: x}", `unknown field "date"`},
		{"constants", "name: x\ntitle: y\nconstants:\n  arrested by: z\ncolumns: [name]", `m:4: constants.arrested by: there is no field`},
		{"year", "name: x\ntitle: y\ngrown: 37\ncolumns: [name]", "m:3: grown: 37 is no year"},
		{"language", "name: x\ntitle: y\nlang: de\ncolumns: [name]", `m:3: lang: "de"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := parseMapping("m", []byte(test.mapping)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

// TestMappingForgives reads mappings as people write them.
func TestMappingForgives(t *testing.T) {
	for name, text := range map[string]string{
		"a mark of Windows":  utf8Mark + "name: x\ntitle: y\ncolumns: [name]",
		"line ends":          "name: x\r\ntitle: y\r\ncolumns:\r\n  a: name\r\n",
		"a capital":          "name: x\ntitle: y\ncolumns:\n  a: Name",
		"no brackets":        "name: x\ntitle: y\ndates: yyyy\nunknown: none\ncolumns:\n  a: name\n  b: {field: birth date, dates: dd.mm.yyyy}",
		"numbers in the key": "name: x\ntitle: y\ncolumns:\n  a: name\n  b: {field: sex, values: {1: м, 2: ж}}",
	} {
		if _, err := parseMapping("m", []byte(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDates(t *testing.T) {
	for _, test := range []struct{ notations, text, want string }{
		{"", "08.03.1937", "1937-03-08"},
		{"", "8.3.1937 г.", "1937-03-08"},
		{"", "00.03.1937", "1937-03"},
		{"", "00.00.1937", "1937"},
		{"", "08.00.1937", "there is no such month"},
		{"", "00.00.0000", ""},
		{"", "0", ""},
		{"", "03.1937", "1937-03"},
		{"", "1937-03-08", "1937-03-08"},
		{"", "1937-03-08T00:00:00Z", "1937-03-08"},
		{"", "1937-03-08 00:00:00.000", "1937-03-08"},
		{"", "1937-03-08 12:30", "no notation"},
		{"", "1937", "1937"},
		{"", "1937 жылы", "1937"},
		{"", "1904 г.р.", "1904"},
		{"", "31.02.1938", "there is no such day"},
		{"", "08.13.1938", "there is no such month"},
		{"", "08.03.2937", "the year is none of these times"},
		{"", "08.03.37", "no notation"},
		{"", "25/12/1937", "1937-12-25"},
		{"", "12/25/1937", "1937-12-25"},
		{"", "05/05/1937", "1937-05-05"},
		{"", "03/04/1937", "it can be read as dd/mm/yyyy and as mm/dd/yyyy"},
		{"", "03-04-1937", "it can be read as"},
		{"mm/dd/yyyy", "03/04/1937", "1937-03-04"},
		{"dd/mm/yyyy", "03/04/1937", "1937-04-03"},
		{"", "05,11,1937", "1937-11-05"},
		{"", "11/1937", "1937-11"},
		{"", "1937.11.05.", "1937-11-05"},
		{"", "1937*", "1937"},
		{"", "1937.0", "1937"}, // of a program that takes years for quantities
		{"", "1937-38", "1937/1938"},
		{"", "1937/38", "1937/1938"},
		{"", "1937-36", "no such month"},
		{"", "1911-12", "it can be read as yyyy-mm and as yyyy-yy"},
		{"yyyy-mm", "1911-12", "1911-12"},
		{"excel", "13824", "1937-11-05"},
		{"excel", "-2484", "1893-03-12"}, // Excel has no such days, other programs do
		{"excel", "0", ""},
		{"excel", "1901", "it can be read as a year and as a day"},
		{"excel", "1000000", "no notation"},
		{"yyyy-01-01 yyyy-mm-dd", "1901-01-01", "1901"},
		{"yyyy-mm-dd yyyy-01-01", "1901-01-01", "1901"},
		{"yyyy-01-01 yyyy-mm-dd", "1901-01-02", "1901-01-02"},
		{"", "5 листопада 1937 р.", "1937-11-05"},
		{"", "5 listopada 1937 r.", "1937-11-05"},
		{"", "1941 m. birželio 14 d.", "1941-06-14"},
		{"", "1941. gada 14. jūnijā", "1941-06-14"},
		{"", "14. juuni 1941. a.", "1941-06-14"},
		{"", "1937 жылдың 5 қарашасы", "1937-11-05"},
		{"dd/mm/yyyy", "12/25/1937", "there is no such month"},
		{"dd/mm/yyyy", "1937-04-03", "no notation"},
		{"packed", "70248", "1937-03-08"},
		{"packed", "47616", "1893"},
		{"packed", "80096", "1956-07"},
		{"packed", "-1", ""},
		{"packed", "447", "there is no such month"},
		{"packed", "47617", "there is no such month"},
		{"packed", "1000000", "too great"},
		{"", "3 апреля 1937 года", "1937-04-03"},
		{"", "апрель 1937", "1937-04"},
		{"", "1937 жылғы 3 сәуір", "1937-04-03"},
		{"", "3 April 1937", "1937-04-03"},
		{"", "April 3, 1937", "1937-04-03"},
		{"", "30 февраля 1937", "there is no such day"},
		{"", "не ранее 3 апреля 1937", "no notation"},
		{"", "приговорён 1937", "no notation"},
	} {
		var ns notations
		for _, pattern := range strings.Fields(test.notations) {
			n, err := newNotation(pattern)
			if err != nil {
				t.Fatal(err)
			}
			ns = append(ns, n)
		}
		if ns == nil {
			ns = tried
		}
		date, err := ns.read(test.text, &testWords)
		switch {
		case err != nil && (test.want == "" || !strings.Contains(err.Error(), test.want)),
			err == nil && date == nil && test.want != "",
			date != nil && (date.EDTF != test.want || date.AsPrinted != test.text):
			t.Errorf("%s %q: %+v, %v, want %q", test.notations, test.text, date, err, test.want)
		}
	}
}

// TestFates reads what a row says of the end of a life.
func TestFates(t *testing.T) {
	const m = "name: x\ntitle: y\ndelimiter: ;\nheader: false\ncolumns: [name, shot, shot date, death date, death place, sentence, rehabilitation date, rehabilitation ground]"
	for _, test := range []struct{ row, want string }{
		{"А;;;;;ВМН;;", "sentenced"},
		{"А;да;;;;;;", "shot"},
		{"А;нет;;;;;;", ""},
		{"А;кажется;;;;;;", "noted(column 2: кажется)"},
		{"А;;01.02.1938;;;;;", "shot 1938-02-01"},
		{"А;;01.02.1938;01.02.1938;Омск;;;", "shot 1938-02-01 in Омск"},
		{"А;;01.02.1938;1942;Омск;;;", "shot 1938-02-01; died 1942 in Омск"},
		{"А;Р;;01.02.1938;Омск;;;", "shot 1938-02-01 in Омск"},
		{"А;;;01.02.1938;Омск;;;", "died 1938-02-01 in Омск"},
		{"А;;30.02.1938;;;;;", "shot(30.02.1938)"},
		{"А;;заменён в 1938;;;;;", "noted(column 3: заменён в 1938)"},
		{"А;;нет данных;;неизвестно;;;", ""},
		{"А;;;;;;не реабилитирован;", "noted(column 7: не реабилитирован)"},
		{"А;;;;;;;нет", "noted(column 8: нет)"},
		{"А;;;;;;05.1957;Указ от 16.01.1989", "rehabilitated 1957-05(Указ от 16.01.1989)"},
	} {
		_, rows := readAll(t, writeFile(t, "x.csv", []byte(test.row)), mustMap(t, m))
		var got []string
		for _, f := range rows[0].Person.Life {
			text := string(f.Kind)
			if f.Date != nil {
				text += " " + f.Date.EDTF
			}
			if f.Quoted.Place != "" {
				text += " in " + f.Quoted.Place
			}
			if f.Quoted.Text != "" && f.Kind != lookup.FactSentenced {
				text += "(" + f.Quoted.Text + ")"
			}
			got = append(got, text)
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: %q, want %q", test.row, got, test.want)
		}
	}
}

func TestNames(t *testing.T) {
	const m = "name: x\ntitle: y\ndelimiter: ;\nheader: false\ncolumns: [name, variants]"
	for _, test := range []struct{ row, want string }{
		{"ОБРАЗЦОВ Пример Тестович;", "Образцов Пример Тестович ru full"},
		{"ОБРАЗЦОВ-ПРОБНЫЙ П.Т.;", "Образцов-Пробный П.Т. ru usual"},
		{"Образцов Пример;", "Образцов Пример ru usual"},
		{"Үлгібаев Сынақ Мысал ұлы;", "Үлгібаев Сынақ Мысал ұлы kk full"},
		{"Образцов (Пробов) Пример Тестович;", "Образцов Пример Тестович ru full; Пробов Пример Тестович ru variant"},
		{"Образцов Пример (Пробов) Тестович;", "Образцов Пример Тестович ru full; Пробов Пример Тестович ru variant"},
		{"Образцов Пример Тестович (Пробов, он же Макетов);", "Образцов Пример Тестович ru full; Пробов Пример Тестович ru variant; Макетов Пример Тестович ru variant"},
		{"Образцов Пример (Проба) Тестович (Пробович);", "Образцов Пример Тестович ru full; Образцов Проба Тестович ru variant; Образцов Пример Пробович ru variant"},
		{"Образцов Пример (Макетов Проба;", "Образцов Пример ru usual; Макетов Проба ru variant"},
		{"Образцова Проба (урожд. ПРОБОВА);", "Образцова Проба ru usual; Пробова Проба ru birth"},
		{"Образцов Пример;Пробов, он же Макет", "Образцов Пример ru usual; Пробов Пример ru variant; Макет ru variant"},
		{"Образцова (Пробная) Проба;", "Образцова Проба ru usual; Пробная Проба ru variant"},
		{"Образцов Пример;Макет", "Образцов Пример ru usual; Макет ru variant"},
		{"SAMPLEOV, Test (alias Probev);", "Sampleov Test en usual; Probev Test en variant"},
		{"Sampleov Test;", "Sampleov Test en usual"},
	} {
		_, rows := readAll(t, writeFile(t, "x.csv", []byte(test.row)), mustMap(t, m))
		var got []string
		for _, n := range rows[0].Person.Names {
			got = append(got, n.Text+" "+string(n.Lang)+" "+string(n.Kind))
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: %q, want %q", test.row, got, test.want)
		}
	}
}

// FuzzRows reads anything: it must end without a panic, and every line with data must be in exactly one row.
func FuzzRows(f *testing.F) {
	f.Add([]byte("1,А Б,x\n2,\"В\nГ\",y\n3,\"Д,z\n\n4,Е\r\n"), true)
	f.Add([]byte("1,\"А \"Б\",x\n\"\"\"\n"), false)
	f.Fuzz(func(t *testing.T, rest []byte, quoting bool) {
		m := mustMap(t, three)
		m.Quoting = &quoting
		content := append([]byte("id,name,note\n"), rest...)
		_, rows := readAll(t, writeFile(t, "x.csv", content), m)
		var read []byte
		for _, row := range rows {
			read = append(append(read, row.Raw...), '\n')
			if (row.Person == nil) == (row.Rejected == "") {
				t.Errorf("line %d: person %v, rejected %q", row.Line, row.Person, row.Rejected)
			}
		}
		if got, want := dataLines(read), dataLines(rest); !slices.Equal(got, want) {
			t.Errorf("lines %q, want %q", got, want)
		}
	})
}

// dataLines are the lines that hold more than blanks and delimiters, but for their ends.
func dataLines(content []byte) []string {
	var list []string
	for l := range strings.SplitSeq(string(content), "\n") {
		if l = strings.TrimRight(l, "\r"); strings.Trim(l, " \t\r,") != "" {
			list = append(list, l)
		}
	}
	return list
}

func FuzzGuess(f *testing.F) {
	f.Add([]byte("№;ФИО;Дата\n1;А Б;03/04/1937\n"))
	f.Add([]byte("\xff\xfe1\x00;\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		file := writeFile(t, "x.csv", content)
		proposal, err := Guess(t.Context(), file)
		if err != nil {
			return
		}
		m, err := parseMapping("mapping.yaml", []byte(proposal.Mapping))
		switch {
		case err == nil:
			readAll(t, file, m)
		case !strings.Contains(err.Error(), "none is the name") || !strings.Contains(proposal.Mapping, "is this a list of people?"):
			t.Error(err)
		}
	})
}
