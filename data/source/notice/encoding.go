package notice

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"joqtau/data/source"
)

// The encodings in which lists come.
const (
	UTF8    = "utf-8"
	CP1251  = "windows-1251"
	bomUTF8 = "\xef\xbb\xbf"
)

// Encoding finds out in which encoding a file is, and its size. Text in UTF-8 has few bytes that are not; Cyrillic in
// windows-1251 has hardly any that are.
func Encoding(path string) (encoding string, size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer file.Close()
	var good, bad int64
	buffer := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := io.ReadFull(file, buffer[kept:])
		if size == 0 && n > 1 && (bytes.HasPrefix(buffer, []byte{0xff, 0xfe}) || bytes.HasPrefix(buffer, []byte{0xfe, 0xff})) {
			return "", 0, fmt.Errorf("%s: is in UTF-16, which is not read: save it in UTF-8", path)
		}
		size += int64(n)
		last := err != nil
		text := buffer[:kept+n]
		kept = 0
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
	if bad > good {
		return CP1251, size, nil
	}
	return UTF8, size, nil
}

// Decode is the text of bytes in an encoding. Bytes that are none in it become U+FFFD, and NULs too: the row has a problem.
func Decode(row *source.Row, raw []byte, encoding string) string {
	text := string(raw)
	if encoding == CP1251 {
		decoded, err := charmap.Windows1251.NewDecoder().Bytes(raw)
		if err == nil {
			text = string(decoded)
		}
	}
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
		row.Problem("text", "bytes that are no text in "+encoding)
	}
	return strings.TrimPrefix(text, "\uFEFF")
}
