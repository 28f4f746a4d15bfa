package data

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// A beginning is a word of a person's name, folded.
type beginning struct{ word, person string }

// Beginning lists people of whose names the words begin as those of a text do, for lists that follow somebody's typing; at most limit.
// A text of one letter begins too many names to be of use.
func (d *Dataset) Beginning(ctx context.Context, text string, limit int) ([]string, error) {
	words := strings.Fields(titleKey(text))
	if len(words) == 0 || len([]rune(strings.Join(words, ""))) < 2 {
		return nil, nil
	}
	d.reading.Lock()
	defer d.reading.Unlock()
	if d.beginnings == nil {
		if err := d.readBeginnings(ctx); err != nil {
			return nil, err
		}
	}
	var found []string
	for _, id := range d.begunBy(words[0]) {
		if len(found) == limit {
			break
		}
		fits := func(word string) bool { return slices.Contains(d.begunBy(word), id) }
		if !slices.Contains(found, id) && !slices.ContainsFunc(words[1:], func(w string) bool { return !fits(w) }) {
			found = append(found, id)
		}
	}
	return found, nil
}

// begunBy are the people with a name that begins with a folded word, in the order of names; some of them several times.
func (d *Dataset) begunBy(word string) []string {
	i, _ := slices.BinarySearchFunc(d.beginnings, word, func(b beginning, word string) int { return cmp.Compare(b.word, word) })
	var ids []string
	for ; i < len(d.beginnings) && strings.HasPrefix(d.beginnings[i].word, word); i++ {
		ids = append(ids, d.beginnings[i].person)
	}
	return ids
}

func (d *Dataset) readBeginnings(ctx context.Context) error {
	list := []beginning{}
	for person, err := range d.People(ctx) {
		if err != nil {
			return err
		}
		for _, n := range person.Names {
			for _, word := range strings.Fields(titleKey(n.Text)) {
				list = append(list, beginning{word, person.ID})
			}
		}
	}
	slices.SortFunc(list, func(a, b beginning) int { return cmp.Or(cmp.Compare(a.word, b.word), cmp.Compare(a.person, b.person)) })
	d.beginnings = slices.Compact(list)
	return nil
}
