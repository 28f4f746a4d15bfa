package columns

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"joqtau/data/source"
	"joqtau/data/source/wording"
)

// read reads the cells of a record.
func (p *person) read(rec *tableRow) {
	p.row.Fields = make([]source.Field, 0, len(rec.cells)+1)
	for i := range p.columns {
		c := &p.columns[i]
		if i >= len(rec.cells) {
			p.row.Problem(c.heading, fmt.Sprintf("the row ends after %d of %d cells", len(rec.cells), len(p.columns)))
			break
		}
		p.cell(c, rec.cells[i], rec.misquoted == i+1)
	}
	p.joinDates()
	for i := range p.constants {
		c := &p.constants[i]
		if p.cells[c.field] == nil {
			p.cells[c.field] = &cell{column: c, text: p.stated[c.field], note: -1}
		}
	}
}

// cell reads a cell that may be empty.
func (p *person) cell(c *column, written string, misquoted bool) {
	text := clean(written)
	switch {
	case misquoted:
		p.row.Problem(c.heading, "quotes inside quotes are not doubled")
	case strings.ContainsRune(text, utf8.RuneError):
		p.row.Problem(c.heading, "some bytes are not in the encoding "+p.records.coding.name)
	case strings.ContainsFunc(written, isControl):
		p.row.Problem(c.heading, "it has control characters")
	case text != "":
		p.row.Understood(c.heading, true)
	}
	if text == "" || c.field == fieldIgnore {
		return
	}
	note := len(p.row.Fields) - 1
	if c.values != nil {
		if meaning, isCode := c.values[normal(text)]; isCode {
			text = meaning
		}
	}
	switch {
	case text == "" || p.isUnknown(text):
	case c.field == fieldNone:
		p.note(c.heading+": "+text, note)
	case c.part != "":
		p.partOfDate(c, text, note)
	case c.rest != fieldNone:
		p.withRest(c, text, note)
	case c.isLabelled:
		p.put(c.field, cell{c, c.heading + " " + text, note})
	default:
		p.put(c.field, cell{c, text, note})
	}
}

// put takes in what a cell says of a field.
func (p *person) put(f field, said cell) {
	if said.isDenied(f, p.words) {
		p.denyEvent(f, said.text)
		p.deny(f, said)
		return
	}
	before := p.cells[f]
	if before == nil {
		p.cells[f] = &said
		return
	}
	before.text = join(before.text, said.text)
}

// withRest takes in a cell in which something stands behind a date. Where it does not begin with one, it is that thing alone,
// unless a number says that there is a date in it all the same. Words behind a date that deny or doubt may do so of the date.
func (p *person) withRest(c *column, text string, note int) {
	date, rest, ok := c.startDate(text, p.words)
	if p.isUnknown(rest) {
		rest = ""
	}
	behind := cell{c, rest, note}
	switch {
	case ok && rest != "" && behind.isDenied(c.rest, p.words):
		p.deny(c.field, cell{c, text, note})
		p.denyEvent(c.rest, rest)
	case ok:
		p.put(c.field, cell{c, date, note})
		if rest != "" {
			p.put(c.rest, behind)
		}
	case !strings.ContainsFunc(text, unicode.IsDigit):
		p.put(c.rest, cell{c, text, note})
	default:
		p.note(c.heading+": "+text, note)
	}
}

// startDate parts a text that begins with a date, in words or in a notation of the column, from what stands behind it.
func (c *column) startDate(text string, words *words) (date, rest string, ok bool) {
	end := 0
	if found, ok := wording.StartDate(text); ok && found.Problem == "" && found.From == 0 && found.Or == nil && !found.Vague {
		end = found.To
	}
	first := text
	if i := strings.IndexAny(text, " ,;\n"); i >= 0 {
		first = text[:i]
	}
	if read, err := c.dates.read(first, words); len(first) > end && (read != nil || err != nil && !errors.Is(err, errNotRead)) {
		end = len(first)
	}
	return strings.TrimSpace(text[:end]), strings.TrimLeft(text[end:], " ,.;-–—\n"), end > 0
}

// partOfDate takes in a part of a date.
func (p *person) partOfDate(c *column, text string, note int) {
	if p.dates == nil {
		p.dates = map[field]*[3]cell{}
	}
	if p.dates[c.field] == nil {
		p.dates[c.field] = &[3]cell{}
	}
	p.dates[c.field][slices.Index(parts, c.part)] = cell{c, withoutQuantity(text), note}
}

// joinDates puts dates together of their parts. Without a year they are no dates and stay as text, as a day without a month does.
func (p *person) joinDates() {
	for _, f := range fields {
		date := p.dates[f]
		if date == nil {
			continue
		}
		said := date[:]
		if date[2].text == "" {
			for _, c := range said {
				if c.text != "" {
					p.note(c.column.heading+": "+c.text, c.note)
				}
			}
			continue
		}
		if day := &said[0]; strings.Trim(day.text, "0") != "" && strings.Trim(said[1].text, "0") == "" {
			p.leave(day.note, "there is no month to the day")
			p.note(day.column.heading+": "+day.text, -1)
			day.text = ""
		}
		var words []string
		mark := "."
		for _, c := range said {
			if strings.Trim(c.text, "0") != "" {
				words = append(words, strings.TrimSpace(c.text))
			}
			if strings.ContainsFunc(c.text, unicode.IsLetter) {
				mark = " "
			}
		}
		p.put(f, cell{date[2].column, strings.Join(words, mark), date[2].note})
	}
}

// clean takes blanks around a value off, and control characters out of it.
func clean(text string) string {
	if strings.ContainsFunc(text, isControl) {
		text = strings.Map(func(c rune) rune {
			if isControl(c) {
				return -1
			}
			return c
		}, text)
	}
	return strings.TrimFunc(text, func(c rune) bool { return unicode.IsSpace(c) || c == '\ufeff' })
}

// isControl reports whether a character is no text. Line breaks and tabs are.
func isControl(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' && c != '\r' }
