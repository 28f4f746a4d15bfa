package lookup

import "testing"

func TestMayLive(t *testing.T) {
	fact := func(kind FactKind, edtf string) Fact {
		if edtf == "" {
			return Fact{Kind: kind}
		}
		date, err := ParseDate(edtf)
		if err != nil {
			t.Fatal(err)
		}
		return Fact{Kind: kind, Date: &date}
	}
	for _, test := range []struct {
		about string
		life  []Fact
		grown int
		want  bool
	}{
		{"born a hundred and one years ago", []Fact{fact(FactBorn, "1925")}, 0, false},
		{"born a hundred years ago, or some months less", []Fact{fact(FactBorn, "1926")}, 0, true},
		{"born 99 years ago", []Fact{fact(FactBorn, "1927-01-01")}, 0, true},
		{"born 99 years ago and shot", []Fact{fact(FactBorn, "1927"), fact(FactShot, "1945-05-01")}, 0, false},
		{"born 99 years ago and died, nobody says when", []Fact{fact(FactBorn, "1927"), fact(FactDied, "")}, 0, false},
		{"born 99 years ago, and a grave", []Fact{fact(FactBorn, "1927"), fact(FactBuried, "")}, 0, false},
		{"sentenced to death, which is no death", []Fact{fact(FactBorn, "1930"), {Kind: FactSentenced, Terms: []string{"sent.death"}}}, 0, true},
		{"rehabilitated, which is no death", []Fact{fact(FactBorn, "1947"), fact(FactRehab, "1993")}, 0, true},
		{"born about a year", []Fact{fact(FactBorn, "1927~")}, 0, true},
		{"born in one of two years", []Fact{fact(FactBorn, "1925/1928")}, 0, true},
		{"two sources, two births", []Fact{fact(FactBorn, "1920"), fact(FactBorn, "1928")}, 0, true},
		{"born in a year or later", []Fact{fact(FactBorn, "1900/..")}, 0, true},
		{"a birth outweighs what bounds it", []Fact{fact(FactBorn, "1935"), fact(FactArrested, "1937")}, 0, true},
		{"no birth, arrested in 1938", []Fact{fact(FactArrested, "1938-02-25")}, 0, false},
		{"no birth, arrested in 1939", []Fact{fact(FactArrested, "1939")}, 0, true},
		{"no birth, an infant may be exiled", []Fact{fact(FactExiled, "1930")}, 0, true},
		{"no birth, exiled a hundred years ago", []Fact{fact(FactExiled, "1926")}, 0, false},
		{"no birth, the earliest turn bounds it", []Fact{fact(FactSentenced, "1937"), fact(FactRehab, "1990")}, 0, false},
		{"a birth in words, and what bounds it", []Fact{{Kind: FactBorn, Quoted: Quoted{Text: "31.02.1930"}}, fact(FactArrested, "1937")}, 0, true},
		{"a birth in words that give two years", []Fact{{Kind: FactBorn, Quoted: Quoted{Text: "1920, по другим данным 1931"}}}, 1938, true},
		{"a birth in words, long ago", []Fact{{Kind: FactBorn, Quoted: Quoted{Text: "31.02.1890"}}}, 0, false},
		{"a birth in words that cannot be", []Fact{{Kind: FactBorn, Quoted: Quoted{Text: "в 1097 г."}}}, 0, true},
		{"a birth in words without a year", []Fact{{Kind: FactBorn, Quoted: Quoted{Text: "22.8.93"}}, fact(FactArrested, "1937")}, 0, false},
		{"nothing is dated", []Fact{fact(FactPost, "")}, 0, true},
		{"nothing is told", nil, 0, true},
		{"nothing is dated, in a list of grown-ups of 1938", nil, 1938, false},
		{"nothing is dated, in a list of grown-ups of 1950", nil, 1950, true},
		{"a birth outweighs the list", []Fact{fact(FactBorn, "1930")}, 1938, true},
	} {
		if got := MayLive(&Person{Life: test.life}, test.grown, 2026); got != test.want {
			t.Errorf("%s: may live %v, want %v", test.about, got, test.want)
		}
	}
}
