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
	"strconv"
	"strings"
	"unicode"

	"joqtau/bot/words"
	"joqtau/lookup"
)

// An Event is one thing that a person did in a chat.
type Event struct {
	// Chat is the number of the chat, the key of its settings.
	Chat int64
	// Private says that nobody else reads the chat. In a group the bot answers only what is surely asked of it.
	Private bool
	// Language is the language code of the person's program, if known: "kk", "ru-RU".
	Language string
	// Command is a command without its slash, empty for plain text and presses.
	Command string
	// Text is what was written, without the command.
	Text string
	// Press is set when a button was pressed.
	Press *Press
}

// A Press is the pressing of a button under an earlier reply.
type Press struct {
	// Data is the button's.
	Data string
	// Question is the text that the reply with the button answered, empty if it is not known any more.
	Question string
}

// A Reply answers an event.
type Reply struct {
	Text Text
	// Buttons are rows under the text.
	Buttons [][]Button
	// Edit asks to put the reply in the place of the one whose button was pressed.
	Edit bool
	// Quote asks to show which message is answered, so that a press can name its Question.
	Quote bool
	// Notice is a short word to show instead of a text, when a button was pressed.
	Notice string
}

// A Button under a reply.
type Button struct {
	Label string
	Data  string // at most 64 bytes
}

// Settings keep what a chat has chosen. Implementations are safe for concurrent use.
type Settings interface {
	// Language returns the language chosen in a chat, empty if none was.
	Language(ctx context.Context, chat int64) (lookup.Lang, error)
	// SetLanguage keeps the choice of a chat.
	SetLanguage(ctx context.Context, chat int64, lang lookup.Lang) error
	// Forget erases all that is kept about a chat.
	Forget(ctx context.Context, chat int64) error
}

// An Archive is where records are read.
type Archive interface {
	lookup.Archive
	// Size is the number of people.
	Size() int
	// AllSources lists the sources of the dataset.
	AllSources(ctx context.Context) ([]lookup.Source, error)
}

// A Bot holds conversations. It is safe for concurrent use.
type Bot struct {
	Finder   lookup.Finder
	Archive  Archive
	Settings Settings
	Words    *words.Words
}

// Handle answers an event. The reply is fit to be sent even beside an error, which is for the log; it never holds what
// the person wrote.
func (b *Bot) Handle(ctx context.Context, event Event) (Reply, error) {
	lang, languageErr := b.language(ctx, event)
	t := turn{Bot: b, ctx: ctx, event: event, voice: b.Words.In(lang)}
	reply, err := t.answer()
	if err != nil {
		return b.Failed(event), fmt.Errorf("answer an event: %w", errors.Join(err, languageErr))
	}
	return reply, languageErr // an answer in another language is better than none
}

// Failed is what to say when answering an event broke down. It needs nothing that could have broken.
func (b *Bot) Failed(event Event) Reply {
	return Reply{Text: paragraph(b.Words.In(clientLanguage(event)).Say("failed"))}
}

// Knows reports whether a command is one of the bot's.
func Knows(command string) bool { return slices.Contains(knownCommands, command) }

var knownCommands = []string{"start", "help", "find", "language", "sources", "privacy", "forget"}

// language is the one chosen in the chat, else that of the person's program, else that of the script written, else
// Russian, which most readers of the three share.
func (b *Bot) language(ctx context.Context, event Event) (lookup.Lang, error) {
	fallback := clientLanguage(event)
	chosen, err := b.Settings.Language(ctx, event.Chat)
	if err != nil {
		return fallback, fmt.Errorf("read the chat's language: %w", err)
	}
	if chosen.Valid() {
		return chosen, nil
	}
	return fallback, nil
}

func clientLanguage(event Event) lookup.Lang {
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(event.Language), "_", "-"), "-")
	if lang := lookup.Lang(code); lang.Valid() {
		return lang
	}
	written := event.Text
	if event.Press != nil {
		written = event.Press.Question
	}
	return scriptLanguage(written)
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

// A turn is the answering of one event.
type turn struct {
	*Bot
	ctx   context.Context
	event Event
	voice words.Voice
}

func (t turn) answer() (Reply, error) {
	if t.event.Press != nil {
		return t.press()
	}
	switch t.event.Command {
	case "":
		return t.find(t.event.Text, 0)
	case "find":
		if strings.TrimSpace(t.event.Text) == "" {
			return Reply{Text: paragraph(t.voice.Say("find_what"))}, nil
		}
		return t.find(t.event.Text, 0)
	case "start":
		return t.start(), nil
	case "language":
		return t.askLanguage(), nil
	case "sources":
		return t.sources()
	case "privacy":
		return Reply{Text: paragraph(t.voice.Say("privacy.text"))}, nil
	case "forget":
		return t.forget()
	}
	return t.help(), nil
}

// press acts on a button's data: a version, a verb and arguments. What does not fit is from an older program.
func (t turn) press() (Reply, error) {
	data := strings.Split(t.event.Press.Data, ":")
	if len(data) < 3 || data[0] != "v1" {
		return t.oldButton(), nil
	}
	switch verb, argument := data[1], data[2]; verb {
	case "lang":
		return t.setLanguage(lookup.Lang(argument))
	case "list":
		page, err := strconv.Atoi(argument)
		if err != nil || t.event.Press.Question == "" {
			return t.oldButton(), nil
		}
		return t.find(t.event.Press.Question, page)
	case "card":
		return t.show(argument, short, 0)
	case "life":
		return t.show(argument, whole, pageOf(data))
	default:
		reply, err := t.entryPage(lookup.Ref{Kind: lookup.RecordKind(verb), ID: argument}, pageOf(data))
		if errors.Is(err, lookup.ErrNotFound) {
			return t.oldButton(), nil
		}
		return reply, err
	}
}

// pageOf is the page that a button's data names behind its argument, the first if it names none.
func pageOf(data []string) int {
	if len(data) < 4 {
		return 0
	}
	page, _ := strconv.Atoi(data[3]) // anything else is the first page
	return page
}

func (t turn) oldButton() Reply { return Reply{Notice: t.voice.Say("button.old")} }

func (t turn) show(id string, v view, page int) (Reply, error) {
	person, err := t.Archive.Person(t.ctx, id)
	if errors.Is(err, lookup.ErrNotFound) {
		return t.oldButton(), nil
	}
	if err != nil {
		return Reply{}, err
	}
	reply, err := t.card(person, v, page, nil)
	reply.Edit = true
	return reply, err
}

func (t turn) start() Reply {
	text := paragraph(t.voice.Say("start.text"))
	text.add(t.voice.Count("start.count", t.Archive.Size()))
	text.add(t.voice.Say("help.text"))
	return Reply{Text: text, Buttons: t.languageButtons()}
}

func (t turn) help() Reply {
	text := paragraph(t.voice.Say("help.text"))
	text.add(t.voice.Say("help.notation"))
	text.add(t.voice.Say("help.commands"))
	return Reply{Text: text}
}

func (t turn) askLanguage() Reply {
	return Reply{Text: paragraph(t.voice.Say("language.ask")), Buttons: t.languageButtons()}
}

func (t turn) languageButtons() [][]Button {
	var row []Button
	for _, lang := range lookup.Langs {
		row = append(row, Button{t.Words.In(lang).Say("language.name"), "v1:lang:" + string(lang)})
	}
	return [][]Button{row}
}

func (t turn) setLanguage(lang lookup.Lang) (Reply, error) {
	if !lang.Valid() {
		return t.oldButton(), nil
	}
	if err := t.Settings.SetLanguage(t.ctx, t.event.Chat, lang); err != nil {
		return Reply{}, fmt.Errorf("keep the chat's language: %w", err)
	}
	t.voice = t.Words.In(lang)
	reply := t.start()
	reply.Text = append(paragraph(t.voice.Say("language.set")), reply.Text...)
	reply.Edit = true
	return reply, nil
}

func (t turn) forget() (Reply, error) {
	if err := t.Settings.Forget(t.ctx, t.event.Chat); err != nil {
		return Reply{}, fmt.Errorf("forget the chat: %w", err)
	}
	return Reply{Text: paragraph(t.voice.Say("forget.done"))}, nil
}

func (t turn) sources() (Reply, error) {
	all, err := t.Archive.AllSources(t.ctx)
	if err != nil {
		return Reply{}, err
	}
	text := Text{heading(t.voice.Say("sources.head"))}
	sites := 0
	for _, source := range all {
		if source.Locator == lookup.ByAddress {
			sites++
			continue
		}
		text.add(describe(source) + "\n" + source.Note.In(t.voice.Lang))
	}
	if sites > 0 {
		text.add(t.voice.Count("sources.other", sites))
	}
	return Reply{Text: text}, nil
}
