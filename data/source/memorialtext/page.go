package memorialtext

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	tags "golang.org/x/net/html"

	"joqtau/data/source"
	"joqtau/data/source/charset"
	"joqtau/data/source/notice"
)

// A page is read notice by notice. At lists.memo.ru a notice is an item of a list with paragraphs of the classes name, cont and
// author; at mos.memo.ru it is a paragraph of the class pers that begins with the name in bold.
type page struct {
	file     *file
	tokens   *tags.Tokenizer
	end      byte // of lines
	line     int
	read     int64 // bytes since the last notice
	total    int64 // bytes so far
	notices  int
	item     *item
	finished *item
}

// An item is a notice that is being read.
type item struct {
	line    int
	raw     []byte
	isLong  bool // raw is only its beginning
	isShort bool // a paragraph of mos.memo.ru, without an end of its own but that of the paragraph
	isFound bool // something of a notice stands in it
	part    *strings.Builder
	name    strings.Builder
	text    strings.Builder
	author  strings.Builder
}

func newPage(f *file, in io.Reader) *page {
	p := &page{file: f, tokens: tags.NewTokenizer(in), end: f.end, line: 1}
	p.tokens.SetMaxBuf(longest)
	return p
}

// rows yields a row a notice. What stands around notices is none; a page without any is a row that is rejected.
func (p *page) rows(yield func(*source.Row, error) bool) {
	var held *source.Row // until it is known what follows it
	var beginning []byte
	for {
		kind := p.tokens.Next()
		raw := p.tokens.Raw()
		p.read += int64(len(raw))
		p.total += int64(len(raw))
		if p.notices == 0 && len(beginning) < longest {
			beginning = append(beginning, raw...)
		}
		err := p.tokens.Err()
		if kind == tags.ErrorToken {
			p.finish()
		} else {
			p.token(kind, bytes.Clone(raw))
		}
		if done := p.finished; done != nil {
			p.finished = nil
			if held != nil && !yield(held, nil) {
				return
			}
			held = p.row(done)
		}
		switch {
		case kind != tags.ErrorToken:
			continue
		case errors.Is(err, tags.ErrBufferExceeded):
			rest := source.Reject(p.file.name, p.line, raw, fmt.Sprintf("a tag or a text of more than %d MB: the page is not read from here on", longest>>20))
			rest.Bytes = p.read + p.file.size - p.total
			if held == nil || yield(held, nil) {
				yield(rest, nil)
			}
			return
		case !errors.Is(err, io.EOF):
			yield(nil, fmt.Errorf("%s, line %d: %w", p.file.name, p.line, err))
			return
		case held == nil:
			held = source.Reject(p.file.name, 1, beginning, "a page without notices: want one of lists.memo.ru or mos.memo.ru")
		}
		held.Bytes += p.read
		yield(held, nil)
		return
	}
}

// token takes in a piece of the page.
func (p *page) token(kind tags.TokenType, raw []byte) {
	name, hasAttributes := p.tokens.TagName()
	tag := string(name)
	classes := p.classes(hasAttributes)
	switch {
	case kind == tags.StartTagToken && (tag == "li" || tag == "p" && slices.Contains(classes, "pers")):
		p.begin(tag == "p")
	case kind == tags.StartTagToken && tag == "p" && slices.Contains(classes, "name") && (p.item == nil || p.item.name.Len() > 0):
		p.begin(false)
	}
	if p.item != nil {
		p.item.add(raw)
		p.item.take(kind, tag, classes, p.file.text(raw))
	}
	p.line += bytes.Count(raw, []byte{p.end})
	if kind == tags.EndTagToken && p.item != nil && (tag == "li" || tag == "p" && p.item.isShort) {
		p.finish()
	}
}

// classes are those of the tag at hand.
func (p *page) classes(hasAttributes bool) []string {
	var classes []string
	for hasAttributes {
		var key, value []byte
		key, value, hasAttributes = p.tokens.TagAttr()
		if string(key) == "class" {
			classes = strings.Fields(strings.ToLower(string(value)))
		}
	}
	return classes
}

func (p *page) begin(isShort bool) {
	p.finish()
	p.item = &item{line: p.line, isShort: isShort, isFound: isShort}
	p.item.part = &p.item.text
}

// finish ends the item at hand, if it was a notice.
func (p *page) finish() {
	if p.item != nil && p.item.isFound {
		p.finished = p.item
		p.notices++
	}
	p.item = nil
}

// add keeps a piece as it was.
func (i *item) add(raw []byte) {
	room := longest - len(i.raw)
	i.isLong = i.isLong || len(raw) > room
	i.raw = append(i.raw, raw[:min(len(raw), room)]...)
}

// take takes in what a piece says.
func (i *item) take(kind tags.TokenType, tag string, classes []string, text string) {
	switch {
	case kind == tags.TextToken && i.isLong: // it will be rejected
	case kind == tags.TextToken:
		i.part.WriteString(strings.ReplaceAll(html.UnescapeString(text), "\n", " "))
	case tag == "br":
		i.part.WriteString("\n")
	case tag == "b" && i.isShort && strings.TrimSpace(i.text.String()) == "":
		i.part = &i.name
		if kind == tags.EndTagToken {
			i.part = &i.text
		}
	case tag == "p" && kind == tags.StartTagToken:
		i.part.WriteString("\n")
		for _, of := range []struct {
			class string
			part  *strings.Builder
		}{{"name", &i.name}, {"cont", &i.text}, {"author", &i.author}} {
			if slices.Contains(classes, of.class) { // of several the first
				i.part, i.isFound = of.part, true
				break
			}
		}
	}
}

// row reads a notice. It is known by its page and its number there.
func (p *page) row(i *item) *source.Row {
	row := &source.Row{File: p.file.name, Line: i.line, Bytes: p.read, Raw: i.raw, ID: fmt.Sprintf("%s-%d", p.file.id(), p.notices)}
	p.read = 0
	if i.isLong {
		row.Rejected = "too long for a notice; only its beginning is kept"
		return row
	}
	book := strings.TrimSpace(i.author.String())
	for _, label := range []string{"Источник:", "источник:"} {
		book = strings.TrimSpace(strings.TrimPrefix(book, label))
	}
	readNotice(row, clean(row, i.name.String()), clean(row, strings.TrimLeft(i.text.String(), " ,\n")), clean(row, book))
	return row
}

// clean is text without bytes that are none.
func clean(row *source.Row, text string) string {
	return strings.TrimSpace(notice.Decode(row, []byte(text), notice.UTF8))
}

// text decodes bytes of a file.
func (f *file) text(raw []byte) string { return charset.Text(raw, f.encoding) }
