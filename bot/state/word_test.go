package state

import (
	"errors"
	"testing"
	"time"

	"joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/lookup"
)

func testWord(name string) broadcast.Word {
	w := broadcast.Word{Name: name, Texts: map[broadcast.Variant]bot.Reply{}}
	for _, v := range broadcast.Variants() {
		w.Texts[v] = bot.Reply{Text: bot.Text{{Spans: []bot.Span{{Text: v.String()}}}}}
	}
	return w
}

func TestAWord(t *testing.T) {
	s := stores["file"](t)
	defer s.Close()
	chats := map[int64]struct {
		p     bot.Preferences
		place bot.Place
		scope bot.Scope
		zone  string
		text  string // what it gets, empty for nothing
	}{
		1:  {bot.Preferences{Language: lookup.Kazakh}, bot.Private, bot.EveryDay, "Asia/Almaty", "kk//0"},
		2:  {bot.Preferences{Language: lookup.Kazakh, Script: bot.Latin}, bot.Private, bot.MemorialDays, "UTC", "kk/latn/0"},
		-3: {bot.Preferences{Language: lookup.English, Script: bot.Latin}, bot.Group, bot.EveryDay, "UTC", "en//1"},
		-4: {bot.Preferences{}, bot.Channel, bot.EveryDay, "America/New_York", "ru//2"},
		5:  {bot.Preferences{Language: lookup.Russian}, bot.Private, bot.ChosenPeople, "UTC", ""},
		6:  {bot.Preferences{Language: lookup.Russian}, bot.Private, bot.EveryDay, "UTC", ""}, // has stopped
		7:  {bot.Preferences{Language: lookup.Russian}, bot.Private, bot.EveryDay, "UTC", ""}, // has had its message of the day
	}
	for chat, c := range chats {
		must(t, s.SetPreferences(ctx, chat, c.p))
		must(t, s.SetSubscription(ctx, bot.Subscription{Chat: chat, Place: c.place, Scope: c.scope, Zone: c.zone, Minute: 12 * 60}))
	}
	must(t, s.DropSubscription(ctx, 6))
	seven, err := s.Subscription(ctx, 7)
	must(t, err)
	m, err := broadcast.Clock("UTC", noon)
	must(t, err)
	must(t, s.Plan(ctx, m.Day, []broadcast.Planned{{Subscription: seven, Deadline: noon.Add(time.Hour), Reply: &bot.Reply{}}}, noon))

	if err := s.StartWord(ctx, "word", noon); !errors.Is(err, ErrNoBroadcast) {
		t.Errorf("a word that was not planned: %v", err)
	}
	must(t, s.PlanWord(ctx, testWord("word"), noon))
	must(t, s.PlanWord(ctx, testWord("word"), noon)) // as often as it is written anew
	counts, told, err := s.Audience(ctx, noon)
	total := 0
	for _, c := range counts {
		total += c.N
	}
	if total != 5 || told != 1 || err != nil {
		t.Errorf("%v, %d told, %v; want 5 chats, of which one was told", counts, told, err)
	}
	must(t, s.StartWord(ctx, "word", noon))
	for what, err := range map[string]error{"started twice": s.StartWord(ctx, "word", noon), "planned anew": s.PlanWord(ctx, testWord("word"), noon)} {
		if !errors.Is(err, ErrStarted) {
			t.Errorf("%s: %v", what, err)
		}
	}
	got := map[int64]string{}
	for {
		d, due, err := s.Claim(ctx, noon)
		must(t, err)
		if !due {
			break
		}
		if len(d.Reply.Text) > 0 {
			got[d.Chat] = d.Reply.Text[0].Spans[0].Text
		}
		outcome := broadcast.Delivered
		if d.Chat == 1 || d.Chat == -3 {
			outcome = broadcast.Ambiguous
		}
		must(t, s.Record(ctx, d, broadcast.Result{Outcome: outcome}, noon))
	}
	for chat, c := range chats {
		if got[chat] != c.text {
			t.Errorf("chat %d gets %q, want %q", chat, got[chat], c.text)
		}
	}
	status, err := s.Status(ctx, "word")
	if err != nil || status.Counts[broadcast.Sent] != 2 || status.Counts[broadcast.Unknown] != 2 || status.Left() != 0 || status.Total() != 4 {
		t.Errorf("%v, %v", status, err)
	}
	for _, row := range []struct {
		public bool
		want   int
	}{{false, 1}, {false, 0}, {true, 1}} {
		if n, err := s.Resend(ctx, "word", row.public, noon); n != row.want || err != nil {
			t.Errorf("sent again, in public %t: %d, %v, want %d", row.public, n, err, row.want)
		}
	}
	pause := func(do func() (bool, error), want bool) {
		t.Helper()
		if changed, err := do(); changed != want || err != nil {
			t.Errorf("changed %t, %v, want %t", changed, err, want)
		}
	}
	pause(func() (bool, error) { return s.Pause(ctx, "word") }, true)
	if d, due, _ := s.Claim(ctx, noon); due {
		t.Errorf("%+v is claimed of a paused word", d)
	}
	pause(func() (bool, error) { return s.Pause(ctx, "word") }, false)
	pause(func() (bool, error) { return s.Resume(ctx, "word") }, true)
	pause(func() (bool, error) { return s.Stop(ctx, "word") }, true)
	pause(func() (bool, error) { return s.Stop(ctx, "word") }, false)
	if status, _ := s.Status(ctx, "word"); status.Counts[broadcast.Cancelled] != 2 {
		t.Errorf("after it was stopped: %v", status)
	}
	if names, err := s.Broadcasts(ctx, 10); len(names) != 2 || names[0] != "word" || err != nil {
		t.Errorf("broadcasts %v, %v", names, err)
	}
}

func TestAPressMakesTheUnknownSent(t *testing.T) {
	s := stores["memory"](t)
	defer s.Close()
	must(t, s.SetSubscription(ctx, bot.Subscription{Chat: 7, Scope: bot.EveryDay, Zone: "UTC"}))
	must(t, s.PlanWord(ctx, testWord("word"), noon))
	must(t, s.StartWord(ctx, "word", noon))
	d, _, err := s.Claim(ctx, noon)
	must(t, err)
	if n, err := s.Recover(ctx); n != 1 || err != nil {
		t.Fatalf("%d recovered, %v", n, err)
	}
	must(t, s.Seen(ctx, 7, d.ID, 99))
	if status, _ := s.Status(ctx, "word"); status.Counts[broadcast.Sent] != 1 {
		t.Errorf("%v", status)
	}
}

// What is kept for sixty days is counted from the start of a word, not from when it was planned.
func TestAWordThatWasPlannedLongAgoIsSent(t *testing.T) {
	s := stores["memory"](t)
	defer s.Close()
	must(t, s.SetSubscription(ctx, bot.Subscription{Chat: 7, Scope: bot.EveryDay, Zone: "UTC"}))
	must(t, s.PlanWord(ctx, testWord("word"), noon.Add(-2*deliveriesKept)))
	must(t, s.StartWord(ctx, "word", noon))
	must(t, s.Plan(ctx, lookup.Day{Year: 2030, Month: time.January, Day: 1}, nil, noon)) // purges
	if _, due, err := s.Claim(ctx, noon); !due || err != nil {
		t.Errorf("it is gone, %v", err)
	}
}

// What is under way when its word is stopped, and could be tried again, is not.
func TestWhatIsUnderWayAtAStopIsNotTriedAgain(t *testing.T) {
	s := stores["memory"](t)
	defer s.Close()
	must(t, s.SetSubscription(ctx, bot.Subscription{Chat: 7, Scope: bot.EveryDay, Zone: "UTC"}))
	must(t, s.PlanWord(ctx, testWord("word"), noon))
	must(t, s.StartWord(ctx, "word", noon))
	d, _, err := s.Claim(ctx, noon)
	must(t, err)
	_, err = s.Stop(ctx, "word")
	must(t, err)
	must(t, s.Record(ctx, d, broadcast.Result{Outcome: broadcast.Busy, After: time.Second}, noon))
	if status, err := s.Status(ctx, "word"); status.Counts[broadcast.Cancelled] != 1 || err != nil {
		t.Errorf("%v, %v", status, err)
	}
}
