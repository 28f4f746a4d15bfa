package telegram

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A message whose text was changed is answered anew; one of which only the looks changed, or that is old, is not.
func TestAMendedMessageIsAnswered(t *testing.T) {
	f := newFake(t)
	start(t, f, echo, newLedger())
	at := func(update string, date time.Time) string {
		return strings.Replace(update, `"date":1`, fmt.Sprintf(`"date":%d`, date.Unix()), 1)
	}
	edit := func(update int, text string, date time.Time) string {
		edited := strings.Replace(written(update, 1, text), `"message":`, `"edited_message":`, 1)
		return at(strings.Replace(edited, fmt.Sprintf(`"message_id":%d`, update), `"message_id":1`, 1), date)
	}
	now := time.Now()
	f.push(at(written(1, 1, "Tesstov"), now))
	f.push(edit(2, "Tesstov", now))                 // a preview was added
	f.push(edit(3, "Testov", now))                  // mended
	f.push(edit(4, "Testov", now))                  // and a preview
	f.push(edit(5, "Testova", now.Add(-time.Hour))) // of old
	f.waitOffset(6)
	var texts []string
	for _, c := range f.made("sendMessage") {
		texts = append(texts, c.form["text"])
	}
	if got := strings.Join(texts, ", "); got != "you wrote Tesstov, you wrote Testov" {
		t.Errorf("answered %q", got)
	}
}

func TestAMessageThatWasNotHeardIsNotMended(t *testing.T) {
	var h messagesHeard
	key := messageKey{1, 5}
	if h.mended(key, "a") {
		t.Error("after a restart nothing is known of it")
	}
	h.note(key, "a")
	if h.mended(key, "a") || !h.mended(key, "b") || h.mended(key, "b") {
		t.Error("what changed is not told apart")
	}
	for i := range messagesRemembered {
		h.note(messageKey{2, i}, "x")
	}
	if h.mended(key, "c") || len(h.text) != messagesRemembered || len(h.last) != messagesRemembered {
		t.Errorf("%d are remembered", len(h.text))
	}
}
