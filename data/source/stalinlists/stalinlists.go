// Package stalinlists reads "Stalin's execution lists" as the rebuilt site stalin.memo.ru keeps them: the notices on the people in
// the lists (spravki) as CSV or YAML, a page for each person, and the tables of the database.
//
// The categories of the lists are what was proposed to the Politburo, not what a court decided: no sentence is read from them.
package stalinlists

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"joqtau/data/source"
	"joqtau/data/source/notice"
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// Format is the way in which these lists are kept.
var Format = source.Format{
	Name:  "stalin-lists",
	About: "Stalin's execution lists: notices as CSV or YAML, pages of persons, tables; a file or a folder of them",
	Open:  open,
}

// The lists of 1936 to 1938 name people who were to be tried, and so were of the age of prosecution by then.
const grown = 1938

// The whole list, of 44,000 people, is some 50 MB: its pieces are brought together in memory. What is larger is something else.
const largest = 512 << 20

func open(ctx context.Context, input string, _ source.Options) (*source.Reading, error) {
	c := &collection{numbers: map[string]*record{}}
	if err := c.collect(ctx, input); err != nil {
		return nil, err
	}
	c.annotate()
	c.records = slices.DeleteFunc(c.records, func(r *record) bool { return len(r.pieces) == 0 })
	return &source.Reading{
		List: lookup.Source{
			ID: "stalin", Title: "Сталинские расстрельные списки", Author: "Мемориал; Архив Президента Российской Федерации", Published: "2002",
			Address: "https://stalin.memo.ru/", Locator: lookup.ByRecord, Kind: "list",
		},
		Grown:    grown,
		Encoding: c.encoding(),
		Inputs:   c.inputs,
		Total:    c.total,
		Rows:     c.rows(),
		Close:    func() error { return nil },
	}, nil
}

// A collection is what the files of a list say, brought together by person.
type collection struct {
	records   []*record
	numbers   map[string]*record // by the number of the person ("p3775") and by that of the notice ("n1")
	rejected  []*source.Row
	notes     []note
	inputs    []string
	total     int64
	size      int64
	encodings []string // of what has other letters than those of English
}

// A record is what is said of one person, in one or more files.
type record struct {
	id, name string
	numbers  []string
	pieces   []piece
	problem  string
}

// A piece is what one place says of a person.
type piece struct {
	file     string
	line     int
	raw      []byte
	bytes    int64
	name     string
	text     string
	book     string
	year     string // of the repression
	note     bool
	encoding string
}

// A note is a row of the table of notes.
type note struct {
	person string
	piece  piece
}

// encoding is that of the rows. Where files differ, the rows are kept in UTF-8.
func (c *collection) encoding() string {
	if len(c.encodings) == 1 {
		return c.encodings[0]
	}
	return notice.UTF8
}

func (c *collection) collect(ctx context.Context, input string) error {
	root, err := filepath.EvalSymlinks(input) // which a walk does not follow
	if err != nil {
		return err
	}
	info, err := os.Stat(root)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return c.file(input, filepath.Base(input), false)
	}
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if entry.IsDir() {
			return nil
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		return c.file(path, filepath.ToSlash(name), true)
	})
}

// file reads a file of any of the kinds. Of several, one that cannot be read is a row that is rejected.
func (c *collection) file(path, name string, isOneOfMany bool) error {
	info, err := os.Stat(path)
	if isOneOfMany && (errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular()) {
		c.reject(name, 1, nil, "not a file but a pipe, or a link to a folder or to nothing")
		return nil
	}
	if err != nil {
		return err
	}
	if c.size += info.Size(); c.size > largest {
		return fmt.Errorf("%s: more than %d MB is no list of this kind", path, largest>>20)
	}
	encoding, _, errText := notice.Encoding(path)
	isNoText := errors.Is(errText, notice.ErrNoText)
	if errText != nil && !(isOneOfMany && isNoText) {
		return errText
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	c.inputs = append(c.inputs, path)
	c.total += int64(len(raw))
	if isNoText {
		c.reject(name, 1, raw, notice.ErrNoText.Error())
		return nil
	}
	if !isASCII(raw) && !slices.Contains(c.encodings, encoding) {
		c.encodings = append(c.encodings, encoding)
	}
	base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		c.csv(name, raw, encoding)
	case ".yaml", ".yml":
		c.yaml(name, base, raw, encoding)
	case ".md":
		c.page(name, base, raw, encoding)
	default:
		c.reject(name, 1, raw, "not a file of this list")
	}
	return nil
}

func isASCII(raw []byte) bool {
	return !slices.ContainsFunc(raw, func(b byte) bool { return b >= 0x80 })
}

func (c *collection) reject(file string, line int, raw []byte, reason string) {
	row := source.Reject(file, line, raw, reason)
	row.Bytes = int64(len(raw))
	c.rejected = append(c.rejected, row)
}

// add brings a piece to the record of its numbers, or begins one. A number that two names share is no number.
func (c *collection) add(person, number string, p piece) {
	r, other := c.numbers[person], c.numbers[number]
	if r == nil {
		r, other = other, nil
	}
	if r != nil && !sameName(r.name, p.name) {
		c.records = append(c.records, &record{problem: isOfAnother(cmp.Or(person, number)), name: p.name, pieces: []piece{p}})
		return
	}
	if r == nil {
		r = &record{}
		c.records = append(c.records, r)
	}
	r.name = cmp.Or(r.name, p.name)
	switch {
	case other == nil || other == r:
	case sameName(r.name, other.name): // what was two numbers is one person
		c.join(r, other)
	default:
		r.problem, number = isOfAnother(number), ""
	}
	c.number(r, person, number)
	if !isPerson(r.id) {
		r.id = cmp.Or(person, r.id, number)
	}
	if isRow := func(q piece) bool { return q.file == p.file && q.line != p.line }; slices.ContainsFunc(r.pieces, isRow) {
		r.problem = fmt.Sprintf("the number %s stands in several lines", cmp.Or(person, number))
	}
	r.pieces = append(r.pieces, p)
}

func isOfAnother(number string) string {
	return fmt.Sprintf("the number %s is that of another name too", number)
}

// join brings everything of another record to one, which has its numbers from then on.
func (c *collection) join(r, other *record) {
	r.name, r.problem = cmp.Or(r.name, other.name), cmp.Or(r.problem, other.problem)
	r.pieces = append(r.pieces, other.pieces...)
	c.number(r, other.numbers...)
	*other = record{}
}

// number gives numbers to a record; an empty one is none.
func (c *collection) number(r *record, numbers ...string) {
	for _, number := range numbers {
		if number != "" && c.numbers[number] != r {
			c.numbers[number] = r
			r.numbers = append(r.numbers, number)
		}
	}
}

// sameName compares names as far as they are given.
func sameName(a, b string) bool {
	if a == "" || b == "" {
		return true
	}
	fold := func(s string) string {
		return strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(s), " ")), "ё", "е")
	}
	return fold(a) == fold(b)
}

// annotate gives the notes to their people.
func (c *collection) annotate() {
	for _, n := range c.notes {
		if r := c.numbers[n.person]; r != nil {
			r.pieces = append(r.pieces, n.piece)
			continue
		}
		c.reject(n.piece.file, n.piece.line, n.piece.raw, "there is no person "+n.person)
	}
}

func (c *collection) rows() iter.Seq2[*source.Row, error] {
	return func(yield func(*source.Row, error) bool) {
		for _, r := range c.records {
			if !yield(c.row(r), nil) {
				return
			}
		}
		for _, row := range c.rejected {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// row reads a record. Of several texts the first with a source is understood, and those that say the same are passed over; others
// are kept as they are, for which is right is not ours to say.
func (c *collection) row(r *record) *source.Row {
	first := r.pieces[0]
	row := &source.Row{File: first.file, Line: first.line, ID: r.id, Person: &lookup.Person{Roles: []lookup.Role{lookup.Victim}}}
	for i, p := range r.pieces {
		row.Bytes += p.bytes
		if i == 0 || p.file != r.pieces[i-1].file || p.line != r.pieces[i-1].line { // several notices may be of one page
			row.Raw = append(row.Raw, c.kept(row, p)...)
		}
	}
	if !strings.ContainsFunc(r.name, unicode.IsLetter) {
		row.Person, row.Rejected = nil, "no name"
		return row
	}
	if strings.ContainsRune(r.name, '\uFFFD') {
		row.Person, row.Rejected = nil, "the name has bytes that are no text"
		return row
	}
	notice.SetName(row, r.name)
	if r.problem != "" {
		row.Problem("number", r.problem)
	}
	pieces := slices.Clone(r.pieces)
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(rank(a), rank(b)) })
	var seen []string
	for _, p := range pieces {
		said := strings.Join(strings.Fields(strings.ReplaceAll(p.text, `""`, `"`)), " ")
		if said == "" || slices.Contains(seen, said) {
			continue
		}
		switch {
		case p.note:
			c.noted(row, said)
			if name, ok := strings.CutPrefix(said, "он же "); ok {
				notice.AddVariant(row.Person, name)
			} else if name, ok := strings.CutPrefix(said, "она же "); ok {
				notice.AddVariant(row.Person, name)
			}
		case len(seen) == 0:
			row.Book = strings.TrimSpace(p.book)
			notice.Read(row, strings.ReplaceAll(p.text, `""`, `"`))
		default:
			if p.book != "" && p.book != row.Book {
				said = strings.TrimSpace(p.book) + ": " + said
			}
			c.noted(row, said)
		}
		seen = append(seen, said)
	}
	c.repressed(row, pieces)
	return row
}

// repressed tells the year of the repression, which stands beside every notice, where the notice tells of nothing later than a birth.
func (c *collection) repressed(row *source.Row, pieces []piece) {
	isLater := func(f lookup.Fact) bool { return f.Date != nil && f.Kind != lookup.FactBorn }
	if slices.ContainsFunc(row.Person.Life, isLater) {
		return
	}
	for _, p := range pieces {
		if date, ok := wording.Date(p.year); ok && date.Precision == lookup.PrecisionYear {
			row.Add(lookup.Fact{Kind: lookup.FactRepressed, Date: &date})
			row.Understood("year", true)
			return
		}
	}
}

func (c *collection) noted(row *source.Row, said string) {
	row.Add(lookup.Fact{Kind: lookup.FactNoted, Quoted: lookup.Quoted{Text: said}})
	row.Understood("text", false)
}

// rank puts texts that name their source first, and notes last.
func rank(p piece) int {
	switch {
	case p.note:
		return 2
	case p.book == "":
		return 1
	}
	return 0
}

// kept is a piece as it was. Where the files differ in encoding, all is kept in UTF-8.
func (c *collection) kept(row *source.Row, p piece) []byte {
	raw := p.raw
	text := notice.Decode(row, raw, p.encoding) // notes what is no text
	if len(c.encodings) > 1 && p.encoding != notice.UTF8 {
		raw = []byte(text)
	}
	if len(row.Raw) > 0 && row.Raw[len(row.Raw)-1] != '\n' {
		raw = append([]byte("\n"), raw...)
	}
	return raw
}

// longestLine is the length from which on a line is no notice.
const longestLine = 1 << 20
