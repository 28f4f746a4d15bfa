package telegram

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"joqtau/bot"
	"joqtau/bot/broadcast"
)

func TestHowADeliveryEnds(t *testing.T) {
	refusal := func(code int, description, parameters string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) { refuse(w, code, description, parameters) }
	}
	for name, row := range map[string]struct {
		answer func(w http.ResponseWriter)
		want   broadcast.Outcome
	}{
		"sent":             {func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":true,"result":{"message_id":77}}`) }, broadcast.Delivered},
		"asked to wait":    {refusal(429, "Too Many Requests: retry after 5", `{"retry_after":5}`), broadcast.Busy},
		"blocked":          {refusal(403, "Forbidden: bot was blocked by the user", ""), broadcast.Refused},
		"not there":        {refusal(400, "Bad Request: chat not found", ""), broadcast.Refused},
		"no rights":        {refusal(400, "Bad Request: not enough rights to send text messages to the chat", ""), broadcast.Refused},
		"moved":            {refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", `{"migrate_to_chat_id":-1007}`), broadcast.Migrated},
		"malformed":        {refusal(400, "Bad Request: can't parse entities", ""), broadcast.Faulty},
		"token revoked":    {refusal(401, "Unauthorized", ""), broadcast.Fatal},
		"a gateway's page": {func(w http.ResponseWriter) { w.WriteHeader(502); fmt.Fprint(w, "<html>") }, broadcast.Ambiguous},
		"inner failure":    {refusal(500, "Internal Server Error", ""), broadcast.Ambiguous},
		"cut":              {func(http.ResponseWriter) { panic(http.ErrAbortHandler) }, broadcast.Ambiguous},
		"half an answer":   {func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":tr`) }, broadcast.Ambiguous},
	} {
		f := newFake(t)
		f.onAnswer(func(_ call, w http.ResponseWriter) bool { row.answer(w); return true })
		a, err := New(token, f.URL, handler(echo), newLedger(), nopLogger())
		if err != nil {
			t.Fatal(err)
		}
		reply := say("word")
		reply.Buttons = [][]bot.Button{{{Label: "open", Data: "v1:day:05-31"}, {Label: "more", Start: "d-05-31"}}}
		r := a.Deliver(context.Background(), broadcast.Delivery{ID: 35, Chat: -7, Thread: 3, Place: bot.Group, Reply: reply})
		if r.Outcome != row.want || strings.Contains(r.Reason, "synthetic") {
			t.Errorf("%s: %+v, want outcome %d", name, r, row.want)
		}
		switch {
		case name == "sent" && r.Message != 77, name == "moved" && r.Moved != -1007, name == "asked to wait" && r.After < 5*time.Second:
			t.Errorf("%s: %+v", name, r)
		}
		form := f.made("sendMessage")[0].form
		if form["message_thread_id"] != "3" || form["disable_notification"] != "true" || !strings.Contains(form["reply_markup"], `"v1:day:05-31#z"`) {
			t.Errorf("%s: sent %+v", name, form)
		}
		if calls := len(f.made("sendMessage")); calls != 1 {
			t.Errorf("%s: %d calls; one retry layer is enough", name, calls)
		}
	}
}

func TestNoConnectionIsSurelyNoDelivery(t *testing.T) {
	f := newFake(t)
	f.Close()
	a, err := New(token, f.URL, handler(echo), newLedger(), nopLogger())
	if err != nil {
		t.Fatal(err)
	}
	if r := a.Deliver(context.Background(), broadcast.Delivery{Chat: 7, Reply: say("word")}); r.Outcome != broadcast.Later {
		t.Errorf("got %+v", r)
	}
}

func TestAPressProvesThatAMessageArrived(t *testing.T) {
	f := newFake(t)
	l := newLedger()
	start(t, f, func(_ context.Context, e bot.Event) (bot.Reply, error) { return say(e.Press.Data), nil }, l)
	f.push(pressed(1, 7, "v1:day:05-31#z", ""), pressed(2, 7, "v1:day:05-31", ""))
	calls := f.wait("sendMessage", 2)
	f.waitOffset(3)
	if calls[0].form["text"] != "v1:day:05-31" {
		t.Errorf("the bot sees the mark: %q", calls[0].form["text"])
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.seen) != 1 || l.seen[0] != 35 {
		t.Errorf("seen %v", l.seen)
	}
}

func TestOurPlaceInAChatIsNoted(t *testing.T) {
	f := newFake(t)
	l := newLedger()
	start(t, f, echo, l)
	change := func(id int, chat int64, kind, was, is string) string {
		return fmt.Sprintf(`{"update_id":%d,"my_chat_member":{"chat":{"id":%d,"type":%q},"from":{"id":8,"first_name":"S"},"date":1,`+
			`"old_chat_member":%s,"new_chat_member":%s}}`, id, chat, kind, was, is)
	}
	f.push(
		change(1, 1, "private", `{"status":"member"}`, `{"status":"kicked"}`),
		change(2, -2, "group", `{"status":"member"}`, `{"status":"left"}`),
		change(3, -3, "channel", `{"status":"left"}`, `{"status":"administrator","can_post_messages":true}`),
		change(4, -4, "channel", `{"status":"administrator","can_post_messages":true}`, `{"status":"administrator","can_post_messages":false}`),
		change(5, -5, "supergroup", `{"status":"member"}`, `{"status":"restricted","is_member":true,"can_send_messages":false}`),
		change(6, -6, "supergroup", `{"status":"kicked"}`, `{"status":"member"}`),
	)
	f.waitOffset(7)
	l.mu.Lock()
	defer l.mu.Unlock()
	for chat, rests := range map[int64]bool{1: true, -2: true, -3: false, -4: true, -5: true, -6: false} {
		reason, noted := l.resting[chat]
		if !noted || (reason != "") != rests {
			t.Errorf("chat %d: %q, %t", chat, reason, noted)
		}
	}
}
