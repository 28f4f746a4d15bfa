// Package columns reads tables of people whose columns have no fixed meaning: a mapping file says what each column is.
//
// A mapping file is YAML:
//
//	name: some-oblast               # the beginning of the ids of the people: a-z, 0-9 and hyphens
//	title: Книга памяти ...         # the list as a source: title, and author, published, address if known
//	encoding: windows-1251          # an IANA name, or auto (the default); a byte order mark wins
//	delimiter: ";"                  # one character, tab, or auto (the default)
//	quoting: true                   # cells may be in double quotes (the default)
//	skip: 2                         # so many rows stand above the headings: the title of a table (0 is the default)
//	header: true                    # the next row has the headings (the default)
//	grown: 1954                     # by this year everybody in the list was at least lookup.LeastAge years old
//	lang: ru                        # of names in Cyrillic letters; those with letters of Kazakh alone are Kazakh, and if nothing
//	                                # is said here those with і too, which Ukrainian has as well
//	dates: [dd.mm.yyyy, yyyy]       # notations of dates: dd, mm and yyyy with marks between, packed, excel, words
//	unknown: [нет данных, "-"]      # values that say nothing; there is a default
//	constants:                      # what is true of everybody, where the row says nothing else
//	  arrest body: УНКВД
//	columns:                        # by heading or number, or a list of fields in the order of the columns
//	  ФИО: name
//	  7: {field: arrest date, dates: [mm/dd/yyyy]}
//	  Пол: {field: sex, values: {1: м, 2: ж}}        # the key to codes
//	  Год ареста: {field: arrest date, part: year}   # a date in several columns: day, month, year
//	  Когда и где умер: {field: death date, rest: death place}
//
// Columns that it does not name are kept as text with their headings. A row that has the headings again, adds up others or is a
// remark is no person. Of two rows with one number both are people.
package columns

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"joqtau/data/source"
	"joqtau/lookup"
)

// Format reads tables by a mapping file.
var Format = source.Format{
	Name:  "csv",
	About: "a table of people, in any encoding and with any delimiter, by a mapping file",
	Open:  open,
}

func open(ctx context.Context, input string, options source.Options) (*source.Reading, error) {
	if options.Mapping == "" {
		return nil, errors.New("a table needs a mapping file that says what its columns mean; run with --guess to get one")
	}
	m, err := readMapping(options.Mapping)
	if err != nil {
		return nil, err
	}
	return openMapped(ctx, input, m, &ourWords)
}

func openMapped(ctx context.Context, input string, m *mapping, words *words) (*source.Reading, error) {
	file, err := os.Open(input)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder; want a table", input)
	}
	var t *table
	if err == nil {
		t, err = newTable(file, filepath.Base(input), m, words)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &source.Reading{
		List: lookup.Source{ID: m.Name, Title: m.Title, Author: m.Author, Published: m.Published, Address: m.Address,
			Locator: lookup.ByRecord, Kind: "list"},
		Grown:    m.Grown,
		Encoding: t.records.coding.name,
		Inputs:   []string{input},
		Total:    info.Size(),
		Rows:     t.rows(ctx),
		Close:    file.Close,
	}, nil
}

// A column is a column of a table.
type column struct {
	heading string
	normal  string // the heading for comparing, empty if it has none
	field   field
	dates   notations
	part    part
	rest    field
	values  map[string]string
	// isLabelled says that the heading belongs to the text.
	isLabelled bool
}

// A table is a table that is being read.
type table struct {
	file    string
	mapping *mapping
	words   *words
	records *recorder
	columns []column
	// constants are the fields that the mapping states of everybody, in the order of fields.
	constants []column
	stated    map[field]string

	unknown map[string]bool
	// beginnings are the first characters of these values, to tell most others at once.
	beginnings map[rune]bool
}

// sampleSize is how much of the beginning of an input is looked at for what the mapping leaves open.
const sampleSize = 1 << 18

func newTable(in io.Reader, file string, m *mapping, words *words) (*table, error) {
	records, err := newRecorder(in, m)
	if err != nil {
		return nil, err
	}
	t := &table{file: file, mapping: m, words: words, records: records, stated: map[field]string{}, beginnings: map[rune]bool{},
		unknown: setOf(m.Unknown)}
	for word := range t.unknown {
		first, _ := utf8.DecodeRuneInString(word)
		t.beginnings[first] = true
	}
	for _, f := range fields {
		if value := strings.TrimSpace(m.Constants[string(f)]); value != "" {
			t.constants = append(t.constants, column{heading: string(f), field: f, dates: m.dates})
			t.stated[f] = value
		}
	}
	return t, t.readHeadings()
}

// noTables are the beginnings of files of other kinds in which tables are found: those of Excel and its like, old and new, and PDF.
var noTables = []string{"PK\x03\x04", "\xd0\xcf\x11\xe0", "%PDF-"}

// newRecorder settles encoding and delimiter and cuts the input into records.
func newRecorder(in io.Reader, m *mapping) (*recorder, error) {
	buffered := bufio.NewReaderSize(in, sampleSize)
	beginning, err := buffered.Peek(sampleSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	for _, mark := range noTables {
		if strings.HasPrefix(string(beginning), mark) {
			return nil, errors.New("is no text: open it in the program that wrote it, such as Excel, and save the table as CSV in UTF-8")
		}
	}
	name, mark := encodingOf(beginning, strings.ToLower(m.Encoding))
	coding, err := newCoding(name)
	if err != nil {
		return nil, err
	}
	r := &recorder{splitter: splitter{coding: coding, end: lineEnd(beginning), in: buffered}, quoting: m.isQuoting()}
	r.blank = int64(mark)
	text := coding.text(beginning[mark:])
	if _, err := buffered.Discard(mark); err != nil {
		return nil, err
	}
	r.delimiter = delimiterOf(m.Delimiter, text)
	return r, nil
}

// lineEnd is the byte by which the lines of an input end: a line feed, or, in files of old Macintoshes, a carriage return.
func lineEnd(beginning []byte) byte {
	text := string(beginning)
	if !strings.Contains(text, "\n") && strings.Contains(text, "\r") && !strings.Contains(text, "\x00") {
		return '\r'
	}
	return '\n'
}

// autoDelimiter says that the delimiter is to be found by trying.
const autoDelimiter = "auto"

// usualDelimiters are those that are tried, the most telling first: commas stand in texts too.
const usualDelimiters = "\t;|,"

// delimiters returns the delimiters that a mapping's word for them allows.
func delimiters(stated string) (string, bool) {
	switch strings.ToLower(stated) {
	case autoDelimiter, "":
		return usualDelimiters, true
	case "tab", `\t`:
		return "\t", true
	}
	return stated, len(stated) == 1 && stated[0] < 0x80 && !strings.ContainsAny(stated, "\"\r\n\x00")
}

// delimiterOf finds the delimiter that cuts most of the first lines into as many cells as the first one, and into the most.
func delimiterOf(stated, text string) byte {
	candidates, _ := delimiters(stated)
	best, most := candidates[0], 0
	for i := range len(candidates) {
		if n := fits(text, candidates[i]); n > most {
			best, most = candidates[i], n
		}
	}
	return best
}

// fits tells how well a delimiter cuts the first lines of a text: how many have as many cells as most. Above a table there may be
// a title.
func fits(text string, delimiter byte) int {
	const tried = 50
	lines, most := 0, 0
	widths := map[int]int{}
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		c := cutter{delimiter: delimiter, isLazy: true}
		c.cut(strings.TrimRight(line, "\r\n"))
		widths[len(c.cells)]++
		if lines++; lines == tried {
			break
		}
	}
	for width, n := range widths {
		if width > 1 {
			most = max(most, 100*n/lines+min(width, 100))
		}
	}
	return most
}

// readHeadings reads the first row as far as it says what the columns are.
func (t *table) readHeadings() error {
	for range t.mapping.Skip {
		above, err := t.records.next()
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		t.records.blank += above.size
	}
	var headings []string
	width := 0
	if t.mapping.hasHeader() {
		first, err := t.records.next()
		switch {
		case errors.Is(err, io.EOF):
			return fmt.Errorf("%s is empty: it has not even a row of headings", t.file)
		case err != nil:
			return err
		case first.rejected != "":
			return fmt.Errorf("%s:%d: the headings cannot be read: %s", t.file, first.line, first.rejected)
		}
		t.records.blank += first.size
		for _, cell := range first.cells {
			headings = append(headings, strings.Join(strings.Fields(clean(cell)), " "))
		}
		width = len(headings)
	} else {
		var err error
		if width, err = t.records.firstWidth(); errors.Is(err, io.EOF) {
			return fmt.Errorf("%s is empty", t.file)
		} else if err != nil {
			return err
		}
	}
	t.records.width = width
	var err error
	t.columns, err = t.mapping.arrange(headings, width)
	return err
}

// rows yields the rows of the table.
func (t *table) rows(ctx context.Context) iter.Seq2[*source.Row, error] {
	return func(yield func(*source.Row, error) bool) {
		for {
			rec, err := t.records.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err = errors.Join(err, ctx.Err()); err != nil {
				yield(nil, fmt.Errorf("%s: line %d: %w", t.file, t.records.number, err))
				return
			}
			if !yield(t.row(&rec), nil) {
				return
			}
		}
	}
}

// row makes a row of a record.
func (t *table) row(rec *tableRow) *source.Row {
	row := &source.Row{File: t.file, Line: rec.line, Bytes: rec.size, Raw: rec.raw, Rejected: rec.rejected}
	if row.Rejected == "" {
		row.Rejected = t.tooWide(rec.cells)
	}
	if row.Rejected == "" {
		row.Rejected = t.noPerson(rec.cells)
	}
	if row.Rejected != "" {
		return row
	}
	p := person{table: t, row: row, cells: map[field]*cell{}}
	p.read(rec)
	if row.Rejected = p.reject(); row.Rejected != "" {
		row.Fields = nil
		return row
	}
	row.Person = &lookup.Person{Roles: []lookup.Role{lookup.Victim}, Life: make([]lookup.Fact, 0, 2+len(p.cells)/2+len(p.notes))}
	p.tell()
	return row
}

// tooWide says what is wrong with a row that has more cells than the table, unless those are empty.
func (t *table) tooWide(cells []string) string {
	for i := len(t.columns); i < len(cells); i++ {
		if strings.TrimSpace(cells[i]) != "" {
			return fmt.Sprintf("it has %d cells, and the table %d columns", len(cells), len(t.columns))
		}
	}
	return ""
}

// isUnknown reports whether a value says that nothing is known.
func (t *table) isUnknown(value string) bool {
	first, _ := utf8.DecodeRuneInString(value)
	return t.beginnings[unicode.ToLower(first)] && t.unknown[normal(value)]
}
