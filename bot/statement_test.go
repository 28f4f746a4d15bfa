package bot

import (
	"strings"
	"testing"

	"joqtau/lookup"
)

// writtenFact is a fact from a source, written "kind date source [what]"; a star behind the source marks a doubt.
func writtenFact(t *testing.T, written string) lookup.Fact {
	t.Helper()
	parts := strings.SplitN(written, " ", 4)
	date, err := lookup.ParseDate(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	source, isDoubtful := strings.CutSuffix(parts[2], "*")
	f := lookup.Fact{Kind: lookup.FactKind(parts[0]), Date: &date, Sources: []lookup.Citation{{Source: source}}}
	if isDoubtful {
		f.Doubt.Text = lookup.Text{EN: "who knows"}
	}
	if len(parts) > 3 {
		f.What = lookup.Text{EN: parts[3]}
	}
	return f
}

func TestATurnIsToldOnce(t *testing.T) {
	for name, row := range map[string]struct {
		facts []string
		want  []string // each line: kind date sources, what others add, vaguer dates
	}{
		"who died on the day of the shooting was shot": {
			[]string{"died 1938-02-25 a", "shot 1938-02-25 b", "sentenced 1938-02-25 c"}, []string{"sentenced 1938-02-25 c", "shot 1938-02-25 b a"}},
		"other days stay": {
			[]string{"shot 1938-02-25 a", "died 1938-02-26 b"}, []string{"shot 1938-02-25 a", "died 1938-02-26 b"}},
		"in a month one may be shot and another have died": {
			[]string{"shot 1938-02 a", "died 1938-02 b"}, []string{"shot 1938-02 a", "died 1938-02 b"}},
		"a death of another cause stays": {
			[]string{"shot 1938-02-25 a", "died 1938-02-25 b of pneumonia"}, []string{"shot 1938-02-25 a", "died 1938-02-25 b"}},
		"a doubt stays": {
			[]string{"shot 1938-02-25 a", "died 1938-02-25 b*"}, []string{"shot 1938-02-25 a", "died 1938-02-25 b"}},
		"a year that contains the day": {
			[]string{"rehabilitated 1956 a", "rehabilitated 1956-05 b"}, []string{"rehabilitated 1956-05 b ; 1956 a"}},
		"two days in the year: whose is it?": {
			[]string{"rehabilitated 1956 a", "rehabilitated 1956-05-01 b", "rehabilitated 1956-06-02 c"},
			[]string{"rehabilitated 1956 a", "rehabilitated 1956-05-01 b", "rehabilitated 1956-06-02 c"}},
		"a year that tells more": {
			[]string{"arrested 1937 a in Almaty", "arrested 1937-05-01 b"}, []string{"arrested 1937 a", "arrested 1937-05-01 b"}},
		"more of the same day": {
			[]string{"rehabilitated 1957-04-16 a posthumously", "rehabilitated 1957-04-16 b"}, []string{"rehabilitated 1957-04-16 b + posthumously a"}},
		"of the same day, yet different": {
			[]string{"sentenced 1938-02-25 a to death", "sentenced 1938-02-25 b to ten years"}, []string{"sentenced 1938-02-25 a", "sentenced 1938-02-25 b"}},
		"before and about tell no more than they say": {
			[]string{"born 1894~ a", "born 1894-05-01 b", "born ../1894 c"}, []string{"born 1894~ a", "born 1894-05-01 b", "born ../1894 c"}},
		"what has no word of its own": {
			[]string{"post 1936 a chairman", "post 1936 b chairman"}, []string{"post 1936 a", "post 1936 b"}},
	} {
		var facts []lookup.Fact
		for _, written := range row.facts {
			facts = append(facts, writtenFact(t, written))
		}
		var got []string
		for _, s := range toldOnce(facts) {
			line := string(s.Kind) + " " + s.Date.EDTF
			for _, c := range s.sources() {
				line += " " + c.Source
			}
			for _, other := range s.alike {
				if more := without(other, s.Fact); !more.What.IsZero() {
					line += " + " + more.What.EN + " " + other.Sources[0].Source
				}
			}
			for _, other := range s.vaguer {
				line += " ; " + other.Date.EDTF + " " + other.Sources[0].Source
			}
			got = append(got, line)
		}
		if strings.Join(got, "\n") != strings.Join(row.want, "\n") {
			t.Errorf("%s: got %q, want %q", name, got, row.want)
		}
	}
}

// Who says that somebody died does not confirm that he was shot.
func TestADeathDoesNotConfirmAShooting(t *testing.T) {
	told := toldOnce([]lookup.Fact{writtenFact(t, "shot 1938-02-25 a"), writtenFact(t, "died 1938-02-25 b"), writtenFact(t, "shot 1938-02-25 c in prison")})
	if len(told) != 1 {
		t.Fatalf("%+v", told)
	}
	var sources []string
	for _, c := range told[0].graded().Sources {
		sources = append(sources, c.Source)
	}
	if got := strings.Join(sources, " "); got != "a c" {
		t.Errorf("it is stated by %s", got)
	}
}
