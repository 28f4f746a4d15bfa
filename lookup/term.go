package lookup

// A Term is an entry of the vocabulary: a sentence, a charge, an article, a ground, a nationality, in the three languages.
type Term struct {
	Code string `json:"code"`
	Text
	// Unverified are the languages in which no page was seen that uses the term.
	Unverified []Lang `json:"unverified,omitempty"`
	// Seen is where the Kazakh term was seen in use, if it was.
	Seen []string `json:"seen,omitempty"`
}
