package wording

// guards holds the words for which a statement may not be what its label or heading makes of it. Roles: denies, words that say no, or that
// nothing is known or certain; kin, relatives, of whom it may be said; of_kin, their other cases.
var guards = phraseTable("guard.tsv")

// Denies reports whether a text says no, or that nothing is known or certain: "не реабилитирован", "нет сведений", "жив". A cell or a part
// of a notice that does must not be told as what its heading or label says.
func Denies(text string) bool {
	tokens := lex(text)
	for i := range tokens {
		p, _ := guards.at(tokens, i)
		isPlace := tokens[i].word == "или" && tokens[i].capital && i > 0 // a station and a river
		if p != nil && p.role == "denies" && !isPlace {
			return true
		}
	}
	return len(tokens) > 0 && tokens[len(tokens)-1].kind == '?' || len(tokens) > 1 && tokens[0].kind == '(' && tokens[1].kind == '?'
}

// A Relative is one of whom a text speaks.
type Relative struct {
	From, To int // of the words, in bytes
	// Named is set in the nominative: something may be said of the relative, as of "отец" but not of "вместе с отцом".
	Named bool
}

// Kin finds the relatives of whom a text speaks.
func Kin(text string) (found []Relative) {
	tokens := lex(text)
	for i := range tokens {
		if p, next := guards.at(tokens, i); p != nil && p.role != "denies" {
			found = append(found, Relative{tokens[i].from, tokens[next-1].to, p.role == "kin"})
		}
	}
	return found
}
