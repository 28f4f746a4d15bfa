package columns

import (
	"slices"
	"strings"
	"unicode"

	"joqtau/data/source/wording"
)

// isDenied reports whether what a cell says of a field denies or doubts it, or is said of a relative: it must not be told as if it
// were so.
func (c *cell) isDenied(f field, words *words) bool {
	switch {
	case f == fieldSentence || f == fieldExile || f == fieldCharge: // of which words that deny can be a part: "отказ от службы"
		return isNo(c.text)
	case f == fieldBirthDate || f == fieldBirthYear:
		return false // nobody was not born
	case f.isDate() && !strings.ContainsFunc(c.text, func(r rune) bool { return unicode.IsLetter(r) || r == '?' }):
		return false // most dates
	case f.isDate() && (isNo(c.text) || wording.Denies(c.text)):
		_, err := c.column.dates.read(c.text, words) // "не ранее мая 1938 г." is a date
		return err != nil
	case f == fieldRehabDate || f == fieldRehabBody || f == fieldRehabGround:
		return deniesRehabilitation(c.text)
	case f.isPlaceOrBody() || f == fieldResidence:
		isOfKin := len(wording.Kin(c.text)) > 0
		return isOfKin || isNo(c.text) || wording.Denies(c.text)
	}
	return false
}

// deniesRehabilitation knows that a ground may be that something is lacking: "за отсутствием состава преступления".
func deniesRehabilitation(text string) bool {
	said, ok := wording.Rehabilitation(text)
	switch {
	case said.None || said.Partly || isNo(text):
		return true
	case ok && len(said.Terms) > 0:
		return false
	}
	return wording.Denies(text)
}

// isNo reports whether a text begins, or in Kazakh ends, as one does that says that a thing was not done.
func isNo(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	first = strings.Trim(strings.ToLower(first), ".,;:!")
	if negations[first] || noWords[first] && len(first) == len(text) {
		return true
	}
	last := strings.ToLower(text[strings.LastIndex(text, " ")+1:])
	return slices.ContainsFunc(negationEndings, func(ending string) bool { return strings.HasSuffix(last, ending) })
}

// deny keeps a cell as text that must not be told as what its heading says.
func (p *person) deny(f field, c cell) {
	p.note(c.column.heading+": "+c.text, c.note)
	if p.cells[f] == nil { // what the mapping says of everybody is not true of this person
		c.text = ""
		p.cells[f] = &c
	}
}

// event is what was done to the person, of which a field says something: that of "arrest date" is "arrest".
func (f field) event() string {
	event, _, _ := strings.Cut(string(f), " ")
	return event
}

// deniesEvent reports whether words that deny what stands in a field deny all of its event, and not that its place or date is known:
// "не арестовывалась", but not "не установлено".
func deniesEvent(f field, text string) bool {
	switch f.event() {
	case fieldBirthDate.event():
		return false
	case fieldRehabDate.event():
		return true
	}
	words := strings.FieldsFunc(normal(text), func(c rune) bool { return !unicode.IsLetter(c) })
	isUnknowing := func(word string) bool {
		return slices.ContainsFunc(unknowingWords, func(w string) bool { return strings.HasPrefix(word, w) })
	}
	for i, word := range words {
		switch {
		case f.isOfDeath() && aliveWords[word],
			negations[word] && !noWords[word] && i+1 < len(words) && !isUnknowing(words[i+1]),
			!noWords[word] && hasEnding(word, negationEndings) && !isUnknowing(word):
			return true
		}
	}
	return false
}

// denyEvent notes the events that did not happen if what stands in a field is so. Whoever did not die was neither shot nor buried.
func (p *person) denyEvent(f field, text string) {
	switch {
	case !deniesEvent(f, text):
	case f.isOfDeath():
		p.undone = append(p.undone, fieldDeathDate.event(), fieldShotDate.event(), fieldBurialPlace.event())
	default:
		p.undone = append(p.undone, f.event())
	}
}

// isOfDeath reports whether a field tells of the death of whoever was not shot, or of the grave.
func (f field) isOfDeath() bool { return f.event() == fieldDeathDate.event() || f == fieldBurialPlace }

// undo keeps as text what a row says of events that other cells of it deny: a date of shooting beside "расстрелян: нет".
func (p *person) undo() {
	if shot := p.cells[fieldShot]; shot != nil && noWords[normal(shot.text)] && (p.text(fieldShotDate) != "" || p.text(fieldShotPlace) != "") {
		p.undone = append(p.undone, fieldShot.event())
	}
	if p.undone == nil {
		return
	}
	for _, f := range fields {
		if c := p.cells[f]; c != nil && slices.Contains(p.undone, f.event()) {
			if c.text != "" && c.note >= 0 { // and not said of everybody by the mapping
				p.keep(f, "")
			}
			delete(p.cells, f)
		}
	}
}
