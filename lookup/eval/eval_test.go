package eval

import (
	"strings"
	"testing"

	"joqtau/lookup"
)

// finder answers from a table.
type finder map[string]lookup.Answer

func (f finder) Find(text string) lookup.Answer { return f[text] }

func (f finder) Beginning(string, int) []string { return nil }

func hits(outcome lookup.Outcome, ids ...string) lookup.Answer {
	answer := lookup.Answer{Outcome: outcome}
	for _, id := range ids {
		answer.Hits = append(answer.Hits, lookup.Hit{Person: id, Score: 0.95})
	}
	return answer
}

func TestRun(t *testing.T) {
	f := finder{
		"right":  hits(lookup.Match, "a"),
		"form":   hits(lookup.Match, "b"),
		"second": hits(lookup.Choices, "b", "a"),
		"wrong":  hits(lookup.Match, "b"),
		"absent": hits(lookup.Match, "a"),
		"near":   hits(lookup.Choices, "a"),
		"nobody": {Outcome: lookup.None},
	}
	questions, err := Read(strings.NewReader("query\texpect\tkind\nright\ta\tk\nform\tPrinted B\tk\nsecond\tx | a\tk\nwrong\ta\tk\n" +
		"absent\tNONE\tn\nnear\tNONE\tn\nnobody\tNONE\tn\tsource\tnote\n"))
	if err != nil {
		t.Fatal(err)
	}
	printed := func(id string) ([]string, error) { return []string{"Printed " + strings.ToUpper(id)}, nil }
	report, err := Run(f, printed, questions)
	if err != nil {
		t.Fatal(err)
	}
	want := Count{Present: 4, Absent: 3, First: 2, FirstFive: 3, Reciprocal: 2.5, Direct: 2, FalseMatch: 2, Offered: 1}
	if report.All != want {
		t.Errorf("got %+v, want %+v", report.All, want)
	}
	if n := report.ByKind["n"]; n.Absent != 3 || n.FalseMatch != 1 || len(report.Kinds) != 2 {
		t.Errorf("absent: %+v", n)
	}
	if len(report.Failures) != 3 {
		t.Errorf("%d failures: %+v", len(report.Failures), report.Failures)
	}
	bin := report.Reliability[Bins-1]
	if bin.Count != 6 || bin.Right != 2 {
		t.Errorf("%+v", bin)
	}
	if got := report.CalibrationError(); got < 0.616 || got > 0.617 { // 6 times 0.95 against 2 of 6
		t.Errorf("the calibration error is %v", got)
	}
}

func TestReadRefusesWhatIsNoTable(t *testing.T) {
	for _, file := range []string{"", "query\texpect\tkind\n", "query\texpect\tkind\nonly one cell\n"} {
		if questions, err := Read(strings.NewReader(file)); err == nil {
			t.Errorf("%q is read as %v", file, questions)
		}
	}
}
