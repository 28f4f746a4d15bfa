package record

import (
	"cmp"

	"joqtau/lookup"
)

// The types of this file are the text format: what a field of a file is called and how it is written.

type sourceYAML struct {
	ID        string
	Title     string
	Author    string
	Published string
	Address   string
	Locator   lookup.Locator
	Kind      string
	Mirrors   string
	Lines     int
	Note      lookup.Text
}

type citationYAML struct {
	Source string
	At     string
	Quote  string
	Copies string
}

type dateYAML struct {
	EDTF    string
	Printed string
	Part    string
	Implied string
}

type nameYAML struct {
	Text    string
	Lang    lookup.Lang
	Kind    lookup.NameKind
	Sources []citationYAML
}

type factYAML struct {
	Kind     lookup.FactKind
	Date     *dateYAML
	Place    string
	Body     string
	Topics   []string
	Event    string
	Terms    []string
	Years    int
	What     lookup.Text
	Doubt    doubtYAML
	Disputed bool
	Sources  []citationYAML
}

type doubtYAML struct {
	lookup.Text `yaml:",inline"`
	Sources     []citationYAML
}

type searchYAML struct {
	Date string
	For  []string
	Seen lookup.Text
}

type linkYAML struct {
	Kind    lookup.LinkKind
	To      string
	Why     lookup.Text
	Sources []citationYAML
}

type personYAML struct {
	ID        string
	Former    []string // ids that this record had, or had before a merge
	Roles     []lookup.Role
	Female    bool
	Names     []nameYAML
	Identity  lookup.Text
	Searched  *searchYAML
	Summary   lookup.Text
	Life      []factYAML
	Links     []linkYAML
	Questions []lookup.Text
}

type topicYAML struct {
	ID      string
	Kind    string
	Names   lookup.Text
	Printed []string
	Also    []string
	About   lookup.Text
	Doubt   doubtYAML
	Topics  []string
	Sources []citationYAML
}

type eventYAML struct {
	ID      string
	Title   lookup.Text
	Date    dateYAML
	About   lookup.Text
	Place   string
	Topics  []string
	Total   string
	Figures []string
	Doubt   doubtYAML
	Sources []citationYAML
}

type figureYAML struct {
	ID      string
	Value   int
	Bound   string
	Printed string
	Words   lookup.Text
	Of      int
	Counts  lookup.Text
	Date    *dateYAML
	Place   string
	Topics  []string
	Doubt   doubtYAML
	Sources []citationYAML
}

type contradictionYAML struct {
	ID       string
	Title    lookup.Text
	Sides    []sideYAML
	Note     lookup.Text
	Print    bool
	Concerns []string
}

type sideYAML struct {
	Says    lookup.Text
	Sources []citationYAML
}

type guideYAML struct {
	ID    string
	Kind  string
	Title lookup.Text
	About lookup.Text
	Steps []stepYAML
}

type stepYAML struct {
	Title   lookup.Text
	Also    []string
	What    lookup.Text
	Day     string
	Read    string
	For     []string
	Date    *dateYAML
	Sources []citationYAML
}

type termYAML struct {
	Code        string
	lookup.Text `yaml:",inline"`
	Unverified  []lookup.Lang
	Seen        []string
}

func (s sourceYAML) source() *lookup.Source {
	return &lookup.Source{ID: s.ID, Title: s.Title, Author: s.Author, Published: s.Published, Address: s.Address,
		Locator: s.Locator, Kind: s.Kind, Mirrors: s.Mirrors, Lines: s.Lines, Note: s.Note}
}

// citations returns written citations; one of a mirror copies what the source mirrors.
func (r *reader) citations(raw []citationYAML) []lookup.Citation {
	var list []lookup.Citation
	for _, c := range raw {
		citation := lookup.Citation(c)
		citation.Copies = cmp.Or(citation.Copies, r.mirrors[c.Source])
		list = append(list, citation)
	}
	return list
}

func (r *reader) doubt(raw doubtYAML) lookup.Doubt {
	return lookup.Doubt{Text: raw.Text, Sources: r.citations(raw.Sources)}
}

// day reads a day written as YYYY-MM-DD.
func (r *reader) day(doc *document, field, raw string) lookup.Day {
	var day lookup.Day
	if err := day.UnmarshalText([]byte(raw)); err != nil {
		r.problems.add(doc.problem(field, "%v", err))
	}
	return day
}

// date turns a written date into a Date; a breach is reported at the field.
func (r *reader) date(doc *document, field string, raw dateYAML) lookup.Date {
	date, err := lookup.ParseDate(raw.EDTF)
	if err != nil {
		r.problems.add(doc.problem(field+".edtf", "%v", err))
	}
	date.AsPrinted, date.Part, date.Implied = raw.Printed, raw.Part, raw.Implied
	return date
}

func (r *reader) optionalDate(doc *document, field string, raw *dateYAML) *lookup.Date {
	if raw == nil {
		return nil
	}
	date := r.date(doc, field, *raw)
	return &date
}

func (r *reader) person(doc *document, raw personYAML) {
	p := &lookup.Person{ID: raw.ID, Roles: raw.Roles, Female: raw.Female, Identity: raw.Identity, Summary: raw.Summary,
		Open: raw.Questions}
	for _, n := range raw.Names {
		p.Names = append(p.Names, lookup.Name{Text: n.Text, Lang: n.Lang, Script: scriptOf(n.Text), Kind: n.Kind,
			Sources: r.citations(n.Sources)})
	}
	if s := raw.Searched; s != nil {
		p.Searched = &lookup.Search{Date: r.day(doc, "searched.date", s.Date), For: s.For, Seen: s.Seen}
	}
	for i, f := range raw.Life {
		p.Life = append(p.Life, r.fact(doc, index("life", i), f))
	}
	for _, l := range raw.Links {
		p.Links = append(p.Links, lookup.Link{Kind: l.Kind, To: l.To, Why: l.Why, Sources: r.citations(l.Sources)})
	}
	for i, former := range raw.Former {
		if other, taken := r.set.Redirects[former]; taken {
			r.problems.add(doc.problem(index("former", i), "%q already leads to %q", former, other))
		}
		r.set.Redirects[former] = raw.ID
	}
	r.set.People = append(r.set.People, p)
	r.set.files[p] = doc
}

func (r *reader) fact(doc *document, field string, f factYAML) lookup.Fact {
	return lookup.Fact{Kind: f.Kind, Date: r.optionalDate(doc, field+".date", f.Date), Place: f.Place, Body: f.Body,
		Topics: f.Topics, Event: f.Event, Terms: f.Terms, Years: f.Years, What: f.What, Doubt: r.doubt(f.Doubt),
		Disputed: f.Disputed, Sources: r.citations(f.Sources)}
}

func (r *reader) topic(doc *document, raw topicYAML) {
	t := &lookup.Topic{ID: raw.ID, Kind: raw.Kind, Names: raw.Names, Printed: raw.Printed, Also: raw.Also, About: raw.About,
		Doubt: r.doubt(raw.Doubt), Topics: raw.Topics, Sources: r.citations(raw.Sources)}
	r.set.Topics = append(r.set.Topics, t)
	r.set.files[t] = doc
}

func (r *reader) event(doc *document, raw eventYAML) {
	e := &lookup.Event{ID: raw.ID, Title: raw.Title, Date: r.date(doc, "date", raw.Date), About: raw.About, Place: raw.Place,
		Topics: raw.Topics, Total: raw.Total, Figures: raw.Figures, Doubt: r.doubt(raw.Doubt), Sources: r.citations(raw.Sources)}
	r.set.Events = append(r.set.Events, e)
	r.set.files[e] = doc
}

func (r *reader) figure(doc *document, raw figureYAML) {
	f := &lookup.Figure{ID: raw.ID, Value: raw.Value, Bound: raw.Bound, AsPrinted: raw.Printed, Words: raw.Words, Of: raw.Of, Counts: raw.Counts,
		Date: r.optionalDate(doc, "date", raw.Date), Place: raw.Place, Topics: raw.Topics, Doubt: r.doubt(raw.Doubt),
		Sources: r.citations(raw.Sources)}
	r.set.Figures = append(r.set.Figures, f)
	r.set.files[f] = doc
}

func (r *reader) contradiction(doc *document, raw contradictionYAML) {
	c := &lookup.Contradiction{ID: raw.ID, Title: raw.Title, Note: raw.Note, Print: raw.Print, Concerns: raw.Concerns}
	for _, side := range raw.Sides {
		c.Sides = append(c.Sides, lookup.Side{Says: side.Says, Sources: r.citations(side.Sources)})
	}
	r.set.Contradictions = append(r.set.Contradictions, c)
	r.set.files[c] = doc
}

func (r *reader) guide(doc *document, raw guideYAML) {
	g := &lookup.Guide{ID: raw.ID, Kind: raw.Kind, Title: raw.Title, About: raw.About}
	for i, s := range raw.Steps {
		field := index("steps", i)
		g.Steps = append(g.Steps, lookup.Step{Title: s.Title, Also: s.Also, What: s.What, Day: s.Day, For: s.For, Read: r.day(doc, field+".read", s.Read),
			Date: r.optionalDate(doc, field+".date", s.Date), Sources: r.citations(s.Sources)})
	}
	r.set.Guides = append(r.set.Guides, g)
	r.set.files[g] = doc
}
