// Package wording reads the words of Russian lists: dates, sentences, charges, rehabilitations, and what they say of people.
// What a table does not hold is left as text; nothing is guessed.
package wording

import "joqtau/lookup"

// A Sentence is what a court or an organ decided.
type Sentence struct {
	// Kind is lookup.FactSentenced; lookup.FactExiled where people were sent to live in a place without being tried;
	// lookup.FactReleased where it says that somebody was freed; lookup.FactRepressed where it only says so; or lookup.FactNoted
	// where nobody was sentenced: the case was dropped, the person acquitted or dead.
	Kind lookup.FactKind
	// Terms are codes of the vocabulary.
	Terms []string
	// Years and Months are the length of the main penalty.
	Years, Months int
	// Place is where people were sent, in the words of the list.
	Place string
}
