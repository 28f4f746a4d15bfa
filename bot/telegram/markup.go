package telegram

import (
	"encoding/json"

	"joqtau/bot"
)

// The parts of a reply_markup that the library cannot write.
type (
	inlineKey struct {
		Text  string     `json:"text"`
		Data  string     `json:"callback_data,omitempty"`
		URL   string     `json:"url,omitempty"`
		Share *shareWith `json:"switch_inline_query_chosen_chat,omitempty"`
		Copy  *copyText  `json:"copy_text,omitempty"`
	}
	copyText struct {
		Text string `json:"text"`
	}
	shareWith struct {
		Query    string `json:"query"`
		Users    bool   `json:"allow_user_chats"`
		Groups   bool   `json:"allow_group_chats"`
		Channels bool   `json:"allow_channel_chats"`
	}
	inlineKeyboard struct {
		Rows [][]inlineKey `json:"inline_keyboard"`
	}
	forceReply struct {
		Force       bool   `json:"force_reply"`
		Selective   bool   `json:"selective"`
		Placeholder string `json:"input_field_placeholder,omitempty"`
	}
)

// maxCopy is the longest text that a button copies, in characters.
const maxCopy = 256

// markup writes a reply's buttons, or its prompt, as reply_markup; nothing without either. Only groups need to be told to
// answer.
func (a *Adapter) markup(reply bot.Reply, place bot.Place) string {
	switch {
	case len(reply.Buttons) > 0:
		return encode(a.keyboard(reply.Buttons))
	case reply.Prompt != "" && place == bot.Group:
		return encode(forceReply{true, true, reply.Prompt})
	}
	return ""
}

func (a *Adapter) keyboard(rows [][]bot.Button) inlineKeyboard {
	keyboard := inlineKeyboard{make([][]inlineKey, len(rows))}
	for i, row := range rows {
		for _, b := range row {
			key := inlineKey{Text: b.Label, Data: b.Data, URL: b.Link}
			switch {
			case b.Copy != "":
				key.Copy = &copyText{short(b.Copy+" "+a.startLink(b.Start), maxCopy)}
			case b.Start != "":
				key.URL = a.startLink(b.Start)
			}
			if b.Share != "" {
				key.Share = &shareWith{b.Share, true, true, true}
			}
			keyboard.Rows[i] = append(keyboard.Rows[i], key)
		}
	}
	return keyboard
}

// startLink opens a chat with the bot and starts it with a text.
func (a *Adapter) startLink(text string) string {
	return "https://t.me/" + a.me.UserName + "?start=" + text
}

// encode writes a value of ours, which always can be written, as JSON.
func encode(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}
