package data

import (
	"strings"
	"testing"

	"joqtau/lookup"
)

// A person who stands under a second id is found by the name engine, in whatever spelling, until a link says what the two
// are to each other.
func TestNobodyStandsTwice(t *testing.T) {
	for _, form := range []string{"Beimbet Mailin", "Бейімбет Майлин", "Майлин Беимбет", "B. Mailin"} {
		set := readText(t)
		twin := &lookup.Person{ID: "mailin-the-second", Names: []lookup.Name{{Text: form, Lang: lookup.English, Kind: lookup.UsualName}}}
		set.People = append(set.People, twin)
		found, err := findTwins(set)
		if err != nil {
			t.Fatal(err)
		}
		isWhole := !strings.Contains(form, ".") // an initial may be many people's
		if got := strings.Contains(found.Error(), "mailin-the-second"); got != isWhole {
			t.Errorf("%s: reported %v, want %v: %v", form, got, isWhole, found)
		}
		linkAll(set.People, lookup.LinkNotSame, "mailin-beiimbet", "mailin-the-second")
		if found, _ = findTwins(set); len(found) > 0 {
			t.Errorf("%s, once linked: %v", form, found)
		}
	}
}

func linkAll(people []*lookup.Person, kind lookup.LinkKind, a, b string) {
	for _, p := range people {
		switch p.ID {
		case a:
			p.Links = append(p.Links, lookup.Link{Kind: kind, To: b})
		case b:
			p.Links = append(p.Links, lookup.Link{Kind: kind, To: a})
		}
	}
}
