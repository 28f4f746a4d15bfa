package telegram

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"joqtau/bot"
)

var us = tgbotapi.User{ID: 77, UserName: "joqtau_test_bot"}

func nopLogger() *slog.Logger { return slog.New(slog.DiscardHandler) }

// message is an update with a message; extra fields begin with a comma.
func message(chatType, text string, commandLength int, extra string) string {
	content, _ := json.Marshal(text)
	entities := ""
	if commandLength > 0 {
		entities = fmt.Sprintf(`,"entities":[{"type":"bot_command","offset":0,"length":%d}]`, commandLength)
	}
	return fmt.Sprintf(`{"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-3,"type":%q},"from":{"id":8,"first_name":"S",`+
		`"language_code":"kk"},"text":%s%s%s}}`, chatType, content, entities, extra)
}

// joined is an update that tells of a change of our place in a group.
func joined(was, is string) string {
	return fmt.Sprintf(`{"update_id":1,"my_chat_member":{"chat":{"id":-3,"type":"group"},"from":{"id":8,"first_name":"S","language_code":"kk"},`+
		`"date":1,"old_chat_member":{"status":%q},"new_chat_member":{"status":%q}}}`, was, is)
}

func TestWhichMessagesAreForUs(t *testing.T) {
	const replyToUs = `,"reply_to_message":{"message_id":4,"date":1,"chat":{"id":-3,"type":"group"},"from":{"id":77,"is_bot":true,"first_name":"J"}}`
	const replyToOther = `,"reply_to_message":{"message_id":4,"date":1,"chat":{"id":-3,"type":"group"},"from":{"id":78,"first_name":"S"}}`
	for _, row := range []struct {
		name, update  string
		forUs         bool
		command, text string
	}{
		{"text in private", message("private", "Майлин", 0, ""), true, "", "Майлин"},
		{"a picture in private", message("private", "", 0, `,"photo":[{"file_id":"x"}]`), true, "", ""},
		{"something new in private", message("private", "", 0, `,"something_new":{}`), false, "", ""},
		{"a picture with a caption", message("private", "", 0, `,"caption":"Майлин","media_group_id":"1"`), true, "", "Майлин"},
		{"another picture of an album", message("private", "", 0, `,"photo":[{"file_id":"x"}],"media_group_id":"1"`), false, "", ""},
		{"a command in private", message("private", "/start x", 6, ""), true, "start", "x"},
		{"an unknown command in private", message("private", "/foo", 4, ""), true, "foo", ""},
		{"text in a group", message("group", "Майлин", 0, ""), false, "", "Майлин"},
		{"a reply to us in a group", message("group", "Майлин", 0, replyToUs), true, "", "Майлин"},
		{"a reply to somebody in a group", message("group", "Майлин", 0, replyToOther), false, "", "Майлин"},
		{"a mention", message("group", "@joqtau_test_bot, Майлин", 0, `,"entities":[{"type":"mention","offset":0,"length":16}]`), true, "", "Майлин"},
		{"a mention behind", message("supergroup", "Майлин @Joqtau_test_bot", 0, `,"entities":[{"type":"mention","offset":7,"length":16}]`), true, "", "Майлин"},
		{"a mention alone", message("group", "@joqtau_test_bot", 0, `,"entities":[{"type":"mention","offset":0,"length":16}]`), true, "find", ""},
		{"a mention of another", message("group", "@other_bot Майлин", 0, `,"entities":[{"type":"mention","offset":0,"length":10}]`), false, "", "@other_bot Майлин"},
		{"a mention that ends nowhere", message("group", "Майлин", 0, `,"entities":[{"type":"mention","offset":3,"length":99}]`), false, "", "Майлин"},
		{"a command for us", message("group", "/find@joqtau_test_bot Майлин", 21, ""), true, "find", "Майлин"},
		{"the same in capitals", message("group", "/FIND@Joqtau_Test_Bot Майлин", 21, ""), true, "find", "Майлин"},
		{"a command for another bot", message("group", "/find@other_bot Майлин", 15, ""), false, "", ""},
		{"a bare command of ours", message("group", "/find Майлин", 5, ""), true, "find", "Майлин"},
		{"a bare command that is not ours", message("group", "/weather", 8, ""), false, "weather", ""},
		{"a command right before other letters", message("private", "/find—Иванов", 5, ""), true, "find", "—Иванов"},
		{"a command entity beyond the text", message("private", "/find", 99, ""), true, "find", ""},
		{"a pinned message", message("private", "", 0, `,"pinned_message":{"message_id":4,"date":1,"chat":{"id":8,"type":"private"}}`), false, "", ""},
		{"a post in a channel", strings.Replace(message("channel", "Майлин", 0, ""), `"message":`, `"channel_post":`, 1), false, "", ""},
		{"a command for us in a channel", strings.Replace(message("channel", "/find@joqtau_test_bot Майлин", 21, ""), `"message":`,
			`"channel_post":`, 1), true, "find", "Майлин"},
		{"a bare command in a channel", strings.Replace(message("channel", "/find Майлин", 5, ""), `"message":`, `"channel_post":`, 1), false, "", ""},
		{"brought into a group", joined("left", "member"), true, "", ""},
		{"raised in a group", joined("member", "administrator"), false, "", ""},
		{"thrown out of a group", joined("member", "kicked"), false, "", ""},
		{"new members", message("group", "", 0, `,"new_chat_members":[{"id":1,"first_name":"S"}]`), false, "", ""},
	} {
		u, err := readUpdate(json.RawMessage(row.update))
		if err != nil {
			t.Fatal(err)
		}
		event, to, forUs := u.event(us)
		if forUs != row.forUs {
			t.Errorf("%s: for us: %t", row.name, forUs)
			continue
		}
		if forUs && (event.Command != row.command || event.Text != row.text || event.Language != "kk" || to.chat != -3) {
			t.Errorf("%s: %+v to %+v", row.name, event, to)
		}
	}
}

func TestAnswersStayInTheirTopic(t *testing.T) {
	for raw, want := range map[string]int{
		message("supergroup", "/find", 5, `,"message_thread_id":12,"is_topic_message":true`): 12,
		message("supergroup", "/find", 5, `,"message_thread_id":12`):                         0, // a thread of replies is no topic
		`{"update_id":1,"callback_query":{"id":"1","from":{"id":1,"first_name":"S"},"chat_instance":"1","data":"x","message":` +
			`{"message_id":1,"date":0,"chat":{"id":1,"type":"supergroup"},"message_thread_id":3,"is_topic_message":true}}}`: 3,
	} {
		u, err := readUpdate(json.RawMessage(raw))
		if err != nil {
			t.Fatal(err)
		}
		if _, to, _ := u.event(us); to.thread != want {
			t.Errorf("%s: thread %d, want %d", raw, to.thread, want)
		}
	}
}

func FuzzReadUpdate(f *testing.F) {
	f.Add(written(1, 2, "Майлин"))
	f.Add(pressed(1, 2, "v1:card:x", "Майлин"))
	f.Add(message("group", "/find@x ы", 7, ""))
	f.Add(`{"update_id":1,"callback_query":{"id":"1","inline_message_id":"2"}}`)
	f.Add(`{"update_id":1,"message":{"entities":[{"type":"bot_command","length":-5}],"chat":{},"text":"/"}}`)
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := readUpdate(json.RawMessage(raw))
		if err != nil {
			return
		}
		u.event(us)
		u.lane()
	})
}

// checkHTML holds that a message is well formed and short enough.
func checkHTML(t *testing.T, html string) {
	t.Helper()
	text := 0
	decoder := xml.NewDecoder(strings.NewReader("<m>" + strings.NewReplacer(" expandable", ` expandable="1"`).Replace(html) + "</m>"))
	for {
		tok, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%q: %v", html, err)
		}
		if c, ok := tok.(xml.CharData); ok {
			text += len(utf16.Encode([]rune(string(c))))
		}
	}
	if text > 4096 || text == 0 {
		t.Errorf("a message of %d units", text)
	}
}

func TestRender(t *testing.T) {
	text := bot.Text{
		{Spans: []bot.Span{{Text: `<Tom> & "Jerry"`, Bold: true}, {Text: " plain"}}},
		{Spans: []bot.Span{{Text: "source", Link: `https://site.example/?a=1&b="2"`}}},
		{Spans: []bot.Span{{Text: "folded"}}, Quote: true},
	}
	want := []string{`<b>&lt;Tom&gt; &amp; &quot;Jerry&quot;</b> plain` + "\n\n" +
		`<a href="https://site.example/?a=1&amp;b=&quot;2&quot;">source</a>` + "\n\n" +
		`<blockquote expandable>folded</blockquote>`}
	got := render(text)
	if len(got) != 1 || got[0] != want[0] {
		t.Errorf("got %q\nwant %q", got, want)
	}
	checkHTML(t, got[0])
}

func TestAlreadyShown(t *testing.T) {
	data := "v1:x"
	m := &tgbotapi.Message{Text: "a\n\nb", ReplyMarkup: &tgbotapi.InlineKeyboardMarkup{
		InlineKeyboard: [][]tgbotapi.InlineKeyboardButton{{{Text: "l", CallbackData: &data}}}}}
	reply := bot.Reply{Text: bot.Text{{Spans: []bot.Span{{Text: "a", Bold: true}}}, {Spans: []bot.Span{{Text: "b"}}}},
		Buttons: [][]bot.Button{{{Label: "l", Data: "v1:x"}}}}
	if !alreadyShown(m, reply) {
		t.Error("the same was taken for another")
	}
	reply.Buttons[0][0].Label = "other"
	if alreadyShown(m, reply) || alreadyShown(nil, reply) {
		t.Error("another was taken for the same")
	}
}

func TestLongTextsAreCutBetweenParagraphs(t *testing.T) {
	paragraph := bot.Paragraph{Spans: []bot.Span{{Text: strings.Repeat("қ", 1500)}}}
	messages := render(bot.Text{paragraph, paragraph, paragraph, paragraph, paragraph})
	if len(messages) != 3 {
		t.Errorf("%d messages, want 3", len(messages))
	}
	for _, m := range messages {
		checkHTML(t, m)
		if strings.Count(m, "қ")%1500 != 0 {
			t.Error("a paragraph was cut without need")
		}
	}
	giant := bot.Paragraph{Quote: true, Spans: []bot.Span{{Text: strings.Repeat("🕯", 5000), Bold: true}}}
	total := 0
	for _, m := range render(bot.Text{paragraph, giant}) {
		checkHTML(t, m)
		total += strings.Count(m, "🕯")
	}
	if total != 5000 {
		t.Errorf("%d of 5000 characters arrived", total)
	}
}

func FuzzRender(f *testing.F) {
	f.Add("<b>", "a&b", "https://x/\"", true, 1)
	f.Add("\x00\xff", "</blockquote>", "", false, 3000)
	f.Fuzz(func(t *testing.T, bold, plain, link string, quote bool, times int) {
		times = max(1, min(times, 3000))
		text := bot.Text{{Quote: quote, Spans: []bot.Span{{Text: bold, Bold: true}, {Text: strings.Repeat(plain, times)}, {Text: "l", Link: link}}}}
		for _, m := range render(text) {
			if !strings.ContainsFunc(m, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == '\ufffe' || r == '\uffff' }) {
				checkHTML(t, m) // XML knows no control characters; Telegram ignores them
			}
		}
	})
}
