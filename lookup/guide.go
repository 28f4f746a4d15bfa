package lookup

import (
	"slices"
	"strconv"
	"strings"
)

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
	// Also lists further words by which the step is found.
	Also []string `json:"also,omitempty"`
	What Text     `json:"what,omitzero"`
	// Day is the day of the year, MM-DD, of a commemoration that has a fixed one.
	Day string `json:"day,omitempty"`
	// For lists the situations, of Situations, that the step is for; none means all.
	For []string `json:"for,omitempty"`
	// Read is when we last read the page; Date is the page's own date, nil where it bears none. What it said may have changed.
	Read    Day        `json:"read"`
	Date    *Date      `json:"date,omitempty"`
	Sources []Citation `json:"sources"`
}

// StepID is the id by which a step, counted from 0, is looked up.
func (g *Guide) StepID(i int) string { return g.ID + "." + strconv.Itoa(i+1) }

// CutStepID cuts the id of a step into that of its guide and the step, counted from 0; -1 if it is none.
func CutStepID(id string) (guide string, i int) {
	guide, number, _ := strings.Cut(id, ".")
	n, err := strconv.Atoi(number)
	if err != nil {
		return guide, -1
	}
	return guide, n - 1
}

// Situations lists what may have happened to a person who is looked for: shot, sent to a camp, deported or exiled.
var Situations = []string{"shot", "camp", "exile"}

// Serves reports whether a step is for a situation; an unknown one, which is empty, may be any.
func (s *Step) Serves(situation string) bool {
	return situation == "" || len(s.For) == 0 || slices.Contains(s.For, situation)
}
