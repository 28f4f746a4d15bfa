package stalinlists

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"joqtau/data/source"
	"joqtau/data/source/notice"
)

// csv reads notices, "id;year;name;notice;source;" without quoting, or a table of the database.
func (c *collection) csv(file string, raw []byte, encoding string) {
	if bytes.HasPrefix(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), []byte(`"personprim"`)) {
		c.noteTable(file, raw, encoding)
		return
	}
	if bytes.HasPrefix(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), []byte(`"`)) {
		c.reject(file, 1, raw, "a table of lists, not of people")
		return
	}
	for line, part := range c.rowsOf(file, raw) {
		text := strings.TrimRight(c.decode(part, encoding), "\r\n")
		cells := strings.Split(text, ";")
		number, err := strconv.Atoi(strings.TrimSpace(cells[0]))
		if err != nil || len(cells) < 4 || number < 0 {
			c.reject(file, line, part, "not id;year;name;notice;source")
			continue
		}
		name, said, book := strings.TrimSpace(cells[2]), cells[3:], ""
		for len(said) > 1 && strings.TrimSpace(said[len(said)-1]) == "" {
			said = said[:len(said)-1]
		}
		if len(said) > 1 { // a notice may have semicolons
			book, said = strings.TrimSpace(said[len(said)-1]), said[:len(said)-1]
		}
		c.add("", fmt.Sprintf("n%d", number), piece{file: file, line: line, raw: part, bytes: int64(len(part)), encoding: encoding, name: name,
			year: strings.TrimSpace(cells[1]), text: strings.ReplaceAll(strings.Join(said, ";"), "#", "\n"), book: book})
	}
}

// decode is the text of bytes; what is none is marked when the row is made.
func (c *collection) decode(raw []byte, encoding string) string {
	return notice.Decode(&source.Row{}, raw, encoding)
}

// A written is a notice as YAML has it. A value that is no text costs nobody the others: it is told as text.
type written struct {
	Number any `yaml:"spravka_old_id"`
	Year   any `yaml:"repyear"`
	Name   any `yaml:"fio"`
	Source any `yaml:"source"`
	Notice any `yaml:"spravka"`
}

func textOf(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// yaml reads the notices of one person. The earlier form is a single object, and its file has the number of the notice.
func (c *collection) yaml(file, base string, raw []byte, encoding string) {
	text := notice.UnixLines(c.decode(raw, encoding))
	var list []written
	if err := unmarshal(text, &list); err != nil {
		var one written
		if errOne := unmarshal(text, &one); errOne != nil {
			if !strings.HasPrefix(strings.TrimSpace(text), "-") {
				err = errOne
			}
			line, problem := problemOf(err)
			c.reject(file, line, raw, "not readable as YAML: "+problem)
			return
		}
		list = []written{one}
	}
	list = slices.DeleteFunc(list, func(w written) bool { return textOf(w.Name) == "" && textOf(w.Notice) == "" })
	if len(list) == 0 {
		c.reject(file, 1, raw, "nothing is said")
		return
	}
	for i, w := range list {
		person, number := "", ""
		if isPerson(base) {
			person = base
		} else if _, err := strconv.Atoi(base); err == nil {
			number = "n" + strings.TrimLeft(base, "0")
		}
		if w.Number != nil {
			number = "n" + strings.TrimLeft(fmt.Sprint(w.Number), "0")
		}
		p := piece{file: file, line: 1, raw: raw, encoding: encoding, name: textOf(w.Name), year: textOf(w.Year), text: textOf(w.Notice), book: textOf(w.Source)}
		if i == 0 {
			p.bytes = int64(len(raw))
		}
		c.add(person, number, p)
	}
}

// The bounds of a file on one person: beyond them reading YAML may take minutes and all memory.
const (
	longestFile  = 64 << 10
	mostBrackets = 1000
)

// unmarshal reads YAML. Whatever is wrong with a file is an error, and so is a panic of the package that reads it: the file is
// rejected with its words. Aliases are refused before they are followed, for a few lines of them may stand for millions.
func unmarshal(text string, into any) (err error) {
	defer func() {
		if failed := recover(); failed != nil {
			err = fmt.Errorf("it cannot be read: %v", failed)
		}
	}()
	if len(text) > longestFile || strings.Count(text, "[")+strings.Count(text, "{") > mostBrackets {
		return errors.New("too long")
	}
	isAlias := func(t *token.Token) bool { return t.Type == token.AliasType }
	if slices.ContainsFunc(lexer.Tokenize(text), isAlias) {
		return errors.New("it has aliases (*), which are not read")
	}
	return yaml.Unmarshal([]byte(text), into)
}

// problemOf says what is wrong with YAML, and in which line.
func problemOf(err error) (line int, problem string) {
	problem, _, _ = strings.Cut(yaml.FormatError(err, false, false), "\n")
	var column int
	if _, err := fmt.Sscanf(problem, "[%d:%d]", &line, &column); err != nil {
		return 1, problem
	}
	_, problem, _ = strings.Cut(problem, "] ")
	return line, problem
}

func isPerson(base string) bool {
	number, ok := strings.CutPrefix(base, "p")
	_, err := strconv.Atoi(number)
	return ok && err == nil
}

// page reads the front matter of a person's page.
func (c *collection) page(file, base string, raw []byte, encoding string) {
	_, matter, ok := strings.Cut("\n"+notice.UnixLines(c.decode(raw, encoding)), "\n---\n")
	if end := strings.LastIndex(matter, "\n---"); ok && end >= 0 {
		matter = matter[:end]
	}
	var said struct {
		Title       string `yaml:"title"`
		Description string `yaml:"description"`
	}
	if err := unmarshal(matter, &said); !ok || err != nil || said.Title == "" {
		c.reject(file, 1, raw, "no front matter with a title")
		return
	}
	person := ""
	if isPerson(base) {
		person = base
	}
	c.add(person, "", piece{file: file, line: 1, raw: raw, bytes: int64(len(raw)), encoding: encoding, name: said.Title, text: said.Description})
}

// noteTable reads the notes on people, two quoted cells a row, in which quotes are doubled and line breaks are written \n.
func (c *collection) noteTable(file string, raw []byte, encoding string) {
	for line, part := range c.rowsOf(file, raw) {
		if line == 1 { // the heads of the columns
			c.total -= int64(len(part))
			continue
		}
		text := strings.TrimSpace(c.decode(part, encoding))
		number, said, ok := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(text, `"`), `"`), `","`)
		if _, err := strconv.Atoi(number); !ok || err != nil {
			c.reject(file, line, part, "not a number and a note")
			continue
		}
		said = strings.ReplaceAll(strings.ReplaceAll(said, `""`, `"`), `\n`, "\n")
		c.notes = append(c.notes, note{"p" + number, piece{file: file, line: line, raw: part, bytes: int64(len(part)), encoding: encoding, text: said, note: true}})
	}
}

// rowsOf yields the lines of a file with their numbers and ends, but for empty ones and those that are too long.
func (c *collection) rowsOf(file string, raw []byte) iter.Seq2[int, []byte] {
	end := notice.LineEnd(raw)
	return func(yield func(int, []byte) bool) {
		for number := 1; len(raw) > 0; number++ {
			line := raw
			if i := bytes.IndexByte(raw, end); i >= 0 {
				line = raw[:i+1]
			}
			raw = raw[len(line):]
			switch {
			case len(bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")))) == 0:
				c.total -= int64(len(line))
			case len(line) > longestLine:
				c.reject(file, number, line[:longestLine], "too long for a row; only its beginning is kept")
				c.total -= int64(len(line) - longestLine)
			case !yield(number, line):
				return
			}
		}
	}
}
