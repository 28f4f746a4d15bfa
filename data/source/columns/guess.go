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
	"unicode"

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
	rows      int
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
	first, err := g.records.next()
	if errors.Is(err, io.EOF) {
		return errors.New("is empty")
	}
	if err != nil {
		return err
	}
	if first.rejected != "" {
		return fmt.Errorf("the first row cannot be read: %s", first.rejected)
	}
	g.begin(first.cells)
	for g.rows < sampledRows && err == nil {
		var rec tableRow
		if rec, err = g.records.next(); err == nil && rec.rejected == "" {
			g.row(rec.cells)
		}
		err = errors.Join(err, ctx.Err())
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	g.settleHeader(first.cells)
	return nil
}

// begin makes the columns of the first row, whose cells are the headings until the rows below tell otherwise.
func (g *guesser) begin(cells []string) {
	g.records.width = len(cells)
	for i, cell := range cells {
		heading := strings.Join(strings.Fields(clean(cell)), " ")
		g.columns = append(g.columns, &guess{number: i + 1, heading: heading, dates: map[string]int{}, seen: map[string]bool{}})
	}
}

// settleHeader tells whether the first row has headings: several of its cells are known ones, or it has words alone where
// rows below have numbers or dates.
func (g *guesser) settleHeader(cells []string) {
	known, words, belowNumbers := 0, 0, false
	for _, c := range g.columns {
		if headingField(c.heading) != fieldNone {
			known++
		}
		if c.heading != "" && !strings.ContainsFunc(c.heading, unicode.IsDigit) {
			words++
			belowNumbers = belowNumbers || c.most(c.whole) || c.isDated()
		}
	}
	g.hasHeader = known >= 2 || known == len(g.columns) || words == len(g.columns) && (known == 1 || belowNumbers)
	if g.hasHeader {
		return
	}
	for _, c := range g.columns {
		c.heading = ""
	}
	g.row(cells)
}

func (g *guesser) row(cells []string) {
	g.rows++
	for i, c := range g.columns {
		if i < len(cells) {
			c.value(clean(cells[i]))
		} else {
			c.empty++
		}
	}
}

// choose chooses a field for every column.
func (g *guesser) choose() {
	taken := map[field]*guess{}
	take := func(c *guess, f field, why string) {
		c.field, c.why = f, why
		taken[f] = c
	}
	for _, c := range g.columns {
		f := headingField(c.heading)
		if (f == fieldShotDate || f == fieldShot) && c.filled > 0 {
			f = map[bool]field{true: fieldShot, false: fieldShotDate}[c.flags > c.dated()]
		}
		switch {
		case f == fieldNone:
		case (f == fieldName || f == fieldSurname) && c.filled > 0 && c.words == 0:
			c.ask("its heading says %s, but its values are no words", f)
		case f == fieldID && c.codes < min(c.filled, sampledRows):
			c.ask("several rows have the same number: it can be no id")
		case taken[f] != nil && !slices.Contains(repeatable, f):
			c.ask("it could be %s, as column %d", f, taken[f].number)
		case f.isDate() && c.filled > 0 && !c.isDated() && !c.most(c.dates["mm/dd/yyyy"]) && !c.most(c.whole):
			take(c, f, "by its heading")
			c.ask("many values are not known as dates: name their notation, or take a field of words")
		default:
			take(c, f, "by its heading")
		}
	}
	if taken[fieldName] == nil && taken[fieldSurname] == nil {
		g.chooseName(take)
	}
	for _, c := range g.columns {
		if c.field == fieldNone {
			g.byValues(c, taken, take)
		}
		if c.field.isDate() {
			c.chooseNotations()
		}
	}
}

// chooseName finds the column of names by its values: that with most patronymics, surnames or, at worst, words.
func (g *guesser) chooseName(take func(*guess, field, string)) {
	best, most := g.columns[0], -1
	for _, c := range g.columns {
		if n := 100*c.fathers + 10*c.surnames + c.words; c.field == fieldNone && n > most {
			best, most = c, n
		}
	}
	take(best, fieldName, "by its values")
	if !best.most(best.fathers) {
		best.ask("is this the name? A mapping needs a column of names or surnames")
	}
}

// byValues proposes a field for a column whose heading says nothing.
func (g *guesser) byValues(c *guess, taken map[field]*guess, take func(*guess, field, string)) {
	free := func(f field) bool { return taken[f] == nil }
	switch {
	case c.filled == 0:
		c.ask("it has no values in the first rows")
	case c.most(c.sexes) && free(fieldSex) && !c.most(c.flags):
		take(c, fieldSex, "by its values")
	case c.most(c.flags):
		c.ask("these say yes or no: whether the person was shot?")
	case c.most(c.years):
		c.ask("these are years: of birth, of arrest?")
	case c.isDated():
		c.ask("these are dates: of birth, of arrest, of the sentence, of death?")
	case c.number == 1 && c.most(c.whole) && c.codes == c.filled && free(fieldID):
		take(c, fieldID, "by its values")
		c.ask("is this the list's own number of the record?")
	default:
		c.ask("what is it?")
	}
}

// chooseNotations proposes notations of dates where those of the mapping's default leave something open.
func (c *guess) chooseNotations() {
	if !c.isDated() && c.most(c.whole) {
		c.notations = []string{packedNotation}
		c.ask("are these numbers Memorial's packed dates? Write [yyyy] if they are years")
		return
	}
	for _, mark := range []string{"/", "-"} {
		dayFirst, monthFirst := "dd"+mark+"mm"+mark+"yyyy", "mm"+mark+"dd"+mark+"yyyy"
		d, m := c.dates[dayFirst], c.dates[monthFirst]
		switch {
		case d == 0 && m == 0:
		case d > m && m <= d/2:
			c.notations = c.withOrder(dayFirst)
		case m > d && d <= m/2:
			c.notations = c.withOrder(monthFirst)
		default:
			c.ask("is it %s or %s? Until you say dates: [%s] or [%s], those that can be both are left as text",
				dayFirst, monthFirst, dayFirst, monthFirst)
		}
	}
}

// withOrder lists the notations of the column, with the one order of day and month that its values show.
func (c *guess) withOrder(order string) []string {
	list := []string{order}
	for _, name := range defaultNotations {
		if c.dates[name] > 0 && !strings.ContainsAny(name, "/") && len(name) != len(order) {
			list = append(list, name)
		}
	}
	return list
}

func (c *guess) ask(format string, args ...any) {
	c.decisions = append(c.decisions, fmt.Sprintf(format, args...))
}
