// Package memorialtext reads the notices of lists.memo.ru, "Victims of Political Terror in the USSR": as text, with a line "---"
// between two of them, or as the pages of that site.
//
// The texts that are passed around have lost the names. A notice without one is read all the same: nobody can find it by name, but
// it is counted, it keeps what it says, and once its name is known nothing else is missing.
package memorialtext

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"joqtau/data/source"
	"joqtau/data/source/notice"
	"joqtau/lookup"
)

// Format is the way in which these notices are written.
var Format = source.Format{
	Name:  "memorial-text",
	About: "notices of lists.memo.ru: a text file with --- between the records, or its pages as HTML",
	Open:  open,
}

// longest is the length up to which a record is kept whole; what is longer is no notice.
const longest = 1 << 20

func open(_ context.Context, input string, _ source.Options) (*source.Reading, error) {
	info, err := os.Stat(input)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s is a folder; want a file of notices", input)
	}
	encoding, size, err := notice.Encoding(input)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(input)
	if err != nil {
		return nil, err
	}
	r := &reader{file: filepath.Base(input), encoding: encoding, lines: bufio.NewReaderSize(file, 64<<10), line: 1}
	beginning, _ := r.lines.Peek(64 << 10)
	r.html, r.end = isHTML(beginning), notice.LineEnd(beginning)
	return &source.Reading{
		List: lookup.Source{
			ID: "notices", Title: "Жертвы политического террора в СССР", Author: "Мемориал", Published: "2007",
			Address: "https://lists.memo.ru/", Locator: lookup.ByRecord, Kind: "list",
		},
		Encoding: encoding,
		Inputs:   []string{input},
		Total:    size,
		Rows:     r.rows(),
		Close:    file.Close,
	}, nil
}

func isHTML(beginning []byte) bool {
	text := bytes.TrimSpace(bytes.TrimPrefix(beginning, []byte("\xef\xbb\xbf")))
	return bytes.HasPrefix(text, []byte("<"))
}

// A reader reads records one after the other.
type reader struct {
	file     string
	encoding string
	html     bool
	end      byte // of lines
	lines    *bufio.Reader
	line     int
}

// A record is the lines up to the next separator.
type record struct {
	line  int
	raw   []byte // without the separator
	bytes int64  // with it, and with those before that had nothing between them
	long  bool   // raw is only its beginning
}

// add adds bytes, as far as a record is kept.
func (r *record) add(piece []byte) {
	room := longest - len(r.raw)
	r.long = r.long || len(piece) > room
	r.raw = append(r.raw, piece[:min(len(piece), room)]...)
}

// rows yields a row a record. The bytes of separators at the end belong to the last one.
func (r *reader) rows() iter.Seq2[*source.Row, error] {
	return func(yield func(*source.Row, error) bool) {
		var held *source.Row
		var blank int64
		for {
			rec, err := r.next()
			if len(bytes.TrimSpace(bytes.TrimPrefix(rec.raw, []byte("\xef\xbb\xbf")))) == 0 {
				blank += rec.bytes
			} else {
				if held != nil && !yield(held, nil) {
					return
				}
				rec.bytes += blank
				held, blank = r.row(rec), 0
			}
			if err != nil {
				if held != nil {
					held.Bytes += blank
					if !yield(held, nil) {
						return
					}
				}
				if !errors.Is(err, io.EOF) {
					yield(nil, err)
				}
				return
			}
		}
	}
}

// next reads a record. The error is that of the input; the record before it counts.
func (r *reader) next() (record, error) {
	rec := record{line: r.line}
	begins := true // a line
	for {
		piece, err := r.lines.ReadSlice(r.end)
		if errors.Is(err, bufio.ErrBufferFull) {
			err = nil
		}
		rec.bytes += int64(len(piece))
		atStart := begins
		if begins = bytes.HasSuffix(piece, []byte{r.end}); begins {
			r.line++
		}
		if r.separates(piece) && atStart {
			if r.html { // the tag begins the next record
				rec.add(piece)
			}
			return rec, err
		}
		rec.add(piece)
		if err != nil {
			return rec, err
		}
	}
}

// separates reports whether a line ends a record.
func (r *reader) separates(line []byte) bool {
	if r.html {
		return bytes.Contains(bytes.ToLower(line), []byte("</li"))
	}
	return string(bytes.TrimSpace(line)) == "---"
}

// row reads a record.
func (r *reader) row(rec record) *source.Row {
	row := &source.Row{File: r.file, Line: rec.line, Bytes: rec.bytes, Raw: rec.raw}
	if rec.long {
		row.Rejected = "too long for a record; only its beginning is kept"
		return row
	}
	row.Person = &lookup.Person{Roles: []lookup.Role{lookup.Victim}}
	text := notice.Decode(row, rec.raw, r.encoding)
	if r.html {
		text = plain(text)
	}
	text = strings.TrimSpace(notice.UnixLines(text))
	if text == "" { // of a page: what stands around its list
		row.Person, row.Rejected = nil, "no record"
		return row
	}
	line, rest, _ := strings.Cut(text, "\n")
	if name := strings.TrimSpace(line); notice.IsName(name) {
		notice.SetName(row, name)
		text = rest
	}
	notice.Read(row, text)
	isRead := func(f lookup.Fact) bool { return f.Kind != lookup.FactNoted }
	if len(row.Person.Names) == 0 && !slices.ContainsFunc(row.Person.Life, isRead) {
		row.Person, row.Rejected = nil, "neither a name nor a line of a notice"
	}
	return row
}

// plain takes a notice out of an item of a page: the name, the text and the source stand in paragraphs of their own.
func plain(item string) string {
	var b strings.Builder
	start := strings.Index(item, "<p")
	if start < 0 {
		return ""
	}
	for rest := item[start:]; rest != ""; {
		before, after, found := strings.Cut(rest, "<")
		b.WriteString(strings.ReplaceAll(before, "\n", " "))
		if !found {
			break
		}
		tag, next, _ := strings.Cut(after, ">")
		name := strings.ToLower(tag)
		switch {
		case strings.HasPrefix(name, "br"), strings.HasPrefix(name, "/p"), strings.HasPrefix(name, "p"):
			b.WriteString("\n")
			if strings.Contains(name, "author") && !strings.Contains(strings.ToLower(head(next)), "источник") {
				b.WriteString("Источник: ")
			}
		}
		rest = next
	}
	return html.UnescapeString(b.String())
}

// head is the beginning of a text.
func head(text string) string { return text[:min(len(text), 80)] }
