package lookup

import (
	"slices"
	"strings"
)

// A Lang is one of the languages that Joqtau speaks.
type Lang string

// The languages, in the order in which they are offered.
const (
	Kazakh  Lang = "kk"
	Russian Lang = "ru"
	English Lang = "en"
)

// Langs lists all languages.
var Langs = [...]Lang{Kazakh, Russian, English}

// Valid reports whether Joqtau speaks the language.
func (l Lang) Valid() bool { return slices.Contains(Langs[:], l) }

// Text is one statement in every language. An empty field means that it has not been written in that language.
type Text struct {
	KK string `json:"kk,omitempty"`
	RU string `json:"ru,omitempty"`
	EN string `json:"en,omitempty"`
}

// In returns the text in a language.
func (t Text) In(lang Lang) string {
	switch lang {
	case Kazakh:
		return t.KK
	case Russian:
		return t.RU
	}
	return t.EN
}

// IsZero reports whether the text is empty in every language.
func (t Text) IsZero() bool { return t == Text{} }

// Missing lists the languages in which the text has not been written.
func (t Text) Missing() []Lang {
	var missing []Lang
	for _, lang := range Langs {
		if strings.TrimSpace(t.In(lang)) == "" {
			missing = append(missing, lang)
		}
	}
	return missing
}

// A Source is something that statements are taken from: a paper, a book, a site.
type Source struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Author, Published and Address may be empty where the source states none.
	Author    string `json:"author,omitempty"`
	Published string `json:"published,omitempty"`
	Address   string `json:"address,omitempty"`
	// Locator says what a citation's At means.
	Locator Locator `json:"locator"`
	// Lines is the number of lines of a source that is cited by line.
	Lines int  `json:"lines,omitempty"`
	Note  Text `json:"note,omitzero"`
}

// A Locator is the way in which places in a source are named.
type Locator string

// The locators.
const (
	ByLine    Locator = "line"    // "437" or "437-438": lines of the text that the source's note describes
	ByAddress Locator = "address" // a web address under the source's own
)

// A Citation is the place in a source that supports a statement.
type Citation struct {
	Source string `json:"source"`
	At     string `json:"at"`
	// Quote gives at most 25 words in the original language, where that helps.
	Quote string `json:"quote,omitempty"`
}

// A Role is the part that a person plays in the record. A person may have several.
type Role string

// The roles.
const (
	Victim      Role = "victim"
	Perpetrator Role = "perpetrator"
	Scholar     Role = "scholar"
	Mentioned   Role = "mentioned"
)

// Roles lists all roles.
var Roles = []Role{Victim, Perpetrator, Scholar, Mentioned}

// A NameKind says what sort of name a form is.
type NameKind string

// The kinds of names.
const (
	UsualName    NameKind = "usual"    // the name by which the person is known in that language
	FullName     NameKind = "full"     // with the patronymic
	BirthName    NameKind = "birth"    // given at birth, or a maiden name
	MarriedName  NameKind = "married"  // taken in marriage
	PenName      NameKind = "pen"      // pen name or nickname
	VariantName  NameKind = "variant"  // another spelling
	PrintedName  NameKind = "printed"  // exactly as the seed paper prints it
	MisprintName NameKind = "misprint" // likewise, but garbled there
)

// NameKinds lists all kinds of names.
var NameKinds = []NameKind{UsualName, FullName, BirthName, MarriedName, PenName, VariantName, PrintedName, MisprintName}

// A Name is one form of a person's name.
type Name struct {
	Text string `json:"text"`
	Lang Lang   `json:"lang"`
	// Script is the ISO 15924 code of the writing: Cyrl, Latn or Arab.
	Script  string     `json:"script"`
	Kind    NameKind   `json:"kind"`
	Sources []Citation `json:"sources"`
}

// A FactKind says what happened to a person, or what he or she did.
type FactKind string

// The kinds of facts. Sentence is not fate: FactSentenced says nothing of what followed.
const (
	FactBorn       FactKind = "born"
	FactStudied    FactKind = "studied"
	FactPost       FactKind = "post"
	FactActed      FactKind = "acted"      // did, said or wrote what the text says
	FactLived      FactKind = "lived"      // stayed or worked in a place
	FactNamed      FactKind = "named"      // spoken of in connection with what the text says
	FactCriticised FactKind = "criticised" // attacked in print
	FactLabelled   FactKind = "labelled"   // named by the authorities as of a "group"
	FactAccused    FactKind = "accused"
	FactArrested   FactKind = "arrested"
	FactSentenced  FactKind = "sentenced"
	FactCommuted   FactKind = "commuted" // a sentence was changed
	FactExiled     FactKind = "exiled"   // sent to a place
	FactExpelled   FactKind = "expelled" // driven out of a place
	FactReleased   FactKind = "released"
	FactRepressed  FactKind = "repressed" // counted among the victims, without saying how
	FactPerished   FactKind = "perished"  // killed, without saying how
	FactShot       FactKind = "shot"
	FactDied       FactKind = "died"
	FactRehab      FactKind = "rehabilitated"
)

// FactKinds lists all kinds of facts.
var FactKinds = []FactKind{
	FactBorn, FactStudied, FactPost, FactActed, FactLived, FactNamed, FactCriticised, FactLabelled, FactAccused, FactArrested,
	FactSentenced, FactCommuted, FactExiled, FactExpelled, FactReleased, FactRepressed, FactPerished, FactShot,
	FactDied, FactRehab,
}

// fates ranks the kinds that tell how a life ended, the surest first.
var fates = []FactKind{FactShot, FactDied, FactPerished, FactRepressed}

// A Fact is one statement of one source, or of several that say the same.
type Fact struct {
	Kind FactKind `json:"kind"`
	// Date is nil where no source gives one.
	Date *Date `json:"date,omitempty"`
	// Place, Body, Topics and Event are ids of topics and events.
	Place  string   `json:"place,omitempty"`
	Body   string   `json:"body,omitempty"`
	Topics []string `json:"topics,omitempty"`
	Event  string   `json:"event,omitempty"`
	// What says in our words what the source says, beyond the other fields.
	What Text `json:"what,omitzero"`
	// Doubt says in our words why the statement is to be read with care.
	Doubt   Text       `json:"doubt,omitzero"`
	Sources []Citation `json:"sources"`
}

// A LinkKind says how two people belong together.
type LinkKind string

// The kinds of links. All of them hold in both directions.
const (
	LinkBrother      LinkKind = "brother"
	LinkProbablySame LinkKind = "probably-same"
	LinkNotSame      LinkKind = "not-same" // easily confused
)

// LinkKinds lists all kinds of links.
var LinkKinds = []LinkKind{LinkBrother, LinkProbablySame, LinkNotSame}

// A Link joins a person to another one.
type Link struct {
	Kind    LinkKind   `json:"kind"`
	To      string     `json:"to"`
	Why     Text       `json:"why,omitzero"`
	Sources []Citation `json:"sources"`
}

// A Person is all that the dataset states of one person.
type Person struct {
	ID    string `json:"id"`
	Roles []Role `json:"roles"`
	// Female chooses grammatical forms in our own sentences; it states nothing.
	Female bool   `json:"female,omitempty"`
	Names  []Name `json:"forms"`
	// Life is in the order in which it is told: dated facts by date, others where they belong.
	Life  []Fact `json:"life"`
	Links []Link `json:"links,omitempty"`
	// Open lists what is not known, in our words.
	Open []Text `json:"open,omitempty"`
}

// Display is a person's name as shown in each language.
type Display struct {
	KK string `json:"kk"`
	RU string `json:"ru"`
	EN string `json:"en"`
}

// In returns the name for readers of a language: their own form, or else the one closest to it.
func (d Display) In(lang Lang) string {
	order := map[Lang][]string{
		Kazakh:  {d.KK, d.RU, d.EN},
		Russian: {d.RU, d.KK, d.EN},
		English: {d.EN, d.RU, d.KK},
	}[lang]
	for _, name := range order {
		if name != "" {
			return name
		}
	}
	return ""
}

// Display chooses the names to show: in each language the first usual name, else the first form of any kind but a
// misprint.
func (p *Person) Display() Display {
	return Display{KK: p.shown(Kazakh), RU: p.shown(Russian), EN: p.shown(English)}
}

func (p *Person) shown(lang Lang) string {
	for _, accept := range []func(NameKind) bool{
		func(k NameKind) bool { return k == UsualName },
		func(k NameKind) bool { return k != MisprintName },
	} {
		for _, name := range p.Names {
			if name.Lang == lang && accept(name.Kind) {
				return name.Text
			}
		}
	}
	return ""
}

// Printed lists the forms exactly as the seed paper prints them, misprints too.
func (p *Person) Printed() []string {
	var printed []string
	for _, name := range p.Names {
		if name.Kind == PrintedName || name.Kind == MisprintName {
			printed = append(printed, name.Text)
		}
	}
	return printed
}

// Forms lists every form of the name.
func (p *Person) Forms() []string {
	forms := make([]string, len(p.Names))
	for i, name := range p.Names {
		forms[i] = name.Text
	}
	return forms
}

// Has reports whether the person plays a role.
func (p *Person) Has(role Role) bool { return slices.Contains(p.Roles, role) }

// Fate returns the fact that says most surely how the life ended, or nil if none does.
func (p *Person) Fate() *Fact {
	for _, kind := range fates {
		for i := range p.Life {
			if p.Life[i].Kind == kind {
				return &p.Life[i]
			}
		}
	}
	return nil
}

// Cited lists the ids of all sources of the record, in the order of their first use.
func (p *Person) Cited() []string {
	var ids []string
	add := func(citations []Citation) {
		for _, c := range citations {
			if !slices.Contains(ids, c.Source) {
				ids = append(ids, c.Source)
			}
		}
	}
	for _, fact := range p.Life {
		add(fact.Sources)
	}
	for _, link := range p.Links {
		add(link.Sources)
	}
	for _, name := range p.Names {
		add(name.Sources)
	}
	return ids
}

// A Grade says how well a statement is supported.
type Grade string

// The grades of a statement.
const (
	GradeSingle    Grade = "single"    // printed in one source
	GradeConfirmed Grade = "confirmed" // stated by two or more sources
	GradeDisputed  Grade = "disputed"  // another statement of the record contradicts it
)

// deaths are the kinds of facts that are a death.
var deaths = []FactKind{FactShot, FactDied, FactPerished}

// IsDeath reports whether a fact of this kind is a death.
func (k FactKind) IsDeath() bool { return slices.Contains(deaths, k) }

// contradicts reports whether two dated facts cannot both be true, since a life has one birth and one death.
func (f *Fact) contradicts(g *Fact) bool {
	sameEvent := f.Kind == FactBorn && g.Kind == FactBorn || f.Kind.IsDeath() && g.Kind.IsDeath()
	return sameEvent && f.Date != nil && g.Date != nil && !f.Date.Overlaps(*g.Date)
}

// Grade says how well a fact of the record is supported.
func (p *Person) Grade(fact *Fact) Grade {
	for i := range p.Life {
		if p.Life[i].contradicts(fact) {
			return GradeDisputed
		}
	}
	sources := map[string]bool{}
	for _, c := range fact.Sources {
		sources[c.Source] = true
	}
	if len(sources) > 1 {
		return GradeConfirmed
	}
	return GradeSingle
}

// A Topic is something other than a person that can be looked up: a place, an organ, a case, a newspaper.
type Topic struct {
	ID string `json:"id"`
	// Kind is one of TopicKinds.
	Kind  string `json:"kind"`
	Names Text   `json:"names"`
	// Printed lists the forms of the seed paper.
	Printed []string `json:"printed,omitempty"`
	// About says in our words what the sources say.
	About   Text       `json:"about,omitzero"`
	Sources []Citation `json:"sources"`
}

// TopicKinds lists the kinds of topics.
var TopicKinds = []string{"place", "body", "case", "group", "movement", "newspaper", "institution"}

// An Event is something that happened on a date to several people, or to none that is named.
type Event struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
	Date  Date   `json:"date"`
	// Place and Topics are ids of topics.
	Place  string   `json:"place,omitempty"`
	Topics []string `json:"topics,omitempty"`
	// Total is the figure that says how many people the event met, if any; the names are never all of them.
	Total   string     `json:"total,omitempty"`
	Doubt   Text       `json:"doubt,omitzero"`
	Sources []Citation `json:"sources"`
}

// A Figure is a number that a source states, with what it counts.
type Figure struct {
	ID string `json:"id"`
	// Value is the number; Bound says "exact", "over" or "about" as the source does.
	Value   int        `json:"value"`
	Bound   string     `json:"bound"`
	Counts  Text       `json:"counts"`
	Date    *Date      `json:"date,omitempty"`
	Place   string     `json:"place,omitempty"`
	Doubt   Text       `json:"doubt,omitzero"`
	Sources []Citation `json:"sources"`
}

// Bounds lists how a figure may be bounded.
var Bounds = []string{"exact", "over", "about"}
