package record

import (
	"strings"

	"joqtau/lookup"
)

// Verify compares what the dataset takes word for word from a source with the source's text: printed forms of names,
// printed dates and quotations must stand at the lines that they cite. White space is folded, since the lines of a
// text break names apart.
func Verify(set *Set, sourceID, text string) Problems {
	v := &verifier{checker: newChecker(set), source: sourceID, lines: strings.Split(text, "\n")}
	for _, p := range set.People {
		v.open(p)
		for i, name := range p.Names {
			if name.Kind == lookup.PrintedName || name.Kind == lookup.MisprintName {
				v.stands(index("names", i)+".text", name.Text, name.Sources)
			}
			v.quotes(index("names", i), name.Sources)
		}
		for i, fact := range p.Life {
			if fact.Date != nil {
				v.printedDate(index("life", i), *fact.Date, fact.Sources)
			}
			v.quotes(index("life", i), fact.Sources)
		}
	}
	for _, t := range set.Topics {
		v.open(t)
		for i, printed := range t.Printed {
			v.stands(index("printed", i), printed, t.Sources)
		}
	}
	for _, e := range set.Events {
		v.open(e)
		v.printedDate("", e.Date, e.Sources)
	}
	v.problems.sort()
	return v.problems
}

type verifier struct {
	*checker
	source string
	lines  []string
}

// stands holds that words stand at every cited place of the source.
func (v *verifier) stands(field, words string, citations []lookup.Citation) {
	for _, c := range citations {
		if c.Source == v.source && !strings.Contains(v.passage(c.At), fold(words)) {
			v.breach(field, "%q does not stand at line %s of %s", words, c.At, v.source)
		}
	}
}

func (v *verifier) quotes(field string, citations []lookup.Citation) {
	for i, c := range citations {
		if c.Quote != "" {
			v.stands(index(field+".sources", i)+".quote", c.Quote, citations[i:i+1])
		}
	}
}

// printedDate holds that the words of a date stand at one at least of the cited places.
func (v *verifier) printedDate(field string, date lookup.Date, citations []lookup.Citation) {
	cited := false
	for _, c := range citations {
		if c.Source != v.source {
			continue
		}
		cited = true
		if strings.Contains(v.passage(c.At), fold(date.AsPrinted)) {
			return
		}
	}
	if cited {
		v.breach(strings.TrimPrefix(field+".date.printed", "."), "%q stands at none of the cited lines of %s",
			date.AsPrinted, v.source)
	}
}

// passage returns the folded text of the cited lines, nothing for lines that the text does not have.
func (v *verifier) passage(at string) string {
	first, last, err := readLines(at)
	if err != nil || last > len(v.lines) {
		return ""
	}
	return fold(strings.Join(v.lines[first-1:last], " "))
}

// fold makes passages comparable: single spaces, plain apostrophes for the text's U+201F, no space after a hyphen
// that ended a line.
func fold(s string) string {
	s = strings.NewReplacer("\u201f", "'", "\u2019", "'", "\u201e", "'").Replace(s)
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "- ", "-")
}
