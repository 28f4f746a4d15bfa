package columns

import (
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// words are what reads the words of lists.
type words struct {
	date        func(text string) (lookup.Date, bool)
	nationality func(text string) (code string, ok bool)
	education   func(text string) (code string, ok bool)
	party       func(text string) (code string, ok bool)
}

// ourWords are those of package wording.
var ourWords = words{
	date:        wording.Date,
	nationality: wording.Nationality,
	education:   wording.Education,
	party:       wording.Party,
}
