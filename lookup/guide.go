package lookup

import "slices"

// A Guide leads on from the records: where a descendant may ask next, when the dead are remembered, what a teacher may read.
type Guide struct {
	ID string `json:"id"`
	// Kind is one of GuideKinds.
	Kind  string `json:"kind"`
	Title Text   `json:"title"`
	About Text   `json:"about,omitzero"`
	Steps []Step `json:"steps"`
}

// GuideKinds lists the kinds of guides.
var GuideKinds = []string{"search", "calendar", "reading"}

// A Step is one thing to do, to keep or to read. The address of each is that of its source.
type Step struct {
	Title Text `json:"title"`
	What  Text `json:"what,omitzero"`
	// Day is the day of the year, MM-DD, of a commemoration that has a fixed one.
	Day string `json:"day,omitempty"`
	// For lists the situations, of Situations, that the step is for; none means all.
	For []string `json:"for,omitempty"`
	// Read is when we last read the page; Date is the page's own date, nil where it bears none. What it said may have changed.
	Read    Day        `json:"read"`
	Date    *Date      `json:"date,omitempty"`
	Sources []Citation `json:"sources"`
}

// Situations lists what may have happened to a person who is looked for: shot, sent to a camp, deported or exiled.
var Situations = []string{"shot", "camp", "exile"}

// Serves reports whether a step is for a situation; an unknown one, which is empty, may be any.
func (s *Step) Serves(situation string) bool {
	return situation == "" || len(s.For) == 0 || slices.Contains(s.For, situation)
}
