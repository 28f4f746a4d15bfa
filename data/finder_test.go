package data

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestFindsPeopleOfTheDataset asks the questions of testdata/find.tsv.
func TestFindsPeopleOfTheDataset(t *testing.T) {
	finder, err := open(t).Finder()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open("testdata/find.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	asked := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		answer := finder.Find(cells[0])
		got := []string{string(answer.Outcome)}
		for _, hit := range answer.Hits {
			got = append(got, hit.Person)
		}
		if want := append(cells[1:2], strings.Fields(cells[2])...); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", cells[0], got, want)
		}
		asked++
	}
	if asked < 20 {
		t.Errorf("only %d questions were read", asked)
	}
}

// TestEveryFormFindsItsPerson holds that each form of each name, asked for as it stands, leads to its bearer.
func TestEveryFormFindsItsPerson(t *testing.T) {
	finder, err := open(t).Finder()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range readText(t).People {
		for _, form := range p.Forms() {
			found := false
			for _, hit := range finder.Find(form).Hits {
				found = found || hit.Person == p.ID
			}
			if !found {
				t.Errorf("%s is not found by %q", p.ID, form)
			}
		}
	}
}
