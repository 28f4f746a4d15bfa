package wording

import (
	"slices"
	"strings"

	"joqtau/lookup"
)

// sentences holds the words of sentences. Roles: a penalty; one that is added to another; exile, which sends people somewhere;
// ethnic, what makes a deportation of it; repressed; outcome, with which nobody was punished; undecided, what is said where no
// sentence was passed; ground; place; to and and, which join; filler.
var sentences = phraseTable("sentence.tsv")

// ReadSentence reads the words of a sentence: "10 лет ИТЛ с последующим поражением в правах на 5 лет". It is ok only if all of
// them were understood; otherwise only its Kind is set, by the first of them that is known.
func ReadSentence(text string) (s Sentence, ok bool) {
	p := sentenceReader{text: text, tokens: lex(text), main: -1}
	p.kinds = map[string]bool{}
	ok = p.read()
	s = Sentence{Kind: p.kind()}
	if !ok {
		return s, false
	}
	if !p.kinds["undecided"] {
		s.Terms = p.terms()
	}
	s.Place = p.place
	s.Years, s.Months = p.months/12, p.months%12
	return s, true
}

// A sentenceReader reads a sentence from left to right.
type sentenceReader struct {
	text   string
	tokens []token
	first  string // the role of the first words that say what was decided
	kinds  map[string]bool
	codes  []string
	place  string
	months int // of the main penalty
	main   int
	// length is a stretch of time whose penalty is still to come, -1 for none; open is set while a penalty may still get one.
	length int
	open   bool
	added  bool // the open penalty is one that is added to another
}

func (r *sentenceReader) read() bool {
	r.length = -1
	for i := 0; i < len(r.tokens); {
		t := r.tokens[i]
		switch {
		case t.kind == '0':
			months, next, ok := duration(r.tokens, i)
			if !ok && i > 0 && r.open && r.tokens[i-1].kind == '-' && t.n > 0 && t.n <= 25 { // "ИТЛ-10"
				months, next, ok = 12*t.n, i+1, true
			}
			if !ok {
				return false
			}
			r.timed(months)
			i = next
		case t.kind == 'a':
			p, next := sentences.at(r.tokens, i)
			if r.kinds["exile"] || r.kinds["dekulak"] {
				if after, ok := r.placed(i, p); ok {
					i = after
					continue
				}
			}
			if p == nil || p.role == "place" {
				after, ok := r.people(i)
				if !ok {
					return false
				}
				i = after
				continue
			}
			r.phrase(p)
			i = next
		case (t.kind == '-' || t.kind == ':') && r.place == "" && (r.kinds["exile"] || r.kinds["dekulak"]):
			after, ok := r.placed(i, nil)
			if !ok {
				return false
			}
			i = after
		case t.kind == ',' || t.kind == ';' || t.kind == '.':
			r.boundary()
			i++
		case strings.ContainsRune("-()[]:", t.kind):
			i++
		default:
			return false
		}
	}
	r.boundary()
	return r.first != "" || r.months > 0
}

// phrase takes in words that are known.
func (r *sentenceReader) phrase(p *phrase) {
	switch p.role {
	case "penalty", "added", "exile":
		r.added = p.role == "added"
		r.open = true
		if r.length >= 0 {
			r.lasts(r.length)
		}
	case "and":
		r.boundary()
	}
	if r.first == "" && !slices.Contains([]string{"filler", "to", "and", "place", "ethnic", "ground"}, p.role) {
		r.first = p.role
	}
	r.kinds[p.role] = true
	for _, code := range p.codes {
		if code == "sent.dekulak" {
			r.kinds["dekulak"] = true
		}
		if !slices.Contains(r.codes, code) {
			r.codes = append(r.codes, code)
		}
	}
}

// timed takes in a stretch of time: that of the penalty before it, or of the one that follows.
func (r *sentenceReader) timed(months int) {
	if r.open {
		r.lasts(months)
		return
	}
	r.length = months
}

// lasts gives the open penalty its length. The first that is not of an added penalty is that of the sentence.
func (r *sentenceReader) lasts(months int) {
	if !r.added && r.months == 0 {
		r.months = months
	}
	r.length, r.open = -1, false
}

// boundary ends what belongs together: "10 лет" alone is a length of a penalty that is not named.
func (r *sentenceReader) boundary() {
	if r.length > 0 && r.months == 0 {
		r.months = r.length
	}
	r.length, r.open = -1, false
}

// duration reads "10 лет", "1 год 6 мес.", "10 л." in months.
func duration(tokens []token, i int) (months, next int, ok bool) {
	for ; i+1 < len(tokens) && tokens[i].kind == '0' && tokens[i].n > 0 && tokens[i].n < 100; ok = true {
		factor, half := 0, 0
		at := i + 1
		if (tokens[at].kind == ',' || tokens[at].kind == '.') && at+2 < len(tokens) && tokens[at+1].n == 5 && tokens[at+1].digits == 1 {
			half, at = 1, at+2 // "1,5 года"
		}
		switch word := tokens[at].word; {
		case slices.Contains([]string{"лет", "год", "года", "годам", "годов", "году", "годами", "г", "л", "жыл", "жылға"}, word):
			factor = 12
		case strings.HasPrefix(word, "мес"), word == "ай", word == "айға":
			factor = 1
		default:
			return months, i, ok
		}
		months += tokens[i].n*factor + half*factor/2
		i = at + 1
		if i < len(tokens) && tokens[i].kind == '.' {
			i++
		}
	}
	return months, i, ok
}

// people reads whom a deportation struck: "(калмыки)", "как немка".
func (r *sentenceReader) people(i int) (next int, ok bool) {
	as := r.tokens[i].word == "как"
	if as {
		i++
	}
	if i >= len(r.tokens) || !r.kinds["exile"] && !r.kinds["repressed"] {
		return 0, false
	}
	if _, known := Nationality(r.text[r.tokens[i].from:r.tokens[i].to]); !known {
		return 0, false
	}
	if as {
		r.phrase(&phrase{role: "ethnic", codes: []string{"sent.deport_ethnic"}})
	}
	return i + 1, true
}

// placed reads where people were sent: "в Томской обл", "- Мурманская обл., Кировский р-н", a place after a word that leads to it.
func (r *sentenceReader) placed(i int, lead *phrase) (next int, ok bool) {
	led := r.tokens[i].kind == '-' || r.tokens[i].kind == ':' || lead != nil && lead.role == "to"
	if r.place != "" || !led {
		return 0, false
	}
	if r.tokens[i].word != "за" { // "за пределы края" has no other name
		i++
	}
	if i < len(r.tokens) && r.tokens[i].word == "в" {
		i++
	}
	from, end, named := i, i, false
	if i < len(r.tokens) && r.tokens[i].word == "за" {
		i++
	}
places:
	for i < len(r.tokens) {
		t := r.tokens[i]
		after := i + 1
		switch {
		case t.kind == 'a':
			p, next := sentences.at(r.tokens, i)
			switch {
			case p != nil && p.role == "place":
				after = next
			case len(t.word) <= len("с") && i+1 < len(r.tokens) && r.tokens[i+1].kind == '.': // "с.Новоильиновка"
			case p != nil || !placeName(t):
				after = 0
			}
			named = named || after > 0
		case t.kind == '0' && t.digits <= 3:
		case strings.ContainsRune(".,-/:№", t.kind):
			i++
			continue
		default:
			after = 0
		}
		if after == 0 {
			break places
		}
		i, end = after, after
	}
	if !named {
		return 0, false
	}
	r.place = strings.TrimSpace(r.text[r.tokens[from].from:r.tokens[end-1].to])
	if end < len(r.tokens) && r.tokens[end].kind == '.' && r.tokens[end].from == r.tokens[end-1].to {
		if abbreviated(r.tokens[end-1].word) {
			r.place += "."
		}
		end++
	}
	return end, true
}

// abbreviated tells the shortened words of places, which keep their dot, from names at the end of a sentence.
func abbreviated(word string) bool { return len(word) <= len("окр") }

// placeName tells words that name places: with a capital, or adjectives of names in small letters.
func placeName(t token) bool {
	if t.capital {
		return true
	}
	for _, ending := range []string{"ский", "ская", "ской", "скую", "ского", "ском"} {
		if strings.HasSuffix(t.word, ending) {
			return true
		}
	}
	return false
}

// kind says what sort of fact the sentence is.
func (r *sentenceReader) kind() lookup.FactKind {
	switch first := r.first; {
	case r.kinds["undecided"]:
		return lookup.FactNoted
	case first == "outcome" && !r.kinds["penalty"]:
		isDropped := slices.Contains(r.codes, "outcome.dropped")
		if slices.Contains(r.codes, "fate.released") || slices.Contains(r.codes, "fate.amnestied") && !isDropped {
			return lookup.FactReleased
		}
		return lookup.FactNoted // a case that was dropped may have freed nobody: "дело прекращено в связи со смертью"
	case first == "exile" && (r.months == 0 || slices.Contains(r.codes, "sent.special_settlement")), first == "penalty" && r.kinds["exile"] && r.kinds["dekulak"]:
		return lookup.FactExiled
	case first == "repressed":
		return lookup.FactRepressed
	}
	return lookup.FactSentenced
}

// terms are the codes. Lists say "выслан", "выселен" of every sending away: where they say what it was, that alone stands.
func (r *sentenceReader) terms() []string {
	codes := r.codes
	if r.first == "repressed" { // by which means the people were struck is not said
		return slices.DeleteFunc(codes, func(c string) bool { return c == "sent.deport_ethnic" })
	}
	if slices.Contains(codes, "sent.special_settlement") || slices.Contains(codes, "sent.deport_ethnic") {
		codes = slices.DeleteFunc(codes, func(c string) bool { return c == "sent.banish" })
	}
	return codes
}
