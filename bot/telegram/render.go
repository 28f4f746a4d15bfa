package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"joqtau/bot"
)

// maxText is the length of a message in UTF-16 units. Telegram's limit is 4096, counted after markup is read.
const maxText = 4000

// render writes a text as messages in Telegram's HTML, cut between paragraphs; a longer paragraph is cut within.
func render(text bot.Text) []string {
	var messages []string
	var current strings.Builder
	room := maxText
	for _, p := range text {
		for _, part := range cut(p) {
			if n := units(part); n > room && current.Len() > 0 {
				messages = append(messages, current.String())
				current.Reset()
				room = maxText
			}
			if current.Len() > 0 {
				current.WriteString("\n\n")
			}
			room -= units(part) + 2
			current.WriteString(paragraph(part))
		}
	}
	if current.Len() > 0 {
		messages = append(messages, current.String())
	}
	return messages
}

// alreadyShown reports whether a message shows a reply, so that an edit would change nothing, which Telegram refuses.
func alreadyShown(m *tgbotapi.Message, reply bot.Reply) bool {
	if m == nil || m.Text == "" || m.ReplyMarkup == nil {
		return false
	}
	var paragraphs []string
	for _, p := range reply.Text {
		paragraphs = append(paragraphs, bot.Text{p}.Words())
	}
	var wanted, shown []bot.Button // those that come back; of the others the message does not tell all
	for _, row := range reply.Buttons {
		for _, b := range row {
			if b.Data != "" {
				wanted = append(wanted, b)
			}
		}
	}
	for _, row := range m.ReplyMarkup.InlineKeyboard {
		for _, b := range row {
			if b.CallbackData != nil {
				shown = append(shown, bot.Button{Label: b.Text, Data: *b.CallbackData})
			}
		}
	}
	return strings.Join(paragraphs, "\n\n") == m.Text && slices.Equal(wanted, shown)
}

func paragraph(p bot.Paragraph) string {
	var b strings.Builder
	for _, s := range p.Spans {
		text := escape(s.Text)
		if s.Bold {
			text = "<b>" + text + "</b>"
		}
		if s.Link != "" {
			text = `<a href="` + escape(s.Link) + `">` + text + "</a>"
		}
		b.WriteString(text)
	}
	if p.Quote {
		return "<blockquote expandable>" + b.String() + "</blockquote>"
	}
	return b.String()
}

// escape makes any text harmless in HTML, in attributes too. A NUL byte has no place in a message.
func escape(s string) string { return escaper.Replace(strings.ToValidUTF8(s, "\ufffd")) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\x00", "")

func units(p bot.Paragraph) int {
	n := 0
	for _, s := range p.Spans {
		n += unitsOf(s.Text)
	}
	return n
}

func unitsOf(s string) int { return len(utf16.Encode([]rune(s))) }

// cut splits a paragraph that no message could hold.
func cut(p bot.Paragraph) []bot.Paragraph {
	if units(p) <= maxText {
		return []bot.Paragraph{p}
	}
	var parts []bot.Paragraph
	part := bot.Paragraph{Quote: p.Quote}
	room := maxText
	for _, s := range p.Spans {
		for _, piece := range pieces(s.Text, room, maxText) {
			if unitsOf(piece) > room {
				parts = append(parts, part)
				part, room = bot.Paragraph{Quote: p.Quote}, maxText
			}
			room -= unitsOf(piece)
			s.Text = piece
			part.Spans = append(part.Spans, s)
		}
	}
	return append(parts, part)
}

// pieces splits a text after at most first units, then after at most rest.
func pieces(text string, first, rest int) []string {
	var list []string
	begin, room := 0, first
	for i, r := range text {
		n := utf16.RuneLen(r)
		if n > room {
			list = append(list, text[begin:i])
			begin, room = i, rest
		}
		room -= n
	}
	return append(list, text[begin:])
}
