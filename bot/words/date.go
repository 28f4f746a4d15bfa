package words

import (
	"strconv"
	"strings"
	"time"

	"joqtau/lookup"
)

// Date writes a date as exactly as it is known. A year that the source leaves to its context stands in square
// brackets.
func (v Voice) Date(d lookup.Date) string {
	switch d.Precision {
	case lookup.PrecisionBefore:
		return v.Say("date.before", "date", v.end(d))
	case lookup.PrecisionAfter:
		return v.Say("date.after", "date", v.end(d))
	case lookup.PrecisionAbout:
		return v.Say("date.about", "date", v.end(d))
	}
	return v.closed(d)
}

// end writes the date that a half-open or approximate date is built on.
func (v Voice) end(d lookup.Date) string {
	end := strings.Trim(strings.Replace(d.EDTF, "..", "", 1), "/~")
	date, err := lookup.ParseDate(end)
	if err != nil { // the notation was parsed when the record was read
		return d.AsPrinted
	}
	date.Part, date.Implied = d.Part, d.Implied
	return v.closed(date)
}

func (v Voice) closed(d lookup.Date) string {
	from := d.Earliest
	year := yearOf(d)
	switch {
	case d.Precision == lookup.PrecisionDay:
		return v.Say("date.day", "day", strconv.Itoa(from.Day), "month", v.month("in_date", from.Month), "year", year)
	case d.Precision == lookup.PrecisionMonth && d.Part != "":
		return v.Say("date."+d.Part, "month", v.month("in_date", from.Month), "year", year)
	case d.Precision == lookup.PrecisionMonth:
		return v.Say("date.month", "month", v.month("alone", from.Month), "year", year)
	case d.Precision == lookup.PrecisionSeason:
		return v.Say("date.season", "season", v.season(from.Month), "year", year)
	case d.Precision == lookup.PrecisionYear:
		return v.Say("date.year", "year", year)
	}
	return v.between(d)
}

// between writes a range: a decade, whole years, or from one date to another, each end as exact as it is written.
func (v Voice) between(d lookup.Date) string {
	decade := strconv.Itoa(d.Earliest.Year)
	from, to, ok := d.Ends()
	switch {
	case !ok && d.Part != "":
		return v.Say("date."+d.Part+"_decade", "year", decade)
	case !ok:
		return v.Say("date.decade", "year", decade)
	case from.Precision == lookup.PrecisionYear && to.Precision == lookup.PrecisionYear:
		return v.Say("date.years", "from", yearOf(from), "to", yearOf(to))
	}
	if from.Precision == lookup.PrecisionDay && to.Precision == lookup.PrecisionDay && yearMonth(from) == yearMonth(to) {
		return v.Say("date.days", "from", strconv.Itoa(from.Earliest.Day), "to", strconv.Itoa(to.Earliest.Day),
			"month", v.month("in_date", from.Earliest.Month), "year", yearOf(from))
	}
	return v.Say("date.range", "from", v.closed(from), "to", v.closed(to))
}

func yearMonth(d lookup.Date) string { return d.Earliest.String()[:len("1937-01")] }

// yearOf is the year of a date, in brackets if the source leaves it to its context.
func yearOf(d lookup.Date) string {
	year := strconv.Itoa(d.Earliest.Year)
	if d.Implied == "year" {
		return "[" + year + "]"
	}
	return year
}

// DayOfYear writes a day without a year.
func (v Voice) DayOfYear(month time.Month, day int) string {
	return v.Say("on.head", "day", strconv.Itoa(day), "month", v.month("in_date", month))
}

// Month writes a month, with its year unless that is 0.
func (v Voice) Month(month time.Month, year int) string {
	if year == 0 {
		return v.month("alone", month)
	}
	return v.Say("date.month", "month", v.month("alone", month), "year", strconv.Itoa(year))
}

func (v Voice) month(form string, month time.Month) string {
	return strings.Fields(v.Say("months." + form))[month-1]
}

// season is named by its first month.
func (v Voice) season(first time.Month) string {
	return strings.Fields(v.Say("seasons"))[(int(first)/3+3)%4]
}
