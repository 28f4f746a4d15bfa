package record

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"joqtau/lookup"
)

// maxID keeps ids short enough for the 64 bytes of a Telegram button.
const maxID = 40

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

// doubt holds a doubt. Its sources may be missing: most doubts come from reading the source itself.
func (c *checker) doubt(field string, d lookup.Doubt) {
	c.text(field, d.Text, optional)
	if len(d.Sources) > 0 {
		c.text(field, d.Text, required)
		c.cited(field, d.Sources)
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
