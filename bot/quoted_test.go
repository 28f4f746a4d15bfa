package bot

import (
	"slices"
	"testing"

	"joqtau/lookup"
)

// TestWhatIsHalfUnderstoodIsQuoted holds that a charge is told in the list's words unless its terms tell all of it.
func TestWhatIsHalfUnderstoodIsQuoted(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	for _, lang := range lookup.Langs {
		tn := turn{Bot: b, voice: b.Words.In(lang)}
		for _, test := range []struct {
			quoted lookup.Quoted
			terms  []string
			want   bool
		}{
			{lookup.Quoted{Charge: "58-10, 193-17", Partly: true}, []string{"art.58-10"}, true},
			{lookup.Quoted{Charge: "58-10"}, []string{"art.58-10"}, false},
			{lookup.Quoted{Charge: "за слова"}, nil, true},
			{lookup.Quoted{}, nil, false},
		} {
			parts := tn.quoted(&lookup.Fact{Kind: lookup.FactSentenced, Quoted: test.quoted, Terms: test.terms})
			if (len(parts) > 0) != test.want || slices.Contains(parts, "") {
				t.Errorf("%s: %+v: %q", lang, test.quoted, parts)
			}
		}
	}
}
