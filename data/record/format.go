package record

import (
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
	Lines     int
	Note      lookup.Text
}

type citationYAML struct {
	Source string
	At     string
	Quote  string
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
	Kind    lookup.FactKind
	Date    *dateYAML
	Place   string
	Body    string
	Topics  []string
	Event   string
	What    lookup.Text
	Doubt   lookup.Text
	Sources []citationYAML
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
	Life      []factYAML
	Links     []linkYAML
	Questions []lookup.Text
}

type topicYAML struct {
	ID      string
	Kind    string
	Names   lookup.Text
	Printed []string
	About   lookup.Text
	Sources []citationYAML
}

type eventYAML struct {
	ID      string
	Title   lookup.Text
	Date    dateYAML
	Place   string
	Topics  []string
	Total   string
	Doubt   lookup.Text
	Sources []citationYAML
}

type figureYAML struct {
	ID      string
	Value   int
	Bound   string
	Counts  lookup.Text
	Date    *dateYAML
	Place   string
	Doubt   lookup.Text
	Sources []citationYAML
}

func (s sourceYAML) source() *lookup.Source {
	return &lookup.Source{ID: s.ID, Title: s.Title, Author: s.Author, Published: s.Published, Address: s.Address,
		Locator: s.Locator, Lines: s.Lines, Note: s.Note}
}

func citations(raw []citationYAML) []lookup.Citation {
	var list []lookup.Citation
	for _, c := range raw {
		list = append(list, lookup.Citation(c))
	}
	return list
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
	p := &lookup.Person{ID: raw.ID, Roles: raw.Roles, Female: raw.Female, Open: raw.Questions}
	for _, n := range raw.Names {
		p.Names = append(p.Names, lookup.Name{Text: n.Text, Lang: n.Lang, Script: scriptOf(n.Text), Kind: n.Kind,
			Sources: citations(n.Sources)})
	}
	for i, f := range raw.Life {
		p.Life = append(p.Life, lookup.Fact{Kind: f.Kind, Date: r.optionalDate(doc, index("life", i)+".date", f.Date),
			Place: f.Place, Body: f.Body, Topics: f.Topics, Event: f.Event, What: f.What, Doubt: f.Doubt,
			Sources: citations(f.Sources)})
	}
	for _, l := range raw.Links {
		p.Links = append(p.Links, lookup.Link{Kind: l.Kind, To: l.To, Why: l.Why, Sources: citations(l.Sources)})
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

func (r *reader) topic(doc *document, raw topicYAML) {
	t := &lookup.Topic{ID: raw.ID, Kind: raw.Kind, Names: raw.Names, Printed: raw.Printed, About: raw.About,
		Sources: citations(raw.Sources)}
	r.set.Topics = append(r.set.Topics, t)
	r.set.files[t] = doc
}

func (r *reader) event(doc *document, raw eventYAML) {
	e := &lookup.Event{ID: raw.ID, Title: raw.Title, Date: r.date(doc, "date", raw.Date), Place: raw.Place,
		Topics: raw.Topics, Total: raw.Total, Doubt: raw.Doubt, Sources: citations(raw.Sources)}
	r.set.Events = append(r.set.Events, e)
	r.set.files[e] = doc
}

func (r *reader) figure(doc *document, raw figureYAML) {
	f := &lookup.Figure{ID: raw.ID, Value: raw.Value, Bound: raw.Bound, Counts: raw.Counts,
		Date: r.optionalDate(doc, "date", raw.Date), Place: raw.Place, Doubt: raw.Doubt, Sources: citations(raw.Sources)}
	r.set.Figures = append(r.set.Figures, f)
	r.set.files[f] = doc
}
