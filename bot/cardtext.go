package bot

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
	"joqtau/lookup/script"
)

func (c cardWriter) heading() Paragraph {
	names := c.person.Display()
	shown := c.name(c.person)
	spans := []Span{{Text: shown, Bold: true}, {Text: c.reading(shown) + c.years(c.person)}}
	var others []string
	for _, name := range []string{names.KK, names.RU, names.EN} {
		isOurs := c.isListed() && c.reading(name) != ""
		if other := name + c.reading(name); name != "" && name != shown && !isOurs && !slices.Contains(others, other) {
			others = append(others, other)
		}
	}
	if len(others) > 0 {
		spans = append(spans, Span{Text: "\n" + strings.Join(others, " · "), Foreign: true})
	}
	return Paragraph{Spans: spans}
}

// reading marks a name that no source shows.
func (c cardWriter) reading(shown string) string {
	isShown := func(n lookup.Name) bool { return n.Text == shown && n.Kind != lookup.DerivedName }
	if len(c.person.Names) == 0 || slices.ContainsFunc(c.person.Names, isShown) {
		return ""
	}
	return " (" + c.voice.Say("card.reading") + ")"
}

// years are the years of a life in brackets, nothing if one of them is not known; of people of lists, who have many namesakes, the
// birth alone.
func (t turn) years(person *lookup.Person) string {
	birth, death := person.Years()
	switch {
	case birth != 0 && death != 0:
		return fmt.Sprintf(" (%d–%d)", birth, death)
	case birth != 0 && person.List != "":
		return " (" + t.voice.Say("card.born", "year", fmt.Sprint(birth)) + ")"
	}
	return ""
}

// role describes the part of those who are not victims. Of a victim who had another part too, the facts tell it.
func (c cardWriter) role() (string, bool) {
	if c.person.Has(lookup.Victim) {
		return "", false
	}
	for _, role := range []lookup.Role{lookup.Perpetrator, lookup.Scholar} {
		if c.person.Has(role) {
			return c.voice.Role(string(role), c.person.Female) + ".", true
		}
	}
	attacked := func(f lookup.Fact) bool {
		return f.Kind == lookup.FactAccused || f.Kind == lookup.FactCriticised || f.Kind == lookup.FactLabelled
	}
	if slices.ContainsFunc(c.person.Life, attacked) && !slices.ContainsFunc(c.person.Life, isPunished) {
		return c.voice.Role("attacked", c.person.Female) + ".", true
	}
	return c.voice.Role(string(lookup.Mentioned), c.person.Female) + ".", true
}

// isPunished reports whether more was done to the person than to accuse.
func isPunished(f lookup.Fact) bool {
	return slices.Contains(turningPoints, f.Kind) || f.Kind == lookup.FactShot || f.Kind == lookup.FactImprisoned
}

// summary tells the life in a few sentences, in the short view folded up: the line of life below says the most important of it.
func (c cardWriter) summary() Text {
	summary := c.person.Summary.In(c.voice.Lang)
	if summary == "" {
		return nil
	}
	return Text{{Spans: []Span{{Text: summary}}, Quote: c.view == short}}
}

// contradictions shows, in the whole view, the statements about the person that cannot all be true, and else says that there
// are some.
func (c cardWriter) contradictions() (Text, error) {
	mentions, err := c.Archive.Mentions(c.ctx, c.person.ID)
	if err != nil {
		return nil, err
	}
	if c.view == short {
		if len(mentions.Contradictions) == 0 {
			return nil, nil
		}
		return paragraph(c.voice.Say("card.contradicted")), nil
	}
	return c.turn.contradictions(mentions.Contradictions, c.view, c.cited)
}

func (c cardWriter) open() Text {
	if len(c.person.Open) == 0 {
		return nil
	}
	p := heading(c.voice.Say("card.open"))
	for _, question := range c.person.Open {
		p.Spans = append(p.Spans, Span{Text: "\n" + question.In(c.voice.Lang)})
	}
	return Text{p}
}

// forms lists how the name is written, each with its source. Of a list, which has one source, the names of the heading are no others.
func (c cardWriter) forms() Text {
	var forms []string
	shown := c.person.Display()
	heading := []string{shown.KK, shown.RU, shown.EN}
	for _, name := range c.person.Names {
		if len(name.Sources) == 0 || c.isListed() && slices.Contains(heading, name.Text) { // the former is a list's name in other letters
			continue
		}
		form := name.Text
		if name.Kind == lookup.DerivedName {
			form += " (" + c.voice.Say("card.derived") + ")"
		}
		forms = append(forms, form+" "+c.cited.marks(name.Sources))
	}
	if len(forms) == 0 {
		return nil
	}
	return Text{quote(c.voice.Say("card.also", "forms", strings.Join(forms, "; ")))}
}

// scripts shows the Kazakh name in the Latin alphabet of 2021 and in Arabic letters, which a rule derives from the Cyrillic.
func (c cardWriter) scripts() Text {
	name := c.person.Display().KK
	if name == "" {
		return nil
	}
	return paragraph(c.voice.Say("card.scripts", "latin", script.Latin(name), "arabic", script.Arabic(name)))
}

// identity says how the sources were joined to the person, or where others were looked for in vain.
func (c cardWriter) identity() Text {
	var text Text
	if identity := c.person.Identity.In(c.voice.Lang); identity != "" {
		text.add(c.voice.Say("card.identity", "text", identity))
	}
	if s := c.person.Searched; s != nil {
		day, _ := lookup.ParseDate(s.Date.String()) // a day is always a date
		line := c.voice.Say("card.searched", "date", c.voice.Date(day), "questions", "«"+strings.Join(s.For, "», «")+"»")
		if seen := s.Seen.In(c.voice.Lang); seen != "" {
			line += " " + seen
		}
		text = append(text, quote(line))
	}
	return text
}

// links lists the people who belong to this one.
func (c cardWriter) links() (Text, error) {
	var text Text
	for _, link := range c.person.Links {
		other, err := c.linked(link)
		if errors.Is(err, lookup.ErrNotFound) { // withheld, or of no list that is served: not even the id is told
			continue
		}
		if err != nil {
			return nil, err
		}
		line := c.voice.Say(c.kinship(link.Kind, other), "name", c.name(other)) + " " + c.cited.marks(link.Sources)
		if why := link.Why.In(c.voice.Lang); why != "" {
			line += "\n" + why
		}
		text.add(line)
	}
	return text, nil
}

// kinship is the key of the words for what another person is to this one.
func (c cardWriter) kinship(kind lookup.LinkKind, other *lookup.Person) string {
	switch {
	case kind == lookup.LinkSpouse && other.Female:
		return "card.wife"
	case kind == lookup.LinkSpouse && c.person.Female:
		return "card.husband"
	case kind == lookup.LinkParent && other.Female:
		return "card.mother"
	case kind == lookup.LinkParent:
		return "card.father"
	case kind == lookup.LinkChild && other.Female:
		return "card.daughter"
	case kind == lookup.LinkChild:
		return "card.son"
	}
	return "card." + strings.ReplaceAll(string(kind), "-", "_")
}

func (c cardWriter) linked(link lookup.Link) (*lookup.Person, error) {
	other, err := c.Archive.Person(c.ctx, link.To)
	if err != nil {
		return nil, fmt.Errorf("show a link: %w", err)
	}
	return other, nil
}
