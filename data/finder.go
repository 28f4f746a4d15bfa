package data

import (
	"strings"
	"unicode"

	"joqtau/data/record"
	"joqtau/lookup"
	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// buildNames builds the index of the names of a dataset's people. The tag says for which dataset, see namesTag.
func buildNames(set *record.Set, tag string) ([]byte, error) {
	reader, err := name.NewReader()
	if err != nil {
		return nil, err
	}
	places := map[string]lookup.Text{}
	for _, t := range set.Topics {
		places[t.ID] = t.Names
	}
	b := index.NewBuilder(reader)
	for _, p := range set.People {
		entry := index.Entry{ID: p.ID, Weight: lookup.Curated + lookup.Prominence(len(p.Life)), Forms: forms(reader, p),
			Stems: stems(reader, p, places)}
		entry.Birth, entry.Death = p.LikelyYears()
		b.Add(entry)
	}
	return b.Bytes(tag)
}

// namesTag says what an index of names must have been built for to be used: this dataset, read by these tables.
func (d *Dataset) namesTag() string { return namesTag(d.info.Hash) }

func namesTag(hash string) string { return hash + " " + name.TablesHash() }

// forms are the forms of a person's name in their parts.
func forms(reader *name.Reader, p *lookup.Person) [][]name.Part {
	var list [][]name.Part
	for _, n := range p.Names {
		form := n.Text
		if n.Kind == lookup.MisprintName && isGarbled(form) {
			form = strings.ReplaceAll(form, " ", "") // found as a whole only
		}
		parts := reader.FullName(form)
		if n.Kind == lookup.PenName && len(parts) == 1 {
			parts[0].Role = name.Given // Мадияр, as in Мадияр Дулатов
		}
		list = append(list, parts)
	}
	return list
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

// stems are the words by which people of one name are told apart: those of their posts and places, and the places' names.
func stems(reader *name.Reader, p *lookup.Person, places map[string]lookup.Text) []string {
	var list []string
	add := func(t lookup.Text) {
		for _, text := range []string{t.KK, t.RU, t.EN} {
			list = append(list, reader.StemsOf(text)...)
		}
	}
	for _, f := range p.Life {
		if tells(f.Kind) {
			add(f.What)
		}
		add(places[f.Place])
	}
	return list
}

// tells reports whether what a fact says tells people of one name apart by words that a family knows: where they worked,
// studied and lived, and as what.
func tells(kind lookup.FactKind) bool {
	return kind == lookup.FactBorn || kind == lookup.FactStudied || kind == lookup.FactPost || kind == lookup.FactLived
}

// Names is the index of the names of the dataset's people.
func (d *Dataset) Names() *index.Index { return d.names }

// Finder makes the name engine over the dataset and further indexes. It uses the index that was built with the dataset.
func (d *Dataset) Finder(further ...*index.Index) (*lookup.Engine, error) {
	reader, err := name.NewReader()
	if err != nil {
		return nil, err
	}
	return lookup.NewEngine(reader, append([]*index.Index{d.names}, further...)...), nil
}
