package columns

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// The bounds of what is held in memory. No row of a list of people comes near them: what does is damaged.
const (
	longestLine   = 1 << 20
	longestRecord = 1 << 20
	mostLines     = 500 // in a record with line breaks in quotes
)

// A line is a line of the input as it stands there.
type line struct {
	number int
	raw    []byte // with its end; only its beginning if it is too long
	size   int64  // in the input
	isLong bool
	// isLoose says that it was taken for a part of an earlier record whose quote then was found to be never closed.
	isLoose bool
}

// add adds bytes to the line.
func (l *line) add(b []byte) {
	l.size += int64(len(b))
	if l.isLong = l.size > longestLine; l.isLong {
		b = b[:max(0, longestLine-len(l.raw))]
	}
	l.raw = append(l.raw, b...)
}

// A splitter reads an input line by line.
type splitter struct {
	in     *bufio.Reader
	coding coding
	end    byte // the byte by which lines end
	number int
}

// next returns the next line, or io.EOF.
func (s *splitter) next() (line, error) {
	s.number++
	l := line{number: s.number}
	before := byte(0xff)
	for {
		chunk, err := s.in.ReadSlice(s.end)
		if n := len(chunk); n > 1 {
			before = chunk[n-2]
		}
		l.add(chunk)
		isEnd := err == nil && !s.coding.isWide()
		if err == nil && s.coding.isWide() {
			isEnd, err = s.wideEnd(&l, before)
		}
		if n := len(chunk); n > 0 {
			before = chunk[n-1]
		}
		switch {
		case isEnd, errors.Is(err, io.EOF) && l.size > 0:
			return l, nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return line{}, err
		}
	}
}

// wideEnd reports whether the byte of a line end that was just read belongs to one in UTF-16, and reads on to its end.
func (s *splitter) wideEnd(l *line, before byte) (bool, error) {
	isFirst := l.size%2 == 1 // of the two bytes of a character
	if s.coding.name == utf16beName {
		return !isFirst && before == 0, nil
	}
	if !isFirst {
		return false, nil
	}
	second, err := s.in.ReadByte()
	if err != nil {
		return false, err
	}
	l.add([]byte{second})
	return second == 0, nil
}

// A tableRow is a row of the table as its characters stand there: a line, or several where quotes hold line breaks.
type tableRow struct {
	line     int
	raw      []byte // without the last line end
	size     int64
	cells    []string
	rejected string
	// misquoted is the number of a cell, from 1, in which quotes are not doubled; 0 if there is none.
	misquoted int
}

// A recorder cuts an input into records.
type recorder struct {
	splitter
	delimiter byte
	quoting   bool
	// width is the number of columns, 0 while it is not known.
	width int

	ahead []line // lines that were read and belong to no record yet
	err   error  // what ended the input
	blank int64  // the bytes of lines without data that belong to no record yet
}

// peek returns the line after i others, false if the input has no more.
func (r *recorder) peek(i int) (*line, bool) {
	for len(r.ahead) <= i && r.err == nil {
		l, err := r.splitter.next()
		if r.err = err; err == nil {
			r.ahead = append(r.ahead, l)
		}
	}
	if i >= len(r.ahead) {
		return nil, false
	}
	return &r.ahead[i], true
}

// drop forgets the first lines.
func (r *recorder) drop(n int) { r.ahead = append(r.ahead[:0], r.ahead[n:]...) }

// dropBlank forgets lines without data and returns their size.
func (r *recorder) dropBlank() int64 {
	var size int64
	for l, ok := r.peek(0); ok && r.isBlank(l); l, ok = r.peek(0) {
		size += l.size
		r.drop(1)
	}
	return size
}

// isBlank reports whether a line holds nothing but blanks and delimiters.
func (r *recorder) isBlank(l *line) bool {
	for _, c := range l.raw {
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != r.delimiter && (c != 0 || !r.coding.isWide()) {
			return false
		}
	}
	return !l.isLong
}

// next returns the next record, or io.EOF.
func (r *recorder) next() (tableRow, error) {
	r.blank += r.dropBlank()
	first, ok := r.peek(0)
	if !ok {
		return tableRow{}, r.err
	}
	rec, lines := r.cut(first)
	rec.line = first.number
	for i := range lines {
		if rec.size += r.ahead[i].size; i == 0 {
			rec.raw = r.ahead[i].raw
			continue
		}
		rec.raw = append(rec.raw, r.ahead[i].raw...)
	}
	rec.raw = r.withoutEnd(rec.raw)
	r.drop(lines)
	rec.size += r.blank + r.dropBlank() // so that the sizes of all records add up to that of the input
	r.blank = 0
	return rec, nil
}

// firstWidth is the number of cells of the next record, which stays.
func (r *recorder) firstWidth() (int, error) {
	r.blank += r.dropBlank()
	first, ok := r.peek(0)
	if !ok {
		return 0, r.err
	}
	rec, _ := r.cut(first)
	if rec.rejected != "" {
		return strings.Count(r.text(first), string(r.delimiter)) + 1, nil
	}
	return len(rec.cells), nil
}

// cut cuts the record at the first line into cells and says how many lines it has.
func (r *recorder) cut(first *line) (rec tableRow, lines int) {
	if first.isLong {
		return tableRow{rejected: "the line is longer than a megabyte; only its beginning is kept"}, 1
	}
	text, isLoose := r.text(first), first.isLoose
	if !r.quoting {
		return tableRow{cells: strings.Split(text, string(r.delimiter))}, 1
	}
	cells, lines := r.quoted(text)
	switch {
	case lines == 0:
		var misquoted int
		cells, misquoted = lazyCells(text, r.delimiter)
		if misquoted == 0 || r.width > 0 && len(cells) != r.width {
			return tableRow{rejected: "a quote is opened and not closed"}, 1
		}
		return tableRow{cells: cells, misquoted: misquoted}, 1
	case isLoose && r.width > 0 && len(cells) != r.width:
		return tableRow{rejected: "it is a part of a row whose quote is not closed"}, 1
	}
	return tableRow{cells: cells}, lines
}

// quoted cuts a record with quotes into cells, reading as many lines as its quotes hold. It returns no lines if the quotes
// are wrong: then the lines that were read stand for themselves, for a stray quote must not swallow other rows.
func (r *recorder) quoted(text string) (cells []string, lines int) {
	c := cutter{delimiter: r.delimiter}
	size, hasRow := 0, false
	for lines = 1; ; lines++ {
		c.cut(text)
		if c.isWrong || !c.isOpen {
			break
		}
		next, ok := r.peek(lines)
		if !ok || next.isLong || lines >= mostLines || size > longestRecord {
			c.isWrong = true
			break
		}
		text = r.text(next)
		size += len(text)
		hasRow = hasRow || r.isRow(text)
	}
	if hasRow && (len(c.cells) != r.width || r.width >= tellingWidth) {
		c.isWrong = true
	}
	if !c.isWrong {
		return c.cells, lines
	}
	for i := 1; i < lines; i++ {
		r.ahead[i].isLoose = true
	}
	return nil, 0
}

// tellingWidth is how many cells a line inside quotes must have to be known for a row of the table, if it has just as many
// as the table. Lines of text rarely have so many delimiters.
const tellingWidth = 6

// isRow reports whether a line has as many cells as the table.
func (r *recorder) isRow(text string) bool {
	return r.width > 1 && strings.Count(text, string(r.delimiter)) == r.width-1 && !strings.Contains(text, `"`)
}

// text decodes a line.
func (r *recorder) text(l *line) string { return r.coding.text(r.withoutEnd(l.raw)) }

// withoutEnd takes the line end off.
func (r *recorder) withoutEnd(raw []byte) []byte {
	for _, end := range []byte{'\n', '\r'} {
		mark := []byte{end}
		switch r.coding.name {
		case utf16leName:
			mark = []byte{end, 0}
		case utf16beName:
			mark = []byte{0, end}
		}
		raw = bytes.TrimSuffix(raw, mark)
	}
	return raw
}

// A cutter cuts the lines of a record into cells.
type cutter struct {
	delimiter byte
	isLazy    bool // a quote in quotes that is followed by neither a quote nor a delimiter stands for itself

	cells     []string
	isOpen    bool // the line ended inside quotes
	isWrong   bool // a quote stands where none can be
	misquoted int  // the number of a cell, from 1, in which a quote stood for itself
	cell      strings.Builder
}

// cut cuts the next line.
func (c *cutter) cut(text string) {
	if c.isOpen {
		c.cell.WriteByte('\n')
		text = c.quoted(text)
	} else {
		text = c.start(text)
	}
	for text != "" && !c.isOpen && !c.isWrong {
		text = c.start(text[1:]) // a delimiter
	}
}

// start reads a cell from its beginning and returns what follows, with its delimiter.
func (c *cutter) start(text string) string {
	if rest, isQuoted := strings.CutPrefix(text, `"`); isQuoted {
		c.cell.Reset()
		return c.quoted(rest)
	}
	end := strings.IndexByte(text, c.delimiter)
	if end < 0 {
		end = len(text)
	}
	c.cells = append(c.cells, text[:end])
	return text[end:]
}

// quoted reads a cell inside its quotes and returns what follows.
func (c *cutter) quoted(text string) string {
	for c.isOpen = true; ; {
		before, after, found := strings.Cut(text, `"`)
		c.cell.WriteString(before)
		if !found {
			return ""
		}
		following := strings.TrimLeft(after, " ")
		switch {
		case after != "" && after[0] == '"':
			c.cell.WriteByte('"')
			text = after[1:]
		case following == "" || following[0] == c.delimiter:
			c.cells = append(c.cells, c.cell.String())
			c.isOpen = false
			return following
		case c.isLazy:
			c.cell.WriteByte('"')
			c.misquoted = len(c.cells) + 1
			text = after
		default:
			c.isWrong = true
			return ""
		}
	}
}

// lazyCells cuts a line in whose cells quotes are not doubled, and returns the number of such a cell, 0 if it cannot.
func lazyCells(text string, delimiter byte) (cells []string, misquoted int) {
	c := cutter{delimiter: delimiter, isLazy: true}
	c.cut(text)
	if c.isOpen {
		return nil, 0
	}
	return c.cells, c.misquoted
}
