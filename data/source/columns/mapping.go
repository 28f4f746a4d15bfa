package columns

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"joqtau/data/record"
	"joqtau/data/source"
	"joqtau/lookup"
)

// A mapping says what the columns of a table mean.
type mapping struct {
	Name      string `yaml:"name"`
	Title     string `yaml:"title"`
	Author    string `yaml:"author"`
	Published string `yaml:"published"`
	Address   string `yaml:"address"`
	// Encoding is an IANA name, or "auto"; Delimiter a character, "tab" or "auto".
	Encoding  string `yaml:"encoding"`
	Delimiter string `yaml:"delimiter"`
	Quoting   *bool  `yaml:"quoting"`
	Header    *bool  `yaml:"header"`
	// Skip is how many rows stand above the headings or, without headings, above the people.
	Skip  int `yaml:"skip"`
	Grown int `yaml:"grown"`
	// Lang is the language of names in Cyrillic letters without those of Kazakh.
	Lang lookup.Lang `yaml:"lang"`
	// Dates are the notations that dates of the table have, Unknown the values that say nothing.
	Dates     oneOrMore         `yaml:"dates"`
	Unknown   oneOrMore         `yaml:"unknown"`
	Constants map[string]string `yaml:"constants"`
	Columns   any               `yaml:"columns"`

	file string
	// isSlavic says that the letter і, which Ukrainian has too, makes no name Kazakh: the mapping says itself that names are Russian.
	isSlavic bool
	dates    notations
	columns  []mappedColumn
}

// oneOrMore are texts, of which one may stand without brackets.
type oneOrMore []string

func (l *oneOrMore) UnmarshalYAML(content []byte) error {
	var one string
	if yaml.Unmarshal(content, &one) == nil {
		*l = oneOrMore{one}
		return nil
	}
	return yaml.Unmarshal(content, (*[]string)(l))
}

// A mappedColumn is a column that the mapping names.
type mappedColumn struct {
	heading string // or its number
	number  int    // from 1; 0 if it is to be found by its heading
	line    int    // in the mapping
	field   field
	dates   notations // nil for those of the table
	part    part      // of a date that has several columns, else empty
	rest    field     // of what stands behind the date, else none
	values  map[string]string
}

// columnYAML is a column of which more than the field is said.
type columnYAML struct {
	Column string    `yaml:"column"`
	Field  string    `yaml:"field"`
	Dates  oneOrMore `yaml:"dates"`
	// Part says that the column has the day, the month or the year of a date that has several columns.
	Part part `yaml:"part"`
	// Rest is the field of what stands behind the date in the same cell.
	Rest field `yaml:"rest"`
	// Values is the key to the codes of the column: what each says. An empty one says nothing.
	Values map[string]string `yaml:"values"`
}

// readMapping reads a mapping file. Its error names all that is wrong with it by file, line and field.
func readMapping(path string) (*mapping, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read mapping: %w", err)
	}
	return parseMapping(path, content)
}

// utf8Mark is what editors of Windows put at the beginning of a file.
const utf8Mark = "\xef\xbb\xbf"

func parseMapping(path string, content []byte) (*mapping, error) {
	r := mappingReader{mapping: &mapping{file: path, Encoding: autoEncoding, Delimiter: autoDelimiter, Lang: lookup.Russian}}
	content = bytes.TrimPrefix(content, []byte(utf8Mark))
	if !utf8.Valid(content) || bytes.ContainsRune(content, 0) {
		r.problem(0, "", "is not in UTF-8: open it in an editor and save it in that encoding")
		return nil, r.problems
	}
	file, err := parser.ParseBytes(content, 0)
	if err == nil && len(file.Docs) == 1 {
		r.root, _ = file.Docs[0].Body.(*ast.MappingNode)
	}
	if err == nil && r.root == nil {
		err = errors.New("is no mapping file: it needs the fields name, title and columns")
	}
	if err == nil {
		err = yaml.UnmarshalWithOptions(content, r.mapping, yaml.Strict())
	}
	if err != nil {
		r.syntax(err)
		return nil, r.problems
	}
	r.check()
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return r.mapping, nil
}

// A mappingReader reads a mapping and gathers what is wrong with it.
type mappingReader struct {
	*mapping
	root     *ast.MappingNode
	problems record.Problems
}

func (r *mappingReader) problem(line int, field, format string, args ...any) {
	r.problems = append(r.problems, record.Problem{File: r.file, Line: line, Field: field, Text: fmt.Sprintf(format, args...)})
}

// syntax notes an error of the YAML library, with its line if it has one.
func (r *mappingReader) syntax(err error) {
	var located yaml.Error
	if errors.As(err, &located) && located.GetToken() != nil {
		text := located.GetMessage()
		if unknown := (*yaml.UnknownFieldError)(nil); !errors.As(err, &unknown) {
			text += lineForm
		}
		r.problem(located.GetToken().Position.Line, "", "%s", shown([]string{text}))
		return
	}
	r.problem(0, "", "%s", shown([]string{err.Error()}))
}

// lineForm is what helps somebody who does not know YAML.
const lineForm = `; a line about a column is two blanks and no tab, "the heading", a colon, a blank, the field`

// entry returns an entry of the file, nil if it is not there.
func (r *mappingReader) entry(key string) *ast.MappingValueNode {
	for _, entry := range r.root.Values {
		if keyOf(entry) == key {
			return entry
		}
	}
	return nil
}

// at is the line of an entry, 1 if it is not there.
func (r *mappingReader) at(key string) int {
	if entry := r.entry(key); entry != nil {
		return lineOf(entry.Key)
	}
	return 1
}

func lineOf(node ast.Node) int { return node.GetToken().Position.Line }

// keyOf is the key of an entry as it is written, without quotes.
func keyOf(entry *ast.MappingValueNode) string { return entry.Key.GetToken().Value }

func (r *mappingReader) check() {
	if !source.IsID(r.Name) {
		r.problem(r.at("name"), "name", "%q: want lower-case letters a-z, digits and hyphens between them", r.Name)
	}
	if strings.TrimSpace(r.Title) == "" {
		r.problem(r.at("title"), "title", "is missing: what the list calls itself")
	}
	if !strings.EqualFold(r.Encoding, autoEncoding) && !strings.EqualFold(r.Encoding, utf16Name) {
		if _, err := newCoding(r.Encoding); err != nil {
			r.problem(r.at("encoding"), "encoding", "%s; want an IANA name such as utf-8 or windows-1251, or auto", err)
		}
	}
	if _, ok := delimiters(r.Delimiter); !ok {
		r.problem(r.at("delimiter"), "delimiter", "%q: want one character, tab or auto", r.Delimiter)
	}
	if r.Skip < 0 || r.Skip > mostSkipped {
		r.problem(r.at("skip"), "skip", "%d: want a number of rows from 0 to %d", r.Skip, mostSkipped)
	}
	if r.Grown != 0 && !isYear(r.Grown) {
		r.problem(r.at("grown"), "grown", "%d is no year", r.Grown)
	}
	if !r.Lang.Valid() {
		r.problem(r.at("lang"), "lang", "%q: want kk, ru or en", r.Lang)
	}
	r.isSlavic = r.Lang == lookup.Russian && r.entry("lang") != nil
	r.mapping.dates = r.notations(r.at("dates"), "dates", r.Dates, defaultNotations)
	if r.entry("unknown") == nil {
		r.Unknown = unknownWords
	}
	for name := range r.Constants {
		if !slices.Contains(fields, field(name)) {
			r.problem(r.constantAt(name), "constants."+name, "%s", noField(name))
		}
	}
	r.readColumns()
}

// mostSkipped is how many rows may stand above a table.
const mostSkipped = 1000

func (r *mappingReader) constantAt(name string) int {
	if entry := r.entry("constants"); entry != nil {
		if constants, ok := entry.Value.(*ast.MappingNode); ok {
			for _, c := range constants.Values {
				if keyOf(c) == name {
					return lineOf(c.Key)
				}
			}
		}
	}
	return r.at("constants")
}

func noField(name string) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = string(f)
	}
	return fmt.Sprintf("there is no field %q; there are %s", name, strings.Join(names, ", "))
}

func (r *mappingReader) notations(line int, at string, patterns []string, otherwise []string) notations {
	if len(patterns) == 0 {
		patterns = otherwise
	}
	var all notations
	for _, pattern := range patterns {
		n, err := newNotation(pattern)
		if err != nil {
			r.problem(line, at, "%s", err)
			continue
		}
		all = append(all, n)
	}
	return all
}

// readColumns reads the columns: a map of headings or numbers to fields, or a list of fields in the order of the columns.
func (r *mappingReader) readColumns() {
	entry := r.entry("columns")
	if entry == nil {
		r.problem(1, "columns", "is missing: what each column means")
		return
	}
	switch node := entry.Value.(type) {
	case *ast.MappingNode:
		for _, e := range node.Values {
			r.column(mappedColumn{heading: strings.TrimSpace(keyOf(e)), line: lineOf(e.Key)}, e.Value)
		}
	case *ast.SequenceNode:
		for i, item := range node.Values {
			r.column(mappedColumn{heading: strconv.Itoa(i + 1), number: i + 1, line: lineOf(item)}, item)
		}
	case *ast.NullNode: // each line of a proposal may still be a comment
	default:
		r.problem(lineOf(entry.Key), "columns", "want a map of columns to fields, or a list of fields")
		return
	}
	r.checkColumns(lineOf(entry.Key))
}

func (r *mappingReader) column(c mappedColumn, node ast.Node) {
	at := "columns." + c.heading
	if node.Type() == ast.NullType {
		return // in a list: a column without a meaning
	}
	var told columnYAML
	if node.Type() != ast.MappingType {
		if err := yaml.NodeToValue(node, &told.Field); err != nil {
			r.problem(c.line, at, "want a field")
			return
		}
	} else if err := yaml.NodeToValue(node, &told, yaml.Strict()); err != nil {
		r.syntax(err)
		return
	}
	if told.Column != "" {
		c.heading, c.number = told.Column, 0
	}
	c.field = field(strings.ToLower(strings.TrimSpace(told.Field)))
	if !slices.Contains(fields, c.field) {
		r.problem(c.line, at, "%s", noField(told.Field))
		return
	}
	if len(told.Dates) > 0 {
		if !c.field.isDate() {
			r.problem(c.line, at, "%s is no date and has no notations of dates", c.field)
		}
		c.dates = r.notations(c.line, at+".dates", told.Dates, nil)
	}
	r.more(&c, at, &told)
	r.mapping.columns = append(r.mapping.columns, c)
}

// more reads what else is said of a column.
func (r *mappingReader) more(c *mappedColumn, at string, told *columnYAML) {
	switch {
	case told.Part == "":
	case !slices.Contains(parts, told.Part):
		r.problem(c.line, at+".part", "%q: want day, month or year", told.Part)
	case !c.field.isDate() || len(told.Dates) > 0 || told.Rest != fieldNone:
		r.problem(c.line, at+".part", "want a field that is a date, and neither dates nor rest beside it")
	}
	if told.Rest != fieldNone && (!c.field.isDate() || !slices.Contains(fields, told.Rest) || told.Rest.isDate()) {
		r.problem(c.line, at+".rest", "%q: want the field of what stands behind a date in the same cell", told.Rest)
	}
	c.part, c.rest = told.Part, told.Rest
	if len(told.Values) > 0 {
		c.values = map[string]string{}
	}
	for code, value := range told.Values {
		c.values[normal(code)] = value
	}
}

func (r *mappingReader) checkColumns(line int) {
	type place struct {
		field field
		part  part
	}
	seen := map[place]string{}
	take := func(c *mappedColumn, p place) {
		before, isTwice := seen[p]
		if !isTwice && p.part != "" { // beside its parts a date has no column of its own
			before, isTwice = seen[place{p.field, ""}]
		}
		if isTwice && !slices.Contains(repeatable, p.field) {
			r.problem(c.line, "columns."+c.heading, "%s is the column %q already", p.field, before)
		}
		seen[p] = c.heading
	}
	for i := range r.mapping.columns {
		c := &r.mapping.columns[i]
		take(c, place{c.field, c.part})
		if c.rest != fieldNone {
			take(c, place{c.rest, ""})
		}
	}
	if _, ok := seen[place{fieldName, ""}]; ok {
		return
	}
	if _, ok := seen[place{fieldSurname, ""}]; !ok {
		r.problem(line, "columns", "none is the name or the surname: without one nobody can be found")
	}
}

func (m *mapping) isQuoting() bool { return m.Quoting == nil || *m.Quoting }

func (m *mapping) hasHeader() bool { return m.Header == nil || *m.Header }
