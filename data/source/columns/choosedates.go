package columns

import (
	"strings"

	"joqtau/lookup"
)

// chooseNotations proposes notations of dates where those of the mapping's default leave something open.
func (c *guess) chooseNotations() {
	if !c.isDated() && c.most(c.whole) {
		c.chooseNumbers()
		return
	}
	if c.januaries >= 2 && 10*c.januaries >= c.filled {
		c.notations = append([]string{"yyyy-01-01"}, c.knownNotations("")...)
		c.ask("%d of %d dates are the first of January: does the table write so where it knows the year alone? Then leave yyyy-01-01, "+
			"by which only their year is told; else take it away", c.januaries, c.filled)
		return
	}
	for _, mark := range orderMarks {
		onlyDayFirst, onlyMonthFirst := c.dates[mark]-c.dates[monthFirst(mark)], c.dates[mark]-c.dates[dayFirst(mark)]
		switch {
		case c.dates[mark] == 0:
		case onlyMonthFirst == 0 && tellingOrder*onlyDayFirst >= c.dates[mark]:
			c.notations = c.knownNotations(dayFirst(mark))
		case onlyDayFirst == 0 && tellingOrder*onlyMonthFirst >= c.dates[mark]:
			c.notations = c.knownNotations(monthFirst(mark))
		case onlyDayFirst > 0 && onlyMonthFirst > 0:
			c.ask("some are %s and some %s: those that can be both are left as text", dayFirst(mark), monthFirst(mark))
		default:
			c.ask("is it %s or %s? Until you say dates: [%s] or [%s], those that can be both are left as text",
				dayFirst(mark), monthFirst(mark), dayFirst(mark), monthFirst(mark))
		}
	}
}

// orderMarks stand in dates of which either the day or the month is the first.
var orderMarks = []string{"/", "-"}

func dayFirst(mark string) string { return "dd" + mark + "mm" + mark + "yyyy" }

func monthFirst(mark string) string { return "mm" + mark + "dd" + mark + "yyyy" }

// tellingOrder: one in so many dates shows by a day after the twelfth which order all have. In a year three in five do.
const tellingOrder = 5

// knownNotations lists the notations of the column, with one order of day and month where its values show one.
func (c *guess) knownNotations(order string) []string {
	var list []string
	if order != "" {
		list = []string{order}
	}
	for _, name := range defaultNotations {
		if c.dates[name] > 0 && !strings.ContainsAny(name, "/") && (order == "" || len(name) != len(order)) {
			list = append(list, name)
		}
	}
	return list
}

// chooseNumbers tells dates that stand as numbers: as Excel counts days, or as Memorial packs them. They are taken for dates only if
// one of the two makes dates of these times of them.
func (c *guess) chooseNumbers() {
	first, last := c.field.times()
	read := map[string]int{}
	shown := ""
	for value := range c.seen {
		for name, reader := range map[string]func(string) (*lookup.Date, error){excelNotation: readExcel, packedNotation: readPacked} {
			date, err := reader(value)
			if err == nil && date != nil && date.Earliest.Year >= first && date.Earliest.Year <= last {
				read[name]++
				if name == excelNotation && (shown == "" || value < shown) {
					shown = value
				}
			}
		}
	}
	most := func(n int) bool { return 5*n >= 4*len(c.seen) }
	switch excel, packed := read[excelNotation], read[packedNotation]; {
	case most(excel) && !most(packed):
		date, _ := readExcel(shown)
		c.notations = []string{excelNotation}
		c.ask("these numbers seem to be days as Excel counts them: is %s the day %s?", shown, date.EDTF)
	case most(packed) && !most(excel):
		c.notations = []string{packedNotation}
		c.ask("are these numbers Memorial's packed dates?")
	default:
		c.ask("its heading says %s, but its values are numbers: days as Excel counts them, dates: [excel]? Memorial's packed dates, "+
			"dates: [packed]? Until you say it they are kept as text", c.field)
		c.field, c.why, c.isKnown = fieldNone, "", true
	}
}

// times are the years in which a date of a field lies in nearly all lists.
func (f field) times() (first, last int) {
	switch f {
	case fieldBirthDate, fieldBirthYear:
		return 1840, 1955
	case fieldRehabDate:
		return 1953, 2100
	}
	return 1917, 1991
}
