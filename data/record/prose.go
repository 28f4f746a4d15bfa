package record

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"joqtau/lookup"
)

// The bounds of a summary, in sentences.
const minSentences, maxSentences = 2, 6

// namesInAll holds that a person has a name in every language, and that none is derived where a source shows how the person
// is called.
func (c *checker) namesInAll(p *lookup.Person) {
	names := p.Display()
	for _, lang := range lookup.Text(names).Missing() {
		c.breach("names", "a form in %q is missing", lang)
	}
	for i, derived := range p.Names {
		if derived.Kind != lookup.DerivedName {
			continue
		}
		if slices.ContainsFunc(p.Names, func(n lookup.Name) bool { return n.Lang == derived.Lang && n.Kind == lookup.UsualName }) {
			c.breach(index("names", i), "%q is derived although a source shows a form in %q", derived.Text, derived.Lang)
		}
	}
}

// search holds that a record says how further sources were joined to the person, or where they were looked for in vain.
func (c *checker) search(p *lookup.Person) {
	c.text("identity", p.Identity, optional)
	alone := len(lookup.Independent(citationsOf(p))) < 2
	switch {
	case alone && p.Searched == nil:
		c.breach("searched", "all statements come from one source, and it is not said where others were looked for")
	case alone && len(p.Searched.For) == 0:
		c.breach("searched.for", "is missing")
	case !alone && p.Identity.IsZero():
		c.breach("identity", "there are several sources, and it is not said how it was settled that they speak of one person")
	case !alone && p.Searched != nil:
		c.breach("searched", "further sources are cited, so the search was not in vain")
	}
	if p.Searched != nil {
		c.text("searched.seen", p.Searched.Seen, optional)
		if p.Searched.Date.IsZero() {
			c.breach("searched.date", "is missing")
		}
	}
}

// citationsOf lists the citations of a person's names and facts.
func citationsOf(p *lookup.Person) []lookup.Citation {
	var list []lookup.Citation
	for _, n := range p.Names {
		list = append(list, n.Sources...)
	}
	for _, f := range p.Life {
		list = append(list, f.Sources...)
	}
	return list
}

// summary holds that a person's summary has the right length and that its numbers and dates are those of statements.
func (c *checker) summary(p *lookup.Person) {
	c.text("summary", p.Summary, required)
	for _, lang := range lookup.Langs {
		text := p.Summary.In(lang)
		if n := sentences(text); text != "" && (n < minSentences || n > maxSentences) {
			c.breach("summary."+string(lang), "has %d sentences, want %d to %d", n, minSentences, maxSentences)
		}
		stated := c.stated(p, lang)
		for _, n := range numbersIn(text, lang) {
			if !slices.Contains(stated.numbers, n) {
				c.breach("summary."+string(lang), "the number %d is in no statement", n)
			}
		}
		for _, d := range datesIn(text, lang) {
			if !slices.Contains(stated.dates, d) {
				c.breach("summary."+string(lang), "the date %s is in no statement", d)
			}
		}
	}
}

// A statedSet is what the statements of a record hold of numbers and of days of months.
type statedSet struct {
	numbers []int
	dates   []yearDay
}

func (c *checker) stated(p *lookup.Person, lang lookup.Lang) *statedSet {
	s := &statedSet{}
	for _, f := range p.Life {
		s.text(f.What, lang)
		s.text(f.Doubt.Text, lang)
		s.date(f.Date)
		s.numbers = append(s.numbers, f.Years)
		if event := c.events[f.Event]; event != nil {
			s.event(event, lang)
			if total := c.figures[event.Total]; total != nil {
				s.numbers = append(s.numbers, total.Value)
			}
		}
		for _, code := range f.Terms {
			if term := c.terms[code]; term != nil {
				s.text(term.Text, lang)
			}
		}
	}
	for _, text := range append([]lookup.Text{p.Identity}, p.Open...) {
		s.text(text, lang)
	}
	for _, link := range p.Links {
		s.text(link.Why, lang)
	}
	return s
}

func (s *statedSet) event(e *lookup.Event, lang lookup.Lang) {
	s.date(&e.Date)
	s.text(e.Title, lang)
	s.text(e.About, lang)
}

func (s *statedSet) text(text lookup.Text, lang lookup.Lang) {
	s.numbers = append(s.numbers, numbersIn(text.In(lang), lang)...)
	s.dates = append(s.dates, datesIn(text.In(lang), lang)...)
}

func (s *statedSet) date(d *lookup.Date) {
	if d == nil {
		return
	}
	for _, end := range strings.Split(strings.ReplaceAll(d.EDTF, "X", "0"), "/") {
		numbers := datewords(end).numbers
		s.numbers = append(s.numbers, numbers...)
		if len(numbers) == 3 {
			s.dates = append(s.dates, yearDay{numbers[1], numbers[2]})
		}
	}
}

// A yearDay is a day of a month.
type yearDay struct{ month, day int }

func (d yearDay) String() string { return strconv.Itoa(d.day) + "." + strconv.Itoa(d.month) }

var (
	dayBeforeMonth = regexp.MustCompile(`([0-9]{1,2})\s+(\pL+)`)
	dayAfterMonth  = regexp.MustCompile(`(\pL+)\s+([0-9]{1,2})\b`)
)

// datesIn finds the days of months that a text names, such as "25 ақпанда" and "25 февраля".
func datesIn(text string, lang lookup.Lang) []yearDay {
	var list []yearDay
	add := func(word, digits string) {
		if month := monthOf(word); month > 0 {
			day, _ := strconv.Atoi(digits) // one or two digits
			list = append(list, yearDay{month, day})
		}
	}
	for _, m := range dayBeforeMonth.FindAllStringSubmatch(text, -1) {
		add(m[2], m[1])
	}
	if lang == lookup.English {
		for _, m := range dayAfterMonth.FindAllStringSubmatch(text, -1) {
			add(m[1], m[2])
		}
	}
	return list
}

// monthOf returns the month that a word names, 0 if it names none.
func monthOf(word string) int {
	word = strings.ToLower(word)
	return 1 + slices.IndexFunc(months[:], func(stems []string) bool { return beginsWithAny(word, stems) })
}

// numbersIn finds the numbers of a text, in digits and in words.
func numbersIn(text string, lang lookup.Lang) []int {
	list := datewords(text).numbers
	for _, word := range lettersOf(text) {
		if n := numerals[lang][word]; n > 0 {
			list = append(list, n)
		}
	}
	return list
}

// numerals are the number words that a summary may use in place of digits. "One" is not among them: it is an article too.
var numerals = map[lookup.Lang]map[string]int{
	lookup.Kazakh: {"екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9, "он": 10,
		"жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "жүз": 100, "мың": 1000},
	lookup.Russian: {"два": 2, "две": 2, "двух": 2, "двумя": 2, "три": 3, "трёх": 3, "трех": 3, "тремя": 3, "четыре": 4, "четырёх": 4,
		"пять": 5, "пяти": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9,
		"десять": 10, "десяти": 10, "пятнадцать": 15, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "сто": 100,
		"тысяча": 1000, "тысячи": 1000},
	lookup.English: {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
		"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000},
}

var sentenceBreak = regexp.MustCompile(`(\pL{3,}|[0-9»”)\]])[.!?…]+\s+[\p{Lu}«“0-9]`)

// sentences counts the sentences of a text. A full stop after an initial or a short abbreviation ends none.
func sentences(text string) int {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	return 1 + len(sentenceBreak.FindAllString(text, -1))
}
