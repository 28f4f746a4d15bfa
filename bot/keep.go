package bot

import (
	"context"
	"errors"
	"time"

	"joqtau/lookup"
)

// A Store keeps what the bot must remember of chats. Forget erases all of it. Implementations are safe for concurrent
// use; the conformance suite in bot/state says what each must do.
type Store interface {
	// Preferences returns what a chat has chosen, the zero value if nothing.
	Preferences(ctx context.Context, chat int64) (Preferences, error)
	// SetPreferences keeps the choice of a chat.
	SetPreferences(ctx context.Context, chat int64, p Preferences) error
	// Forget erases all that is kept about a chat.
	Forget(ctx context.Context, chat int64) error

	// Draft returns the story that a chat is writing, ErrNoDraft if none.
	Draft(ctx context.Context, chat int64) (Draft, error)
	// SetDraft keeps it; a chat has one.
	SetDraft(ctx context.Context, chat int64, d Draft) error
	// DropDraft forgets it; having none is no error.
	DropDraft(ctx context.Context, chat int64) error

	// Contribute puts a story into the inbox, drops the chat's draft and posts the letters that tell of the story's number, all
	// or nothing. It returns the number, or ErrTooMany if the chat has sent limit stories since the given time.
	Contribute(ctx context.Context, c Contribution, limit int, since time.Time, tell func(id int64) []Letter) (int64, error)

	// Watches lists the names that a chat waits for, in the order in which they were left.
	Watches(ctx context.Context, chat int64) ([]Watch, error)
	// AddWatch leaves a name; the same name again is no error. It returns ErrTooMany if the chat has left limit names.
	AddWatch(ctx context.Context, w Watch, limit int) error
	// Subscription returns what a chat wants to be told, ErrNoSubscription if nothing.
	Subscription(ctx context.Context, chat int64) (Subscription, error)
	// SetSubscription keeps it; a chat has one. Its ID is given by the store.
	SetSubscription(ctx context.Context, s Subscription) error
	// DropSubscription ends it; having none is no error.
	DropSubscription(ctx context.Context, chat int64) error

	// DropWatch takes a name back; one that is not the chat's, or gone, is no error.
	DropWatch(ctx context.Context, chat, id int64) error
}

// ErrNoDraft says that a chat writes no story.
var ErrNoDraft = errors.New("no draft")

// ErrNoSubscription says that a chat wants to be told nothing.
var ErrNoSubscription = errors.New("no subscription")

// ErrTooMany says that a chat has reached a limit.
var ErrTooMany = errors.New("too many")

// Preferences are what a chat has chosen; what is empty was not chosen.
type Preferences struct {
	Language lookup.Lang
	// Script is that of Kazakh: one of Scripts, empty for Cyrillic.
	Script Script
}

// A Script is a writing of Kazakh that a rule derives from the Cyrillic.
type Script string

// The scripts. Cyrillic needs no rule.
const (
	Cyrillic Script = ""
	Latin    Script = "latn"
	Arabic   Script = "arab"
)

// Scripts lists all scripts.
var Scripts = []Script{Cyrillic, Latin, Arabic}

// A Contribution is what a person tells of somebody, for those who keep the records to read. It never goes into the
// dataset by itself.
type Contribution struct {
	ID   int64     `json:"id"`
	Chat int64     `json:"-"` // nobody's business but the bot's
	At   time.Time `json:"at"`
	Story
	Language lookup.Lang `json:"language"`
	// Closed says that it was dealt with.
	Closed bool `json:"closed"`
}

// A Story is what a person tells of somebody.
type Story struct {
	// Person is the id of the record that it is about, if it is about one; Name how the person was named otherwise.
	Person string `json:"person,omitempty"`
	Name   string `json:"name,omitempty"`
	// Kind is one of StoryKinds.
	Kind string `json:"kind"`
	Text string `json:"text"`
	// Origin says how it is known.
	Origin string `json:"origin,omitempty"`
	// Contact is how the person may be reached, empty if he or she would rather not be.
	Contact string `json:"contact,omitempty"`
}

// StoryKinds lists the kinds of stories: a mistake in a record, a story about somebody in the records, somebody who is
// missing.
var StoryKinds = []string{"correction", "story", "missing"}

// A Draft is a story in the making.
type Draft struct {
	Story
	// Step is what was asked last.
	Step string `json:"step"`
	// Mending says that the text of a story that was told to the end is written anew.
	Mending bool `json:"mending,omitempty"`
	// Heard is the message that was taken for an answer last. It comes again if the program ended before it was noted as answered.
	Heard int       `json:"heard,omitempty"`
	At    time.Time `json:"at"`
}

// A Watch is a name that a chat waits for.
type Watch struct {
	ID   int64
	Chat int64
	Name string
	At   time.Time
	// Known are the ids of the people who were found under the name already.
	Known []string
}

// A Letter is a message that the bot sends of its own accord, such as news of a name that was waited for.
type Letter struct {
	ID    int64
	Chat  int64
	Reply Reply
	// Due is when it may be sent; Attempts is how often that failed.
	Due      time.Time
	Attempts int
}

// A Subscription is what a chat wants to be told of the days, and when.
type Subscription struct {
	ID   int64
	Chat int64
	// Thread is the topic of a forum, 0 outside.
	Thread int
	Place  Place
	Scope  Scope
	// People are the ids of those whose days are told, for ChosenPeople.
	People []string
	// Minute is the minute of the day, on the clock of Zone, an IANA time zone.
	Minute int
	Zone   string
	// Loud messages ring.
	Loud bool
	// PausedUntil is when the telling goes on; the zero time is in the past.
	PausedUntil time.Time
	// Resting says why nothing can be sent, as when the bot was blocked; empty while it can.
	Resting string
}

// A Scope is which days are told.
type Scope string

// The scopes.
const (
	EveryDay     Scope = "daily"
	MemorialDays Scope = "memorial"
	ChosenPeople Scope = "people"
)

// Scopes lists all scopes.
var Scopes = []Scope{EveryDay, MemorialDays, ChosenPeople}
