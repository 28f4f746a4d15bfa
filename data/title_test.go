package data

import (
	"context"
	"slices"
	"strings"
	"testing"

	"joqtau/lookup"
)

// TestSubjects asks for what is no person. Of each row the first record is held, and whether it is called so.
func TestSubjects(t *testing.T) {
	d := open(t)
	find := func(asked string) (refs []lookup.Ref, named bool) {
		refs, named, err := d.Matching(context.Background(), strings.Fields(asked))
		if err != nil {
			t.Fatal(err)
		}
		return refs, named
	}
	for _, row := range []struct {
		asked, first string // a part of the id
		named        bool
	}{
		{"ақталу", "search-kazakhstan.", true}, {"актау", "search-kazakhstan.", true}, {"ақтарды", "whites", true}, {"реабилитации", "search-kazakhstan.", true},
		{"депортации", "reading-teachers.", true}, {"жер аударуды", "reading-teachers.", true}, {"архиве кнб", "search-kazakhstan.", true},
		{"корейцы", "commemoration-days.", false}, {"тюрьма", "butyrka", false}, {"писатели", "writers", false}, {"қарлагтағылар", "karlag", true},
		{"түрксіб", "", false}, {"сапаров", "", false}, {"", "", false},
	} {
		refs, named := find(row.asked)
		first := ""
		if len(refs) > 0 {
			first = refs[0].ID
		}
		if named != row.named || row.first == "" && first != "" || !strings.Contains(first, row.first) {
			t.Errorf("%s: got %v, named %t", row.asked, refs, named)
		}
	}
	for asked, want := range map[string]string{"большой террор казахстане": "great-purge", "находится карлаг": "karlag", "майлин писатель": ""} {
		refs, err := d.Mentioned(context.Background(), strings.Fields(asked))
		if err != nil || want == "" && len(refs) > 0 || want != "" && !slices.ContainsFunc(refs[:1], func(r lookup.Ref) bool { return r.ID == want }) {
			t.Errorf("%s mentions %v, %v", asked, refs, err)
		}
	}
}

// TestStepsAreRead holds that the id of a step leads to it.
func TestStepsAreRead(t *testing.T) {
	guide := &lookup.Guide{ID: "search-x", Steps: make([]lookup.Step, 3)}
	for i := range guide.Steps {
		if id, n := lookup.CutStepID(guide.StepID(i)); id != guide.ID || n != i {
			t.Errorf("step %d: %s, %d", i, id, n)
		}
	}
	for _, id := range []string{"search-x", "search-x.", "search-x.y", ""} {
		if _, n := lookup.CutStepID(id); n >= 0 {
			t.Errorf("%q is step %d", id, n)
		}
	}
}
