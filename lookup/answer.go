package lookup

import "strings"

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
	// Several says that the text was taken for several names. Unfound are those of them by which nobody was found, as written.
	Several bool
	Unfound []string
	// Nearest is, in an answer without hits, the one who came nearest and was rejected, with the reasons for and against;
	// nil if nobody came near.
	Nearest *Hit
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
	WhyYear         ReasonKind = "year"        // the year of birth or death fits, or nearly
	WhyRetyped      ReasonKind = "retyped"     // the text was typed in the wrong layout of the keyboard
	WhyBeside       ReasonKind = "beside"      // a word beside the name stands in the record, such as a place
	WhyUnexplained  ReasonKind = "unexplained" // a written word fits nothing of this person's name
	// What speaks for one person in two lists, beside the names.
	WhySameBirth    ReasonKind = "same_birth"
	WhySameDeath    ReasonKind = "same_death" // the day
	WhySameArrest   ReasonKind = "same_arrest"
	WhySameSentence ReasonKind = "same_sentence"
	// What speaks against a person: the written word is another than the record's.
	WhyNotSurname    ReasonKind = "not_surname"
	WhyNotGiven      ReasonKind = "not_given"
	WhyNotPatronymic ReasonKind = "not_patronymic"
	WhyNotYear       ReasonKind = "not_year"
)

// Contradicts reports whether a reason speaks against a person.
func (k ReasonKind) Contradicts() bool {
	return k == WhyNotSurname || k == WhyNotGiven || k == WhyNotPatronymic || k == WhyNotYear
}

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
	// OtherForms are other spellings of that part of the person's name, for readers of another script.
	OtherForms []string
	// Closeness tells how near they are; empty for kinds without spelling.
	Closeness Closeness
	// Habit names the way of writing in which the word was read, by the name of its table in lookup/name.
	Habit string

	habits      []string // all in which the word reads so
	otherFamily bool     // the word has a family ending that the name has not
	family      bool     // the word ends as surnames do
	doubtful    bool     // the word had to be mended more than by one slip in a long word
	common      bool     // many bear the surname
}

// A Finder looks people up by name. It is safe for concurrent use.
type Finder interface {
	// Find answers which people may be meant by a text that contains a name.
	Find(text string) Answer
	// Beginning lists people of whose names the words begin as those of a text do, for lists that follow somebody's typing; at
	// most limit.
	Beginning(text string, limit int) []string
}

// isWomans reports whether a word ends in -а as women's names do, and the record's does not.
func (r Reason) isWomans() bool {
	endsInA := func(word string) bool {
		word = strings.ToLower(word)
		return strings.HasSuffix(word, "а") || strings.HasSuffix(word, "я") || strings.HasSuffix(word, "a")
	}
	return endsInA(r.Written) && !endsInA(r.Form)
}
