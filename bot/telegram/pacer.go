package telegram

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// What Telegram allows, a little less for safety: about 30 messages a second in all, within each second the burst and what
// comes after it; one a second in a chat, of which a few may come at once. Edits count as messages.
const (
	allowedPerSecond      = 30
	messagesPerSecond     = 29
	burst                 = 1
	chatMessagesPerSecond = 0.95
	chatBurst             = 3
	// In a group or channel 20 a minute, the burst among them.
	groupMessagesPerSecond = 17.0 / 60
)

// chatsRemembered bounds how many chats a pacer knows before it forgets those that have been silent.
const chatsRemembered = 1000

// A pacer holds messages to what Telegram allows, and back for as long as it refuses.
type pacer struct {
	mu      sync.Mutex
	all     *rate.Limiter
	chats   map[int64]*pace
	resume  time.Time // of broadcasts
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
	return max(wait, c.resume.Sub(now)) // what all refuse holds broadcasts back, never people
}

// reserve is how many messages must be allowed at once before a broadcast takes one of them, so that a person's need not wait.
const reserve = burst

// forBroadcast takes the allowance for one message of a broadcast, which the returned function gives back, or says how long it must
// wait: while what is allowed at once is not whole, people write, or have written just now.
func (p *pacer) forBroadcast(now time.Time) (giveBack func(), wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if wait := p.resume.Sub(now); wait > 0 {
		return nil, min(wait, time.Second)
	}
	if missing := reserve - p.all.TokensAt(now); missing > 0 {
		return nil, max(time.Duration(missing*float64(time.Second)/messagesPerSecond), 100*time.Microsecond)
	}
	taken := p.all.ReserveN(now, 1)
	return func() { taken.CancelAt(now) }, 0
}

// forChat takes the allowance of a chat for a broadcast's message; if the chat must wait, it says how long and takes nothing.
func (p *pacer) forChat(chat int64, now time.Time) (wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chat(chat, now)
	if wait := c.resume.Sub(now); wait > 0 {
		return wait
	}
	if c.TokensAt(now) < 1 {
		return time.Second
	}
	c.ReserveN(now, 1)
	return 0
}

func (p *pacer) chat(chat int64, now time.Time) *pace {
	if p.chats[chat] == nil {
		if len(p.chats) >= chatsRemembered {
			p.forget(now)
		}
		limit := rate.Limit(chatMessagesPerSecond)
		if chat < 0 { // as Telegram numbers groups and channels
			limit = groupMessagesPerSecond
		}
		p.chats[chat] = &pace{Limiter: rate.NewLimiter(limit, chatBurst)}
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

// refuse notes a retry_after. Refusals of two chats within a second mean that all are meant: then broadcasts pause.
func (p *pacer) refuse(chat int64, retryAfter time.Duration, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	resume := now.Add(retryAfter)
	p.chat(chat, now).resume = resume
	if p.by != chat && now.Sub(p.refused) < time.Second {
		p.resume = later(p.resume, resume)
	}
	p.refused, p.by = now, chat
}

// A window holds the messages that arrive in any second to what Telegram allows in one, however long they are on their way: a
// message has a place in it from its call until a second after the answer. Pacing alone would let those that were held up arrive
// with those that were not.
type window chan struct{}

func newWindow() window { return make(window, allowedPerSecond) }

// take waits for a place, which leave gives back. It does not wait for long: calls that hang must not hold up the others.
func (w window) take() (leave func()) {
	select {
	case w <- struct{}{}:
		return func() { time.AfterFunc(time.Second, func() { <-w }) }
	case <-time.After(time.Second):
		return func() {}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
