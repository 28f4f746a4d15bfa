package record

import (
	"strings"

	"joqtau/lookup"
)

// A text tells whether words stand at a place in it.
type text interface {
	stands(words, at string) bool
}

// Verify compares what the dataset takes word for word from a source with the source's text: printed forms of names,
// printed dates and numbers, and quotations must stand at the lines that they cite. White space is folded, since the
// lines of a text break names apart. Check does the same by the text's fingerprint, where the dataset has one.
func Verify(set *Set, sourceID, content string) Problems {
	return verify(set, sourceID, fullText(strings.Split(content, "\n")))
}

func verify(set *Set, sourceID string, content text) Problems {
	v := &verifier{checker: newChecker(set), source: sourceID, content: content}
	for _, p := range set.People {
		v.open(p)
		for i, name := range p.Names {
			if name.Kind == lookup.PrintedName || name.Kind == lookup.MisprintName {
				v.stand(index("names", i)+".text", name.Text, name.Sources)
			}
			v.quotes(index("names", i), name.Sources)
		}
		for i, fact := range p.Life {
			v.printedDate(index("life", i), fact.Date, fact.Sources)
			v.quotes(index("life", i), fact.Sources)
			v.quotes(index("life", i)+".doubt", fact.Doubt.Sources)
		}
		for i, link := range p.Links {
			v.quotes(index("links", i), link.Sources)
		}
	}
	for _, t := range set.Topics {
		v.open(t)
		for i, printed := range t.Printed {
			v.standSomewhere(index("printed", i), printed, t.Sources)
		}
		v.quotes("", t.Sources)
	}
	for _, e := range set.Events {
		v.open(e)
		v.printedDate("", &e.Date, e.Sources)
		v.quotes("", e.Sources)
	}
	for _, f := range set.Figures {
		v.open(f)
		v.standSomewhere("printed", f.AsPrinted, f.Sources)
		v.printedDate("", f.Date, f.Sources)
		v.quotes("", f.Sources)
	}
	for _, k := range set.Contradictions {
		v.open(k)
		for i, side := range k.Sides {
			v.quotes(index("sides", i), side.Sources)
		}
	}
	v.problems.sort()
	return v.problems
}

type verifier struct {
	*checker
	source  string
	content text
}

// stand holds that words stand at every cited place of the source.
func (v *verifier) stand(field, words string, citations []lookup.Citation) {
	for _, c := range citations {
		if c.Source == v.source && !v.content.stands(words, c.At) {
			v.breach(field, "%q does not stand at line %s of %s", words, c.At, v.source)
		}
	}
}

// standSomewhere holds that words stand at one at least of the cited places, if there is any.
func (v *verifier) standSomewhere(field, words string, citations []lookup.Citation) {
	cited := false
	for _, c := range citations {
		if c.Source != v.source {
			continue
		}
		cited = true
		if v.content.stands(words, c.At) {
			return
		}
	}
	if cited {
		v.breach(field, "%q stands at none of the cited lines of %s", words, v.source)
	}
}

func (v *verifier) quotes(field string, citations []lookup.Citation) {
	for i, c := range citations {
		if c.Quote != "" {
			v.stand(strings.TrimPrefix(index(field+".sources", i)+".quote", "."), c.Quote, citations[i:i+1])
		}
	}
}

func (v *verifier) printedDate(field string, date *lookup.Date, citations []lookup.Citation) {
	if date != nil {
		v.standSomewhere(strings.TrimPrefix(field+".date.printed", "."), date.AsPrinted, citations)
	}
}

// fullText is a whole text, line by line.
type fullText []string

func (t fullText) stands(words, at string) bool {
	first, last, err := readLines(at)
	if err != nil || last > len(t) {
		return false
	}
	return strings.Contains(fold(strings.Join(t[first-1:last], " ")), fold(words))
}

// fold makes passages comparable: single spaces, plain apostrophes for the text's U+201F, no space after a hyphen
// that ended a line.
func fold(s string) string {
	s = strings.NewReplacer("\u201f", "'", "\u2019", "'", "\u201e", "'").Replace(s)
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "- ", "-")
}
