package list

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
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

var testList = lookup.Source{ID: "invented", Title: "Invented people", Locator: lookup.ByRecord, Kind: "list"}

func date(t testing.TB, edtf string) *lookup.Date {
	t.Helper()
	d, err := lookup.ParseDate(edtf)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

// invented is a row of the i-th invented person: every third was shot on 25 February 1938, every tenth may be living.
func invented(t testing.TB, i int) *source.Row {
	born, life := fmt.Sprint(1880+i%40), []lookup.Fact{}
	if i%10 == 9 {
		born = "1950"
	}
	life = append(life, lookup.Fact{Kind: lookup.FactBorn, Date: date(t, born), Quoted: lookup.Quoted{Place: "Сказочный уезд"}})
	if i%10 != 9 && i%3 == 0 {
		life = append(life, lookup.Fact{Kind: lookup.FactShot, Date: date(t, "1938-02-25")})
	}
	row := &source.Row{File: "people.csv", Line: i + 2, Raw: fmt.Appendf(nil, "%d;Тестов;Тест%d", i, i), ID: fmt.Sprint(i), Book: fmt.Sprintf("Book %d", i%2),
		Person: &lookup.Person{Roles: []lookup.Role{lookup.Victim}, Life: life,
			Names: []lookup.Name{{Text: fmt.Sprintf("Тестов%s Тест Тестович", strings.Repeat("о", i%7)), Lang: lookup.Russian, Script: "Cyrl", Kind: lookup.FullName}}}}
	row.Understood("born", true)
	row.Understood("place", false)
	return row
}

func create(t testing.TB, path string) *Writer {
	t.Helper()
	w, err := Create(context.Background(), path, testList, Settings{Format: "test", Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func finish(t testing.TB, w *Writer) Report {
	t.Helper()
	reader, err := name.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	report, err := w.Finish(reader, func() {})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// write writes a list of invented people, with a row that is rejected at the end.
func write(t testing.TB, path string, people int) Report {
	t.Helper()
	w := create(t, path)
	for i := range people {
		if err := w.Add(invented(t, i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Add(source.Reject("people.csv", people+2, []byte("\xff;garbage"), "the line has 2 columns, want 3")); err != nil {
		t.Fatal(err)
	}
	return finish(t, w)
}

func openList(t testing.TB, path string) *List {
	t.Helper()
	l, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "list.db")
	const people = 3*blockPeople + 7
	report := write(t, path, people)
	if report.Rows != people+1 || report.People+report.Living+report.Rejected != report.Rows || report.Living != people/10 || report.Rejected != 1 {
		t.Errorf("report: %+v", report)
	}
	if want := []FieldCount{{"born", people, 0}, {"place", 0, people}}; !slices.Equal(report.Fields, want) {
		t.Errorf("fields: %v, want %v", report.Fields, want)
	}
	l := openList(t, path)
	for i := range people {
		id := fmt.Sprintf("invented-%d", i)
		p, err := l.Person(ctx, id)
		raw, errRow := l.Row(ctx, id)
		if i%10 == 9 {
			if !errors.Is(err, lookup.ErrNotFound) || !errors.Is(errRow, lookup.ErrNotFound) {
				t.Fatalf("%s may be living and is shown: %v, %v", id, err, errRow)
			}
			continue
		}
		if err != nil || errRow != nil {
			t.Fatal(err, errRow)
		}
		row := invented(t, i)
		if p.ID != id || p.List != "invented" || p.Names[0].Text != row.Person.Names[0].Text || len(p.Life) != len(row.Person.Life) || !bytes.Equal(raw, row.Raw) {
			t.Fatalf("%s: read %+v from %q", id, p, raw)
		}
		citation := p.Life[0].Sources[0]
		book, err := l.Source(ctx, citation.Source)
		if err != nil || book.Title != row.Book || citation.At != row.ID || p.Names[0].Sources[0] != citation {
			t.Fatalf("%s: %+v is cited from %+v, %v", id, p.Life[0], book, err)
		}
	}
	shown := 0
	for p, err := range l.People(ctx) {
		if err != nil || lookup.MayLive(p, 0, 2026) {
			t.Fatal(p, err)
		}
		shown++
	}
	if shown != report.People {
		t.Errorf("%d people are listed, want %d", shown, report.People)
	}
	for r, err := range l.Rejects(ctx) {
		if err != nil || r.Line != people+2 || string(r.Raw) != "\xff;garbage" || r.Reason != report.Rejects[0].What {
			t.Errorf("rejected: %+v, %v", r, err)
		}
	}
}

// TestTheReportCountsRows holds that a field or a problem that a row has more than once is counted once.
// TestALifeIsToldInItsOrder holds that what stands later in a row but happened before is told before, unless the person was exported.
func TestALifeIsToldInItsOrder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	w := create(t, path)
	for i, exported := range []string{"", "x"} {
		row := invented(t, i)
		row.Person.ID = exported
		row.Person.Life = []lookup.Fact{{Kind: lookup.FactRehab, Date: date(t, "1957")}, {Kind: lookup.FactShot, Date: date(t, "1938-02-25")}, {Kind: lookup.FactBuried}}
		if err := w.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	finish(t, w)
	l := openList(t, path)
	for id, want := range map[string][]lookup.FactKind{
		"invented-0": {lookup.FactShot, lookup.FactBuried, lookup.FactRehab}, "invented-1": {lookup.FactRehab, lookup.FactShot, lookup.FactBuried},
	} {
		p, err := l.Person(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		var got []lookup.FactKind
		for _, f := range p.Life {
			got = append(got, f.Kind)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
}

func TestTheReportCountsRows(t *testing.T) {
	w := create(t, filepath.Join(t.TempDir(), "list.db"))
	for i, fields := range [][]source.Field{
		{{Name: "name", Understood: true}, {Name: "name", Understood: true}, {Name: "text"}, {Name: "text"}},
		{{Name: "name", Understood: true}, {Name: "name", Problem: "none such"}, {Name: "name", Problem: "none such"}, {Name: "name", Understood: true}},
		{{Name: "name", Problem: "none such"}},
	} {
		row := invented(t, i)
		row.Fields = fields
		if err := w.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	report := finish(t, w)
	if want := []FieldCount{{"name", 1, 2}, {"text", 0, 1}}; !slices.Equal(report.Fields, want) {
		t.Errorf("fields: %v, want %v", report.Fields, want)
	}
	if p := report.Problems; len(p) != 1 || p[0].Rows != 2 || len(p[0].First) != 2 {
		t.Errorf("problems: %+v", p)
	}
}

func TestTheDaysOfAList(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "list.db")
	write(t, path, 100)
	l := openList(t, path)
	counts, err := l.DayCounts(ctx, 2, 25, 0)
	if err != nil || counts[lookup.FactShot] != 30 || len(counts) != 1 { // of 34, four may be living
		t.Fatal(counts, err)
	}
	for year, want := range map[int]int{1938: 30, 1937: 0} {
		if counts, err := l.DayCounts(ctx, 2, 25, year); err != nil || counts[lookup.FactShot] != want {
			t.Errorf("%d: %v %v, want %d", year, counts, err, want)
		}
		seen := map[string]bool{}
		for offset := 0; ; offset += 10 {
			facts, err := l.OnDay(ctx, 2, 25, year, offset, 10)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range facts {
				if f.Fact.Kind != lookup.FactShot || seen[f.Person] {
					t.Errorf("%d: %+v", year, f)
				}
				seen[f.Person] = true
			}
			if len(facts) < 10 {
				break
			}
		}
		if len(seen) != want {
			t.Errorf("%d: %d people, want %d", year, len(seen), want)
		}
	}
}

func TestTheSameRowsMakeTheSameFile(t *testing.T) {
	dir := t.TempDir()
	var files [2][]byte
	for i := range files {
		path := filepath.Join(dir, fmt.Sprint(i))
		write(t, path, 500)
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[i] = content
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two writings of the same rows differ")
	}
}

func TestANumberThatTwoRowsHave(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "list.db")
	w := create(t, path)
	for range 3 {
		if err := w.Add(invented(t, 1)); err != nil {
			t.Fatal(err)
		}
	}
	if report := finish(t, w); report.People != 3 || report.Repeated != 2 {
		t.Errorf("report: %+v", report)
	}
	l := openList(t, path)
	for _, id := range []string{"invented-1", "invented-1-2", "invented-1-3"} {
		if p, err := l.Person(ctx, id); err != nil || p.Life[0].Sources[0].At != "1" {
			t.Errorf("%s: %v %v", id, p, err)
		}
	}
}

// TestAnImportThatStopsLeavesTheFormerList also fills the disk, as far as a test can.
func TestAnImportThatStopsLeavesTheFormerList(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	path := filepath.Join(dir, "list.db")
	write(t, path, 10)
	before := openList(t, path).Info().Hash
	w := create(t, path)
	if err := w.Add(invented(t, 1)); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	stopped, stop := context.WithCancel(ctx)
	w, err := Create(stopped, path, testList, Settings{Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	stop()
	if err := w.Add(invented(t, 1)); err == nil {
		t.Error("a row was written after the end")
	}
	w.Abort()
	if now := openList(t, path).Info().Hash; now != before {
		t.Errorf("the list is another one: %s, was %s", now, before)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 { // the list and its names
		t.Errorf("left over: %v, %v", entries, err)
	}
	if _, err := Create(ctx, filepath.Join(dir, "nowhere", "list.db"), testList, Settings{}); err == nil {
		t.Error("a list was created in a folder that is not there")
	}
}

func TestTwoImportsOfOneList(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	if err := os.WriteFile(path+".part", []byte("what one that was killed has left"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := create(t, path)
	if _, err := Create(context.Background(), path, testList, Settings{}); err == nil || !strings.Contains(err.Error(), "another import is writing") {
		t.Errorf("the second: %v", err)
	}
	if err := w.Add(invented(t, 1)); err != nil {
		t.Fatal(err)
	}
	if report := finish(t, w); report.People != 1 {
		t.Errorf("the first: %+v", report)
	}
	if again := create(t, path); again != nil { // the way is free
		again.Abort()
	}
}

func TestAReplacedListDropsItsFormerNames(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "list.db")
	write(t, path, 10)
	write(t, path, 20)
	names, err := filepath.Glob(filepath.Join(dir, "*.names"))
	if err != nil || len(names) != 1 {
		t.Errorf("indexes: %v, %v", names, err)
	}
}

func TestTheIndexOfNamesIsMadeAgain(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "list.db")
	write(t, path, 100)
	reader, err := name.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		about  string
		damage func(names string) error
		made   bool
	}{
		{"whole", func(string) error { return nil }, false},
		{"gone", os.Remove, true},
		{"empty", func(names string) error { return os.WriteFile(names, nil, 0o600) }, true},
		{"cut", func(names string) error { return os.Truncate(names, 100) }, true},
		{"of another kind", func(names string) error { return os.WriteFile(names, []byte("something else"), 0o600) }, true},
	} {
		l := openList(t, path)
		if err := test.damage(l.NamesPath()); err != nil {
			t.Fatal(err)
		}
		made := false
		if err := l.OpenNames(ctx, reader, func() { made = true }); err != nil || made != test.made {
			t.Errorf("%s: made %v, %v", test.about, made, err)
		}
		answer := lookup.NewEngine(reader, l.Names()).Find("Тестов Тест")
		if len(answer.Hits) == 0 || l.Names().People() != 90 {
			t.Errorf("%s: %v among %d", test.about, answer.Hits, l.Names().People())
		}
	}
}

func TestADamagedListIsRefused(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	path := filepath.Join(dir, "list.db")
	write(t, path, 1000)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for about, content := range map[string][]byte{
		"empty": nil, "text": []byte("id;name\n1;x\n"), "cut": whole[:len(whole)/2], "head only": whole[:100],
	} {
		damaged := filepath.Join(dir, about)
		if err := os.WriteFile(damaged, content, 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := Open(ctx, damaged)
		if err != nil {
			continue
		}
		for _, err = range l.People(ctx) { // what is cut may be seen only when it is read
			if err != nil {
				break
			}
		}
		if err == nil {
			t.Errorf("%s: it was read without an error", about)
		}
		l.Close()
	}
}

// TestAByteThatChanges holds that a list in which any one byte is another is refused, and an index of names made again.
func TestAByteThatChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	write(t, path, 300)
	l := openList(t, path)
	random := rand.New(rand.NewPCG(1, 1))
	eachChange := func(path string, check func(at int)) {
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for range 200 {
			at := random.IntN(len(whole))
			changed := slices.Clone(whole)
			changed[at] ^= 1 << random.IntN(8)
			if err := os.WriteFile(path, changed, 0o600); err != nil {
				t.Fatal(err)
			}
			check(at)
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	eachChange(path, func(at int) {
		if changed, err := Open(context.Background(), path); err == nil {
			changed.Close()
			t.Errorf("the list was opened with another byte at %d", at)
		}
	})
	eachChange(l.NamesPath(), func(at int) {
		if l.mapNames() == nil {
			t.Errorf("the index of names was opened with another byte at %d", at)
		}
	})
}

// TestAListThatChangesWhileItIsRead holds that an answer is right or an error, whatever becomes of the file.
func TestAListThatChangesWhileItIsRead(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "list.db")
	write(t, path, 300)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(2, 2))
	for range 50 {
		l := openList(t, path)
		changed, at := slices.Clone(whole), random.IntN(len(whole))
		changed[at] ^= 1 << random.IntN(8)
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		for i := range 300 {
			id := fmt.Sprintf("invented-%d", i)
			p, err := l.Person(ctx, id)
			if err == nil && (p.ID != id || i%10 == 9 || p.Names[0].Text != invented(t, i).Person.Names[0].Text) {
				t.Errorf("byte %d: %s is %+v", at, id, p)
			}
		}
		facts, _ := l.OnDay(ctx, 2, 25, 0, 0, 10)
		for _, f := range facts {
			if f.Fact.Date.EDTF != "1938-02-25" {
				t.Errorf("byte %d: on the day: %+v", at, f)
			}
		}
		l.Close()
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWhatIsNoList holds that each is refused with what to do.
func TestWhatIsNoList(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	path := filepath.Join(dir, "list.db")
	write(t, path, 10)
	change := func(statement string) func(path string) error {
		return func(path string) error {
			db, err := sqlite.OpenDraft(path)
			if err == nil {
				_, err = db.Exec(statement)
				err = errors.Join(err, db.Close())
			}
			return err
		}
	}
	for about, test := range map[string]struct {
		make       func(path string) error
		want       string
		mayReplace bool
	}{
		"another database":   {change("PRAGMA application_id = 0"), "no list", false},
		"of a later version": {change("UPDATE meta SET value = '99' WHERE key = 'schema'"), `schema "99"`, true},
		"edited":             {change("UPDATE source SET doc = replace(doc, 'Invented', 'Inverted')"), "damaged", true},
		"cut":                {func(path string) error { return os.Truncate(path, 5000) }, "damaged", true},
		"cut in the head":    {func(path string) error { return os.Truncate(path, 50) }, "no list", false},
		"empty":              {func(path string) error { return os.Truncate(path, 0) }, "no list", true},
		"grown":              {func(path string) error { return os.Truncate(path, 1<<20) }, "damaged", true},
	} {
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		other := filepath.Join(dir, "other.db")
		if err := errors.Join(os.WriteFile(other, whole, 0o600), test.make(other)); err != nil {
			t.Fatal(about, err)
		}
		if _, err := Open(ctx, other); err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "import it again") {
			t.Errorf("%s: %v", about, err)
		}
		if may := MayReplace(other); may != test.mayReplace {
			t.Errorf("%s: may be replaced: %v", about, may)
		}
	}
}

// FuzzBlocks holds that a damaged block ends in an error and not in a panic.
func FuzzBlocks(f *testing.F) {
	f.Add([]byte("{}\n"), 0)
	f.Add(packRows([][]byte{[]byte("a"), []byte("b")}), 1)
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}, 3)
	c, err := newCodec()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(_ *testing.T, content []byte, n int) {
		n = max(0, min(n, blockPeople))
		_, _ = nthRow(content, n)
		if line, err := nth(content, n); err == nil {
			_, _ = readStored(line)
		}
		_, _ = c.unpack(content)
	})
}

// TestNoQueryReadsAWholeTable asks SQLite how it would answer.
func TestNoQueryReadsAWholeTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.db")
	write(t, path, 100)
	l := openList(t, path)
	for _, query := range queries {
		rows, err := l.db.Query("EXPLAIN QUERY PLAN "+query, make([]any, strings.Count(query, "?"))...)
		if err != nil {
			t.Fatal(query, err)
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(detail, "SCAN") || strings.Contains(detail, "TEMP B-TREE") && !strings.Contains(query, "GROUP BY") {
				t.Errorf("%s: %s", query, detail)
			}
		}
		rows.Close()
	}
}
