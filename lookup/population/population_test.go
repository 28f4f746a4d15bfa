package population

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func newPopulation(t *testing.T, seed uint64) *Population {
	t.Helper()
	population, err := New(seed)
	if err != nil {
		t.Fatal(err)
	}
	return population
}

func TestTheSameSeedGivesTheSamePeople(t *testing.T) {
	collect := func(seed uint64) []Person {
		population := newPopulation(t, seed)
		var list []Person
		for i := range 200 {
			list = append(list, population.Person(i))
		}
		return list
	}
	if !slices.Equal(collect(1), collect(1)) {
		t.Error("one seed gave different people")
	}
	if slices.Equal(collect(1), collect(2)) {
		t.Error("two seeds gave the same people")
	}
}

func TestPeopleLookLikeThoseOfTheLists(t *testing.T) {
	const n = 100000
	surnames, origins := map[string]int{}, map[string]int{}
	others, bare := 0, 0
	population := newPopulation(t, 1)
	for i := range n {
		p := population.Person(i)
		surnames[p.Surname]++
		origins[p.Origin]++
		if p.Other != "" {
			others++
		}
		if p.Patronymic == "" {
			bare++
		}
		for _, part := range []string{p.Surname, p.Given, p.Patronymic, p.Other} {
			if strings.ContainsFunc(part, func(c rune) bool { return !unicode.Is(unicode.Cyrillic, c) && c != '-' }) {
				t.Fatalf("%+v has a letter that is not Cyrillic", p)
			}
		}
	}
	if len(surnames) < n/3 || len(surnames) > 2*n/3 {
		t.Errorf("%d people have %d surnames", n, len(surnames))
	}
	if len(origins) != 8 || origins["Kazakh"] < n/20 {
		t.Errorf("origins: %v", origins)
	}
	if others < n/100 || others > n/30 || bare < n/50 || bare > n/15 {
		t.Errorf("%d have another surname, %d no patronymic", others, bare)
	}
}
