package notice

import (
	"slices"
	"strings"
	"unicode"

	"joqtau/data/source"
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// SetName gives the person of a row the name that the list prints, surname first, and those that stand beside it: "Горский
// (наст. фам.: Рабинович) Гирсиль (Герцль, Григорий)", "Пробный Образец, он же Примеров". What is no name is noted.
func SetName(row *source.Row, printed string) {
	read := readName(printed)
	if len(read.words) == 0 {
		return
	}
	p := row.Person
	kind := lookup.UsualName
	if len(read.words) > 2 {
		kind = lookup.FullName
	}
	addName(p, strings.Join(read.words, " "), kind)
	for _, b := range read.beside {
		as := announcement{kind: lookup.VariantName, part: anyPart}
		for _, item := range strings.FieldsFunc(b.text, func(c rune) bool { return c == ',' || c == ';' }) {
			if a, name, ok := announced(item); ok {
				as, item = a, name
			}
			if sex := strings.Trim(strings.ToLower(item), " ."); sex == "жен" || sex == "муж" || sex == "ж" || sex == "м" {
				p.Female = p.Female || sex[:2] == "ж"
				continue
			}
			if words := capitalizedAll(item); len(words) > 0 {
				addName(p, read.with(strings.Join(words, " "), as.part, b.after), as.kind)
			}
		}
	}
	for i, word := range read.words {
		isKyzy := slices.Contains([]string{"кызы", "қызы", "кизи", "гызы"}, strings.ToLower(word))
		p.Female = p.Female || i > 1 && IsDaughter(word) || i > 0 && isKyzy
	}
	for _, text := range read.others {
		row.Add(lookup.Fact{Kind: lookup.FactNoted, Quoted: lookup.Quoted{Text: text}})
	}
	row.Understood("name", true)
}

// A printedName is a name taken apart.
type printedName struct {
	words  []string // written with one capital
	beside []beside
	others []string // what is no name: "1890 г.р."
}

// A beside is what stands beside a name, in brackets or behind a comma, after one of its words.
type beside struct {
	after int
	text  string
}

// readName takes a printed name apart.
func readName(printed string) (name printedName) {
	for _, words := range noFathersName {
		printed = strings.ReplaceAll(printed, words, "")
	}
	for printed != "" {
		outside, rest, found := strings.Cut(printed, "(")
		for i, piece := range strings.Split(outside, ",") {
			name.add(strings.Trim(piece, " ;"), i > 0)
		}
		if !found {
			break
		}
		inside, after, _ := strings.Cut(rest, ")")
		if len(name.words) > 0 {
			name.beside = append(name.beside, beside{len(name.words) - 1, inside})
		}
		printed = after
	}
	return name
}

// with is the name with another word in the part that is announced, else in the one beside which it stands.
func (n printedName) with(word string, part, beside int) string {
	switch part {
	case alone:
		return word
	case anyPart:
		part = beside
	}
	return replaced(n.words, part, word)
}

// noFathersName are words for a patronymic that there is none, or that it is not known.
var noFathersName = []string{"без отчества", "б/о", "отчество неизвестно", "отчество не известно", "имя неизвестно"}

// add takes in a piece of a name outside brackets. Behind a comma may stand something else than a part of the name.
func (n *printedName) add(piece string, behindComma bool) {
	if !strings.ContainsFunc(piece, unicode.IsLetter) {
		if behindComma && piece != "" {
			n.others = append(n.others, piece)
		}
		return
	}
	if _, _, ok := announced(piece); ok && len(n.words) > 0 {
		n.beside = append(n.beside, beside{len(n.words) - 1, piece})
		return
	}
	words := strings.Fields(piece)
	if behindComma && slices.ContainsFunc(words, func(w string) bool { return !isNameWord(w) }) {
		n.others = append(n.others, piece)
		return
	}
	for _, w := range words {
		if strings.ContainsFunc(w, unicode.IsLetter) { // "Сулейменов Омар ..."
			n.words = append(n.words, capitalized(strings.Trim(w, ",;")))
		}
	}
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

// An announcement is words before another name, with the sort of name and the part of it that they announce: 0 for the surname, 1
// for the given name, anyPart for the one beside which it stands.
type announcement struct {
	words string
	kind  lookup.NameKind
	part  int
}

// anyPart is the part beside which a name stands, alone a name of which it is not said which part it is.
const (
	anyPart = -1
	alone   = -2
)

var announcements = []announcement{
	{"он же", lookup.VariantName, alone}, {"она же", lookup.VariantName, alone}, {"по паспорту", lookup.VariantName, alone}, {"по мужу", lookup.VariantName, 0},
	{"урожденная", lookup.BirthName, 0}, {"урожд.", lookup.BirthName, 0}, {"ур.", lookup.BirthName, 0},
	{"девичья фамилия", lookup.BirthName, 0}, {"дев. фам.", lookup.BirthName, 0}, {"в девичестве", lookup.BirthName, 0}, {"дев.", lookup.BirthName, 0},
	{"настоящая фамилия", lookup.BirthName, 0}, {"наст. фам.", lookup.BirthName, 0}, {"настоящее имя", lookup.BirthName, 1}, {"наст. имя", lookup.BirthName, 1},
	{"наст.", lookup.BirthName, anyPart}, {"партийная кличка", lookup.PenName, anyPart}, {"псевдоним", lookup.PenName, anyPart}, {"псевд.", lookup.PenName, anyPart},
	{"кличка", lookup.PenName, anyPart},
}

// announced reads what an item beside a name says of the name that it gives: "наст. фам.: Рабинович", "он же Петров".
func announced(item string) (a announcement, name string, ok bool) {
	item = strings.TrimSpace(item)
	for _, a := range announcements {
		if end, ok := prefix(item, a.words); ok {
			return a, strings.TrimLeft(item[end:], " :"), true
		}
	}
	if _, name, ok := strings.Cut(item, ":"); ok {
		return announcement{kind: lookup.VariantName, part: anyPart}, name, true
	}
	return announcement{}, "", false
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

func capitalizedAll(name string) []string { return readName(name).words }

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

// IsDaughter reports whether a patronymic is that of a woman.
func IsDaughter(word string) bool {
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
	name := readName(line)
	outside := name.words
	if len(outside) == 0 || len(name.others) > 0 || len(outside) > 6 || strings.HasSuffix(line, ";") || strings.HasSuffix(line, ".") {
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
