// Package record reads the dataset's text files and holds them against its rules.
//
// A dataset is a folder: a file per record in people, topics, events, figures, contradictions and guides, and the lists
// sources.yaml and vocabulary.yaml. Every problem is
// reported with file, line and field, and reading goes on, so that one run shows all of them.
package record

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"joqtau/lookup"
)

// A Set is a dataset as read from its files, every kind of record in the order of its ids.
type Set struct {
	People  []*lookup.Person
	Topics  []*lookup.Topic
	Events  []*lookup.Event
	Figures []*lookup.Figure
	Sources []*lookup.Source
	Terms   []*lookup.Term

	Contradictions []*lookup.Contradiction
	Guides         []*lookup.Guide
	// Redirects maps the former id of a person to the present one.
	Redirects map[string]string

	files  map[any]*document      // where each record stands
	prints map[string]Fingerprint // of sources' texts
}

// A Problem is one breach of the format or of a rule.
type Problem struct {
	File  string
	Line  int // counted from 1; 0 where the whole file is meant
	Field string
	Text  string
}

func (p Problem) String() string {
	place := p.File
	if p.Line > 0 {
		place = fmt.Sprintf("%s:%d", place, p.Line)
	}
	if p.Field == "" {
		return place + ": " + p.Text
	}
	return place + ": " + p.Field + ": " + p.Text
}

// Problems are all breaches found in one run. As an error it lists them, one a line.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func (ps *Problems) add(p Problem) { *ps = append(*ps, p) }

// sort puts problems into the order of files and lines.
func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
}

// Read reads the dataset in a folder. Breaches of the format are returned as problems beside whatever could be read;
// the error is for a folder that cannot be read at all.
func Read(fsys fs.FS) (*Set, Problems, error) {
	r := reader{fsys: fsys, read: map[string]bool{"sources.yaml": true, "vocabulary.yaml": true}, mirrors: map[string]string{},
		set: &Set{Redirects: map[string]string{}, files: map[any]*document{}, prints: map[string]Fingerprint{}}}
	err := errors.Join(
		readSources(&r),
		readTerms(&r),
		readFingerprints(&r),
		readFolder(&r, "people", r.person),
		readFolder(&r, "topics", r.topic),
		readFolder(&r, "events", r.event),
		readFolder(&r, "figures", r.figure),
		readFolder(&r, "contradictions", r.contradiction),
		readFolder(&r, "guides", r.guide),
		r.strays(),
	)
	if err != nil {
		return nil, nil, err
	}
	r.problems.sort()
	return r.set, r.problems, nil
}

type reader struct {
	fsys     fs.FS
	read     map[string]bool   // files
	mirrors  map[string]string // by source
	set      *Set
	problems Problems
}

// readFolder reads each file of a folder as one record. A missing folder is an empty one.
func readFolder[T any](r *reader, folder string, store func(*document, T)) error {
	names, err := fs.Glob(r.fsys, folder+"/*.yaml")
	if err != nil {
		return fmt.Errorf("list %s: %w", folder, err)
	}
	for _, name := range names {
		r.read[name] = true
		if err := readFile(r, name, store); err != nil {
			return err
		}
	}
	return nil
}

// strays reports files that look like records but stand where none is read: a lost record is a lost person.
func (r *reader) strays() error {
	return fs.WalkDir(r.fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("read dataset: %w", err)
		}
		ending := path.Ext(name)
		if !entry.IsDir() && (ending == ".yaml" || ending == ".yml") && !r.read[name] {
			r.problems.add(Problem{File: name, Text: "is not read; records are FOLDER/ID.yaml in people, topics, events, figures, " +
				"contradictions and guides"})
		}
		return nil
	})
}

func readSources(r *reader) error {
	return readFile(r, "sources.yaml", func(doc *document, list []sourceYAML) {
		for i, raw := range list {
			source := raw.source()
			r.set.Sources = append(r.set.Sources, source)
			r.mirrors[source.ID] = source.Mirrors
			r.set.files[source] = doc.at(index("", i))
		}
	})
}

// readTerms reads the vocabulary. A missing file is an empty one.
func readTerms(r *reader) error {
	if _, err := fs.Stat(r.fsys, "vocabulary.yaml"); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return readFile(r, "vocabulary.yaml", func(doc *document, list []termYAML) {
		for i, raw := range list {
			term := &lookup.Term{Code: raw.Code, Text: raw.Text, Unverified: raw.Unverified, Seen: raw.Seen}
			r.set.Terms = append(r.set.Terms, term)
			r.set.files[term] = doc.at(index("", i))
		}
	})
}

func readFile[T any](r *reader, name string, store func(*document, T)) error {
	content, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		return fmt.Errorf("read dataset: %w", err)
	}
	var raw T
	doc, err := decode(name, content, &raw)
	if err != nil {
		r.problems.add(syntaxProblem(name, err))
		return nil
	}
	store(doc, raw)
	return nil
}

// decode parses one file, refusing fields that the format does not know.
func decode(name string, content []byte, into any) (*document, error) {
	file, err := parser.ParseBytes(content, 0)
	if err != nil {
		return nil, err
	}
	if err := yaml.UnmarshalWithOptions(content, into, yaml.Strict()); err != nil {
		return nil, err
	}
	if len(file.Docs) != 1 {
		return nil, fmt.Errorf("has %d documents; a file is one record", len(file.Docs))
	}
	return &document{file: name, tree: file}, nil
}

func syntaxProblem(name string, err error) Problem {
	var located yaml.Error
	if errors.As(err, &located) && located.GetToken() != nil {
		return Problem{File: name, Line: located.GetToken().Position.Line, Text: located.GetMessage()}
	}
	return Problem{File: name, Text: err.Error()}
}

// A document remembers where the fields of a record stand in its file.
type document struct {
	file string
	tree *ast.File
	base string // path of the record within the file
}

func (d *document) at(base string) *document { return &document{d.file, d.tree, base} }

// problem reports a breach at a field, given as a path such as "life[2].date.edtf"; if the field is missing, its
// nearest parent gives the line.
func (d *document) problem(field, format string, args ...any) Problem {
	return Problem{File: d.file, Line: d.line(field), Field: field, Text: fmt.Sprintf(format, args...)}
}

func (d *document) line(field string) int {
	if d.tree == nil {
		return 0
	}
	for ; field != ""; field = parent(field) {
		separator := "."
		if strings.HasPrefix(field, "[") {
			separator = ""
		}
		if line := d.lookUp("$" + d.base + separator + field); line > 0 {
			return line
		}
	}
	return max(d.lookUp("$"+d.base), 1)
}

func (d *document) lookUp(path string) int {
	p, err := yaml.PathString(path)
	if err != nil {
		return 0
	}
	node, err := p.FilterFile(d.tree)
	if err != nil || node == nil {
		return 0
	}
	return node.GetToken().Position.Line
}

func parent(field string) string { return field[:max(strings.LastIndexAny(field, ".["), 0)] }

// scriptOf returns the ISO 15924 code of the writing that most letters of a text belong to.
func scriptOf(text string) string {
	count := map[string]int{}
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			count["Cyrl"]++
		case unicode.Is(unicode.Latin, r):
			count["Latn"]++
		case unicode.Is(unicode.Arabic, r):
			count["Arab"]++
		}
	}
	best := "Zyyy"
	for _, script := range []string{"Arab", "Cyrl", "Latn"} {
		if count[script] > count[best] {
			best = script
		}
	}
	return best
}

// idOf is the id that a file's name stands for.
func idOf(file string) string { return strings.TrimSuffix(path.Base(file), ".yaml") }
