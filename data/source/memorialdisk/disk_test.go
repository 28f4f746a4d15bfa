package memorialdisk

import (
	"context"
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

func TestUnpackDate(t *testing.T) {
	for packed, want := range map[int]string{
		70248: "1937-03-08", 47616: "1893", 80096: "1956-07", 512: "1801", 31: "", // a day without a month
		PackDate(1936, 2, 29): "1936-02-29", PackDate(1937, 2, 29): "", PackDate(1937, 13, 1): "", PackDate(1937, 13, 0): "", PackDate(1937, 15, 0): "",
		PackDate(1937, 4, 31): "", PackDate(1937, 0, 5): "", -5: "", 1 << 17: "", PackDate(2055, 12, 31): "2055-12-31",
	} {
		date, err := UnpackDate(int64(packed))
		if want == "" {
			if err == nil {
				t.Errorf("%d: %s, want none", packed, date.EDTF)
			}
			continue
		}
		if err != nil || date.EDTF != want {
			t.Errorf("%d: %s %v, want %s", packed, date.EDTF, err, want)
		}
	}
}

// tables are a small disk of an invented person who has something in every table.
func tables() map[string]string {
	lines := map[string]string{}
	for table, columns := range Tables() {
		lines[table] = columns + "\n"
	}
	add := func(table, line string) { lines[table] += line + "\n" }
	add("persons", fmt.Sprintf("7;1;1;1;%d;1;1;1;2;%d;1;%d;1;1;Р;%d;%d;1;1;Ж", PackDate(1893, 0, 0), PackDate(1937, 8, 0), PackDate(1938, 2, 24), PackDate(1938, 2, 25), PackDate(1957, 4, 16)))
	for table, text := range map[string]string{
		"fnames": "Выдуманная", "names": "Проба", "lnames": `Тестовна "Т"`, "geoplace": "Сказочная губ., с. Первое", "nations": "русский", "works": "учительница; и сторож",
		"sudorg": "тройка УНКВД", "stat": "58-10 УК РСФСР", "prigovor": "ВМН", "books": "Книга памяти;Архив", "ages": "44 года", "arestorg": "УНКВД", "aresttyp": "по месту службы",
		"birthyear": "1895", "delos": "д. 1", "educat": "высшее", "fams": "двое детей", "mortplac": "г. Сказочный", "parties": "б/п", "poddan": "Персия",
		"reaborg": "Облсуд", "reabreas": "за отсутствием состава преступления", "reprnext": "1950, ссылка", "reprprev": "1930, выслана", "varnames": "Выдумкина;Выдумкина;;;",
	} {
		add(table, "1;"+text)
	}
	add("geoplace", "2;г. Сказочный")
	add("varnames", "2;Прасковья;;Прасковья;;")
	for table := range links {
		add(table, "7;1")
	}
	add("linkvarfio", "7;2")
	return lines
}

// write writes tables in windows-1251, without those that are empty.
func write(t testing.TB, tables map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for table, content := range tables {
		if content == "" {
			continue
		}
		encoded, err := charmap.Windows1251.NewEncoder().String(content)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, table+".csv"), []byte(encoded), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t testing.TB, dir string) []*source.Row {
	t.Helper()
	return sourcetest.Rows(t, sourcetest.Open(t, Format, dir))
}

// told writes facts for comparison.
func told(p *lookup.Person) (lines []string) {
	for _, f := range p.Life {
		line := string(f.Kind)
		if f.Date != nil {
			line += " " + f.Date.EDTF
		}
		for _, part := range []string{strings.Join(f.Terms, ","), f.Quoted.Place, f.Quoted.Body, f.Quoted.Charge, f.Quoted.Text} {
			line += "|" + part
		}
		lines = append(lines, line)
	}
	return lines
}

func TestEveryColumnIsRead(t *testing.T) {
	rows := read(t, write(t, tables()))
	if len(rows) != 1 || rows[0].Rejected != "" {
		t.Fatalf("rows: %+v", rows)
	}
	row := rows[0]
	var names []string
	for _, n := range row.Person.Names {
		names = append(names, string(n.Kind)+" "+n.Text)
	}
	if want := []string{`full Выдуманная Проба Тестовна "Т"`, "variant Выдумкина", `variant Выдуманная Прасковья Тестовна "Т"`}; !slices.Equal(names, want) {
		t.Errorf("names: %q, want %q", names, want)
	}
	want := []string{
		"born 1893||Сказочная губ., с. Первое|||", "born 1895|||||", "nationality|nat.russian||||русский", "citizenship|||||Персия", "education|edu.higher||||высшее",
		"party|party.none||||б/п", "post|||||учительница; и сторож", "lived||г. Сказочный|||", "arrested 1937-08|body.nkvd||УНКВД||по месту службы",
		"sentenced 1938-02-24|sent.death,art.58-10,body.troika||тройка УНКВД|58-10 УК РСФСР|ВМН", "shot 1938-02-25||г. Сказочный|||",
		"rehabilitated 1957-04-16|outcome.no_crime,body.oblast_court||Облсуд||за отсутствием состава преступления", "case_file|||||д. 1", "family|||||двое детей",
		"noted|||||предыдущая репрессия: 1930, выслана", "noted|||||последующая репрессия: 1950, ссылка", "noted|||||возраст: 44 года",
	}
	if got := told(row.Person); !slices.Equal(got, want) {
		t.Errorf("life:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !row.Person.Female || row.ID != "7" || row.Book != "Книга памяти (Архив)" || row.File != "persons.csv" || row.Line != 2 {
		t.Errorf("row: %+v", row)
	}
	for table := range links { // everything that the row refers to is kept with it
		if raw, _ := charmap.Windows1251.NewDecoder().Bytes(row.Raw); !strings.Contains(string(raw), "\n"+links[table].dictionary+";1;") {
			t.Errorf("the raw row lacks %s: %s", links[table].dictionary, raw)
		}
	}
}

// TestDamagedDisks breaks one thing after another: a row is read or rejected with a reason, and what stays is told.
func TestDamagedDisks(t *testing.T) {
	head := strings.Join(personColumns, ";") + "\n"
	const good = "7;1;1;1;47616;0;0;0;0;0;0;0;0;0;;0;0;0;0;М\n"
	next := func(old, new string) string { return head + good + strings.Replace("8"+good[1:], old, new, 1) } // a second row with something else
	for _, test := range []struct {
		about, table, content string
		want                  string // reasons of rejected rows, and problems of the others
		people                int
	}{
		{"nothing wrong", "persons", head + good, "", 1},
		{"other line ends, and none at the end", "persons", strings.ReplaceAll(next("", "")+"\n", "\n", "\r\n") + "9" + strings.TrimSpace(good[1:]), "", 3},
		{"line ends of old Macintoshes", "persons", strings.ReplaceAll(next("", ""), "\n", "\r"), "", 2},
		{"a head in small letters", "persons", strings.ToLower(head) + good, "", 1},
		{"cut in a row", "persons", next("", "")[:len(head+good)+20], "the line has 9 columns, want 20", 1},
		{"a semicolon too many", "persons", next("М", "М;"), "the line has 21 columns, want 20", 1},
		{"a letter for a number", "persons", next("47616", "1893 г."), "BIRTHDATE: it is no number", 2},
		{"a number of thirty digits for a nation", "persons", next("0;0;0;0;0;0;0;0;0;;", "0;"+strings.Repeat("9", 30)+";0;0;0;0;0;0;0;;"), "NATION: it is no number", 2},
		{"a number of thirty digits for a person", "persons", next("8", strings.Repeat("9", 30)), "the person has no number", 1},
		{"a letter for the number of a person", "persons", next("8", "8a"), "the person has no number", 1},
		{"no number", "persons", next("8", "0"), "the person has no number", 1},
		{"no name", "persons", next("8;1;1;1", "8;0;0;0"), "the person has no name", 1},
		{"a name that is not there", "persons", next("8;1;", "8;99;"), "FNAME: fnames.csv has no line of that number", 2},
		{"no such day", "persons", next("47616", fmt.Sprint(PackDate(1893, 2, 31))), "BIRTHDATE: the packed date is none", 2},
		{"a number that two people have", "persons", head + good + strings.Replace(good, "47616", "48128", 1), "PERSONID: another person has this number; what other tables say of it is told of that one", 2},
		{"a line without an end", "persons", head + strings.Repeat("9;", 100000) + "\n" + good, "the line is too long", 1},
		{"a link to nobody", "linkdelo", "PERSONIDL;DELO\n8;1\n", "persons.csv has no such person", 1},
		{"a link to nothing", "linkdelo", "PERSONIDL;DELO\n7;55\n", "LINKDELO: delos.csv has no line of that number", 1},
		{"a link that is none", "linkdelo", "PERSONIDL;DELO\nx;1\n7\n", "the columns are no numbers|the line has 1 columns, want 2", 1},
		{"a number twice", "delos", "DELOID;DELO\n1;a\n1;b\n", "another line has this number already", 1},
		{"a number of which 32 bits are another's", "delos", "DELOID;DELO\n1;a\n4294967297;b\n", "the first column is no number", 1},
		{"a link by such a number", "linkdelo", "PERSONIDL;DELO\n4294967303;1\n7;4294967297\n", "the columns are no numbers|the columns are no numbers", 1},
		{"empty lines before, between and after", "persons", head + "\n\n" + next("", "")[len(head):] + "\n\n", "", 2},
		{"empty lines alone", "persons", head + "\n\n", strings.Repeat("persons.csv has no such person|", len(links)) + "persons.csv has no such person", 0},
		{"a text without a number", "delos", "DELOID;DELO\n1;a\nb\n", "the first column is no number", 1},
	} {
		disk := tables()
		disk["persons"] = head + good
		disk[test.table] = test.content
		people, reasons := 0, []string{}
		for _, row := range read(t, write(t, disk)) {
			if row.Rejected != "" {
				if row.File != "persons.csv" || test.table == "persons" {
					reasons = append(reasons, row.Rejected)
				} else {
					t.Errorf("%s: %+v", test.about, row)
				}
				continue
			}
			people++
			for _, f := range row.Fields {
				if f.Problem != "" {
					reasons = append(reasons, f.Name+": "+f.Problem)
				}
			}
		}
		if got := strings.Join(reasons, "|"); got != test.want || people != test.people {
			t.Errorf("%s: %d people, %q; want %d, %q", test.about, people, got, test.people, test.want)
		}
	}
}

// TestPeople holds what columns are taken for that say little.
func TestPeople(t *testing.T) {
	head := strings.Join(personColumns, ";") + "\n"
	for _, test := range []struct {
		about, person, want string
		female              bool
	}{
		{"no gender, a daughter's patronymic", "7;1;1;1;0;0;0;0;0;0;0;0;0;0;;0;0;0;0;", "", true},
		{"no gender, a son's", "7;1;1;2;0;0;0;0;0;0;0;0;0;0;;0;0;0;0;0", "", false},
		{"shot is 0, as in the columns of numbers", fmt.Sprintf("7;1;1;2;0;0;0;0;0;0;0;0;0;0;0;%d;0;0;0;М", PackDate(1938, 5, 5)), "died 1938-05-05|||||", false},
		{"another word for shot", "7;1;1;2;0;0;0;0;0;0;0;0;0;0;Х;0;0;0;0;М", "noted|||||RASSTREL: Х", false},
	} {
		disk := tables()
		disk["persons"] = head + test.person + "\n"
		disk["lnames"] = "LNAMEID;LNAME\n1;Тестовна\n2;Тестович\n"
		for table := range links {
			disk[table] = links[table].columns + "\n"
		}
		row := read(t, write(t, disk))[0]
		if got := strings.Join(told(row.Person), "\n"); got != test.want || row.Person.Female != test.female {
			t.Errorf("%s: %q, female %t; want %q", test.about, got, row.Person.Female, test.want)
		}
	}
	disk := tables()
	disk["persons"] = head + "7;1;1;1;0;0;0;0;0;0;0;0;0;0;;0;0;0;0;\n"
	for table := range links {
		if table != "linkmortplace" {
			disk[table] = links[table].columns + "\n"
		}
	}
	if got := told(read(t, write(t, disk))[0].Person); !slices.Equal(got, []string{"died||г. Сказочный|||"}) {
		t.Errorf("a place of death alone: %q", got)
	}
}

func TestOtherDates(t *testing.T) {
	for text, want := range map[string]string{"1895": "1895", "1891; 1893": "1891 1893", "25.03.1893": "1893-03-25", "1891 (1893)": "1891 1893", "22.8.93": "", "44 года": "", "": ""} {
		dates, ok := otherDates(text)
		var got []string
		for _, d := range dates {
			got = append(got, d.EDTF)
		}
		if strings.Join(got, " ") != want || ok != (want != "") {
			t.Errorf("%q: %q, %t, want %q", text, got, ok, want)
		}
	}
}

func TestADiskThatCannotBeRead(t *testing.T) {
	without := func(table string) string {
		disk := tables()
		disk[table] = ""
		return write(t, disk)
	}
	empty := write(t, tables())
	if err := os.Truncate(filepath.Join(empty, "nations.csv"), 0); err != nil {
		t.Fatal(err)
	}
	other := tables()
	other["nations"] = "id,name\n"
	twice := write(t, tables())
	if err := os.WriteFile(filepath.Join(twice, "PERSONS.CSV"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	folder := write(t, tables())
	if err := errors.Join(os.Remove(filepath.Join(folder, "ages.csv")), os.Mkdir(filepath.Join(folder, "ages.csv"), 0o700)); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{
		twice:                                 "are both the table persons; keep one of them",
		folder:                                "has no file ages.csv",
		filepath.Join(t.TempDir(), "nowhere"): "no such file",
		without("persons"):                    "has no file persons.csv",
		empty:                                 `nations begins with "", want the columns`,
		without("linkdelo"):                   "has no file linkdelo.csv",
		write(t, other):                       `nations begins with "id,name", want the columns NATIONID;NATION`,
	} {
		_, err := Format.Open(context.Background(), dir, source.Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestNothingIsLost holds that of two lines with one number the second is the one that is kept as rejected.
func TestNothingIsLost(t *testing.T) {
	disk := tables()
	disk["delos"] = "DELOID;DELO\n1;первое\n1;второе\n1;третье\n"
	var rejected []string
	for _, row := range read(t, write(t, disk)) {
		if row.Rejected != "" {
			raw, _ := charmap.Windows1251.NewDecoder().Bytes(row.Raw)
			rejected = append(rejected, fmt.Sprintf("%s:%d %s", row.File, row.Line, raw))
		} else if !strings.Contains(strings.Join(told(row.Person), "|"), "case_file|||||первое") {
			t.Errorf("the person has %q", told(row.Person))
		}
	}
	if want := []string{"delos.csv:3 1;второе", "delos.csv:4 1;третье"}; !slices.Equal(rejected, want) {
		t.Errorf("rejected %q, want %q", rejected, want)
	}
}

// TestAPersonWithoutANameIsKeptWhole holds that what is joined to somebody who is rejected is rejected with him or her.
func TestAPersonWithoutANameIsKeptWhole(t *testing.T) {
	disk := tables()
	disk["persons"] = strings.Join(personColumns, ";") + "\n7;0;0;0;0;0;0;0;0;0;0;0;0;0;;0;0;0;0;М\n"
	disk["linkvarfio"] = links["linkvarfio"].columns + "\n"
	rows := read(t, write(t, disk))
	if len(rows) != 1 || rows[0].Rejected != "the person has no name" {
		t.Fatalf("rows: %+v", rows)
	}
	raw, _ := charmap.Windows1251.NewDecoder().Bytes(rows[0].Raw)
	for table, l := range links {
		if table != "linkvarfio" && !strings.Contains(string(raw), "\n"+l.dictionary+";1;") {
			t.Errorf("the raw row lacks %s: %s", l.dictionary, raw)
		}
	}
}

// TestLinksOfNobodyAreNotKept holds that of a part of the disk the links of all others do not fill the memory.
func TestLinksOfNobodyAreNotKept(t *testing.T) {
	const many = 10000
	d := &disk{links: map[string]*linkTable{"linkdelo": {table: "linkdelo", links: make([]link, many), used: make([]bool, many)}}}
	allocations := testing.AllocsPerRun(1, func() {
		for range d.others() {
			break
		}
	})
	if allocations > many/10 {
		t.Errorf("%.0f allocations for the first of %d links", allocations, many)
	}
}

// TestTheSameDiskMakesTheSameRows holds that nothing depends on the order of a map.
func TestTheSameDiskMakesTheSameRows(t *testing.T) {
	disk := tables()
	for table := range dictionaries {
		disk[table] += "x;y\n"
	}
	for table := range links {
		disk[table] += "8;1\nx;y\n"
	}
	dir := write(t, disk)
	sourcetest.SameRows(t, func() []*source.Row { return read(t, dir) })
}

// TestATableConvertedAlone holds that a table that somebody has saved in UTF-8 is read as such beside the others.
func TestATableConvertedAlone(t *testing.T) {
	for _, table := range []string{"fnames", "geoplace"} {
		dir := write(t, tables())
		if err := os.WriteFile(filepath.Join(dir, table+".csv"), []byte(tables()[table]), 0o600); err != nil {
			t.Fatal(err)
		}
		row := read(t, dir)[0]
		if name, born := row.Person.Names[0].Text, row.Person.Life[0].Quoted.Place; name != `Выдуманная Проба Тестовна "Т"` || born != "Сказочная губ., с. Первое" {
			t.Errorf("%s: %q, born at %q", table, name, born)
		}
	}
}

// TestBytesThatAreNoText holds that what cannot be read is told as such and counted.
func TestBytesThatAreNoText(t *testing.T) {
	disk := tables()
	disk["works"] = "AWORKID;AWORK\n1;учи\x00тельница\n"
	row := read(t, write(t, disk))[0]
	if i := slices.IndexFunc(row.Fields, func(f source.Field) bool { return f.Problem != "" }); i < 0 || row.Fields[i] != (source.Field{Name: "AWORK", Problem: "bytes that are no text"}) {
		t.Errorf("fields: %+v", row.Fields)
	}
}

func TestAnotherEncoding(t *testing.T) {
	dir := t.TempDir()
	for table, content := range tables() {
		encoded, err := charmap.CodePage866.NewEncoder().String(content)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, table+".csv"), []byte(encoded), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if rows := read(t, dir); !strings.HasPrefix(rows[0].Person.Names[0].Text, "Выдуманная Проба") {
		t.Errorf("rows: %+v", rows[0].Person.Names)
	}
}

func TestTablesThatSomebodyConverted(t *testing.T) {
	dir := t.TempDir()
	for table, content := range tables() {
		if err := os.WriteFile(filepath.Join(dir, strings.ToUpper(table)+".CSV"), []byte("\uFEFF"+content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rows := read(t, dir)
	if len(rows) != 1 || !strings.HasPrefix(rows[0].Person.Names[0].Text, "Выдуманная Проба") {
		t.Errorf("rows: %+v", rows[0])
	}
}
