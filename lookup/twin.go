package lookup

import (
	"reflect"
	"slices"
	"strings"
)

// A Twin is a record of another list that is probably of the same person.
type Twin struct {
	Person string // id
	Why    []Reason
}

// datedOnce are the kinds of facts that are dated to the same day for one person in any list, and hardly ever for two of one name.
var datedOnce = []struct {
	kind   FactKind
	reason ReasonKind
}{{FactShot, WhySameDeath}, {FactDied, WhySameDeath}, {FactArrested, WhySameArrest}, {FactSentenced, WhySameSentence}}

// Resembles reports whether two records are probably of one person, and why: the names agree, as the name engine says of the
// other in its reasons; something beside the names does, the birth or a day of the life; and nothing speaks against it.
func (p *Person) Resembles(other *Person, names []Reason) (why []Reason, ok bool) {
	isWhole := func(kind ReasonKind) bool {
		return slices.ContainsFunc(names, func(r Reason) bool { return r.Kind == kind && r.Closeness != Slip && !r.otherFamily })
	}
	against := func(r Reason) bool { return r.Kind.Contradicts() } // a word that is left over is one that the other record lacks
	if !isWhole(WhySurname) || !isWhole(WhyGiven) || slices.ContainsFunc(names, against) || contradictsDates(p, other) {
		return nil, false
	}
	why = slices.Clone(names)
	birth, _ := p.LikelyYears()
	otherBirth, _ := other.LikelyYears()
	isBirth := birth != 0 && birth == otherBirth
	if isBirth {
		why = append(why, Reason{Kind: WhySameBirth})
	}
	days := sameDays(p, other)
	why = append(why, days...)
	return why, isBirth && (isWhole(WhyPatronymic) || len(days) > 0) || len(days) > 0 && (isBirth || birth*otherBirth == 0)
}

// sameDays are the turns of two lives that are dated to one day.
func sameDays(p, other *Person) (why []Reason) {
	for _, f := range p.Life {
		for _, g := range other.Life {
			for _, once := range datedOnce {
				same := f.Kind == once.kind && (g.Kind == f.Kind || f.Kind.IsDeath() && g.Kind.IsDeath()) && isSameDay(f.Date, g.Date)
				if same && !slices.ContainsFunc(why, func(r Reason) bool { return r.Kind == once.reason }) {
					why = append(why, Reason{Kind: once.reason})
				}
			}
		}
	}
	return why
}

func isSameDay(a, b *Date) bool {
	return a != nil && b != nil && a.Precision == PrecisionDay && b.Precision == PrecisionDay && a.Earliest == b.Earliest
}

// nearYears is by how many years lists give one person another birth at most.
const nearYears = 2

// contradictsDates reports whether births, deaths or turns of two lives cannot be those of one.
func contradictsDates(p, other *Person) bool {
	birth, death := p.LikelyYears()
	otherBirth, otherDeath := other.LikelyYears()
	apart := func(a, b, most int) bool { return a != 0 && b != 0 && max(a, b)-min(a, b) > most }
	return apart(birth, otherBirth, nearYears) || apart(death, otherDeath, 1) || diedOnOtherDays(p, other)
}

// diedOnOtherDays reports whether both records have days of death, and none in common.
func diedOnOtherDays(p, other *Person) bool {
	days, otherDays := deathDays(p), deathDays(other)
	isCommon := func(d Day) bool { return slices.Contains(otherDays, d) }
	return len(days) > 0 && len(otherDays) > 0 && !slices.ContainsFunc(days, isCommon)
}

func deathDays(p *Person) (days []Day) {
	for _, f := range p.Life {
		if f.Kind.IsDeath() && f.Date != nil && f.Date.Precision == PrecisionDay {
			days = append(days, f.Date.Earliest)
		}
	}
	return days
}

// Copy is a person whose names, facts, links, roles and open questions can be added to without changing p.
func (p *Person) Copy() *Person {
	q := *p
	q.Names, q.Life, q.Links, q.Roles = slices.Clone(p.Names), slices.Clone(p.Life), slices.Clone(p.Links), slices.Clone(p.Roles)
	q.Open = slices.Clone(p.Open)
	return &q
}

// Join adds the statements of another record of the same person, each with its own sources. Where both say the same, the
// statement has the sources of both.
func (p *Person) Join(other *Person) {
	for _, n := range other.Names {
		i := slices.IndexFunc(p.Names, func(m Name) bool { return strings.EqualFold(m.Text, n.Text) && m.Lang == n.Lang })
		switch {
		case i < 0 && n.Kind == DerivedName && p.shown(n.Lang) != "": // there is one already
			continue
		case i < 0:
			p.Names = append(p.Names, n)
			continue
		case p.Names[i].Kind == DerivedName: // now somebody states it
			p.Names[i].Kind = n.Kind
		}
		p.Names[i].Sources = slices.Concat(p.Names[i].Sources, n.Sources)
	}
	for _, f := range other.Life {
		i := slices.IndexFunc(p.Life, func(g Fact) bool { return g.saysSame(f) })
		if i < 0 {
			p.Life = append(p.Life, f)
			continue
		}
		p.Life[i].Sources = slices.Concat(p.Life[i].Sources, f.Sources)
	}
	SortLife(p.Life)
	p.joinRest(other)
}

// joinRest adds what is neither a name nor of the life. A summary tells what the statements below it do: one is enough.
func (p *Person) joinRest(other *Person) {
	for _, link := range other.Links {
		i := slices.IndexFunc(p.Links, func(l Link) bool { return l.Kind == link.Kind && l.To == link.To && l.Why == link.Why })
		if i < 0 {
			p.Links = append(p.Links, link)
			continue
		}
		p.Links[i].Sources = slices.Concat(p.Links[i].Sources, link.Sources)
	}
	for _, question := range other.Open {
		if !slices.Contains(p.Open, question) {
			p.Open = append(p.Open, question)
		}
	}
	p.Female = p.Female || other.Female
	if p.Summary.IsZero() {
		p.Summary = other.Summary
	}
	if p.Identity.IsZero() {
		p.Identity = other.Identity
	}
	for _, role := range other.Roles {
		if !p.Has(role) {
			p.Roles = append(p.Roles, role)
		}
	}
}

// saysSame reports whether two facts say the same, neither more than the other: only then may each have the sources of both. How
// a source writes the date is no part of that.
func (f Fact) saysSame(g Fact) bool {
	bare := func(f Fact) Fact {
		f.Sources = nil
		if f.Date != nil {
			date := *f.Date
			date.AsPrinted = ""
			f.Date = &date
		}
		return f
	}
	return reflect.DeepEqual(bare(f), bare(g))
}

// SortLife brings facts into the order of their dates; those without a date stay behind the one that they stood behind.
func SortLife(life []Fact) {
	type placed struct {
		fact Fact
		day  Day
	}
	list, day := make([]placed, len(life)), Day{}
	for i, f := range life {
		if f.Date != nil {
			if day = f.Date.Earliest; day.IsZero() {
				day = f.Date.Latest
			}
		}
		list[i] = placed{f, day}
	}
	slices.SortStableFunc(list, func(a, b placed) int { return a.day.Compare(b.day) })
	for i := range list {
		life[i] = list[i].fact
	}
}
