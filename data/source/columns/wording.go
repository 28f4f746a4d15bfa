package columns

import (
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// words are what reads the words of lists.
type words struct {
	date           func(text string) (lookup.Date, bool)
	sentence       func(text string) (wording.Sentence, bool)
	charge         func(text string) (terms []string, ok bool)
	rehabilitation func(text string) (rehabilitation, bool)
	nationality    func(text string) (code string, ok bool)
	education      func(text string) (code string, ok bool)
	party          func(text string) (code string, ok bool)
}

// A rehabilitation is what a list says of one: none tells that there was none.
type rehabilitation struct {
	terms []string
	body  string
	none  bool
}

// ourWords are those of package wording.
var ourWords = words{
	date:     wording.Date,
	sentence: wording.ReadSentence,
	charge:   wording.Charge,
	rehabilitation: func(text string) (rehabilitation, bool) {
		read, ok := wording.Rehabilitation(text)
		return rehabilitation{terms: read.Terms, body: read.Body, none: read.None}, ok
	},
	nationality: wording.Nationality,
	education:   wording.Education,
	party:       wording.Party,
}
