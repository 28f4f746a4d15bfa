package library

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"joqtau/lookup"
)

// TestADecisionHoldsForAllRecordsOfAPerson holds that what is different from one record of a person is not offered for another.
func TestADecisionHoldsForAllRecordsOfAPerson(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, id := range []string{"alpha", "beta", "gamma", "delta"} {
		paths = append(paths, filepath.Join(dir, id+".db"))
		write(t, paths[len(paths)-1], id, first)
	}
	for _, test := range []struct {
		decisions string
		want      map[string][]string
	}{
		{"- same: [alpha-1, beta-1]\n- different: [beta-1, gamma-1]\n",
			map[string][]string{"alpha-1": {"delta-1"}, "gamma-1": {"delta-1"}, "delta-1": {"alpha-1", "gamma-1"}}},
		{"- same: [alpha-1, beta-1]\n- same: [gamma-1, delta-1]\n- different: [beta-1, delta-1]\n",
			map[string][]string{"alpha-1": nil, "gamma-1": nil}},
		{"- same: [alpha-1, beta-1]\n- undecided: [beta-1, gamma-1]\n",
			map[string][]string{"alpha-1": {"delta-1", "gamma-1"}, "gamma-1": {"alpha-1", "delta-1"}}},
	} {
		l := openLibrary(t, Settings{Lists: paths, Decisions: decide(t, test.decisions)})
		for id, want := range test.want {
			checkTwins(t, l, id, want)
		}
	}
}

// TestAPersonIsFoundUnderTheRecordThatIsShown holds for decisions that name records nobody can be shown.
func TestAPersonIsFoundUnderTheRecordThatIsShown(t *testing.T) {
	for _, decisions := range []string{"- same: [alpha-1, zeta-1]\n", "- same: [aaa-1, alpha-1]\n", "- same: [alpha-1, alpha-0]\n",
		"- same: [alpha-1, alpha-9]\n", "- same: [beta-7, zeta-1, alpha-1]\n", "- same: [alpha-1, nobody-of-ours]\n"} {
		l := openLibrary(t, Settings{Lists: twoLists(t), Decisions: decide(t, decisions)})
		p, err := l.Person(context.Background(), "alpha-1")
		if err != nil || p.ID != "alpha-1" || !slices.Contains(hits(l.Find("Выдумкин Проба")), "alpha-1") {
			t.Errorf("%q: found as %v, shown as %+v, %v", decisions, hits(l.Find("Выдумкин Проба")), p, err)
		}
	}
}

// TestWhatJoinsIsNotShared holds that a record of our own is the same after it was joined to others, however often.
func TestWhatJoinsIsNotShared(t *testing.T) {
	l := openLibrary(t, Settings{Lists: twoLists(t), Decisions: decide(t, "- same: [alpha-1, seifullin-saken]\n")})
	var facts int
	for range 3 {
		p, err := l.Person(context.Background(), "alpha-1")
		if err != nil || facts != 0 && len(p.Life) != facts {
			t.Fatalf("%d facts, before %d; %v", len(p.Life), facts, err)
		}
		facts = len(p.Life)
	}
	own, err := l.Dataset.Person(context.Background(), "seifullin-saken")
	if err != nil || len(own.Life) >= facts {
		t.Errorf("our own record has %d facts, the whole %d; %v", len(own.Life), facts, err)
	}
}

// TestAFailureThatPasses holds that a list is opened when what was in the way has gone, while one that is damaged is read once.
func TestAFailureThatPasses(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "a.db")
	write(t, path, "alpha", first)
	l := openLibrary(t, Settings{Lists: []string{path}})
	names := l.shelf.volumes[0].NamesPath()
	if err := errors.Join(os.Remove(names), os.Mkdir(names, 0o755)); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Refresh(ctx); err == nil {
		t.Error("a folder in the place of the index is no error")
	}
	if err := os.Remove(names); err != nil {
		t.Fatal(err)
	}
	if changed, err := l.Refresh(ctx); err != nil || !changed {
		t.Errorf("the cause is gone: changed %v, %v", changed, err)
	}
	if err := os.WriteFile(path, []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := l.Refresh(stopped); err == nil || l.failure != nil {
		t.Errorf("a look that was stopped is remembered: %v, %v", err, l.failure)
	}
	_, failed := l.Refresh(ctx)
	if _, again := l.Refresh(ctx); again == nil || again != failed { // the very same: it was not read again
		t.Errorf("failed with %v, then with %v", failed, again)
	}
	write(t, path, "alpha", first)
	if changed, err := l.Refresh(ctx); err != nil || !changed {
		t.Errorf("written again: changed %v, %v", changed, err)
	}
}

// TestListsThatAreReplacedAreClosed counts what is open.
func TestListsThatAreReplacedAreClosed(t *testing.T) {
	files := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip("this system does not say what is open")
		}
		return len(entries)
	}
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "a.db")
	write(t, path, "alpha", first)
	l := openLibrary(t, Settings{Lists: []string{path}})
	l.Find("Выдумкин Проба")
	before := files()
	for i := range 10 {
		write(t, path, "alpha", first, invented{"2", "Новый Проба Тестович", "", "1938-02-25"})
		if i%2 == 1 {
			write(t, path, "seifullin", first) // which cannot be served
		}
		_, err := l.Refresh(ctx)
		if (err != nil) != (i%2 == 1) {
			t.Errorf("%d: %v", i, err)
		}
		if err == nil {
			if _, err := l.Person(ctx, "alpha-2"); err != nil {
				t.Error(err)
			}
		}
	}
	if now := files(); now > before+3 { // a pool of connections may hold one more
		t.Errorf("%d files are open, before %d", now, before)
	}
}

func TestTheOrderOfListsIsNoOtherContent(t *testing.T) {
	lists := twoLists(t)
	hash := openLibrary(t, Settings{Lists: lists}).Hash()
	slices.Reverse(lists)
	if openLibrary(t, Settings{Lists: lists}).Hash() != hash {
		t.Error("the same lists in another order have another hash")
	}
	if openLibrary(t, Settings{Lists: lists[:1]}).Hash() == hash {
		t.Error("fewer lists have the same hash")
	}
}

// TestALinkWithinAPerson holds that a person is not told to be probably the same as himself.
func TestALinkWithinAPerson(t *testing.T) {
	l := openLibrary(t, Settings{Decisions: decide(t, "- same: [seifullin-saken, zhandosov-oraz]\n")})
	links := 0
	for p, err := range l.Dataset.People(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range p.Links {
			l.shelf.decisions = &Decisions{groups: map[string][]string{p.ID: {p.ID, link.To}}, different: map[[2]string]bool{}}
			whole, err := l.Person(context.Background(), p.ID)
			if err != nil || slices.ContainsFunc(whole.Links, func(k lookup.Link) bool { return k.To == p.ID || k.To == link.To }) {
				t.Errorf("%s with %s: %+v, %v", p.ID, link.To, whole, err)
			}
			links++
		}
	}
	if links == 0 {
		t.Error("nobody has a link")
	}
}

// TestTwinsAreSoughtByMoreThanOneForm holds for a person whose first form no other list has.
func TestTwinsAreSoughtByMoreThanOneForm(t *testing.T) {
	l := openLibrary(t, Settings{Lists: twoLists(t)})
	born, err := lookup.ParseDate("1890")
	if err != nil {
		t.Fatal(err)
	}
	p := &lookup.Person{ID: "x", Life: []lookup.Fact{{Kind: lookup.FactBorn, Date: &born, Sources: []lookup.Citation{{Source: "s"}}}},
		Names: []lookup.Name{{Text: "Инаков Некто Нектоевич", Lang: lookup.Russian, Kind: lookup.FullName}, {Text: "Выдумкин Проба Тестович", Lang: lookup.Russian, Kind: lookup.PrintedName}}}
	twins, err := l.Twins(context.Background(), p)
	if err != nil || !slices.ContainsFunc(twins, func(twin lookup.Twin) bool { return twin.Person == "alpha-1" }) {
		t.Errorf("%+v, %v", twins, err)
	}
}

// TestWhatOnlyScriptsAskFor holds for everybody, samples, rows that were rejected and sources.
func TestWhatOnlyScriptsAskFor(t *testing.T) {
	ctx, l := context.Background(), openLibrary(t, Settings{Lists: twoLists(t)})
	people := map[string]int{}
	for p, err := range l.People(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		people[p.List]++
	}
	if people[""] != l.Dataset.Info().People || people["alpha"] != 1 || people["beta"] != 2 {
		t.Errorf("people by list: %v", people)
	}
	sources := map[string]bool{}
	for s, err := range l.Sources(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		found, err := l.Source(ctx, s.ID)
		if err != nil || found.Title != s.Title {
			t.Errorf("%s: %+v, %v", s.ID, found, err)
		}
		sources[s.ID] = true
	}
	if !sources["alpha"] || !sources["beta"] || len(sources) < 3 {
		t.Errorf("sources: %v", sources)
	}
	sample, err := l.Sample(ctx, 20, 1)
	if err != nil || len(sample) == 0 || slices.ContainsFunc(sample, func(p *lookup.Person) bool { return p.ID == "alpha-9" }) {
		t.Errorf("sample: %v, %v", sample, err)
	}
	for r, err := range l.Rejects(ctx, "alpha") {
		t.Errorf("rejected: %+v, %v", r, err)
	}
}
