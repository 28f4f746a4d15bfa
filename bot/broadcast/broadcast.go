// Package broadcast decides what is due, for whom and when, and holds the rules of the ledger by which nobody gets a message twice
// and none is lost without a trace.
//
// Telegram has no key by which a message could be sent once only, and a bot cannot see what it has sent. After a connection that was
// cut behind the request, "sent" and "not sent" look alike. So a delivery is claimed and that is written down before the call, and
// its outcome afterwards: whatever ends in between is unknown, and is not sent again by itself.
package broadcast

import (
	"context"
	"fmt"
	"time"
	_ "time/tzdata" // a small image has no zones of its own

	"joqtau/bot"
	"joqtau/lookup"
)

// A State says how far a delivery is.
type State string

// The states. Pending becomes Sending before the call; from there the outcome leads to Sent, Failed, Unknown or back to Pending.
const (
	Pending   State = "pending"
	Sending   State = "sending"
	Sent      State = "sent"
	Failed    State = "failed"    // refused for good
	Unknown   State = "unknown"   // the call may have taken effect
	Expired   State = "expired"   // too late to be of use
	Cancelled State = "cancelled" // stopped by an operator
)

// States lists all states.
var States = []State{Pending, Sending, Sent, Failed, Unknown, Expired, Cancelled}

// A Delivery is one message to one subscriber.
type Delivery struct {
	ID           int64
	Broadcast    int64
	Subscription int64
	Chat         int64
	Thread       int
	Place        bot.Place
	Loud         bool
	Reply        bot.Reply
	Attempts     int
	Deadline     time.Time
}

// A Result is how a delivery's call ended.
type Result struct {
	Outcome Outcome
	// After is how long to wait before the next attempt, for Busy.
	After time.Duration
	// Moved is the chat that the chat has become, for Migrated.
	Moved int64
	// Message is the number of the message, for Delivered.
	Message int
	// Reason says why, for the operator's report. It holds nothing that anybody wrote.
	Reason string
}

// An Outcome is how a call ended.
type Outcome int

// The outcomes.
const (
	Delivered Outcome = iota
	Busy              // Telegram asks to wait; the attempt does not count
	Later             // it surely did not take effect; it can be tried again
	Refused           // the chat takes no message: it has blocked, thrown out or lost the bot, or its topic is closed
	Migrated          // the chat has another number now
	Faulty            // the message itself is refused
	Ambiguous         // it may have taken effect
	Fatal             // nothing can be sent at all: the token is revoked
)

// The rules of the ledger.
const (
	// Window is for how long after the hour that was chosen a day's message may be sent: later, it is worse than none.
	Window = 3 * time.Hour
	// MaxFaulty is how many messages of a broadcast may be refused for themselves before it is paused: then they all are.
	MaxFaulty = 3
	// LongestPause bounds the wait between attempts.
	LongestPause = 15 * time.Minute
)

// Next is what becomes of a claimed delivery: its state, and when it may be tried again.
func Next(d Delivery, r Result, now time.Time) (State, time.Time) {
	switch r.Outcome {
	case Delivered:
		return Sent, time.Time{}
	case Busy, Migrated:
		return stillInTime(d, now.Add(r.After))
	case Later:
		return stillInTime(d, now.Add(min(time.Second<<min(d.Attempts, 10), LongestPause)))
	case Refused, Faulty:
		return Failed, time.Time{}
	case Fatal:
		return Pending, now
	}
	return Unknown, time.Time{}
}

func stillInTime(d Delivery, at time.Time) (State, time.Time) {
	if !d.Deadline.IsZero() && at.After(d.Deadline) {
		return Expired, time.Time{}
	}
	return Pending, at
}

// A Subscription is what a chat wants to be told, and when.
type Subscription = bot.Subscription

// A Moment is what a clock in a time zone shows.
type Moment struct {
	Day    lookup.Day
	Minute int // of the day
}

// Clock is what the clock of a zone shows at a time.
func Clock(zone string, now time.Time) (Moment, error) {
	location, err := time.LoadLocation(zone)
	if err != nil {
		return Moment{}, fmt.Errorf("read the clock of %s: %w", zone, err)
	}
	local := now.In(location)
	return Moment{lookup.Day{Year: local.Year(), Month: local.Month(), Day: local.Day()}, local.Hour()*60 + local.Minute()}, nil
}

// Due is for which minutes of the day a day's message is due at a moment, those after the first up to the second: from its minute on for
// the window, but not beyond midnight. The clock on the wall decides, so that a minute that it leaves out in spring is due when it has been passed, and one
// that it shows twice in autumn the first time; that a subscriber has one message a day does the rest. A machine that slept sends what
// is still in the window; what is not is passed over, since a word about a day that is over is worse than none.
func (m Moment) Due() (after, upTo int) { return m.Minute - windowMinutes, m.Minute }

// Left is for how long the window of a minute is still open, up to midnight.
func (m Moment) Left(minute int) time.Duration {
	return time.Duration(min(minute+windowMinutes, minutesOfDay)-m.Minute) * time.Minute
}

const (
	windowMinutes = int(Window / time.Minute)
	minutesOfDay  = 24 * 60
)

// Remembered lists the days of the year whose dead are remembered on a day: the day itself, and on the last of February of a common
// year the twenty-ninth too, which would otherwise be passed over.
func Remembered(day lookup.Day) []lookup.Day {
	days := []lookup.Day{day}
	leap := time.Date(day.Year, time.February, 29, 0, 0, 0, 0, time.UTC).Month() == time.February
	if day.Month == time.February && day.Day == 28 && !leap {
		days = append(days, lookup.Day{Year: day.Year, Month: time.February, Day: 29})
	}
	return days
}

// A Ledger keeps broadcasts and their deliveries. It is safe for concurrent use by one program.
type Ledger interface {
	// Recover is called at start: what was being sent when the program ended is unknown. It returns how many those are.
	Recover(ctx context.Context) (int, error)
	// Zones lists the time zones in which there are subscribers.
	Zones(ctx context.Context) ([]string, error)
	// Waiting lists at most limit subscriptions of a zone to which a message is due at a moment and for whose day it has not been
	// settled yet.
	Waiting(ctx context.Context, zone string, m Moment, limit int, now time.Time) ([]Subscription, error)
	// Plan settles for subscribers what they are sent on a day.
	Plan(ctx context.Context, day lookup.Day, planned []Planned, now time.Time) error
	// Claim takes the delivery that has been due for longest and marks it as being sent, false if none is due.
	Claim(ctx context.Context, now time.Time) (Delivery, bool, error)
	// Record writes down how a claimed delivery ended.
	Record(ctx context.Context, d Delivery, r Result, now time.Time) error
}

// A Planned delivery is the day's message for one subscriber.
type Planned struct {
	Subscription Subscription
	Deadline     time.Time
	// Reply is nil on a day of which there is nothing to tell the subscriber; that too is settled, so that it is not asked again.
	Reply *bot.Reply
}

// A Composer writes the message of days for a subscriber, nil if there is nothing to tell.
type Composer interface {
	DayLetter(ctx context.Context, s Subscription, days []lookup.Day) (*bot.Reply, error)
}

// A Sender makes one attempt to send, within what is allowed.
type Sender interface {
	// Alive asks whether Telegram answers, by a call that reaches no chat.
	Alive(ctx context.Context) bool
	// Ready waits until a broadcast's message may be sent and takes the allowance for it, which giveBack gives back if none is due;
	// not if the context ends meanwhile.
	Ready(ctx context.Context) (giveBack func(), ok bool)
	// Take takes a chat's own allowance, or says how long that chat must wait.
	Take(chat int64) time.Duration
	// Deliver makes the call at once.
	Deliver(ctx context.Context, d Delivery) Result
}
