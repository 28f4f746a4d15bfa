package stalinlists

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/charmap"

	"joqtau/data/source"
	"joqtau/data/source/notice"
	"joqtau/data/source/sourcetest"
	"joqtau/lookup"
)

func read(t testing.TB, input string) []*source.Row {
	t.Helper()
	return sourcetest.Rows(t, sourcetest.Open(t, Format, input))
}

// samples is a folder of all samples, with the notices in CSV in windows-1251.
func samples(t *testing.T) string {
	folder := t.TempDir()
	archive, err := txtar.ParseFile("testdata/lists.txtar")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("testdata/spravki.csv")
	if err != nil {
		t.Fatal(err)
	}
	cp1251, err := charmap.Windows1251.NewEncoder().Bytes(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(archive.Files, txtar.File{Name: "spravki-cp1251.csv", Data: cp1251}) {
		name := filepath.Join(folder, file.Name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, file.Data, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// TestGolden holds what is understood of the samples against what was read and accepted by people.
func TestGolden(t *testing.T) {
	for name, input := range map[string]string{"lists": samples(t), "spravki.csv": filepath.Join("testdata", "spravki.csv")} {
		sourcetest.GoldenRows(t, name+".golden", read(t, input))
	}
}

// TestWritings holds that how a file is written changes nothing that is understood.
func TestWritings(t *testing.T) {
	text, err := os.ReadFile("testdata/spravki.csv")
	if err != nil {
		t.Fatal(err)
	}
	cp1251, err := charmap.Windows1251.NewEncoder().String(string(text))
	if err != nil {
		t.Fatal(err)
	}
	people := func(content string) string {
		input := filepath.Join(t.TempDir(), "input.csv")
		if err := os.WriteFile(input, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		var all []*lookup.Person
		for _, row := range read(t, input) {
			all = append(all, row.Person)
		}
		said, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		return string(said)
	}
	want := people(string(text))
	for name, content := range map[string]string{"CRLF": strings.ReplaceAll(string(text), "\n", "\r\n"), "BOM": "\xef\xbb\xbf" + string(text), "windows-1251": cp1251, "CR": strings.ReplaceAll(string(text), "\n", "\r")} {
		if people(content) != want {
			t.Errorf("%s: people are understood otherwise", name)
		}
	}
}

// TestJoined holds that no statement is lost where files speak of one person, and that none is given to another.
func TestJoined(t *testing.T) {
	input := t.TempDir()
	for name, content := range map[string]string{
		"a.csv":   "00007;1937;Пробный Образец Примерович;Род. в 1901;Книга А;\n00008;1937;Пробный Второй Примерович;Род. в 1902;Книга А;\n",
		"b.csv":   "7;1937;Пробный Образец Примерович;Род. в 1903;Книга Б;\n8;1937;Иной Человек;Род. в 1904;Книга Б;\n",
		"p1.yaml": "- spravka_old_id: 7\n  fio: Пробный Образец Примерович\n  source: Книга А\n  spravka: Род. в 1901\n",
		"p1.md":   "---\ntitle: ПРОБНЫЙ Образец Примерович\n---",
		"n.csv":   "\"personprim\",\"primtext\"\n\"1\",\"он же Прежний Образец Примерович\"\n\"2\",\"исключен\"\n",
	} {
		if err := os.WriteFile(filepath.Join(input, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got := told(read(t, input))
	want := []string{
		"n8 Пробный Второй Примерович; born 1902; repressed 1937",
		"Иной Человек; born 1904; repressed 1937! the number n8 is that of another name too",
		"p1 Пробный Образец Примерович, Прежний Образец Примерович; born 1901; noted Книга Б: Род. в 1903; noted он же Прежний Образец Примерович; repressed 1937",
		"there is no person p2",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// told writes rows for comparison: number, forms of the name, facts, and what is wrong.
func told(rows []*source.Row) (lines []string) {
	for _, row := range rows {
		said := row.ID + " " + row.Rejected
		if row.Person != nil {
			said += strings.Join(row.Person.Forms(), ", ")
			for _, f := range row.Person.Life {
				said += "; " + string(f.Kind) + " " + f.Quoted.Text
				if f.Date != nil {
					said += f.Date.EDTF
				}
			}
		}
		for _, f := range row.Fields {
			if f.Name == "number" {
				said += "! " + f.Problem
			}
		}
		lines = append(lines, strings.TrimSpace(said))
	}
	return lines
}

// TestNumbers holds to whom a number leads, in whatever order its files are read.
func TestNumbers(t *testing.T) {
	written := func(number, name, said string) string {
		if number != "" {
			number = "spravka_old_id: " + number
		}
		return fmt.Sprintf("fio: %s\nspravka: %s\n%s\n", name, said, number)
	}
	const one, other = "Пробный Образец", "Иной Человек"
	for _, test := range []struct {
		about string
		files []string // each the name and the content
		want  string
	}{
		{"two numbers that are one person are so for the files to come", []string{
			"a/p5.yaml", written("", one, "первое"), "a/p6.yaml", written("9", one, "второе"),
			"b/p5.yaml", written("9", one, "третье"), "c/p6.yaml", written("", one, "четвертое"),
		}, "p5 Пробный Образец; noted первое; noted второе; noted третье; noted четвертое"},
		{"numbers are joined once more", []string{
			"a/p5.yaml", written("", one, "первое"), "a/p6.yaml", written("9", one, "второе"), "a/p7.yaml", written("8", one, "третье"),
			"b/p5.yaml", written("9", one, "четвертое"), "b/p6.yaml", written("8", one, "пятое"), "c/p7.yaml", written("", one, "шестое"),
		}, "p5 Пробный Образец; noted первое; noted второе; noted четвертое; noted третье; noted пятое; noted шестое"},
		{"a notice without a number of a person gives way to it", []string{
			"a/9.yaml", written("9", one, "первое"), "b/p5.yaml", written("9", one, "второе"), "c/9.yaml", written("9", one, "третье"),
		}, "p5 Пробный Образец; noted первое; noted второе; noted третье"},
		{"the number of another's notice stays with it", []string{
			"a/p5.yaml", written("", one, "первое"), "b/9.yaml", written("9", other, "второе"), "c/p5.yaml", written("9", one, "третье"),
			"d/9.yaml", written("9", other, "четвертое"),
		}, "p5 Пробный Образец; noted первое; noted третье! the number n9 is that of another name too\nn9 Иной Человек; noted второе; noted четвертое"},
		{"the number of another's person is none", []string{"a/p5.yaml", written("", one, "первое"), "b/p5.yaml", written("", other, "второе")},
			"p5 Пробный Образец; noted первое\nИной Человек; noted второе! the number p5 is that of another name too"},
		{"a piece without a name does not join two names", []string{
			"a/p5.yaml", written("", one, "первое"), "b/9.yaml", written("9", other, "второе"), "c/p5.yaml", written("9", "", "третье"),
		}, "p5 Пробный Образец; noted первое; noted третье! the number n9 is that of another name too\nn9 Иной Человек; noted второе"},
		{"a further text without a source", []string{
			"a/p5.yaml", written("", one, "первое") + "source: Книга А\n", "b/p5.yaml", written("", one, "второе"),
		}, "p5 Пробный Образец; noted первое; noted второе"},
	} {
		input := t.TempDir()
		for i := 0; i < len(test.files); i += 2 {
			name := filepath.Join(input, filepath.FromSlash(test.files[i]))
			if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(test.files[i+1]), 0o666)); err != nil {
				t.Fatal(err)
			}
		}
		if got := strings.Join(told(read(t, input)), "\n"); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.about, got, test.want)
		}
	}
}

// TestTooLarge holds that what is too large to be these lists is not read into memory.
func TestTooLarge(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "a.csv")
	if err := errors.Join(os.WriteFile(name, nil, 0o666), os.Truncate(name, largest+1)); err != nil {
		t.Fatal(err)
	}
	if _, err := Format.Open(t.Context(), folder, source.Options{}); err == nil || !strings.Contains(err.Error(), "more than 512 MB is no list of this kind") {
		t.Errorf("%v", err)
	}
}

// TestYearAlone holds that the year of the repression is told where nothing else later than the birth is.
func TestYearAlone(t *testing.T) {
	input := filepath.Join(t.TempDir(), "input.csv")
	content := "1;1937;Пробный Образец;;;\n2;1937;Пробный Второй;Род. в 1901;;\n3;1937;Пробный Третий;Арестован 5.11.1936;;\n4;19;Пробный Четвертый;;;\n"
	if err := os.WriteFile(input, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range read(t, input) {
		said := ""
		for _, f := range row.Person.Life {
			said += fmt.Sprintf("%s %s ", f.Kind, f.Date.EDTF)
		}
		got = append(got, strings.TrimSpace(said))
	}
	if want := []string{"repressed 1937", "born 1901 repressed 1937", "arrested 1936-11-05", ""}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNames holds that a name that cannot be read is nobody's, and that another encoding than the usual ones is found.
func TestNames(t *testing.T) {
	koi8, err := charmap.KOI8R.NewEncoder().String("1;1937;Пробный Образец Примерович;Род. в 1901, Сказочный, казах. Проживал: Сказочный;Книга;\n")
	if err != nil {
		t.Fatal(err)
	}
	for content, want := range map[string]string{
		"1;1937;Пробный\xff Образец;Род. в 1901, Сказочный;Книга;\n": "the name has bytes that are no text",
		"1;1937;123;Род. в 1901, Сказочный;Книга;\n":                 "no name",
		koi8: "Пробный Образец Примерович",
	} {
		input := filepath.Join(t.TempDir(), "input.csv")
		if err := os.WriteFile(input, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		row := read(t, input)[0]
		got := row.Rejected
		if row.Person != nil {
			got = row.Person.Names[0].Text
		}
		if got != want {
			t.Errorf("%q: %s, want %s", content, got, want)
		}
	}
}

// TestDamagedFiles holds what becomes of each file of a folder: nothing is passed over in silence, and every row is kept as it was.
func TestDamagedFiles(t *testing.T) {
	folder := t.TempDir()
	long := "9;1937;Длинный Пример;" + strings.Repeat("x", longestLine)
	for name, content := range map[string]string{
		"again.csv": "1;1937;Пробный Образец;Род. в 1901;\n\n1;1937;Пробный Образец;Род. в 1902;\n2;1937;Другой Человек;Род. в 1903\xff;Книга\xff\n",
		"empty.csv": "", "blank.csv": "\ufeff\r\n\r\n", "empty.yaml": "", "long.csv": long,
		"two.yaml":    "- fio: Первый Пример\n  spravka: Род. в 1904\n- fio: Второй Пример\n  spravka: Род. в 1905\n",
		"deep.yaml":   "fio: " + strings.Repeat("[", longestFile/2),
		"long.yaml":   "fio: Долгий Пример\nspravka: " + strings.Repeat("x", longestFile) + "\n",
		"alias.yaml":  "- fio: &name Общий Пример\n  spravka: Род. в 1906\n- fio: *name\n  spravka: Род. в 1907\n",
		"star.yaml":   "fio: Звездный Пример\nspravka: 'Род. в 1908 * & прочее'\n",
		"odd.yaml":    "fio: Странный Пример\nsource: [1, 2]\nspravka: 1937\n",
		"wrong.yaml":  "- fio: А\n  spravka: [1\n",
		"utf16.csv":   "\xff\xfe1\x00;\x00",
		"linked.text": "8;1937;Связанный Пример;Род. в 1906;\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"link.csv": "linked.text", "nowhere.csv": "nothing", "around": "."} {
		if err := os.Symlink(to, filepath.Join(folder, link)); err != nil {
			t.Fatal(err)
		}
	}
	input := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(folder, input); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range read(t, input) {
		said := row.Rejected
		if row.Person != nil {
			said = row.Person.Names[0].Text
		}
		for _, f := range row.Fields {
			if f.Problem != "" {
				said += "; " + f.Name + ": " + f.Problem
			}
		}
		got = append(got, fmt.Sprintf("%s:%d %s (%d)", row.File, row.Line, said, len(row.Raw)))
	}
	want := []string{
		"again.csv:1 Пробный Образец; number: the number n1 stands in several lines (108)",
		"again.csv:4 Другой Человек; text: bytes that are no text in utf-8; birth: not a date (64)",
		"link.csv:1 Связанный Пример (56)",
		"odd.yaml:1 Странный Пример (64)",
		"star.yaml:1 Звездный Пример (79)",
		"two.yaml:1 Первый Пример (120)",
		"two.yaml:1 Второй Пример (120)",
		"alias.yaml:1 not readable as YAML: it has aliases (*), which are not read (104)",
		"around:1 not a file but a pipe, or a link to a folder or to nothing (0)",
		fmt.Sprintf("deep.yaml:1 not readable as YAML: too long (%d)", 5+longestFile/2),
		"empty.yaml:1 nothing is said (0)",
		"linked.text:1 not a file of this list (56)",
		fmt.Sprintf("long.csv:1 too long for a row; only its beginning is kept (%d)", longestLine),
		fmt.Sprintf("long.yaml:1 not readable as YAML: too long (%d)", 41+longestFile),
		"nowhere.csv:1 not a file but a pipe, or a link to a folder or to nothing (0)",
		"utf16.csv:1 is no text, or one in UTF-16: save it in UTF-8 (6)",
		"wrong.yaml:2 not readable as YAML: sequence end token ']' not found (24)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func FuzzFiles(f *testing.F) {
	for _, seed := range []struct{ name, content string }{
		{"a.csv", "1;1937;А Б;Род. в 1901 # Арестован;Книга;\n1;;;;\n;;\n\x00\xff"},
		{"p1.yaml", "- fio: А\n  spravka: |-\n    (1904-1937?)\n"},
		{"p1.yml", "fio: &a [*a]\n"},
		{"p2.yml", "fio: А Б\nspravka_old_id: &a [*a]\nsource: &b {b: *b}\n"},
		{"p1.md", "---\ntitle: А\n---"},
		{"n.csv", "\"personprim\",\"primtext\"\n\"1\",\""},
		{"x.txt", ""},
	} {
		f.Add(seed.name, []byte(seed.content))
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		name = strings.Map(func(c rune) rune {
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' {
				return c
			}
			return -1
		}, name)
		input := filepath.Join(t.TempDir(), "x"+name)
		if err := os.WriteFile(input, content, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, _, err := notice.Encoding(input); errors.Is(err, notice.ErrNoText) {
			return // refused: no row is to be had
		}
		var raw []byte
		for _, row := range read(t, input) {
			raw = append(raw, row.Raw...)
		}
		content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
		if bytes.HasPrefix(content, []byte(`"personprim"`)) { // the heads of the columns are no row
			content = content[len(slices.Collect(bytes.Lines(bytes.ReplaceAll(content, []byte("\r"), []byte("\n"))))[0]):]
		}
		if want := len(strings.Fields(string(content))); len(strings.Fields(string(raw))) < want {
			t.Errorf("%q is in the rows, of %q", raw, content)
		}
	})
}
