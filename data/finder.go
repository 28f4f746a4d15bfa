package data

import (
	"context"
	"strings"
	"unicode"

	"joqtau/lookup"
	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// buildNames builds the index of the names of a dataset's people.
func buildNames(ctx context.Context, d *Dataset) ([]byte, error) {
	reader, err := name.NewReader()
	if err != nil {
		return nil, err
	}
	b := index.NewBuilder(reader)
	for p, err := range d.People(ctx) {
		if err != nil {
			return nil, err
		}
		b.Add(entryOf(reader, p))
	}
	return b.Bytes(d.Info().Hash)
}

// entryOf is what the index needs to know of a person.
func entryOf(reader *name.Reader, p *lookup.Person) index.Entry {
	e := index.Entry{ID: p.ID, Weight: lookup.Curated + lookup.Prominence(len(p.Life))}
	e.Birth, e.Death = p.Years()
	for _, f := range p.Life {
		if tells(f.Kind) {
			for _, text := range []string{f.What.KK, f.What.RU, f.What.EN} {
				e.Stems = append(e.Stems, reader.StemsOf(text)...)
			}
		}
	}
	for _, n := range p.Names {
		form := n.Text
		if n.Kind == lookup.MisprintName && isGarbled(form) {
			form = strings.ReplaceAll(form, " ", "") // found as a whole only
		}
		parts := reader.FullName(form)
		if n.Kind == lookup.PenName && len(parts) == 1 {
			parts[0].Role = name.Given // Мадияр, as in Мадияр Дулатов
		}
		e.Forms = append(e.Forms, parts)
	}
	for _, f := range p.Life {
		if tells(f.Kind) {
			for _, text := range []string{f.What.KK, f.What.RU, f.What.EN} {
				e.Stems = append(e.Stems, reader.StemsOf(text)...)
			}
		}
	}
	for _, n := range p.Names {
		if form := reader.FullName(n.Text); n.Kind != lookup.MisprintName || len(form) > 1 && len(form) <= int(name.Roles) && !isGarbled(n.Text) {
			e.Forms = append(e.Forms, form)
		}
	}
	return e
}

// Finder makes the name engine over the dataset and further indexes. It uses the index that was built with the dataset.
func (d *Dataset) Finder(further ...*index.Index) (*lookup.Engine, error) {
	reader, err := name.NewReader()
	if err != nil {
		return nil, err
	}
	return lookup.NewEngine(reader, append([]*index.Index{d.names}, further...)...), nil
}

// tells reports whether what a fact says tells people of one name apart by words that a family knows: where they worked,
// studied and lived, and as what.
func tells(kind lookup.FactKind) bool {
	return kind == lookup.FactBorn || kind == lookup.FactStudied || kind == lookup.FactPost || kind == lookup.FactLived
}

// isGarbled reports whether a printed name is so broken, with a capital within a word, that its parts are nobody's names.
func isGarbled(text string) bool {
	var before rune
	for _, c := range text {
		if unicode.IsUpper(c) && unicode.IsLower(before) {
			return true
		}
		before = c
	}
	return false
}
