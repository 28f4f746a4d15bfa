package broadcast

import (
	"fmt"
	"strings"
	"time"

	"joqtau/bot"
	"joqtau/lookup"
)

// A Word is what operators say to all who want to be told of memorial days.
type Word struct {
	// Name tells it from others, such as "memorial-day-2027".
	Name string
	// Texts are its messages, by variant.
	Texts map[Variant]bot.Reply
}

// A Variant says for which chats a text is.
type Variant struct {
	Language lookup.Lang
	Script   bot.Script
	Place    bot.Place
}

// String writes the variant as LANGUAGE/SCRIPT/PLACE.
func (v Variant) String() string { return fmt.Sprintf("%s/%s/%d", v.Language, v.Script, v.Place) }

// Variants lists all that a word has: Kazakh in three scripts, Russian, English, each in every sort of chat.
func Variants() []Variant {
	var list []Variant
	for _, place := range []bot.Place{bot.Private, bot.Group, bot.Channel} {
		for _, lang := range lookup.Langs {
			for _, script := range bot.Scripts {
				if lang == lookup.Kazakh || script == bot.Cyrillic {
					list = append(list, Variant{lang, script, place})
				}
			}
		}
	}
	return list
}

// Places are the words for sorts of chats in an operator's report.
var Places = map[bot.Place]string{bot.Private: "private", bot.Group: "group", bot.Channel: "channel"}

// A Count is how many deliveries of a broadcast are in a state, or chats in a variant.
type Count struct {
	What string
	N    int
}

// A Status is how far a broadcast is.
type Status struct {
	Name   string
	State  string
	Reason string // why it was paused
	Counts map[State]int
	At     time.Time
}

// Total is the number of deliveries.
func (s Status) Total() int {
	total := 0
	for _, n := range s.Counts {
		total += n
	}
	return total
}

// Left is the number of those that are still to be sent.
func (s Status) Left() int { return s.Counts[Pending] + s.Counts[Sending] }

// String tells the counts in the order of States, those of none left out.
func (s Status) String() string {
	var parts []string
	for _, state := range States {
		if n := s.Counts[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", state, n))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no deliveries"}
	}
	return strings.Join(parts, ", ")
}
