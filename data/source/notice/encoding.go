package notice

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"joqtau/data/source"
	"joqtau/data/source/charset"
)

// UTF8 is the encoding that everything is decoded to.
const UTF8 = "utf-8"

// ErrNoText says that a file is no text in an encoding that is read.
var ErrNoText = errors.New("is no text, or one in UTF-16: save it in UTF-8")

// sampleSize is of how many bytes that are no UTF-8 the encoding is told, with the letters around them.
const sampleSize = 256 << 10

// Encoding finds out in which encoding a file is, and its size. Text in UTF-8 has few bytes that are not; Cyrillic in an encoding
// of one byte a letter has hardly any that are.
func Encoding(path string) (encoding string, size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer file.Close()
	var good, bad, nulls int64
	var sample []byte
	buffer := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := io.ReadFull(file, buffer[kept:])
		if size == 0 && n > 1 && (bytes.HasPrefix(buffer, []byte{0xff, 0xfe}) || bytes.HasPrefix(buffer, []byte{0xfe, 0xff})) {
			return "", 0, fmt.Errorf("%s %w", path, ErrNoText)
		}
		size += int64(n)
		last := err != nil
		text := buffer[:kept+n]
		kept = 0
		nulls += int64(bytes.Count(text, []byte{0}))
		if len(sample) < sampleSize && !utf8.Valid(text) {
			sample = append(sample, text...)
		}
		for len(text) > 0 {
			c, width := utf8.DecodeRune(text)
			if c == utf8.RuneError && width == 1 && !last && !utf8.FullRune(text) {
				kept = copy(buffer, text)
				break
			}
			switch {
			case c == utf8.RuneError && width == 1:
				bad++
			case width > 1:
				good++
			}
			text = text[width:]
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return "", 0, err
		}
	}
	switch {
	case nulls > size/10: // a text has none, and a damaged one few
		return "", 0, fmt.Errorf("%s %w", path, ErrNoText)
	case bad > good:
		return charset.Cyrillic(sample), size, nil
	}
	return UTF8, size, nil
}

// Decode is the text of bytes in an encoding. Bytes that are none in it become U+FFFD, and NULs too: the row has a problem.
func Decode(row *source.Row, raw []byte, encoding string) string {
	text := charset.Text(raw, encoding)
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
		row.Problem("text", "bytes that are no text in "+encoding)
	}
	return strings.TrimPrefix(text, "\uFEFF")
}

// UnixLines has the lines of a text end as they do here, also those of old Macintoshes.
func UnixLines(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// LineEnd is the byte by which the lines of a list end, seen from its beginning: a line feed, or, in files of old Macintoshes, a
// carriage return.
func LineEnd(beginning []byte) byte {
	if !bytes.Contains(beginning, []byte("\n")) && bytes.Contains(beginning, []byte("\r")) {
		return '\r'
	}
	return '\n'
}
