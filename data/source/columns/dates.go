package columns

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"joqtau/lookup"
)

// The notations that are no patterns of dd, mm and yyyy.
const (
	packedNotation = "packed"  // Memorial's: day, month and year after 1800 in the bits of one number
	excelNotation  = "excel"   // a number of days, as tables of Excel have where a date lost its form
	wordsNotation  = "words"   // "3 апреля 1937 г.", "1937 жылғы 3 сәуір", "3 April 1937"
	hyphenYears    = "yyyy-yy" // "1937-38"
	slashYears     = "yyyy/yy"
)

// defaultNotations are those of a mapping that names none. Where two of them read a date differently it is not read: so
// 25/12/1937 is Christmas, and 03/04/1937 stays text.
var defaultNotations = []string{"dd.mm.yyyy", "mm.yyyy", "yyyy-mm-dd", "yyyy-mm", "yyyy.mm.dd", "yyyy", "dd,mm,yyyy", "mm/yyyy",
	"dd/mm/yyyy", "mm/dd/yyyy",
	"dd-mm-yyyy", "mm-dd-yyyy", hyphenYears, slashYears, wordsNotation}

// partNotations are those of dates that are put together of columns for the day, the month and the year.
var partNotations = readNotations("dd.mm.yyyy", "mm.yyyy", "yyyy", wordsNotation)

// A notation is a way to write dates: one of the names above, or else parts and what stands between them.
type notation struct {
	name  string
	parts []string // "dd", "mm", "yyyy", in their order
	marks []string // between them
	// tail stands behind the last part and is the same in all dates: yyyy-01-01 reads the year of a table that writes the first of
	// January where it knows no more.
	tail string
}

// notations are those that a column may have.
type notations []notation

// newNotation reads a notation as mapping files write it.
func newNotation(pattern string) (notation, error) {
	n := notation{name: strings.ToLower(strings.TrimSpace(pattern))}
	switch n.name {
	case packedNotation, excelNotation, wordsNotation, hyphenYears, slashYears:
		return n, nil
	}
	count := map[string]int{}
	for rest := n.name; rest != ""; {
		part := rest[:runOf(rest)]
		rest = rest[len(part):]
		n.parts = append(n.parts, part)
		count[part]++
		end := strings.IndexAny(rest, "dmy")
		if end < 0 && len(n.parts) > 0 {
			n.tail, rest = rest, ""
		}
		if rest != "" && end < 1 {
			return notation{}, noNotation(pattern)
		}
		if rest != "" {
			n.marks = append(n.marks, rest[:end])
			rest = rest[end:]
		}
	}
	if count["yyyy"] != 1 || count["mm"] > 1 || count["dd"] > count["mm"] || len(n.parts) != 1+count["mm"]+count["dd"] {
		return notation{}, noNotation(pattern)
	}
	return n, nil
}

func noNotation(pattern string) error {
	return fmt.Errorf("%q is no notation of dates; want packed, excel, words, or dd, mm and yyyy with marks between them, such as dd.mm.yyyy",
		pattern)
}

// readNotations reads notations of the program itself.
func readNotations(patterns ...string) notations {
	all := make(notations, len(patterns))
	for i, pattern := range patterns {
		n, err := newNotation(pattern)
		if err != nil {
			panic(err) // it is a fault of the program, which a test of any kind finds
		}
		all[i] = n
	}
	return all
}

// runOf is the length of the same letter at the beginning of a text.
func runOf(text string) int {
	n := 1
	for n < len(text) && text[n] == text[0] {
		n++
	}
	return n
}

// errNotRead says that a text is not written in a notation.
var errNotRead = errors.New("it is written in no notation that the column has")

// read reads a date. It returns no date and no error for one that says that nothing is known, as 00.00.0000 does.
func (ns notations) read(text string, words *words) (*lookup.Date, error) {
	bare := bareDate(text)
	if bare == "" || strings.Trim(bare, "0.-/ ") == "" {
		return nil, nil
	}
	var found *lookup.Date
	by, failed := "", errNotRead
	for i := range ns {
		if found != nil && ns[i].name == wordsNotation && strings.IndexFunc(text, unicode.IsLetter) < 0 {
			continue // it would read the same
		}
		date, err := ns[i].read(text, bare, words)
		switch {
		case errors.Is(err, errNotRead):
		case err != nil:
			if errors.Is(failed, errNotRead) {
				failed = err
			}
		case date == nil:
			return nil, nil
		case ns[i].tail != "": // it says more of the table than the others
			date.AsPrinted = text
			return date, nil
		case found == nil:
			found, by = date, ns[i].name
		case found.EDTF != date.EDTF:
			return nil, fmt.Errorf("it can be read as %s and as %s: say its notation in the mapping", by, ns[i].name)
		}
	}
	if found == nil {
		return nil, failed
	}
	found.AsPrinted = text
	return found, nil
}

// withoutQuantity takes off a whole number the .0 of programs that take it for a quantity.
func withoutQuantity(text string) string { return strings.TrimSuffix(text, ".0") }

// bareDate takes off a date what says nothing: a dot, an asterisk, the word for the year or .0 behind it, and a time of midnight, which
// databases add to days.
func bareDate(text string) string {
	bare := strings.TrimSpace(text)
	if year := withoutQuantity(bare); len(year) == 4 {
		return year
	}
	if dotless := strings.TrimRight(bare, " .*"); dotless != "" && isDigit(dotless[len(dotless)-1]) {
		bare = dotless
	}
	for _, mark := range []string{" ", "T"} {
		if day, time, hasTime := strings.Cut(bare, mark); hasTime && len(day) >= 8 && strings.Trim(time, "0:.Z") == "" && time != "" {
			return day
		}
	}
	lower := strings.ToLower(bare)
	for _, w := range yearWords {
		if number, ok := strings.CutSuffix(lower, w); ok {
			if number = strings.TrimRight(number, " "); number != "" && isDigit(number[len(number)-1]) {
				return number
			}
		}
	}
	return bare
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (n *notation) read(text, bare string, words *words) (*lookup.Date, error) {
	switch n.name {
	case packedNotation:
		return readPacked(bare)
	case excelNotation:
		return readExcel(bare)
	case hyphenYears:
		return readYears(bare, "-")
	case slashYears:
		return readYears(bare, "/")
	case wordsNotation:
		return readWordsDate(text, words)
	}
	return n.readPattern(bare)
}

func (n *notation) readPattern(text string) (*lookup.Date, error) {
	var day, month, year int
	for i, part := range n.parts {
		digits := 0
		for digits < len(text) && isDigit(text[digits]) {
			digits++
		}
		if digits == 0 || digits > len(part) || part == "yyyy" && digits != 4 {
			return nil, errNotRead
		}
		number, _ := strconv.Atoi(text[:digits])
		text = text[digits:]
		switch part {
		case "dd":
			day = number
		case "mm":
			month = number
		default:
			year = number
		}
		mark := ""
		if i < len(n.marks) {
			mark = n.marks[i]
		}
		var ok bool
		if text, ok = strings.CutPrefix(text, mark); !ok {
			return nil, errNotRead
		}
	}
	if text != n.tail {
		return nil, errNotRead
	}
	return dateOf(day, month, year)
}

// readYears reads two years that follow one another, the second of two digits: "1937-38".
func readYears(text, mark string) (*lookup.Date, error) {
	if len(text) < len("1937-38") || len(text) > len("1937–38") {
		return nil, errNotRead
	}
	first, second, isRange := strings.Cut(strings.ReplaceAll(text, "–", "-"), mark)
	from, errFrom := strconv.Atoi(first)
	to, errTo := strconv.Atoi(second)
	if !isRange || errFrom != nil || errTo != nil || len(second) != 2 || !isYear(from) || to <= from%100 {
		return nil, errNotRead
	}
	date, err := lookup.ParseDate(fmt.Sprintf("%04d/%04d", from, from-from%100+to))
	if err != nil {
		return nil, errNotRead
	}
	return &date, nil
}

// The days of Excel are counted from this one on, for its makers took 1900 for a leap year.
var excelStart = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)

// readExcel reads a date as a number of days. A number that may be a year is not read: tables have years among their dates.
func readExcel(text string) (*lookup.Date, error) {
	days, err := strconv.Atoi(withoutQuantity(text))
	if err != nil || days < -100_000 || days > 100_000 {
		return nil, errNotRead
	}
	if days == 0 {
		return nil, nil
	}
	day := excelStart.AddDate(0, 0, days)
	if isYear(days) {
		return nil, errors.New("it can be read as a year and as a day that Excel writes so")
	}
	return dateOf(day.Day(), int(day.Month()), day.Year())
}

// readPacked reads a date in Memorial's notation: five bits of the day, four of the month, eight of the years after 1800.
func readPacked(text string) (*lookup.Date, error) {
	value, err := strconv.Atoi(text)
	if err != nil {
		return nil, errNotRead
	}
	if value <= 0 {
		return nil, nil
	}
	if value>>17 != 0 {
		return nil, errors.New("the number is too great for a packed date")
	}
	return dateOf(value&31, value>>5&15, value>>9+1800)
}

// readWordsDate reads a date with the name of a month.
func readWordsDate(text string, words *words) (*lookup.Date, error) {
	if date, ok := words.date(text); ok {
		return &date, nil
	}
	var day, month, year int
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return unicode.IsSpace(c) || c == ',' }) {
		number, err := strconv.Atoi(strings.TrimSuffix(word, "."))
		switch {
		case slices.Contains(yearWords, word) && year > 0 || slices.Contains(dateFillers, word):
		case err == nil && number > 31 && year == 0:
			year = number
		case err == nil && number <= 31 && day == 0:
			day = number
		case monthNumbers[strings.TrimSuffix(word, ".")] > 0 && month == 0:
			month = monthNumbers[strings.TrimSuffix(word, ".")]
		default:
			return nil, errNotRead
		}
	}
	if year == 0 || month == 0 {
		return nil, errNotRead
	}
	return dateOf(day, month, year)
}

// dateOf makes a date of numbers, of which 0 says that the day or the month is not known.
func dateOf(day, month, year int) (*lookup.Date, error) {
	if day == 0 && month == 0 && year == 0 {
		return nil, nil
	}
	if !isYear(year) {
		return nil, errors.New("the year is none of these times")
	}
	if month > 12 || month == 0 && day > 0 {
		return nil, errors.New("there is no such month")
	}
	edtf := fmt.Sprintf("%04d", year)
	if month > 0 {
		edtf += fmt.Sprintf("-%02d", month)
	}
	if day > 0 {
		edtf += fmt.Sprintf("-%02d", day)
	}
	date, err := lookup.ParseDate(edtf)
	if err != nil {
		return nil, errors.New("there is no such day")
	}
	return &date, nil
}

// isYear reports whether a number can be a year in the life of somebody who was repressed, or of a rehabilitation.
func isYear(n int) bool { return n >= 1750 && n < 2100 }

// looksDated reports whether a text that could not be read is a date all the same: it has digits and, but for the word for
// the year, no letters. Other words may say that the thing did not happen.
func looksDated(text string) bool {
	bare := bareDate(text)
	return strings.ContainsAny(bare, "0123456789") && strings.IndexFunc(bare, unicode.IsLetter) < 0
}
