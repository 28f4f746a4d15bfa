package memorialtext

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

	"golang.org/x/text/encoding/charmap"

	"joqtau/data/source"
	"joqtau/data/source/sourcetest"
	"joqtau/lookup"
)

func read(t testing.TB, input string) []*source.Row {
	t.Helper()
	return sourcetest.Rows(t, sourcetest.Open(t, Format, input))
}

// TestGolden holds what is understood of the samples against what was read and accepted by people.
func TestGolden(t *testing.T) {
	for _, input := range []string{"records.txt", "names.txt", "page.html", "moscow.html"} {
		sourcetest.GoldenRows(t, input+".golden", read(t, filepath.Join("testdata", input)))
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
		rows := read(t, input)
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

// TestPages holds that the notices of a page are people, however its lines are broken, and that what stands around them is none.
func TestPages(t *testing.T) {
	const one, other = `<p class="name">Первый Пример</p><p class="cont">Родился в 1901 г.</p>`, `<p class="name">Второй Пример</p><p class="cont">Родился в 1902 г.</p>`
	const both = "1 page-1 Первый Пример; 1 page-2 Второй Пример"
	for page, want := range map[string]string{
		"<ul><li>" + one + "</li><li>" + other + "</li></ul>":                                                  both,
		"<ul><li>" + one + "<li>" + other + "</ul>":                                                            both,
		"<UL><LI>" + strings.ReplaceAll(one, "<p", "<P") + "</LI><LI>" + other + "</LI></UL>":                  both,
		"<div><p class=menu>Главная</p></div><ul><li>" + one + "</li><li>" + other + "</li></ul><p>Дальше</p>": both,
		"<ul>\n<li>" + one + "</li>\n<li\n>" + other + "</li></ul>":                                            "2 page-1 Первый Пример; 3 page-2 Второй Пример",
		"<ul><li>" + one + "</li>" + other + "</ul>":                                                           both, // the tag of the item is lost
		"<ul><li><a href=x>Меню</a></li><li>" + one:                                                            "1 page-1 Первый Пример",
		one + other: both,
		`<li><p class="cont name author">Первый Пример</p><p class=cont>Родился в 1901 г.</p>`: "1 page-1 Первый Пример", // the same each time
		"<html><body>404":    "1! a page without notices: want one of lists.memo.ru or mos.memo.ru",
		"<ul><li></li></ul>": "1! a page without notices: want one of lists.memo.ru or mos.memo.ru",
		"<ul><li><p class=name>Пробный О.П.</p><p class=cont>Род. в 1901</p></li></ul>":             "1 page-1 Пробный О.П.", // a name is one, however it is written
		"<table><td><p class=pers><B>Третий Пример Примерович</B>, род. 1903, г. Пробный</p>":       "1 page-1 Третий Пример Примерович",
		"<p class=pers><B>Первый Пример</B>, род. 1901.<p class=pers><b>Второй Пример</b>, р. 1902": both,
	} {
		input := filepath.Join(t.TempDir(), "page.html")
		if err := os.WriteFile(input, []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range read(t, input) {
			if row.Rejected != "" {
				got = append(got, fmt.Sprintf("%d! %s", row.Line, row.Rejected))
				continue
			}
			got = append(got, fmt.Sprintf("%d %s %s", row.Line, row.ID, row.Person.Names[0].Text))
		}
		if all := strings.Join(got, "; "); all != want {
			t.Errorf("%s:\n%s, want %s", page, all, want)
		}
	}
}

// TestLongPages holds that what is too long is rejected, and what stands before it is read.
func TestLongPages(t *testing.T) {
	const one = "<li><p class=name>Первый Пример</p><p class=cont>Родился в 1901 г.</p></li>"
	for name, test := range map[string]struct{ page, want string }{
		"a notice of many pieces": {one + "<li><p class=name>Второй Пример</p><p class=cont>" + strings.Repeat("Родился в 1902 г.<br>", longest/16) + "</p></li>" + one,
			"Первый Пример|too long for a notice; only its beginning is kept|Первый Пример"},
		"a text without an end": {one + "<li><p class=name>Второй Пример</p><p class=cont>" + strings.Repeat("x", 2*longest) + "</p></li>" + one,
			"Первый Пример|too long for a notice; only its beginning is kept|a tag or a text of more than 1 MB: the page is not read from here on"},
		"a tag without an end": {one + "<p class='" + strings.Repeat("x", 2*longest), "Первый Пример|a tag or a text of more than 1 MB: the page is not read from here on"},
	} {
		input := filepath.Join(t.TempDir(), "page.html")
		if err := os.WriteFile(input, []byte(test.page), 0o666); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range read(t, input) {
			said := row.Rejected
			if row.Person != nil {
				said = row.Person.Names[0].Text
			}
			got = append(got, said)
		}
		if all := strings.Join(got, "|"); all != test.want {
			t.Errorf("%s: %s, want %s", name, all, test.want)
		}
	}
}

// TestFolder holds that the files of a folder are one list, whose people have numbers of their own.
func TestFolder(t *testing.T) {
	write := func(folder, name, text string, encoding *charmap.Charmap) {
		content := text
		if encoding != nil {
			var err error
			if content, err = encoding.NewEncoder().String(text); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(content), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	folder := t.TempDir()
	write(folder, "a/p1.htm", "<li><p class=name>Первый Пример</p></li>", charmap.Windows1251)
	write(folder, "b/p1.htm", "<li><p class=name>Второй Пример</p></li>", charmap.Windows1251)
	write(folder, "c.txt", "Третий Пример\r\nРодился в 1903 г.\r\n---\r\nЧетвертый Пример\r\n", charmap.Windows1251)
	write(folder, "index.html", "<html><a href=a/p1.htm>1</a></html>", nil)
	write(folder, "notes.pdf", "%PDF", nil)
	var got []string
	for _, row := range read(t, folder) {
		said := row.File + " " + row.ID + " " + row.Rejected
		if row.Person != nil {
			said += row.Person.Names[0].Text
		}
		got = append(got, said)
	}
	want := []string{"a/p1.htm a-p1-1 Первый Пример", "b/p1.htm b-p1-1 Второй Пример", "c.txt c-1 Третий Пример", "c.txt c-4 Четвертый Пример",
		"index.html  a page without notices: want one of lists.memo.ru or mos.memo.ru"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	write(folder, "d.txt", "Пятый Пример", nil)
	if _, err := Format.Open(t.Context(), folder, source.Options{}); err == nil || !strings.Contains(err.Error(), "import each encoding from a folder of its own") {
		t.Errorf("files in two encodings: %v", err)
	}
	if _, err := Format.Open(t.Context(), t.TempDir(), source.Options{}); err == nil || !strings.Contains(err.Error(), "has no pages") {
		t.Errorf("an empty folder: %v", err)
	}
}

// TestList holds which list is cited, and that a folder has pages of one.
func TestList(t *testing.T) {
	const shot, victim, index = "<p class=pers><b>Первый Пример</b>, р. 1901</p>", "<li><p class=name>Второй Пример</p></li>", "<html><a href=x>1</a></html>"
	for _, test := range []struct {
		pages []string
		want  string
	}{
		{[]string{shot}, "moscow"},
		{[]string{index, strings.ReplaceAll(shot, "pers", `"pers"`)}, "moscow"},
		{[]string{victim, index}, "notices"},
		{[]string{"<p class=person>x</p>" + victim}, "notices"},
		{[]string{shot, victim}, "import each list from a folder of its own"},
		{[]string{shot, "Родился в 1901 г."}, "import each list from a folder of its own"},
	} {
		folder := t.TempDir()
		for i, page := range test.pages {
			name := fmt.Sprintf("%d.html", i)
			if err := os.WriteFile(filepath.Join(folder, name), []byte(page), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		reading, err := Format.Open(t.Context(), folder, source.Options{})
		got := fmt.Sprint(err)
		if err == nil {
			got = reading.List.ID
		}
		if !strings.HasSuffix(got, test.want) {
			t.Errorf("%q: %s, want %s", test.pages, got, test.want)
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
		isPage := bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(content, byteOrderMark)), []byte("<"))
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
			if between := strings.Trim(string(rest[:at]), "- \r\n\t\v\f\u0085\u00a0\xef\xbb\xbf\u2028\u3000"); !isPage && between != "" && len(bytes.TrimSpace([]byte(between))) > 0 {
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
	rows := read(t, filepath.Join("testdata", "names.txt"))
	for _, row := range rows {
		want := bytes.Contains(row.Raw, []byte("1999")) || bytes.Contains(row.Raw, []byte("1097"))
		if row.Person != nil && lookup.MayLive(row.Person, 0, 2030) != want {
			t.Errorf("line %d: may be living: %v", row.Line, !want)
		}
	}
}
