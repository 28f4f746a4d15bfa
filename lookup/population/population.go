// Package population invents people for benchmarks: names as the lists of the repressed have them, in Russian spelling,
// of the origins and about in the proportions of those lists, with frequent and rare surnames. Nobody in it lived.
package population

import (
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Person is an invented one.
type Person struct {
	Surname, Given, Patronymic string // Patronymic may be empty
	// Other is another form of the surname that the list has in brackets, mostly empty.
	Other  string
	Origin string
	Birth  int
	Place  string
	Work   string
}

// Form is the name as a list prints it: surname first.
func (p Person) Form() string {
	form := p.Surname
	if p.Other != "" {
		form += " (" + p.Other + ")"
	}
	form += " " + p.Given
	if p.Patronymic != "" {
		form += " " + p.Patronymic
	}
	return form
}

//go:embed names.txt
var names string

// An origin is where names come from.
type origin struct {
	name                  string
	share                 []string // as written
	thousandth            int      // the same: of a thousand people, how many
	men, women            []string
	surnames              []string
	heads, tails, endings []string
}

// origins reads names.txt.
func origins() ([]*origin, error) {
	var list []*origin
	var words *[]string
	for n, line := range strings.Split(names, "\n") {
		switch {
		case line == "" || line[0] == '#':
			continue
		case !strings.Contains(line, ": "):
			if words == nil {
				return nil, fmt.Errorf("names.txt:%d: words before the first section", n+1)
			}
			*words = append(*words, strings.Fields(line)...)
			continue
		}
		name, kind, _ := strings.Cut(line, ": ")
		if len(list) == 0 || list[len(list)-1].name != name {
			list = append(list, &origin{name: name})
		}
		o := list[len(list)-1]
		switch kind {
		case "share":
			words = &o.share
		case "men":
			words = &o.men
		case "women":
			words = &o.women
		case "surnames":
			words = &o.surnames
		case "heads":
			words = &o.heads
		case "tails":
			words = &o.tails
		case "endings":
			words = &o.endings
		default:
			return nil, fmt.Errorf("names.txt:%d: unknown section %q", n+1, line)
		}
	}
	for _, o := range list {
		var err error
		if o.thousandth, err = strconv.Atoi(strings.Join(o.share, "")); err != nil {
			return nil, fmt.Errorf("names.txt: share of %s: %w", o.name, err)
		}
	}
	return list, nil
}

// What is unusual, and how surnames are spread. Of 11,788 people shot in Moscow (mos.memo.ru) 2.4 % have another form of a
// name in brackets, 3.5 % have not three names, and together they have 8,112 surnames; as many people of a population
// have about 8,260, and 3.1 million have half a million.
const (
	female       = 0.12
	otherSurname = 0.024
	noPatronymic = 0.035
	// frequentSurname is how many bear one of the frequent surnames of their origin.
	frequentSurname = 0.25
	// rareHead and rareTail skew the choice of parts of a surname: the greater, the more people share few surnames.
	rareHead = 2.6
	rareTail = 2.2
)

// A Population is an endless row of invented people.
type Population struct {
	origins []*origin
	seed    uint64
}

// New makes a population; one seed gives the same people always.
func New(seed uint64) (*Population, error) {
	list, err := origins()
	if err != nil {
		return nil, err
	}
	return &Population{list, seed}, nil
}

// Person is the i-th person.
func (p *Population) Person(i int) Person {
	g := &generator{rand.New(rand.NewPCG(p.seed, uint64(i))), p.origins}
	return g.person()
}

type generator struct {
	*rand.Rand
	origins []*origin
}

func (g *generator) person() Person {
	o := g.origin()
	p := Person{Origin: o.name, Surname: g.surname(o), Birth: 1860 + g.IntN(60), Place: places[g.IntN(len(places))], Work: works[g.IntN(len(works))]}
	if g.Float64() < otherSurname {
		p.Other = g.misspelt(p.Surname)
	}
	father := g.frequent(o.men)
	isWoman := g.Float64() < female
	if isWoman {
		p.Given, p.Surname = g.frequent(o.women), feminine(p.Surname)
		if p.Other != "" {
			p.Other = feminine(p.Other)
		}
	} else {
		p.Given = g.frequent(o.men)
	}
	if g.Float64() >= noPatronymic && (o.name != "Korean" || g.IntN(2) == 0) {
		p.Patronymic = patronymic(father, isWoman)
	}
	return p
}

func (g *generator) origin() *origin {
	left := g.IntN(1000)
	for _, o := range g.origins {
		if left -= o.thousandth; left < 0 {
			return o
		}
	}
	return g.origins[0]
}

// frequent chooses from a list by Zipf's law: the n-th as often as one in n.
func (g *generator) frequent(list []string) string {
	rank := math.Exp(g.Float64()*math.Log(float64(len(list)+1))) - 1
	return list[min(int(rank), len(list)-1)]
}

// skewed chooses from a list, what stands first more often.
func (g *generator) skewed(list []string, power float64) string {
	return list[int(math.Pow(g.Float64(), power)*float64(len(list)))]
}

func (g *generator) surname(o *origin) string {
	if g.Float64() < frequentSurname || o.name == "Korean" && g.IntN(5) > 0 {
		return g.frequent(o.surnames)
	}
	surname := strings.ReplaceAll(g.skewed(o.heads, rareHead), "-", "")
	surname += g.part(g.skewed(o.tails, rareTail))
	if g.IntN(8) == 0 && utf8.RuneCountInString(surname) < 6 {
		surname += g.part(g.skewed(o.tails, 1))
	}
	return join(surname, g.part(o.endings[g.IntN(len(o.endings))]))
}

func (g *generator) part(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

// join puts an ending to a surname as spelling wants it: no two vowels at the seam.
func join(surname, ending string) string {
	last, size := utf8.DecodeLastRuneInString(surname)
	first, _ := utf8.DecodeRuneInString(ending)
	switch {
	case ending == "":
		return surname
	case strings.ContainsRune("ьй", last) && ending == "ов":
		return surname[:len(surname)-size] + "ев"
	case strings.ContainsRune(vowels, last) && strings.ContainsRune(vowels, first),
		strings.ContainsRune("ьй", last) && strings.ContainsRune(vowels, first):
		return surname[:len(surname)-size] + ending
	}
	return surname + ending
}

const vowels = "аеёиоуыэюя"

// misspelt changes one letter as clerks did.
func (g *generator) misspelt(surname string) string {
	pairs := []string{"о", "а", "е", "и", "и", "ы", "у", "о", "д", "т", "б", "п", "г", "к", "з", "с", "в", "ф", "нн", "н", "л", "лл"}
	for range 20 {
		i := 2 * g.IntN(len(pairs)/2)
		if at := strings.LastIndex(surname, pairs[i]); at > 0 {
			return surname[:at] + pairs[i+1] + surname[at+len(pairs[i]):]
		}
	}
	return surname + "ов"
}

// feminine makes a woman's surname.
func feminine(surname string) string {
	for _, ending := range []string{"ов", "ев", "ин"} {
		if strings.HasSuffix(surname, ending) && utf8.RuneCountInString(surname) > 4 {
			return surname + "а"
		}
	}
	if root, ok := strings.CutSuffix(surname, "ский"); ok {
		return root + "ская"
	}
	return surname
}

// patronymic makes a father's name in Russian.
func patronymic(father string, isWoman bool) string {
	endings := map[bool][3]string{false: {"ович", "евич", "ич"}, true: {"овна", "евна", "ична"}}[isWoman]
	last, size := utf8.DecodeLastRuneInString(father)
	root := father[:len(father)-size]
	switch last {
	case 'й':
		if strings.HasSuffix(root, "и") { // Григорий, Григорьевич
			root = strings.TrimSuffix(root, "и") + "ь"
		}
		return root + endings[1]
	case 'ь':
		return root + endings[1]
	case 'а', 'я':
		return root + endings[2]
	case 'е', 'и', 'о', 'у', 'ы', 'э', 'ю':
		return father + endings[1]
	}
	return father + endings[0]
}

var places = strings.Fields(`Акмолинская Актюбинская Алма-Атинская Восточно-Казахстанская Западно-Казахстанская Карагандинская
Кзыл-Ординская Кустанайская Павлодарская Петропавловск Семипалатинск Чимкент Омская Новосибирская Саратовская Харьковская
Киевская Ленинград Москва Свердловск Баку Тифлис Ташкент Владивосток Хабаровск Иркутск Минск Полтава Самара Ростов`)

var works = strings.Fields(`колхозник единоличник рабочий бухгалтер учитель сторож плотник инженер слесарь кузнец священник
счетовод агроном студент врач военнослужащий домохозяйка шахтер продавец конюх мулла кладовщик механик директор возчик`)
