package record

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"joqtau/lookup"
)

// maxID keeps ids short enough for the 64 bytes of a Telegram button.
const maxID = 40

// MayLive is for how many years after a birth somebody of whom no death is known may be alive.
const MayLive = 100

// Check holds a dataset against its rules and lists every breach. The year is the present one: nobody who may be alive
// is in the dataset.
func Check(set *Set, year int) Problems {
	c := newChecker(set)
	c.year = year
	for _, s := range set.Sources {
		c.open(s).source(s)
	}
	for _, p := range set.People {
		c.open(p).person(p)
	}
	for _, t := range set.Topics {
		c.open(t).topic(t)
	}
	for _, e := range set.Events {
		c.open(e).event(e)
	}
	for _, f := range set.Figures {
		c.open(f).figure(f)
	}
	if len(set.People) == 0 {
		c.problems.add(Problem{File: "people", Text: "there is no person"})
	}
	c.problems.sort()
	return c.problems
}

type checker struct {
	set      *Set
	people   map[string]*lookup.Person
	topics   map[string]*lookup.Topic
	events   map[string]*lookup.Event
	figures  map[string]*lookup.Figure
	sources  map[string]*lookup.Source
	problems Problems
	year     int
	doc      *document // of the record under check
}

func newChecker(set *Set) *checker {
	return &checker{
		set:     set,
		people:  byID(set.People, func(p *lookup.Person) string { return p.ID }),
		topics:  byID(set.Topics, func(t *lookup.Topic) string { return t.ID }),
		events:  byID(set.Events, func(e *lookup.Event) string { return e.ID }),
		figures: byID(set.Figures, func(f *lookup.Figure) string { return f.ID }),
		sources: byID(set.Sources, func(s *lookup.Source) string { return s.ID }),
	}
}

// byID maps ids to the first record that bears each.
func byID[T any](records []T, id func(T) string) map[string]T {
	m := make(map[string]T, len(records))
	for _, r := range records {
		if _, taken := m[id(r)]; !taken {
			m[id(r)] = r
		}
	}
	return m
}

// open turns to the record whose rules are checked next.
func (c *checker) open(record any) *checker {
	c.doc = c.set.files[record]
	return c
}

func (c *checker) breach(field, format string, args ...any) {
	c.problems.add(c.doc.problem(field, format, args...))
}

// index names the element i of a list.
func index(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }

var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// id holds the id of a record that has a file of its own.
func (c *checker) id(id string) {
	switch {
	case !idPattern.MatchString(id) || len(id) > maxID:
		c.breach("id", "%q: want lower-case Latin letters, digits and single hyphens, at most %d", id, maxID)
	case id != idOf(c.doc.file):
		c.breach("id", "%q: the file's name says %q", id, idOf(c.doc.file))
	}
}

func oneOf[T ~string](c *checker, field string, value T, known []T) {
	if !slices.Contains(known, value) {
		words := make([]string, len(known))
		for i, k := range known {
			words[i] = string(k)
		}
		c.breach(field, "%q is unknown; want one of %s", string(value), strings.Join(words, ", "))
	}
}

func (c *checker) source(s *lookup.Source) {
	if c.sources[s.ID] != s {
		c.breach("id", "%q stands twice", s.ID)
	}
	if s.Title == "" {
		c.breach("title", "is missing")
	}
	oneOf(c, "locator", s.Locator, []lookup.Locator{lookup.ByLine, lookup.ByAddress})
	if s.Locator == lookup.ByLine && s.Lines <= 0 {
		c.breach("lines", "a source cited by line says how many lines it has")
	}
	if s.Locator == lookup.ByAddress && !strings.HasPrefix(s.Address, "http") {
		c.breach("address", "%q: a source cited by address has a web address of its own", s.Address)
	}
	c.text("note", s.Note, optional)
}

func (c *checker) person(p *lookup.Person) {
	c.id(p.ID)
	if len(p.Roles) == 0 {
		c.breach("roles", "a person has at least one role")
	}
	for i, role := range p.Roles {
		oneOf(c, index("roles", i), role, lookup.Roles)
	}
	if p.Display().EN == "" {
		c.breach("names", "an English form is missing")
	}
	for i, name := range p.Names {
		c.name(index("names", i), name, p.Names[:i])
	}
	for i := range p.Life {
		c.fact(index("life", i), &p.Life[i])
	}
	c.lifeInOrder(p)
	c.notLiving(p)
	for i, link := range p.Links {
		c.link(index("links", i), p, link)
	}
	for i, question := range p.Open {
		c.text(index("questions", i), question, required)
	}
	if present, clash := c.set.Redirects[p.ID]; clash {
		c.breach("id", "%q is a former id of %q", p.ID, present)
	}
}

func (c *checker) name(field string, name lookup.Name, before []lookup.Name) {
	oneOf(c, field+".lang", name.Lang, lookup.Langs[:])
	oneOf(c, field+".kind", name.Kind, lookup.NameKinds)
	switch {
	case strings.TrimSpace(name.Text) == "" || strings.Join(strings.Fields(name.Text), " ") != name.Text:
		c.breach(field+".text", "%q: want words with single spaces between them", name.Text)
	case !norm.NFC.IsNormalString(name.Text):
		c.breach(field+".text", "%q: letters are not in Unicode's composed form (NFC)", name.Text)
	}
	if script := map[lookup.Lang]string{lookup.English: "Latn", lookup.Russian: "Cyrl"}[name.Lang]; script != "" && name.Script != script {
		c.breach(field+".lang", "%q is not in the script of %q", name.Text, name.Lang)
	}
	if slices.ContainsFunc(before, func(n lookup.Name) bool { return n.Text == name.Text && n.Lang == name.Lang }) {
		c.breach(field+".text", "%q stands twice", name.Text)
	}
	c.cited(field, name.Sources)
}

func (c *checker) fact(field string, f *lookup.Fact) {
	oneOf(c, field+".kind", f.Kind, lookup.FactKinds)
	if slices.Contains(lookup.Wordless, f.Kind) && f.What.IsZero() {
		c.breach(field+".what", "a fact of the kind %q says in its text what happened", f.Kind)
	}
	if f.Date != nil {
		c.date(field+".date", *f.Date)
	}
	c.topicRef(field+".place", f.Place, "place")
	c.topicRef(field+".body", f.Body, "body")
	for i, id := range f.Topics {
		c.topicRef(index(field+".topics", i), id, "")
	}
	if f.Event != "" {
		c.eventRef(field, f)
	}
	c.text(field+".what", f.What, optional)
	c.text(field+".doubt", f.Doubt, optional)
	c.cited(field, f.Sources)
}

func (c *checker) eventRef(field string, f *lookup.Fact) {
	event := c.events[f.Event]
	switch {
	case event == nil:
		c.breach(field+".event", "there is no event %q", f.Event)
	case f.Date != nil && !f.Date.Overlaps(event.Date):
		c.breach(field+".event", "%q is dated %s, this fact %s", f.Event, event.Date.EDTF, f.Date.EDTF)
	}
}

// topicRef holds a reference to a topic; an empty kind stands for any.
func (c *checker) topicRef(field, id, kind string) {
	if id == "" {
		return
	}
	switch topic := c.topics[id]; {
	case topic == nil:
		c.breach(field, "there is no topic %q", id)
	case kind != "" && topic.Kind != kind:
		c.breach(field, "%q is a %s, not a %s", id, topic.Kind, kind)
	}
}

func (c *checker) date(field string, d lookup.Date) {
	if d.AsPrinted == "" {
		c.breach(field+".printed", "the source's own words for the date are missing")
	}
	if d.Part != "" {
		oneOf(c, field+".part", d.Part, []string{"early", "mid", "late"})
		if decade := strings.HasSuffix(strings.TrimSuffix(d.EDTF, "/.."), "X"); d.Precision == lookup.PrecisionDay ||
			d.Precision == lookup.PrecisionYear || d.Precision == lookup.PrecisionRange && !decade {
			c.breach(field+".part", "only a month or a decade has an early part, %s is neither", d.EDTF)
		}
	}
	if d.Implied != "" {
		oneOf(c, field+".implied", d.Implied, []string{"year"})
	}
}

// lifeInOrder holds that nothing happens to a person before birth or after death. Rehabilitation and slander do.
func (c *checker) lifeInOrder(p *lookup.Person) {
	for i, f := range p.Life {
		if f.Date == nil || f.Kind == lookup.FactRehab || f.Kind == lookup.FactCriticised {
			continue
		}
		for _, end := range p.Life {
			switch {
			case end.Date == nil:
			case end.Kind.IsDeath() && !f.Kind.IsDeath() && isBefore(*end.Date, *f.Date):
				c.breach(index("life", i)+".date", "%s %s is after the death, %s", f.Kind, f.Date.EDTF, end.Date.EDTF)
			case end.Kind == lookup.FactBorn && f.Kind != lookup.FactBorn && isBefore(*f.Date, *end.Date):
				c.breach(index("life", i)+".date", "%s %s is before the birth, %s", f.Kind, f.Date.EDTF, end.Date.EDTF)
			}
		}
	}
}

// isBefore reports whether all of a is before all of b.
func isBefore(a, b lookup.Date) bool {
	return !a.Latest.IsZero() && !b.Earliest.IsZero() && a.Latest.Compare(b.Earliest) < 0
}

// notLiving holds that nobody is shown who may be alive.
func (c *checker) notLiving(p *lookup.Person) {
	if slices.ContainsFunc(p.Life, func(f lookup.Fact) bool { return f.Kind.IsDeath() }) {
		return
	}
	for i, f := range p.Life {
		if f.Kind == lookup.FactBorn && f.Date != nil && f.Date.Latest.Year > c.year-MayLive {
			c.breach(index("life", i)+".date", "born %s and no death is known: the person may be alive", f.Date.EDTF)
		}
	}
}

func (c *checker) link(field string, p *lookup.Person, link lookup.Link) {
	oneOf(c, field+".kind", link.Kind, lookup.LinkKinds)
	c.text(field+".why", link.Why, optional)
	c.cited(field, link.Sources)
	other := c.people[link.To]
	if other == p {
		c.breach(field+".to", "%q is the person itself", link.To)
	}
	if other == nil {
		c.breach(field+".to", "there is no person %q", link.To)
		return
	}
	back := func(l lookup.Link) bool { return l.To == p.ID && l.Kind == link.Kind }
	if !slices.ContainsFunc(other.Links, back) {
		c.breach(field+".to", "%q does not link back as %q", link.To, link.Kind)
	}
}

func (c *checker) topic(t *lookup.Topic) {
	c.id(t.ID)
	oneOf(c, "kind", t.Kind, lookup.TopicKinds)
	c.text("names", t.Names, required)
	c.text("about", t.About, optional)
	c.cited("", t.Sources)
}

func (c *checker) event(e *lookup.Event) {
	c.id(e.ID)
	c.text("title", e.Title, required)
	c.date("date", e.Date)
	c.topicRef("place", e.Place, "place")
	for i, id := range e.Topics {
		c.topicRef(index("topics", i), id, "")
	}
	if e.Total != "" && c.figures[e.Total] == nil {
		c.breach("total", "there is no figure %q", e.Total)
	}
	c.text("doubt", e.Doubt, optional)
	c.cited("", e.Sources)
}

func (c *checker) figure(f *lookup.Figure) {
	c.id(f.ID)
	oneOf(c, "bound", f.Bound, lookup.Bounds)
	if f.Value <= 0 {
		c.breach("value", "is missing; a figure counts at least one")
	}
	c.text("counts", f.Counts, required)
	if f.Date != nil {
		c.date("date", *f.Date)
	}
	c.topicRef("place", f.Place, "place")
	c.text("doubt", f.Doubt, optional)
	c.cited("", f.Sources)
}

const (
	required = true
	optional = false
)

// text holds that a text is there in every language; an optional one may be absent from all.
func (c *checker) text(field string, text lookup.Text, isRequired bool) {
	if text.IsZero() && !isRequired {
		return
	}
	for _, lang := range text.Missing() {
		c.breach(field, "is missing in %q", lang)
	}
}
