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
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"joqtau/data"
	"joqtau/data/list"
	"joqtau/lookup"
	"joqtau/lookup/index"
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

// A shelf is what can be replaced: lists with the engine over their names, and who is who among them.
type shelf struct {
	volumes   []volume
	decisions *Decisions
	decided   fileState
	finder    *lookup.Engine
	finders   map[string]*lookup.Engine // of one list each, by its id; our own under ""
}

// A volume is a list that is open, with the files that it was opened from.
type volume struct {
	*list.List
	file, names fileState
}

// isFresh reports whether the files are the ones that were opened. The index of names may have gone: then it is made again.
func (v *volume) isFresh() (bool, error) {
	file, err := stateOf(v.file.path)
	if err != nil {
		return false, fmt.Errorf("open the list: %w", err)
	}
	names, err := stateOf(v.names.path)
	return err == nil && file.isSame(v.file) && names.isSame(v.names), nil
}

// A fileState tells whether a file is another one than before.
type fileState struct {
	path     string
	modified time.Time
	size     int64
	info     os.FileInfo
}

func stateOf(path string) (fileState, error) {
	if path == "" {
		return fileState{}, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return fileState{}, err
	}
	if !info.Mode().IsRegular() {
		return fileState{}, fmt.Errorf("%s is a folder, a pipe or a device; name a file", path)
	}
	return fileState{path, info.ModTime(), info.Size(), info}, nil
}

// isSame reports whether a file is the one of before.
func (s fileState) isSame(t fileState) bool {
	return s.path == t.path && s.modified.Equal(t.modified) && s.size == t.size && (s.info == nil || os.SameFile(s.info, t.info))
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

// close releases the lists of a shelf but those that another keeps.
func (s *shelf) close(kept *shelf) error {
	var err error
	for _, v := range s.volumes {
		if kept == nil || !slices.ContainsFunc(kept.volumes, func(k volume) bool { return k.List == v.List }) {
			err = errors.Join(err, v.Close())
		}
	}
	return err
}

// fill opens what the settings name; a list that stands on a former shelf and has not changed is taken from there.
func (l *Library) fill(ctx context.Context, former *shelf) (filled *shelf, err error) {
	s := &shelf{}
	defer func() {
		if err != nil {
			_ = s.close(former) // the first error tells more
		}
	}()
	for _, path := range l.settings.Lists {
		v, err := l.volume(ctx, path, former)
		if err != nil {
			return nil, err
		}
		s.volumes = append(s.volumes, v)
		if err := errors.Join(s.checkLast(), l.checkOwn(ctx, v)); err != nil {
			return nil, err
		}
	}
	if s.decided, err = stateOf(l.settings.Decisions); err != nil {
		return nil, fmt.Errorf("read the decisions: %w", err)
	}
	if s.decisions, err = readDecisions(l.settings.Decisions, l.rankOf(s)); err != nil {
		return nil, err
	}
	s.index(l)
	return s, nil
}

// volume opens a list, or takes it from the former shelf.
func (l *Library) volume(ctx context.Context, path string, former *shelf) (volume, error) {
	if former != nil {
		for _, v := range former.volumes {
			if v.Path() != path {
				continue
			}
			if isFresh, err := v.isFresh(); isFresh || err != nil {
				return v, err
			}
		}
	}
	file, err := stateOf(path) // before it is read: what comes later is seen by the next look
	if err != nil {
		return volume{}, fmt.Errorf("open the list: %w", err)
	}
	opened, err := list.Open(ctx, path)
	if err != nil {
		return volume{}, err
	}
	err = opened.OpenNames(ctx, l.reader, func() { l.settings.Making(path) })
	var names fileState
	if err == nil {
		names, err = stateOf(opened.NamesPath())
	}
	if err != nil {
		return volume{}, errors.Join(err, opened.Close())
	}
	return volume{opened, file, names}, nil
}

// checkLast makes sure that ids of people tell their list.
func (s *shelf) checkLast() error {
	last := s.volumes[len(s.volumes)-1]
	id := last.Info().List.ID
	for _, v := range s.volumes[:len(s.volumes)-1] {
		if os.SameFile(v.file.info, last.file.info) {
			return fmt.Errorf("the list %s is named twice, also as %s; name it once", v.Path(), last.Path())
		}
		if other := v.Info().List.ID; other == id || strings.HasPrefix(other+"-", id+"-") || strings.HasPrefix(id+"-", other+"-") {
			return fmt.Errorf("the lists %s (%s) and %s (%s) have names that cannot be told apart; import one with another --name",
				v.Path(), other, last.Path(), id)
		}
	}
	return nil
}

// checkOwn makes sure that no id of a list is one of our own dataset, whose records and sources come first.
func (l *Library) checkOwn(ctx context.Context, v volume) error {
	id := v.Info().List.ID
	_, err := l.Dataset.Source(ctx, id)
	isTaken, own := err == nil, l.Dataset.Names()
	for i := 0; i < own.People() && !isTaken; i++ {
		isTaken = strings.HasPrefix(own.ID(index.Person(i)), id+"-")
	}
	if isTaken {
		return fmt.Errorf("the list %s has a name, %s, with which ids of our own dataset begin; import it with another --name", v.Path(), id)
	}
	return nil
}

// index makes the engines.
func (s *shelf) index(l *Library) {
	indexes := []*index.Index{l.Dataset.Names()}
	s.finders = map[string]*lookup.Engine{"": lookup.NewEngine(l.reader, l.Dataset.Names())}
	for _, v := range s.volumes {
		indexes = append(indexes, v.Names())
		s.finders[v.Info().List.ID] = lookup.NewEngine(l.reader, v.Names())
	}
	s.finder = lookup.NewEngine(l.reader, indexes...)
	s.finder.Same = s.decisions.head
}

// Refresh opens what has changed since, and puts it in the place of what was served: at once, when nobody is using it. It
// reports whether anything changed. After an error everything is as it was.
func (l *Library) Refresh(ctx context.Context) (changed bool, err error) {
	l.renewal.Lock()
	defer l.renewal.Unlock()
	former := l.shelf // nobody else replaces it
	if isFresh, err := l.isFresh(former); isFresh || err != nil {
		return false, err
	}
	files := l.files()
	if l.failure != nil && slices.EqualFunc(files, l.failed, fileState.isSame) { // a great list is not read in vain again and again
		return false, l.failure
	}
	filled, err := l.fill(ctx, former)
	if err != nil {
		if ctx.Err() == nil {
			l.failed, l.failure = files, err
		}
		return false, err
	}
	l.failure = nil
	l.mutex.Lock()
	l.shelf = filled
	l.mutex.Unlock()
	return true, former.close(filled)
}

// files are the states of all that is to be served; that of one that is not there is empty.
func (l *Library) files() (states []fileState) {
	for _, path := range append([]string{l.settings.Decisions}, l.settings.Lists...) {
		state, _ := stateOf(path) // what is wrong is told when it is opened
		states = append(states, state)
	}
	return states
}

func (l *Library) isFresh(s *shelf) (bool, error) {
	for _, v := range s.volumes {
		if isFresh, err := v.isFresh(); !isFresh || err != nil {
			return false, err
		}
	}
	now, err := stateOf(l.settings.Decisions)
	return err == nil && now.isSame(s.decided), err
}

// use returns the shelf, which stays as it is until done is called. It must not be called again before that. An index of names that
// is cut while it is read ends the question in a panic, and not the program in a fault; the next look makes it again.
func (l *Library) use() (s *shelf, done func()) {
	former := debug.SetPanicOnFault(true)
	l.mutex.RLock()
	return l.shelf, func() {
		l.mutex.RUnlock()
		debug.SetPanicOnFault(former)
	}
}

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
