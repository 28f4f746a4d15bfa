package memorialtext

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"joqtau/data/source"
	"joqtau/data/source/notice"
)

// A text is read record by record.
type text struct {
	file  *file
	lines *bufio.Reader
	end   byte // of lines
	line  int
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
func (t *text) rows(yield func(*source.Row, error) bool) {
	var held *source.Row
	var blank int64
	for {
		rec, err := t.next()
		if len(bytes.TrimSpace(bytes.TrimPrefix(rec.raw, byteOrderMark))) == 0 {
			blank += rec.bytes
		} else {
			if held != nil && !yield(held, nil) {
				return
			}
			rec.bytes += blank
			held, blank = t.row(rec), 0
		}
		if err == nil {
			continue
		}
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

// next reads a record. The error is that of the input; the record before it counts.
func (t *text) next() (record, error) {
	rec := record{line: t.line}
	begins := true // a line
	for {
		piece, err := t.lines.ReadSlice(t.end)
		if errors.Is(err, bufio.ErrBufferFull) {
			err = nil
		}
		rec.bytes += int64(len(piece))
		atStart := begins
		if begins = bytes.HasSuffix(piece, []byte{t.end}); begins {
			t.line++
		}
		if atStart && string(bytes.TrimSpace(piece)) == "---" {
			return rec, err
		}
		rec.add(piece)
		if err != nil {
			return rec, err
		}
	}
}

// row reads a record. Its first line may be the name.
func (t *text) row(rec record) *source.Row {
	row := &source.Row{File: t.file.name, Line: rec.line, Bytes: rec.bytes, Raw: rec.raw}
	if t.file.isOneOfMany {
		row.ID = fmt.Sprintf("%s-%d", t.file.id(), rec.line)
	}
	if rec.long {
		row.Rejected = "too long for a record; only its beginning is kept"
		return row
	}
	words := strings.TrimSpace(notice.UnixLines(notice.Decode(row, rec.raw, t.file.encoding)))
	line, rest, _ := strings.Cut(words, "\n")
	if name := strings.TrimSpace(line); notice.IsName(name) {
		readNotice(row, name, rest, "")
	} else {
		readNotice(row, "", words, "")
	}
	return row
}
