package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"joqtau/bot"
)

func inlineQuery(id int, text string) string {
	content, _ := json.Marshal(text)
	return fmt.Sprintf(`{"update_id":%d,"inline_query":{"id":"q%d","from":{"id":5,"first_name":"S","language_code":"kk"},"query":%s,"offset":""}}`, id, id, content)
}

func TestInlineQueriesAreAnswered(t *testing.T) {
	f := newFake(t)
	r := start(t, f, echo, newLedger())
	f.push(inlineQuery(1, "Майлин & co"), inlineQuery(2, "panic"))
	calls := f.wait("answerInlineQuery", 2)
	form := calls[0].form
	if form["inline_query_id"] != "q1" || form["cache_time"] != "30" || form["is_personal"] != "true" || form["next_offset"] != "10" ||
		form["button"] != `{"text":"Open","start_parameter":"help"}` {
		t.Errorf("answered %+v", form)
	}
	var rows []struct {
		Type, ID, Title string
		Content         struct {
			Text string `json:"message_text"`
			Mode string `json:"parse_mode"`
		} `json:"input_message_content"`
		Markup inlineKeyboard `json:"reply_markup"`
	}
	if err := json.Unmarshal([]byte(form["results"]), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 || rows[0].Type != "article" || rows[0].Title != "Майлин & co" || rows[0].Content.Text != "&lt;Майлин &amp; co&gt;" ||
		rows[0].Content.Mode != "HTML" || rows[0].Markup.Rows[0][0].URL != "https://t.me/joqtau_test_bot?start=p-1" {
		t.Errorf("rows %+v", rows)
	}
	if calls[1].form["results"] != "[]" {
		t.Errorf("a query that broke down: %+v", calls[1].form)
	}
	if log := r.log.String(); !strings.Contains(log, "panic") || strings.Contains(log, "secret") || strings.Contains(log, "Майлин") {
		t.Errorf("log:\n%s", log)
	}
}

func TestAnOldInlineQueryIsNoFailure(t *testing.T) {
	f := newFake(t)
	f.onAnswer(func(_ call, w http.ResponseWriter) bool {
		refuse(w, 400, "Bad Request: query is too old and response timeout expired or query ID is invalid", "")
		return true
	})
	r := start(t, f, echo, newLedger())
	f.push(inlineQuery(1, "x"))
	f.waitOffset(2)
	if strings.Contains(r.log.String(), "ERROR") {
		t.Errorf("log:\n%s", r.log)
	}
}

func TestLettersAreSentOnce(t *testing.T) {
	f := newFake(t)
	l := newLedger()
	due := time.Now().Add(-time.Second)
	l.post(bot.Letter{ID: 1, Chat: 1, Reply: say("blocked"), Due: due}, bot.Letter{ID: 2, Chat: 2, Reply: say("news"), Due: due},
		bot.Letter{ID: 3, Chat: 3, Reply: say("later"), Due: time.Now().Add(time.Hour)})
	f.onAnswer(func(c call, w http.ResponseWriter) bool {
		if c.form["text"] == "blocked" {
			refuse(w, 403, "Forbidden: bot was blocked by the user", "")
			return true
		}
		return false
	})
	start(t, f, echo, l)
	calls := f.wait("sendMessage", 2)
	if calls[1].form["chat_id"] != "2" || calls[1].form["text"] != "news" {
		t.Errorf("sent %+v", calls)
	}
	for deadline := time.Now().Add(5 * time.Second); len(l.left()) > 1 && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
	}
	if left := l.left(); len(left) != 1 || left[0].ID != 3 {
		t.Errorf("left are %+v", left)
	}
}

func TestCommandsAndDescriptionsAreSetOnlyWhenTheyChange(t *testing.T) {
	f := newFake(t)
	r := start(t, f, echo, newLedger())
	const languages = 4 // and one for everyone else
	f.wait("setMyCommands", languages*len(scopes))
	for method, n := range map[string]int{"setMyName": languages, "setMyDescription": languages, "setMyShortDescription": languages} {
		if got := len(f.made(method)); got != n {
			t.Errorf("%s was called %d times, want %d", method, got, n)
		}
	}
	for _, c := range f.made("setMyName") {
		if want := map[string]string{"": "J ru", "kk": "J kk", "ru": "J ru", "en": "J en"}[c.form["language_code"]]; c.form["name"] != want {
			t.Errorf("in %q the name is %q, want %q", c.form["language_code"], c.form["name"], want)
		}
	}
	r.end()
	start(t, f, echo, newLedger())
	f.push(written(1, 1, "x"))
	f.waitOffset(2)
	time.Sleep(100 * time.Millisecond)
	if got := len(f.made("setMyCommands")); got != languages*len(scopes) {
		t.Errorf("commands were set again: %d calls", got)
	}
}

func TestOneWhoFloodsIsToldOnce(t *testing.T) {
	f := newFake(t)
	var asked atomic.Int32
	start(t, f, func(_ context.Context, e bot.Event) (bot.Reply, error) {
		asked.Add(1)
		return bot.Reply{}, nil
	}, newLedger())
	const sent = 3 * askedAtOnce
	for i := 1; i <= sent; i++ {
		f.push(written(i, 1, "x"))
	}
	f.waitOffset(sent + 1)
	if n := asked.Load(); n < askedAtOnce || n > askedAtOnce+5 {
		t.Errorf("%d were answered, want about %d", n, askedAtOnce)
	}
	if calls := f.made("sendMessage"); len(calls) != 1 || calls[0].form["text"] != "slowly, please" {
		t.Errorf("sent %+v", calls)
	}
}

// To Telegram all administrators who do not show who they are are one person.
func TestAFloodInTheNameOfAGroupIsThatGroups(t *testing.T) {
	f := newFake(t)
	start(t, f, func(_ context.Context, e bot.Event) (bot.Reply, error) {
		if e.Text == "x" {
			return bot.Reply{}, nil
		}
		return say("you wrote " + e.Text), nil
	}, newLedger())
	inTheNameOf := func(id int, chat int64, text string) string {
		return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"chat":{"id":%d,"type":"supergroup"},"sender_chat":{"id":%d,"type":"supergroup"},`+
			`"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"text":"/find@joqtau_test_bot %s",`+
			`"entities":[{"type":"bot_command","offset":0,"length":21}]}}`, id, id, chat, chat, text)
	}
	const sent = 3 * askedAtOnce
	for i := 1; i <= sent; i++ {
		f.push(inTheNameOf(i, -1, "x"))
	}
	f.waitOffset(sent + 1)
	f.push(inTheNameOf(sent+1, -2, "Майлин"))
	f.waitOffset(sent + 2)
	other := func(c call) bool { return c.form["chat_id"] == "-2" }
	calls := slices.DeleteFunc(f.made("sendMessage"), func(c call) bool { return !other(c) })
	if len(calls) != 1 || calls[0].form["text"] != "you wrote Майлин" {
		t.Errorf("another group is answered %+v", calls)
	}
}

func TestWhoManagesAGroup(t *testing.T) {
	for status, want := range map[string]string{"creator": "true", "administrator": "true", "member": "false"} {
		f := newFake(t)
		f.onAnswer(func(c call, w http.ResponseWriter) bool {
			if c.method != "getChatMember" {
				return false
			}
			fmt.Fprintf(w, `{"ok":true,"result":{"user":{"id":8,"first_name":"S"},"status":%q}}`, status)
			return true
		})
		start(t, f, func(ctx context.Context, e bot.Event) (bot.Reply, error) {
			manages, err := e.Manages(ctx)
			return say(fmt.Sprint(manages)), err
		}, newLedger())
		f.push(message("group", "/settings@joqtau_test_bot", 25, ""))
		if calls := f.wait("sendMessage", 1); calls[0].form["text"] != want {
			t.Errorf("%s: %+v", status, calls[0].form)
		}
	}
	f := newFake(t)
	start(t, f, func(_ context.Context, e bot.Event) (bot.Reply, error) { return say(fmt.Sprint(e.Manages == nil)), nil }, newLedger())
	f.push(message("group", "/settings@joqtau_test_bot", 25, `,"sender_chat":{"id":-3,"type":"group"}`))
	if calls := f.wait("sendMessage", 1); calls[0].form["text"] != "true" {
		t.Errorf("one who writes in the group's name: %+v", calls[0].form)
	}
}

func TestAGroupThatMovesIsFollowed(t *testing.T) {
	f := newFake(t)
	l := newLedger()
	start(t, f, echo, l)
	f.push(message("group", "", 0, `,"migrate_to_chat_id":-1003`))
	f.waitOffset(2)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.moved[-3] != -1003 {
		t.Errorf("moved %v", l.moved)
	}
}

func TestButtonsAndPrompts(t *testing.T) {
	f := newFake(t)
	start(t, f, func(_ context.Context, e bot.Event) (bot.Reply, error) {
		reply := say("x")
		if e.Text == "buttons" {
			reply.Buttons = [][]bot.Button{{{Label: "a", Data: "d"}, {Label: "b", Link: "https://example.org"}}, {{Label: "c", Share: "q"}, {Label: "d", Copy: "title", Start: "p-1"}}}
		}
		reply.Prompt = "name"
		return reply, nil
	}, newLedger())
	f.push(message("group", "/find@joqtau_test_bot buttons", 21, ""), strings.Replace(message("group", "/find@joqtau_test_bot", 21, ""), `"update_id":1`, `"update_id":2`, 1))
	calls := f.wait("sendMessage", 2)
	for i, want := range []string{`{"inline_keyboard":[[{"text":"a","callback_data":"d"},{"text":"b","url":"https://example.org"}],` +
		`[{"text":"c","switch_inline_query_chosen_chat":{"query":"q","allow_user_chats":true,"allow_group_chats":true,"allow_channel_chats":true}},` +
		`{"text":"d","copy_text":{"text":"title https://t.me/joqtau_test_bot?start=p-1"}}]]}`,
		`{"force_reply":true,"selective":true,"input_field_placeholder":"name"}`} {
		if got := calls[i].form["reply_markup"]; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
