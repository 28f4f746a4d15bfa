package telegram

import (
	"hash/maphash"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// mendable is for how long after it was written a message that is edited is answered anew: people mend a slip at once.
const mendable = 10 * time.Minute

// messagesRemembered bounds how many messages are told apart from what they were.
const messagesRemembered = 1000

// messagesHeard tell whether the text of a message has changed since it was answered, for Telegram tells of an edit too when a preview of
// a link was added. They keep no text but a number made of it, which nobody can read back, in memory alone.
type messagesHeard struct {
	mu   sync.Mutex
	seed maphash.Seed
	text map[messageKey]uint64
	last []messageKey // in the order in which they were heard
}

// note remembers the text of a message.
func (h *messagesHeard) note(key messageKey, text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.text == nil {
		h.seed, h.text = maphash.MakeSeed(), map[messageKey]uint64{}
	}
	if _, known := h.text[key]; !known {
		h.last = append(h.last, key)
	}
	h.text[key] = maphash.String(h.seed, text)
	if len(h.last) > messagesRemembered {
		delete(h.text, h.last[0])
		h.last = h.last[1:]
	}
}

// mended reports whether a message that was heard has another text now, and remembers that.
func (h *messagesHeard) mended(key messageKey, text string) bool {
	h.mu.Lock()
	was, known := h.text[key]
	same := known && was == maphash.String(h.seed, text)
	h.mu.Unlock()
	if !known || same {
		return false
	}
	h.note(key, text)
	return true
}

// toAnswer reports whether a message is to be answered: one that was edited only if its text was changed soon after it was written.
func (h *messagesHeard) toAnswer(u update, now time.Time) bool {
	m, edited := u.Message, false
	if u.EditedMessage != nil {
		m, edited = u.EditedMessage, true
	}
	if m == nil || m.Chat == nil {
		return true
	}
	key, text := messageKey{m.Chat.ID, m.MessageID}, textOf(m)
	if !edited {
		h.note(key, text)
		return true
	}
	return now.Sub(m.Time()) <= mendable && h.mended(key, text)
}

// textOf is what a message says.
func textOf(m *tgbotapi.Message) string { return m.Text + m.Caption }
