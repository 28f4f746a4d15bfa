package lookup

import (
	"slices"
	"testing"
)

func statement(t testing.TB, kind FactKind, edtf string) Fact {
	t.Helper()
	f := Fact{Kind: kind, Sources: []Citation{{Source: "list"}}}
	if edtf != "" {
		date, err := ParseDate(edtf)
		if err != nil {
			t.Fatal(err)
		}
		f.Date = &date
	}
	return f
}

func TestResembles(t *testing.T) {
	surname, given, father := Reason{Kind: WhySurname}, Reason{Kind: WhyGiven}, Reason{Kind: WhyPatronymic}
	all := []Reason{surname, given, father}
	for _, test := range []struct {
		about    string
		names    []Reason
		one, two []string // birth, death, arrest; a death "x" is none
		want     bool
	}{
		{"name and birth", all, []string{"1890"}, []string{"1890"}, true},
		{"no patronymic", all[:2], []string{"1890"}, []string{"1890"}, false},
		{"no patronymic, but a day", all[:2], []string{"1890", "1938-02-25"}, []string{"1890", "1938-02-25"}, true},
		{"a day, one birth", all[:2], []string{"1890", "1938-02-25"}, []string{"", "1938-02-25"}, true},
		{"a day of arrest", all, []string{"1890", "", "1937-11-01"}, []string{"", "", "1937-11-01"}, true},
		{"a day, other births", all, []string{"1890", "1938-02-25"}, []string{"1891", "1938-02-25"}, false},
		{"births far apart", all, []string{"1890", "1938-02-25"}, []string{"1893", "1938-02-25"}, false},
		{"other days of death", all, []string{"1890", "1938-02-25"}, []string{"1890", "1938-02-26"}, false},
		{"deaths years apart", all, []string{"1890", "1938"}, []string{"1890", "1940"}, false},
		{"deaths of a winter", all, []string{"1890", "1937"}, []string{"1890", "1938"}, true},
		{"a name alone", all, []string{""}, []string{"1890"}, false},
		{"another given name", []Reason{surname, father}, []string{"1890"}, []string{"1890"}, false},
		{"a slip in the surname", []Reason{{Kind: WhySurname, Closeness: Slip}, given, father}, []string{"1890"}, []string{"1890"}, false},
		{"a surname of another family", []Reason{{Kind: WhySurname, otherFamily: true}, given, father}, []string{"1890"}, []string{"1890"}, false},
	} {
		person := func(days []string) *Person {
			p := &Person{}
			for i, kind := range []FactKind{FactBorn, FactShot, FactArrested}[:len(days)] {
				if days[i] != "" {
					p.Life = append(p.Life, statement(t, kind, days[i]))
				}
			}
			return p
		}
		if _, got := person(test.one).Resembles(person(test.two), test.names); got != test.want {
			t.Errorf("%s: %v, want %v", test.about, got, test.want)
		}
	}
}

// TestOnlyTheSameStatementIsJoined holds that no source is cited for what it does not say.
func TestOnlyTheSameStatementIsJoined(t *testing.T) {
	for about, change := range map[string]func(f *Fact){
		"kind":     func(f *Fact) { f.Kind = FactDied },
		"date":     func(f *Fact) { f.Date = nil },
		"part":     func(f *Fact) { d := *f.Date; d.Part = "early"; f.Date = &d },
		"place":    func(f *Fact) { f.Place = "karlag" },
		"body":     func(f *Fact) { f.Body = "troika" },
		"topics":   func(f *Fact) { f.Topics = []string{"alash"} },
		"event":    func(f *Fact) { f.Event = "e" },
		"terms":    func(f *Fact) { f.Terms = []string{"sen.death"} },
		"years":    func(f *Fact) { f.Years = 10 },
		"months":   func(f *Fact) { f.Months = 6 },
		"what":     func(f *Fact) { f.What.RU = "слова" },
		"quoted":   func(f *Fact) { f.Quoted.Place = "Алма-Ата" },
		"partly":   func(f *Fact) { f.Quoted.Partly = true },
		"doubt":    func(f *Fact) { f.Doubt.RU = "сомнение" },
		"disputed": func(f *Fact) { f.Disputed = true },
	} {
		less, more := statement(t, FactShot, "1938-02-25"), statement(t, FactShot, "1938-02-25")
		change(&more)
		for _, pair := range [][2]Fact{{less, more}, {more, less}} {
			p := (&Person{Life: pair[:1]}).Copy()
			if p.Join(&Person{Life: pair[1:]}); len(p.Life) != 2 || len(p.Life[0].Sources) != 1 {
				t.Errorf("%s: %+v", about, p.Life)
			}
		}
	}
	one, other := statement(t, FactShot, "1938-02-25"), statement(t, FactShot, "1938-02-25")
	other.Date.AsPrinted, other.Sources = "25.II.38", []Citation{{Source: "other"}}
	p := (&Person{Life: []Fact{one}}).Copy()
	if p.Join(&Person{Life: []Fact{other}}); len(p.Life) != 1 || len(p.Life[0].Sources) != 2 {
		t.Errorf("the same: %+v", p.Life)
	}
}

func TestJoinLosesNothing(t *testing.T) {
	a := &Person{ID: "a", Roles: []Role{Victim}, Names: []Name{{Text: "А", Lang: Russian, Kind: FullName}, {Text: "A", Lang: English, Kind: DerivedName}},
		Links: []Link{{To: "c", Kind: LinkSpouse, Sources: []Citation{{Source: "s"}}}}, Open: []Text{{RU: "?"}}}
	b := &Person{ID: "b", Roles: []Role{Scholar}, Female: true, Names: []Name{{Text: "Б", Lang: Russian, Kind: FullName}, {Text: "B", Lang: English, Kind: DerivedName}},
		Links: []Link{{To: "c", Kind: LinkSpouse, Sources: []Citation{{Source: "t"}}}, {To: "d", Kind: LinkChild}},
		Open:  []Text{{RU: "?"}, {RU: "??"}}, Summary: Text{RU: "сводка"}, Identity: Text{RU: "тождество"}}
	w := a.Copy()
	w.Join(b)
	if len(w.Links) != 2 || len(w.Links[0].Sources) != 2 || len(w.Open) != 2 || !w.Female || w.Summary.RU != "сводка" || w.Identity.RU != "тождество" ||
		!slices.Equal(w.Roles, []Role{Victim, Scholar}) || len(w.Names) != 3 { // one derived name is enough
		t.Errorf("%+v", w)
	}
	if len(a.Links) != 1 || len(a.Links[0].Sources) != 1 || len(a.Names) != 2 || len(a.Open) != 1 || a.Female {
		t.Errorf("the record itself was changed: %+v", a)
	}
	stated := &Person{Names: []Name{{Text: "a", Lang: English, Kind: FullName, Sources: []Citation{{Source: "t"}}}}}
	if w = a.Copy(); len(w.Names) == 2 {
		w.Join(stated)
	}
	if w.Names[1].Kind != FullName || len(w.Names) != 2 {
		t.Errorf("a name that a source states is still a reading: %+v", w.Names)
	}
}
