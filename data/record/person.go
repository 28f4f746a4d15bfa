package record

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"joqtau/lookup"
)

// MayLive is for how many years after a birth somebody of whom no death is known may be alive.
const MayLive = 100

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

func (c *checker) eventRef(field string, f *lookup.Fact) {
	event := c.events[f.Event]
	switch {
	case event == nil:
		c.breach(field+".event", "there is no event %q", f.Event)
	case f.Date != nil && !f.Date.Overlaps(event.Date):
		c.breach(field+".event", "%q is dated %s, this fact %s", f.Event, event.Date.EDTF, f.Date.EDTF)
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
