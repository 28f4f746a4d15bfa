// Package lookup answers questions about people: who is meant by a written name, what is known of him or her, how
// exactly, and from which source.
//
// It is pure domain: records and rules, no storage, no clock, no messenger. Records come in through [Archive]; a
// [Finder] is built over their names and answers with one of three outcomes, a match, choices or none, each hit with
// the reasons for it.
package lookup

import (
	"context"
	"errors"
)

// ErrNotFound says that a record does not exist. Any other error of an Archive means that it could not be read, and
// must never be shown as "no such person".
var ErrNotFound = errors.New("no such record")

// An Archive holds the records of a dataset. It is safe for concurrent use.
type Archive interface {
	// Person returns one record, or ErrNotFound. It may be shared and must not be changed.
	Person(ctx context.Context, id string) (*Person, error)
	// Source returns one source, or ErrNotFound.
	Source(ctx context.Context, id string) (*Source, error)
	// Topic returns one topic, or ErrNotFound.
	Topic(ctx context.Context, id string) (*Topic, error)
	// Event returns one event, or ErrNotFound.
	Event(ctx context.Context, id string) (*Event, error)
	// Figure returns one figure, or ErrNotFound.
	Figure(ctx context.Context, id string) (*Figure, error)
	// Contradiction returns one contradiction, or ErrNotFound.
	Contradiction(ctx context.Context, id string) (*Contradiction, error)
	// Guide returns one guide, or ErrNotFound.
	Guide(ctx context.Context, id string) (*Guide, error)
	// Term returns one term of the vocabulary, or ErrNotFound.
	Term(ctx context.Context, code string) (*Term, error)
	// Titled lists the records other than people's that bear a title, in any language and however it is spelt; none is no
	// error.
	Titled(ctx context.Context, title string) ([]Ref, error)
	// Matching lists the records other than people's of which a title has all the words in some form, best first; none is no
	// error. named says that the first is called so: its title has no other words.
	Matching(ctx context.Context, words []string) (refs []Ref, named bool, err error)
	// Mentioned lists the records other than people's of which a title is said, in some form, among other words; those first of
	// which it has most words. None is no error.
	Mentioned(ctx context.Context, words []string) ([]Ref, error)
	// Counting lists the figures that count what the words say, those first that most words fit; none is no error.
	Counting(ctx context.Context, words []string) ([]Ref, error)
	// Mentions lists which records speak of the one with the given id; none is no error.
	Mentions(ctx context.Context, id string) (Mentions, error)
	// OnDay returns what is dated to the day of a year or, for year 0, of any, exactly to the day: deaths first, then in the
	// order of year and person. Of lists, which may have thousands, it returns how many people the day met.
	OnDay(ctx context.Context, month, day, year int) (Anniversary, error)
	// OfListOnDay returns what a list dates to the day: deaths first, then in the order of year and list, from offset on, at
	// most limit; none if there is no such list.
	OfListOnDay(ctx context.Context, list string, month, day, year, offset, limit int) ([]DatedFact, error)
	// Twins are the records of other lists that are probably of the same person; none is no error.
	Twins(ctx context.Context, p *Person) ([]Twin, error)
}

// A Ref leads to a record that is no person's.
type Ref struct {
	Kind RecordKind
	ID   string
}

// A RecordKind says what sort of record it is.
type RecordKind string

// The kinds of records that have titles.
const (
	TopicRecord  RecordKind = "topic"
	EventRecord  RecordKind = "event"
	FigureRecord RecordKind = "figure"
	GuideRecord  RecordKind = "guide"
	StepRecord   RecordKind = "step" // of a guide, see Guide.StepID
)

// Mentions are the ids of the records that speak of another, each kind in the order of ids.
type Mentions struct {
	People, Topics, Events, Figures, Contradictions []string
}

// An Anniversary is what a day of the year is remembered for.
type Anniversary struct {
	People []DatedFact
	Events []Event
	// Days are the days of commemoration that fall on it.
	Days []Step
	// Lists are the lists that date something to it.
	Lists []ListDay
}

// A ListDay is how many people a day met by a list.
type ListDay struct {
	// List is the source that the list is.
	List Source
	// Month, Day and Year are what was asked for; Year is 0 for any.
	Month, Day, Year int
	// Counts counts people by what happened to them.
	Counts map[FactKind]int
}

// Deaths is how many people died on the day.
func (d ListDay) Deaths() int {
	n := 0
	for kind, people := range d.Counts {
		if kind.IsDeath() {
			n += people
		}
	}
	return n
}

// A DatedFact is one turn of one person's life, as "on this date" shows it.
type DatedFact struct {
	Person string // id
	Names  Display
	Fact   Fact
}
