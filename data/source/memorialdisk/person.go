package memorialdisk

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"joqtau/data/source"
	"joqtau/data/source/charset"
	"joqtau/data/source/notice"
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// row reads one person.
func (d *disk) row(l line) *source.Row {
	cut := columns(l.raw)
	file := persons + suffix
	raw := bytes.Clone(l.raw)
	reject := func(reason string) *source.Row {
		row := source.Reject(file, l.number, raw, reason)
		row.Bytes = l.bytes
		return row
	}
	if l.tooLong {
		return reject("the line is too long")
	}
	if len(cut) != len(personColumns) {
		return reject(fmt.Sprintf("the line has %d columns, want %d", len(cut), len(personColumns)))
	}
	p := &person{disk: d, row: &source.Row{File: file, Line: l.number, Bytes: l.bytes, Raw: raw, Person: &lookup.Person{Roles: []lookup.Role{lookup.Victim}}},
		numbers: make([]int64, len(cut)), texts: map[string]string{}}
	for i, column := range cut {
		if i == rasstrel || i == gender {
			p.texts[personColumns[i]] = decode(bytes.TrimSpace(column), d.encoding)
			continue
		}
		n, err := readNumber(column)
		if err != nil { // the rest of the row can still be read
			p.row.Problem(personColumns[i], "it is no number")
			p.noted(personColumns[i] + ": " + decode(column, d.encoding))
		}
		p.numbers[i] = n
	}
	if p.numbers[personID] <= 0 {
		return reject("the person has no number")
	}
	p.row.ID = strconv.FormatInt(p.numbers[personID], 10)
	p.read()
	if p.isSecond {
		p.row.Problem("PERSONID", "another person has this number; what other tables say of it is told of that one")
	}
	if len(p.row.Person.Names) == 0 {
		raw = p.row.Raw // with the lines that are joined to the person, which stand nowhere else
		return reject("the person has no name")
	}
	return p.row
}

// The columns of the table of people.
const (
	personID = iota
	fname
	givenName
	lname
	birthDate
	birthPlace
	nation
	awork
	livePlace
	arestDate
	sudOrgan
	sudDate
	stat
	prigovor
	rasstrel
	mortDate
	reabDate
	bookID
	age
	gender
)

// A person is being read from a row and the texts that it refers to.
type person struct {
	disk    *disk
	row     *source.Row
	numbers []int64
	texts   map[string]string
	// isSecond is set where another person has the number, and the links.
	isSecond bool
}

// decode reads bytes in an encoding. Those that mean nothing in it, and NULs, become U+FFFD; the row keeps them.
func decode(raw []byte, encoding string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(charset.Text(raw, encoding), noText), "\x00", noText)
}

// noText stands where bytes are no text.
const noText = "\uFFFD"

// peek is what a column refers to, for whom it does not matter whether there is such a line.
func (p *person) peek(column int, table string) string {
	raw, _ := p.disk.texts[table].at(p.numbers[column])
	return decode(raw, p.disk.texts[table].encoding)
}

// text is what a column refers to. The line that it stands in is kept with the row.
func (p *person) text(column int, table string) string {
	return p.refer(personColumns[column], table, p.numbers[column])
}

func (p *person) refer(field, table string, number int64) string {
	if number == 0 {
		return ""
	}
	raw, ok := p.disk.texts[table].at(number)
	if !ok {
		p.row.Problem(field, table+suffix+" has no line of that number")
		return ""
	}
	p.row.Raw = fmt.Appendf(p.row.Raw, "\n%s;%d;%s", table, number, raw)
	text := strings.TrimSpace(decode(raw, p.disk.texts[table].encoding))
	if strings.Contains(text, noText) {
		p.row.Problem(field, "bytes that are no text")
	}
	return text
}

// linked are the texts that a table joins to the person.
func (p *person) linked(table string) []string {
	joined, isTaken := p.disk.links[table].of(p.numbers[personID])
	p.isSecond = p.isSecond || isTaken
	var list []string
	for _, l := range joined {
		if text := p.refer(strings.ToUpper(table), links[table].dictionary, int64(l.number)); text != "" {
			list = append(list, text)
		}
	}
	return list
}

func (p *person) add(f lookup.Fact) { p.row.Add(f) }

// read reads everything but the numbers.
func (p *person) read() {
	p.row.Book = p.book()
	p.names()
	p.gender()
	p.birth()
	p.circumstances()
	p.arrest()
	p.sentence()
	p.death()
	p.rehabilitation()
	p.rest()
}

// gender is that of the column, else that of the patronymic.
func (p *person) gender() {
	text := strings.ToLower(p.texts["GENDER"])
	isWoman, isMan := strings.HasPrefix(text, "ж"), strings.HasPrefix(text, "м")
	p.note("GENDER", text, isWoman || isMan)
	if !isWoman && !isMan {
		fathers := strings.Fields(p.peek(lname, "lnames"))
		isWoman = slices.ContainsFunc(fathers, notice.IsDaughter)
	}
	p.row.Person.Female = isWoman
}

// note counts a field that is not empty.
func (p *person) note(field, text string, understood bool) {
	if text != "" {
		p.row.Understood(field, understood)
	}
}

func (p *person) book() string {
	book := p.text(bookID, "books")
	p.note("BOOK", book, true)
	i := strings.LastIndexByte(book, ';')
	if i < 0 {
		return book
	}
	title, from := strings.TrimSpace(book[:i]), strings.TrimSpace(book[i+1:])
	if title == "" || from == "" {
		return title + from
	}
	return title + " (" + from + ")"
}

func (p *person) names() {
	surname, given, father := p.text(fname, "fnames"), p.text(givenName, "names"), p.text(lname, "lnames")
	p.note("FNAME", surname, true)
	p.note("NAME", given, true)
	p.note("LNAME", father, true)
	kind := lookup.UsualName
	if father != "" {
		kind = lookup.FullName
	}
	p.name(join(surname, given, father), kind)
	for _, variant := range p.linked("linkvarfio") {
		cut := strings.Split(variant, ";")
		for len(cut) < 5 {
			cut = append(cut, "")
		}
		for i := range cut {
			cut[i] = strings.TrimSpace(cut[i])
		}
		all := cut[4]
		switch {
		case all != "":
			p.name(all, lookup.VariantName)
		case cut[2] != "" || cut[3] != "": // another given name or patronymic is told with the rest
			p.name(join(cmp.Or(cut[1], surname), cmp.Or(cut[2], given), cmp.Or(cut[3], father)), lookup.VariantName)
		default:
			p.name(cmp.Or(cut[1], cut[0]), lookup.VariantName)
		}
		p.note("LINKVARFIO", variant, true)
	}
}

func (p *person) name(text string, kind lookup.NameKind) {
	if text != "" {
		p.row.Person.Names = append(p.row.Person.Names, lookup.Name{Text: text, Lang: lookup.Russian, Script: "Cyrl", Kind: kind})
	}
}

// join puts words that are not empty beside one another.
func join(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}

// date reads a packed date. One that is none is kept as text.
func (p *person) date(column int) *lookup.Date {
	packed := p.numbers[column]
	if packed == 0 {
		return nil
	}
	field := personColumns[column]
	date, err := UnpackDate(packed)
	if err != nil {
		p.row.Problem(field, err.Error())
		p.noted(fmt.Sprintf("%s: %d", field, packed))
		return nil
	}
	p.row.Understood(field, true)
	return &date
}

func (p *person) noted(text string) {
	p.add(lookup.Fact{Kind: lookup.FactNoted, Quoted: lookup.Quoted{Text: text}})
}

func (p *person) birth() {
	date, place := p.date(birthDate), p.text(birthPlace, "geoplace")
	p.note("BIRTHPLACE", place, true)
	if date != nil || place != "" {
		p.add(lookup.Fact{Kind: lookup.FactBorn, Date: date, Quoted: lookup.Quoted{Place: place}})
	}
	for _, text := range p.linked("linkbirthye") {
		others, ok := otherDates(text)
		p.note("LINKBIRTHYE", text, ok)
		if !ok {
			p.add(lookup.Fact{Kind: lookup.FactBorn, Quoted: lookup.Quoted{Text: text}})
		}
		for i := range others {
			p.add(lookup.Fact{Kind: lookup.FactBorn, Date: &others[i]})
		}
	}
}

// otherDates reads further dates of a birth: "1895", "1891; 1893", "25.03.1893".
func otherDates(text string) (dates []lookup.Date, ok bool) {
	for _, part := range strings.FieldsFunc(text, func(c rune) bool { return c == ';' || c == ',' }) {
		read, ok := wording.Dates(part)
		if !ok || slices.ContainsFunc(read, func(d lookup.Date) bool { return d.Implied != "" }) { // of which century?
			return nil, false
		}
		dates = append(dates, read...)
	}
	return dates, len(dates) > 0
}

// circumstances are what the list says of who the person was.
func (p *person) circumstances() {
	p.described("NATION", lookup.FactNationality, p.text(nation, "nations"), nationality)
	for _, text := range p.linked("linkpoddan") {
		p.described("LINKPODDAN", lookup.FactCitizenship, text, nothing)
	}
	for _, text := range p.linked("linkeducat") {
		p.described("LINKEDUCAT", lookup.FactEducation, text, education)
	}
	for _, text := range p.linked("linkparty") {
		p.described("LINKPARTY", lookup.FactParty, text, party)
	}
	p.described("AWORK", lookup.FactPost, p.text(awork, "works"), nothing)
	if place := p.text(livePlace, "geoplace"); place != "" {
		p.note("LIVEPLACE", place, true)
		p.add(lookup.Fact{Kind: lookup.FactLived, Quoted: lookup.Quoted{Place: place}})
	}
}

// described adds what a text says of the person, with its term if a table knows it.
func (p *person) described(field string, kind lookup.FactKind, text string, read func(string) ([]string, bool)) {
	if text == "" {
		return
	}
	terms, understood := read(text)
	p.note(field, text, understood)
	p.add(lookup.Fact{Kind: kind, Terms: terms, Quoted: lookup.Quoted{Text: text}})
}

func (p *person) arrest() {
	date := p.date(arestDate)
	bodies, sorts := p.linked("linkarestorg"), p.linked("linkaresttyp")
	p.noteAll("LINKARESTORG", bodies)
	p.noteAll("LINKARESTTYP", sorts)
	if date != nil || bodies != nil || sorts != nil {
		p.add(lookup.Fact{Kind: lookup.FactArrested, Date: date, Quoted: lookup.Quoted{Body: several(bodies), Text: several(sorts)}})
	}
}

// noteAll counts texts that need no code: places, bodies.
func (p *person) noteAll(field string, texts []string) {
	for _, text := range texts {
		p.note(field, text, true)
	}
}

// several writes what a table says more than once.
func several(texts []string) string { return strings.Join(texts, "; ") }

func (p *person) death() {
	date, shot := p.date(mortDate), strings.TrimSpace(strings.TrimPrefix(p.texts["RASSTREL"], "0")) // as in columns of numbers, 0 is nothing
	places := p.linked("linkmortplace")
	p.noteAll("LINKMORTPLACE", places)
	isShot := strings.EqualFold(shot, "р") // расстрелян; no other value is known
	p.note("RASSTREL", shot, isShot)
	switch {
	case isShot:
		p.add(lookup.Fact{Kind: lookup.FactShot, Date: date, Quoted: lookup.Quoted{Place: several(places)}})
	case date != nil || len(places) > 0:
		p.add(lookup.Fact{Kind: lookup.FactDied, Date: date, Quoted: lookup.Quoted{Place: several(places), Text: shot}})
	case shot != "":
		p.noted("RASSTREL: " + shot)
	}
}

// rest keeps what has no place of its own.
func (p *person) rest() {
	for _, text := range p.linked("linkdelo") {
		p.described("LINKDELO", lookup.FactCaseFile, text, nothing)
	}
	for _, text := range p.linked("linkfams") {
		p.described("LINKFAMS", lookup.FactFamily, text, nothing)
	}
	for _, other := range []struct{ table, head string }{{"linkreprprev", "предыдущая репрессия"}, {"linkreprnext", "последующая репрессия"}} {
		for _, text := range p.linked(other.table) {
			p.note(strings.ToUpper(other.table), text, false)
			p.noted(other.head + ": " + text)
		}
	}
	if text := p.text(age, "ages"); text != "" {
		p.note("AGE", text, false)
		p.noted("возраст: " + text)
	}
}

// others yields, as rows that are rejected, the lines of other tables that could not be read and those that join texts to people who
// are not on the disk: of a part of the disk these may be millions, so they are made one by one.
func (d *disk) others() iter.Seq[*source.Row] {
	return func(yield func(*source.Row) bool) {
		for _, row := range d.rejected {
			if !yield(row) {
				return
			}
		}
		for _, table := range slices.Sorted(maps.Keys(d.links)) {
			t := d.links[table]
			for i, l := range t.links {
				if t.used[i] {
					continue
				}
				raw := fmt.Appendf(nil, "%d;%d", l.person, l.number)
				if !yield(source.Reject(table+suffix, int(l.line), raw, "persons.csv has no such person")) {
					return
				}
			}
		}
	}
}
