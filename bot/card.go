package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"joqtau/lookup"
	"joqtau/lookup/script"
)

// A view is how much of a record is shown.
type view int

const (
	short view = iota // what fits a phone's screen
	whole
)

// pageUnits is the length of a page of a whole record, in UTF-16 units: a few screens of a phone. Telegram takes 4096.
const pageUnits = 2200

// shortFacts is how many facts the short view shows at most beside births and deaths.
const shortFacts = 4

// card shows a person.
func (t turn) card(person *lookup.Person, v view, page int) (Reply, error) {
	c := cardWriter{turn: t, person: person, view: v, cited: &citedSources{}}
	text, err := c.write()
	if err != nil {
		return Reply{}, err
	}
	pages := []Text{text}
	if v == whole {
		pages = text.pages(pageUnits)
	}
	page = max(0, min(page, len(pages)-1))
	buttons, err := c.buttons(page, len(pages))
	return Reply{Text: c.numbered(heading(c.name(person)), pages, page), Buttons: buttons}, err
}

// why says how the pressed button's question led to a person.
func (t turn) why(id string) (Reply, error) {
	person, err := t.Archive.Person(t.ctx, id)
	if err != nil {
		return Reply{}, err
	}
	for _, hit := range t.Finder.Find(t.event.Press.Question).Hits {
		if hit.Person == person.ID {
			reasons := strings.Join(t.Reasons(t.voice.Lang, hit.Why), "; ")
			return Reply{Notice: cut(t.voice.Say("why.head", "reasons", reasons), maxNotice)}, nil
		}
	}
	return t.oldButton(), nil
}

// maxNotice is the length of a notice, in characters, that Telegram shows.
const maxNotice = 200

// numbered is a page with its number, and from the second on with the heading of the whole.
func (t turn) numbered(head Paragraph, pages []Text, page int) Text {
	if len(pages) == 1 {
		return pages[0]
	}
	var text Text
	if page > 0 {
		text = Text{head}
	}
	text = append(text, pages[page]...)
	text.add(t.voice.Say("choices.page", "page", fmt.Sprint(page+1), "pages", fmt.Sprint(len(pages))))
	return text
}

// Record writes all that is stated of a person, in one text of any length.
func (b *Bot) Record(ctx context.Context, lang lookup.Lang, person *lookup.Person) (Text, error) {
	t := turn{Bot: b, ctx: ctx, voice: b.Words.In(lang)}
	return cardWriter{turn: t, person: person, view: whole, cited: &citedSources{}}.write()
}

// A cardWriter writes one person's card and numbers the sources in the order in which they are cited.
type cardWriter struct {
	turn
	person *lookup.Person
	view   view
	cited  *citedSources
}

// write writes the whole text of the view. Sources come last, since the text before them numbers them.
func (c cardWriter) write() (Text, error) {
	text := Text{c.heading()}
	if role, ok := c.role(); ok {
		text.add(role)
	}
	text = append(text, c.summary()...)
	life, err := c.life()
	if err != nil {
		return nil, err
	}
	text = append(text, life...)
	contradictions, err := c.contradictions()
	if err != nil {
		return nil, err
	}
	text = append(text, contradictions...)
	if c.view == whole {
		text = append(text, c.open()...)
		text = append(text, c.forms())
		text = append(text, c.scripts()...)
		text = append(text, c.identity()...)
	}
	links, err := c.links()
	if err != nil {
		return nil, err
	}
	text = append(text, links...)
	sources, err := c.sourceList(c.cited)
	sources.Quote = c.view == short
	text = append(text, sources)
	if c.view == whole && slices.ContainsFunc(c.facts(), func(f lookup.Fact) bool { return f.Date != nil && f.Date.Implied != "" }) {
		text.add(c.voice.Say("card.implied"))
	}
	return text, err
}

// summary tells the life in a few sentences, in the short view folded up: the line of life below says the most important of it.
func (c cardWriter) summary() Text {
	summary := c.person.Summary.In(c.voice.Lang)
	if summary == "" {
		return nil
	}
	return Text{{Spans: []Span{{Text: summary}}, Quote: c.view == short}}
}

func (c cardWriter) heading() Paragraph {
	names := c.person.Display()
	shown := names.In(c.voice.Lang)
	spans := []Span{{Text: shown, Bold: true}, {Text: c.reading(shown) + years(c.person)}}
	var others []string
	for _, name := range []string{names.KK, names.RU, names.EN} {
		if other := name + c.reading(name); name != "" && name != shown && !slices.Contains(others, other) {
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
	if shown == "" || slices.ContainsFunc(c.person.Names, isShown) {
		return ""
	}
	return " (" + c.voice.Say("card.reading") + ")"
}

// years are the years of a life in brackets, nothing if one of them is not known.
func years(person *lookup.Person) string {
	birth, death := person.Years()
	if birth == 0 || death == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d–%d)", birth, death)
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

// turningPoints are the kinds of facts, beside birth and death, that a short view must not leave out.
var turningPoints = []lookup.FactKind{lookup.FactArrested, lookup.FactSentenced, lookup.FactCommuted,
	lookup.FactExiled, lookup.FactReleased, lookup.FactRehab}

// sideBySide is how many dates of a birth or death the short view tells, where sources disagree.
const sideBySide = 2

// keyFacts chooses what the short view shows: everything if that is little, else first the birth and the death that most
// sources state, whose years the heading has and which must have their source below, then the turning points.
func keyFacts(person *lookup.Person) []lookup.Fact {
	if len(person.Life) <= shortFacts {
		return person.Life
	}
	chosen := map[int]bool{}
	for _, i := range append(best(person, isBirth, sideBySide), best(person, isDatedDeath, sideBySide)...) {
		chosen[i] = true
	}
	most := len(chosen) + shortFacts
	choose := func(fits func(lookup.Fact) bool) {
		for i := len(person.Life) - 1; i >= 0 && len(chosen) < most; i-- {
			if fact := person.Life[i]; fits(fact) && fact.Kind != lookup.FactBorn && !isDatedDeath(fact) && !isVaguer(person, fact) {
				chosen[i] = true
			}
		}
	}
	told := map[lookup.FactKind]bool{}
	choose(func(f lookup.Fact) bool { // the last of each kind
		isNew := slices.Contains(turningPoints, f.Kind) && !told[f.Kind]
		told[f.Kind] = told[f.Kind] || isNew
		return isNew
	})
	choose(func(f lookup.Fact) bool { return slices.Contains(turningPoints, f.Kind) })
	choose(func(f lookup.Fact) bool { return f.Date != nil })
	choose(func(lookup.Fact) bool { return true })
	var facts []lookup.Fact
	for i, f := range person.Life {
		if chosen[i] {
			facts = append(facts, f)
		}
	}
	return facts
}

// isVaguer reports whether another fact of the kind, dated to the day, tells what this one tells less exactly.
func isVaguer(person *lookup.Person, fact lookup.Fact) bool {
	if fact.Date != nil && fact.Date.Precision == lookup.PrecisionDay {
		return false
	}
	return slices.ContainsFunc(person.Life, func(f lookup.Fact) bool {
		if f.Kind != fact.Kind || f.Date == nil || f.Date.Precision != lookup.PrecisionDay {
			return false
		}
		if fact.Date == nil { // it may be another occasion, unless it says nothing that this one does not
			return fact.What.IsZero() && slices.Equal(f.Terms, fact.Terms)
		}
		return f.Date.Overlaps(*fact.Date)
	})
}

func isBirth(f lookup.Fact) bool { return f.Kind == lookup.FactBorn && f.Date != nil }

func isDatedDeath(f lookup.Fact) bool { return f.Kind.IsDeath() && f.Date != nil }

// best lists the indexes of at most n fitting facts whose dates cannot all be true: those known to the day first, then those
// with most independent sources. One that says less exactly what another says is left out.
func best(person *lookup.Person, fits func(lookup.Fact) bool, n int) []int {
	var list []int
	for i, f := range person.Life {
		if fits(f) {
			list = append(list, i)
		}
	}
	weight := func(i int) int {
		const exact = 1000 // more than there are sources
		f := person.Life[i]
		if f.Date.Precision == lookup.PrecisionDay {
			return exact + len(lookup.Independent(f.Sources))
		}
		return len(lookup.Independent(f.Sources))
	}
	slices.SortStableFunc(list, func(i, j int) int { return weight(j) - weight(i) })
	var chosen []int
	for _, i := range list {
		says := func(j int) bool { return person.Life[j].Date.Overlaps(*person.Life[i].Date) }
		if len(chosen) < n && !slices.ContainsFunc(chosen, says) {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

// life is the line of life: a paragraph a fact, in the short view one paragraph of the most telling ones, in which dates on which
// the sources disagree stand side by side.
func (c cardWriter) life() (Text, error) {
	facts := c.facts()
	var lines []string
	for i := range facts {
		if c.view == short && i > 0 && isOtherDate(facts[i-1], facts[i]) {
			lines[len(lines)-1] += " " + c.voice.Say("card.or", "date", c.voice.Date(*facts[i].Date)) + " " + c.cited.marks(facts[i].Sources)
			continue
		}
		line, err := c.line(&facts[i])
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	if c.view == short && len(lines) > 0 {
		if slices.ContainsFunc(facts, func(f lookup.Fact) bool { return !f.Doubt.IsZero() }) {
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

// bullet begins the line of a fact.
const bullet = "• "

// isOtherDate reports whether two facts tell of one birth or death on dates that cannot both be true.
func isOtherDate(a, b lookup.Fact) bool {
	return (isBirth(a) && isBirth(b) || isDatedDeath(a) && isDatedDeath(b)) && !a.Date.Overlaps(*b.Date)
}

func (c cardWriter) facts() []lookup.Fact {
	if c.view == short {
		return keyFacts(c.person)
	}
	return c.person.Life
}

// line tells one fact with its sources, and in the whole view with what there is to doubt; a star announces that.
func (c cardWriter) line(fact *lookup.Fact) (string, error) {
	line, err := c.fact(c.person, fact)
	if err != nil {
		return "", err
	}
	text := bullet + line + " " + c.cited.marks(fact.Sources)
	switch c.person.Grade(fact) {
	case lookup.GradeDisputed:
		text += " – " + c.voice.Say("card.disputed")
	case lookup.GradeConfirmed:
		text += " – " + c.voice.Say("card.confirmed")
	}
	if !fact.Doubt.IsZero() {
		if c.view == short {
			text += " *"
		} else {
			text += "\n" + c.voice.Say("card.care") + ": " + fact.Doubt.In(c.voice.Lang)
			if len(fact.Doubt.Sources) > 0 {
				text += " " + c.cited.marks(fact.Doubt.Sources)
			}
		}
	}
	return text, nil
}

// fact tells one fact: when, what, of which sort, by whom, where.
func (t turn) fact(person *lookup.Person, fact *lookup.Fact) (string, error) {
	what := t.voice.Fact(fact.Kind, person.Female)
	detail, err := t.detail(fact)
	if err != nil {
		return "", err
	}
	if what != "" && detail != "" {
		what += ": "
	}
	what += detail
	var where []string
	for _, id := range []string{fact.Body, fact.Place} {
		if id == "" {
			continue
		}
		name, err := t.topic(id)
		if err != nil {
			return "", err
		}
		where = append(where, name)
	}
	if len(where) > 0 {
		what += " (" + strings.Join(where, "; ") + ")"
	}
	if fact.Date == nil {
		return what, nil
	}
	return t.voice.Date(*fact.Date) + " – " + what, nil
}

// detail tells of what sort a fact was: its terms, the length of a sentence, and what else the source says.
func (t turn) detail(fact *lookup.Fact) (string, error) {
	var terms []string
	for _, code := range fact.Terms {
		term, err := t.Archive.Term(t.ctx, code)
		if err != nil {
			return "", fmt.Errorf("name the term %q: %w", code, err)
		}
		terms = append(terms, term.In(t.voice.Lang))
	}
	if fact.Years > 0 {
		terms = append(terms, t.voice.Count("card.years", fact.Years))
	}
	parts := []string{strings.Join(terms, ", "), fact.What.In(t.voice.Lang)}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; "), nil
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
	return c.turn.contradictions(mentions.Contradictions, c.cited)
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

// scripts shows the Kazakh name in the Latin alphabet of 2021 and in Arabic letters, which a rule derives from the Cyrillic.
func (c cardWriter) scripts() Text {
	name := c.person.Display().KK
	if name == "" {
		return nil
	}
	return paragraph(c.voice.Say("card.scripts", "latin", script.Latin(name), "arabic", script.Arabic(name)))
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

// forms lists how the name is written, each with its source.
func (c cardWriter) forms() Paragraph {
	var forms []string
	for _, name := range c.person.Names {
		form := name.Text
		if name.Kind == lookup.DerivedName {
			form += " (" + c.voice.Say("card.derived") + ")"
		}
		forms = append(forms, form+" "+c.cited.marks(name.Sources))
	}
	return quote(c.voice.Say("card.also", "forms", strings.Join(forms, "; ")))
}

// links lists the people who belong to this one.
func (c cardWriter) links() (Text, error) {
	var text Text
	for _, link := range c.person.Links {
		other, err := c.linked(link)
		if err != nil {
			return nil, err
		}
		key := "card." + strings.ReplaceAll(string(link.Kind), "-", "_")
		line := c.voice.Say(key, "name", c.name(other)) + " " + c.cited.marks(link.Sources)
		if why := link.Why.In(c.voice.Lang); why != "" {
			line += "\n" + why
		}
		text.add(line)
	}
	return text, nil
}

func (c cardWriter) linked(link lookup.Link) (*lookup.Person, error) {
	other, err := c.Archive.Person(c.ctx, link.To)
	if err != nil {
		return nil, fmt.Errorf("show a link: %w", err)
	}
	return other, nil
}

// buttons lead to the other pages, the other view, those who shared the fate, the linked people, other chats and the list that the
// card was chosen from.
func (c cardWriter) buttons(page, pages int) ([][]Button, error) {
	id := c.person.ID
	var rows [][]Button
	if row := c.turnPages("v1:life:"+id+":", page, pages); len(row) > 0 {
		rows = append(rows, row)
	}
	first := []Button{{Label: c.voice.Say("button.short"), Data: "v1:card:" + id}}
	if c.view == short {
		first = []Button{{Label: c.voice.Say("button.whole"), Data: "v1:life:" + id}}
	}
	hits := c.Finder.Find(c.asked()).Hits
	if slices.ContainsFunc(hits, func(h lookup.Hit) bool { return h.Person == id }) {
		first = append(first, Button{Label: c.voice.Say("button.why"), Data: "v1:why:" + id})
	}
	rows = append(rows, first)
	related, err := c.related()
	if err != nil {
		return nil, err
	}
	rows = append(rows, related...)
	last := c.shareButton(id, startPerson+id)
	if c.event.Place == Private {
		last = append(last, Button{Label: c.voice.Say("button.tell"), Data: "v1:tell:" + id})
	}
	rows = append(rows, last)
	if c.view == whole {
		if c.person.Has(lookup.Victim) {
			rows = append(rows, []Button{{Label: c.voice.Say("sub.follow"), Data: "v1:follow:" + id}})
		}
		rows = append(rows, []Button{{Label: c.voice.Say("button.cite"), Copy: c.citation(), Start: startPerson + id}})
	}
	if c.event.Press != nil && len(hits) > 1 {
		rows = append(rows, []Button{{Label: c.voice.Say("button.back"), Data: "v1:list:0"}})
	}
	return rows, nil
}

// citation names the record as a list of references does; the link to it follows.
func (c cardWriter) citation() string {
	return c.voice.Say("card.citation", "name", c.name(c.person)+years(c.person), "id", c.person.ID, "version", c.Archive.Version())
}

// asked is the question that the card answers, as far as a press of a button will know it.
func (c cardWriter) asked() string {
	switch {
	case c.event.Press != nil:
		return c.event.Press.Question
	case c.event.Command == "" || c.event.Command == "find":
		return c.event.Text
	}
	return ""
}

// related are buttons to those who were taken on the same day or in the same case, and to the linked people.
func (c cardWriter) related() ([][]Button, error) {
	var rows [][]Button
	for _, link := range c.person.Links {
		other, err := c.linked(link)
		if err != nil {
			return nil, err
		}
		rows = append(rows, []Button{{Label: cut(c.name(other)+years(other), maxLabel), Data: "v1:card:" + other.ID}})
	}
	offered := map[string]bool{}
	for _, fact := range slices.Backward(c.person.Life) { // the last events say most of the fate
		if fact.Event == "" || offered[fact.Event] || len(offered) == maxRelated {
			continue
		}
		offered[fact.Event] = true
		title, err := c.titleOf(lookup.Ref{Kind: lookup.EventRecord, ID: fact.Event})
		if err != nil {
			return nil, err
		}
		rows = append(rows, []Button{{Label: cut(title, maxLabel), Data: "v1:event:" + fact.Event}})
	}
	if death := distinctive(c.person); death != nil && isDatedDeath(*death) && death.Date.Precision == lookup.PrecisionDay {
		day := death.Date.Earliest
		rows = append(rows, []Button{{Label: c.voice.DayOfYear(day.Month, day.Day), Data: fmt.Sprintf("v1:day:%02d-%02d", day.Month, day.Day)}})
	}
	return rows, nil
}

// maxRelated bounds the buttons to events.
const maxRelated = 2
