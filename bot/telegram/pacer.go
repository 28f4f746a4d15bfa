package telegram

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// What Telegram allows, a little less for safety: about 30 messages a second in all, one a second in a chat, of which a
// few may come at once. Edits count as messages.
const (
	messagesPerSecond     = 27
	burst                 = 3
	chatMessagesPerSecond = 0.95
	chatBurst             = 3
)

// chatsRemembered bounds how many chats a pacer knows before it forgets those that have been silent.
const chatsRemembered = 1000

// A pacer holds messages to what Telegram allows, and back for as long as it refuses.
type pacer struct {
	mu      sync.Mutex
	all     *rate.Limiter
	chats   map[int64]*pace
	resume  time.Time // for all chats
	refused time.Time // when a chat was last refused,
	by      int64     // and which
}

type pace struct {
	*rate.Limiter
	resume time.Time
}

func newPacer() *pacer {
	return &pacer{all: rate.NewLimiter(messagesPerSecond, burst), chats: map[int64]*pace{}}
}

// next is how long a message to a chat must wait from now; the wait is taken.
func (p *pacer) next(chat int64, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chat(chat, now)
	wait := max(c.ReserveN(now, 1).DelayFrom(now), p.all.ReserveN(now, 1).DelayFrom(now))
	return max(wait, c.resume.Sub(now), p.resume.Sub(now))
}

func (p *pacer) chat(chat int64, now time.Time) *pace {
	if p.chats[chat] == nil {
		if len(p.chats) >= chatsRemembered {
			p.forget(now)
		}
		p.chats[chat] = &pace{Limiter: rate.NewLimiter(chatMessagesPerSecond, chatBurst)}
	}
	return p.chats[chat]
}

// forget drops the chats whose allowance is whole again.
func (p *pacer) forget(now time.Time) {
	for chat, c := range p.chats {
		if c.TokensAt(now) >= chatBurst && now.After(c.resume) {
			delete(p.chats, chat)
		}
	}
}

// refuse notes a retry_after. Refusals of two chats within a second mean that all are meant.
func (p *pacer) refuse(chat int64, retryAfter time.Duration, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	resume := now.Add(retryAfter)
	p.chat(chat, now).resume = resume
	if p.by != chat && now.Sub(p.refused) < time.Second && resume.After(p.resume) {
		p.resume = resume
	}
	p.refused, p.by = now, chat
}
