package telegram

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"joqtau/bot"
)

// allowedUpdates are the kinds of updates that are asked for. The choice is sticky at Telegram, so it is always sent.
const allowedUpdates = `["message","edited_message","channel_post","callback_query","inline_query","my_chat_member"]`

// An update is one of Telegram's, with the fields that the library does not know.
type update struct {
	tgbotapi.Update
	// MyChatMember is read anew: the library does not know all of its fields.
	MyChatMember *membership
	thread       int // topic of a forum, 0 outside
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
	type topic struct {
		Thread  int  `json:"message_thread_id"`
		IsTopic bool `json:"is_topic_message"`
	}
	var extra struct {
		Message  topic `json:"message"`
		Edited   topic `json:"edited_message"`
		Callback struct {
			Message topic `json:"message"`
		} `json:"callback_query"`
		Member *membership `json:"my_chat_member"`
	}
	var u update
	if err := json.Unmarshal(raw, &u.Update); err != nil {
		return u, err
	}
	if err := json.Unmarshal(raw, &extra); err != nil {
		return u, err
	}
	u.MyChatMember = extra.Member
	for _, p := range []topic{extra.Message, extra.Edited, extra.Callback.Message} {
		if p.IsTopic {
			u.thread = p.Thread
		}
	}
	return u, nil
}

// lane is the key of updates that are answered one after the other: their chat.
func (u update) lane() int64 {
	switch {
	case u.Message != nil && u.Message.Chat != nil:
		return u.Message.Chat.ID
	case u.EditedMessage != nil && u.EditedMessage.Chat != nil:
		return u.EditedMessage.Chat.ID
	case u.ChannelPost != nil && u.ChannelPost.Chat != nil:
		return u.ChannelPost.Chat.ID
	case u.CallbackQuery != nil && u.CallbackQuery.Message != nil && u.CallbackQuery.Message.Chat != nil:
		return u.CallbackQuery.Message.Chat.ID
	case u.CallbackQuery != nil:
		return idOf(u.CallbackQuery.From)
	case u.InlineQuery != nil:
		return idOf(u.InlineQuery.From)
	case u.MyChatMember != nil:
		return u.MyChatMember.Chat.ID
	}
	return 0
}

// A target is where an event came from and its reply goes.
type target struct {
	chat     int64
	thread   int
	place    bot.Place
	person   int64  // who wrote or pressed, 0 if that is not told
	message  int    // the message to answer, or the one with the button; 0 without one
	callback string // id of the press to acknowledge
	// sender is the chat in whose name it was written, 0 if in a person's own. All who write so are one person to Telegram.
	sender int64
	// shown is the message with the button as it was when it was pressed; nil if it is too old to be told.
	shown *tgbotapi.Message
}

// anonymous reports whether it was written in the name of the chat itself, as only those can who manage it.
func (t target) anonymous() bool { return t.sender != 0 && t.sender == t.chat }

// speaker is whose allowance a message uses: the chat's in whose name it was written, else the person's; 0 if neither is told.
func (t target) speaker() int64 { return cmp.Or(t.sender, t.person) }

// event turns an update into an event; false if it is not for us.
func (u update) event(me tgbotapi.User) (bot.Event, target, bool) {
	switch {
	case u.Message != nil && u.Message.Chat != nil:
		return u.messageEvent(u.Message, me)
	case u.EditedMessage != nil && u.EditedMessage.Chat != nil:
		event, to, forUs := u.messageEvent(u.EditedMessage, me)
		event.Edited = true
		return event, to, forUs
	case u.ChannelPost != nil && u.ChannelPost.Chat != nil:
		return u.messageEvent(u.ChannelPost, me)
	case u.CallbackQuery != nil && u.CallbackQuery.Message != nil && u.CallbackQuery.Message.Chat != nil:
		return u.pressEvent(me)
	case u.CallbackQuery != nil: // under a message that the bot cannot see; the button is answered all the same
		return bot.Event{Press: &bot.Press{}, Language: languageOf(u.CallbackQuery.From)}, target{callback: u.CallbackQuery.ID}, true
	case u.MyChatMember != nil:
		return u.memberEvent()
	}
	return bot.Event{}, target{}, false
}

func (u update) messageEvent(m *tgbotapi.Message, me tgbotapi.User) (bot.Event, target, bool) {
	to := target{chat: m.Chat.ID, thread: u.thread, place: placeOf(m.Chat), message: m.MessageID, person: idOf(m.From)}
	event := bot.Event{Chat: m.Chat.ID, Message: m.MessageID, Place: to.place, Thread: u.thread, Text: cmp.Or(m.Text, m.Caption), Language: languageOf(m.From)}
	if m.SenderChat != nil {
		to.sender = m.SenderChat.ID
	}
	command, addressee, rest, isCommand := splitCommand(m)
	private := to.place == bot.Private
	forUs := private || m.ReplyToMessage != nil && idOf(m.ReplyToMessage.From) == me.ID
	if text, mentioned := withoutMention(m, me.UserName); mentioned && !isCommand && to.place != bot.Channel {
		event.Text, event.Mentioned, forUs = text, true, true
	}
	switch {
	case isCommand && addressee != "" && !strings.EqualFold(addressee, me.UserName):
		return event, to, false
	case isCommand:
		event.Command, event.Text = command, rest
		forUs = private || addressee != "" || to.place == bot.Group && bot.Knows(command)
	case to.place == bot.Channel:
		forUs = false // posts are not for us
	case event.Mentioned && event.Text == "":
		event.Command = "find" // which asks for a name
	case event.Text == "" && (!private || m.MediaGroupID != ""):
		forUs = false // a group's pictures and service messages; of an album the picture with the caption is enough
	case event.Text == "" && !hasContent(m): // something happened in the chat; nobody wrote anything
		forUs = false
	}
	return event, to, forUs
}

// A membership is a change of the bot's own place in a chat.
type membership struct {
	Chat tgbotapi.Chat `json:"chat"`
	From tgbotapi.User `json:"from"`
	Old  place         `json:"old_chat_member"`
	New  place         `json:"new_chat_member"`
}

// A place is what a member of a chat may do.
type place struct {
	Status string `json:"status"`
	// Member is told of those whose rights are restricted, CanPost of the administrators of channels.
	Member  bool  `json:"is_member"`
	CanSend *bool `json:"can_send_messages"`
	CanPost bool  `json:"can_post_messages"`
}

// silence says why the bot can write nothing in the chat, empty if it can.
func (m *membership) silence() string {
	switch {
	case m.New.Status == "left" || m.New.Status == "kicked" || m.New.Status == "restricted" && !m.New.Member:
		return "the bot was removed or blocked"
	case m.New.Status == "restricted" && m.New.CanSend != nil && !*m.New.CanSend, m.Chat.IsChannel() && !m.New.CanPost:
		return "the bot may not write"
	}
	return ""
}

// memberEvent is the bringing of the bot into a group, or its being allowed to write in a channel.
func (u update) memberEvent() (bot.Event, target, bool) {
	change := u.MyChatMember
	to := target{chat: change.Chat.ID, place: placeOf(&change.Chat), person: change.From.ID}
	event := bot.Event{Chat: change.Chat.ID, Place: to.place, Joined: true, Language: change.From.LanguageCode}
	was := change.Old.Status == "left" || change.Old.Status == "kicked"
	if to.place == bot.Channel {
		was = !change.Old.CanPost
	}
	return event, to, to.place != bot.Private && was && change.silence() == ""
}

func placeOf(chat *tgbotapi.Chat) bot.Place {
	switch {
	case chat.IsPrivate():
		return bot.Private
	case chat.IsChannel():
		return bot.Channel
	}
	return bot.Group
}

func idOf(user *tgbotapi.User) int64 {
	if user == nil {
		return 0
	}
	return user.ID
}

func languageOf(user *tgbotapi.User) string {
	if user == nil {
		return ""
	}
	return user.LanguageCode
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

// withoutMention is the text of a message without the first mention of the bot; false if it is not mentioned.
func withoutMention(m *tgbotapi.Message, name string) (string, bool) {
	text := utf16.Encode([]rune(m.Text))
	for _, e := range m.Entities {
		if e.Type != "mention" || e.Offset < 0 || e.Length < 1 || e.Offset+e.Length > len(text) {
			continue
		}
		end := e.Offset + e.Length
		if strings.EqualFold(string(utf16.Decode(text[e.Offset:end])), "@"+name) {
			rest := slices.Concat(text[:e.Offset], text[end:])
			return strings.Trim(string(utf16.Decode(rest)), " ,:\n"), true
		}
	}
	return m.Text, false
}

func (u update) pressEvent(me tgbotapi.User) (bot.Event, target, bool) {
	q := u.CallbackQuery
	m := q.Message
	to := target{chat: m.Chat.ID, thread: u.thread, place: placeOf(m.Chat), message: m.MessageID, callback: q.ID, shown: m, person: idOf(q.From)}
	event := bot.Event{Chat: m.Chat.ID, Place: to.place, Thread: u.thread, Press: &bot.Press{Data: q.Data}, Language: languageOf(q.From)}
	if m.ReplyToMessage != nil {
		_, _, text, isCommand := splitCommand(m.ReplyToMessage)
		if !isCommand {
			text, _ = withoutMention(m.ReplyToMessage, me.UserName)
			text = cmp.Or(text, m.ReplyToMessage.Caption)
		}
		event.Press.Question = text
	}
	return event, to, true
}
