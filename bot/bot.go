// Package bot is the conversation: an event comes in, a reply goes out.
//
// It knows no messenger, no database, no clock. Adapters (bot/telegram, bot/console) turn what a person does into an
// Event and show the Reply; what is known of people comes through interfaces.
package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"joqtau/bot/words"
	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// An Event is one thing that a person did in a chat.
type Event struct {
	// Chat is the number of the chat, the key of all that is kept about it.
	Chat int64
	// Message is the number of the message in the chat, 0 if it has none.
	Message int
	// Place is where the chat is, Thread the topic of a forum, 0 outside.
	Place  Place
	Thread int
	// Time is when it happened.
	Time time.Time
	// Language is the language code of the person's program, if known: "kk", "ru-RU".
	Language string
	// Command is a command without its slash, empty for plain text and presses.
	Command string
	// Text is what was written, without the command.
	Text string
	// Mentioned says that the bot was addressed by its name, in a group.
	Mentioned bool
	// Edited says that the text stands in the place of one that was answered before.
	Edited bool
	// Press is set when a button was pressed.
	Press *Press
	// Joined is set when the bot was brought into a group, or may write in a channel.
	Joined bool
	// Manages asks whether the person may change the settings of the chat. Without it, he or she may.
	Manages func(context.Context) (bool, error)
}

// A Place is a sort of chat.
type Place int

// The places. In a group the bot answers only what is surely asked of it. In a channel nobody can press buttons for himself.
const (
	Private Place = iota
	Group
	Channel
)

// A Press is the pressing of a button under an earlier reply.
type Press struct {
	// Data is the button's.
	Data string
	// Question is the text that the reply with the button answered, empty if it is not known any more.
	Question string
}

// A Reply answers an event.
type Reply struct {
	Text Text `json:"text"`
	// Buttons are rows under the text.
	Buttons [][]Button `json:"buttons,omitempty"`
	// Edit asks to put the reply in the place of the one whose button was pressed.
	Edit bool `json:"-"`
	// Quote asks to show which message is answered, so that a press can name its Question.
	Quote bool `json:"-"`
	// Prompt asks the person for an answer to this message, which in a group is the only way to be heard; it says what to
	// write.
	Prompt string `json:"-"`
	// Notice is a short word to show instead of a text, when a button was pressed.
	Notice string `json:"-"`

	chosen *Preferences // set where the event changed what the chat has chosen
	shows  string       // the data of a button to the person, entry or day that is shown, if one is
}

// A Button under a reply does what the field beside the label says.
type Button struct {
	Label string `json:"label"`
	// Data comes back in a Press; at most 64 bytes.
	Data string `json:"data,omitempty"`
	// Link is an address to open.
	Link string `json:"link,omitempty"`
	// Start opens a private chat with the bot and begins it with this text: at most 64 of A-Z, a-z, 0-9, _ and -.
	Start string `json:"start,omitempty"`
	// Copy is what the button copies, followed by a link to Start.
	Copy string `json:"copy,omitempty"`
	// Share asks for a chat and writes this inline query into it.
	Share string `json:"share,omitempty"`
}

// An Archive is where records are read.
type Archive interface {
	lookup.Archive
	// Size is the number of people of our own records, Imported are the lists that are served beside them.
	Size() int
	Imported() []ImportedList
	// Version tells the dataset from others, for citations.
	Version() string
	// AllSources, AllTopics, AllEvents and AllGuides list the records of a kind in the order of their ids.
	AllSources(ctx context.Context) ([]lookup.Source, error)
	AllTopics(ctx context.Context) ([]lookup.Topic, error)
	AllEvents(ctx context.Context) ([]lookup.Event, error)
	AllGuides(ctx context.Context) ([]lookup.Guide, error)
}

// An ImportedList is a list that is served beside our own records.
type ImportedList struct {
	Title  string
	People int
}

// A Bot holds conversations. It is safe for concurrent use.
type Bot struct {
	Finder  lookup.Finder
	Archive Archive
	Store   Store
	Words   *words.Words
	// Operators are the chats of those who run the bot and are told what needs them.
	Operators []int64
}

// Handle answers an event. The reply is fit to be sent even beside an error, which is for the log; it never holds what
// the person wrote.
func (b *Bot) Handle(ctx context.Context, event Event) (Reply, error) {
	chosen, keptErr := b.chosen(ctx, event)
	t := turn{Bot: b, ctx: ctx, event: event, chosen: chosen, voice: b.Words.In(chosen.Language)}
	if event.Press != nil {
		shown, back, _ := strings.Cut(event.Press.Data, backMark)
		t.event.Press, t.back = &Press{Data: shown, Question: event.Press.Question}, back
	}
	story, err := t.unfinished()
	keptErr = errors.Join(keptErr, err)
	reply, err := t.answer(story)
	if err == nil {
		reply, err = t.withWaysBack(reply)
	}
	if err != nil {
		return b.Failed(event), fmt.Errorf("answer an event: %w", errors.Join(err, keptErr))
	}
	return finish(reply, t), keptErr // an answer in another language is better than none
}

// finish writes a reply in the script that the chat has chosen, and leaves out what cannot be used in its place.
func finish(reply Reply, t turn) Reply {
	if t.event.Place == Channel {
		reply.Buttons, reply.Prompt = openToAll(reply.Buttons), ""
	}
	if reply.chosen != nil {
		t.chosen = *reply.chosen
	}
	if t.chosen.Language == lookup.Kazakh {
		return inScript(reply, t.chosen.Script, t.Words.In(lookup.Kazakh))
	}
	return reply
}

// Failed is what to say when answering an event broke down. It needs nothing that could have broken.
func (b *Bot) Failed(event Event) Reply {
	return Reply{Text: paragraph(b.Words.In(clientLanguage(event)).Say("failed"))}
}

// Busy is what to say, once, to a person who writes faster than anybody reads.
func (b *Bot) Busy(ctx context.Context, event Event) Reply {
	chosen, _ := b.chosen(ctx, event) // in another language is better than not at all
	return Reply{Text: paragraph(b.Words.In(chosen.Language).Say("busy"))}
}

// chosen is what the chat has chosen, its gaps filled. The language is that of the person's program, else that of the script
// written, else Russian, which most readers of the three share.
func (b *Bot) chosen(ctx context.Context, event Event) (Preferences, error) {
	chosen, err := b.Store.Preferences(ctx, event.Chat)
	if !chosen.Language.Valid() {
		chosen.Language = clientLanguage(event)
	}
	if err != nil {
		return chosen, fmt.Errorf("read what the chat has chosen: %w", err)
	}
	return chosen, nil
}

func clientLanguage(event Event) lookup.Lang {
	written := event.Text
	if event.Press != nil {
		written = event.Press.Question
	}
	return languageOf(event.Language, written)
}

// languageOf is the language of a code such as "ru-RU", if it is one of ours, else that of a text. What is surely said in Kazakh is
// answered in Kazakh, though the program speaks another language, as most do in Kazakhstan.
func languageOf(code, written string) lookup.Lang {
	if isKazakhSpeech(written) {
		return lookup.Kazakh
	}
	code, _, _ = strings.Cut(strings.ReplaceAll(strings.ToLower(code), "_", "-"), "-")
	if lang := lookup.Lang(code); lang.Valid() {
		return lang
	}
	return scriptLanguage(written)
}

// kazakhLetters are the letters of Kazakh that Russian has not.
const kazakhLetters = "әғқңөұүһі"

// isKazakhSpeech reports whether a text is surely Kazakh and more than a name: it has letters that Russian has not, and is a sentence, or
// has them in a word that asks, thanks or greets.
func isKazakhSpeech(text string) bool {
	written := strings.Fields(strings.ToLower(text))
	isKazakh := func(word string) bool { return strings.ContainsAny(word, kazakhLetters) }
	isSpeech := func(word string) bool {
		_, asks := subject.Words(word)
		return isKazakh(word) && (asks || subject.MannerOf(word) != subject.Question)
	}
	return len(written) > 2 && slices.ContainsFunc(written, isKazakh) || slices.ContainsFunc(written, isSpeech)
}

// scriptLanguage guesses the language of a text by letters that only one of the three has.
func scriptLanguage(text string) lookup.Lang {
	cyrillic, latin := false, false
	for _, c := range strings.ToLower(text) {
		switch {
		case strings.ContainsRune("әғқңөұүһіğñŋūə", c), unicode.Is(unicode.Arabic, c):
			return lookup.Kazakh
		case c >= 'а' && c <= 'я' || c == 'ё':
			cyrillic = true
		case c >= 'a' && c <= 'z':
			latin = true
		}
	}
	if latin && !cyrillic {
		return lookup.English
	}
	return lookup.Russian
}
