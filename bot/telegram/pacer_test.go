package telegram

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestPacer(t *testing.T) {
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	p := newPacer()
	const soon = time.Second / messagesPerSecond * 3
	for i := range chatBurst {
		if wait := p.next(1, now); wait > soon {
			t.Errorf("message %d of a burst waits %v", i+1, wait)
		}
	}
	if wait := p.next(1, now); wait < time.Second || wait > 2*time.Second {
		t.Errorf("the next waits %v, want a little more than a second", wait)
	}
	now = now.Add(time.Second) // the burst of all chats is whole again
	if wait := p.next(2, now); wait > 0 {
		t.Errorf("another chat waits %v", wait)
	}
	// a chat that was refused waits, others do not
	p.refuse(1, 30*time.Second, now)
	if wait := p.next(1, now); wait < 30*time.Second {
		t.Errorf("a refused chat waits %v", wait)
	}
	if wait := p.next(2, now); wait > soon {
		t.Errorf("another chat waits %v", wait)
	}
	// two chats refused within a second: broadcasts wait, people do not
	p.refuse(2, 5*time.Second, now.Add(time.Second/2))
	if wait := p.next(3, now.Add(time.Second/2)); wait > soon {
		t.Errorf("a third chat waits %v", wait)
	}
	if _, wait := p.forBroadcast(now.Add(time.Second / 2)); wait == 0 {
		t.Error("a broadcast goes on though two chats were refused")
	}
}

func TestPacerHoldsTheWhole(t *testing.T) {
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	p := newPacer()
	var longest time.Duration
	for chat := range int64(10 * messagesPerSecond) {
		longest = max(longest, p.next(chat, now))
	}
	if want := 10 * time.Second; longest < want-time.Second/2 || longest > want {
		t.Errorf("the last of ten seconds' messages waits %v, want about %v", longest, want)
	}
}

func TestPacerForgetsSilentChats(t *testing.T) {
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	p := newPacer()
	for chat := range int64(3 * chatsRemembered) {
		now = now.Add(time.Second)
		p.next(chat, now)
	}
	if len(p.chats) > chatsRemembered+1 {
		t.Errorf("%d chats are remembered", len(p.chats))
	}
}

// A broadcast takes what people leave, and no more than all may have.
func TestABroadcastWaitsBehindPeople(t *testing.T) {
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	p := newPacer()
	sent := 0
	for end := now.Add(10 * time.Second); now.Before(end); {
		giveBack, wait := p.forBroadcast(now)
		if wait > 0 {
			now = now.Add(wait)
			continue
		}
		if sent%10 == 0 { // nothing was due
			giveBack()
			if giveBack, wait = p.forBroadcast(now); giveBack == nil {
				t.Fatalf("what was given back is gone for %v", wait)
			}
		}
		if wait := p.forChat(int64(1000+sent), now); wait > 0 {
			t.Fatalf("a chat that got nothing yet waits %v", wait)
		}
		now = now.Add(5 * time.Millisecond) // to claim it
		sent++
	}
	if least := 10 * messagesPerSecond * 95 / 100; sent < least || sent > 10*messagesPerSecond+burst {
		t.Errorf("%d messages in ten seconds, want %d at least", sent, least)
	}
	for chat := range int64(10) { // ten people write at once
		p.next(chat, now)
	}
	if _, wait := p.forBroadcast(now.Add(100 * time.Millisecond)); wait == 0 {
		t.Error("a broadcast's message goes before those of people")
	}
	p.refuse(7, time.Minute, now)
	if wait := p.forChat(7, now.Add(time.Second)); wait != 59*time.Second {
		t.Errorf("a refused chat waits %v", wait)
	}
}

func TestAGroupGetsTwentyMessagesAMinute(t *testing.T) {
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	p := newPacer()
	inTime := 0
	for range 40 {
		if p.next(-7, now) < time.Minute {
			inTime++
		}
	}
	if inTime < 19 || inTime > 20 {
		t.Errorf("%d messages in a minute, want 20", inTime)
	}
}

// TestAWindowHoldsWhatArrivesInASecond has calls that take long come back together: no second sees more than is allowed.
func TestAWindowHoldsWhatArrivesInASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWindow()
		var mu sync.Mutex
		var arrived []time.Time
		var calls sync.WaitGroup
		for i := range 200 {
			calls.Go(func() {
				time.Sleep(time.Duration(i) * time.Second / messagesPerSecond)
				leave := w.take()
				defer leave()
				if i%40 < 12 {
					time.Sleep(500 * time.Millisecond) // held up on its way
				}
				mu.Lock()
				arrived = append(arrived, time.Now())
				mu.Unlock()
			})
		}
		calls.Wait()
		slices.SortFunc(arrived, time.Time.Compare)
		for i := allowedPerSecond; i < len(arrived); i++ {
			if d := arrived[i].Sub(arrived[i-allowedPerSecond]); d < time.Second {
				t.Fatalf("%d messages arrived within %v", allowedPerSecond+1, d)
			}
		}
	})
}

// TestCallsThatHangHoldNobodyUpForLong takes all places and leaves none.
func TestCallsThatHangHoldNobodyUpForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWindow()
		for range allowedPerSecond {
			w.take()
		}
		begin := time.Now()
		w.take()
		if waited := time.Since(begin); waited != time.Second {
			t.Errorf("waited %v", waited)
		}
	})
}
