package wording

import (
	"slices"
	"strconv"
	"strings"
)

// charges holds the words of charges. Roles: charge; code, the criminal code; other, a republic with a code of its own, in which
// the numbers mean something else; filler.
var charges = phraseTable("charge.tsv")

// articles58 are the points of article 58 that the vocabulary tells apart; another one is the article.
var articles58 = map[string]string{
	"1а": "art.58-1a", "1б": "art.58-1b", "2": "art.58-2", "6": "art.58-6", "7": "art.58-7", "8": "art.58-8", "9": "art.58-9", "10": "art.58-10",
	"11": "art.58-11", "12": "art.58-12", "13": "art.58-13", "14": "art.58-14",
}

// articles are the other articles of the code of the RSFSR that the vocabulary knows.
var articles = map[int]string{17: "art.17", 59: "art.59"}

// Charge reads a charge: articles of the criminal code of the RSFSR, by which Kazakhstan's courts judged, and words. The terms are
// what was understood; it is ok only if that is all.
func Charge(text string) (terms []string, ok bool) {
	r := chargeReader{text: text, tokens: lex(text)}
	ok = r.read()
	if slices.ContainsFunc(r.tokens, func(t token) bool { return t.word == "не" || strings.HasPrefix(t.word, "оправдан") }) {
		return nil, false // "не кулак, середняк": which of it was charged is not ours to say
	}
	if len(Kin(text)) > 0 { // "жена врага народа"
		told := len(r.terms)
		r.terms = slices.DeleteFunc(r.terms, func(term string) bool { return strings.HasPrefix(term, "cat.") || term == "chg.enemy" })
		ok = ok && len(r.terms) == told
	}
	if r.other {
		r.terms = slices.DeleteFunc(r.terms, func(term string) bool { return strings.HasPrefix(term, "art.") })
		ok = ok && !r.articles
	}
	if slices.ContainsFunc(r.terms, func(term string) bool { return strings.HasPrefix(term, "art.58-") }) {
		told := len(r.terms)
		r.terms = slices.DeleteFunc(r.terms, func(term string) bool { return term == "art.58" }) // says less than the points beside it
		ok = ok && len(r.terms) == told
	}
	return r.terms, ok && len(r.terms) > 0
}

// A chargeReader reads a charge from left to right.
type chargeReader struct {
	text     string
	tokens   []token
	terms    []string
	other    bool // of another code than that of the RSFSR
	articles bool // there are numbers of articles
}

func (r *chargeReader) read() bool {
	all := true
	for i := 0; i < len(r.tokens); {
		t := r.tokens[i]
		if t.kind == '0' {
			r.articles = true
			next, ok := r.article(i)
			i, all = next, all && ok
			continue
		}
		if t.kind != 'a' {
			all = all && (strings.ContainsRune(".,;:-()\"", t.kind))
			i++
			continue
		}
		p, next := charges.at(r.tokens, i)
		switch {
		case p == nil:
			next, all = i+1, false
		case p.role == "charge":
			r.add(p.codes...)
		case p.role == "other":
			r.other = true
		}
		i = next
	}
	return all
}

func (r *chargeReader) add(codes ...string) {
	for _, code := range codes {
		if !slices.Contains(r.terms, code) {
			r.terms = append(r.terms, code)
		}
	}
}

// article reads an article at token i, and its points.
func (r *chargeReader) article(i int) (next int, ok bool) {
	n := r.tokens[i]
	if n.digits > 3 || n.n != 58 && articles[n.n] == "" || !r.begins(i) {
		return r.skip(i), false
	}
	if n.n != 58 {
		r.add(articles[n.n])
		return r.skipPoints(i + 1), true
	}
	points, next, ok := r.points(i + 1)
	for _, p := range points {
		code, known := articles58[p]
		if !known {
			code = "art.58"
		}
		r.add(code)
	}
	if len(points) == 0 {
		r.add("art.58")
	}
	return next, ok
}

// begins reports whether the number at i stands by itself, not within a date or a number of a decree.
func (r *chargeReader) begins(i int) bool {
	return i == 0 || r.tokens[i-1].kind != '№' && !(r.tokens[i-1].kind == '.' && i > 1 && r.tokens[i-2].kind == '0')
}

// skip steps over numbers of something else: a date, a decree, an article that is not known.
func (r *chargeReader) skip(i int) int {
	for i++; i+1 < len(r.tokens) && r.tokens[i+1].kind == '0' && strings.ContainsRune(".-/", r.tokens[i].kind); i += 2 {
	}
	return i
}

// skipPoints steps over the points of an article that the vocabulary does not tell apart: "59-3".
func (r *chargeReader) skipPoints(i int) int {
	for i+1 < len(r.tokens) && r.tokens[i].kind == '-' && r.tokens[i+1].kind == '0' && r.tokens[i+1].n < 20 {
		i += 2
	}
	return i
}

// points reads what follows "58": "-1а-7-8-11", "-10 ч.2", " п. 10, 11", "-2, 9, 11", `-1 "а"`.
func (r *chargeReader) points(i int) (points []string, next int, ok bool) {
	ok = true
	for next = i; ; {
		at, joined := r.separated(next, len(points) > 0)
		if at >= len(r.tokens) || r.tokens[at].kind != '0' || r.tokens[at].n > 18 || r.tokens[at].n < 1 {
			return points, next, ok
		}
		if r.is(at+1, 'a', "г", "год", "лет") || at+1 < len(r.tokens) && r.tokens[at+1].kind == '.' && at+2 < len(r.tokens) && r.tokens[at+2].kind == '0' {
			return points, next, ok // a date
		}
		if r.tokens[at].n == 17 && at+1 < len(r.tokens) && r.tokens[at+1].kind == '-' { // "58-8, 17-58-8"
			return points, next, ok
		}
		number := strconv.Itoa(r.tokens[at].n)
		if joined && len(points) > 0 && points[len(points)-1] == "10" && r.tokens[at].n <= 2 { // "58-10-2" is its second part
			next = at + 1
			continue
		}
		next = at + 1
		number, next = r.letter(number, next)
		next = r.part(next)
		points = append(points, number)
	}
}

// separated steps over what leads to another point, and says whether it was a dash alone.
func (r *chargeReader) separated(i int, more bool) (next int, joined bool) {
	start := i
	for i < len(r.tokens) {
		t := r.tokens[i]
		isPoint := t.kind == 'a' && (t.word == "п" || t.word == "пп" || t.word == "пункт" || t.word == "пункты" || more && t.word == "и")
		if !isPoint && !strings.ContainsRune("-.,", t.kind) {
			break
		}
		i++
	}
	return i, i == start+1 && r.tokens[start].kind == '-'
}

// letter reads the letter of a point: 1а, 1-а, 1 "а", 1 п. "а".
func (r *chargeReader) letter(number string, i int) (string, int) {
	at := i
	if r.is(at, 'a', "п") {
		at++
	}
	for at < len(r.tokens) && strings.ContainsRune("\"-.", r.tokens[at].kind) {
		at++
	}
	if !r.is(at, 'a', "а", "б", "в", "г", "a") {
		return number, i
	}
	letter := r.tokens[at].word
	if letter == "a" { // Latin
		letter = "а"
	}
	at++
	if at < len(r.tokens) && r.tokens[at].kind == '"' {
		at++
	}
	return number + letter, at
}

// part steps over "ч. 2".
func (r *chargeReader) part(i int) int {
	at := i
	for at < len(r.tokens) && strings.ContainsRune(",-", r.tokens[at].kind) {
		at++
	}
	if !r.is(at, 'a', "ч", "часть", "части") {
		return i
	}
	for at++; at < len(r.tokens) && strings.ContainsRune(".-", r.tokens[at].kind); at++ {
	}
	if at < len(r.tokens) && r.tokens[at].kind == '0' {
		return at + 1
	}
	return i
}

func (r *chargeReader) is(i int, kind rune, words ...string) bool {
	return i < len(r.tokens) && r.tokens[i].kind == kind && slices.Contains(words, r.tokens[i].word)
}
