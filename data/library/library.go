// Package library serves the program's own dataset and the lists that an operator has imported as one: records of our own
// first, every answer naming its list.
package library

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"joqtau/data"
	"joqtau/data/list"
	"joqtau/lookup"
	"joqtau/lookup/name"
)

// A Library is safe for concurrent use. Its lists and its decisions can be replaced while it is used.
type Library struct {
	*data.Dataset // topics, events, figures and guides are its alone

	settings Settings
	reader   *name.Reader

	mutex   sync.RWMutex // held for reading while anything of shelf is used
	shelf   *shelf
	renewal sync.Mutex
	failed  []fileState // what could not be opened last
	failure error
}

// Settings say what a library serves.
type Settings struct {
	// Lists are the paths of lists.
	Lists []string
	// Decisions is the path of a curator's decisions on who is who, empty for none.
	Decisions string
	// Making is told of a list whose index of names is missing and is being made.
	Making func(path string)
}

// Open opens the program's own dataset with further lists.
func Open(ctx context.Context, settings Settings) (*Library, error) {
	own, err := data.Open(ctx)
	if err != nil {
		return nil, err
	}
	reader, err := name.NewReader()
	if err != nil {
		return nil, errors.Join(err, own.Close())
	}
	l := &Library{Dataset: own, settings: settings, reader: reader}
	if l.settings.Making == nil {
		l.settings.Making = func(string) {}
	}
	if l.shelf, err = l.fill(ctx, nil); err != nil {
		return nil, errors.Join(err, own.Close())
	}
	return l, nil
}

// Close releases the library. Nothing of it may be in use.
func (l *Library) Close() error { return errors.Join(l.shelf.close(nil), l.Dataset.Close()) }

// Find implements lookup.Finder over everybody.
func (l *Library) Find(text string) lookup.Answer {
	s, done := l.use()
	defer done()
	return s.finder.Find(text)
}

// Beginning implements lookup.Finder over everybody.
func (l *Library) Beginning(text string, limit int) []string {
	s, done := l.use()
	defer done()
	return s.finder.Beginning(text, limit)
}

// Person returns a record, or lookup.ErrNotFound. If a curator has decided that several records are of one person, it is all
// of them in one, under the id of the first.
func (l *Library) Person(ctx context.Context, id string) (*lookup.Person, error) {
	s, done := l.use()
	defer done()
	group := s.decisions.group(id)
	if group == nil {
		return l.record(ctx, s, id)
	}
	var whole *lookup.Person
	for _, member := range group {
		p, err := l.record(ctx, s, member)
		switch {
		case errors.Is(err, lookup.ErrNotFound): // of a list that is not served
		case err != nil:
			return nil, err
		case whole == nil:
			whole = p.Copy() // which is shared
		default:
			whole.Join(p)
		}
	}
	if whole == nil {
		return nil, fmt.Errorf("person: %w", lookup.ErrNotFound)
	}
	whole.Links = slices.DeleteFunc(whole.Links, func(link lookup.Link) bool { return slices.Contains(group, link.To) })
	return whole, nil
}

// record returns one record, of our own or of a list.
func (l *Library) record(ctx context.Context, s *shelf, id string) (*lookup.Person, error) {
	p, err := l.Dataset.Person(ctx, id)
	if v := s.listOf(id); v != nil && errors.Is(err, lookup.ErrNotFound) {
		return v.Person(ctx, id)
	}
	return p, err
}

// listOf is the list that an id of a person or a book belongs to, nil if none.
func (s *shelf) listOf(id string) *list.List {
	for _, v := range s.volumes {
		own := v.Info().List.ID
		if id == own || strings.HasPrefix(id, own+"-") || strings.HasPrefix(id, own+".") {
			return v.List
		}
	}
	return nil
}

// OnDay implements lookup.Archive.
func (l *Library) OnDay(ctx context.Context, month, day, year int) (lookup.Anniversary, error) {
	s, done := l.use()
	defer done()
	found, err := l.Dataset.OnDay(ctx, month, day, year)
	if err != nil {
		return found, err
	}
	for _, v := range s.volumes {
		counts, err := v.DayCounts(ctx, month, day, year)
		if err != nil {
			return found, err
		}
		if len(counts) == 0 {
			continue
		}
		found.Lists = append(found.Lists, lookup.ListDay{List: v.Info().List, Month: month, Day: day, Year: year, Counts: counts})
	}
	return found, nil
}

// OfListOnDay implements lookup.Archive.
func (l *Library) OfListOnDay(ctx context.Context, id string, month, day, year, offset, limit int) ([]lookup.DatedFact, error) {
	s, done := l.use()
	defer done()
	if v := s.listOf(id); v != nil {
		return v.OnDay(ctx, month, day, year, offset, limit)
	}
	return nil, nil
}

// Row returns the row of a list from which a person was read, as it was, or lookup.ErrNotFound.
func (l *Library) Row(ctx context.Context, id string) ([]byte, error) {
	s, done := l.use()
	defer done()
	if v := s.listOf(id); v != nil {
		return v.Row(ctx, id)
	}
	return nil, fmt.Errorf("person: %w", lookup.ErrNotFound)
}

// Source returns one source, or lookup.ErrNotFound.
func (l *Library) Source(ctx context.Context, id string) (*lookup.Source, error) {
	s, done := l.use()
	defer done()
	found, err := l.Dataset.Source(ctx, id)
	if v := s.listOf(id); v != nil && errors.Is(err, lookup.ErrNotFound) {
		return v.Source(ctx, id)
	}
	return found, err
}

// Sources yields all sources: our own, then the lists. The books that the lists name are found by Source.
func (l *Library) Sources(ctx context.Context) iter.Seq2[*lookup.Source, error] {
	return func(yield func(*lookup.Source, error) bool) {
		for found, err := range l.Dataset.Sources(ctx) {
			if !yield(found, err) || err != nil {
				return
			}
		}
		for _, info := range l.Lists() {
			if !yield(&info.List, nil) {
				return
			}
		}
	}
}

// People yields everybody: our own, then those of the lists; an error ends the sequence. The lists must not be replaced
// meanwhile.
func (l *Library) People(ctx context.Context) iter.Seq2[*lookup.Person, error] {
	return func(yield func(*lookup.Person, error) bool) {
		for p, err := range l.Dataset.People(ctx) {
			if !yield(p, err) || err != nil {
				return
			}
		}
		for _, v := range l.shelf.volumes {
			for p, err := range v.People(ctx) {
				if !yield(p, err) || err != nil {
					return
				}
			}
		}
	}
}

// Served is a list that is served.
type Served struct {
	list.Info
	Path string
}

// Lists are the lists beside our own dataset, in the order in which they were named.
func (l *Library) Lists() []Served {
	s, done := l.use()
	defer done()
	var served []Served
	for _, v := range s.volumes {
		served = append(served, Served{v.Info(), v.Path()})
	}
	return served
}

// Hash tells what is served from anything else: our own dataset and every list.
func (l *Library) Hash() string {
	lists := l.Lists()
	if len(lists) == 0 {
		return l.Dataset.Info().Hash
	}
	slices.SortFunc(lists, func(a, b Served) int { return cmp.Compare(a.List.ID, b.List.ID) })
	sum := sha256.New()
	fmt.Fprintln(sum, l.Dataset.Info().Hash)
	for _, served := range lists {
		fmt.Fprintln(sum, served.List.ID, served.Hash)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Sample returns people of the lists, n of each at most, see list.List.Sample.
func (l *Library) Sample(ctx context.Context, n int, seed uint64) (people []*lookup.Person, err error) {
	s, done := l.use()
	defer done()
	for _, v := range s.volumes {
		of, err := v.Sample(ctx, n, seed)
		if err != nil {
			return nil, err
		}
		people = append(people, of...)
	}
	return people, nil
}

// Rejects yields the rows of a list that could not be used, see list.List.Rejects; none if there is no such list.
func (l *Library) Rejects(ctx context.Context, id string) iter.Seq2[list.Reject, error] {
	for _, v := range l.shelf.volumes {
		if v.Info().List.ID == id {
			return v.Rejects(ctx)
		}
	}
	return func(func(list.Reject, error) bool) {}
}
