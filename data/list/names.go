package list

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"joqtau/lookup"
	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// names is an index of names that lies in a file beside the list. It is made from the list and may be thrown away.
type names struct {
	index  *index.Index
	mapped []byte
}

func (n *names) close() error {
	n.index = nil
	return unmap(n.mapped)
}

// NamesPath is where the index of a list lies: for every content of the list another file, so that a list and an index that
// are replaced one after the other never meet one of another.
func (l *List) NamesPath() string {
	return fmt.Sprintf("%s.%.12s.names", l.path, l.info.Hash)
}

func (l *List) namesTag() string { return l.info.Hash + " " + name.TablesHash() }

// OpenNames opens the index of the list's names, and makes it if there is none, or one that other tables were used for. That
// takes a minute for a million people; making is told before it begins.
func (l *List) OpenNames(ctx context.Context, reader *name.Reader, making func()) error {
	err := l.mapNames()
	if err == nil {
		return nil
	}
	making()
	if err := l.makeNames(ctx, reader); err != nil {
		return fmt.Errorf("make the index of the names of %s: %w", l.path, err)
	}
	if err := l.mapNames(); err != nil {
		return fmt.Errorf("open the index of the names of %s: %w", l.path, err)
	}
	return nil
}

// Names is the index of names, which must have been opened.
func (l *List) Names() *index.Index { return l.names.index }

func (l *List) mapNames() error {
	mapped, err := mapFile(l.NamesPath())
	if err != nil {
		return err
	}
	x, err := openIndex(mapped)
	if err == nil && x.Tag() != l.namesTag() {
		err = errors.New("it was built by other tables")
	}
	if err != nil {
		_ = unmap(mapped)
		return err
	}
	l.names = &names{x, mapped}
	return nil
}

// openIndex opens an index of names that is followed by its checksum: the index looks at a few of its bytes only.
func openIndex(content []byte) (*index.Index, error) {
	end := len(content) - crc32.Size
	if end < 0 || crc32.Checksum(content[:end], sumTable) != binary.BigEndian.Uint32(content[end:]) {
		return nil, errors.New("it is damaged")
	}
	return index.Open(content[:end])
}

func (l *List) makeNames(ctx context.Context, reader *name.Reader) error {
	b, stems := index.NewBuilder(reader), stemmer{reader, map[string][]string{}}
	for p, err := range l.People(ctx) {
		if err != nil {
			return err
		}
		if len(p.Names) > 0 {
			b.Add(entry(reader, stems, p))
		}
	}
	path := l.NamesPath()
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*"+Part) // another process may be making it, too
	if err != nil {
		return err
	}
	sum := crc32.New(sumTable)
	err = b.Write(io.MultiWriter(file, sum), l.namesTag())
	if err == nil {
		_, err = file.Write(sum.Sum(nil))
	}
	err = errors.Join(err, file.Chmod(0o644), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// dropOtherNames removes the indexes of former contents of the list, and what imports that were killed have left of theirs.
func (l *List) dropOtherNames() error {
	folder, beginning := filepath.Dir(l.path), filepath.Base(l.path)+"."
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		rest, isOurs := strings.CutPrefix(e.Name(), beginning)
		if isOurs && isNames.MatchString(rest) && e.Name() != filepath.Base(l.NamesPath()) {
			err = errors.Join(err, os.Remove(filepath.Join(folder, e.Name())))
		}
	}
	return err
}

// isNames matches what the name of an index ends in, after that of its list.
var isNames = regexp.MustCompile(`^[0-9a-f]{12}\.names(\.[0-9]+\.part)?$`)

// A stemmer makes stems of places. Lists name the same regions and districts over and over: it remembers them.
type stemmer struct {
	reader *name.Reader
	known  map[string][]string
}

// maxKnown bounds what a stemmer remembers.
const maxKnown = 1 << 16

// of are the stems of a place.
func (s stemmer) of(place string) (stems []string) {
	for part := range strings.SplitSeq(strings.ToLower(place), ",") { // in small letters, since words with capitals are names
		list, known := s.known[part]
		if !known {
			list = s.reader.StemsOf(part)
			if len(s.known) < maxKnown {
				s.known[strings.Clone(part)] = list
			}
		}
		stems = append(stems, list...)
	}
	return stems
}

// entry is what the index needs to know of a person.
func entry(reader *name.Reader, stems stemmer, p *lookup.Person) index.Entry {
	e := index.Entry{ID: p.ID}
	for _, n := range p.Names {
		if n.Kind == lookup.DerivedName { // the engine reads the original in any script
			continue
		}
		e.Forms = append(e.Forms, reader.FullName(n.Text))
	}
	e.Birth, e.Death = p.LikelyYears()
	for _, f := range p.Life {
		if f.Kind == lookup.FactBorn || f.Kind == lookup.FactLived { // by which families tell namesakes apart
			e.Stems = append(e.Stems, stems.of(f.Quoted.Place)...)
		}
	}
	return e
}
