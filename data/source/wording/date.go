package wording

import (
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
)

// A FoundDate is a date in a text.
type FoundDate struct {
	Date lookup.Date
	// From and To are where its words begin and end, in bytes.
	From, To int
	// Problem says why the words, which look like a date, are none: then Date is not set.
	Problem string
}

// Date reads a text that is a date and nothing else, in any notation of the lists: "26 июля 1938 г.", "в июле 1949 г.",
// "30.08.1906", "1880 (1881)", "1937?", which is about that year. It never gives a day that does not exist.
//
// Of two digits the year is certain only from 17 on, since the lists speak of what was done from 1917 to this day; such a date
// has Implied "century". A birth may lie in another one: a reader of births must not take it.
func Date(text string) (lookup.Date, bool) {
	tokens := lex(text)
	r := dateReader{text: text, tokens: tokens, whole: true}
	found, next, ok := r.read(0)
	if !ok || found.Problem != "" || !onlyDots(tokens[next:]) {
		return lookup.Date{}, false
	}
	found.Date.AsPrinted = strings.TrimSpace(text)
	return found.Date, true
}

// FindDate finds the first date in a text. A bare number is taken for a year only with a word that says so: "в 1937", "1937 г.".
func FindDate(text string) (FoundDate, bool) {
	tokens := lex(text)
	r := dateReader{text: text, tokens: tokens}
	for i := range tokens {
		if found, _, ok := r.read(i); ok {
			return found, true
		}
	}
	return FoundDate{}, false
}

// StartDate finds the date with which a text begins.
func StartDate(text string) (FoundDate, bool) {
	r := dateReader{text: text, tokens: lex(text), whole: true}
	if len(r.tokens) == 0 {
		return FoundDate{}, false
	}
	found, _, ok := r.read(0)
	return found, ok
}

// DateProblem says what is wrong with a text that should have been a date.
func DateProblem(text string) string {
	if found, ok := StartDate(text); ok && found.Problem != "" {
		return found.Problem
	}
	return "not a date"
}

func onlyDots(tokens []token) bool {
	for _, t := range tokens {
		if t.kind != '.' {
			return false
		}
	}
	return true
}

// A dateReader reads dates from tokens.
type dateReader struct {
	text   string
	tokens []token
	whole  bool // a bare number may be a year
}

func (r *dateReader) at(i int) token {
	if i < len(r.tokens) {
		return r.tokens[i]
	}
	return token{}
}

func (r *dateReader) is(i int, words ...string) bool {
	t := r.at(i)
	for _, w := range words {
		if t.kind == 'a' && t.word == w {
			return true
		}
	}
	return false
}

// nearly are words before a date that make it vaguer, with the notation that this takes.
var nearly = map[string]string{
	"до": "../%s", "після": "%s/..", "после": "%s/..", "около": "%s~", "ок": "%s~", "примерно": "%s~", "прибл": "%s~", "с": "",
	"близько": "%s~", "біля": "%s~", "before": "../%s", "after": "%s/..", "about": "%s~", "circa": "%s~", "ca": "%s~", "abt": "%s~",
	"przed": "../%s", "około": "%s~", "ok": "%s~", "apie": "%s~",
}

// notBefore are words that say with "не" to which side of a date the thing was.
var notBefore = map[string]string{"ранее": "%s/..", "раньше": "%s/..", "позднее": "../%s", "позже": "../%s"}

// read reads a date at token i, and says which token follows.
func (r *dateReader) read(i int) (FoundDate, int, bool) {
	first := i
	opened := r.at(i).kind == '('
	if opened {
		i++
	}
	notation, prefixed := "%s", false
	if word := r.at(i); word.kind == 'a' {
		if form := nearly[word.word]; form != "" {
			notation, prefixed = form, true
			i++
			if r.at(i).kind == '.' {
				i++
			}
		} else if word.word == "в" || word.word == "во" {
			prefixed = true
			i++
		}
	}
	if form := notBefore[r.at(i+1).word]; form != "" && r.is(i, "не") {
		notation, prefixed = form, true
		i += 2
	}
	p, next, ok := r.point(i, prefixed || opened)
	if !ok {
		return FoundDate{}, 0, false
	}
	edtf := p.edtf
	if notation == "%s" && p.problem == "" {
		p, next, edtf = r.either(p, next)
	}
	if after := r.doubted(next); after > next && len(edtf) == len("1937") { // a doubt of a day leaves open of what
		notation, next = "%s~", after
	}
	end := next
	if opened && r.at(next).kind == ')' {
		end = next + 1
	}
	found := FoundDate{From: r.tokens[first].from, To: r.tokens[end-1].to, Problem: p.problem}
	if p.problem != "" {
		return found, end, true
	}
	if strings.ContainsAny(edtf, "/X") && notation != "%s" {
		return FoundDate{}, 0, false
	}
	date, err := lookup.ParseDate(fmt.Sprintf(notation, edtf))
	if err != nil {
		found.Problem = "there is no such date"
		return found, end, true
	}
	date.Implied = p.implied
	date.AsPrinted = strings.TrimSpace(r.text[found.From:found.To])
	found.Date = date
	return found, end, true
}

// doubted steps over a question mark behind a date: "1937?", "1937 (?)".
func (r *dateReader) doubted(i int) int {
	switch {
	case r.at(i).kind == '?':
		return i + 1
	case r.at(i).kind == '(' && r.at(i+1).kind == '?' && r.at(i+2).kind == ')':
		return i + 3
	}
	return i
}

// either reads what may follow a date: another one that is as good, or up to which it lasted.
func (r *dateReader) either(p point, next int) (point, int, string) {
	i, closing := next, false
	switch {
	case r.at(i).kind == '(' && r.at(i+1).kind == '0':
		i, closing = i+1, true
	case r.is(i, "или"), r.at(i).kind == '-', r.at(i).kind == '/':
		i++
	default:
		return p, next, p.edtf
	}
	q, after, ok := r.point(i, true)
	if !ok || q.problem != "" || len(q.edtf) != len(p.edtf) {
		return p, next, p.edtf
	}
	if closing {
		if r.at(after).kind != ')' {
			return p, next, p.edtf
		}
		after++
		if r.is(after, "г", "гг") {
			after++
			if r.at(after).kind == '.' {
				after++
			}
		}
	}
	if q.edtf < p.edtf {
		if !closing { // "1937-1930" is no stretch of years
			return p, next, p.edtf
		}
		p, q = q, p
	}
	if q.edtf == p.edtf {
		return p, after, p.edtf
	}
	if q.implied != "" {
		p.implied = q.implied
	}
	return p, after, p.edtf + "/" + q.edtf
}

// A point is a day, a month, a season or a year.
type point struct {
	edtf, implied, problem string
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
	if r.at(i+1).kind == 'a' && t.digits <= 2 {
		month := monthNumber(r.at(i + 1).word)
		if month == 0 {
			return point{}, 0, false
		}
		year, next, ok := r.year(i+2, true)
		return day(year, month, t.n, ""), next, ok
	}
	if r.at(i+1).kind == '.' && t.digits <= 2 && r.at(i+2).kind == '0' {
		return r.dotted(i)
	}
	// "5/XI-1937", "5.XI.37 г."
	if month := romanMonth(r.at(i + 2).word); month > 0 && t.digits <= 2 && r.isMark(i+1) && r.isMark(i+3) {
		return r.dayOf(t.n, month, i+4)
	}
	if t.digits == 4 && r.at(i+1).kind == '-' && r.at(i+2).digits == 2 && r.at(i+3).kind == '-' && r.at(i+4).digits == 2 {
		return day(t.n, r.at(i+2).n, r.at(i+4).n, ""), i + 5, isYear(t.n)
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
	case year.digits == 2 && year.n >= 17:
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
