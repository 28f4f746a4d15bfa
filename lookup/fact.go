package lookup

import "slices"

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

// Wordless are the kinds of facts that have no words of their own: their text says all.
var Wordless = []FactKind{FactPost, FactActed, FactLived, FactNamed, FactLabelled}

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
