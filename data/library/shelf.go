package library

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"joqtau/data/list"
	"joqtau/lookup"
	"joqtau/lookup/index"
)

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
	if s.decisions, err = readDecisions(l.settings.Decisions, l.rankOf(ctx, s)); err != nil {
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
			return refusal{fmt.Errorf("the list %s is named twice, also as %s; name it once", v.Path(), last.Path())}
		}
		if other := v.Info().List.ID; other == id || strings.HasPrefix(other+"-", id+"-") || strings.HasPrefix(id+"-", other+"-") {
			return refusal{fmt.Errorf("the lists %s (%s) and %s (%s) have names that cannot be told apart; import one with another --name",
				v.Path(), other, last.Path(), id)}
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
		return refusal{fmt.Errorf("the list %s has a name, %s, with which ids of our own dataset begin; import it with another --name", v.Path(), id)}
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
		if isLasting(err) && ctx.Err() == nil {
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

// A refusal says that files cannot be served as they are.
type refusal struct{ error }

// isLasting reports whether an error comes back for as long as the files are the same. Of a full disk or too many open files that
// does not hold: when they have passed, the files are good.
func isLasting(err error) bool {
	var refused refusal
	return list.IsRefused(err) || errors.As(err, &refused)
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
