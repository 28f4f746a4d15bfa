package lookup

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Day is a calendar day without time or zone.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// String returns the day as YYYY-MM-DD.
func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// IsZero reports whether the day is unset, as at the open end of "before 1931".
func (d Day) IsZero() bool { return d == Day{} }

// Compare returns -1, 0 or +1 as d is before, on or after e.
func (d Day) Compare(e Day) int { return strings.Compare(d.String(), e.String()) }

// MarshalText writes the day as YYYY-MM-DD, an unset day as nothing.
func (d Day) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Day{}
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return fmt.Errorf("day %q: want YYYY-MM-DD", text)
	}
	*d = dayOf(t)
	return nil
}

func dayOf(t time.Time) Day { return Day{t.Year(), t.Month(), t.Day()} }

// Precision says how exactly a date is known.
type Precision string

// The precisions of a date, from exact to vague. "On this date" uses only PrecisionDay.
const (
	PrecisionDay    Precision = "day"
	PrecisionMonth  Precision = "month"
	PrecisionSeason Precision = "season"
	PrecisionYear   Precision = "year"
	PrecisionRange  Precision = "range"
	PrecisionBefore Precision = "before" // in or before: the earliest day is open
	PrecisionAfter  Precision = "after"  // in or after: the latest day is open
	PrecisionAbout  Precision = "about"
)

// A Date is a stretch of days within which something happened, with the words of its source. It is never more exact
// than the source: "autumn 1937" stays a season.
type Date struct {
	Earliest  Day
	Latest    Day
	Precision Precision
	// EDTF is the notation that the date was read from, see ParseDate.
	EDTF string
	// AsPrinted quotes the source's own words for the date.
	AsPrinted string
	// Part narrows a month or decade as vaguely as the source does: "early", "mid" or "late".
	Part string
	// Implied names the part of the date that the source leaves to its context ("year"), if any.
	Implied string
}

type dateJSON struct {
	EDTF      string    `json:"edtf"`
	Earliest  string    `json:"earliest,omitempty"`
	Latest    string    `json:"latest,omitempty"`
	Precision Precision `json:"precision"`
	AsPrinted string    `json:"as_printed"`
	Part      string    `json:"part,omitempty"`
	Implied   string    `json:"implied,omitempty"`
}

// MarshalJSON writes the date with its bounds as YYYY-MM-DD; an open end is left out.
func (d Date) MarshalJSON() ([]byte, error) {
	earliest, _ := d.Earliest.MarshalText()
	latest, _ := d.Latest.MarshalText()
	return json.Marshal(dateJSON{d.EDTF, string(earliest), string(latest), d.Precision, d.AsPrinted, d.Part, d.Implied})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(data []byte) error {
	var j dateJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return fmt.Errorf("date: %w", err)
	}
	*d = Date{Precision: j.Precision, EDTF: j.EDTF, AsPrinted: j.AsPrinted, Part: j.Part, Implied: j.Implied}
	return errors.Join(d.Earliest.UnmarshalText([]byte(j.Earliest)), d.Latest.UnmarshalText([]byte(j.Latest)))
}

// Ends are the dates on both sides of a range, as its notation has them; false for a date that is no range, or a decade.
func (d Date) Ends() (from, to Date, ok bool) {
	first, last, isRange := strings.Cut(d.EDTF, "/")
	if !isRange || d.Precision != PrecisionRange {
		return Date{}, Date{}, false
	}
	from, errFrom := ParseDate(first)
	to, errTo := ParseDate(last)
	from.Implied, to.Implied = d.Implied, d.Implied
	return from, to, errFrom == nil && errTo == nil
}

// Overlaps reports whether both dates can be true of one event.
func (d Date) Overlaps(e Date) bool {
	startsInTime := d.Earliest.IsZero() || e.Latest.IsZero() || d.Earliest.Compare(e.Latest) <= 0
	endsInTime := d.Latest.IsZero() || e.Earliest.IsZero() || e.Earliest.Compare(d.Latest) <= 0
	return startsInTime && endsInTime
}

// ParseDate reads the part of the Extended Date/Time Format (EDTF, ISO 8601-2:2019) that sources of this field need:
//
//	1938-02-25   a day              193X     a decade
//	1938-02      a month            1927/1929  from-to, either end as above
//	1937-23      a season: 21 spring, 22 summer, 23 autumn, 24 winter (December to February)
//	1937         a year             1894~    about
//	../1931      in or before       1926/..  in or after
func ParseDate(edtf string) (Date, error) {
	date, err := parseEDTF(edtf)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: %w", edtf, err)
	}
	date.EDTF = edtf
	return date, nil
}

func parseEDTF(s string) (Date, error) {
	if from, to, isRange := strings.Cut(s, "/"); isRange {
		return parseRange(from, to)
	}
	if exact, isAbout := strings.CutSuffix(s, "~"); isAbout {
		date, err := parseSingle(exact)
		date.Precision = PrecisionAbout
		return date, err
	}
	return parseSingle(s)
}

func parseRange(from, to string) (Date, error) {
	switch {
	case from == ".." && to == "..":
		return Date{}, errors.New("both ends are open")
	case from == "..":
		end, err := parseSingle(to)
		return Date{Latest: end.Latest, Precision: PrecisionBefore}, err
	case to == "..":
		start, err := parseSingle(from)
		return Date{Earliest: start.Earliest, Precision: PrecisionAfter}, err
	}
	start, err := parseSingle(from)
	if err != nil {
		return Date{}, err
	}
	end, err := parseSingle(to)
	if err != nil {
		return Date{}, err
	}
	if end.Latest.Compare(start.Earliest) < 0 {
		return Date{}, errors.New("it ends before it begins")
	}
	return Date{Earliest: start.Earliest, Latest: end.Latest, Precision: PrecisionRange}, nil
}

func parseSingle(s string) (Date, error) {
	if strings.Trim(s, "0123456789-X") != "" {
		return Date{}, errNotation
	}
	if decade, isDecade := strings.CutSuffix(s, "X"); isDecade && len(s) == 4 && !strings.Contains(s, "-") {
		year, err := strconv.Atoi(decade + "0")
		if err != nil {
			return Date{}, errNotation
		}
		return span(PrecisionRange, Day{year, time.January, 1}, Day{year + 9, time.December, 31}), nil
	}
	parts := strings.Split(s, "-")
	numbers := make([]int, len(parts))
	for i, width := range []int{4, 2, 2}[:min(3, len(parts))] {
		n, err := strconv.Atoi(parts[i])
		if err != nil || len(parts[i]) != width || i == 0 && n == 0 {
			return Date{}, errNotation
		}
		numbers[i] = n
	}
	switch len(parts) {
	case 1:
		return span(PrecisionYear, Day{numbers[0], time.January, 1}, Day{numbers[0], time.December, 31}), nil
	case 2:
		return monthOrSeason(numbers[0], numbers[1])
	case 3:
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return Date{}, errors.New("there is no such day")
		}
		return span(PrecisionDay, dayOf(t), dayOf(t)), nil
	}
	return Date{}, errNotation
}

var errNotation = errors.New("want YYYY, YYYY-MM, YYYY-MM-DD, a season YYYY-21 to YYYY-24, a decade YYYX, FROM/TO or DATE~")

func monthOrSeason(year, n int) (Date, error) {
	switch {
	case n >= 1 && n <= 12:
		return span(PrecisionMonth, Day{year, time.Month(n), 1}, lastOfMonth(year, time.Month(n))), nil
	case n >= 21 && n <= 23:
		first := time.Month(3 * (n - 20)) // spring begins in March
		return span(PrecisionSeason, Day{year, first, 1}, lastOfMonth(year, first+2)), nil
	case n == 24: // the winter of 1937 ends in 1938
		return span(PrecisionSeason, Day{year, time.December, 1}, lastOfMonth(year+1, time.February)), nil
	}
	return Date{}, errors.New("there is no such month or season")
}

func lastOfMonth(year int, month time.Month) Day {
	return dayOf(time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC))
}

func span(precision Precision, from, to Day) Date {
	return Date{Earliest: from, Latest: to, Precision: precision}
}
