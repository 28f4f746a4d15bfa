package lookup

import "slices"

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

// Years are the years of birth and death, 0 where they are not known or the sources disagree on the year.
func (p *Person) Years() (birth, death int) {
	year := func(counts func(FactKind) bool) int {
		years := map[int]bool{}
		for _, f := range p.Life {
			if counts(f.Kind) && f.Date != nil && f.Date.Earliest.Year == f.Date.Latest.Year {
				years[f.Date.Earliest.Year] = true
			}
		}
		if len(years) == 1 {
			for y := range years {
				return y
			}
		}
		return 0
	}
	return year(func(k FactKind) bool { return k == FactBorn }), year(FactKind.IsDeath)
}
