package lookup

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
	// Kind is one of SourceKinds.
	Kind string `json:"kind"`
	// Mirrors names the source whose text this one repeats, if it does.
	Mirrors string `json:"mirrors,omitempty"`
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
	ByRecord  Locator = "record"  // the number of a record in a list
)

// SourceKinds lists the kinds of sources. What each is good and bad for is written in data/README.md.
var SourceKinds = []string{"scholarship", "reference", "archive", "list", "press", "wiki", "compilation", "law"}

// A Citation is the place in a source that supports a statement.
type Citation struct {
	Source string `json:"source"`
	At     string `json:"at"`
	// Quote gives at most 25 words in the original language, where that helps.
	Quote string `json:"quote,omitempty"`
	// Copies names the source that the cited page repeats word for word, if it is no independent witness.
	Copies string `json:"copies,omitempty"`
}
