package lookup

import (
	"cmp"
	"slices"
)

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
	FactImprisoned FactKind = "imprisoned"
	FactExpelled   FactKind = "expelled" // driven out of a place
	FactReleased   FactKind = "released"
	FactRepressed  FactKind = "repressed" // counted among the victims, without saying how
	FactPerished   FactKind = "perished"  // killed, without saying how
	FactShot       FactKind = "shot"
	FactDied       FactKind = "died"
	FactBuried     FactKind = "buried"
	FactRehab      FactKind = "rehabilitated"
	FactFamily     FactKind = "family" // what was done to relatives

	// What lists say beside the turns of a life.
	FactNationality FactKind = "nationality"
	FactCitizenship FactKind = "citizenship"
	FactEducation   FactKind = "education"
	FactParty       FactKind = "party"     // member of a party, or of none
	FactCaseFile    FactKind = "case_file" // where the papers of the case lie
	FactNoted       FactKind = "noted"     // the source says more, which was not understood
)

// FactKinds lists all kinds of facts.
var FactKinds = []FactKind{
	FactBorn, FactStudied, FactPost, FactActed, FactLived, FactNamed, FactCriticised, FactLabelled, FactAccused, FactArrested,
	FactSentenced, FactCommuted, FactExiled, FactImprisoned, FactExpelled, FactReleased, FactRepressed, FactPerished,
	FactShot, FactDied, FactBuried, FactRehab, FactFamily,
	FactNationality, FactCitizenship, FactEducation, FactParty, FactCaseFile, FactNoted,
}

// Wordless are the kinds of facts that have no words of their own: their text says all.
var Wordless = []FactKind{FactPost, FactActed, FactLived, FactNamed, FactLabelled, FactFamily}

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
	// Terms are codes of the vocabulary: the sentence, the articles of the code, the charge, the ground of a rehabilitation, the
	// nationality, the schooling, the membership of a party, the sort of body that did it.
	Terms []string `json:"terms,omitempty"`
	// Years and Months are together the length of a sentence, 0 where none is stated.
	Years  int `json:"years,omitempty"`
	Months int `json:"months,omitempty"`
	// What says in our words what the source says, beyond the other fields.
	What Text `json:"what,omitzero"`
	// Quoted is what a list says in its own words.
	Quoted Quoted `json:"quoted,omitzero"`
	Doubt  Doubt  `json:"doubt,omitzero"`
	// Disputed says that another statement of the record contradicts this one, as Doubt explains. Births and deaths on
	// different dates need no such mark.
	Disputed bool       `json:"disputed,omitempty"`
	Sources  []Citation `json:"sources"`
}

// Quoted is what a list says of a fact in its own words and language, field by field. They stand also where they were
// understood: then Terms, Years and Date say the same.
type Quoted struct {
	// Place is where it happened: "Карагандинская обл., Каркаралинск".
	Place string `json:"place,omitempty"`
	// Body is who did it: "тройка УНКВД по Карагандинской обл.".
	Body string `json:"body,omitempty"`
	// Charge is what the person was accused of: "58-10 УК РСФСР".
	Charge string `json:"charge,omitempty"`
	// Partly says that the terms tell only a part of the charge.
	Partly bool `json:"partly,omitempty"`
	// Text is the rest: an occupation, a sentence, a ground.
	Text string `json:"text,omitempty"`
}

// A Doubt says in our words why a statement is to be read with care, and from which other sources that is known, if from
// any.
type Doubt struct {
	Text
	Sources []Citation `json:"sources,omitempty"`
}

// IsZero reports whether there is no doubt.
func (d Doubt) IsZero() bool { return d.Text.IsZero() && len(d.Sources) == 0 }

// A Grade says how well a statement is supported.
type Grade string

// The grades of a statement.
const (
	GradeSingle    Grade = "single"    // printed in one source
	GradeConfirmed Grade = "confirmed" // stated by two or more sources that do not copy one another
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
	if fact.Disputed {
		return GradeDisputed
	}
	for i := range p.Life {
		if p.Life[i].contradicts(fact) {
			return GradeDisputed
		}
	}
	if len(Independent(fact.Sources)) > 1 {
		return GradeConfirmed
	}
	return GradeSingle
}

// Independent lists the sources of citations, each once, a copy as the source that it copies.
func Independent(citations []Citation) []string {
	var list []string
	for _, c := range citations {
		if root := cmp.Or(c.Copies, c.Source); !slices.Contains(list, root) {
			list = append(list, root)
		}
	}
	return list
}
