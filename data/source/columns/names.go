package columns

import (
	"slices"
	"strings"
	"unicode"

	"joqtau/lookup"
)

// names tells the names: the whole one as the list has it, or put together of its parts, then what the list gives beside it.
func (p *person) names() {
	whole := p.text(fieldName)
	parts := strings.Join(slices.DeleteFunc([]string{p.text(fieldSurname), p.text(fieldGiven), p.text(fieldPatronymic)},
		func(s string) bool { return s == "" }), " ")
	if whole == "" {
		whole, parts = parts, ""
	}
	whole = p.nameAlone(whole)
	words, others := readName(whole)
	if slices.ContainsFunc(words, isJoining) {
		p.left(fieldName, "several people seem to be named")
	}
	p.name(strings.Join(words, " "), kindOf(words, p.has(fieldPatronymic)))
	for _, o := range others {
		p.name(o.text, o.kind)
	}
	if words, others := readName(parts); len(words) > 0 {
		p.name(strings.Join(words, " "), lookup.VariantName)
		for _, o := range others {
			p.name(o.text, o.kind)
		}
	}
	if strings.ContainsFunc(p.text(fieldVariants), unicode.IsDigit) {
		p.keep(fieldVariants, "a number stands among the names")
		return
	}
	for variant := range strings.FieldsFuncSeq(p.text(fieldVariants), isBetweenVariants) {
		other := readVariant(words, anywhere, variant)
		p.name(other.text, other.kind)
	}
}

// nameAlone takes off a name what is none: a number before it, and what follows from a number on. Then the cell is kept as text too.
func (p *person) nameAlone(cell string) string {
	text := cell
	if number := strings.TrimLeftFunc(text, unicode.IsDigit); number != text && strings.IndexAny(number, ".)") == 0 {
		text = strings.TrimSpace(number[1:]) // "12. Образцов"
	}
	if !strings.ContainsFunc(text, unicode.IsDigit) {
		return text
	}
	for _, f := range []field{fieldName, fieldSurname, fieldGiven, fieldPatronymic} {
		if strings.ContainsFunc(p.text(f), unicode.IsDigit) {
			p.keep(f, "more than a name stands here")
		}
	}
	var bare strings.Builder
	for text != "" {
		before, rest, isOpen := strings.Cut(text, "(")
		inside, after, _ := strings.Cut(rest, ")")
		bare.WriteString(before)
		if isOpen && !strings.ContainsFunc(inside, unicode.IsDigit) {
			bare.WriteString("(" + inside + ")")
		}
		text = after
	}
	words := strings.Fields(bare.String())
	if i := slices.IndexFunc(words, func(w string) bool { return strings.ContainsFunc(w, unicode.IsDigit) }); i >= 0 {
		words = words[:i]
	}
	if name := strings.Join(words, " "); strings.ContainsFunc(name, unicode.IsLetter) {
		return name
	}
	return cell
}

// nameWords are the words of a name, without the marks that stand between or above them.
func nameWords(text string) []string {
	words := strings.FieldsFunc(text, func(c rune) bool { return unicode.IsSpace(c) || c == ',' || c == ';' })
	for i, w := range words {
		words[i] = strings.Trim(w, "*†‡")
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

func isBetweenVariants(c rune) bool { return c == ';' || c == ',' || c == '\n' || c == '(' || c == ')' }

// name adds a form of the name, once.
func (p *person) name(text string, kind lookup.NameKind) {
	text = strings.TrimSpace(text)
	has := func(n lookup.Name) bool { return n.Text == text }
	if text == "" || slices.ContainsFunc(p.row.Person.Names, has) {
		return
	}
	lang, script := p.writing(text)
	p.row.Person.Names = append(p.row.Person.Names, lookup.Name{Text: text, Lang: lang, Script: script, Kind: kind})
}

// kazakhLetters are those that no Slavic language has, sharedLetters those of Kazakh that Ukrainian and Belarusian have too.
const (
	kazakhLetters = "әғқңөұүһӘҒҚҢӨҰҮҺ"
	sharedLetters = "іІ"
)

// writing tells the language and the script of a name.
func (p *person) writing(text string) (lookup.Lang, string) {
	lang := p.mapping.Lang
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Arabic, c):
			return lookup.Kazakh, "Arab"
		case unicode.Is(unicode.Latin, c):
			if lang == lookup.Russian {
				lang = lookup.English
			}
			return lang, "Latn"
		case strings.ContainsRune(kazakhLetters, c), !p.mapping.isSlavic && strings.ContainsRune(sharedLetters, c):
			return lookup.Kazakh, "Cyrl"
		}
	}
	if lang == lookup.English {
		lang = lookup.Russian
	}
	return lang, "Cyrl"
}

// kindOf tells whether a name is a full one: it has a father's name.
func kindOf(words []string, hasFathers bool) lookup.NameKind {
	if hasFathers || len(words) > 2 && slices.ContainsFunc(words[1:], isFathers) || len(words) == 3 && !isInitials(words[2]) {
		return lookup.FullName
	}
	return lookup.UsualName
}

func isInitials(word string) bool { return strings.HasSuffix(word, ".") }

// isFathers reports whether a word ends as a patronymic, or is the part of one that stands apart: Ахмет ұлы.
func isFathers(word string) bool {
	word = strings.ToLower(word)
	return hasEnding(word, sonsEndings) || slices.Contains(sonsWords, word) || isDaughters(word)
}

// isDaughters reports whether a word in lower case is a daughter's patronymic or a part of one.
func isDaughters(word string) bool {
	return hasEnding(word, daughtersEndings) || slices.Contains(daughtersWords, word)
}

func isSurname(word string) bool { return hasEnding(strings.ToLower(word), surnameEndings) }

// An otherName is a name beside the main one.
type otherName struct {
	text string
	kind lookup.NameKind
}

// readName reads a name: its words outside brackets, and what the brackets make of it.
func readName(text string) (words []string, others []otherName) {
	type bracket struct {
		after int // so many words
		text  string
	}
	var brackets []bracket
	for text != "" {
		before, rest, isOpen := strings.Cut(text, "(")
		for _, w := range nameWords(before) {
			words = append(words, smallCapitals(w))
		}
		if !isOpen {
			break
		}
		inside, after, _ := strings.Cut(rest, ")")
		brackets = append(brackets, bracket{len(words), inside})
		text = after
	}
	if len(words) == 0 && len(brackets) > 0 { // the whole name is in brackets
		for _, w := range nameWords(brackets[0].text) {
			words = append(words, smallCapitals(w))
		}
		brackets = brackets[1:]
	}
	for _, b := range brackets {
		for variant := range strings.FieldsFuncSeq(b.text, isBetweenVariants) {
			others = append(others, readVariant(words, b.after, variant))
		}
	}
	return words, others
}

// readVariant reads another name that stands behind some of the words of the main one. A single word replaces the one that
// it is another form of, so that the variant is complete.
func readVariant(words []string, after int, text string) otherName {
	text, kind := withoutLead(text)
	variant := strings.Fields(text)
	for i := range variant {
		variant[i] = smallCapitals(variant[i])
	}
	if len(variant) == 1 {
		if i := replaced(words, after, variant[0]); i >= 0 {
			variant = slices.Concat(words[:i], variant, words[i+1:])
		}
	}
	return otherName{strings.Join(variant, " "), kind}
}

// withoutLead takes the words off that lead to another name: "он же", "урожд.".
func withoutLead(text string) (string, lookup.NameKind) {
	kind := lookup.VariantName
	for text = strings.TrimSpace(text); ; {
		before := text
		for _, class := range []struct {
			words []string
			kind  lookup.NameKind
		}{{aliasWords, lookup.VariantName}, {birthNameWords, lookup.BirthName}} {
			for _, lead := range class.words {
				if len(text) < len(lead) || !strings.EqualFold(text[:len(lead)], lead) {
					continue
				}
				rest := text[len(lead):]
				if !strings.HasSuffix(lead, ".") && rest != "" && !strings.ContainsRune(" :.-–—", []rune(rest)[0]) {
					continue // a name that begins like the word
				}
				text = strings.TrimLeft(rest, " :.-–—")
				if class.kind == lookup.BirthName {
					kind = class.kind
				}
			}
		}
		if text == before {
			return text, kind
		}
	}
}

// anywhere stands for the place of a variant that is not written behind any word of the name.
const anywhere = 1 << 30

// replaced returns the index of the word of which another one is a form, -1 if that is not clear: the nearest before it that
// has an ending of the same sort, or, for a word without such an ending, the one just before it, if that has none either or is
// the surname with which lists begin.
func replaced(words []string, after int, word string) int {
	sort := sortOf(word)
	for i := min(after, len(words)) - 1; i >= 0; i-- {
		isBefore := i == after-1
		if sortOf(words[i]) == sort && (sort != plainWord || isBefore) || sort == plainWord && isBefore && i == 0 {
			return i
		}
	}
	return -1
}

// The sorts of words of a name, as far as their endings show.
const (
	plainWord = iota
	fathersWord
	surnameWord
)

func sortOf(word string) int {
	switch {
	case isFathers(word):
		return fathersWord
	case isSurname(word):
		return surnameWord
	}
	return plainWord
}

// smallCapitals writes a word in capitals as names are written. Initials stay.
func smallCapitals(word string) string {
	if word != strings.ToUpper(word) {
		return word
	}
	runes := []rune(strings.ToLower(word))
	inWord := false
	for i, c := range runes {
		if unicode.IsLetter(c) && !inWord {
			runes[i] = unicode.ToUpper(c)
		}
		inWord = unicode.IsLetter(c)
	}
	return string(runes)
}
