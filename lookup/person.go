package lookup

import (
	"iter"
	"slices"
)

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
	DerivedName  NameKind = "derived"  // our reading of a printed form into another language, for want of a source
)

// NameKinds lists all kinds of names.
var NameKinds = []NameKind{UsualName, FullName, BirthName, MarriedName, PenName, VariantName, PrintedName, MisprintName,
	DerivedName}

// A Name is one form of a person's name.
type Name struct {
	Text string `json:"text"`
	Lang Lang   `json:"lang"`
	// Script is the ISO 15924 code of the writing: Cyrl, Latn or Arab.
	Script  string     `json:"script"`
	Kind    NameKind   `json:"kind"`
	Sources []Citation `json:"sources"`
}

// A LinkKind says how two people belong together.
type LinkKind string

// The kinds of links. The other record links back as Back says.
const (
	LinkBrother      LinkKind = "brother"
	LinkSpouse       LinkKind = "spouse"
	LinkParent       LinkKind = "parent" // the other one is a parent of this one
	LinkChild        LinkKind = "child"
	LinkProbablySame LinkKind = "probably-same"
	LinkNotSame      LinkKind = "not-same" // easily confused
)

// LinkKinds lists all kinds of links.
var LinkKinds = []LinkKind{LinkBrother, LinkSpouse, LinkParent, LinkChild, LinkProbablySame, LinkNotSame}

// Back is the kind of the link from the other person to this one.
func (k LinkKind) Back() LinkKind {
	switch k {
	case LinkParent:
		return LinkChild
	case LinkChild:
		return LinkParent
	}
	return k
}

// A Link joins a person to another one.
type Link struct {
	Kind    LinkKind   `json:"kind"`
	To      string     `json:"to"`
	Why     Text       `json:"why,omitzero"`
	Sources []Citation `json:"sources"`
}

// A Person is all that the dataset states of one person.
type Person struct {
	ID string `json:"id"`
	// List is the id of the list that the record was imported from, empty for one of our own.
	List  string `json:"list,omitempty"`
	Roles []Role `json:"roles"`
	// Female chooses grammatical forms in our own sentences; it states nothing.
	Female bool   `json:"female,omitempty"`
	Names  []Name `json:"forms"`
	// Summary tells the life in two to six sentences, all of them covered by the statements below.
	Summary Text `json:"summary,omitzero"`
	// Identity says how it was settled that the sources speak of one person.
	Identity Text `json:"identity,omitzero"`
	// Searched says where further sources were looked for in vain, nil where some were found.
	Searched *Search `json:"searched,omitempty"`
	// Life is in the order in which it is told: dated facts by date, others where they belong.
	Life  []Fact `json:"life"`
	Links []Link `json:"links,omitempty"`
	// Open lists what is not known, in our words.
	Open []Text `json:"open,omitempty"`
}

// Citations yields the lists of citations of a person, each of which may be changed in place.
func (p *Person) Citations() iter.Seq[[]Citation] {
	return func(yield func([]Citation) bool) {
		for _, n := range p.Names {
			if !yield(n.Sources) {
				return
			}
		}
		for _, f := range p.Life {
			if !yield(f.Sources) || !yield(f.Doubt.Sources) {
				return
			}
		}
		for _, l := range p.Links {
			if !yield(l.Sources) {
				return
			}
		}
	}
}

// A Search is a looking for sources that found none.
type Search struct {
	Date Day `json:"date"`
	// For lists the questions asked.
	For []string `json:"for"`
	// Seen says what was found instead and why it was not accepted.
	Seen Text `json:"seen,omitzero"`
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

// Display chooses the names to show: in each language the first usual name, else our reading, else the first form of any
// kind but a misprint. Variants come last, since they may be those of somebody who is only probably the same.
func (p *Person) Display() Display {
	return Display{KK: p.shown(Kazakh), RU: p.shown(Russian), EN: p.shown(English)}
}

func (p *Person) shown(lang Lang) string {
	for _, accept := range []func(NameKind) bool{
		func(k NameKind) bool { return k == UsualName },
		func(k NameKind) bool { return k == DerivedName },
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

// Years are the years of birth and death, 0 where they are not known or the sources disagree on the year.
func (p *Person) Years() (birth, death int) {
	return onlyYear(p.years(isBirth)), onlyYear(p.years(FactKind.IsDeath))
}

// LikelyYears are the years of birth and death that most sources state, 0 where none is stated or as many state another.
// They tell namesakes apart; they are not for showing.
func (p *Person) LikelyYears() (birth, death int) {
	return likeliestYear(p.years(isBirth)), likeliestYear(p.years(FactKind.IsDeath))
}

func isBirth(k FactKind) bool { return k == FactBorn }

// years counts how many independent sources state each year for the facts of a kind.
func (p *Person) years(counts func(FactKind) bool) map[int]int {
	years := map[int]int{}
	for _, f := range p.Life {
		if counts(f.Kind) && f.Date != nil && f.Date.Earliest.Year == f.Date.Latest.Year {
			years[f.Date.Earliest.Year] += len(Independent(f.Sources))
		}
	}
	return years
}

func onlyYear(years map[int]int) int {
	if len(years) != 1 {
		return 0
	}
	return likeliestYear(years)
}

func likeliestYear(years map[int]int) int {
	most, best := 0, 0
	for year, n := range years {
		switch {
		case n > most:
			most, best = n, year
		case n == most:
			best = 0
		}
	}
	return best
}
