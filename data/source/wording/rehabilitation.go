package wording

import "slices"

// grounds holds the words of rehabilitations. Roles: none, which says that there was none; partly; ground, with ? for one that has
// no code in the vocabulary.
var grounds = phraseTable("rehabilitation.tsv")

// A Rehabilitated is what a list says of a rehabilitation, beside its date.
type Rehabilitated struct {
	// None is set where it says that there was none, or that none is known; Partly where it was not for all.
	None, Partly bool
	// Terms are the grounds as codes of the vocabulary; Body, who decided it, and Ground are in the words of the list.
	Terms        []string
	Body, Ground string
}

// leading are words that say nothing beside the label: "Реабилитирован реабилитирован постановлением ...".
var leading = []string{"реабилитирован", "реабилитирована"}

// binding are words between a body and the ground: they belong to the ground.
var binding = []string{"на", "основании", "по", "в", "соответствии", "с", "дело"}

// Rehabilitation reads who rehabilitated somebody, and why. It is ok if the ground has a code or none is given: the body, whose
// names are many, stays as text.
func Rehabilitation(text string) (r Rehabilitated, ok bool) {
	tokens := lex(text)
	first := 0
	for first < len(tokens) && (slices.Contains(leading, tokens[first].word) || tokens[first].kind == '.') {
		first++
	}
	tokens = tokens[first:]
	ok = true
	ground := len(tokens)
	for i := 0; i < len(tokens); {
		p, next := grounds.at(tokens, i)
		if p == nil {
			i++
			continue
		}
		switch p.role {
		case "none":
			return Rehabilitated{None: true, Terms: p.codes}, true
		case "partly":
			return Rehabilitated{Partly: true}, true
		}
		ground = min(ground, i)
		for _, code := range p.codes {
			if code == "?" {
				ok = false
			} else if !slices.Contains(r.Terms, code) {
				r.Terms = append(r.Terms, code)
			}
		}
		i = next
	}
	if len(tokens) > 1 && (tokens[0].word == "на" && tokens[1].word == "основании" || tokens[0].word == "в" && tokens[1].word == "соответствии") {
		ground = 0
	}
	for ground > 0 && ground < len(tokens) && slices.Contains(binding, tokens[ground-1].word) {
		ground--
	}
	r.Body, r.Ground = clip(text, tokens[:ground]), clip(text, tokens[ground:])
	return r, ok
}

// clip is the text of tokens, without marks at its ends.
func clip(text string, tokens []token) string {
	if len(tokens) == 0 {
		return ""
	}
	return Trim(text[tokens[0].from:tokens[len(tokens)-1].to])
}
