package columns

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"joqtau/data/record"
	"joqtau/data/source"
	"joqtau/lookup"
)

// A field is what a column of a table tells of a person, as mapping files write it.
type field string

// The fields. A sentence is not a fate: what was decided is fieldSentence, what happened fieldShot, fieldShotDate or
// fieldDeathDate.
const (
	fieldID           field = "id"
	fieldBook         field = "book"
	fieldName         field = "name" // the whole name
	fieldSurname      field = "surname"
	fieldGiven        field = "given"
	fieldPatronymic   field = "patronymic"
	fieldVariants     field = "variants"
	fieldSex          field = "sex"
	fieldBirthDate    field = "birth date"
	fieldBirthYear    field = "birth year"
	fieldBirthPlace   field = "birth place"
	fieldAge          field = "age"
	fieldNationality  field = "nationality"
	fieldCitizenship  field = "citizenship"
	fieldEducation    field = "education"
	fieldParty        field = "party"
	fieldOccupation   field = "occupation"
	fieldResidence    field = "residence"
	fieldArrestDate   field = "arrest date"
	fieldArrestBody   field = "arrest body"
	fieldArrestPlace  field = "arrest place"
	fieldCharge       field = "charge"
	fieldSentenceBody field = "sentence body"
	fieldSentenceDate field = "sentence date"
	fieldSentence     field = "sentence"
	fieldExileDate    field = "exile date"
	fieldExileBody    field = "exile body"
	fieldExilePlace   field = "exile place"
	fieldExile        field = "exile" // what was decided of it
	fieldReleaseDate  field = "release date"
	fieldShot         field = "shot" // yes or no
	fieldShotDate     field = "shot date"
	fieldShotPlace    field = "shot place"
	fieldDeathDate    field = "death date"
	fieldDeathPlace   field = "death place"
	fieldBurialPlace  field = "burial place"
	fieldRehabDate    field = "rehabilitation date"
	fieldRehabBody    field = "rehabilitation body"
	fieldRehabGround  field = "rehabilitation ground"
	fieldCaseFile     field = "case file"
	fieldNote         field = "note"
	fieldIgnore       field = "ignore"
	fieldNone         field = "" // the mapping does not name the column: it is kept as text
)

// separatorOfRepeats stands between the texts of columns that have the same field.
const separatorOfRepeats = "; "

// fields lists all fields.
var fields = []field{
	fieldID, fieldBook, fieldName, fieldSurname, fieldGiven, fieldPatronymic, fieldVariants, fieldSex,
	fieldBirthDate, fieldBirthYear, fieldBirthPlace, fieldAge, fieldNationality, fieldCitizenship, fieldEducation, fieldParty,
	fieldOccupation, fieldResidence, fieldArrestDate, fieldArrestBody, fieldArrestPlace, fieldCharge, fieldSentenceBody,
	fieldSentenceDate, fieldSentence, fieldExileDate, fieldExileBody, fieldExilePlace, fieldExile, fieldReleaseDate, fieldShot,
	fieldShotDate, fieldShotPlace, fieldDeathDate, fieldDeathPlace, fieldBurialPlace, fieldRehabDate, fieldRehabBody,
	fieldRehabGround, fieldCaseFile, fieldNote, fieldIgnore,
}

// repeatable are the fields that several columns may have: their texts are put together.
var repeatable = []field{fieldVariants, fieldNote, fieldIgnore, fieldCharge, fieldOccupation, fieldCaseFile}

// isDate reports whether a field is a date.
func (f field) isDate() bool { return f == fieldBirthYear || strings.HasSuffix(string(f), " date") }

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
	Grown     int    `yaml:"grown"`
	// Lang is the language of names in Cyrillic letters without those of Kazakh.
	Lang lookup.Lang `yaml:"lang"`
	// Dates are the notations that dates of the table have, Unknown the values that say nothing.
	Dates     []string          `yaml:"dates"`
	Unknown   []string          `yaml:"unknown"`
	Constants map[string]string `yaml:"constants"`
	Columns   any               `yaml:"columns"`

	file    string
	dates   notations
	columns []mappedColumn
}

// A mappedColumn is a column that the mapping names.
type mappedColumn struct {
	heading string // or its number
	number  int    // from 1; 0 if it is to be found by its heading
	line    int    // in the mapping
	field   field
	dates   notations // nil for those of the table
}

// columnYAML is a column of which more than the field is said.
type columnYAML struct {
	Column string   `yaml:"column"`
	Field  string   `yaml:"field"`
	Dates  []string `yaml:"dates"`
}

// readMapping reads a mapping file. Its error names all that is wrong with it by file, line and field.
func readMapping(path string) (*mapping, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read mapping: %w", err)
	}
	return parseMapping(path, content)
}

func parseMapping(path string, content []byte) (*mapping, error) {
	r := mappingReader{mapping: &mapping{file: path, Encoding: autoEncoding, Delimiter: autoDelimiter, Lang: lookup.Russian}}
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
		r.problem(located.GetToken().Position.Line, "", "%s", shown([]string{located.GetMessage()}))
		return
	}
	r.problem(0, "", "%s", shown([]string{err.Error()}))
}

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
	if r.Grown != 0 && !isYear(r.Grown) {
		r.problem(r.at("grown"), "grown", "%d is no year", r.Grown)
	}
	if !r.Lang.Valid() {
		r.problem(r.at("lang"), "lang", "%q: want kk, ru or en", r.Lang)
	}
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
	c.field = field(strings.TrimSpace(told.Field))
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
	r.mapping.columns = append(r.mapping.columns, c)
}

func (r *mappingReader) checkColumns(line int) {
	seen := map[field]mappedColumn{}
	for _, c := range r.mapping.columns {
		if before, isTwice := seen[c.field]; isTwice && !slices.Contains(repeatable, c.field) {
			r.problem(c.line, "columns."+c.heading, "%s is the column %q already", c.field, before.heading)
		}
		seen[c.field] = c
	}
	if _, ok := seen[fieldName]; ok {
		return
	}
	if _, ok := seen[fieldSurname]; !ok {
		r.problem(line, "columns", "none is the name or the surname: without one nobody can be found")
	}
}

func (m *mapping) isQuoting() bool { return m.Quoting == nil || *m.Quoting }

func (m *mapping) hasHeader() bool { return m.Header == nil || *m.Header }

// mostProblems is how many columns that are not there are named: with more it is another table.
const mostProblems = 3

// arrange finds the mapped columns among the headings of a table, nil if it has none, and returns the columns of the table.
func (m *mapping) arrange(headings []string, width int) ([]column, error) {
	table := make([]column, width)
	for i := range table {
		table[i] = column{heading: fmt.Sprintf("column %d", i+1), dates: m.dates}
		if i < len(headings) && headings[i] != "" {
			table[i].heading = headings[i]
		}
	}
	var problems record.Problems
	for _, c := range m.columns {
		i, err := c.find(headings, width)
		if err != nil && len(problems) == mostProblems {
			break
		}
		if err != nil {
			problems = append(problems, record.Problem{File: m.file, Line: c.line, Field: "columns." + c.heading, Text: err.Error()})
			continue
		}
		table[i].field = c.field
		if c.dates != nil {
			table[i].dates = c.dates
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return table, nil
}

// find returns the index of the column: that with its heading, else that with its number.
func (c mappedColumn) find(headings []string, width int) (int, error) {
	number := c.number
	if number == 0 {
		wanted := normal(c.heading)
		i := slices.IndexFunc(headings, func(h string) bool { return normal(h) == wanted })
		if i >= 0 && slices.ContainsFunc(headings[i+1:], func(h string) bool { return normal(h) == wanted }) {
			return 0, errors.New("the table has several such columns; name them by their numbers")
		}
		if i >= 0 {
			return i, nil
		}
		number, _ = strconv.Atoi(c.heading)
	}
	if number >= 1 && number <= width {
		return number - 1, nil
	}
	if headings == nil {
		return 0, fmt.Errorf("the table has no such column, but %d without headings, counted from 1", width)
	}
	return 0, fmt.Errorf("the table has no such column; it has %s", shown(headings))
}

// shown writes headings for a message, of which a file that is no table may have anything.
func shown(headings []string) string {
	const longest = 200 // characters
	text := []rune(strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, strings.Join(headings, ", ")))
	if len(text) > longest {
		return string(text[:longest]) + "…"
	}
	return string(text)
}

// normal writes a heading or a word of a table for comparing.
func normal(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text), "ё", "е")), " ")
}
