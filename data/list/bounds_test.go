package list

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"joqtau/data/source"
	"joqtau/data/sqlite"
	"joqtau/lookup"
	"joqtau/lookup/name"
)

func TestIDsAreShortAndOfFewLetters(t *testing.T) {
	long := strings.Repeat("archive-", 10)
	seen := map[string]string{}
	for _, test := range []struct{ list, record, want string }{ // want is a beginning; whole if the record may stand in an id
		{"memorial", "1001", "memorial-1001"},
		{"memorial", "a-1", "memorial-a-1"},
		{"memorial", "A-1", "memorial-a-1-"},
		{"memorial", "a--1", "memorial-a-1-"},
		{"memorial", "Ф.1:Оп.2:Д.3", "memorial-f-1-op-2-d-3-"},
		{"memorial", "Ф.1:Оп.2-Д.3", "memorial-f-1-op-2-d-3-"},
		{"memorial", "ЦГА РК ф.1234 оп.2 д.345 л.17-18 и 19", "memorial-tsga-rk-f-1234-o-"},
		{"memorial", "Қазақ", "memorial-"},
		{"memorial", "№", "memorial-"},
		{"memorial", ":", "memorial-"},
		{"memorial", long, "memorial-archive-archive-"},
		{strings.Repeat("l", longestList), "1001", strings.Repeat("l", longestList) + "-1001"},
		{strings.Repeat("l", longestList), "Ф.1", strings.Repeat("l", longestList) + "-f-"},
		{strings.Repeat("l", longestList), "Ф.1 оп.2", strings.Repeat("l", longestList) + "-f-"},
	} {
		id := idOf(test.list, test.record)
		if !strings.HasPrefix(id, test.want) || !source.IsID(id) || idOf(test.list, test.record) != id {
			t.Errorf("%s, %s: %s, want %s", test.list, test.record, id, test.want)
		}
		if len(id) > max(longestID, len(test.list)+1+leastRecord) || len("v1:follow:")+len(id) > 64 {
			t.Errorf("%s is too long", id)
		}
		if seen[id] != "" {
			t.Errorf("%s and %s are both %s", seen[id], test.record, id)
		}
		seen[id] = test.record
	}
}

func TestALongNameOfAList(t *testing.T) {
	list := testList
	list.ID = strings.Repeat("l", longestList+1)
	if _, err := Create(t.Context(), filepath.Join(t.TempDir(), "list.db"), list, Settings{}); err == nil || !strings.Contains(err.Error(), "--name") {
		t.Error(err)
	}
}

// TestTheOwnNumberOfARecordIsCited holds that it is not the id that people are to look for in the list.
func TestTheOwnNumberOfARecordIsCited(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	w := create(t, path)
	for range 2 {
		row := invented(t, 1)
		row.ID = "Ф.1:Оп.2"
		if err := w.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	finish(t, w)
	l := openList(t, path)
	id := idOf("invented", "Ф.1:Оп.2")
	for _, id := range []string{id, id + "-2"} {
		p, err := l.Person(t.Context(), id)
		raw, errRow := l.Row(t.Context(), id)
		if err != nil || errRow != nil || p.Names[0].Sources[0].At != "Ф.1:Оп.2" || len(raw) == 0 {
			t.Errorf("%s: %+v, %v, %v", id, p, err, errRow)
		}
	}
}

// TestWhatWasExportedIsFoundInTheList holds that citations, copies and links of people who were exported lead into the list.
func TestWhatWasExportedIsFoundInTheList(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	w, err := Create(t.Context(), path, testList, Settings{Year: 2026, Sources: []lookup.Source{{ID: "book", Title: "A book"}, {ID: "copied", Title: "What it copies"}}})
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range []string{"father", "Дочь"} {
		row := invented(t, i)
		row.ID, row.Book, row.Person.ID = id, "", id
		row.Person.Names[0].Sources = []lookup.Citation{{Source: "book", At: "7", Copies: "copied"}}
		row.Person.Links = []lookup.Link{{Kind: lookup.LinkChild, To: "Дочь"}}
		if err := w.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	finish(t, w)
	l := openList(t, path)
	p, err := l.Person(t.Context(), "invented-father")
	if err != nil {
		t.Fatal(err)
	}
	if other, err := l.Person(t.Context(), p.Links[0].To); err != nil || other.Names[0].Text != invented(t, 1).Person.Names[0].Text {
		t.Errorf("linked to %s: %+v, %v", p.Links[0].To, other, err)
	}
	cited := p.Names[0].Sources[0]
	for id, title := range map[string]string{cited.Source: "A book", cited.Copies: "What it copies"} {
		if found, err := l.Source(t.Context(), id); err != nil || found.Title != title {
			t.Errorf("%s: %+v, %v", id, found, err)
		}
	}
}

// TestDaysThatCannotBe holds that a slip in one date does not spoil the page of another day, and that a birth is no event of a day.
func TestDaysThatCannotBe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	w := create(t, path)
	for i, edtf := range []string{"1938-05-05", "9000-05-04", "8192-05-05", "1799-05-05", "2101-05-05"} {
		row := invented(t, i)
		row.Person.Life = []lookup.Fact{{Kind: lookup.FactBorn, Date: date(t, "1890-05-05")}, {Kind: lookup.FactShot, Date: date(t, edtf)}}
		if err := w.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	finish(t, w)
	l := openList(t, path)
	for day, want := range map[int]int{4: 0, 5: 1} {
		counts, err := l.DayCounts(t.Context(), 5, day, 0)
		if err != nil || counts[lookup.FactShot] != want || counts[lookup.FactBorn] != 0 {
			t.Errorf("%d May: %v, %v", day, counts, err)
		}
		if facts, err := l.OnDay(t.Context(), 5, day, 0, 0, 10); err != nil || len(facts) != want {
			t.Errorf("%d May: %+v, %v", day, facts, err)
		}
	}
	if p, err := l.Person(t.Context(), "invented-1"); err != nil || len(p.Life) != 2 {
		t.Errorf("what cannot be is not told: %+v, %v", p, err)
	}
}

// TestGreatRowsCanBeRead writes more than a block may hold.
func TestGreatRowsCanBeRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	w := create(t, path)
	const people = 40
	great := bytes.Repeat([]byte("x"), 8<<20) // of all together, more than maxBlock
	for i := range people {
		row := invented(t, i)
		row.Raw = great
		if err := w.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	finish(t, w)
	l := openList(t, path)
	seen := 0
	for p, err := range l.People(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if raw, err := l.Row(t.Context(), p.ID); err != nil || len(raw) != len(great) {
			t.Fatalf("%s: %d bytes, %v", p.ID, len(raw), err)
		}
		seen++
	}
	if sample, err := l.Sample(t.Context(), 50, 1); err != nil || len(sample) == 0 || seen != people-people/10 {
		t.Errorf("%d people, a sample of %d; %v", seen, len(sample), err)
	}
}

// TestABookForEveryRow holds that a list which names a page for every row makes no source of each, and loses none.
func TestABookForEveryRow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	w := create(t, path)
	for i := range maxBooks + 2 {
		row := invented(t, 1)
		row.ID, row.Book = fmt.Sprint(i), fmt.Sprintf("Книга памяти, с. %d", min(i, maxBooks))
		if err := w.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	row := invented(t, 1)
	row.ID, row.Book = "last", "Книга памяти, с. 7" // which has a source
	if err := w.Add(row); err != nil {
		t.Fatal(err)
	}
	finish(t, w)
	l := openList(t, path)
	for id, isSource := range map[string]bool{"invented-7": true, "invented-last": true, fmt.Sprintf("invented-%d", maxBooks): false, fmt.Sprintf("invented-%d", maxBooks+1): false} {
		p, err := l.Person(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		said := slices.ContainsFunc(p.Life, func(f lookup.Fact) bool {
			return f.Kind == lookup.FactNoted && strings.HasPrefix(f.Quoted.Text, "Книга памяти")
		})
		if cited := p.Names[0].Sources[0].Source; (cited != "invented") != isSource || said == isSource {
			t.Errorf("%s: cited from %s, %+v", id, cited, p.Life)
		}
	}
	var sources int
	if err := l.db.QueryRow("SELECT count(*) FROM source").Scan(&sources); err != nil || sources != maxBooks+1 {
		t.Errorf("%d sources, %v", sources, err)
	}
}

// TestTheReportIsBounded holds for fields and for troubles, and that nothing is counted twice in a row.
func TestTheReportIsBounded(t *testing.T) {
	tally := newTally()
	for i := range 3 * maxFields {
		row := &source.Row{File: "f", Line: i + 1}
		for j := range 2 {
			row.Problem(fmt.Sprintf("life[%d].x", 2*i+j), "there is no such field")
		}
		tally.row(row)
	}
	report := tally.finish()
	if len(report.Fields) != maxFields+1 || len(report.Problems) != maxTroubles+1 {
		t.Fatalf("%d fields, %d problems", len(report.Fields), len(report.Problems))
	}
	rest := map[string]int{}
	for _, f := range report.Fields {
		rest[f.Field] = f.Text
	}
	if got, want := rest[otherFields], 3*maxFields-maxFields/2; got != want {
		t.Errorf("%d rows have other fields, want %d", got, want)
	}
	if most := report.Problems[0]; most.What != others || most.Rows != 3*maxFields-maxTroubles/2 || len(most.First) != shownPlaces {
		t.Errorf("%+v", most)
	}
}

// TestEveryRowTellsInTheHash holds that two lists of one hash hold the same, those who may be living and the rows included.
func TestEveryRowTellsInTheHash(t *testing.T) {
	dir, hashes := t.TempDir(), map[string]string{}
	for about, change := range map[string]func(i int, row *source.Row){
		"nothing": func(int, *source.Row) {},
		"a row":   func(i int, row *source.Row) { row.Raw = append(row.Raw, ' ') },
		"a name":  func(i int, row *source.Row) { row.Person.Names[0].Text += "а" },
		"who may live": func(i int, row *source.Row) {
			if i == 9 {
				row.Person.Names[0].Text += "а"
			}
		},
	} {
		path := filepath.Join(dir, about)
		w := create(t, path)
		for i := range 10 {
			row := invented(t, i)
			change(i, row)
			if err := w.Add(row); err != nil {
				t.Fatal(err)
			}
		}
		finish(t, w)
		hashes[openList(t, path).Info().Hash] = about
	}
	if len(hashes) != 4 {
		t.Errorf("of one hash: %v", slices.Collect(maps.Values(hashes)))
	}
}

// TestWhatIsLeftOverIsNoFailure holds that a list that stands in its place is told of, whatever cannot be cleared away.
func TestWhatIsLeftOverIsNoFailure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	former := path + ".0123456789ab.names" // a folder that is not empty cannot be removed as a file is
	if err := os.MkdirAll(filepath.Join(former, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	var warned error
	w, err := Create(t.Context(), path, testList, Settings{Year: 2026, Warn: func(err error) { warned = err }})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Add(invented(t, 1)); err != nil {
		t.Fatal(err)
	}
	reader, err := name.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	if report, err := w.Finish(reader, func() {}); err != nil || report.People != 1 || warned == nil {
		t.Errorf("%+v, %v; warned of %v", report, err, warned)
	}
	openList(t, path)
}

// TestWhatAFileMustNotSay seals lists that say what the program never writes: who may be living by number, a fact on another day.
func TestWhatAFileMustNotSay(t *testing.T) {
	for statement, ask := range map[string]func(l *List) error{
		"UPDATE person SET number = 9 WHERE id = 'invented-9'": func(l *List) error {
			_, err := l.Person(t.Context(), "invented-9")
			return err
		},
		"UPDATE person SET number = 1 WHERE id = 'invented-2'": func(l *List) error {
			_, err := l.Person(t.Context(), "invented-2")
			return err
		},
		"UPDATE day_fact SET day = 26": func(l *List) error {
			_, err := l.OnDay(t.Context(), 2, 26, 0, 0, 10)
			return err
		},
		"UPDATE day_fact SET seq = 7": func(l *List) error {
			_, err := l.OnDay(t.Context(), 2, 25, 0, 0, 10)
			return err
		},
		"UPDATE day_fact SET person = 9": func(l *List) error {
			_, err := l.OnDay(t.Context(), 2, 25, 0, 0, 10)
			return err
		},
	} {
		path := filepath.Join(t.TempDir(), "list.db")
		write(t, path, 11)
		db, err := sqlite.OpenDraft(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = db.Exec(strings.Replace(statement, "UPDATE day_fact", "UPDATE OR IGNORE day_fact", 1))
		if err := errors.Join(err, db.Close(), seal(path)); err != nil {
			t.Fatal(err)
		}
		if err := ask(openList(t, path)); !errors.Is(err, errDamaged) {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

// TestNumbersThatRepeatOftenOrMeet holds that everybody is found under an id of his own.
func TestNumbersThatRepeatOftenOrMeet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	w := create(t, path)
	for i, id := range []string{"1", "1-2", "1", "1", "1-2", "1"} {
		row := invented(t, 10+i%3)
		row.ID = id
		if err := w.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	if report := finish(t, w); report.People != 6 || report.Repeated != 4 {
		t.Errorf("%+v", report)
	}
	l := openList(t, path)
	for _, id := range []string{"invented-1", "invented-1-2", "invented-1-3", "invented-1-4", "invented-1-2-2", "invented-1-5"} {
		if p, err := l.Person(t.Context(), id); err != nil || p.ID != id {
			t.Errorf("%s: %+v, %v", id, p, err)
		}
	}
}
