package lookup

import (
	"slices"
	"testing"
)

func cited(ids ...string) []Citation {
	var list []Citation
	for _, id := range ids {
		list = append(list, Citation{Source: id, At: "1"})
	}
	return list
}

func dated(edtf string) *Date {
	date, err := ParseDate(edtf)
	if err != nil {
		panic(err)
	}
	return &date
}

func TestDisplayPrefersUsualNamesAndShowsNoMisprint(t *testing.T) {
	p := Person{Names: []Name{
		{Text: "Garbled Testov", Lang: English, Kind: MisprintName},
		{Text: "T. Testov", Lang: English, Kind: PrintedName},
		{Text: "Тест Тестұлы", Lang: Kazakh, Kind: FullName},
		{Text: "Тест", Lang: Kazakh, Kind: UsualName},
	}}
	got := p.Display()
	if want := (Display{KK: "Тест", EN: "T. Testov"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got.In(Russian) != "Тест" {
		t.Errorf("Russian readers see %q, want the Kazakh form", got.In(Russian))
	}
	if want := []string{"Garbled Testov", "T. Testov"}; !slices.Equal(p.Printed(), want) {
		t.Errorf("printed: %v, want %v", p.Printed(), want)
	}
}

func TestFateIsNeverASentence(t *testing.T) {
	sentenced := Person{Life: []Fact{{Kind: FactSentenced}, {Kind: FactCommuted}}}
	if fate := sentenced.Fate(); fate != nil {
		t.Errorf("a sentence was taken for a fate: %+v", fate)
	}
	shot := Person{Life: []Fact{{Kind: FactShot}, {Kind: FactRepressed}}}
	if fate := shot.Fate(); fate == nil || fate.Kind != FactShot {
		t.Errorf("got %+v, want shot", fate)
	}
}

func TestGrade(t *testing.T) {
	p := Person{Life: []Fact{
		{Kind: FactShot, Date: dated("1938-02-25"), Sources: cited("a")},
		{Kind: FactShot, Date: dated("1938-04-25"), Sources: cited("b")},
		{Kind: FactArrested, Date: dated("1937"), Sources: cited("a", "b")},
		{Kind: FactArrested, Date: dated("1929"), Sources: cited("a", "a")},
	}}
	for i, want := range []Grade{GradeDisputed, GradeDisputed, GradeConfirmed, GradeSingle} {
		if got := p.Grade(&p.Life[i]); got != want {
			t.Errorf("fact %d: got %s, want %s", i, got, want)
		}
	}
}
