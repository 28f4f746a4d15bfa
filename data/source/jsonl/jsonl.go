// Package jsonl reads what joqtau export writes: people as JSON Lines, and sources, if they are in the same file.
//
// What it reads is what was written: the people have the ids, the statements the sources that they had in the dataset.
package jsonl

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"unicode/utf8"

	"joqtau/data/source"
	"joqtau/lookup"
)

// Format reads an export of a dataset.
var Format = source.Format{
	Name:  "jsonl",
	About: "people, and their sources, as joqtau export writes them",
	Open:  open,
}

// longestLine is the size of the longest line that is read.
const longestLine = 16 << 20

var (
	byteOrderMark = []byte("\xef\xbb\xbf")
	wideMarks     = [][]byte{[]byte("\xff\xfe"), []byte("\xfe\xff")}
)

func open(ctx context.Context, input string, _ source.Options) (*source.Reading, error) {
	file, err := os.Open(input)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("is a folder; want a file of JSON Lines")
	}
	var sources []lookup.Source
	if err == nil {
		sources, err = readSources(ctx, file)
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", input, err), file.Close())
	}
	name := filepath.Base(input)
	r := &reader{lines: newLines(file), file: name, defined: map[string]bool{}, seen: map[string]bool{}, ids: map[string]int{}}
	for _, s := range sources {
		r.defined[s.ID] = true
	}
	return &source.Reading{
		List:     lookup.Source{ID: source.IDOf(input), Title: name, Locator: lookup.ByRecord, Kind: "list"},
		Sources:  sources,
		Grown:    wasShown,
		Encoding: "utf-8",
		Inputs:   []string{input},
		Total:    info.Size(),
		Rows:     r.rows(ctx),
		Close:    file.Close,
	}, nil
}

// lines are those of an input.
type lines struct {
	in     *bufio.Reader
	number int
	raw    []byte // without its end; only its beginning if it is too long
	size   int64
	isLong bool
}

func newLines(in io.Reader) *lines { return &lines{in: bufio.NewReaderSize(in, 1<<16)} }

// next reads the next line, or returns io.EOF.
func (l *lines) next() error {
	l.number++
	l.raw, l.size = l.raw[:0], 0
	for {
		chunk, err := l.in.ReadSlice('\n')
		l.size += int64(len(chunk))
		l.raw = append(l.raw, chunk[:min(len(chunk), longestLine-len(l.raw))]...)
		l.isLong = l.size > longestLine
		switch {
		case err == nil, errors.Is(err, io.EOF) && l.size > 0:
			return l.trim()
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// trim takes off what is no part of the line.
func (l *lines) trim() error {
	if l.number == 1 {
		l.raw = bytes.TrimPrefix(l.raw, byteOrderMark)
		if slices.ContainsFunc(wideMarks, func(mark []byte) bool { return bytes.HasPrefix(l.raw, mark) }) {
			return errors.New("it is written in UTF-16, and JSON Lines are UTF-8: save it in UTF-8")
		}
	}
	l.raw = bytes.TrimRight(l.raw, "\r\n")
	return nil
}

// wasShown has nobody of an export taken to be living for want of a date: whoever is in it was shown where it was made. Who is said to
// be born under a hundred years ago is withheld all the same.
const wasShown = lookup.LeastAge + 1

// readSources reads the sources that the input defines, in whatever place.
func readSources(ctx context.Context, in io.Reader) ([]lookup.Source, error) {
	var sources []lookup.Source
	defined := map[string]bool{}
	for l := newLines(in); ; {
		err := l.next()
		if errors.Is(err, io.EOF) {
			return sources, nil
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return nil, err
		}
		if !l.isLong && bytes.Contains(l.raw, []byte(`"locator"`)) {
			if s, err := parseSource(l.raw); err == nil && s != nil && !defined[s.ID] {
				defined[s.ID] = true
				sources = append(sources, *s)
			}
		}
	}
}

// parseSource reads a line that defines a source; nil if it is a line of something else.
func parseSource(raw []byte) (*lookup.Source, error) {
	var s struct {
		lookup.Source
		Forms, Life json.RawMessage
	}
	if err := json.Unmarshal(raw, &s); err != nil || s.Source.Locator == "" || s.Forms != nil || s.Life != nil {
		return nil, err
	}
	if s.ID == "" {
		return nil, errors.New("it has no id")
	}
	return &s.Source, nil
}

// A reader reads people.
type reader struct {
	lines   *lines
	file    string
	defined map[string]bool // sources
	seen    map[string]bool // those whose lines were passed
	ids     map[string]int  // the line of each person
	skipped int64           // the bytes of lines that are no rows
}

func (r *reader) rows(ctx context.Context) iter.Seq2[*source.Row, error] {
	return func(yield func(*source.Row, error) bool) {
		var held *source.Row // until it is known what lines without rows follow it
		for {
			err := r.lines.next()
			if errors.Is(err, io.EOF) {
				if held != nil {
					held.Bytes += r.skipped
					yield(held, nil)
				}
				return
			}
			if err = errors.Join(err, ctx.Err()); err != nil {
				if held == nil || yield(held, nil) {
					yield(nil, fmt.Errorf("%s: line %d: %w", r.file, r.lines.number, err))
				}
				return
			}
			row := r.row()
			if row == nil {
				r.skipped += r.lines.size
				continue
			}
			row.Bytes = r.lines.size + r.skipped
			r.skipped = 0
			if held != nil && !yield(held, nil) {
				return
			}
			held = row
		}
	}
}

// row reads the line as a row, nil if it is empty or defines a source.
func (r *reader) row() *source.Row {
	raw := bytes.Clone(r.lines.raw)
	if len(bytes.TrimSpace(raw)) == 0 && !r.lines.isLong {
		return nil
	}
	reject := func(err error) *source.Row { return source.Reject(r.file, r.lines.number, raw, err.Error()) }
	if r.lines.isLong {
		return reject(errors.New("the line is longer than 16 megabytes; only its beginning is kept"))
	}
	if s, err := parseSource(raw); s != nil {
		if r.seen[s.ID] {
			return reject(fmt.Errorf("the source %s is defined already", s.ID))
		}
		r.seen[s.ID] = true
		return nil
	} else if err != nil {
		return reject(fmt.Errorf("it is no record: %w", err))
	}
	p, problems, err := parsePerson(raw)
	if err != nil {
		return reject(err)
	}
	if before, isTwice := r.ids[p.ID]; isTwice {
		return reject(fmt.Errorf("the id %s stands in line %d already", p.ID, before))
	}
	r.ids[p.ID] = r.lines.number
	row := &source.Row{File: r.file, Line: r.lines.number, Raw: raw, ID: p.ID, Person: p, Fields: problems}
	r.note(row, p)
	return row
}

// note notes which fields the row has, and what is wrong with them.
func (r *reader) note(row *source.Row, p *lookup.Person) {
	if !utf8.Valid(row.Raw) {
		row.Problem("row", "some bytes are no UTF-8")
	}
	var tree map[string]any
	if json.Unmarshal(row.Raw, &tree) == nil {
		for name, value := range sorted(tree) {
			if known := personShape.fields[name]; known != nil && !isEmpty(value) {
				row.Understood(name, true)
			}
		}
		personShape.unknown(tree, "", func(path string) { row.Problem(path, "there is no such field") })
	}
	var missing []string
	for citations := range p.Citations() {
		for _, c := range citations {
			for _, id := range []string{c.Source, c.Copies} {
				if id != "" && !r.defined[id] && !slices.Contains(missing, id) {
					missing = append(missing, id)
					row.Problem("sources", fmt.Sprintf("the file does not define the source %s", id))
				}
			}
		}
	}
}
