package wording

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed *.tsv
var tables embed.FS

// rows are the rows of a table without its header, each with the number of cells that its header has.
func rows(table string) [][]string {
	content, err := tables.ReadFile(table)
	if err != nil {
		panic(err) // the tables are part of the program
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	width := strings.Count(lines[0], "\t") + 1
	var list [][]string
	for n, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != width {
			panic(fmt.Sprintf("%s:%d: %d cells, want %d", table, n+2, len(cells), width))
		}
		list = append(list, cells)
	}
	return list
}

// A phrase is a row of a table of phrases.
type phrase struct {
	words []patternWord
	role  string
	codes []string
}

// A patternWord is a word of a phrase or, if it is open, the beginning of one; or a mark.
type patternWord struct {
	kind rune
	n    int
	word string
	open bool
}

func (p patternWord) matches(t token) bool {
	if p.kind != t.kind || p.n != t.n {
		return false
	}
	return p.kind != 'a' || p.word == t.word || p.open && strings.HasPrefix(t.word, p.word)
}

// phrases are those of a table by the first letter of their first word.
type phrases map[string][]phrase

// phraseTable reads a table of phrases: words, role and codes. A word that ends in * is the beginning of any word. Dots are left
// out; they may stand anywhere.
func phraseTable(table string) phrases {
	all := phrases{}
	for _, cells := range rows(table) {
		p := phrase{role: cells[1]}
		if cells[2] != "-" {
			p.codes = strings.Fields(cells[2])
		}
		for _, t := range lex(cells[0]) {
			switch t.kind {
			case '.':
			case '*':
				p.words[len(p.words)-1].open = true
			default:
				p.words = append(p.words, patternWord{kind: t.kind, n: t.n, word: t.word})
			}
		}
		initial := firstLetter(p.words[0].word)
		all[initial] = append(all[initial], p)
	}
	return all
}

func firstLetter(word string) string {
	for _, c := range word {
		return string(c)
	}
	return ""
}

// at finds the longest phrase that begins at token i, and says which token follows it and its dot.
func (all phrases) at(tokens []token, i int) (best *phrase, next int) {
	list := all[firstLetter(tokens[i].word)]
	for n := range list {
		if after, ok := list[n].match(tokens, i); ok && after > next {
			best, next = &list[n], after
		}
	}
	return best, next
}

func (p *phrase) match(tokens []token, i int) (next int, ok bool) {
	for n, w := range p.words {
		for n > 0 && i < len(tokens) && tokens[i].kind == '.' {
			i++
		}
		if i >= len(tokens) || !w.matches(tokens[i]) {
			return 0, false
		}
		i++
	}
	return i, true
}
