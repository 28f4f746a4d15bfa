package library

import (
	"context"
	"errors"
	"slices"

	"joqtau/lookup"
)

// Twins are the records of other lists that are probably of the same person, with the reasons; what a curator has decided is
// left out. Nothing is merged because of it.
func (l *Library) Twins(ctx context.Context, p *lookup.Person) ([]lookup.Twin, error) {
	s, done := l.use()
	defer done()
	var twins []lookup.Twin
	for _, id := range s.lists() {
		if id == p.List {
			continue
		}
		found, err := l.twinsIn(ctx, s, id, p)
		if err != nil {
			return nil, err
		}
		for _, twin := range found { // one person may stand in several lists
			if !slices.ContainsFunc(twins, func(t lookup.Twin) bool { return t.Person == twin.Person }) {
				twins = append(twins, twin)
			}
		}
	}
	return twins, nil
}

// maxForms is with how many forms of a name it is looked for.
const maxForms = 2

// tellingForms are the forms of a name that say most, in the language of the lists if there are such.
func tellingForms(p *lookup.Person) []string {
	var forms []string
	for _, kind := range []lookup.NameKind{lookup.FullName, lookup.UsualName, lookup.PrintedName, lookup.VariantName} {
		for _, lang := range []lookup.Lang{lookup.Russian, lookup.Kazakh, lookup.English} {
			for _, n := range p.Names {
				if n.Kind == kind && n.Lang == lang && len(forms) < maxForms {
					forms = append(forms, n.Text)
				}
			}
		}
	}
	return forms
}

// lists are the ids of the lists, our own dataset's first, which is empty.
func (s *shelf) lists() []string {
	ids := []string{""}
	for _, v := range s.volumes {
		ids = append(ids, v.Info().List.ID)
	}
	return ids
}

// twinsIn are the twins of a person in one list.
func (l *Library) twinsIn(ctx context.Context, s *shelf, id string, p *lookup.Person) ([]lookup.Twin, error) {
	var twins []lookup.Twin
	for _, form := range tellingForms(p) {
		for _, hit := range s.finders[id].Find(form).Hits {
			head := s.decisions.head(hit.Person)
			isKnown := slices.ContainsFunc(twins, func(t lookup.Twin) bool { return t.Person == head })
			if isKnown || head == p.ID || s.decisions.isDecided(p.ID, hit.Person) {
				continue
			}
			other, err := l.record(ctx, s, hit.Person)
			if errors.Is(err, lookup.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			if why, ok := p.Resembles(other, hit.Why); ok {
				twins = append(twins, lookup.Twin{Person: head, Why: why})
			}
		}
	}
	return twins, nil
}
