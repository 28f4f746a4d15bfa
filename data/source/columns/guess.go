package columns

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"joqtau/data/source"
	"joqtau/lookup"
)

//go:embed headings.tsv
var headingsTable string

// headingWords are the patterns of headings.tsv.
var headingWords = readHeadingWords(headingsTable)

// A headingPattern are words that the heading of a field has.
type headingPattern struct {
	field field
	words []string
	size  int // what it counts: more words, then more letters
}

func readHeadingWords(table string) []headingPattern {
	var patterns []headingPattern
	for row := range strings.Lines(table) {
		name, alternatives, isRow := strings.Cut(strings.TrimRight(row, "\n"), "\t")
		if !isRow || strings.HasPrefix(row, "#") {
			continue
		}
		for alternative := range strings.SplitSeq(alternatives, "|") {
			words := strings.Fields(normal(alternative))
			patterns = append(patterns, headingPattern{field(name), words, 1000*len(words) + utf8.RuneCountInString(alternative)})
		}
	}
	return patterns
}

// headingField finds the field that a heading names, none if it names none.
func headingField(heading string) field {
	words := strings.FieldsFunc(normal(heading), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '№' })
	best, most := fieldNone, 0
	for _, pattern := range headingWords {
		if pattern.size > most && pattern.fits(words) {
			best, most = pattern.field, pattern.size
		}
	}
	return best
}

// fits reports whether every word of the pattern is in a heading. A pattern of one word that is no beginning must be the whole
// heading, for "имя жены" is no name of the person.
func (p *headingPattern) fits(words []string) bool {
	if len(p.words) == 1 && len(words) > 1 && !strings.HasSuffix(p.words[0], "*") {
		return false
	}
	for _, wanted := range p.words {
		stem, isStem := strings.CutSuffix(wanted, "*")
		if !slices.ContainsFunc(words, func(w string) bool { return w == wanted || isStem && strings.HasPrefix(w, stem) }) {
			return false
		}
	}
	return true
}

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

// A guess is what a column looks like.
type guess struct {
	number    int
	heading   string
	field     field
	why       string
	values    []string // a few different ones
	decisions []string
	notations []string

	filled, empty, unknown          int
	whole, years, flags, sexes      int // numbers; years; yes or no; sexes
	fathers, surnames, words, codes int // patronymic among several words; one word that ends as a surname; letters; different numbers
	dates                           map[string]int
	seen                            map[string]bool
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

// unknownByDefault are the values that say nothing.
var unknownByDefault = setOf(unknownWords)

// tried are the notations by which dates are recognised.
var tried = triedNotations()

func triedNotations() notations {
	var all notations
	for _, pattern := range defaultNotations {
		if n, err := newNotation(pattern); err == nil {
			all = append(all, n)
		}
	}
	return all
}

// value looks at a value.
func (c *guess) value(text string) {
	if text == "" {
		c.empty++
		return
	}
	short := normal(text)
	if unknownByDefault[short] {
		c.unknown++
		return
	}
	c.filled++
	const shown = 3
	if len(c.values) < shown && !slices.Contains(c.values, text) {
		c.values = append(c.values, text)
	}
	if len(c.seen) < sampledRows && !c.seen[text] {
		c.seen[text] = true
		c.codes++
	}
	words := strings.Fields(text)
	if _, err := strconv.Atoi(text); err == nil {
		c.whole++
	}
	if n, err := strconv.Atoi(bareDate(text)); err == nil && n >= 1800 && n < 2100 {
		c.years++
	}
	if yesWords[short] || noWords[short] {
		c.flags++
	}
	if maleWords[short] || femaleWords[short] {
		c.sexes++
	}
	if !strings.ContainsFunc(text, unicode.IsDigit) {
		c.words++
		if len(words) > 1 && slices.ContainsFunc(words[1:], isFathers) {
			c.fathers++
		}
		if len(words) == 1 && isSurname(text) {
			c.surnames++
		}
	}
	bare := bareDate(text)
	for i := range tried {
		if date, err := tried[i].read(text, bare, &ourWords); err == nil && date != nil {
			c.dates[tried[i].name]++
		}
	}
}

// most reports whether n are at least four fifths of the values.
func (c *guess) most(n int) bool { return c.filled > 0 && 5*n >= 4*c.filled }

// isDated reports whether most values are dates.
func (c *guess) isDated() bool { return c.most(c.dated()) }

// dated is how many values are dates.
func (c *guess) dated() int {
	n := 0
	for _, name := range []string{"dd.mm.yyyy", "yyyy-mm-dd", "yyyy.mm.dd", "mm.yyyy", "yyyy-mm", "yyyy", wordsNotation} {
		n += c.dates[name]
	}
	for _, mark := range []string{"/", "-"} {
		n += max(c.dates["dd"+mark+"mm"+mark+"yyyy"], c.dates["mm"+mark+"dd"+mark+"yyyy"])
	}
	return n
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

// write writes the mapping file.
func (g *guesser) write(file string) *Proposal {
	delimiter := string(g.records.delimiter)
	if delimiter == "\t" {
		delimiter = "tab"
	}
	g.line("# A mapping for %s, proposed after looking at %d rows. Read it, decide what is marked, and import with it.", oneLine(file), g.rows)
	g.line("name: %s", quote(g.mapping.Name))
	g.decision("", "name: the beginning of the ids of these people, for ever: a short name of the list")
	g.line("title: %s", quote(file))
	g.decision("", "title, author, published, address: how the list is to be cited")
	g.line("# author: \n# published: \n# address: ")
	g.line("encoding: %s", g.records.coding.name)
	if g.isGarbled() {
		g.decision("", "encoding: some characters could not be read in it")
	}
	g.line("delimiter: %s", quote(delimiter))
	g.line("quoting: true")
	g.line("header: %t", g.hasHeader)
	g.line("# grown: 1954")
	g.decision("", fmt.Sprintf("grown: a year by which everybody in the list was at least %d years old, if that is certain", lookup.LeastAge))
	g.line("columns:")
	for _, c := range g.columns {
		g.column(c)
	}
	return &Proposal{g.out.String(), g.decide}
}

func (g *guesser) line(format string, args ...any) { fmt.Fprintf(&g.out, format+"\n", args...) }

// decision notes what a person must decide.
func (g *guesser) decision(indent, text string) {
	g.line("%s# decide: %s", indent, text)
	g.decide = append(g.decide, text)
}

func (g *guesser) isGarbled() bool {
	return slices.ContainsFunc(g.columns, func(c *guess) bool {
		return strings.ContainsRune(c.heading+strings.Join(c.values, ""), utf8.RuneError)
	})
}

func (g *guesser) column(c *guess) {
	const indent = "  "
	shown := make([]string, len(c.values))
	for i, v := range c.values {
		shown[i] = quote(shorten(v))
	}
	values := "no values"
	if len(shown) > 0 {
		values = strings.Join(shown, ", ")
	}
	silent := c.empty + c.unknown
	g.line("%s# column %d: %s; %d%% empty or unknown", indent, c.number, values, 100*silent/max(silent+c.filled, 1))
	if c.why != "" {
		g.line("%s# %s recognised %s", indent, c.field, c.why)
	}
	heading := c.heading
	for _, d := range c.decisions {
		label := heading
		if label == "" {
			label = strconv.Itoa(c.number)
		}
		g.line("%s# decide: %s", indent, d)
		g.decide = append(g.decide, "column "+oneLine(label)+": "+d)
	}
	if g.isAmbiguous(c) {
		heading = strconv.Itoa(c.number)
	} else {
		heading = quote(heading)
	}
	switch {
	case c.field == fieldNone:
		g.line("%s# %s: note  # until it has a field it is kept as text with its heading", indent, heading)
	case len(c.notations) > 0:
		g.line("%s%s: {field: %s, dates: [%s]}", indent, heading, c.field, strings.Join(c.notations, ", "))
	default:
		g.line("%s%s: %s", indent, heading, c.field)
	}
}

// isAmbiguous reports whether a column cannot be named by its heading.
func (g *guesser) isAmbiguous(c *guess) bool {
	if normal(c.heading) == "" {
		return true
	}
	return slices.ContainsFunc(g.columns, func(other *guess) bool { return other != c && normal(other.heading) == normal(c.heading) })
}

// quote writes a text for YAML, on one line.
func quote(text string) string { return strconv.Quote(oneLine(text)) }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// shorten cuts a long value.
func shorten(text string) string {
	const longest = 60
	if runes := []rune(oneLine(text)); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}
