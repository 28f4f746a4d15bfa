package bot

import (
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
)

// imported names the lists that are served beside our own records, with how many people they tell of; nothing if there are none.
func (t turn) imported() string {
	var lists []string
	for _, l := range t.Archive.Imported() {
		lists = append(lists, t.voice.Count("start.list", l.People, "list", l.Title))
	}
	if len(lists) == 0 {
		return ""
	}
	return t.voice.Say("start.lists", "lists", strings.Join(lists, "; "))
}

// numbersByList are the numbers of people in an answer, by the lists that they are of.
type numbersByList struct {
	lists   []string
	numbers map[string][]string
}

// add notes the list that a person is of, if any.
func (n *numbersByList) add(list string, number int) {
	if list == "" {
		return
	}
	if n.numbers == nil {
		n.numbers = map[string][]string{}
	}
	if n.numbers[list] == nil {
		n.lists = append(n.lists, list)
	}
	n.numbers[list] = append(n.numbers[list], fmt.Sprint(number))
}

// fromLists names the lists that people of an answer are of.
func (t turn) fromLists(from numbersByList) (Text, error) {
	var text Text
	for _, id := range from.lists {
		list, err := t.Archive.Source(t.ctx, id)
		if err != nil {
			return nil, err
		}
		text.add(t.voice.Say("choices.list", "list", list.Title, "numbers", strings.Join(from.numbers[id], ", ")))
	}
	return text, nil
}

// isListed reports whether a record is of a list alone, all of it from one of its rows.
func (c cardWriter) isListed() bool {
	if c.person.List == "" {
		return false
	}
	first := c.listSources()
	return !slices.ContainsFunc(c.person.Life, func(f lookup.Fact) bool { return !slices.Equal(f.Sources, first) })
}

// listSources are what the first statement of a record cites: the first fact, or, of somebody of whom there is none, the name.
func (c cardWriter) listSources() []lookup.Citation {
	switch p := c.person; {
	case len(p.Life) > 0:
		return p.Life[0].Sources
	case len(p.Names) > 0:
		return p.Names[0].Sources
	}
	return nil
}

// personal are the kinds of facts that say who somebody was. A list tells them in one line.
var personal = []lookup.FactKind{lookup.FactNationality, lookup.FactCitizenship, lookup.FactEducation, lookup.FactParty, lookup.FactPost,
	lookup.FactLived}

// wholeOnly are the kinds of facts of a list that only the whole view tells.
var wholeOnly = []lookup.FactKind{lookup.FactCaseFile, lookup.FactNoted, lookup.FactFamily}

// listed is the life as a list tells it: where it stands, once for all that follows; who the person was, in a line; then a line a
// turn. In the whole view readers of other languages are told the list's own words beside what was understood of them.
func (c cardWriter) listed() (Text, error) {
	from, err := c.fromList()
	if err != nil {
		return nil, err
	}
	var lines, who []string
	tellWho := func() {
		if len(who) > 0 {
			lines, who = append(lines, bullet+strings.Join(who, "; ")), nil
		}
	}
	for _, s := range toldOnce(c.person.Life) {
		if c.view == short && slices.Contains(wholeOnly, s.Kind) {
			continue
		}
		line, err := c.fact(c.person, &s.Fact)
		if err != nil {
			return nil, err
		}
		if words := c.ownWords(s.Fact, line); c.view == whole && words != "" {
			line += " – " + words
		}
		if slices.Contains(personal, s.Kind) && s.Date == nil {
			who = append(who, line)
			continue
		}
		tellWho()
		lines = append(lines, bullet+line)
	}
	tellWho()
	var text Text
	text.add(from)
	if len(lines) == 0 {
		text.add(c.voice.Say("card.name_only"))
		return text, nil
	}
	if c.view == short {
		text.add(strings.Join(lines, "\n"))
		return text, nil
	}
	for _, line := range lines {
		text.add(line)
	}
	return text, nil
}

// fromList names the list and the record that all is from.
func (c cardWriter) fromList() (string, error) {
	list, err := c.Archive.Source(c.ctx, c.person.List)
	if err != nil {
		return "", err
	}
	return c.voice.Say("card.list", "list", list.Title) + " " + c.cited.marks(c.listSources()), nil
}

// listLanguage is the language of the lists that are read.
const listLanguage = lookup.Russian

// readsList reports whether the reader understands the words of a list, if there are any.
func (t turn) readsList(words string) bool { return words != "" && t.voice.Lang == listLanguage }

// tellsWords reports whether the reader is told who somebody was in the words of the list rather than in terms: they have the
// grammatical gender.
func (t turn) tellsWords(fact *lookup.Fact) bool {
	return t.readsList(fact.Quoted.Text) && slices.Contains(personal, fact.Kind)
}

// untold are the terms of a fact that are still to be told beside what happened and who did it.
func (t turn) untold(fact *lookup.Fact) []string {
	if t.tellsWords(fact) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(fact.Terms), func(code string) bool { return isBody(code) || t.isDeed(fact, code) })
}

// isCharge reports whether a term is one of what people were accused of: an article of the code, a charge, a law; where a list
// has a charge, also what the authorities called them.
func isCharge(fact *lookup.Fact, code string) bool {
	for _, sort := range []string{"art.", "chg.", "law."} {
		if strings.HasPrefix(code, sort) {
			return true
		}
	}
	return strings.HasPrefix(code, "cat.") && fact.Quoted.Charge != ""
}

// quoted are the words of the list that no term tells the reader, or none wholly.
func (t turn) quoted(fact *lookup.Fact) []string {
	var parts []string
	isTold := func(charge bool) bool {
		return slices.ContainsFunc(fact.Terms, func(code string) bool { return !isBody(code) && isCharge(fact, code) == charge })
	}
	q := fact.Quoted
	switch {
	case t.tellsWords(fact) || q.Text != "" && slices.Contains(wholeOnly, fact.Kind):
		parts = append(parts, t.inQuotes(q.Text))
	case q.Text != "" && !isTold(false) && length(*fact) == 0:
		parts = append(parts, t.voice.Quote(q.Text))
	}
	switch {
	case q.Charge == "":
	case !isTold(true):
		parts = append(parts, t.voice.Say("listed.charge", "charge", t.voice.Quote(q.Charge)))
	case q.Partly:
		parts = append(parts, t.voice.Quote(q.Charge))
	}
	return parts
}

// ownWords are the words of the list that terms have told the reader, but for those that the line has.
func (t turn) ownWords(fact lookup.Fact, line string) string {
	var words []string
	for _, part := range []string{fact.Quoted.Text, fact.Quoted.Charge} {
		quoted := t.voice.Quote(part)
		isThere := strings.Contains(line, quoted) || strings.Contains(strings.ToLower(line), strings.ToLower(part))
		if part != "" && len(fact.Terms) > 0 && !isThere {
			words = append(words, quoted)
		}
	}
	return strings.Join(words, ", ")
}

// inQuotes marks the words of a list as such, for readers of another language.
func (t turn) inQuotes(words string) string {
	if t.voice.Lang == listLanguage {
		return words
	}
	return t.voice.Quote(words)
}

// twins tells of the records of other lists that are probably of the same person.
func (c cardWriter) twinsText() (Text, error) {
	var text Text
	for _, twin := range c.twins {
		other, err := c.Archive.Person(c.ctx, twin.Person)
		if err != nil {
			return nil, err
		}
		where := ""
		if other.List != "" {
			list, err := c.Archive.Source(c.ctx, other.List)
			if err != nil {
				return nil, err
			}
			where = " – " + c.voice.Quote(list.Title)
		}
		text.add(c.voice.Say("card.twin", "name", c.name(other)+c.years(other)) + where + "\n" +
			strings.Join(c.likeness(other, twin.Why), "; "))
	}
	return text, nil
}

// likeness says why another record is probably of the same person; of a name that is the same to the letter, that alone.
func (c cardWriter) likeness(other *lookup.Person, why []lookup.Reason) []string {
	if c.name(other) != c.name(c.person) {
		return c.Reasons(c.voice.Lang, why)
	}
	isName := func(r lookup.Reason) bool {
		return slices.Contains([]lookup.ReasonKind{lookup.WhySurname, lookup.WhyGiven, lookup.WhyPatronymic}, r.Kind)
	}
	return append([]string{c.voice.Say("why.same_name")}, c.Reasons(c.voice.Lang, slices.DeleteFunc(slices.Clone(why), isName))...)
}
