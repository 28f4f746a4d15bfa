package data

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"

	"joqtau/lookup"
)

var update = flag.Bool("update", false, "rewrite the counts in README.md")

// What README.md counts is what the records hold.
func TestReadmeCounts(t *testing.T) {
	content, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for what, want := range counts(t) {
		pattern := regexp.MustCompile(`(?m)^\| ` + what + ` \| ([0-9]+) \|$`)
		row := pattern.FindSubmatch(content)
		if row == nil || !*update && string(row[1]) != strconv.Itoa(want) {
			t.Errorf("README.md: want a row %q with %d, it has %q; go test ./data -update rewrites it", what, want, row)
		}
		content = pattern.ReplaceAll(content, fmt.Appendf(nil, "| %s | %d |", what, want))
	}
	if *update {
		if err := os.WriteFile("README.md", content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func counts(t *testing.T) map[string]int {
	set := readText(t)
	n := map[string]int{"people": len(set.People), "topics": len(set.Topics), "events": len(set.Events), "figures": len(set.Figures),
		"contradictions": len(set.Contradictions), "guides": len(set.Guides), "sources": len(set.Sources)}
	for _, p := range set.People {
		n["statements about people"] += len(p.Life)
		if p.Searched == nil {
			n["people with a source beyond the paper"]++
		}
		for i := range p.Life {
			switch p.Grade(&p.Life[i]) {
			case lookup.GradeConfirmed:
				n["confirmed statements"]++
			case lookup.GradeDisputed:
				n["disputed statements"]++
			}
		}
	}
	return n
}
