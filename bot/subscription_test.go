package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"joqtau/lookup"
)

func TestASubscriptionInTwoTaps(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	want(t, say(t, b, Event{Command: "subscribe"}), "once a day at most", "09:00", "Almaty", "[Every day] [Memorial days only]")
	want(t, say(t, b, press("v1:sub:set:daily", "")), "You receive: a message on every day that took people, at 09:00 (Almaty, Astana), silently", "[Stop]")
	if s := m.days[0]; s.Scope != EveryDay || s.Minute != 540 || s.Zone != "Asia/Almaty" || s.Loud {
		t.Errorf("kept %+v", s)
	}
	if m.chosen[0].Language != lookup.English {
		t.Error("the language is not kept, in which tomorrow's message is to be written")
	}
	for data, words := range map[string]string{"hour:600": "10:00", "set:Europe/Berlin": "(Berlin)", "loud": "with sound", "silent": "silently",
		"set:memorial": "on memorial days only", "pause": "Paused until 8 January 2030", "resume": "You receive", "zones": "Ulaanbaatar", "hour:99999": "20:00"} {
		want(t, say(t, b, press("v1:sub:"+data, "")), words)
	}
	for _, data := range []string{"set:Mars/Olympus", "set:", "dance", "set:25:00"} {
		want(t, say(t, b, press("v1:sub:"+data, "")), "out of date")
	}
	want(t, say(t, b, press("v1:sub:stop", "")), "no more messages")
	if _, kept := m.days[0]; kept {
		t.Error("it is still there")
	}
	want(t, say(t, b, press("v1:sub:stop", "")), "no more messages") // pressed twice
}

func TestASubscriptionInWords(t *testing.T) {
	for text, wanted := range map[string]Subscription{
		"daily":                      {Scope: EveryDay, Minute: 540, Zone: "Asia/Almaty"},
		"07:30 memorial Europe/Kyiv": {Scope: MemorialDays, Minute: 450, Zone: "Europe/Kyiv"},
		"people UTC 20.59":           {Scope: ChosenPeople, Minute: 20*60 + 59, Zone: "UTC"},
		"05:59":                      {},
		"21:00":                      {},
		"08:75":                      {},
		"Almaty":                     {Scope: EveryDay, Minute: 540, Zone: "Asia/Almaty"},
		"каждый день":                {Scope: EveryDay, Minute: 540, Zone: "Asia/Almaty"},
		"Только памятные даты, 9":     {Scope: MemorialDays, Minute: 540, Zone: "Asia/Almaty"},
		"08:00 Алматы":                {Scope: EveryDay, Minute: 480, Zone: "Asia/Almaty"},
		"в 8 утра, Нью-Йорк":          {Scope: EveryDay, Minute: 480, Zone: "America/New_York"},
		"вечером, Пекин":              {Scope: EveryDay, Minute: 19 * 60, Zone: "Asia/Shanghai"},
		"Күн сайын сағат 7 Бішкек":    {Scope: EveryDay, Minute: 420, Zone: "Asia/Bishkek"},
		"кун сайын тансык":            {},
		"таңдалған адамдар таңертең":  {Scope: ChosenPeople, Minute: 540, Zone: "Asia/Almaty"},
		"every day at 10 New York":    {Scope: EveryDay, Minute: 600, Zone: "America/New_York"},
		"вечером в 7":                 {},
		"9 вечера":                    {},
		"5":                           {},
		"08:00 Марс":                  {},
		"Local":                       {},
		"../../etc/passwd":            {},
		"daily ":                      {Scope: EveryDay, Minute: 540, Zone: "Asia/Almaty"},
		strings.Repeat("daily ", 500): {Scope: EveryDay, Minute: 540, Zone: "Asia/Almaty"},
	} {
		b, _, m := newTestBot(t, 1)
		got := say(t, b, Event{Command: "subscribe", Text: text})
		if wanted.Scope == "" {
			want(t, got, "could not be read")
		}
		if s := m.days[0]; s.Scope != wanted.Scope || s.Minute != wanted.Minute || s.Zone != wanted.Zone {
			t.Errorf("%.40q: kept %+v", text, s)
		}
	}
}

func TestASubscriptionIsStoppedInWords(t *testing.T) {
	for _, text := range []string{"тоқтату", "остановить", "стоп", "Stop", "токтату"} {
		b, _, m := newTestBot(t, 1)
		m.days[0] = Subscription{Scope: EveryDay, Minute: 540, Zone: "UTC"}
		want(t, say(t, b, Event{Command: "subscribe", Text: text}), "no more messages")
		if len(m.days) > 0 {
			t.Errorf("%s: it goes on", text)
		}
	}
}

// What is refused changes nothing, and says what can be written.
func TestARefusedWishChangesNothing(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	want(t, say(t, b, Event{Command: "subscribe", Text: "08:00 Mars"}), "“every day”", "Almaty, Tashkent", "at 09:00")
}

func TestLikelyZones(t *testing.T) {
	for code, zone := range map[string]string{"kk": "Asia/Almaty", "ru": "Asia/Almaty", "ru-RU": "Europe/Moscow", "en_GB.UTF-8": "Europe/London", "": "Asia/Almaty"} {
		if got := likelyZone(code); got != zone {
			t.Errorf("%q: %s, want %s", code, got, zone)
		}
	}
	for _, zone := range Zones {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
	}
}

func TestAPersonsDaysAreChosen(t *testing.T) {
	b, _, m := newTestBot(t, 2)
	want(t, say(t, b, press("v1:follow:testov-1", "")), "Noted")
	want(t, say(t, b, press("v1:follow:testov-1", "")), "Noted")
	want(t, say(t, b, press("v1:follow:testov-2", "")), "Noted")
	if s := m.days[0]; s.Scope != ChosenPeople || len(s.People) != 2 {
		t.Errorf("kept %+v", s)
	}
	want(t, say(t, b, press("v1:sub:unfollow:testov-1", "")), "of chosen people only", "[Remove: Testov 2]")
	want(t, say(t, b, press("v1:follow:nobody", "")), "out of date")
	say(t, b, press("v1:sub:set:daily", ""))
	want(t, say(t, b, press("v1:follow:testov-1", "")), "every day already")
}

func TestAChannelIsSubscribedByItsAdministrators(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	reply, err := b.Handle(context.Background(), Event{Chat: -7, Place: Channel, Joined: true, Time: noon})
	if len(reply.Text) > 0 || err != nil {
		t.Errorf("it writes into the channel unasked: %+v, %v", reply, err)
	}
	if s := m.days[-7]; s.Scope != EveryDay || s.Place != Channel {
		t.Errorf("kept %+v", s)
	}
	m.days[-7] = Subscription{Chat: -7, Scope: MemorialDays, Zone: "UTC"}
	if _, err := b.Handle(context.Background(), Event{Chat: -7, Place: Channel, Joined: true, Time: noon}); err != nil || m.days[-7].Scope != MemorialDays {
		t.Errorf("what was chosen is lost: %+v, %v", m.days[-7], err)
	}
}

// dated is an archive of which every day is the same.
type dated struct {
	*shelf
	day lookup.Anniversary
}

func (d dated) OnDay(_ context.Context, month, day, _ int) (lookup.Anniversary, error) {
	if month == 2 && day == 25 {
		return d.day, nil
	}
	return lookup.Anniversary{}, nil
}

func TestDayLetters(t *testing.T) {
	b, s, m := newTestBot(t, 40)
	var day lookup.Anniversary
	date, err := lookup.ParseDate("1938-02-25")
	if err != nil {
		t.Fatal(err)
	}
	for id := range s.people {
		day.People = append(day.People, lookup.DatedFact{Person: id, Fact: lookup.Fact{Kind: lookup.FactShot, Date: &date}})
	}
	born := lookup.DatedFact{Person: "testov-1", Fact: lookup.Fact{Kind: lookup.FactBorn, Date: &date}}
	b.Archive = dated{s, day}
	m.chosen[1] = Preferences{Language: lookup.English}
	w := &DayWriter{Bot: b}
	feb25, feb26 := lookup.Day{Year: 2026, Month: 2, Day: 25}, lookup.Day{Year: 2026, Month: 2, Day: 26}
	letter := func(s Subscription, days ...lookup.Day) *Reply {
		t.Helper()
		reply, err := w.DayLetter(context.Background(), s, days)
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	all := letter(Subscription{Chat: 1, Scope: EveryDay}, feb25)
	text := all.Text.Plain()
	want(t, text, "🕯 25 February", "Taken on this day", "shot", "… and 15 more people")
	if all.Text.Length() > 4000 {
		t.Errorf("it has %d units", all.Text.Length())
	}
	if data := all.Buttons[0][1].Data; data != "v1:sub:stop" {
		t.Errorf("it cannot be stopped from the message: %q", data)
	}
	if again := letter(Subscription{Chat: 1, Scope: EveryDay}, feb25); again != all {
		t.Error("what is the same for all is written anew for each")
	}
	if reply := letter(Subscription{Chat: 1, Scope: EveryDay}, feb26); reply != nil {
		t.Errorf("a day of which nothing is recorded: %+v", reply)
	}
	if reply := letter(Subscription{Chat: 1, Scope: MemorialDays}, feb25); reply != nil {
		t.Errorf("it is no memorial day: %+v", reply)
	}
	one := letter(Subscription{Chat: 1, Scope: ChosenPeople, People: []string{"testov-7", "testov-50"}}, feb25)
	if text := one.Text.Plain(); !strings.Contains(text, "Testov 7:") || strings.Contains(text, "Testov 8:") {
		t.Errorf("the chosen one's day: %q", text)
	}
	if channel := letter(Subscription{Chat: 1, Place: Channel, Scope: EveryDay}, feb25); len(channel.Buttons) != 1 || channel.Buttons[0][0].Start != "d-02-25" {
		t.Errorf("in a channel: %+v", channel.Buttons)
	}
	w = &DayWriter{Bot: b}
	b.Archive = dated{s, lookup.Anniversary{People: []lookup.DatedFact{born}}}
	if reply := letter(Subscription{Chat: 1, Scope: EveryDay}, feb25); reply != nil {
		t.Errorf("a birth is no day of mourning: %+v", reply)
	}
}

// Who ordered the killing is not mourned with those who were killed.
func TestPerpetratorsAreNotMourned(t *testing.T) {
	b, s, m := newTestBot(t, 2)
	s.people["testov-2"].Roles = []lookup.Role{lookup.Perpetrator}
	date, err := lookup.ParseDate("1938-02-25")
	if err != nil {
		t.Fatal(err)
	}
	death := func(id string) lookup.DatedFact {
		return lookup.DatedFact{Person: id, Fact: lookup.Fact{Kind: lookup.FactDied, Date: &date}}
	}
	b.Archive = dated{s, lookup.Anniversary{People: []lookup.DatedFact{death("testov-2"), death("testov-1")}}}
	m.chosen[0] = Preferences{Language: lookup.English}
	reply, err := (&DayWriter{Bot: b}).DayLetter(context.Background(), Subscription{Scope: EveryDay}, []lookup.Day{{Year: 2026, Month: 2, Day: 25}})
	if err != nil || strings.Contains(reply.Text.Plain(), "Testov 2") || !strings.Contains(reply.Text.Plain(), "Testov 1") {
		t.Errorf("%+v, %v", reply, err)
	}
	page := say(t, b, Event{Command: "on", Text: "25 February"})
	if taken, also, _ := strings.Cut(page, "Also on this day"); !strings.Contains(taken, "Testov 1") || strings.Contains(taken, "Testov 2") || !strings.Contains(also, "Testov 2") {
		t.Errorf("the page: %q", page)
	}
	b.Archive = dated{s, lookup.Anniversary{People: []lookup.DatedFact{death("testov-2")}}}
	if reply, err := (&DayWriter{Bot: b}).DayLetter(context.Background(), Subscription{Scope: EveryDay}, []lookup.Day{{Year: 2026, Month: 2, Day: 25}}); reply != nil || err != nil {
		t.Errorf("a letter for a perpetrator alone: %+v, %v", reply, err)
	}
	want(t, say(t, b, press("v1:follow:testov-2", "")), "out of date")
}
