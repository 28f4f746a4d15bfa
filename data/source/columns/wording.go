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

// ourWords reads nothing yet: all stays as the lists have it.
var ourWords = words{
	date:           func(string) (lookup.Date, bool) { return lookup.Date{}, false },
	sentence:       func(string) (wording.Sentence, bool) { return wording.Sentence{}, false },
	charge:         func(string) ([]string, bool) { return nil, false },
	rehabilitation: func(string) (rehabilitation, bool) { return rehabilitation{}, false },
	nationality:    func(string) (string, bool) { return "", false },
	education:      func(string) (string, bool) { return "", false },
	party:          func(string) (string, bool) { return "", false },
}
