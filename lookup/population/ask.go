package population

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// A Question is a text in which somebody might ask for a person.
type Question struct {
	Text string
	Kind string
	// Given and Patronymic say that the text has these names, or their initials, beside the surname.
	Given, Patronymic bool
	// Initials says that it has them as initials only.
	Initials bool
	// Year says that it has the year of birth.
	Year bool
}

// IsAnswer reports whether a person fits all that the question about another one tells, so that either may be meant.
func (q Question) IsAnswer(asked, found Person) bool {
	equal := func(a, b string) bool {
		return a == b || q.Initials && a != "" && b != "" && []rune(a)[0] == []rune(b)[0]
	}
	bare := func(surname string) string { return strings.TrimSuffix(strings.TrimSuffix(surname, "ская"), "а") }
	sameSurname := bare(asked.Surname) == bare(found.Surname) || found.Other != "" && bare(asked.Surname) == bare(found.Other)
	return sameSurname && (!q.Given || equal(asked.Given, found.Given)) &&
		(!q.Patronymic || found.Patronymic == "" || equal(asked.Patronymic, found.Patronymic)) && (!q.Year || asked.Birth == found.Birth)
}

// kinds are the ways to ask, with how many of a hundred ask so.
var kinds = []struct {
	name  string
	share int
	ask   func(a *Asker, p Person) (string, Question)
}{
	{"full", 20, (*Asker).full},
	{"two-names", 18, (*Asker).twoNames},
	{"initials", 8, (*Asker).initials},
	{"latin", 18, (*Asker).latin},
	{"typo", 14, (*Asker).typo},
	{"two-typos", 4, (*Asker).twoTypos},
	{"layout", 4, (*Asker).layout},
	{"sentence", 7, (*Asker).sentence},
	{"year", 7, (*Asker).year},
}

// An Asker asks for people in the ways in which families and clerks write names.
type Asker struct {
	*rand.Rand
	schemes []scheme
}

// A scheme is a way to write Cyrillic in another script, taken from the published tables and not from those by which
// look-up reads.
type scheme struct {
	name    string
	letters map[rune]string
}

//go:embed romanization.tsv
var romanization string

// written are the schemes of romanization.tsv in which Russian spellings can be written.
var written = []string{"icao_9303_ru", "iso9", "ala_lc", "english_press", "english_press", "german_habit", "turkish_habit", "gost_7_79_b"}

// NewAsker makes an asker; one seed gives the same questions always.
func NewAsker(seed uint64) (*Asker, error) {
	a := &Asker{Rand: rand.New(rand.NewPCG(seed, 1))}
	var header []string
	tables := map[string]map[rune]string{}
	for _, line := range strings.Split(romanization, "\n") {
		cells := strings.Split(line, "\t")
		switch {
		case line == "" || line[0] == '#':
		case header == nil:
			header = cells
		default:
			for i, cell := range cells[1:] {
				addLetter(tables, header[i+1], strings.Fields(cells[0])[1], cell)
			}
		}
	}
	for _, name := range written {
		if len(tables[name]) < 30 {
			return nil, fmt.Errorf("romanization.tsv: %s has %d letters", name, len(tables[name]))
		}
		a.schemes = append(a.schemes, scheme{name, tables[name]})
	}
	return a, nil
}

// addLetter notes the most usual way of a scheme to write a letter, whether it is verified or not.
func addLetter(tables map[string]map[rune]string, scheme, letter, cell string) {
	first, _, _ := strings.Cut(cell, "|")
	first = strings.TrimSuffix(first, "?")
	if first == "—" || cell == "?" {
		return
	}
	if tables[scheme] == nil {
		tables[scheme] = map[rune]string{}
	}
	tables[scheme][[]rune(letter)[0]] = strings.ReplaceAll(first, "∅", "")
}

// Ask asks for a person.
func (a *Asker) Ask(p Person) Question {
	left := a.IntN(100)
	for _, kind := range kinds {
		if left -= kind.share; left < 0 {
			text, q := kind.ask(a, p)
			q.Text, q.Kind = text, kind.name
			return q
		}
	}
	panic("the shares of the kinds do not make a hundred")
}

func (a *Asker) full(p Person) (string, Question) {
	q := Question{Given: true, Patronymic: p.Patronymic != ""}
	if a.IntN(3) == 0 {
		return strings.TrimSpace(p.Given+" "+p.Patronymic) + " " + p.Surname, q
	}
	return strings.TrimSpace(p.Surname + " " + p.Given + " " + p.Patronymic), q
}

func (a *Asker) twoNames(p Person) (string, Question) {
	text := p.Surname + " " + p.Given
	if a.IntN(2) == 0 {
		text = p.Given + " " + p.Surname
	}
	if a.IntN(3) == 0 {
		text = strings.ToLower(text)
	}
	return text, Question{Given: true}
}

func (a *Asker) initials(p Person) (string, Question) {
	q := Question{Given: true, Patronymic: p.Patronymic != "", Initials: true}
	text := string([]rune(p.Given)[:1]) + "."
	if q.Patronymic {
		text += string([]rune(p.Patronymic)[:1]) + "."
	}
	if a.IntN(2) == 0 {
		return p.Surname + " " + text, q
	}
	return text + " " + p.Surname, q
}

func (a *Asker) latin(p Person) (string, Question) {
	text, q := a.full(p)
	if a.IntN(2) == 0 {
		text, q = a.twoNames(p)
	}
	return a.schemes[a.IntN(len(a.schemes))].write(text), q
}

func (s scheme) write(text string) string {
	var out strings.Builder
	for _, c := range text {
		letter, ok := s.letters[unicode.ToLower(c)]
		switch {
		case !ok:
			letter = string(c)
		case unicode.IsUpper(c) && letter != "":
			runes := []rune(letter)
			letter = string(unicode.ToUpper(runes[0])) + string(runes[1:])
		}
		out.WriteString(letter)
	}
	return out.String()
}

func (a *Asker) typo(p Person) (string, Question) {
	text, q := a.full(p)
	return a.slip(text), q
}

func (a *Asker) twoTypos(p Person) (string, Question) {
	text, q := a.full(p)
	return a.slip(a.slip(text)), q
}

// keyRows are the keys of the Russian layout and of the American one, in their places.
var (
	keyRows      = []string{"йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"}
	americanRows = []string{"qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,."}
)

// slip makes a slip of the hand: a letter left out, doubled, swapped with the next, or hit beside.
func (a *Asker) slip(text string) string {
	letters := []rune(text)
	at := 1 + a.IntN(len(letters)-2)
	for !unicode.IsLetter(letters[at]) || unicode.IsUpper(letters[at]) {
		at = 1 + a.IntN(len(letters)-2)
	}
	switch a.IntN(4) {
	case 0:
		return string(slices.Delete(letters, at, at+1))
	case 1:
		return string(slices.Insert(letters, at, letters[at]))
	case 2:
		if unicode.IsLetter(letters[at+1]) {
			letters[at], letters[at+1] = letters[at+1], letters[at]
			return string(letters)
		}
	}
	letters[at] = a.beside(letters[at])
	return string(letters)
}

// beside is a letter whose key lies next to that of another.
func (a *Asker) beside(letter rune) rune {
	for _, row := range keyRows {
		keys := []rune(row)
		if i := slices.Index(keys, letter); i >= 0 {
			return keys[min(max(i+2*a.IntN(2)-1, 0), len(keys)-1)]
		}
	}
	return letter
}

func (a *Asker) layout(p Person) (string, Question) {
	text, q := a.twoNames(p)
	return strings.Map(func(c rune) rune {
		for i, row := range keyRows {
			if at := slices.Index([]rune(row), unicode.ToLower(c)); at >= 0 {
				made := rune(americanRows[i][at])
				if unicode.IsUpper(c) {
					made = shifted(made)
				}
				return made
			}
		}
		return c
	}, text), q
}

func shifted(key rune) rune {
	if i := strings.IndexRune("[];',.", key); i >= 0 {
		return rune(`{}:"<>`[i])
	}
	return unicode.ToUpper(key)
}

// sentence asks in Russian or Kazakh, with the surname as grammar wants it.
func (a *Asker) sentence(p Person) (string, Question) {
	surname := p.Surname
	isPlain := strings.HasSuffix(surname, "ов") || strings.HasSuffix(surname, "ев") || strings.HasSuffix(surname, "ин")
	switch a.IntN(4) {
	case 0:
		if isPlain {
			surname += "а"
		}
		return "ищу сведения про " + surname + " " + genitive(p.Given), Question{Given: true}
	case 1:
		if isPlain {
			surname += "тың"
		}
		return p.Given + " " + surname + " тағдыры", Question{Given: true}
	case 2:
		return "мой прадед " + p.Given + " " + surname + " был арестован", Question{Given: true}
	}
	return "Здравствуйте! Есть ли у вас " + p.Form(), Question{Given: true, Patronymic: p.Patronymic != ""}
}

// genitive of a given name, for those that end as most do.
func genitive(given string) string {
	last := []rune(given)[len([]rune(given))-1]
	switch {
	case strings.ContainsRune("бвгджзклмнпрстфхцчшщ", last):
		return given + "а"
	case last == 'й':
		return strings.TrimSuffix(given, "й") + "я"
	}
	return given
}

func (a *Asker) year(p Person) (string, Question) {
	text, q := a.twoNames(p)
	q.Year = true
	switch a.IntN(3) {
	case 0:
		return fmt.Sprintf("%s %d г.р.", text, p.Birth), q
	case 1:
		return fmt.Sprintf("%s, туған жылы %d", text, p.Birth), q
	}
	return fmt.Sprintf("%s %d", text, p.Birth), q
}
