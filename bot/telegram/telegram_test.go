package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"joqtau/bot"
)

func TestAnUpdateIsAcknowledgedOnlyOnceItIsAnswered(t *testing.T) {
	f := newFake(t)
	release := make(chan bool)
	f.onAnswer(func(c call, _ http.ResponseWriter) bool { <-release; return false })
	start(t, f, echo, newLedger())
	f.push(written(7, 1, "Майлин"))
	f.wait("sendMessage", 1)
	time.Sleep(2 * patience) // long enough for it to poll again
	if offset := f.lastOffset(); offset > 7 {
		t.Errorf("it polled with offset %d while the reply was on its way", offset)
	}
	close(release)
	f.waitOffset(8)
	if calls := f.made("sendMessage"); len(calls) != 1 || calls[0].form["text"] != "you wrote Майлин" || calls[0].form["chat_id"] != "1" {
		t.Errorf("sent %+v", calls)
	}
}

func TestAnUpdateThatCannotBeReadIsSkipped(t *testing.T) {
	f := newFake(t)
	r := start(t, f, echo, newLedger())
	f.push(`{"update_id":1,"message":"nonsense"}`, `{"update_id":2,"message":{"message_id":"x"}}`, `{"update_id":3}`, written(4, 1, "Майлин"))
	if calls := f.wait("sendMessage", 1); calls[0].form["text"] != "you wrote Майлин" {
		t.Errorf("sent %+v", calls)
	}
	f.waitOffset(5)
	if !strings.Contains(r.log.String(), "update=1") {
		t.Errorf("the log does not name the update that was skipped:\n%s", r.log)
	}
}

func TestNumbersThatBeginAnewAreFollowed(t *testing.T) {
	f := newFake(t)
	r := start(t, f, echo, newLedger())
	f.push(written(900000, 1, "before"))
	f.waitOffset(900001)
	f.push(written(5, 1, "after a quiet week"))
	if calls := f.wait("sendMessage", 2); calls[1].form["text"] != "you wrote after a quiet week" {
		t.Errorf("sent %+v", calls)
	}
	f.waitOffset(6)
	if !strings.Contains(r.log.String(), "numbers updates anew") {
		t.Errorf("it was not noticed:\n%s", r.log)
	}
}

func TestAnUpdateIsNotAnsweredTwice(t *testing.T) {
	f := newFake(t)
	l := newLedger()
	r := start(t, f, echo, l)
	f.push(written(1, 1, "first"))
	f.waitOffset(2)
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	f.restart()
	start(t, f, echo, l)
	f.push(written(2, 1, "second"))
	f.waitOffset(3)
	if calls := f.made("sendMessage"); len(calls) != 2 {
		t.Errorf("%d messages were sent, want 2", len(calls))
	}
}

func TestASlowChatKeepsNoOtherWaiting(t *testing.T) {
	f := newFake(t)
	release := make(chan bool)
	defer close(release)
	f.onAnswer(func(c call, _ http.ResponseWriter) bool {
		if c.form["chat_id"] == "1" {
			<-release
		}
		return false
	})
	start(t, f, echo, newLedger())
	f.push(written(1, 1, "slow"), written(2, 2, "quick"))
	f.wait("sendMessage", 2)
	f.push(written(3, 3, "later")) // though update 1 is not done
	calls := f.wait("sendMessage", 3)
	if calls[2].form["chat_id"] != "3" {
		t.Errorf("sent %+v", calls)
	}
}

// While one chat must wait for half a minute, a hundred and fifty others write: more than Telegram hands out at a time.
func TestAChatThatMustWaitKeepsNoOtherWaiting(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.onAnswer(func(c call, w http.ResponseWriter) bool {
		if c.form["chat_id"] != "1" {
			return false
		}
		refuse(w, 429, "Too Many Requests: retry after 30", `{"retry_after":30}`)
		return true
	})
	start(t, f, echo, newLedger())
	for i := 1; i <= 151; i++ {
		f.push(written(i, int64(i), "x"))
	}
	answered := func() int { return len(f.made("sendMessage")) - 1 }
	for deadline := time.Now().Add(hold + 15*time.Second); answered() < 150 && time.Now().Before(deadline); {
		time.Sleep(50 * time.Millisecond)
	}
	if answered() < 150 {
		t.Errorf("%d of 150 chats were answered", answered())
	}
}

func TestAStateThatCannotBeWrittenAnswersNobodyTwice(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	release := make(chan bool)
	f.onAnswer(func(c call, _ http.ResponseWriter) bool {
		if c.form["chat_id"] == "1" {
			<-release
		}
		return false
	})
	start(t, f, echo, fullDisk{newLedger()})
	f.push(written(1, 1, "slow"), written(2, 2, "quick"))
	f.wait("sendMessage", 2)
	time.Sleep(3 * patience) // it polls again meanwhile
	close(release)
	f.waitOffset(3)
	if calls := f.made("sendMessage"); len(calls) != 2 {
		t.Errorf("%d messages were sent, want 2", len(calls))
	}
}

func TestWhatEndsDuringAFetchIsNotBegunAgain(t *testing.T) {
	f := newFeed()
	now := time.Now()
	for id := 1; id <= 2; id++ {
		f.see(id)
		f.begin(id, now)
	}
	if got := f.offset(now); got != 1 {
		t.Fatalf("the offset is %d, want 1", got)
	}
	f.end(2)
	f.end(1)
	for id := 1; id <= 2; id++ { // the fetch from 1 on brings both again
		f.see(id)
		if f.begin(id, now) {
			t.Errorf("update %d is answered twice", id)
		}
	}
	if got := f.offset(now); got != 3 {
		t.Errorf("the offset is %d, want 3", got)
	}
}

// fullDisk is a ledger that can be neither read nor written.
type fullDisk struct{ Ledger }

func (fullDisk) Handled(context.Context, int, time.Time) (bool, error) {
	return false, errors.New("the disk is full")
}
func (fullDisk) SetHandled(context.Context, int, time.Time) error {
	return errors.New("the disk is full")
}

func TestAnUpdateWithoutANumberMakesNoHotLoop(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	r := start(t, f, echo, newLedger())
	f.push(`{"message":{}}`)
	time.Sleep(time.Second)
	if n := strings.Count(r.log.String(), "\n"); n > 5 {
		t.Errorf("%d lines in the log after a second:\n%.2000s", n, r.log)
	}
}

func TestAnErrorPageDoesNotRefuseTheToken(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	var polls atomic.Int32
	f.mu.Lock()
	f.poll = func(w http.ResponseWriter) bool {
		if polls.Add(1) > 1 {
			return false
		}
		w.WriteHeader(404)
		fmt.Fprint(w, "<html>no such page</html>")
		return true
	}
	f.mu.Unlock()
	start(t, f, echo, newLedger())
	f.push(written(1, 1, "x"))
	f.wait("sendMessage", 1)
}

func TestStoppingWaitsForNoRetry(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.onAnswer(func(_ call, w http.ResponseWriter) bool {
		refuse(w, 429, "Too Many Requests: retry after 30", `{"retry_after":30}`)
		return true
	})
	l := newLedger()
	r := start(t, f, echo, l)
	f.push(written(1, 1, "x"), written(2, 1, "y"))
	f.wait("sendMessage", 1)
	begin := time.Now()
	if err := r.end(); err != nil || time.Since(begin) > grace {
		t.Errorf("it stopped after %v: %v", time.Since(begin), err)
	}
	// and both are answered after the next start
	f.onAnswer(nil)
	f.restart()
	start(t, f, echo, l)
	calls := f.wait("sendMessage", 3)
	if calls[1].form["text"] != "you wrote x" || calls[2].form["text"] != "you wrote y" {
		t.Errorf("sent %+v", calls)
	}
}

func TestOneChatIsAnsweredInOrder(t *testing.T) {
	f := newFake(t)
	start(t, f, func(_ context.Context, e bot.Event) (bot.Reply, error) {
		if e.Text == "1" {
			time.Sleep(50 * time.Millisecond)
		}
		return say(e.Text), nil
	}, newLedger())
	for i := 1; i <= chatBurst; i++ {
		f.push(written(i, 1, fmt.Sprint(i)))
	}
	for i, c := range f.wait("sendMessage", chatBurst) {
		if c.form["text"] != fmt.Sprint(i+1) {
			t.Errorf("message %d is %q", i+1, c.form["text"])
		}
	}
}

func TestRetryAfterIsKept(t *testing.T) {
	f := newFake(t)
	var refused atomic.Bool
	f.onAnswer(func(_ call, w http.ResponseWriter) bool {
		if refused.Swap(true) {
			return false
		}
		refuse(w, 429, "Too Many Requests: retry after 1", `{"retry_after":1}`)
		return true
	})
	start(t, f, echo, newLedger())
	f.push(written(1, 1, "x"))
	calls := f.wait("sendMessage", 2)
	if pause := calls[1].at.Sub(calls[0].at); pause < time.Second {
		t.Errorf("called again after %v", pause)
	}
	f.waitOffset(2)
}

func TestFaultsOfTheServer(t *testing.T) {
	cut := func(_ call, w http.ResponseWriter) { panic(http.ErrAbortHandler) }
	page := func(_ call, w http.ResponseWriter) {
		w.WriteHeader(502)
		fmt.Fprint(w, "<html>Bad Gateway</html>")
	}
	for name, row := range map[string]struct {
		fault func(c call, w http.ResponseWriter)
		chat  string
		calls int
	}{
		"a gateway's page":                {page, `{"id":1,"type":"private"}`, 2},
		"a cut connection":                {cut, `{"id":1,"type":"private"}`, 2},
		"a cut connection, in a group":    {cut, `{"id":-1,"type":"group","title":"g"}`, 1},
		"a refusal, which is for good":    {func(_ call, w http.ResponseWriter) { refuse(w, 403, "Forbidden: bot was blocked by the user", "") }, `{"id":1,"type":"private"}`, 1},
		"half an answer":                  {func(_ call, w http.ResponseWriter) { fmt.Fprint(w, `{"ok":tr`) }, `{"id":1,"type":"private"}`, 2},
		"a gateway's page, in a group":    {page, `{"id":-1,"type":"group","title":"g"}`, 1},
		"a failure inside Telegram (500)": {func(_ call, w http.ResponseWriter) { refuse(w, 500, "Internal Server Error", "") }, `{"id":1,"type":"private"}`, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			var failed atomic.Bool
			f.onAnswer(func(c call, w http.ResponseWriter) bool {
				if failed.Swap(true) {
					return false
				}
				row.fault(c, w)
				return true
			})
			start(t, f, echo, newLedger())
			f.push(`{"update_id":1,"message":{"message_id":1,"date":1,"chat":` + row.chat + `,"from":{"id":1,"first_name":"S"},` +
				`"text":"/find@joqtau_test_bot x","entities":[{"type":"bot_command","offset":0,"length":21}]}}`)
			f.waitOffset(2)
			if calls := f.made("sendMessage"); len(calls) != row.calls {
				t.Errorf("%d calls, want %d", len(calls), row.calls)
			}
		})
	}
}

func TestAFailingServerIsPolledAgain(t *testing.T) {
	f := newFake(t)
	var polls atomic.Int32
	f.mu.Lock()
	f.poll = func(w http.ResponseWriter) bool {
		switch polls.Add(1) {
		case 1:
			w.WriteHeader(502)
			return true
		case 2:
			refuse(w, 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", "")
			return true
		}
		return false
	}
	f.mu.Unlock()
	start(t, f, echo, newLedger())
	f.push(written(1, 1, "x"))
	f.wait("sendMessage", 1)
	if len(f.made("deleteWebhook")) != 1 {
		t.Error("the webhook was not removed")
	}
}

func TestARefusedTokenEndsIt(t *testing.T) {
	f := newFake(t)
	a, err := New("1:another-synthetic-token", f.URL, handler(echo), newLedger(), nopLogger())
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Run(context.Background()); err == nil || !strings.Contains(err.Error(), "token was refused") || strings.Contains(err.Error(), "synthetic") {
		t.Errorf("got %v", err)
	}
}

func TestNoErrorHoldsTheToken(t *testing.T) {
	f := newFake(t)
	f.onAnswer(func(_ call, w http.ResponseWriter) bool { panic(http.ErrAbortHandler) })
	api, err := newAPI(token, f.URL)
	if err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for name, ctx := range map[string]context.Context{"a cut connection": context.Background(), "a cancelled call": cancelled} {
		_, err := api.call(ctx, "sendMessage", nil, 0)
		for e := err; e != nil; e = errors.Unwrap(e) {
			if strings.Contains(e.Error(), "synthetic") {
				t.Errorf("%s: %v", name, e)
			}
		}
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, answer := range map[string]func(w http.ResponseWriter){
		"a redirect": func(w http.ResponseWriter) {
			w.Header().Set("Location", f.URL+"/elsewhere")
			w.WriteHeader(302)
		},
		"a bad redirect": func(w http.ResponseWriter) {
			w.Header().Set("Location", "http://[bad/bot"+token+"/getMe")
			w.WriteHeader(302)
		},
		"a refusal that quotes the address": func(w http.ResponseWriter) { refuse(w, 400, "no route /bot"+token+"/sendMessage", "") },
	} {
		f.onAnswer(func(_ call, w http.ResponseWriter) bool { answer(w); return true })
		if _, err := api.call(context.Background(), "sendMessage", nil, 0); err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), "synthetic") {
			t.Errorf("%s: %v", name, err)
		}
	}
	f.mu.Lock()
	if f.strayed {
		t.Error("a redirect was followed, with the token in the Referer")
	}
	f.mu.Unlock()
	f.Close()
	if _, err := api.call(context.Background(), "sendMessage", nil, 0); err == nil || strings.Contains(err.Error(), "synthetic") {
		t.Errorf("no server: %v", err)
	}
	for _, address := range []string{"://" + token, "ftp://x", "", "api.telegram.org"} {
		if _, err := newAPI(token, address); err == nil || strings.Contains(err.Error(), "synthetic") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestAPanicConcernsOneUpdate(t *testing.T) {
	f := newFake(t)
	r := start(t, f, func(ctx context.Context, e bot.Event) (bot.Reply, error) {
		if e.Text == "bad" {
			panic("of a test")
		}
		return echo(ctx, e)
	}, newLedger())
	f.push(written(31, 1, "bad"), written(32, 1, "good"))
	calls := f.wait("sendMessage", 2)
	if calls[0].form["text"] != "it broke down" || calls[1].form["text"] != "you wrote good" {
		t.Errorf("sent %+v", calls)
	}
	f.waitOffset(33)
	if strings.Contains(r.log.String(), "of a test") {
		t.Errorf("the log holds the panic's value, which may quote what was asked:\n%s", r.log)
	}
	if !strings.Contains(r.log.String(), "update=31") {
		t.Errorf("the log does not name the update:\n%s", r.log)
	}
}

func TestAFailureIsLoggedOnceAndAnswered(t *testing.T) {
	f := newFake(t)
	r := start(t, f, func(context.Context, bot.Event) (bot.Reply, error) {
		return say("sorry"), errors.New("the disk is full")
	}, newLedger())
	f.push(written(1, 1, "Тестов"))
	f.waitOffset(2)
	if calls := f.made("sendMessage"); len(calls) != 1 || calls[0].form["text"] != "sorry" {
		t.Errorf("sent %+v", calls)
	}
	if log := r.log.String(); strings.Count(log, "the disk is full") != 1 || strings.Contains(log, "Тестов") {
		t.Errorf("log:\n%s", log)
	}
}

func TestStoppingLetsAReplyFinish(t *testing.T) {
	f := newFake(t)
	f.onAnswer(func(call, http.ResponseWriter) bool { time.Sleep(300 * time.Millisecond); return false })
	l := newLedger()
	r := start(t, f, echo, l)
	f.push(written(1, 1, "x"))
	f.wait("sendMessage", 1)
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	if handled, _ := l.Handled(context.Background(), 1, time.Now()); !handled {
		t.Error("the update was not recorded as handled")
	}
	if strings.Contains(r.log.String(), "ERROR") {
		t.Errorf("log:\n%s", r.log)
	}
}

func TestAPressIsAcknowledgedAndEditsInPlace(t *testing.T) {
	f := newFake(t)
	var event bot.Event
	start(t, f, func(_ context.Context, e bot.Event) (bot.Reply, error) {
		event = e
		reply := say("page 2")
		reply.Edit = true
		reply.Buttons = [][]bot.Button{{{Label: "back", Data: "v1:list:0"}}}
		return reply, nil
	}, newLedger())
	f.push(pressed(1, 9, "v1:list:1", "Тестов"))
	f.waitOffset(2)
	if event.Press == nil || event.Press.Data != "v1:list:1" || event.Press.Question != "Тестов" {
		t.Errorf("the event is %+v", event)
	}
	if calls := f.made("answerCallbackQuery"); len(calls) != 1 || calls[0].form["callback_query_id"] != "q1" {
		t.Errorf("acknowledged %+v", calls)
	}
	calls := f.made("editMessageText")
	if len(calls) != 1 || calls[0].form["message_id"] != "50" || calls[0].form["chat_id"] != "9" ||
		calls[0].form["reply_markup"] != `{"inline_keyboard":[[{"text":"back","callback_data":"v1:list:0"}]]}` {
		t.Errorf("edited %+v", calls)
	}
	if len(f.made("sendMessage")) > 0 {
		t.Error("a new message was sent")
	}
}

func TestAButtonPressedTwiceEditsOnce(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	start(t, f, func(_ context.Context, e bot.Event) (bot.Reply, error) {
		reply := say("page " + e.Press.Data)
		reply.Edit = true
		return reply, nil
	}, newLedger())
	f.push(pressed(1, 9, "1", ""), pressed(2, 9, "1", ""), pressed(3, 9, "2", ""), pressed(4, 9, "1", ""))
	f.waitOffset(5)
	var texts []string
	for _, c := range f.made("editMessageText") {
		texts = append(texts, c.form["text"])
	}
	if got := strings.Join(texts, ", "); got != "page 1, page 2, page 1" {
		t.Errorf("edited to %s", got)
	}
	if n := len(f.made("answerCallbackQuery")); n != 4 {
		t.Errorf("%d presses were acknowledged, want 4", n)
	}
}

func TestAPressUnderAnUnseenMessageIsAnswered(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	start(t, f, func(context.Context, bot.Event) (bot.Reply, error) { return bot.Reply{Notice: "old"}, nil }, newLedger())
	f.push(`{"update_id":1,"callback_query":{"id":"q","inline_message_id":"x","chat_instance":"1","data":"v1:card:x","from":{"id":9,"first_name":"S"}}}`)
	f.waitOffset(2)
	if calls := f.made("answerCallbackQuery"); len(calls) != 1 || calls[0].form["callback_query_id"] != "q" {
		t.Errorf("acknowledged %+v", calls)
	}
}

func TestEditsThatTelegramRefuses(t *testing.T) {
	for refusal, sends := range map[string]int{
		"Bad Request: message is not modified: specified new message content and reply markup are exactly the same": 0,
		"Bad Request: message to edit not found":   1,
		"Bad Request: message can't be edited":     1,
		"Bad Request: MESSAGE_ID_INVALID message ": 1,
	} {
		f := newFake(t)
		f.onAnswer(func(c call, w http.ResponseWriter) bool {
			if c.method != "editMessageText" {
				return false
			}
			refuse(w, 400, refusal, "")
			return true
		})
		r := start(t, f, func(context.Context, bot.Event) (bot.Reply, error) {
			reply := say("x")
			reply.Edit = true
			return reply, nil
		}, newLedger())
		f.push(pressed(1, 9, "v1:card:x", ""))
		f.waitOffset(2)
		if calls := f.made("sendMessage"); len(calls) != sends {
			t.Errorf("%s: %d new messages, want %d", refusal, len(calls), sends)
		}
		if strings.Contains(r.log.String(), "ERROR") {
			t.Errorf("%s: log:\n%s", refusal, r.log)
		}
	}
}

func TestANoticeIsShownOverTheChat(t *testing.T) {
	f := newFake(t)
	start(t, f, func(context.Context, bot.Event) (bot.Reply, error) { return bot.Reply{Notice: "grown old"}, nil }, newLedger())
	f.push(pressed(1, 9, "v0:x", ""))
	f.waitOffset(2)
	if calls := f.made("answerCallbackQuery"); len(calls) != 1 || calls[0].form["text"] != "grown old" {
		t.Errorf("acknowledged %+v", calls)
	}
}
