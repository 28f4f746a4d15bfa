package telegram

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// What one person may ask: so much at once, and then so much a second. Nobody reads faster.
const (
	askedAtOnce    = 30
	askedPerSecond = 1
)

// peopleRemembered bounds how many people are counted before those who have been silent are forgotten.
const peopleRemembered = 10_000

// A mood is how much patience is left.
type mood int

const (
	patient   mood = iota
	ending         // this is the first that is too much, which is told
	exhausted      // this is one more
)

// patienceWith counts how much each asks who speaks, a person or a chat in whose name is spoken, so that one who floods does not keep the
// others waiting.
type patienceWith struct {
	mu     sync.Mutex
	people map[int64]*asker
}

type asker struct {
	*rate.Limiter
	told bool // that it is too much
}

// with is how much patience is left with somebody who asks something now.
func (p *patienceWith) with(person int64, now time.Time) mood {
	if person == 0 {
		return patient
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	who := p.asker(person, now)
	switch {
	case who.AllowN(now, 1):
		who.told = false
		return patient
	case !who.told:
		who.told = true
		return ending
	}
	return exhausted
}

func (p *patienceWith) asker(person int64, now time.Time) *asker {
	if p.people == nil {
		p.people = map[int64]*asker{}
	}
	if p.people[person] == nil {
		if len(p.people) >= peopleRemembered {
			p.forget(now)
		}
		p.people[person] = &asker{Limiter: rate.NewLimiter(askedPerSecond, askedAtOnce)}
	}
	return p.people[person]
}

// forget drops those whose allowance is whole again.
func (p *patienceWith) forget(now time.Time) {
	for id, who := range p.people {
		if who.TokensAt(now) >= askedAtOnce {
			delete(p.people, id)
		}
	}
}
