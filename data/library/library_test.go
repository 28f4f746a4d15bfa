package library

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"joqtau/data/list"
	"joqtau/data/source"
	"joqtau/lookup"
	"joqtau/lookup/name"
)

// An invented person of a list.
type invented struct{ id, name, born, shot string }

// write writes a list of invented people.
func write(t testing.TB, path, id string, people ...invented) {
	t.Helper()
	w, err := list.Create(context.Background(), path, lookup.Source{ID: id, Title: "List " + id, Locator: lookup.ByRecord, Kind: "list"},
		list.Settings{Format: "test", Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	date := func(edtf string) *lookup.Date {
		d, err := lookup.ParseDate(edtf)
		if err != nil {
			t.Fatal(err)
		}
		return &d
	}
	for i, p := range people {
		row := &source.Row{File: "f", Line: i + 1, ID: p.id, Raw: []byte("row " + p.id), Person: &lookup.Person{Roles: []lookup.Role{lookup.Victim},
			Names: []lookup.Name{{Text: p.name, Lang: lookup.Russian, Script: "Cyrl", Kind: lookup.FullName}}}}
		if p.born != "" {
			row.Add(lookup.Fact{Kind: lookup.FactBorn, Date: date(p.born)})
		}
		if p.shot != "" {
			row.Add(lookup.Fact{Kind: lookup.FactShot, Date: date(p.shot)})
		}
		if err := w.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	reader, err := name.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Finish(reader, func() {}); err != nil {
		t.Fatal(err)
	}
}

func openLibrary(t testing.TB, settings Settings) *Library {
	t.Helper()
	l, err := Open(context.Background(), settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

var (
	first  = invented{"1", "Выдумкин Проба Тестович", "1890", "1938-02-25"}
	second = invented{"7", "Выдумкин Проба Тестович", "1891", "1938-02-25"}
	other  = invented{"8", "Выдумкин Проба Тестович", "1890", "1937-11-01"}
	young  = invented{"9", "Юный Проба Тестович", "1950", ""}
)

func twoLists(t testing.TB) []string {
	dir := t.TempDir()
	paths := []string{filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")}
	write(t, paths[0], "alpha", first, young)
	write(t, paths[1], "beta", second, other)
	return paths
}

func hits(answer lookup.Answer) (ids []string) {
	for _, hit := range answer.Hits {
		ids = append(ids, hit.Person)
	}
	slices.Sort(ids)
	return ids
}

func TestListsAreServedAsOne(t *testing.T) {
	ctx := context.Background()
	l := openLibrary(t, Settings{Lists: twoLists(t)})
	if got := hits(l.Find("Выдумкин Проба")); !slices.Equal(got, []string{"alpha-1", "beta-7", "beta-8"}) {
		t.Errorf("found %v", got)
	}
	if got := l.Beginning("выд проб", 10); !slices.Equal(got, []string{"alpha-1", "beta-7", "beta-8"}) {
		t.Errorf("begun by what is typed: %v", got)
	}
	if got := l.Beginning("юны", 10); len(got) > 0 {
		t.Errorf("who may live is told of: %v", got)
	}
	if got := l.Find("Сакен Сейфуллин"); got.Outcome != lookup.Match || got.Hits[0].Person != "seifullin-saken" {
		t.Errorf("our own is not found among lists: %+v", got)
	}
	for id, want := range map[string]string{"beta-7": "beta", "seifullin-saken": ""} {
		if p, err := l.Person(ctx, id); err != nil || p.List != want {
			t.Errorf("%s: %+v, %v", id, p, err)
		}
	}
	for _, id := range []string{"alpha-9", "beta-1", "gamma-1", "alpha", "alpha-"} {
		if _, err := l.Person(ctx, id); !errors.Is(err, lookup.ErrNotFound) {
			t.Errorf("%s: %v", id, err)
		}
	}
	if got := hits(l.Find("Юный Проба Тестович")); slices.Contains(got, "alpha-9") {
		t.Errorf("who may be living is found: %v", got)
	}
	if row, err := l.Row(ctx, "beta-8"); err != nil || string(row) != "row 8" {
		t.Errorf("row %q, %v", row, err)
	}
	found, err := l.OnDay(ctx, 2, 25, 0)
	if err != nil || len(found.Lists) != 2 || found.Lists[0].Deaths() != 1 || len(found.People) == 0 {
		t.Errorf("25 February: %+v, %v", found.Lists, err)
	}
	if found, err = l.OnDay(ctx, 2, 25, 1937); err != nil || len(found.Lists) != 0 {
		t.Errorf("25 February 1937: %+v, %v", found.Lists, err)
	}
	if facts, err := l.OfListOnDay(ctx, "beta", 11, 1, 1937, 0, 10); err != nil || len(facts) != 1 || facts[0].Person != "beta-8" {
		t.Errorf("1 November 1937: %+v, %v", facts, err)
	}
}

func TestTwins(t *testing.T) {
	ctx := context.Background()
	l := openLibrary(t, Settings{Lists: twoLists(t)})
	for id, want := range map[string][]string{
		"alpha-1": nil, // one has another birth, the other another death
		"beta-8":  nil,
	} {
		checkTwins(t, l, id, want)
	}
	dir := t.TempDir()
	paths := []string{filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")}
	write(t, paths[0], "alpha", first)
	write(t, paths[1], "beta", invented{"1", "Выдумкин Проба Тестович", "1890", ""}, invented{"2", "Выдумкин Проба", "1890", ""},
		invented{"3", "Выдумкин Проба", "", "1938-02-25"}, invented{"4", "Выдумкин Иной Тестович", "1890", "1938-02-25"}, invented{"5", "Выдумкин Проба Иванович", "1890", ""})
	l = openLibrary(t, Settings{Lists: paths})
	checkTwins(t, l, "alpha-1", []string{"beta-1"}) // not by name and year of birth alone, nor another name; the nearest is enough
	checkTwins(t, l, "beta-3", []string{"alpha-1"})
	p, err := l.Person(ctx, "alpha-1")
	if err != nil {
		t.Fatal(err)
	}
	twins, err := l.Twins(ctx, p)
	if err != nil || !slices.ContainsFunc(twins[0].Why, func(r lookup.Reason) bool { return r.Kind == lookup.WhySameBirth || r.Kind == lookup.WhySameDeath }) {
		t.Errorf("why: %+v, %v", twins, err)
	}
}

func checkTwins(t *testing.T, l *Library, id string, want []string) {
	t.Helper()
	p, err := l.Person(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	twins, err := l.Twins(context.Background(), p)
	var got []string
	for _, twin := range twins {
		got = append(got, twin.Person)
	}
	slices.Sort(got)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("twins of %s: %v, want %v; %v", id, got, want, err)
	}
}

func decide(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "decisions")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestACuratorJoinsRecords(t *testing.T) {
	ctx := context.Background()
	decisions := decide(t, "- same: [beta-7, alpha-1]\n  why: one person\n- different: [alpha-1, beta-8]\n- undecided: [beta-7, seifullin-saken]\n")
	l := openLibrary(t, Settings{Lists: twoLists(t), Decisions: decisions})
	if got := hits(l.Find("Выдумкин Проба")); !slices.Equal(got, []string{"alpha-1", "beta-8"}) {
		t.Errorf("found %v, want one record of the person", got)
	}
	for _, id := range []string{"alpha-1", "beta-7"} {
		p, err := l.Person(ctx, id)
		if err != nil || p.ID != "alpha-1" || len(p.Names) != 2 || len(p.Names[0].Sources) != 2 {
			t.Fatalf("%s: %+v, %v", id, p, err)
		}
		var told []string
		for _, f := range p.Life {
			told = append(told, fmt.Sprintf("%s %s %d", f.Kind, f.Date.EDTF, len(f.Sources)))
		}
		if want := []string{"born 1890 1", "born 1891 1", "shot 1938-02-25 2"}; !slices.Equal(told, want) {
			t.Errorf("%s: %v, want %v", id, told, want)
		}
	}
	checkTwins(t, l, "alpha-1", nil)
}

func TestADecisionForOurOwnComesFirst(t *testing.T) {
	l := openLibrary(t, Settings{Lists: twoLists(t), Decisions: decide(t, "- same: [alpha-1, seifullin-saken]\n")})
	p, err := l.Person(context.Background(), "alpha-1")
	if err != nil || p.ID != "seifullin-saken" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestBadDecisionsAreRefused(t *testing.T) {
	lists := twoLists(t)
	for text, want := range map[string]string{
		"same: x":                                             "read the decisions",
		"- same: [alpha-1]":                                   "entry 1: name two records or more",
		"- same: [alpha-1, \"\"]":                             "name two records or more",
		"- same: [a, b]\n  same: [c, d]":                      "[2:3] mapping key",
		"- different: [alpha-1, alpha-1]":                     "each once",
		"- why: because":                                      "write one of same, different and undecided",
		"- same: [a, b]\n  different: [a, b]":                 "write one of",
		"- sam: [a, b]":                                       "sam",
		"- same: [a, b]\n- different: [a, b]":                 "a and b are said to be the same and different|b and a are said",
		"- same: [a, b]\n- same: [b, c]\n- different: [a, c]": "said to be the same and different",
	} {
		_, err := Open(context.Background(), Settings{Lists: lists, Decisions: decide(t, text)})
		if err == nil || strings.Contains(err.Error(), "\n") || !slices.ContainsFunc(strings.Split(want, "|"), func(w string) bool { return strings.Contains(err.Error(), w) }) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, err := Open(context.Background(), Settings{Decisions: filepath.Join(t.TempDir(), "none")}); err == nil {
		t.Error("decisions that are not there are taken for none")
	}
}

func TestListsThatCannotBeToldApart(t *testing.T) {
	dir := t.TempDir()
	paths := []string{filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db"), filepath.Join(dir, "c.db")}
	write(t, paths[0], "alpha", first)
	write(t, paths[1], "alpha", second)
	write(t, paths[2], "alpha-two", second)
	person, book := filepath.Join(dir, "person.db"), filepath.Join(dir, "book.db")
	write(t, person, "seifullin", second)
	write(t, book, "stalin-lists", second)
	for _, test := range []struct {
		lists []string
		want  string
	}{
		{paths[:2], "cannot be told apart"},
		{[]string{paths[0], paths[2]}, "cannot be told apart"},
		{[]string{paths[2], paths[0]}, "cannot be told apart"},
		{[]string{paths[0], filepath.Join(dir, ".", "a.db")}, "is named twice"},
		{[]string{person}, "ids of our own dataset"},
		{[]string{book}, "ids of our own dataset"},
		{[]string{filepath.Join(dir, "none.db")}, "no such file"},
		{[]string{dir}, "is a folder, a pipe or a device"},
	} {
		if l, err := Open(context.Background(), Settings{Lists: test.lists}); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: %v, want %q", test.lists, err, test.want)
			if err == nil {
				l.Close()
			}
		}
	}
}

// TestAnIndexOfNamesThatIsLost holds that a program whose index of names is removed or cut serves on, and makes it again.
func TestAnIndexOfNamesThatIsLost(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	path := filepath.Join(dir, "a.db")
	write(t, path, "alpha", first)
	made := 0
	l := openLibrary(t, Settings{Lists: []string{path}, Making: func(string) { made++ }})
	names, err := filepath.Glob(path + ".*.names")
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	for i, lose := range []func() error{
		func() error { return os.Remove(names[0]) },
		func() error { return os.Truncate(names[0], 0) },
		func() error { return os.WriteFile(names[0], []byte("of another list"), 0o600) },
	} {
		if err := lose(); err != nil {
			t.Fatal(err)
		}
		func() {
			defer func() { recover() }() // what a page that is gone ends in
			l.Find("Выдумкин Проба")
		}()
		if changed, err := l.Refresh(ctx); !changed || err != nil || made != i+1 {
			t.Errorf("%d: changed %v, made %d times, %v", i, changed, made, err)
		}
		if found := hits(l.Find("Выдумкин Проба")); !slices.Equal(found, []string{"alpha-1"}) {
			t.Errorf("%d: found %v", i, found)
		}
	}
}

// TestAListIsReplacedWhileItIsAsked asks without a pause while a list is replaced: every question has an answer of the one or the
// other.
func TestAListIsReplacedWhileItIsAsked(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	path := filepath.Join(dir, "a.db")
	write(t, path, "alpha", first)
	l := openLibrary(t, Settings{Lists: []string{path}})
	if changed, err := l.Refresh(ctx); changed || err != nil {
		t.Fatalf("nothing has changed: %v, %v", changed, err)
	}
	hash := l.Hash()
	stop := make(chan struct{})
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				for _, id := range hits(l.Find("Выдумкин Проба")) {
					if _, err := l.Person(ctx, id); err != nil && !errors.Is(err, lookup.ErrNotFound) {
						t.Error(err)
					}
				}
				if found, err := l.OnDay(ctx, 2, 25, 0); err != nil || len(found.Lists) != 1 {
					t.Errorf("25 February: %+v, %v", found.Lists, err)
				}
			}
		})
	}
	for i := range 10 {
		write(t, path, "alpha", first, invented{fmt.Sprint(100 + i), "Новый Проба Тестович", "1899", ""})
		if changed, err := l.Refresh(ctx); !changed || err != nil {
			t.Errorf("replaced: %v, %v", changed, err)
		}
		if _, err := l.Person(ctx, fmt.Sprintf("alpha-%d", 100+i)); err != nil {
			t.Errorf("the new list is not served: %v", err)
		}
	}
	close(stop)
	asking.Wait()
	if l.Hash() == hash {
		t.Error("another list has the same hash")
	}
	if err := os.WriteFile(path, []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	if changed, err := l.Refresh(ctx); changed || err == nil {
		t.Errorf("rubbish: %v, %v", changed, err)
	}
	if len(hits(l.Find("Новый Проба"))) == 0 {
		t.Error("what was served before is not served any more")
	}
}
