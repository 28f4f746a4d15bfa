package columns

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"joqtau/data/record"
)

// mostProblems is how many columns that are not there are named: with more it is another table.
const mostProblems = 3

// arrange finds the mapped columns among the headings of a table, nil if it has none, and returns the columns of the table.
func (m *mapping) arrange(headings []string, width int) ([]column, error) {
	table := make([]column, width)
	for i := range table {
		table[i] = column{heading: fmt.Sprintf("column %d", i+1), dates: m.dates}
		if i < len(headings) && headings[i] != "" {
			table[i].heading, table[i].normal = headings[i], normal(headings[i])
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
		table[i].field, table[i].part, table[i].rest, table[i].values = c.field, c.part, c.rest, c.values
		switch {
		case c.part != "":
			table[i].dates = partNotations
		case c.dates != nil:
			table[i].dates = c.dates
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	isFile := func(c column) bool { return c.field == fieldCaseFile }
	if first := slices.IndexFunc(table, isFile); first >= 0 && slices.ContainsFunc(table[first+1:], isFile) {
		for i := range table {
			table[i].isLabelled = isFile(table[i]) // fund, inventory and file are numbers
		}
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
