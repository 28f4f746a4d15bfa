package notice

import (
	"strings"
	"unicode"

	"joqtau/data/source"
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// SetName gives the person of a row the name that the list prints, surname first, and those that stand beside it in brackets:
// "Горский (наст. фам.: Рабинович) Гирсиль (Герцль, Григорий)".
func SetName(row *source.Row, printed string) {
	words, brackets := nameWords(printed)
	if len(words) == 0 {
		return
	}
	p := row.Person
	kind := lookup.UsualName
	if len(words) > 2 {
		kind = lookup.FullName
	}
	addName(p, strings.Join(words, " "), kind)
	for _, b := range brackets {
		kind := lookup.VariantName
		for _, item := range strings.FieldsFunc(b.text, func(c rune) bool { return c == ',' || c == ';' }) {
			if label, rest, ok := strings.Cut(item, ":"); ok {
				kind, item = bracketKind(label), rest
			}
			if item = strings.TrimSpace(item); item != "" {
				addName(p, replaced(words, b.after, item), kind)
			}
		}
	}
	for _, word := range words[min(2, len(words)):] {
		p.Female = p.Female || isDaughter(word)
	}
	row.Understood("name", true)
}

// A bracket is what stands in brackets after a word of a name.
type bracket struct {
	after int
	text  string
}

// nameWords are the words of a name outside brackets, written with one capital, and the brackets.
func nameWords(printed string) (words []string, brackets []bracket) {
	for printed != "" {
		outside, rest, found := strings.Cut(printed, "(")
		for _, w := range strings.Fields(outside) {
			if w = strings.Trim(w, ",;"); w != "" {
				words = append(words, capitalized(w))
			}
		}
		if !found {
			break
		}
		inside, after, _ := strings.Cut(rest, ")")
		if len(words) > 0 {
			brackets = append(brackets, bracket{len(words) - 1, inside})
		}
		printed = after
	}
	return words, brackets
}

// capitalized writes a name that is all in capitals with one, in each of its parts.
func capitalized(word string) string {
	if len([]rune(word)) < 2 || word != strings.ToUpper(word) || strings.Contains(word, ".") {
		return word
	}
	start := true
	return strings.Map(func(c rune) rune {
		upper := start
		start = c == '-'
		if upper {
			return c
		}
		return unicode.ToLower(c)
	}, word)
}

// bracketKind says what sort of name a label in brackets announces.
func bracketKind(label string) lookup.NameKind {
	label = strings.ToLower(label)
	switch {
	case strings.Contains(label, "псевд") || strings.Contains(label, "кличк"):
		return lookup.PenName
	case strings.Contains(label, "наст") || strings.Contains(label, "урожд") || strings.Contains(label, "дев"):
		return lookup.BirthName
	}
	return lookup.VariantName
}

// replaced is a name with another word in one place; several words are a name by themselves.
func replaced(words []string, at int, word string) string {
	if strings.Contains(word, " ") || at >= len(words) {
		return strings.Join(capitalizedAll(word), " ")
	}
	other := append([]string(nil), words...)
	other[at] = capitalized(word)
	return strings.Join(other, " ")
}

func capitalizedAll(name string) []string {
	words, _ := nameWords(name)
	return words
}

func addName(p *lookup.Person, text string, kind lookup.NameKind) {
	for _, n := range p.Names {
		if n.Text == text {
			return
		}
	}
	p.Names = append(p.Names, lookup.Name{Text: text, Lang: lookup.Russian, Script: "Cyrl", Kind: kind})
}

// AddVariant adds another complete form of the name.
func AddVariant(p *lookup.Person, name string) {
	if words := capitalizedAll(name); len(words) > 0 {
		addName(p, strings.Join(words, " "), lookup.VariantName)
	}
}

// isDaughter reports whether a patronymic is that of a woman.
func isDaughter(word string) bool {
	for _, ending := range []string{"овна", "евна", "ична", "кызы", "қызы"} {
		if strings.HasSuffix(strings.ToLower(word), ending) {
			return true
		}
	}
	return false
}

// variantOf are the words for which part of a name has variants, and its place in the name; -1 for all of it.
var variantOf = []struct {
	word string
	at   int
}{{"фио", -1}, {"фамили", 0}, {"имени", 1}, {"отчества", 2}}

// variants reads "(варианты отчества: Никифорович)". Without a name there is nothing of which they are variants.
func (r *reader) variants(s statement) {
	inner := strings.TrimSuffix(strings.TrimPrefix(s.text, "("), ")")
	head, list, _ := strings.Cut(inner, ":")
	p := r.row.Person
	for _, part := range variantOf {
		if !strings.Contains(strings.ToLower(head), part.word) || len(p.Names) == 0 {
			continue
		}
		words := strings.Fields(p.Names[0].Text)
		for _, item := range strings.FieldsFunc(list, func(c rune) bool { return c == ',' || c == ';' }) {
			item = strings.TrimSpace(item)
			switch {
			case item == "":
			case part.at < 0 || strings.Contains(item, " "):
				AddVariant(p, item)
			case part.at < len(words):
				AddVariant(p, replaced(words, part.at, item))
			default:
				AddVariant(p, strings.Join(append(words[:len(words):len(words)], item), " "))
			}
		}
		r.row.Understood("name variants", true)
		return
	}
	r.add("name variants", lookup.Fact{Kind: lookup.FactNoted, Quoted: lookup.Quoted{Text: s.text}}, false)
}

// IsName reports whether a line can be a name: words with capitals, and nothing else outside brackets.
func IsName(line string) bool {
	outside, _ := nameWords(line)
	if len(outside) == 0 || len(outside) > 6 || strings.HasSuffix(line, ";") || strings.HasSuffix(line, ".") {
		return false
	}
	if _, n := labelAt(line); n > 0 {
		return false
	}
	if _, ok := wording.Nationality(line); ok {
		return false
	}
	for i, word := range outside {
		if !isNameWord(word) && !(i > 1 && (word == "оглы" || word == "улы" || word == "кызы" || word == "ұлы" || word == "қызы")) {
			return false
		}
	}
	return true
}

func isNameWord(word string) bool {
	if !unicode.IsUpper(first(word)) {
		return false
	}
	return strings.TrimFunc(word, func(c rune) bool { return unicode.IsLetter(c) || c == '-' || c == '\'' }) == ""
}
