// Package invent writes invented people as the tables of Memorial's disk, to try and to measure imports. Nobody in it lived.
package invent

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"joqtau/data/source/memorialdisk"
	"joqtau/lookup/population"
)

// Write writes a number of people into a folder, which it makes. One seed gives the same people always.
func Write(folder string, people int, seed uint64) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("invent a disk: %w", err)
	}
	population, err := population.New(seed)
	if err != nil {
		return err
	}
	w := &writer{folder: folder, files: map[string]*table{}, numbers: map[string]map[string]int{}}
	for table, columns := range memorialdisk.Tables() {
		w.open(table, columns)
	}
	for i := range people {
		if w.err != nil {
			break
		}
		w.person(i+1, population.Person(i), rand.New(rand.NewPCG(seed+1, uint64(i))))
	}
	if err := errors.Join(w.err, w.close()); err != nil {
		return fmt.Errorf("invent a disk: %w", err)
	}
	return nil
}

// A writer writes all tables at once. After an error it does nothing.
type writer struct {
	folder  string
	files   map[string]*table
	numbers map[string]map[string]int // of the texts of each dictionary
	err     error
}

type table struct {
	file *os.File
	*bufio.Writer
}

func (w *writer) open(name, columns string) {
	file, err := os.Create(filepath.Join(w.folder, name+".csv"))
	if err != nil {
		w.err = errors.Join(w.err, err)
		return
	}
	w.files[name] = &table{file, bufio.NewWriterSize(file, 1<<16)}
	w.numbers[name] = map[string]int{}
	w.line(name, columns)
}

func (w *writer) close() error {
	var err error
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		err = errors.Join(err, w.files[name].Flush(), w.files[name].file.Close())
	}
	return err
}

func (w *writer) line(name, text string) {
	if w.err != nil {
		return
	}
	encoded, err := charmap.Windows1251.NewEncoder().String(text)
	if err == nil {
		_, err = w.files[name].WriteString(encoded + "\n")
	}
	w.err = err
}

// number numbers a text of a dictionary, 0 for none.
func (w *writer) number(dictionary, text string) int {
	if text == "" {
		return 0
	}
	n, known := w.numbers[dictionary][text]
	if !known {
		n = len(w.numbers[dictionary]) + 1
		w.numbers[dictionary][text] = n
		w.line(dictionary, strconv.Itoa(n)+";"+text)
	}
	return n
}

func (w *writer) link(table, dictionary string, person int, text string) {
	if text != "" {
		w.line(table, fmt.Sprintf("%d;%d", person, w.number(dictionary, text)))
	}
}

// person writes a person with a fate in about the proportions of the lists: a third shot, a tenth young enough to be living.
func (w *writer) person(number int, p population.Person, r *rand.Rand) {
	maybe := func(percent int, text string) string {
		if r.IntN(100) < percent {
			return text
		}
		return ""
	}
	one := func(list []string) string { return list[r.IntN(len(list))] }
	birth := memorialdisk.PackDate(p.Birth, 0, 0)
	if r.IntN(5) == 0 {
		birth = memorialdisk.PackDate(p.Birth, 1+r.IntN(12), 1+r.IntN(28))
	}
	isChild := r.IntN(10) == 0
	if isChild {
		birth = memorialdisk.PackDate(1927+r.IntN(15), 0, 0)
	}
	year, month, day := 1930+r.IntN(10), 1+r.IntN(12), 1+r.IntN(28)
	if r.IntN(2) == 0 {
		year = 1937
	}
	if isChild {
		year = 1942 + r.IntN(8)
	}
	arrest := memorialdisk.PackDate(year, month, day)
	sentence := memorialdisk.PackDate(year+1, 1+r.IntN(12), 1+r.IntN(28))
	decided, rasstrel, death, deathPlace := one(sentences), "", 0, ""
	if isChild {
		decided = "спецпоселение"
	}
	if r.IntN(3) == 0 && !isChild {
		decided, rasstrel, death, deathPlace = "ВМН", "Р", sentence+1, maybe(40, "г."+p.Place)
	}
	region := p.Place + " обл., " + village(r) + "ский р-н"
	gender := "М"
	if strings.HasSuffix(p.Patronymic, "на") {
		gender = "Ж"
	}
	w.line("persons", join(number, w.number("fnames", p.Surname), w.number("names", p.Given), w.number("lnames", p.Patronymic), birth,
		w.number("geoplace", maybe(90, region+", с. "+village(r)+"ка")), w.number("nations", maybe(80, nations[p.Origin])),
		w.number("works", maybe(80, p.Work+maybe(70, ", "+one(workplaces)+" "+village(r)+"ский"))), w.number("geoplace", maybe(85, region+", пос. "+village(r)+"ово")),
		arrest, w.number("sudorg", one(bodies)+" по "+p.Place+" обл."), sentence, w.number("stat", one(articles)), w.number("prigovor", decided), rasstrel, death,
		memorialdisk.PackDate(1956+r.IntN(40), 1+r.IntN(12), 1+r.IntN(28)), w.number("books", "Книга памяти, "+p.Place+" обл.;"), 0, gender))
	w.link("linkarestorg", "arestorg", number, "УНКВД по "+p.Place+" обл.")
	w.link("linkmortplace", "mortplac", number, deathPlace)
	w.link("linkeducat", "educat", number, maybe(60, one(educations)))
	w.link("linkparty", "parties", number, maybe(40, one(parties)))
	w.link("linkreaborg", "reaborg", number, maybe(80, p.Place+" облпрокуратура"))
	w.link("linkreabreas", "reabreas", number, maybe(70, one(grounds)))
	w.link("linkdelo", "delos", number, maybe(30, fmt.Sprintf("Архив УФСБ, д. П-%d", r.IntN(99999))))
	if p.Other != "" {
		w.link("linkvarfio", "varnames", number, p.Other+";"+p.Other+";;;")
	}
}

func join(values ...any) string {
	var columns []string
	for _, v := range values {
		columns = append(columns, fmt.Sprint(v))
	}
	return strings.Join(columns, ";")
}

// village makes the beginning of a place's name.
func village(r *rand.Rand) string {
	return capitals[r.IntN(len(capitals))] + middles[r.IntN(len(middles))] + middles[r.IntN(len(middles))]
}

var (
	capitals   = strings.Fields("Ал Бор Вер Гор Дуб Ер Жар Зел Ив Кар Лес Мал Нов Ос Пав Рож Сос Тар Ур Хол Чер Шал")
	middles    = strings.Fields("ан ов ин ер ом ак ук ел ам ар ич от ас ев ул ун")
	sentences  = strings.Split("10 лет ИТЛ|5 лет ИТЛ|8 лет ИТЛ|3 года ИТЛ|10 лет лишения свободы|ссылка на 3 года|спецпоселение|дело прекращено", "|")
	bodies     = strings.Split("тройка УНКВД|тройка при ПП ОГПУ|облсуд|военный трибунал|спецколлегия облсуда", "|")
	articles   = strings.Split("58-10 УК РСФСР|58-10, 58-11 УК РСФСР|58-2, 58-7, 58-11 УК РСФСР|58-6 УК РСФСР|58-8 УК РСФСР", "|")
	workplaces = strings.Split("колхоз|рудник|завод|совхоз|леспромхоз|артель|школа", "|")
	educations = strings.Split("начальное|среднее|высшее|низшее|неполное среднее|малограмотный", "|")
	parties    = strings.Split("б/п|член ВКП(б)|кандидат в члены ВКП(б)|исключен из ВКП(б)", "|")
	grounds    = strings.Split("за отсутствием состава преступления|Указ ПВС СССР от 16.01.1989|Закон РК от 14.04.1993", "|")
	nations    = map[string]string{"Kazakh": "казах", "Slavic": "русский", "German": "немец", "Korean": "кореец",
		"Polish": "поляк", "Jewish": "еврей", "Tatar": "татарин", "Caucasian": "грузин"}
)
