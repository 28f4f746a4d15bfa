package notice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"joqtau/data/source"
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// A notice is short, and so are its lines: what is longer is something else, and is kept without being read.
const (
	longest     = 64 << 10
	longestLine = 4 << 10
)

// Read tells what a notice says of the person of a row.
func Read(row *source.Row, text string) {
	r := reader{row: row}
	if len(text) > longest {
		r.noted("text", text)
		row.Problem("text", "too long for a notice")
		return
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		r.line++
		if len(line) > longestLine {
			r.noted("text", line)
			row.Problem("text", "too long for a line of a notice")
			continue
		}
		own, others := cutKin(line)
		for _, s := range cut(own) {
			r.statement(s)
		}
		if others != "" {
			r.decide()
			r.noted("text", others)
			r.after = ""
		}
	}
	r.decide()
}

// A reader reads a notice from its beginning. A case is told in several statements, from the accusation to the sentence: they are
// kept until the next one begins.
type reader struct {
	row   *source.Row
	line  int
	after string // the label before
	// told is the decision that is being told, nil if none is.
	told   *decision
	charge string
}

func (r *reader) statement(s statement) {
	if s.whole == "" || strings.Trim(s.whole, ".,; ") == "" {
		return
	}
	if s.label != "" && isOfAnother(s) || slices.Contains(deeds, s.label) && !saysSo(s) {
		r.decide()
		r.noted("text", s.whole)
		r.after = ""
		return
	}
	if s.label != "" && s.label != "variants" && s.label != "source" && s.female() {
		r.row.Person.Female = true
	}
	switch s.label {
	case "born":
		r.born(s)
	case "lived":
		r.lived(s)
	case "arrested":
		r.decide()
		r.arrested(s)
	case "decided":
		r.decide()
		r.decided(s)
	case "sentence":
		r.sentenced(s)
	case "charge":
		r.accused(s)
	case "convicted":
		r.decide()
		r.convicted(s)
	case "shot", "died", "released":
		r.decide()
		r.ended(s)
	case "moved":
		r.decide()
		r.moved(s.whole)
	case "buried":
		r.decide()
		r.buried(s)
	case "rehabilitated":
		r.decide()
		r.rehabilitated(s)
	case "source":
		r.row.Book = wording.Trim(s.text)
	case "case_file":
		r.add("case file", lookup.Fact{Kind: lookup.FactCaseFile, Quoted: lookup.Quoted{Text: wording.Trim(s.text)}}, true)
	case "variants":
		r.variants(s)
	default:
		r.unlabelled(s)
	}
	r.after = s.label
}

func (r *reader) add(field string, fact lookup.Fact, understood bool) {
	r.row.Add(fact)
	r.row.Understood(field, understood)
}

// last is the fact that was told last.
func (r *reader) last() lookup.Fact {
	if life := r.row.Person.Life; len(life) > 0 {
		return life[len(life)-1]
	}
	return lookup.Fact{}
}

func (r *reader) noted(field, text string) {
	if text = wording.Trim(text); text != "" {
		r.add(field, lookup.Fact{Kind: lookup.FactNoted, Quoted: lookup.Quoted{Text: text}}, false)
	}
}

// unlabelled reads a statement without a label: the occupation follows the birth; all else is noted.
func (r *reader) unlabelled(s statement) {
	switch {
	case r.after == "born" && !tellsOfFate(s.text):
		r.add("occupation", lookup.Fact{Kind: lookup.FactPost, Quoted: lookup.Quoted{Text: wording.Trim(s.text)}}, true)
	case r.line == 1 && strings.HasSuffix(s.text, ";"): // a birth of which neither year nor place is known
		r.words(strings.Split(s.text, ";"), false)
		s.label = "born"
	case r.lifespan(s.text):
	default:
		r.decide()
		r.noted("text", s.whole)
	}
}

// lived reads a residence and, where the notice goes on, the occupation: "г. Акмолинск. Маляр".
func (r *reader) lived(s statement) {
	place, job := sentenceEnd(s.text)
	if job = wording.Trim(job); job != "" {
		r.add("occupation", lookup.Fact{Kind: lookup.FactPost, Quoted: lookup.Quoted{Text: job}}, true)
	}
	if place = wording.Trim(place); place != "" {
		r.add("residence", lookup.Fact{Kind: lookup.FactLived, Quoted: lookup.Quoted{Place: place}}, true)
	}
}

// sentenceEnd parts a text after its first sentence.
func sentenceEnd(text string) (sentence, rest string) {
	for i := range text {
		if endsSentence(text, i) {
			return text[:i], text[i+2:]
		}
	}
	return text, ""
}

// endsSentence reports whether a dot ends a sentence, and not an abbreviation or an initial.
func endsSentence(text string, i int) bool {
	if text[i] != '.' || i+2 >= len(text) || text[i+1] != ' ' || !unicode.IsUpper(first(text[i+2:])) {
		return false
	}
	last := text[strings.LastIndexAny(text[:i], " ,.(-")+1 : i]
	isInitial := utf8.RuneCountInString(last) == 1 && unicode.IsUpper(first(last))
	return !isInitial && !wording.IsAbbreviated(text[:i])
}

// join joins two texts that are not empty.
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}
