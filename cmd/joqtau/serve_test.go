package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"joqtau/bot"
	"joqtau/bot/state"
	"joqtau/lookup"
)

// botAPI is the least of a Bot API server: it hands out updates and keeps what is sent.
type botAPI struct {
	*httptest.Server
	mu      sync.Mutex
	updates []string
	sent    chan map[string]string // method and parameters of what the bot writes
}

func newBotAPI(t *testing.T) *botAPI {
	s := &botAPI{sent: make(chan map[string]string, 1000)}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *botAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	switch method := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]; method {
	case "getMe":
		fmt.Fprint(w, `{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"J","username":"joqtau_test_bot"}}`)
	case "getUpdates":
		offset, _ := strconv.Atoi(r.Form.Get("offset"))
		fmt.Fprintf(w, `{"ok":true,"result":[%s]}`, strings.Join(s.from(offset), ","))
	default:
		call := map[string]string{"method": method}
		for key := range r.Form {
			call[key] = r.Form.Get(key)
		}
		fmt.Fprint(w, `{"ok":true,"result":true}`)
		s.sent <- call
	}
}

func (s *botAPI) from(offset int) []string {
	time.Sleep(20 * time.Millisecond) // a short poll
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.updates[min(max(offset, 1)-1, len(s.updates)):]
}

// delivers hands out an update; %d in it is its number.
func (s *botAPI) delivers(update string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates = append(s.updates, fmt.Sprintf(update, len(s.updates)+1))
}

func (s *botAPI) writes(text, language string) {
	content, _ := json.Marshal(text)
	s.delivers(`{"update_id":%d,"message":{"message_id":7,"date":1,"chat":{"id":5,"type":"private"},` +
		`"from":{"id":5,"first_name":"S","language_code":"` + language + `"},"text":` + string(content) + `}}`)
}

func (s *botAPI) presses(data, question string) {
	s.delivers(`{"update_id":%d,"callback_query":{"id":"1","chat_instance":"1","data":"` + data + `","from":{"id":5,"first_name":"S","language_code":"kk"},` +
		`"message":{"message_id":8,"date":1,"chat":{"id":5,"type":"private"},"text":"x","reply_to_message":` +
		`{"message_id":7,"date":1,"chat":{"id":5,"type":"private"},"text":"` + question + `"}}}}`)
}

// expect waits for what the bot writes with a method, beside acknowledgements of presses.
func (s *botAPI) expect(t *testing.T, method, words string) map[string]string {
	t.Helper()
	for deadline := time.After(10 * time.Second); ; {
		select {
		case call := <-s.sent:
			if m := call["method"]; m == "answerCallbackQuery" || strings.HasPrefix(m, "getMy") || strings.HasPrefix(m, "setMy") {
				continue
			}
			if call["method"] != method || !strings.Contains(call["text"], words) {
				t.Fatalf("got %s %q, want %s with %q", call["method"], call["text"], method, words)
			}
			return call
		case <-deadline:
			t.Fatalf("nothing came; want %s with %q", method, words)
		}
	}
}

// TestServe holds a conversation with the whole program: token, state, dataset, bot, adapter, and a restart.
func TestServe(t *testing.T) {
	server := newBotAPI(t)
	env := map[string]string{
		"TELEGRAM_TOKEN":   "123456789:synthetic-token-of-a-test-only",
		"TELEGRAM_API_URL": server.URL,
		"JOQTAU_STATE":     filepath.Join(t.TempDir(), "state.db"),
	}
	var log bytes.Buffer
	serve := func() func() error { return serving(env, &log) }
	stop := serve()
	server.writes("Мағжан Жұмабаев", "kk")
	server.expect(t, "sendMessage", "<b>Мағжан Жұмабаев</b>")
	server.writes("Жумабаев Магжан", "kk")
	server.expect(t, "sendMessage", "<b>Мағжан Жұмабаев</b>")
	server.writes("Zhandosov", "kk")
	list := server.expect(t, "sendMessage", "2 адам сәйкес келеді")
	if !strings.Contains(list["reply_parameters"], `"message_id":7`) {
		t.Errorf("the list does not quote its question: %v", list)
	}
	server.presses("v1:card:zhandosov-oraz", "Zhandosov")
	card := server.expect(t, "editMessageText", "<b>Ораз Жандосов</b>")
	if !strings.Contains(card["reply_markup"], "v1:list:0") || !strings.Contains(card["reply_markup"], "v1:life:zhandosov-oraz") {
		t.Errorf("buttons: %s", card["reply_markup"])
	}
	server.presses("v1:lang:en", "")
	server.expect(t, "editMessageText", "I will answer in English")
	if err := stop(); err != nil {
		t.Fatal(err)
	}

	stop = serve() // and the language is still English, and nothing is answered again
	server.writes("Abai Kunanbaev", "kk")
	server.expect(t, "sendMessage", "No one was found under this name")
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if text := log.String(); strings.Contains(text, "synthetic-token") || strings.Contains(text, "Kunanbaev") || strings.Contains(text, "ERROR") {
		t.Errorf("log:\n%s", text)
	}
}

// serving runs the program until the returned function is called.
func serving(env map[string]string, log *bytes.Buffer) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- run(ctx, nil, func(key string) string { return env[key] }, nil, log, log) }()
	return func() error {
		cancel()
		select {
		case err := <-done:
			return err
		case <-time.After(20 * time.Second):
			return fmt.Errorf("it did not stop")
		}
	}
}

// TestNewsOfAName waits for a name that the dataset holds now, and is told so once.
func TestNewsOfAName(t *testing.T) {
	ctx := context.Background()
	server := newBotAPI(t)
	place := filepath.Join(t.TempDir(), "state.db")
	env := map[string]string{"TELEGRAM_TOKEN": "123456789:synthetic-token-of-a-test-only", "TELEGRAM_API_URL": server.URL, "JOQTAU_STATE": place}
	store, err := state.Open(ctx, place)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.SetPreferences(ctx, 5, bot.Preferences{Language: lookup.Kazakh}); err != nil {
		t.Fatal(err)
	}
	if err := store.AddWatch(ctx, bot.Watch{Chat: 5, Name: "Mailin", At: time.Now()}, 1); err != nil {
		t.Fatal(err)
	}
	store.Close()
	var log bytes.Buffer
	stop := serving(env, &log)
	letter := server.expect(t, "sendMessage", "Бейімбет Майлин")
	if letter["chat_id"] != "5" || !strings.Contains(letter["reply_markup"], "v1:card:mailin-beiimbet") {
		t.Errorf("the letter: %v", letter)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	stop = serving(env, &log)
	server.writes("рақмет", "kk")
	server.expect(t, "sendMessage", "Сізге де рақмет") // and not the news again
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if text := log.String(); strings.Contains(text, "Mailin") || strings.Contains(text, "ERROR") {
		t.Errorf("log:\n%s", text)
	}
}

// TestNewsOfAReplacedList waits for a name that a list holds when it has been replaced beside the running bot.
func TestNewsOfAReplacedList(t *testing.T) {
	ctx := context.Background()
	server := newBotAPI(t)
	dir := t.TempDir()
	place, list := filepath.Join(dir, "state.db"), filepath.Join(dir, "list.db")
	importList(t, list, "Иной Проба Тестович")
	env := map[string]string{"TELEGRAM_TOKEN": "123456789:synthetic-token-of-a-test-only", "TELEGRAM_API_URL": server.URL, "JOQTAU_STATE": place,
		"JOQTAU_DATASETS": list}
	store, err := state.Open(ctx, place)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.AddWatch(ctx, bot.Watch{Chat: 5, Name: "Выдумкин Проба", At: time.Now()}, 1); err != nil {
		t.Fatal(err)
	}
	store.Close()
	var log bytes.Buffer
	stop := serving(env, &log)
	server.writes("Выдумкин", "ru")
	server.expect(t, "sendMessage", "никто не найден")
	importList(t, list, "Иной Проба Тестович", "Выдумкин Проба Тестович")
	letter := server.expect(t, "sendMessage", "Выдумкин Проба Тестович")
	if letter["chat_id"] != "5" || !strings.Contains(letter["reply_markup"], "v1:card:invented-2") {
		t.Errorf("the letter: %v", letter)
	}
	server.writes("Выдумкин", "ru")
	server.expect(t, "sendMessage", "По списку «Invented»")
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if text := log.String(); strings.Contains(text, "ERROR") || !strings.Contains(text, "lists replaced") {
		t.Errorf("log:\n%s", text)
	}
}

// importList writes a list of invented people who were shot.
func importList(t *testing.T, path string, names ...string) {
	t.Helper()
	var lines strings.Builder
	for i, name := range names {
		fmt.Fprintf(&lines, `{"id":"%d","roles":["victim"],"forms":[{"text":%q,"lang":"ru","script":"Cyrl","kind":"full","sources":[]}],`+
			`"life":[{"kind":"shot","date":{"edtf":"1938-02-25","earliest":"1938-02-25","latest":"1938-02-25","precision":"day","as_printed":"25.02.1938"},"sources":[]}]}`+"\n", i+1, name)
	}
	input := filepath.Join(t.TempDir(), "people.jsonl")
	if err := os.WriteFile(input, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	args := []string{"import", "jsonl", input, "-o", path, "--name", "invented", "--title", "Invented"}
	if err := run(context.Background(), args, func(string) string { return "" }, strings.NewReader(""), &out, &out); err != nil {
		t.Fatal(err, out.String())
	}
}
