package lookup

// An Outcome is how a question ends.
type Outcome string

// The outcomes.
const (
	Match   Outcome = "match"   // one person, sure enough to show the record at once
	Choices Outcome = "choices" // a few people to choose from
	None    Outcome = "none"    // nobody; the list is never complete
)

// MaxHits is the most that an answer offers.
const MaxHits = 10

// An Answer says who may be meant by a written name.
type Answer struct {
	Outcome Outcome
	// Hits are the best first.
	Hits []Hit
	// Read are the words that were taken for parts of a name, as written; Unread those in a script that is not read, if
	// nothing else was.
	Read   []string
	Unread []string
}

// A Hit is a person who may be meant.
type Hit struct {
	Person string // id
	// Score is the probability, by the engine's model, that this person is meant and not another or one who is not in
	// the dataset; in an answer to several names, among those who may be meant by its name.
	Score float64
	Why   []Reason
}

// A ReasonKind says what an agreement or disagreement is about.
type ReasonKind string

// The kinds of reasons.
const (
	WhySurname    ReasonKind = "surname"
	WhyGiven      ReasonKind = "given"
	WhyPatronymic ReasonKind = "patronymic"
	WhyInitial    ReasonKind = "initial" // an initial fits a name or its initial
	// WhyGivenInitial: a written given name begins with the only initial that the record has. It is weak: the record
	// may be of somebody else with that initial.
	WhyGivenInitial ReasonKind = "given_initial"
	WhyForm         ReasonKind = "form"        // the whole name stands so in a source
	WhyUnexplained  ReasonKind = "unexplained" // a written word fits nothing of this person's name
)

// Closeness grades how near two spellings are.
type Closeness string

// The grades of closeness.
const (
	Same    Closeness = "same"    // one name in the usual spellings of the languages
	Respelt Closeness = "respelt" // differs as one name's spellings do
	Slip    Closeness = "slip"    // differs as by a slip of the hand, or is another name
)

// A Reason says why a person was found, or what speaks against it.
type Reason struct {
	Kind ReasonKind
	// Written is what was asked, Form what the record has.
	Written string
	Form    string
	// Closeness tells how near they are; empty for kinds without spelling.
	Closeness Closeness

	mended      bool // the spellings differ
	initialOnly bool // the record has no more than an initial
}

// A Finder answers which people may be meant by a text that contains a name. It is safe for concurrent use.
type Finder interface {
	Find(text string) Answer
}
