package lookup

// A Contradiction holds statements that cannot all be true, side by side.
type Contradiction struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
	Sides []Side `json:"sides"`
	// Note says in our words how the sides are to be read.
	Note Text `json:"note,omitzero"`
	// Print says that it is one of how a source prints something, not of what happened.
	Print bool `json:"print,omitempty"`
	// Concerns are ids of the people, topics, events and figures that the statements are about.
	Concerns []string `json:"concerns"`
}

// A Side is one of the statements.
type Side struct {
	Says    Text       `json:"says"`
	Sources []Citation `json:"sources"`
}
