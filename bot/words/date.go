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
	year := strconv.Itoa(from.Year)
	if d.Implied == "year" {
		year = "[" + year + "]"
	}
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

// between writes a range: a decade, whole years, or from one date to another.
func (v Voice) between(d lookup.Date) string {
	from, to := d.Earliest, d.Latest
	wholeYears := from.Month == time.January && from.Day == 1 && to.Month == time.December && to.Day == 31
	switch decade := strings.HasSuffix(d.EDTF, "X"); {
	case decade && d.Part != "":
		return v.Say("date."+d.Part+"_decade", "year", strconv.Itoa(from.Year))
	case decade:
		return v.Say("date.decade", "year", strconv.Itoa(from.Year))
	case wholeYears:
		return v.Say("date.years", "from", strconv.Itoa(from.Year), "to", strconv.Itoa(to.Year))
	}
	return v.Say("date.range", "from", v.day(from), "to", v.day(to))
}

func (v Voice) day(d lookup.Day) string {
	return v.closed(lookup.Date{Earliest: d, Precision: lookup.PrecisionDay})
}

// DayOfYear writes a day without a year.
func (v Voice) DayOfYear(month time.Month, day int) string {
	return v.Say("on.head", "day", strconv.Itoa(day), "month", v.month("in_date", month))
}

func (v Voice) month(form string, month time.Month) string {
	return strings.Fields(v.Say("months." + form))[month-1]
}

// season is named by its first month.
func (v Voice) season(first time.Month) string {
	return strings.Fields(v.Say("seasons"))[(int(first)/3+3)%4]
}
