package columns

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"joqtau/data/source"
)

// A Proposal is a mapping file for a table, as far as its headings and its first rows tell.
type Proposal struct {
	// Mapping is the file: YAML, with comments that say what each column looks like. Format reads it as it is.
	Mapping string
	// Decide lists what a person must decide, as its comments do.
	Decide []string
}

// sampledRows is how many rows are looked at.
const sampledRows = 2000

// Guess proposes a mapping file for a table. It changes nothing.
func Guess(ctx context.Context, input string) (*Proposal, error) {
	file, err := os.Open(input)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	g := guesser{mapping: mapping{Name: source.IDOf(input), Encoding: autoEncoding, Delimiter: autoDelimiter}}
	if err := g.sample(ctx, file); err != nil {
		return nil, fmt.Errorf("%s: %w", input, err)
	}
	g.choose()
	return g.write(filepath.Base(input)), nil
}

// A guesser gathers what a sample of a table shows.
type guesser struct {
	mapping   mapping
	records   *recorder
	hasHeader bool
	columns   []*guess
	first     []string // the row that has the headings, if there are any
	rows      int
	letters   string // those of Kazakh and of Ukrainian that the sample has
	decide    []string
	out       strings.Builder
}

// sample reads the first rows.
func (g *guesser) sample(ctx context.Context, file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return errors.New("is a folder; want a table")
	}
	if g.records, err = newRecorder(file, &g.mapping); err != nil {
		return err
	}
	if err := g.head(); err != nil {
		return err
	}
	for err == nil && g.rows < sampledRows {
		var rec tableRow
		if rec, err = g.records.next(); err == nil && rec.rejected == "" {
			g.row(rec.cells)
		}
		err = errors.Join(err, ctx.Err())
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	g.settleHeader()
	return nil
}

// headRows is among how many of the first rows the headings are looked for.
const headRows = 20

// head finds the row of headings: the first of which several cells are known headings, else the first that is no title. The rows
// that were read below it are looked at.
func (g *guesser) head() error {
	var rows []tableRow
	for len(rows) < headRows {
		rec, err := g.records.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if rec.rejected != "" && len(rows) == 0 {
			return fmt.Errorf("the first row cannot be read: %s", rec.rejected)
		}
		rows = append(rows, rec)
	}
	if len(rows) == 0 {
		return errors.New("is empty")
	}
	width := 0
	for _, rec := range rows {
		width = max(width, len(rec.cells))
	}
	at := headingsAt(rows, width)
	if g.hasHeader = at >= 0; !g.hasHeader {
		at = max(0, slices.IndexFunc(rows, func(rec tableRow) bool { return width < remarkWidth || filledCells(rec.cells) > 1 }))
	}
	g.mapping.Skip = at
	g.begin(rows[at].cells)
	for _, rec := range rows[at+1:] {
		if rec.rejected == "" && (rec.misquoted == 0 || len(rec.cells) == len(g.columns)) {
			g.row(rec.cells)
		}
	}
	return nil
}

// headingsAt finds the row of headings, -1 if none is known for one. Where most rows below are alike the words stand in the values
// too, as "Книга памяти ..." does.
func headingsAt(rows []tableRow, width int) int {
	for i, rec := range rows {
		if !areHeadings(rec.cells) || len(rec.cells) == 1 && width > 1 {
			continue
		}
		below := rows[i+1:]
		alike := 0
		for _, other := range below {
			alike += count(areHeadings(other.cells))
		}
		if 2*alike > len(below) {
			break
		}
		return i
	}
	return -1
}

// areHeadings reports whether several cells of a row, or all, are known headings, and none is a number or a date.
func areHeadings(cells []string) bool {
	known, filled := 0, 0
	for _, cell := range cells {
		text := clean(cell)
		if text == "" {
			continue
		}
		filled++
		if isNumberOrDate(text) {
			return false
		}
		known += count(isHeading(text))
	}
	return known == len(cells) || known >= 2 && 3*known >= filled
}

func isHeading(text string) bool { return len(headingFields(text)) > 0 }

func isNumberOrDate(text string) bool {
	date, _ := tried.read(text, &ourWords)
	return date != nil || looksDated(text)
}

func filledCells(cells []string) int {
	n := 0
	for _, cell := range cells {
		if clean(cell) != "" {
			n++
		}
	}
	return n
}

// begin makes the columns of a row, whose cells are the headings until the rows below tell otherwise.
func (g *guesser) begin(cells []string) {
	g.first = cells
	g.records.width = len(cells)
	for i, cell := range cells {
		g.note(cell)
		heading := strings.Join(strings.Fields(clean(cell)), " ")
		g.columns = append(g.columns, &guess{number: i + 1, heading: heading, dates: map[string]int{}, seen: map[string]bool{}})
	}
}

// settleHeader tells of a row without several known headings whether it has headings: no number or date stands in it, and one cell
// is a known heading, or rows below have numbers or dates.
func (g *guesser) settleHeader() {
	if g.hasHeader {
		return
	}
	known, words, belowNumbers := 0, 0, false
	for _, c := range g.columns {
		if c.heading == "" || isNumberOrDate(c.heading) {
			continue
		}
		words++
		known += count(isHeading(c.heading) && !slices.ContainsFunc(c.values, isHeading))
		belowNumbers = belowNumbers || c.most(c.whole) || c.isDated()
	}
	isAll := words == len(g.columns) || words == len(g.columns)-1 && g.columns[0].heading == "" // a column of numbers often has none
	if g.hasHeader = isAll && (known > 0 || belowNumbers); g.hasHeader {
		return
	}
	for _, c := range g.columns {
		c.heading = ""
	}
	g.row(g.first)
}

// row looks at a row, unless it is none of a person.
func (g *guesser) row(cells []string) {
	filled := filledCells(cells)
	isTotal := slices.ContainsFunc(cells[:min(len(cells), 2)], isTotal)
	if filled == 0 || g.hasHeader && areHeadings(cells) || isTotal || filled == 1 && len(g.columns) >= remarkWidth {
		return
	}
	g.rows++
	for i, c := range g.columns {
		if i < len(cells) {
			g.note(cells[i])
			c.value(clean(cells[i]))
		} else {
			c.empty++
		}
	}
}

// note notes the letters of a cell that tell languages.
func (g *guesser) note(cell string) {
	for _, c := range strings.ToLower(cell) {
		if strings.ContainsRune(kazakhLetters+sharedLetters, c) && !strings.ContainsRune(g.letters, c) {
			g.letters += string(c)
		}
	}
}

// isSlavic reports whether the table writes і and no letter of Kazakh alone.
func (g *guesser) isSlavic() bool {
	return strings.ContainsAny(g.letters, sharedLetters) && !strings.ContainsAny(g.letters, kazakhLetters)
}
