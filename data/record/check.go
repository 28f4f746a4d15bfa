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
	for _, k := range set.Contradictions {
		c.open(k).contradiction(k)
	}
	for _, g := range set.Guides {
		c.open(g).guide(g)
	}
	for _, t := range set.Terms {
		c.open(t).term(t)
	}
	for source, print := range set.prints {
		c.problems = append(c.problems, verify(set, source, print)...)
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
	terms    map[string]*lookup.Term
	kinds    map[string]string // of the record that bears an id: "person", ...
	problems Problems
	year     int
	doc      *document // of the record under check
}

func newChecker(set *Set) *checker {
	c := &checker{
		set:     set,
		people:  byID(set.People, func(p *lookup.Person) string { return p.ID }),
		topics:  byID(set.Topics, func(t *lookup.Topic) string { return t.ID }),
		events:  byID(set.Events, func(e *lookup.Event) string { return e.ID }),
		figures: byID(set.Figures, func(f *lookup.Figure) string { return f.ID }),
		sources: byID(set.Sources, func(s *lookup.Source) string { return s.ID }),
		terms:   byID(set.Terms, func(t *lookup.Term) string { return t.Code }),
		kinds:   map[string]string{},
	}
	for id := range c.topics {
		c.kinds[id] = "topic"
	}
	for id := range c.events {
		c.kinds[id] = "event"
	}
	for id := range c.figures {
		c.kinds[id] = "figure"
	}
	for id := range c.people {
		c.kinds[id] = "person"
	}
	return c
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

// Problem reports a breach at a field of a record of the set, with its place if the record was read from a file.
func (s *Set) Problem(record any, field, format string, args ...any) Problem {
	if doc := s.files[record]; doc != nil {
		return doc.problem(field, format, args...)
	}
	return Problem{Field: field, Text: fmt.Sprintf(format, args...)}
}

func (c *checker) breach(field, format string, args ...any) {
	c.problems.add(c.doc.problem(field, format, args...))
}

// index names the element i of a list.
func index(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }

var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// id holds the id of a record that has a file of its own. Of people, topics, events and figures it names one only, since
// all are shown by their ids alone.
func (c *checker) id(id, kind string) {
	if other := c.kinds[id]; other != "" && kind != "" && other != kind {
		c.breach("id", "%q is the id of a %s too", id, other)
	}
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
	oneOf(c, "kind", s.Kind, lookup.SourceKinds)
	if s.Mirrors != "" && c.sources[s.Mirrors] == nil {
		c.breach("mirrors", "there is no source %q", s.Mirrors)
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
	c.id(p.ID, "person")
	if len(p.Roles) == 0 {
		c.breach("roles", "a person has at least one role")
	}
	for i, role := range p.Roles {
		oneOf(c, index("roles", i), role, lookup.Roles)
	}
	c.namesInAll(p)
	c.summary(p)
	c.search(p)
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
	c.topicRefs(field+".topics", f.Topics)
	if f.Event != "" {
		c.eventRef(field, f)
	}
	c.vocabulary(field, f)
	c.text(field+".what", f.What, optional)
	c.doubt(field+".doubt", f.Doubt)
	if f.Disputed && f.Doubt.IsZero() {
		c.breach(field+".disputed", "the doubt does not say what contradicts the statement")
	}
	c.cited(field, f.Sources)
}

// vocabulary holds the codes of a fact, and that only a sentence has a length.
func (c *checker) vocabulary(field string, f *lookup.Fact) {
	isSentence := false
	for i, code := range f.Terms {
		if c.terms[code] == nil {
			c.breach(index(field+".terms", i), "there is no term %q in the vocabulary", code)
		}
		isSentence = isSentence || strings.HasPrefix(code, "sent.")
	}
	if f.Years != 0 && (!isSentence || f.Years < 1 || f.Years > maxSentence) {
		c.breach(field+".years", "%d: want 1 to %d, beside the term of a sentence", f.Years, maxSentence)
	}
}

// maxSentence is the longest sentence in years that Soviet law knew.
const maxSentence = 25

// doubt holds a doubt. Its sources may be missing: most doubts come from reading the source itself.
func (c *checker) doubt(field string, d lookup.Doubt) {
	c.text(field, d.Text, optional)
	if len(d.Sources) > 0 {
		c.text(field, d.Text, required)
		c.cited(field, d.Sources)
	}
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

func (c *checker) topicRefs(field string, ids []string) {
	for i, id := range ids {
		c.topicRef(index(field, i), id, "")
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
	if d.EDTF != "" { // else it could not be read, which is reported already
		c.precise(field, d)
	}
}

// afterlife are the kinds of facts that may come after a death: of slander, of the grave, of justice, of the family.
var afterlife = []lookup.FactKind{lookup.FactCriticised, lookup.FactBuried, lookup.FactRehab, lookup.FactFamily}

// lifeInOrder holds that nothing happens to a person before birth or after death. Where sources disagree on these, one that
// agrees with the fact is enough.
func (c *checker) lifeInOrder(p *lookup.Person) {
	for i, f := range p.Life {
		if f.Date == nil || slices.Contains(afterlife, f.Kind) {
			continue
		}
		isAfter := func(end lookup.Date) bool { return isBefore(end, *f.Date) }
		if death, all := allDates(p, lookup.FactKind.IsDeath, isAfter); all && !f.Kind.IsDeath() {
			c.breach(index("life", i)+".date", "%s %s is after the death, %s", f.Kind, f.Date.EDTF, death.EDTF)
		}
		isTooEarly := func(start lookup.Date) bool { return isBefore(*f.Date, start) }
		isBirth := func(k lookup.FactKind) bool { return k == lookup.FactBorn }
		if birth, all := allDates(p, isBirth, isTooEarly); all && f.Kind != lookup.FactBorn {
			c.breach(index("life", i)+".date", "%s %s is before the birth, %s", f.Kind, f.Date.EDTF, birth.EDTF)
		}
	}
}

// allDates reports whether all dates of facts of a kind are so, if there are any, and returns the last of them.
func allDates(p *lookup.Person, isKind func(lookup.FactKind) bool, isSo func(lookup.Date) bool) (last lookup.Date, all bool) {
	for _, f := range p.Life {
		if f.Date == nil || !isKind(f.Kind) {
			continue
		}
		if !isSo(*f.Date) {
			return lookup.Date{}, false
		}
		last, all = *f.Date, true
	}
	return last, all
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
	back := func(l lookup.Link) bool { return l.To == p.ID && l.Kind == link.Kind.Back() }
	if !slices.ContainsFunc(other.Links, back) {
		c.breach(field+".to", "%q does not link back as %q", link.To, link.Kind.Back())
	}
}

func (c *checker) topic(t *lookup.Topic) {
	c.id(t.ID, "topic")
	oneOf(c, "kind", t.Kind, lookup.TopicKinds)
	c.text("names", t.Names, required)
	c.text("about", t.About, optional)
	c.doubt("doubt", t.Doubt)
	c.topicRefs("topics", t.Topics)
	c.cited("", t.Sources)
}

func (c *checker) event(e *lookup.Event) {
	c.id(e.ID, "event")
	c.text("title", e.Title, required)
	c.text("about", e.About, optional)
	c.date("date", e.Date)
	c.topicRef("place", e.Place, "place")
	c.topicRefs("topics", e.Topics)
	if e.Total != "" {
		c.figureRef("total", e.Total)
	}
	for i, id := range e.Figures {
		c.figureRef(index("figures", i), id)
	}
	c.doubt("doubt", e.Doubt)
	c.cited("", e.Sources)
}

func (c *checker) figureRef(field, id string) {
	if c.figures[id] == nil {
		c.breach(field, "there is no figure %q", id)
	}
}

func (c *checker) figure(f *lookup.Figure) {
	c.id(f.ID, "figure")
	oneOf(c, "bound", f.Bound, lookup.Bounds)
	if f.Value <= 0 {
		c.breach("value", "is missing; a figure counts at least one")
	}
	if f.AsPrinted == "" {
		c.breach("printed", "the source's own words for the number are missing")
	}
	if f.Of != 0 && f.Of < f.Value {
		c.breach("of", "%d is less than its part, %d", f.Of, f.Value)
	}
	c.text("counts", f.Counts, required)
	if f.Date != nil {
		c.date("date", *f.Date)
	}
	c.topicRef("place", f.Place, "place")
	c.topicRefs("topics", f.Topics)
	c.doubt("doubt", f.Doubt)
	c.cited("", f.Sources)
}

func (c *checker) contradiction(k *lookup.Contradiction) {
	c.id(k.ID, "")
	c.text("title", k.Title, required)
	if len(k.Sides) < 2 {
		c.breach("sides", "a contradiction has at least two")
	}
	for i, side := range k.Sides {
		c.text(index("sides", i)+".says", side.Says, required)
		c.cited(index("sides", i), side.Sources)
	}
	c.text("note", k.Note, optional)
	if len(k.Concerns) == 0 {
		c.breach("concerns", "names no record, so that nobody would be shown it")
	}
	for i, id := range k.Concerns {
		if c.kinds[id] == "" {
			c.breach(index("concerns", i), "there is no person, topic, event or figure %q", id)
		}
	}
}

func (c *checker) guide(g *lookup.Guide) {
	c.id(g.ID, "")
	oneOf(c, "kind", g.Kind, lookup.GuideKinds)
	c.text("title", g.Title, required)
	c.text("about", g.About, optional)
	if len(g.Steps) == 0 {
		c.breach("steps", "there is none")
	}
	for i, step := range g.Steps {
		c.step(index("steps", i), step)
	}
}

// step holds that a step can be confirmed: it has an address and the day on which that was read.
func (c *checker) step(field string, s lookup.Step) {
	c.text(field+".title", s.Title, required)
	c.text(field+".what", s.What, optional)
	if s.Day != "" {
		if _, err := lookup.ParseDate("2000-" + s.Day); err != nil || len(s.Day) != len("12-31") {
			c.breach(field+".day", "%q is not a day of the year; write it as 05-31", s.Day)
		}
	}
	if s.Read.IsZero() {
		c.breach(field+".read", "it is not said when the page was read")
	}
	if s.Date != nil {
		c.date(field+".date", *s.Date)
	}
	c.cited(field, s.Sources)
	for i, citation := range s.Sources {
		if source := c.sources[citation.Source]; source != nil && source.Locator != lookup.ByAddress {
			c.breach(index(field+".sources", i), "a step leads to an address, %q has none", citation.Source)
		}
	}
}

var codePattern = regexp.MustCompile(`^[a-z]+\.[a-z0-9_-]+$`)

func (c *checker) term(t *lookup.Term) {
	if c.terms[t.Code] != t {
		c.breach("code", "%q stands twice", t.Code)
	}
	if !codePattern.MatchString(t.Code) {
		c.breach("code", "%q: want KIND.NAME in lower-case Latin letters, such as sent.death", t.Code)
	}
	c.text("code", t.Text, required)
	for i, lang := range t.Unverified {
		oneOf(c, index("unverified", i), lang, lookup.Langs[:])
	}
	isSeen := !slices.Contains(t.Unverified, lookup.Kazakh)
	if isSeen != (len(t.Seen) > 0) {
		c.breach("seen", "a Kazakh term is either seen on a page or unverified")
	}
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
