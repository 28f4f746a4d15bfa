package bot

import (
	"slices"
	"strings"

	"joqtau/lookup"
)

// life is the line of life: a paragraph a turn, in the short view one paragraph of the most telling ones, in which dates on which
// the sources disagree stand side by side. starred says that a star above wants explaining.
func (c cardWriter) life(starred bool) (Text, error) {
	if c.isListed() {
		return c.listed()
	}
	turns := c.turns()
	var lines []string
	for i, s := range turns {
		if c.view == short && i > 0 && isOtherDate(turns[i-1].Fact, s.Fact) {
			lines[len(lines)-1] += " " + c.voice.Say("card.or", "date", c.voice.Date(*s.Date)) + " " + c.cited.marks(s.sources())
			continue
		}
		line, err := c.line(s)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	if c.view == short && len(lines) > 0 {
		if starred || slices.ContainsFunc(turns, isDoubted) {
			lines = append(lines, c.voice.Say("card.star"))
		}
		lines = []string{strings.Join(lines, "\n")}
	}
	var text Text
	for _, line := range lines {
		text.add(line)
	}
	return text, nil
}

func isDoubted(s statement) bool { return !s.Doubt.IsZero() }

// bullet begins the line of a fact.
const bullet = "• "

// isOtherDate reports whether two facts tell of one birth or death on dates that cannot both be true.
func isOtherDate(a, b lookup.Fact) bool {
	return (isBirth(a) && isBirth(b) || isDatedDeath(a) && isDatedDeath(b)) && !a.Date.Overlaps(*b.Date)
}

// turns are what the view tells of the life.
func (c cardWriter) turns() []statement {
	told := toldOnce(c.person.Life)
	if c.view == whole {
		return told
	}
	var key []statement
	for _, i := range keyFacts(condensed(c.person, told)) {
		key = append(key, told[i])
	}
	return key
}

// condensed is a person in whose life every turn is told once.
func condensed(person *lookup.Person, told []statement) *lookup.Person {
	p := *person
	p.Life = make([]lookup.Fact, len(told))
	for i, s := range told {
		p.Life[i] = s.Fact
	}
	return &p
}

// line tells a turn of the life with its sources, and in the whole view with what there is to doubt; a star announces that.
func (c cardWriter) line(s statement) (string, error) {
	line, err := c.fact(c.person, &s.Fact)
	if err != nil {
		return "", err
	}
	text := bullet + line + " " + c.cited.marks(s.sources())
	switch c.person.Grade(s.graded()) {
	case lookup.GradeDisputed:
		text += " – " + c.voice.Say("card.disputed")
	case lookup.GradeConfirmed:
		text += " – " + c.voice.Say("card.confirmed")
	}
	for _, other := range s.alike {
		more, err := c.particulars(without(other, s.Fact))
		if err != nil {
			return "", err
		}
		if more != "" {
			text += "; " + more + " " + c.cited.marks(other.Sources)
		}
	}
	for _, other := range s.vaguer {
		if c.view == whole || s.Date.Precision != lookup.PrecisionDay { // beside a day, a year says nothing more
			text += "; " + c.voice.Date(*other.Date) + " " + c.cited.marks(other.Sources)
		}
	}
	if !s.Doubt.IsZero() {
		if c.view == short {
			text += " *"
		} else {
			text += "\n" + c.voice.Say("card.care") + ": " + s.Doubt.In(c.voice.Lang)
			if len(s.Doubt.Sources) > 0 {
				text += " " + c.cited.marks(s.Doubt.Sources)
			}
		}
	}
	return text, nil
}

// without is a fact without what another one says too.
func without(fact, told lookup.Fact) lookup.Fact {
	if fact.Body == told.Body {
		fact.Body = ""
	}
	if fact.Place == told.Place {
		fact.Place = ""
	}
	if length(fact) == length(told) {
		fact.Years, fact.Months = 0, 0
	}
	if slices.Equal(fact.Terms, told.Terms) {
		fact.Terms = nil
	}
	if fact.What == told.What {
		fact.What = lookup.Text{}
	}
	if fact.Quoted == told.Quoted {
		fact.Quoted = lookup.Quoted{}
	}
	return fact
}
