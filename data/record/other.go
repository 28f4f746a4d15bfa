package record

import (
	"regexp"
	"slices"

	"joqtau/lookup"
)

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
	if (f.Value <= 0) != (f.Bound == lookup.InWords) {
		c.breach("value", "%d: a figure counts at least one, or has the bound %q and no value", f.Value, lookup.InWords)
	}
	if f.AsPrinted == "" {
		c.breach("printed", "the source's own words for the number are missing")
	}
	c.text("words", f.Words, f.Bound == lookup.InWords)
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
	for i, situation := range s.For {
		oneOf(c, index(field+".for", i), situation, lookup.Situations)
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
