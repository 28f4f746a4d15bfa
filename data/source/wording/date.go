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
	// Or is another date that the words give as as good: "1891 (1889)", "1904 или 1906".
	Or *lookup.Date
	// Vague is set where the words say more than the date holds: "в начале 1937 г.".
	Vague bool
	// From and To are where its words begin and end, in bytes.
	From, To int
	// Problem says why the words, which look like a date, are none: then Date is not set.
	Problem string
}

// Date reads a text that is one date and nothing else, in any notation of the lists: "26 июля 1938 г.", "в июле 1949 г.",
// "30.08.1906", "1937?", which is about that year. It never gives a day that does not exist.
//
// Of two digits the year is certain only from 17 on, since the lists speak of what was done from 1917 to this day; such a date
// has Implied "century". A birth may lie in another one: a reader of births must not take it.
func Date(text string) (lookup.Date, bool) {
	dates, ok := Dates(text)
	if !ok || len(dates) > 1 {
		return lookup.Date{}, false
	}
	dates[0].AsPrinted = strings.TrimSpace(text)
	return dates[0], true
}

// Dates reads a text that is a date and nothing else, or two that are as good: "1880 (1881)".
func Dates(text string) ([]lookup.Date, bool) {
	tokens := lex(text)
	r := dateReader{text: text, tokens: tokens, whole: true}
	found, next, ok := r.read(0)
	if !ok || found.Problem != "" || found.Vague || !onlyDots(tokens[next:]) {
		return nil, false
	}
	return found.All(), true
}

// All are the dates that the words give.
func (f FoundDate) All() []lookup.Date {
	if f.Or == nil {
		return []lookup.Date{f.Date}
	}
	return []lookup.Date{f.Date, *f.Or}
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

// bounds are words before a date that make it vaguer, with the notation that this takes.
var bounds = []struct {
	words []string
	form  string
}{
	{[]string{"не", "ранее"}, "%s/.."}, {[]string{"не", "раньше"}, "%s/.."}, {[]string{"не", "позднее"}, "../%s"}, {[]string{"не", "позже"}, "../%s"},
	{[]string{"до"}, "../%s"}, {[]string{"ранее"}, "../%s"}, {[]string{"раньше"}, "../%s"},
	{[]string{"позднее"}, "%s/.."}, {[]string{"позже"}, "%s/.."},
	{[]string{"после"}, "%s/.."}, {[]string{"після"}, "%s/.."}, {[]string{"before"}, "../%s"}, {[]string{"after"}, "%s/.."}, {[]string{"przed"}, "../%s"},
	{[]string{"предположительно"}, doubtful}, {[]string{"вероятно"}, doubtful}, {[]string{"видимо"}, doubtful}, {[]string{"возможно"}, doubtful},
	{[]string{"около"}, "%s~"}, {[]string{"ок"}, "%s~"}, {[]string{"примерно"}, "%s~"}, {[]string{"прибл"}, "%s~"},
	{[]string{"близько"}, "%s~"}, {[]string{"біля"}, "%s~"}, {[]string{"about"}, "%s~"}, {[]string{"circa"}, "%s~"}, {[]string{"ca"}, "%s~"}, {[]string{"abt"}, "%s~"},
	{[]string{"około"}, "%s~"}, {[]string{"ok"}, "%s~"}, {[]string{"apie"}, "%s~"},
}

// partly are words for a part of a month or a year.
var partly = []string{"начале", "середине", "конце", "половине"}

// exactly is the form of a date that no word makes vaguer, doubtful that of one behind a word of doubt.
const (
	exactly  = "%s"
	doubtful = "%s?"
)

// lead reads what stands before a date: a bracket, a preposition, words that make the date vaguer.
type lead struct {
	next     int    // the token after it
	opened   bool   // a bracket
	prefixed bool   // something says that a date follows
	form     string // of the date's notation
	partly   bool
}

func (r *dateReader) lead(i int) lead {
	l := lead{next: i, form: exactly}
	if r.at(i).kind == '(' {
		l.opened, l.prefixed, l.next = true, true, i+1
	}
	for _, b := range bounds {
		if r.are(l.next, b.words) {
			l.form, l.prefixed = b.form, true
			l.next += len(b.words)
			if r.at(l.next).kind == '.' {
				l.next++
			}
			if r.isPreposition(l.next) { // "предположительно в 1938 г."
				l.next++
			}
			return l
		}
	}
	if r.isPreposition(l.next) {
		l.prefixed = true
		l.next++
		at := l.next
		if r.is(at, "первой", "второй") {
			at++
		}
		if r.is(at, partly...) {
			l.partly, l.next = true, at+1
		}
	}
	return l
}

// isPreposition tells "в" and "во" from ВО, a military district.
func (r *dateReader) isPreposition(i int) bool {
	return r.is(i, "в") || r.is(i, "во") && r.text[r.at(i).from:r.at(i).to] != "ВО"
}

func (r *dateReader) are(i int, words []string) bool {
	for n, word := range words {
		if !r.is(i+n, word) {
			return false
		}
	}
	return true
}

// read reads a date at token i, and says which token follows.
func (r *dateReader) read(i int) (FoundDate, int, bool) {
	if r.is(i, "между") {
		return r.between(i)
	}
	l := r.lead(i)
	p, next, ok := r.point(l.next, l.prefixed)
	if !ok {
		return FoundDate{}, 0, false
	}
	var other point
	edtf, own := p.edtf, next
	if l.form == exactly && p.problem == "" {
		other, next, edtf = r.either(p, next)
	}
	after := r.doubted(next)
	if l.form == doubtful {
		l.form, after = exactly, max(after, next)
	} else if after == next {
		after = 0
	}
	if after > 0 && l.form == exactly && p.problem == "" {
		next = after
		if edtf += "~"; len(edtf) > len("1937~") || other.edtf != "" { // of a day or of two years a doubt leaves open of what
			p.problem = "the date is doubted"
		}
	}
	if r.goesOn(next) {
		p.problem, next = "not a date", r.yearWord(min(next+2, len(r.tokens)))
	}
	if r.isNight(i) {
		p.problem = "two days"
	}
	end := next
	if l.opened && r.at(next).kind == ')' {
		end = next + 1
	}
	found := FoundDate{From: r.tokens[i].from, To: r.tokens[end-1].to, Problem: p.problem}
	if p.problem != "" {
		return found, end, true
	}
	if strings.ContainsAny(edtf, "/X") && l.form != exactly {
		return FoundDate{}, 0, false
	}
	date, err := lookup.ParseDate(fmt.Sprintf(l.form, edtf))
	if err != nil {
		found.Problem = "there is no such date"
		return found, end, true
	}
	date.Implied = p.implied
	date.AsPrinted = strings.TrimSpace(r.text[found.From:found.To])
	found.Date = date
	found.Vague = l.partly
	if other.edtf != "" {
		found.Date.AsPrinted = r.printed(l.next, own)
		if or, err := lookup.ParseDate(other.edtf); err == nil {
			or.Implied, or.AsPrinted = other.implied, other.printed
			found.Or = &or
		}
	}
	return found, end, true
}

// goesOn reports whether more of a date follows that is not understood: "1895/96", "около 1898-1900", "1898 или ранее".
func (r *dateReader) goesOn(next int) bool {
	mark := r.at(next).kind
	return (mark == '/' || mark == '-') && r.at(next).from == r.at(next-1).to && r.at(next+1).kind == '0' || r.is(next, "или")
}

// isNight reports whether a date is the second of "в ночь с 5 на 6 мая", or that of "в ночь на 6 мая".
func (r *dateReader) isNight(i int) bool {
	if i < 2 || !r.is(i-1, "на") {
		return false
	}
	return slices.ContainsFunc(r.tokens[max(0, i-5):i], func(t token) bool { return t.word == "ночь" })
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

// between reads "между 8 мая 1938 г. и 9 июня 1938 г.". Of "между 8 мая и 9 июня" only the end is a date: the whole is none.
func (r *dateReader) between(i int) (FoundDate, int, bool) {
	p, next, ok := r.point(i+1, true)
	if ok && p.problem == "" && r.is(next, "и") {
		if q, end, ok := r.point(next+1, true); ok && q.problem == "" {
			if date, err := lookup.ParseDate(p.edtf + "/" + q.edtf); err == nil {
				found := FoundDate{Date: date, From: r.tokens[i].from, To: r.tokens[end-1].to}
				found.Date.AsPrinted = r.text[found.From:found.To]
				return found, end, true
			}
		}
	}
	for k := i + 1; k < len(r.tokens) && k < i+8; k++ {
		if _, end, ok := r.point(k, true); ok && r.is(k-1, "и") {
			return FoundDate{From: r.tokens[i].from, To: r.tokens[end-1].to, Problem: "not a date"}, end, true
		}
	}
	return FoundDate{}, 0, false
}

// either reads what may follow a date: another one that is as good, or up to which it lasted. Then the notation is that of both.
func (r *dateReader) either(p point, next int) (other point, after int, edtf string) {
	i, opened := next, false
	mark := r.at(i).kind
	switch {
	case mark == '(' && r.at(i+1).kind == '0':
		i, opened = i+1, true
	case r.is(i, "или"), mark == '-', mark == '/':
		i++
	default:
		return point{}, next, p.edtf
	}
	q, after, ok := r.point(i, true)
	if !ok || q.problem != "" || len(q.edtf) != len(p.edtf) || q.edtf == p.edtf {
		return point{}, next, p.edtf
	}
	q.printed = r.printed(i, after)
	if opened {
		if r.at(after).kind != ')' {
			return point{}, next, p.edtf
		}
		after = r.yearWord(after + 1)
	}
	if mark != '-' {
		return q, after, p.edtf
	}
	if q.edtf < p.edtf { // "1937-1930" is no stretch of years
		return point{}, next, p.edtf
	}
	return point{}, after, p.edtf + "/" + q.edtf
}

// printed is the text of tokens.
func (r *dateReader) printed(from, to int) string {
	return r.text[r.tokens[from].from:r.tokens[to-1].to]
}
