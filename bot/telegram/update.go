package telegram

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"joqtau/bot"
)

// allowedUpdates are the kinds of updates that are asked for. The choice is sticky at Telegram, so it is always sent.
const allowedUpdates = `["message","callback_query"]`

// An update is one of Telegram's, with the fields that the library does not know.
type update struct {
	tgbotapi.Update
	thread int // topic of a forum, 0 outside
}

// readID reads the number of an update, which even one that cannot be read otherwise has.
func readID(raw json.RawMessage) (int, error) {
	var numbered struct {
		ID *int `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &numbered); err != nil {
		return 0, err
	}
	if numbered.ID == nil {
		return 0, fmt.Errorf("it has no update_id")
	}
	return *numbered.ID, nil
}

func readUpdate(raw json.RawMessage) (update, error) {
	type place struct {
		Thread  int  `json:"message_thread_id"`
		IsTopic bool `json:"is_topic_message"`
	}
	var extra struct {
		Message  place `json:"message"`
		Callback struct {
			Message place `json:"message"`
		} `json:"callback_query"`
	}
	var u update
	if err := json.Unmarshal(raw, &u.Update); err != nil {
		return u, err
	}
	if err := json.Unmarshal(raw, &extra); err != nil {
		return u, err
	}
	for _, p := range []place{extra.Message, extra.Callback.Message} {
		if p.IsTopic {
			u.thread = p.Thread
		}
	}
	return u, nil
}

// A target is where an event came from and its reply goes.
type target struct {
	chat     int64
	thread   int
	private  bool
	message  int    // the message to answer, or the one with the button
	callback string // id of the press to acknowledge
	// shown is the message with the button as it was when it was pressed; nil if it is too old to be told.
	shown *tgbotapi.Message
}

// event turns an update into an event; false if it is not for us.
func (u update) event(username string, myID int64) (bot.Event, target, bool) {
	switch {
	case u.Message != nil && u.Message.Chat != nil:
		return u.messageEvent(username, myID)
	case u.CallbackQuery != nil && u.CallbackQuery.Message != nil && u.CallbackQuery.Message.Chat != nil:
		return u.pressEvent()
	case u.CallbackQuery != nil: // under a message that the bot cannot see; the button is answered all the same
		return bot.Event{Press: &bot.Press{}}, target{callback: u.CallbackQuery.ID}, true
	}
	return bot.Event{}, target{}, false
}

func (u update) messageEvent(username string, myID int64) (bot.Event, target, bool) {
	m := u.Message
	to := target{chat: m.Chat.ID, thread: u.thread, private: m.Chat.IsPrivate(), message: m.MessageID}
	event := bot.Event{Chat: m.Chat.ID, Private: to.private, Text: cmp.Or(m.Text, m.Caption)}
	if m.From != nil {
		event.Language = m.From.LanguageCode
	}
	command, addressee, rest, isCommand := splitCommand(m)
	forUs := to.private || m.ReplyToMessage != nil && m.ReplyToMessage.From != nil && m.ReplyToMessage.From.ID == myID
	switch {
	case isCommand && addressee != "" && !strings.EqualFold(addressee, username):
		return event, to, false
	case isCommand:
		event.Command, event.Text = command, rest
		forUs = to.private || addressee != "" || bot.Knows(command)
	case event.Text == "" && (!to.private || m.MediaGroupID != ""):
		forUs = false // a group's pictures and service messages; of an album the picture with the caption is enough
	case event.Text == "" && !hasContent(m): // something happened in the chat; nobody wrote anything
		forUs = false
	}
	return event, to, forUs
}

// hasContent reports whether a person sent something that is no text, which deserves a word that it cannot be read.
func hasContent(m *tgbotapi.Message) bool {
	return m.Photo != nil || m.Sticker != nil || m.Voice != nil || m.VideoNote != nil || m.Video != nil || m.Audio != nil ||
		m.Document != nil || m.Animation != nil || m.Contact != nil || m.Location != nil || m.Poll != nil || m.Dice != nil
}

// splitCommand reads a command at the beginning of a message: /name@bot text. The library's own reading cuts bytes
// where Telegram counts UTF-16 units.
func splitCommand(m *tgbotapi.Message) (command, addressee, rest string, ok bool) {
	if len(m.Entities) == 0 || m.Entities[0].Type != "bot_command" || m.Entities[0].Offset != 0 {
		return "", "", "", false
	}
	text := utf16.Encode([]rune(m.Text))
	end := min(m.Entities[0].Length, len(text))
	if end < 1 {
		return "", "", "", false
	}
	command, addressee, _ = strings.Cut(string(utf16.Decode(text[1:end])), "@")
	return strings.ToLower(command), addressee, strings.TrimSpace(string(utf16.Decode(text[end:]))), true
}

func (u update) pressEvent() (bot.Event, target, bool) {
	q := u.CallbackQuery
	m := q.Message
	to := target{chat: m.Chat.ID, thread: u.thread, private: m.Chat.IsPrivate(), message: m.MessageID, callback: q.ID, shown: m}
	event := bot.Event{Chat: m.Chat.ID, Private: to.private, Press: &bot.Press{Data: q.Data}}
	if m.ReplyToMessage != nil {
		_, _, text, isCommand := splitCommand(m.ReplyToMessage)
		if !isCommand {
			text = cmp.Or(m.ReplyToMessage.Text, m.ReplyToMessage.Caption)
		}
		event.Press.Question = text
	}
	if q.From != nil {
		event.Language = q.From.LanguageCode
	}
	return event, to, true
}
