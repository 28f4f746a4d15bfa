package subject

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// A Day is a day, a month or a year that somebody asks for. What was not said is 0.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// ReadDay reads a text that is a day, a month, a year and nothing else, in three languages or numbers: "25 февраля 1938", "31 мамыр",
// "February 25", "25.02.1938", "02-25", "1938-02-25", "ақпан 1938". The order of numbers is the day before the month, as in
// Kazakhstan, but behind a year and with hyphens, as in ISO 8601.
func ReadDay(text string) (Day, bool) {
	if day, ok := readISO(strings.TrimSpace(text)); ok {
		return day, true
	}
	var d Day
	for _, part := range dayParts(text) {
		n, isNumber := number(part)
		switch {
		case isNumber && n >= firstYear && n <= lastYear && d.Year == 0:
			d.Year = n
		case isNumber && d.Day == 0 && n >= 1 && n <= 31:
			d.Day = n
		case isNumber && d.Month == 0 && n >= 1 && n <= 12 && d.Day != 0:
			d.Month = time.Month(n)
		case isNumber:
			return Day{}, false
		case MonthOf(part) != 0 && d.Month == 0:
			d.Month = MonthOf(part)
		case !besideDays[part]:
			return Day{}, false
		}
	}
	return d, d.exists()
}

// DayIn reads the first day with its month that stands somewhere in a text: "кто был расстрелян 25 марта".
func DayIn(text string) (Day, bool) {
	parts := dayParts(text)
	for n := 4; n > 1; n-- { // a day, a month, or these and a year with its word
		for i := 0; i+n <= len(parts); i++ {
			if d, ok := ReadDay(strings.Join(parts[i:i+n], " ")); ok && d.Day != 0 && (d.Year != 0 || n == 2) {
				return d, true
			}
		}
	}
	return Day{}, false
}

// The years between which a number is taken for one.
const firstYear, lastYear = 1860, 2100

// besideDays are words that stand beside days and months.
var besideDays = map[string]bool{"г": true, "года": true, "год": true, "году": true, "ж": true, "жыл": true, "жылы": true,
	"жылғы": true, "жылгы": true, "жылдың": true, "жылдын": true, "күнгі": true, "куни": true, "кундери": true, "күні": true, "айы": true, "айының": true, "айында": true, "the": true, "of": true, "th": true,
	"st": true, "nd": true, "rd": true, "в": true, "on": true, "in": true, "числа": true, "число": true}

func readISO(text string) (Day, bool) {
	if t, err := time.Parse("2006-01", text); err == nil && t.Year() >= firstYear && t.Year() <= lastYear {
		return Day{t.Year(), t.Month(), 0}, true
	}
	for _, layout := range []string{"2006-01-02", "2006.01.02", "01-02"} {
		if layout == "01-02" {
			text = "2000-" + text // a leap year
			layout = "2006-01-02"
			if t, err := time.Parse(layout, text); err == nil {
				return Day{0, t.Month(), t.Day()}, true
			}
			continue
		}
		if t, err := time.Parse(layout, text); err == nil {
			return Day{t.Year(), t.Month(), t.Day()}, true
		}
	}
	return Day{}, false
}

// dayParts cuts a text into numbers and words in lower case: "25ақпан" too is two.
func dayParts(text string) []string {
	var parts []string
	var current strings.Builder
	digits := false
	end := func() {
		if current.Len() > 0 {
			parts = append(parts, current.String())
			current.Reset()
		}
	}
	for _, c := range strings.ToLower(text) {
		isDigit := c >= '0' && c <= '9'
		switch {
		case !isDigit && !unicode.IsLetter(c):
			end()
			continue
		case isDigit != digits:
			end()
			digits = isDigit
		}
		current.WriteRune(c)
	}
	end()
	return parts
}

func number(part string) (int, bool) {
	n, err := strconv.Atoi(part)
	return n, err == nil
}

// exists reports whether the calendar has such a day, in some year if none is said, or such a month or year.
func (d Day) exists() bool {
	if d.Month == 0 {
		return d.Year != 0 && d.Day == 0
	}
	year := d.Year
	if year == 0 {
		year = 2000 // a leap year
	}
	return d.Day == 0 || time.Date(year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Month() == d.Month
}

// MonthOf is the month that a word names in whatever case or ending, 0 if it names none.
func MonthOf(word string) time.Month {
	for i, names := range months {
		for _, name := range names {
			if ending, ok := strings.CutPrefix(word, name); ok && monthEndings[ending] {
				return time.Month(i + 1)
			}
		}
	}
	return 0
}

// monthEndings are the cases of the months, so that Мартов and Ақпанов are none.
var monthEndings = toSet(" ь я ю е а у ом ем ы і ын ін ыы да де та те ында інде нда нде дан ден тан тен ның нің дың дің тың тің ға ге қа ке ғы гі қы кі")

func toSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Split(words, " ") {
		set[word] = true
	}
	return set
}

// months holds the stems of the months' names in Kazakh (Cyrillic, Latin and Arabic), Russian and English.
var months = [12][]string{
	{"қаңтар", "кантар", "qañtar", "qantar", "قاڭتار", "январ", "january", "jan"},
	{"ақпан", "акпан", "aqpan", "اقپان", "феврал", "february", "feb"},
	{"наурыз", "nauryz", "ناۋرىز", "март", "march", "mar"},
	{"сәуір", "сауир", "säuır", "sauir", "ٴساۋىر", "апрел", "april", "apr"},
	{"мамыр", "mamyr", "مامىر", "май", "мая", "мае", "may"},
	{"маусым", "mausym", "ماۋسىم", "июн", "june", "jun"},
	{"шілде", "шилде", "şılde", "shilde", "شىلدە", "июл", "july", "jul"},
	{"тамыз", "tamyz", "تامىز", "август", "august", "aug"},
	{"қыркүйек", "қыркүйег", "кыркуйек", "кыркуйег", "qyrküiek", "qyrkuiek", "قىركۇيەك", "сентябр", "september", "sept"},
	{"қазан", "казан", "qazan", "قازان", "октябр", "october", "oct"},
	{"қараша", "караша", "qaraşa", "qarasha", "قاراشا", "ноябр", "november", "nov"},
	{"желтоқсан", "желтоксан", "jeltoqsan", "zheltoqsan", "جەلتوقسان", "декабр", "december", "dec"},
}
