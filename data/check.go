package data

import (
	"fmt"
	"slices"

	"joqtau/data/record"
	"joqtau/lookup"
	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// Check holds a dataset against its rules, those of its records (record.Check) and the one that needs the name engine: no
// person stands in it twice.
func Check(set *record.Set, year int) (record.Problems, error) {
	problems := record.Check(set, year)
	twins, err := findTwins(set)
	return append(problems, twins...), err
}

// findTwins asks the name engine for every form of every name. Who answers to another's whole name, and is not linked with
// that one, is the same person under a second id, or a namesake of whom the record must say so.
func findTwins(set *record.Set) (record.Problems, error) {
	finder, err := finderOf(set)
	if err != nil {
		return nil, fmt.Errorf("look for people who stand twice: %w", err)
	}
	var problems record.Problems
	for _, p := range set.People {
		told := map[string]bool{}
		for i, form := range p.Names {
			for _, hit := range finder.Find(form.Text).Hits {
				if hit.Person == p.ID || told[hit.Person] || !isWholeName(hit) || isLinked(p, hit.Person) {
					continue
				}
				told[hit.Person] = true
				problems = append(problems, set.Problem(p, fmt.Sprintf("names[%d]", i), "%q is the name of %q too; if they are one "+
					"person, join the records, if not, link them as %q or %q", form.Text, hit.Person, lookup.LinkNotSame, lookup.LinkProbablySame))
			}
		}
	}
	return problems, nil
}

func finderOf(set *record.Set) (lookup.Finder, error) {
	content, err := buildNames(set, "")
	if err != nil {
		return nil, err
	}
	names, err := index.Open(content)
	if err != nil {
		return nil, err
	}
	reader, err := name.NewReader()
	if err != nil {
		return nil, err
	}
	return lookup.NewEngine(reader, names), nil
}

// isWholeName reports whether surname and given name agree but for their spelling, and nothing speaks against the person.
func isWholeName(hit lookup.Hit) bool {
	agrees := func(kind lookup.ReasonKind) bool {
		return slices.ContainsFunc(hit.Why, func(r lookup.Reason) bool {
			return r.Kind == kind && (r.Closeness == lookup.Same || r.Closeness == lookup.Respelt)
		})
	}
	isAgainst := func(r lookup.Reason) bool { return r.Kind.Contradicts() || r.Kind == lookup.WhyUnexplained }
	return agrees(lookup.WhySurname) && agrees(lookup.WhyGiven) && !slices.ContainsFunc(hit.Why, isAgainst)
}

func isLinked(p *lookup.Person, other string) bool {
	return slices.ContainsFunc(p.Links, func(l lookup.Link) bool { return l.To == other })
}
