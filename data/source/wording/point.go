package wording

import (
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
)

// A point is a day, a month, a season or a year.
type point struct {
	edtf, implied, problem, printed string
}

// months are the beginnings of the names of months, seasons those of seasons but winter, which has two years.
var months = []string{"", "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"}

var seasons = map[string]int{"весна": 21, "весной": 21, "весною": 21, "лето": 22, "летом": 22, "осень": 23, "осенью": 23}

// endings are those of the names of months in the cases in which dates have them.
var endings = []string{"", "ь", "я", "е", "а", "й"}

func monthNumber(word string) int {
	for n := 1; n <= 12; n++ {
		rest, ok := strings.CutPrefix(word, months[n])
		if !ok {
			continue
		}
		for _, e := range endings {
			if rest == e && word != "ма" {
				return n
			}
		}
	}
	return 0
}

func (r *dateReader) point(i int, prefixed bool) (point, int, bool) {
	t := r.at(i)
	switch {
	case t.kind == '0' && i > 0 && r.tokens[i-1].kind == '-' && r.tokens[i-1].to == t.from && !prefixed:
		return point{}, 0, false // "58-10"
	case t.kind == 'a':
		month := monthNumber(t.word)
		if season := seasons[t.word]; month == 0 && season > 0 {
			month = season
		}
		if month == 0 {
			return point{}, 0, false
		}
		year, next, ok := r.year(i+1, true)
		return point{edtf: fmt.Sprintf("%04d-%02d", year, month)}, next, ok
	case t.kind != '0':
		return point{}, 0, false
	}
	if month := monthNumber(r.at(i + 1).word); month > 0 && t.digits <= 2 {
		return r.dayOfMonth(t.n, month, i+2)
	}
	if mark := r.at(i + 1).kind; (mark == '/' || mark == '-' || r.is(i+1, "или")) && t.digits <= 2 && r.at(i+2).digits <= 2 && monthNumber(r.at(i+3).word) > 0 {
		p, next, ok := r.dayOfMonth(r.at(i+2).n, monthNumber(r.at(i+3).word), i+4)
		p.problem = "two days"
		return p, next, ok
	}
	if r.at(i+1).kind == '.' && t.digits <= 2 && r.at(i+2).kind == '0' {
		return r.dotted(i)
	}
	if month := romanMonth(r.at(i + 2).word); month > 0 && t.digits <= 2 && r.isMark(i+1) && r.isMark(i+3) { // "5/XI-1937", "5.XI.37 г."
		return r.dayOf(t.n, month, i+4)
	}
	if mark := r.at(i + 1).kind; t.digits == 4 && (mark == '-' || mark == '.') && r.at(i+2).digits == 2 && r.at(i+3).kind == mark && r.at(i+4).digits == 2 {
		return day(t.n, r.at(i+2).n, r.at(i+4).n, ""), i + 5, isYear(t.n)
	}
	if r.at(i+1).kind == '/' && r.at(i+3).kind == '/' && r.at(i+2).kind == '0' && r.at(i+4).digits == 4 && t.digits <= 2 {
		return point{problem: "day and month cannot be told apart"}, i + 5, true
	}
	if p, next, ok := r.shortDecade(i); ok {
		return p, next, true
	}
	if next := r.yearWord(i + 1); t.digits == 4 && !isYear(t.n) && next > i+1 && prefixed {
		return point{problem: "there is no such year"}, next, true
	}
	year, next, ok := r.year(i, prefixed)
	if !ok {
		return point{}, 0, false
	}
	if decade := r.at(next); decade.kind == '-' && year%10 == 0 && r.is(next+1, "х", "е") {
		if r.is(next+2, "гг", "годы", "годах", "годов") {
			next++
		}
		return point{edtf: fmt.Sprintf("%03dX", year/10)}, next + 2, true
	}
	return point{edtf: fmt.Sprintf("%04d", year)}, next, true
}

// dayOfMonth reads the year behind a day and the name of its month, of two digits only with the word for "year": "5 мая 37 г.".
func (r *dateReader) dayOfMonth(d, month, i int) (point, int, bool) {
	if t := r.at(i); t.digits == 2 && r.yearWord(i+1) > i+1 {
		if t.n < firstShortYear {
			return point{problem: "the century is not certain"}, r.yearWord(i + 1), true
		}
		return day(1900+t.n, month, d, "century"), r.yearWord(i + 1), true
	}
	year, next, ok := r.year(i, true)
	return day(year, month, d, ""), next, ok
}

// firstShortYear is the first year of which two digits are certain.
const firstShortYear = 17

// shortDecade reads "30-е гг.", "193? г.".
func (r *dateReader) shortDecade(i int) (point, int, bool) {
	t, after := r.at(i), 0
	switch {
	case t.digits == 2 && t.n%10 == 0 && t.n > firstShortYear && r.at(i+1).kind == '-' && r.is(i+2, "х", "е"):
		after = r.yearWord(i + 3)
		return point{edtf: fmt.Sprintf("19%dX", t.n/10), implied: "century"}, after, after > i+3
	case t.digits == 3 && r.at(i+1).kind == '?' && isYear(10*t.n):
		after = r.yearWord(i + 2)
		return point{edtf: fmt.Sprintf("%dX", t.n)}, after, after > i+2
	}
	return point{}, 0, false
}

// dotted reads "30.08.1906", "5.2.38", "11.1904".
func (r *dateReader) dotted(i int) (point, int, bool) {
	first, second := r.at(i), r.at(i+2)
	if second.digits == 4 && first.n <= 12 && isYear(second.n) {
		next := r.yearWord(i + 3)
		return day(second.n, first.n, 0, ""), next, true
	}
	if r.at(i+3).kind != '.' || r.at(i+4).kind != '0' || second.digits > 2 {
		return point{}, 0, false
	}
	return r.dayOf(first.n, second.n, i+4)
}

// dayOf reads the year of a day, which is at token i.
func (r *dateReader) dayOf(d, month, i int) (point, int, bool) {
	year := r.at(i)
	switch {
	case year.kind != '0':
		return point{}, 0, false
	case year.digits == 4 && isYear(year.n):
		return day(year.n, month, d, ""), r.yearWord(i + 1), true
	case year.digits == 2 && year.n >= firstShortYear:
		return day(1900+year.n, month, d, "century"), r.yearWord(i + 1), true
	case year.digits == 2:
		return point{problem: "the century is not certain"}, i + 1, true
	}
	return point{problem: "there is no such year"}, i + 1, true
}

// isMark reports whether a token stands between the parts of a date.
func (r *dateReader) isMark(i int) bool { return strings.ContainsRune("./-", r.at(i).kind) }

// romans are the months in Roman numerals.
var romans = []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}

// romanMonth is the month that a word in lower case is as a Roman numeral, in letters of any alphabet that look so; 0 if it is none.
func romanMonth(word string) int {
	if word == "" {
		return 0
	}
	return max(0, slices.Index(romans, strings.NewReplacer("х", "x", "і", "i").Replace(word)))
}

// day makes a day, or a month or year where the day, or the month too, is nought: so tables write what they do not know.
func day(year, month, d int, implied string) point {
	p := point{implied: implied}
	switch {
	case month == 0 && d == 0:
		p.edtf = fmt.Sprintf("%04d", year)
	case d == 0 && month <= 12:
		p.edtf = fmt.Sprintf("%04d-%02d", year, month)
	default:
		p.edtf = fmt.Sprintf("%04d-%02d-%02d", year, month, d)
		if _, err := lookup.ParseDate(p.edtf); err != nil {
			p.problem = "there is no such day"
		}
	}
	return p
}

// year reads a year at token i. Without a word before it, it needs one after it.
func (r *dateReader) year(i int, prefixed bool) (year, next int, ok bool) {
	t := r.at(i)
	if t.kind != '0' || t.digits != 4 || !isYear(t.n) {
		return 0, 0, false
	}
	next = r.yearWord(i + 1)
	return t.n, next, prefixed || r.whole || next > i+1
}

// isYear tells years of which lists may speak from other numbers.
func isYear(n int) bool { return n >= 1700 && n < 2100 }

// yearWord steps over the word for "year" and its dot.
func (r *dateReader) yearWord(i int) int {
	if !r.is(i, "г", "гг", "год", "года", "году", "годах", "годы", "годов") {
		return i
	}
	if r.at(i).to-r.at(i).from <= len("гг") && r.at(i+1).kind == '.' {
		return i + 2
	}
	return i + 1
}
