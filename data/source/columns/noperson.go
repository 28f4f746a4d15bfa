package columns

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// noPerson says why a row between the people is none of them, empty if it may be one: tables repeat their headings on each page,
// add up their rows and have remarks below.
func (t *table) noPerson(cells []string) string {
	filled, name := 0, ""
	first := ""
	for i := range min(len(cells), len(t.columns)) {
		text := clean(cells[i])
		if text == "" {
			continue
		}
		if filled++; filled == 1 {
			first = text
		}
		if name == "" && t.columns[i].isName() {
			name = text
		}
	}
	switch {
	case isHeadingOfNames(name) && t.hasItsHeadings(cells), filled > 1 && t.repeatsHeadings(cells):
		return "it repeats the headings"
	case isTotal(name) || isTotal(first):
		return "it adds up other rows"
	case filled == 1 && len(t.columns) >= remarkWidth && isRemark(name):
		return "it is a remark and no person"
	case filled == 1 && isLetter(name):
		return "the name is a single letter"
	}
	return ""
}

// remarkWidth is how many columns a table has at least in which a row with a single cell is something else than the others.
const remarkWidth = 3

func (c *column) isName() bool { return c.field == fieldName || c.field == fieldSurname }

// namesHeadings are the headings of names, for comparing.
var namesHeadings = headingsOf(fieldName, fieldSurname)

func headingsOf(wanted ...field) map[string]bool {
	set := map[string]bool{}
	for _, p := range headingWords {
		if slices.Contains(wanted, p.field) {
			set[strings.Join(p.words, " ")] = true
		}
	}
	return set
}

func isHeadingOfNames(name string) bool {
	const longest = 100 // bytes
	return name != "" && len(name) < longest && namesHeadings[strings.Join(headingParts(name), " ")]
}

// hasItsHeadings reports whether each cell that says anything is a heading of its column.
func (t *table) hasItsHeadings(cells []string) bool {
	for i := range min(len(cells), len(t.columns)) {
		c, text := &t.columns[i], normal(clean(cells[i]))
		isKnown := text == "" || text == c.normal || !strings.ContainsFunc(text, unicode.IsLetter) && strings.Contains(text, "№")
		if !isKnown && c.field != fieldNone && !slices.Contains(headingFields(text), c.field) {
			return false
		}
	}
	return true
}

// repeatsHeadings reports whether the cells are those of the row of headings.
func (t *table) repeatsHeadings(cells []string) bool {
	for i := range min(len(cells), len(t.columns)) {
		if normal(clean(cells[i])) != t.columns[i].normal {
			return false
		}
	}
	return true
}

// isTotal reports whether a text begins as a sum does: "Итого: 12", "Всего 12 человек".
func isTotal(text string) bool {
	text = normal(text)
	for _, w := range totalWords {
		rest, ok := strings.CutPrefix(text, w)
		if !ok || strings.IndexFunc(rest, unicode.IsLetter) == 0 {
			continue
		}
		if strings.HasPrefix(rest, ":") || !strings.ContainsFunc(rest, unicode.IsLetter) || strings.ContainsFunc(rest, unicode.IsDigit) {
			return true
		}
	}
	return false
}

// isRemark reports whether a text that stands alone in its row begins as no name does: with a small letter, be it behind a number or
// an asterisk, or with an asterisk that stands for itself.
func isRemark(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("*†‡", first) && strings.HasPrefix(strings.TrimLeft(text, "*†‡")+" ", " ") {
		return true
	}
	words := strings.TrimLeftFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
	first, _ = utf8.DecodeRuneInString(words)
	return unicode.IsLower(first)
}

// isLetter reports whether a text is a letter under which a list has its names.
func isLetter(text string) bool {
	text = strings.Trim(text, " .-–—«»\"")
	_, size := utf8.DecodeRuneInString(text)
	return text != "" && size == len(text)
}
