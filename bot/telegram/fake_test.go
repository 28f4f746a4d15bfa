package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"joqtau/bot"
	"joqtau/lookup"
)

const token = "123456789:synthetic-token-of-a-test-only"

// A fake is as much of a Bot API server as these tests need.
type fake struct {
	*httptest.Server
	t *testing.T

	mu      sync.Mutex
	updates []string // as JSON, in the order of delivery
	from    int      // the first that is not acknowledged
	offsets []int    // of getUpdates
	calls   []call
	// answer, if set, answers a method other than getMe and getUpdates; false leaves it to the fake.
	answer func(c call, w http.ResponseWriter) bool
	poll   func(w http.ResponseWriter) bool // the same for getUpdates
	// strayed says that a redirect was followed.
	strayed bool
}

type call struct {
	method string
	form   map[string]string
	at     time.Time
}

func newFake(t *testing.T) *fake {
	f := &fake{t: t}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+token+"/")
	if r.URL.Path == "/elsewhere" {
		f.mu.Lock()
		f.strayed = true
		f.mu.Unlock()
	}
	if !ok {
		refuse(w, 401, "Unauthorized", "")
		return
	}
	if err := r.ParseForm(); err != nil {
		f.t.Error(err)
	}
	c := call{method: method, form: map[string]string{}, at: time.Now()}
	for key := range r.Form {
		c.form[key] = r.Form.Get(key)
	}
	switch method {
	case "getMe":
		fmt.Fprint(w, `{"ok":true,"result":{"id":123456789,"is_bot":true,"first_name":"J","username":"joqtau_test_bot"}}`)
	case "getUpdates":
		f.getUpdates(w, r.Context(), c)
	case "getMyName", "getMyDescription", "getMyShortDescription", "getMyCommands":
		f.getMine(w, c)
	default:
		f.mu.Lock()
		f.calls = append(f.calls, c)
		answer := f.answer
		f.mu.Unlock()
		if answer == nil || strings.HasPrefix(method, "setMy") || !answer(c, w) {
			fmt.Fprint(w, `{"ok":true,"result":true}`)
		}
	}
}

// getMine answers with what was set last, as Telegram does.
func (f *fake) getMine(w http.ResponseWriter, c call) {
	shown := map[string]string{"getMyName": `{"name":""}`, "getMyDescription": `{"description":""}`,
		"getMyShortDescription": `{"short_description":""}`, "getMyCommands": `[]`}[c.method]
	for _, set := range f.made("s" + c.method[1:]) {
		if set.form["language_code"] != c.form["language_code"] || set.form["scope"] != c.form["scope"] {
			continue
		}
		if shown = set.form["commands"]; shown == "" {
			delete(set.form, "language_code")
			content, _ := json.Marshal(set.form)
			shown = string(content)
		}
	}
	fmt.Fprintf(w, `{"ok":true,"result":%s}`, shown)
}

func refuse(w http.ResponseWriter, code int, description, parameters string) {
	w.WriteHeader(code)
	if parameters != "" {
		parameters = `,"parameters":` + parameters
	}
	fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":%q%s}`, code, description, parameters)
}

func (f *fake) getUpdates(w http.ResponseWriter, ctx context.Context, c call) {
	f.mu.Lock()
	poll := f.poll
	f.mu.Unlock()
	if poll != nil && poll(w) {
		return
	}
	offset, _ := strconv.Atoi(c.form["offset"])
	f.mu.Lock()
	f.offsets = append(f.offsets, offset)
	f.mu.Unlock()
	for deadline := time.Now().Add(time.Second); ; {
		if batch := f.batch(offset); len(batch) > 0 || time.Now().After(deadline) {
			fmt.Fprintf(w, `{"ok":true,"result":[%s]}`, strings.Join(batch, ","))
			return
		}
		time.Sleep(5 * time.Millisecond)
		if ctx.Err() != nil {
			return
		}
	}
}

// batch acknowledges what the offset says and returns the rest. An offset far ahead begins anew, as at Telegram.
func (f *fake) batch(offset int) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.from < len(f.updates) {
		id, err := readID(json.RawMessage(f.updates[f.from]))
		if err == nil && (id >= offset || offset > id+100) {
			break
		}
		f.from++
	}
	return f.updates[f.from:min(f.from+100, len(f.updates))]
}

func (f *fake) push(updates ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.updates = append(f.updates, updates...)
}

// restart delivers all updates again, as a server does to which none was acknowledged.
func (f *fake) restart() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.from = 0
}

func (f *fake) onAnswer(answer func(c call, w http.ResponseWriter) bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answer = answer
}

// made returns the calls of a method so far.
func (f *fake) made(method string) []call {
	f.mu.Lock()
	defer f.mu.Unlock()
	var list []call
	for _, c := range f.calls {
		if c.method == method {
			list = append(list, c)
		}
	}
	return list
}

// wait waits until a method has been called n times, and returns the calls.
func (f *fake) wait(method string, n int) []call {
	f.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if calls := f.made(method); len(calls) >= n {
			return calls
		}
	}
	f.t.Fatalf("%s was called %d times, want %d", method, len(f.made(method)), n)
	return nil
}

func (f *fake) lastOffset() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.offsets) == 0 {
		return 0
	}
	return f.offsets[len(f.offsets)-1]
}

// waitOffset waits until updates up to an offset are acknowledged.
func (f *fake) waitOffset(offset int) {
	f.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if f.lastOffset() == offset {
			return
		}
	}
	f.t.Fatalf("the last offset is %d, want %d", f.lastOffset(), offset)
}

// written is an update with a text in a private chat.
func written(id int, chat int64, text string) string {
	content, _ := json.Marshal(text)
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"chat":{"id":%d,"type":"private"},`+
		`"from":{"id":%d,"first_name":"S","language_code":"ru"},"text":%s}}`, id, id, chat, chat, content)
}

// pressed is an update with the press of a button under a message that answered a question.
func pressed(id int, chat int64, data, question string) string {
	return fmt.Sprintf(`{"update_id":%d,"callback_query":{"id":"q%d","chat_instance":"1","data":%q,"from":{"id":%d,"first_name":"S"},`+
		`"message":{"message_id":50,"date":1,"chat":{"id":%d,"type":"private"},"text":"list",`+
		`"reply_to_message":{"message_id":49,"date":1,"chat":{"id":%d,"type":"private"},"text":%q}}}}`, id, id, data, chat, chat, chat, question)
}

// handler answers with a function.
type handler func(ctx context.Context, e bot.Event) (bot.Reply, error)

func (h handler) Handle(ctx context.Context, e bot.Event) (bot.Reply, error) { return h(ctx, e) }
func (h handler) Failed(bot.Event) bot.Reply                                 { return say("it broke down") }
func (h handler) Busy(context.Context, bot.Event) bot.Reply                  { return say("slowly, please") }
func (h handler) Profile(lang lookup.Lang) bot.Profile {
	return bot.Profile{Name: "J " + string(lang), Description: "D", Short: "S"}
}
func (h handler) Commands(_ lookup.Lang, place bot.Place, manages bool) []bot.CommandHelp {
	return []bot.CommandHelp{{Name: "find", Does: fmt.Sprint(place, manages)}}
}

// Inline answers what was written with it as a row, and breaks down on demand.
func (h handler) Inline(_ context.Context, q bot.Query) (bot.Page, error) {
	if q.Text == "panic" {
		panic("secret")
	}
	rows := []bot.Row{{ID: "1", Title: q.Text, Reply: bot.Reply{Text: say("<" + q.Text + ">").Text, Buttons: [][]bot.Button{{{Label: "More", Start: "p-1"}}}}}}
	return bot.Page{Rows: rows, Next: "10", Open: "Open"}, nil
}

func say(text string) bot.Reply {
	return bot.Reply{Text: bot.Text{{Spans: []bot.Span{{Text: text}}}}}
}

// echo answers with what was written.
func echo(_ context.Context, e bot.Event) (bot.Reply, error) { return say("you wrote " + e.Text), nil }

// ledger remembers in memory.
type ledger struct {
	mu      sync.Mutex
	done    map[int]bool
	moved   map[int64]int64
	letters []bot.Letter
	resting map[int64]string
	seen    []int64
}

func (l *ledger) Move(_ context.Context, from, to int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.moved[from] = to
	return nil
}

func (l *ledger) Rest(_ context.Context, chat int64, reason string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.resting[chat] = reason
	return nil
}

func (l *ledger) Seen(_ context.Context, _, delivery int64, _ int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen = append(l.seen, delivery)
	return nil
}

func (l *ledger) DueLetter(_ context.Context, now time.Time) (bot.Letter, bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.letters) == 0 || l.letters[0].Due.After(now) {
		return bot.Letter{}, false, nil
	}
	return l.letters[0], true, nil
}

func (l *ledger) DropLetter(context.Context, bot.Letter) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.letters = l.letters[1:]
	return nil
}

func (l *ledger) Postpone(_ context.Context, _ bot.Letter, until time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.letters[0].Due = until
	l.letters[0].Attempts++
	return nil
}

func (l *ledger) post(letters ...bot.Letter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.letters = append(l.letters, letters...)
}

// left are the letters that are not sent yet.
func (l *ledger) left() []bot.Letter {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.letters)
}

func (l *ledger) Handled(_ context.Context, id int, _ time.Time) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.done[id], nil
}

func (l *ledger) SetHandled(_ context.Context, id int, _ time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.done[id] = true
	return nil
}

// A running adapter.
type running struct {
	t    *testing.T
	stop context.CancelFunc
	done chan error
	log  *logBuffer
}

type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func start(t *testing.T, f *fake, h handler, l Ledger) *running {
	t.Helper()
	r := &running{t: t, done: make(chan error, 1), log: &logBuffer{}}
	a, err := New(token, f.URL, h, l, slog.New(slog.NewTextHandler(r.log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	r.stop = stop
	go func() { r.done <- a.Run(ctx) }()
	t.Cleanup(func() {
		r.end()
		if strings.Contains(r.log.String(), "synthetic-token") {
			t.Errorf("the token is in the log:\n%s", r.log)
		}
	})
	return r
}

// end stops the adapter and returns how it ended.
func (r *running) end() error {
	r.stop()
	select {
	case err := <-r.done:
		r.done <- err
		return err
	case <-time.After(20 * time.Second):
		r.t.Fatal("it did not stop")
		return nil
	}
}

func newLedger() *ledger {
	return &ledger{done: map[int]bool{}, moved: map[int64]int64{}, resting: map[int64]string{}}
}
