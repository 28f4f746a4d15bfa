package data

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"joqtau/data/record"
	"joqtau/data/sqlite"
	"joqtau/lookup"
)

// readText reads the records of this folder, which must be without any problem.
func readText(t testing.TB) *record.Set {
	t.Helper()
	set, problems, err := record.Read(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	breaches, err := Check(set, time.Now().Year())
	if err != nil {
		t.Fatal(err)
	}
	if problems = append(problems, breaches...); len(problems) > 0 {
		t.Fatal(problems)
	}
	return set
}

func open(t testing.TB) *Dataset {
	t.Helper()
	d, err := Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestEmbeddedDatasetIsNotStale(t *testing.T) {
	fresh, names, err := Compile(context.Background(), readText(t))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(fresh, compiled) || !bytes.Equal(names, compiledNames) {
		t.Error("joqtau.db or joqtau.names is not what the records compile to; run go generate ./data and commit it")
	}
}

// The words of lists are understood as terms of the vocabulary.
func TestWordsOfListsAreTerms(t *testing.T) {
	terms := map[string]bool{}
	for _, term := range readText(t).Terms {
		terms[term.Code] = true
	}
	for table, kind := range map[string]string{"nationality": "nat.", "education": "edu.", "party": "party."} {
		content, err := os.ReadFile(filepath.Join("source", "wording", table+".tsv"))
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(strings.TrimSpace(string(content)), "\n")
		for _, row := range rows[1:] {
			if value, code, _ := strings.Cut(row, "\t"); !terms[code] || !strings.HasPrefix(code, kind) {
				t.Errorf("%s.tsv: %q: there is no term %q of %s in the vocabulary", table, value, code, kind)
			}
		}
	}
}

func TestEveryRecordComesBackWhole(t *testing.T) {
	ctx := context.Background()
	d, set := open(t), readText(t)
	if got := d.Info(); got.People != len(set.People) || got.Sources != len(set.Sources) || len(got.Hash) != 64 {
		t.Errorf("info: %+v", got)
	}
	for _, want := range set.People {
		got, err := d.Person(ctx, want.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Life) != len(want.Life) || got.Display() != want.Display() || len(got.Names) != len(want.Names) {
			t.Fatalf("%s came back with %d facts and %d forms of the name", want.ID, len(got.Life), len(got.Names))
		}
		for i, f := range want.Life {
			if f.Date != nil && *f.Date != *got.Life[i].Date {
				t.Errorf("%s: date %+v came back as %+v", want.ID, *f.Date, *got.Life[i].Date)
			}
		}
	}
}

func TestNotFoundIsToldApart(t *testing.T) {
	ctx := context.Background()
	d := open(t)
	if _, err := d.Person(ctx, "nobody"); !errors.Is(err, lookup.ErrNotFound) {
		t.Errorf("unknown id: %v", err)
	}
	d.Close()
	if _, err := d.Person(ctx, "nobody"); err == nil || errors.Is(err, lookup.ErrNotFound) {
		t.Errorf("a dataset that cannot be read said: %v", err)
	}
}

func TestFormerIDsLeadToThePresentOne(t *testing.T) {
	ctx := context.Background()
	set := readText(t)
	set.Redirects["old-id"] = set.People[0].ID
	content, names, err := Compile(ctx, set)
	if err != nil {
		t.Fatal(err)
	}
	d, err := openBytes(ctx, content, names)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if p, err := d.Person(ctx, "old-id"); err != nil || p.ID != set.People[0].ID {
		t.Errorf("got %+v, %v", p, err)
	}
}

func TestOnDay(t *testing.T) {
	found, err := open(t).OnDay(context.Background(), 2, 25, 0)
	if err != nil {
		t.Fatal(err)
	}
	shot := map[string]bool{}
	for i, p := range found.People {
		if p.Fact.Event == "shot-1938-02-25" {
			shot[p.Person] = true
		}
		if p.Fact.Kind.IsDeath() && i > 0 && !found.People[i-1].Fact.Kind.IsDeath() {
			t.Errorf("the death of %s comes after another turn of life", p.Person)
		}
	}
	if len(shot) != 21 || len(found.Events) != 1 || found.Events[0].Total != "shot-1938-02-25-total" {
		t.Errorf("25 February: %d shot, events %+v; the paper names 21", len(shot), found.Events)
	}
	autumn, _ := open(t).OnDay(context.Background(), 9, 1, 0)
	for _, p := range autumn.People {
		if p.Fact.Date.Precision != lookup.PrecisionDay {
			t.Errorf("%s was taken for its first day", p.Fact.Date.EDTF)
		}
	}
}

func TestRecordsCanBeReadWhileOthersAreListed(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	d := open(t)
	for p, err := range d.People(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Person(ctx, p.ID); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOpenRefusesWhatIsNotADataset(t *testing.T) {
	ctx := context.Background()
	for name, content := range map[string][]byte{
		"nothing": nil,
		"rubbish": []byte(strings.Repeat("not a database ", 300)),
		"half":    compiled[:len(compiled)/2],
	} {
		if d, err := openBytes(ctx, content, compiledNames); err == nil {
			_, err = d.Person(ctx, "baitursynov-akhmet")
			if err == nil {
				t.Errorf("%s was opened and read", name)
			}
			d.Close()
		}
	}
}

func TestOpenRefusesTheIndexOfAnotherDataset(t *testing.T) {
	ctx := context.Background()
	set := readText(t)
	set.People = set.People[1:]
	_, names, err := Compile(ctx, set)
	if err != nil {
		t.Fatal(err)
	}
	for what, content := range map[string][]byte{"another": names, "nothing": nil, "half": compiledNames[:len(compiledNames)/2]} {
		if _, err := openBytes(ctx, compiled, content); err == nil {
			t.Errorf("%s was opened as the index", what)
		}
	}
}

func TestOpenRefusesAnotherSchema(t *testing.T) {
	ctx := context.Background()
	db, err := sqlite.OpenFile(filepath.Join(t.TempDir(), "newer.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('schema', '99'); PRAGMA journal_mode = DELETE"); err != nil {
		t.Fatal(err)
	}
	content, err := sqlite.Bytes(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openBytes(ctx, content, compiledNames); err == nil || !strings.Contains(err.Error(), "schema 99") {
		t.Errorf("got %v, want an error that names the schema", err)
	}
}

func BenchmarkOpen(b *testing.B) {
	ctx := context.Background()
	for b.Loop() {
		d, err := Open(ctx)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := d.Finder(); err != nil {
			b.Fatal(err)
		}
		d.Close()
	}
}

func BenchmarkFind(b *testing.B) {
	finder, err := open(b).Finder()
	if err != nil {
		b.Fatal(err)
	}
	for _, query := range []string{"Байтұрсынов", "Сакен Сейфуллин", "I. Jansúgirov", "расскажи про Магжана Жумабаева", "Abai Kunanbaev"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				finder.Find(query)
			}
		})
	}
}

func TestBeginning(t *testing.T) {
	finder, err := open(t).Finder()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"Сейф": "seifullin-saken", "seif": "seifullin-saken", "сак": "seifullin-saken", "Жанс": "zhansugurov-ilyas",
		"оразалы жан": "zhandosov-orazaly", "жандосов оразалы": "zhandosov-orazaly"} {
		if got := finder.Beginning(text, 10); !slices.Contains(got, want) {
			t.Errorf("%q: %v, want %s among them", text, got, want)
		}
	}
	for _, text := range []string{"", "Ж", "!", "ъъъ", "Сейф ъъъ", "Сейф !", "王"} {
		if got := finder.Beginning(text, 10); len(got) > 0 {
			t.Errorf("%q: %v", text, got)
		}
	}
	if got := finder.Beginning("жа", 3); len(got) != 3 {
		t.Errorf("%d people, want at most 3", len(got))
	}
}
