package memorialdisk

import (
	"errors"
	"fmt"

	"joqtau/lookup"
)

// A packed date has, from the lowest bit on, five bits of the day, four of the month and eight of the year since 1800; a day
// or month of 0 is not known.
const (
	dayBits   = 5
	monthBits = 4
	yearBits  = 8
	firstYear = 1800
)

var errNoDate = errors.New("the packed date is none")

// UnpackDate reads a date as the disk packs it.
func UnpackDate(packed int64) (lookup.Date, error) {
	if packed < 0 || packed >= 1<<(dayBits+monthBits+yearBits) {
		return lookup.Date{}, errNoDate
	}
	day, month, year := packed&(1<<dayBits-1), packed>>dayBits&(1<<monthBits-1), packed>>(dayBits+monthBits)+firstYear
	var edtf, printed string
	switch {
	case day == 0 && month == 0:
		edtf, printed = fmt.Sprintf("%04d", year), fmt.Sprint(year)
	case day == 0:
		edtf, printed = fmt.Sprintf("%04d-%02d", year, month), fmt.Sprintf("%02d.%d", month, year)
	default:
		edtf, printed = fmt.Sprintf("%04d-%02d-%02d", year, month, day), fmt.Sprintf("%02d.%02d.%d", day, month, year)
	}
	date, err := lookup.ParseDate(edtf)
	if err != nil || month > 12 { // 13 and more would be read as a season
		return lookup.Date{}, errNoDate
	}
	date.AsPrinted = printed
	return date, nil
}

// PackDate packs a date as the disk does; a day or month of 0 is not known.
func PackDate(year, month, day int) int {
	return (year-firstYear)<<(dayBits+monthBits) | month<<dayBits | day
}
