// Package wording reads the words of Russian lists: dates, sentences, charges, rehabilitations, and what they say of people.
// What a table does not hold is left as text; nothing is guessed.
package wording

import "joqtau/lookup"

// A Sentence is what a court or an organ decided.
type Sentence struct {
	// Kind is lookup.FactSentenced; lookup.FactExiled where people were sent to live in a place without being tried; or
	// lookup.FactReleased where the case was dropped or the person acquitted.
	Kind lookup.FactKind
	// Terms are codes of the vocabulary, Years the length of the main penalty.
	Terms []string
	Years int
}
