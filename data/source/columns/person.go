package columns

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"joqtau/data/source"
	"joqtau/data/source/notice"
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// A cell is what a row says of a field.
type cell struct {
	column *column
	text   string
	// note is where the row says whether the field was understood.
	note int
}

// A person is a row that is being read.
type person struct {
	*table
	row   *source.Row
	cells map[field]*cell
	// dates are the parts of dates that have several columns.
	dates map[field]*[3]cell
	// notes are what the columns say that have no field.
	notes []lookup.Fact
	// undone are the events that the row says were not.
	undone []string
}

// reject says why the row cannot be used, if it cannot.
func (p *person) reject() string {
	if !p.has(fieldName) && !p.has(fieldSurname) {
		return "it has no name"
	}
	if strings.IndexFunc(p.text(fieldName)+p.text(fieldSurname), unicode.IsLetter) < 0 {
		return "the name has no letters"
	}
	p.row.ID = p.text(fieldID)
	return ""
}

func (p *person) has(f field) bool { return p.cells[f] != nil }

// text is what the row says of a field, empty if nothing.
func (p *person) text(f field) string {
	if c := p.cells[f]; c != nil {
		return c.text
	}
	return ""
}

// left notes that a field was left as text, with what is wrong with it, if anything is.
func (p *person) left(f field, problem string) {
	if c := p.cells[f]; c != nil && c.note >= 0 {
		p.leave(c.note, problem)
	}
}

func (p *person) leave(note int, problem string) {
	if noted := &p.row.Fields[note]; noted.Problem == "" {
		noted.Understood, noted.Problem = false, problem
	}
}

// understood notes whether a field was understood.
func (p *person) understood(f field, ok bool) {
	if !ok {
		p.left(f, "")
	}
}

// note keeps a text for the end of the life.
func (p *person) note(text string, note int) {
	p.notes = append(p.notes, lookup.Fact{Kind: lookup.FactNoted, Quoted: lookup.Quoted{Text: text}})
	if note >= 0 {
		p.leave(note, "")
	}
}

// keep keeps a field as text with its heading.
func (p *person) keep(f field, problem string) {
	if c := p.cells[f]; c != nil {
		p.left(f, problem)
		p.note(c.column.heading+": "+c.text, -1)
	}
}

// tell tells what was understood of the row.
func (p *person) tell() {
	p.undo()
	p.row.Book = p.text(fieldBook)
	p.names()
	p.alone()
	p.sex()

	p.birth()
	p.said(lookup.FactNationality, fieldNationality, p.words.nationality)
	p.said(lookup.FactCitizenship, fieldCitizenship, nil)
	p.said(lookup.FactEducation, fieldEducation, p.words.education)
	p.said(lookup.FactParty, fieldParty, p.words.party)
	p.said(lookup.FactPost, fieldOccupation, nil)
	p.add(lookup.FactLived, nil, lookup.Quoted{Place: p.text(fieldResidence)})
	p.dated(lookup.FactArrested, fieldArrestDate,
		lookup.Quoted{Place: p.text(fieldArrestPlace), Body: p.text(fieldArrestBody)})
	p.sentence()
	p.dated(lookup.FactExiled, fieldExileDate,
		lookup.Quoted{Place: p.text(fieldExilePlace), Body: p.text(fieldExileBody), Text: p.text(fieldExile)})
	p.dated(lookup.FactReleased, fieldReleaseDate, lookup.Quoted{})
	p.death()
	p.add(lookup.FactBuried, nil, lookup.Quoted{Place: p.text(fieldBurialPlace)})
	p.rehabilitation()
	p.said(lookup.FactCaseFile, fieldCaseFile, nil)
	if p.has(fieldNotice) {
		notice.Read(p.row, strings.ReplaceAll(p.text(fieldNotice), "#", "\n")) // tables without line breaks in cells write # for them
	}
	if p.has(fieldAge) {
		p.keep(fieldAge, "") // it does not say when
	}
	p.said(lookup.FactNoted, fieldNote, nil)
	for _, f := range p.notes {
		p.row.Add(f)
	}
}

// add adds a fact, if the row says anything of it.
func (p *person) add(kind lookup.FactKind, date *lookup.Date, quoted lookup.Quoted) *lookup.Fact {
	if date == nil && quoted == (lookup.Quoted{}) {
		return nil
	}
	p.row.Add(lookup.Fact{Kind: kind, Date: date, Quoted: quoted})
	return &p.row.Person.Life[len(p.row.Person.Life)-1]
}

// said adds a fact of the words of one field, with their code if there is one.
func (p *person) said(kind lookup.FactKind, f field, code func(string) (string, bool)) {
	fact := p.add(kind, nil, lookup.Quoted{Text: p.text(f)})
	if fact == nil || code == nil {
		return
	}
	term, ok := code(p.text(f))
	if ok && term != "" {
		fact.Terms = []string{term}
	}
	p.understood(f, ok)
}

// date reads a date. Words returns what stands in its place if it cannot be read and is a date all the same; what is no
// date is kept as a note, for it may say that the thing did not happen.
func (p *person) date(f field) (date *lookup.Date, words string) {
	c := p.cells[f]
	if c == nil {
		return nil, ""
	}
	date, err := c.column.dates.read(c.text, p.table.words)
	if err == nil && date != nil && (f == fieldBirthDate || f == fieldBirthYear) {
		err = birthProblem(date)
	}
	if err == nil {
		return date, ""
	}
	if looksDated(c.text) {
		p.left(f, err.Error())
		return nil, c.text
	}
	p.keep(f, err.Error())
	return nil, ""
}

// longestBirth is within how many years a list says that somebody was born. A longer stretch is a life.
const longestBirth = 10

// birthProblem says why a date is none of a birth.
func birthProblem(date *lookup.Date) error {
	switch {
	case date.Implied != "":
		return errors.New("the century is not certain")
	case date.Precision == lookup.PrecisionRange && date.Latest.Year-date.Earliest.Year > longestBirth:
		return errors.New("it is a stretch of many years, and no birth")
	}
	return nil
}

// dated adds a fact with a date.
func (p *person) dated(kind lookup.FactKind, f field, quoted lookup.Quoted) *lookup.Fact {
	date, words := p.date(f)
	quoted.Text = join(quoted.Text, words)
	return p.add(kind, date, quoted)
}

// join puts two texts together.
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + separatorOfRepeats + b
}

// birth tells of the birth. A year beside a date says nothing more unless it is another one: then both stand.
func (p *person) birth() {
	fact := p.dated(lookup.FactBorn, fieldBirthDate, lookup.Quoted{Place: p.text(fieldBirthPlace)})
	year, words := p.date(fieldBirthYear)
	switch {
	case year == nil && words == "":
	case fact != nil && fact.Date == nil:
		fact.Date = year
		fact.Quoted.Text = join(fact.Quoted.Text, words)
	case fact == nil || words != "" || !year.Overlaps(*fact.Date):
		p.add(lookup.FactBorn, year, lookup.Quoted{Text: words})
	}
}

// sentence tells of the charge and of what was decided. What of a date could not be read stands with the words of the decision.
func (p *person) sentence() {
	date, words := p.date(fieldSentenceDate)
	body, text := p.text(fieldSentenceBody), p.text(fieldSentence)
	if date == nil && body == "" && text == "" {
		text, words = words, ""
	}
	facts, read := len(p.row.Person.Life), len(p.row.Fields)
	notice.AddDecision(p.row, date, body, p.text(fieldCharge), text)
	for _, noted := range p.row.Fields[read:] { // the cells are counted already
		p.understood(map[string]field{"sentence": fieldSentence, "charge": fieldCharge}[noted.Name], noted.Understood)
	}
	p.row.Fields = p.row.Fields[:read]
	if words != "" {
		said := &p.row.Person.Life[facts].Quoted
		said.Text = join(said.Text, words)
	}
}

// death tells how the life ended, so far as the row says it: whoever was shot died of it, on the date and in the place of
// the death, if the shooting has none of its own.
func (p *person) death() {
	shotDate, shotWords := p.date(fieldShotDate)
	deathDate, deathWords := p.date(fieldDeathDate)
	shotPlace, deathPlace := p.text(fieldShotPlace), p.text(fieldDeathPlace)
	wasShot := p.flag(fieldShot) || shotDate != nil || shotWords != "" || shotPlace != ""
	isOneDeath := wasShot && deathWords == "" && (deathDate == nil ||
		shotDate == nil && shotWords == "" || shotDate != nil && shotDate.EDTF == deathDate.EDTF)
	if isOneDeath {
		if shotDate == nil {
			shotDate = deathDate
		}
		deathDate = nil
		if shotPlace == "" || shotPlace == deathPlace {
			shotPlace, deathPlace = deathPlace, ""
		}
	}
	if wasShot {
		p.row.Add(lookup.Fact{Kind: lookup.FactShot, Date: shotDate, Quoted: lookup.Quoted{Place: shotPlace, Text: shotWords}})
	}
	p.add(lookup.FactDied, deathDate, lookup.Quoted{Place: deathPlace, Text: deathWords})
}

// flag reads a field that says yes or no.
func (p *person) flag(f field) bool {
	text := p.text(f)
	switch {
	case text == "":
	case len(text) <= longestFlag && yesWords[normal(text)]:
		return true
	case len(text) > longestFlag || !noWords[normal(text)]:
		p.keep(f, "")
	}
	return false
}

// rehabilitation tells of the rehabilitation, if there was one. In the column of the body may stand a ground: "посмертно".
func (p *person) rehabilitation() {
	body, ground := p.text(fieldRehabBody), p.text(fieldRehabGround)
	if said, _ := wording.Rehabilitation(body); said.Body == "" && said.Ground != "" {
		body, ground = "", join(body, ground)
	}
	said, ok := wording.Rehabilitation(ground)
	p.understood(fieldRehabGround, ok)
	if body == "" {
		body = said.Body
	}
	if fact := p.dated(lookup.FactRehab, fieldRehabDate, lookup.Quoted{Body: body, Text: ground}); fact != nil {
		fact.Terms = slices.Concat(said.Terms, fact.Terms)
	}
}

// alone notes that a row says nothing but a name: it may be a heading between the people.
func (p *person) alone() {
	if len(p.columns) <= remarkWidth || len(p.row.Fields) > 1 {
		return
	}
	for _, f := range []field{fieldName, fieldSurname} {
		p.left(f, "nothing else stands in the row: is it a heading?")
	}
}

// sex says by which grammatical gender the person is spoken of: what the list says, else what the father's name shows.
func (p *person) sex() {
	if text := p.text(fieldSex); text != "" {
		short := normal(text)
		switch {
		case len(text) <= longestFlag && femaleWords[short]:
			p.row.Person.Female = true
			return
		case len(text) <= longestFlag && maleWords[short]:
			return
		}
		p.keep(fieldSex, "")
	}
	fathers := strings.Fields(strings.ToLower(p.text(fieldPatronymic)))
	if words := strings.Fields(strings.ToLower(p.row.Person.Names[0].Text)); len(fathers) == 0 && len(words) > 2 {
		fathers = words[1:]
	}
	p.row.Person.Female = slices.ContainsFunc(fathers, isDaughters)
}
