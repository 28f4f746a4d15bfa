package lookup

// A Topic is something other than a person that can be looked up: a place, an organ, a case, a newspaper.
type Topic struct {
	ID string `json:"id"`
	// Kind is one of TopicKinds.
	Kind  string `json:"kind"`
	Names Text   `json:"names"`
	// Printed lists the forms of the seed paper.
	Printed []string `json:"printed,omitempty"`
	// Also lists further names under which the topic is known.
	Also []string `json:"also,omitempty"`
	// About says in our words what the sources say.
	About Text  `json:"about,omitzero"`
	Doubt Doubt `json:"doubt,omitzero"`
	// Topics are ids of topics that belong together with this one.
	Topics  []string   `json:"topics,omitempty"`
	Sources []Citation `json:"sources"`
}

// TopicKinds lists the kinds of topics.
var TopicKinds = []string{"place", "body", "camp", "prison", "case", "group", "movement", "party", "society", "newspaper", "document",
	"meeting", "institution", "campaign", "term"}

// An Event is something that happened on a date to several people, or to none that is named.
type Event struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
	Date  Date   `json:"date"`
	// About says in our words what the sources say, beyond the title.
	About Text `json:"about,omitzero"`
	// Place and Topics are ids of topics.
	Place  string   `json:"place,omitempty"`
	Topics []string `json:"topics,omitempty"`
	// Total is the figure that says how many people the event met, if any; the names are never all of them.
	Total string `json:"total,omitempty"`
	// Figures are ids of further figures that belong to the event.
	Figures []string   `json:"figures,omitempty"`
	Doubt   Doubt      `json:"doubt,omitzero"`
	Sources []Citation `json:"sources"`
}

// A Figure is a number that a source states, with what it counts.
type Figure struct {
	ID string `json:"id"`
	// Value is the number; Bound says "exact", "over" or "about" as the source does, or "words" where it gives none, as in
	// "the victims number in the millions"; then Value is 0.
	Value int    `json:"value,omitempty"`
	Bound string `json:"bound"`
	// AsPrinted quotes the source's own words for the number.
	AsPrinted string `json:"printed"`
	// Words are those words in the three languages, of a figure that has no other value.
	Words Text `json:"words,omitzero"`
	// Of is the number that Value is a part of, 0 where none is stated: 33 of 101.
	Of      int        `json:"of,omitempty"`
	Counts  Text       `json:"counts"`
	Date    *Date      `json:"date,omitempty"`
	Place   string     `json:"place,omitempty"`
	Topics  []string   `json:"topics,omitempty"`
	Doubt   Doubt      `json:"doubt,omitzero"`
	Sources []Citation `json:"sources"`
}

// Bounds lists how a figure may be bounded.
var Bounds = []string{"exact", "over", "about", InWords}

// InWords is the bound of a figure without a number.
const InWords = "words"
