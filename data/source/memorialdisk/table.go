package memorialdisk

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"joqtau/data/source"
	"joqtau/data/source/notice"
)

// maxLine bounds a line of a table, in bytes. The longest column of the disk has 2,000 characters.
const maxLine = 32 << 10

// A line is one line of a table without its end.
type line struct {
	number  int
	raw     []byte // valid until the next line is read
	tooLong bool   // raw is only its beginning
	bytes   int64  // with its end
}

// eachLine calls do with every line of a file but empty ones, whose bytes count with the line after them. The head is the first.
func eachLine(path string, head func(line) error, do func(line) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	reader := bufio.NewReaderSize(file, maxLine)
	beginning, _ := reader.Peek(maxLine) // what is wrong is told when it is read
	end := notice.LineEnd(beginning)
	var empty int64
	for number := 1; ; number++ {
		l, err := readLine(reader, end)
		l.number = number
		if errors.Is(err, io.EOF) && l.bytes == 0 {
			if number == 1 { // an empty file has lost its head, and all else
				return head(l)
			}
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		switch {
		case number == 1:
			err = head(l)
		case len(l.raw) > 0:
			l.bytes += empty
			empty, err = 0, do(l)
		default:
			empty, err = empty+l.bytes, nil
		}
		if err != nil {
			return err
		}
	}
}

func readLine(reader *bufio.Reader, end byte) (line, error) {
	raw, err := reader.ReadSlice(end)
	l := line{raw: raw, bytes: int64(len(raw))}
	for errors.Is(err, bufio.ErrBufferFull) {
		if !l.tooLong {
			l.raw, l.tooLong = bytes.Clone(raw), true
		}
		raw, err = reader.ReadSlice(end)
		l.bytes += int64(len(raw))
	}
	l.raw = bytes.TrimRight(l.raw, "\r\n")
	return l, err
}

// columns cuts a line. The tables have no quotation: a quote is a letter like others.
func columns(raw []byte) [][]byte { return bytes.Split(raw, []byte{';'}) }

// readNumber reads a column that holds a number, empty as 0.
func readNumber(column []byte) (int64, error) {
	text := strings.TrimSpace(string(column))
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, err // and not the nearest number that there is
	}
	return n, nil
}

// checkHead compares the head of a table with the columns that it should have, whatever their letters' case.
func checkHead(table string, l line, want []string) error {
	head := strings.TrimPrefix(string(l.raw), "\uFEFF")
	if strings.Contains(head, "\x00") {
		return fmt.Errorf("%s %w", table+suffix, notice.ErrNoText)
	}
	if !strings.EqualFold(strings.ReplaceAll(head, " ", ""), strings.Join(want, ";")) {
		return fmt.Errorf("%s begins with %.200q, want the columns %s", table, head, strings.Join(want, ";"))
	}
	return nil
}

// A dictionary holds the texts of a table by their numbers, as bytes in the table's encoding.
type dictionary struct {
	table    string
	encoding string
	entries  []entry // by number
	texts    []byte
}

// An entry takes sixteen bytes, since there are millions.
type entry struct {
	number uint32
	at     uint32
	line   uint32
	length uint16
}

// at is a text; false if the dictionary has none of that number.
func (d *dictionary) at(number int64) ([]byte, bool) {
	i, found := slices.BinarySearchFunc(d.entries, number, func(e entry, number int64) int { return cmp.Compare(int64(e.number), number) })
	if !found {
		return nil, false
	}
	e := d.entries[i]
	return d.texts[e.at : e.at+uint32(e.length)], true
}

// readDictionary reads a table of numbers and texts. Lines that cannot be used are rejected, and so is one whose
// number an earlier one has.
func (d *disk) readDictionary(table string, head []string) (*dictionary, error) {
	dict := &dictionary{table: table}
	path, err := d.path(table)
	if err != nil {
		return nil, err
	}
	err = eachLine(path, func(l line) error { return checkHead(table, l, head) }, func(l line) error {
		number, text, _ := bytes.Cut(l.raw, []byte{';'})
		n, err := readNumber(number)
		switch {
		case l.tooLong:
			d.reject(table, l, "the line is too long")
		case int64(len(dict.texts)+len(text)) > math.MaxUint32:
			return fmt.Errorf("%s is too large", table+suffix)
		case err != nil || n <= 0 || n > maxNumber:
			d.reject(table, l, "the first column is no number")
		default:
			dict.entries = append(dict.entries, entry{uint32(n), uint32(len(dict.texts)), uint32(l.number), uint16(len(text))})
			dict.texts = append(dict.texts, text...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(dict.entries, func(a, b entry) int { return cmp.Compare(a.number, b.number) })
	kept := dict.entries[:0]
	for _, e := range dict.entries {
		if len(kept) > 0 && kept[len(kept)-1].number == e.number {
			d.rejectEntry(dict, e)
			continue
		}
		kept = append(kept, e)
	}
	dict.entries = kept
	return dict, nil
}

// rejectEntry rejects an entry whose number another one has.
func (d *disk) rejectEntry(dict *dictionary, e entry) {
	text := dict.texts[e.at : e.at+uint32(e.length)]
	raw := fmt.Appendf(nil, "%d;%s", e.number, text)
	d.rejected = append(d.rejected, source.Reject(dict.table+suffix, int(e.line), raw, "another line has this number already"))
}

const (
	suffix    = ".csv"
	maxNumber = 1<<32 - 1
)

// A linkTable holds which texts belong to which people.
type linkTable struct {
	table string
	links []link // by person, else in the order of the table
	used  []bool
}

type link struct{ person, number, line uint32 }

// of are the links of a person; none if they were given to another of the same number already.
func (t *linkTable) of(person int64) (of []link, isTaken bool) {
	first, found := slices.BinarySearchFunc(t.links, person, func(l link, person int64) int { return cmp.Compare(int64(l.person), person) })
	if found && t.used[first] {
		return nil, true
	}
	last := first
	for ; last < len(t.links) && int64(t.links[last].person) == person; last++ {
		t.used[last] = true
	}
	return t.links[first:last], false
}

// readLinks reads a table that joins people and texts.
func (d *disk) readLinks(table string, head []string) (*linkTable, error) {
	links := &linkTable{table: table}
	path, err := d.path(table)
	if err != nil {
		return nil, err
	}
	err = eachLine(path, func(l line) error { return checkHead(table, l, head) }, func(l line) error {
		cut := columns(l.raw)
		if len(cut) != 2 {
			d.reject(table, l, fmt.Sprintf("the line has %d columns, want 2", len(cut)))
			return nil
		}
		person, errPerson := readNumber(cut[0])
		number, errNumber := readNumber(cut[1])
		if errPerson != nil || errNumber != nil || person <= 0 || number < 0 || person > maxNumber || number > maxNumber {
			d.reject(table, l, "the columns are no numbers")
			return nil
		}
		if number > 0 {
			links.links = append(links.links, link{uint32(person), uint32(number), uint32(l.number)})
		}
		return nil
	})
	slices.SortStableFunc(links.links, func(a, b link) int { return cmp.Compare(a.person, b.person) })
	links.used = make([]bool, len(links.links))
	return links, err
}

// path finds the file of a table, whatever the case of its letters.
func (d *disk) path(table string) (string, error) {
	var found []string
	for _, file := range d.files {
		if strings.EqualFold(filepath.Base(file), table+suffix) {
			found = append(found, file)
		}
	}
	switch {
	case len(found) > 1:
		return "", fmt.Errorf("%s and %s are both the table %s; keep one of them", found[0], found[1], table)
	case len(found) == 1:
		info, err := os.Stat(found[0])
		if err == nil && !info.Mode().IsRegular() {
			err = fmt.Errorf("%s is no file", found[0])
		}
		return found[0], err
	}
	return "", fmt.Errorf("%s has no file %s; want the folder of the 40 tables that github.com/nextgis/memorial_data exports", d.folder, table+suffix)
}

// reject keeps a line that cannot be used.
func (d *disk) reject(table string, l line, reason string) {
	d.rejected = append(d.rejected, source.Reject(table+suffix, l.number, bytes.Clone(l.raw), reason))
}
