// Package memorialtext reads the notices of Memorial's sites: of lists.memo.ru, "Victims of Political Terror in the USSR", as text,
// with a line "---" between two of them, or as its pages; of mos.memo.ru, "Shootings in Moscow", as its pages.
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
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	tags "golang.org/x/net/html"

	"joqtau/data/source"
	"joqtau/data/source/notice"
	"joqtau/lookup"
)

// Format is the way in which these notices are written.
var Format = source.Format{
	Name:  "memorial-text",
	About: "notices of lists.memo.ru or mos.memo.ru: a text file with --- between the records, pages as HTML, or a folder of either",
	Open:  open,
}

// longest is the length up to which a notice is kept whole; what is longer is none.
const longest = 1 << 20

var byteOrderMark = []byte("\xef\xbb\xbf")

// The lists from which the notices are.
var (
	victims = lookup.Source{ID: "notices", Title: "Жертвы политического террора в СССР", Author: "Мемориал", Published: "2007",
		Address: "https://lists.memo.ru/", Locator: lookup.ByRecord, Kind: "list"}
	moscow = lookup.Source{ID: "moscow", Title: "Расстрелы в Москве", Author: "Мемориал", Address: "http://mos.memo.ru/", Locator: lookup.ByRecord, Kind: "list"}
)

// A file is one of an input.
type file struct {
	path, name  string // name within the input
	encoding    string
	size        int64
	isASCII     bool // as far as its beginning goes
	isPage      bool
	list        *lookup.Source // nil of a page whose beginning has no notice
	isOneOfMany bool
	end         byte // of lines
}

// id is the beginning of the numbers of the file's notices, where the line alone does not tell them apart.
func (f *file) id() string { return source.IDOf(strings.ReplaceAll(f.name, "/", "-")) }

func open(ctx context.Context, input string, _ source.Options) (*source.Reading, error) {
	files, err := filesOf(ctx, input)
	if err != nil {
		return nil, err
	}
	reading := &source.Reading{List: victims, Rows: rowsOf(ctx, files), Close: func() error { return nil }}
	if reading.Encoding, err = encodingOf(files); err != nil {
		return nil, err
	}
	var first *file // that tells its list
	for _, f := range files {
		f.encoding = reading.Encoding
		reading.Inputs = append(reading.Inputs, f.path)
		reading.Total += f.size
		switch {
		case f.list == nil:
		case first == nil:
			first, reading.List = f, *f.list
		case first.list != f.list:
			return nil, fmt.Errorf("%s is of %s, %s of %s; import each list from a folder of its own", first.path, first.list.Address, f.path, f.list.Address)
		}
	}
	return reading, nil
}

// encodingOf is that of all files; it is in doubt only where there are other letters than those of English.
func encodingOf(files []*file) (string, error) {
	var first *file
	for _, f := range files {
		switch {
		case f.isASCII:
		case first == nil:
			first = f
		case first.encoding != f.encoding:
			return "", fmt.Errorf("%s is in %s, %s in %s; import each encoding from a folder of its own", first.path, first.encoding, f.path, f.encoding)
		}
	}
	if first == nil {
		return notice.UTF8, nil
	}
	return first.encoding, nil
}

// filesOf are the files of an input: itself, or those of a folder and its folders.
func filesOf(ctx context.Context, input string) ([]*file, error) {
	info, err := os.Stat(input)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		f, err := look(input, filepath.Base(input))
		return []*file{f}, err
	}
	root, err := filepath.EvalSymlinks(input) // which a walk does not follow
	if err != nil {
		return nil, err
	}
	var files []*file
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if !entry.Type().IsRegular() || !slices.Contains([]string{".htm", ".html", ".txt"}, strings.ToLower(filepath.Ext(path))) {
			return nil
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		f, err := look(path, filepath.ToSlash(name))
		if err != nil {
			return err
		}
		f.isOneOfMany = true
		files = append(files, f)
		return nil
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s has no pages (.htm, .html) and no texts (.txt)", input)
	}
	return files, err
}

// look says of what sort a file is.
func look(path, name string) (*file, error) {
	encoding, size, err := notice.Encoding(path)
	if err != nil {
		return nil, err
	}
	opened, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	beginning, _ := bufio.NewReaderSize(opened, 64<<10).Peek(64 << 10) // what is wrong is told when it is read
	f := &file{path: path, name: name, encoding: encoding, size: size, end: notice.LineEnd(beginning)}
	f.isASCII = !slices.ContainsFunc(beginning, func(b byte) bool { return b >= utf8.RuneSelf })
	f.isPage = bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(beginning, byteOrderMark)), []byte("<"))
	f.list = &victims
	if f.isPage {
		f.list = listOf(f, beginning)
	}
	return f, nil
}

// listOf tells by its first notice of which list a page is.
func listOf(f *file, beginning []byte) *lookup.Source {
	p := newPage(f, bytes.NewReader(beginning))
	for {
		kind := p.tokens.Next()
		if kind == tags.ErrorToken {
			return nil
		}
		name, hasAttributes := p.tokens.TagName()
		if kind != tags.StartTagToken || string(name) != "p" {
			continue
		}
		switch classes := p.classes(hasAttributes); {
		case slices.Contains(classes, "pers"):
			return &moscow
		case slices.Contains(classes, "name"):
			return &victims
		}
	}
}

// rowsOf yields the rows of files, one after the other.
func rowsOf(ctx context.Context, files []*file) iter.Seq2[*source.Row, error] {
	return func(yield func(*source.Row, error) bool) {
		for _, f := range files {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			for row, err := range f.rows {
				if !yield(row, err) || err != nil {
					return
				}
			}
		}
	}
}

// rows yields the rows of a file.
func (f *file) rows(yield func(*source.Row, error) bool) {
	opened, err := os.Open(f.path)
	if err != nil {
		yield(nil, err)
		return
	}
	defer opened.Close()
	in := bufio.NewReaderSize(opened, 64<<10)
	if f.isPage {
		newPage(f, in).rows(yield)
		return
	}
	(&text{file: f, lines: in, end: f.end, line: 1}).rows(yield)
}

// readNotice reads what a row says of a person: the name, if it is known, the notice, and the book that it is from.
func readNotice(row *source.Row, name, text, book string) {
	row.Person = &lookup.Person{Roles: []lookup.Role{lookup.Victim}}
	if name != "" {
		notice.SetName(row, name)
	}
	notice.Read(row, text)
	if book != "" {
		row.Book = book
	}
	isRead := func(f lookup.Fact) bool { return f.Kind != lookup.FactNoted }
	if len(row.Person.Names) == 0 && !slices.ContainsFunc(row.Person.Life, isRead) {
		row.Person, row.Rejected = nil, "neither a name nor a line of a notice"
	}
}
