package state

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/lookup"
)

// stores opens each sort of store; what they do is held to the same tests.
var stores = map[string]func(t *testing.T) *Store{
	"file": func(t *testing.T) *Store {
		s, err := Open(context.Background(), filepath.Join(t.TempDir(), "state.db"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	},
	"memory": func(t *testing.T) *Store {
		s, err := OpenMemory(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return s
	},
}

// The conformance suite: what every store must do.
var conformance = map[string]func(*testing.T, *Store){
	"preferences": testPreferences, "drafts": testDrafts, "contributions": testContributions, "watches": testWatches,
	"letters": testLetters, "forgetting": testForgetting, "moving": testMoving, "notes": testNotes, "updates": testUpdates,
	"subscriptions": testSubscriptions,
}

func TestConformance(t *testing.T) {
	for name, open := range stores {
		for what, test := range conformance {
			t.Run(name+"/"+what, func(t *testing.T) {
				s := open(t)
				defer s.Close()
				test(t, s)
			})
		}
	}
}

var (
	ctx  = context.Background()
	noon = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func testPreferences(t *testing.T, s *Store) {
	if p, err := s.Preferences(ctx, 7); p != (bot.Preferences{}) || err != nil {
		t.Errorf("of an unknown chat: %+v, %v", p, err)
	}
	for _, want := range []bot.Preferences{{Language: lookup.Kazakh}, {Language: lookup.Kazakh, Script: bot.Arabic}, {Language: lookup.English}} {
		must(t, s.SetPreferences(ctx, 7, want))
		if p, err := s.Preferences(ctx, 7); p != want || err != nil {
			t.Errorf("got %+v, %v, want %+v", p, err, want)
		}
	}
	for _, wrong := range []bot.Preferences{{Language: "de"}, {Language: lookup.Kazakh, Script: "runes"}} {
		if err := s.SetPreferences(ctx, 7, wrong); err == nil {
			t.Errorf("%+v was kept", wrong)
		}
	}
	if p, _ := s.Preferences(ctx, 8); p != (bot.Preferences{}) {
		t.Errorf("another chat reads %+v", p)
	}
}

func testDrafts(t *testing.T, s *Store) {
	must(t, s.DropDraft(ctx, 7)) // none
	if _, err := s.Draft(ctx, 7); !errors.Is(err, bot.ErrNoDraft) {
		t.Errorf("got %v", err)
	}
	draft := bot.Draft{Story: bot.Story{Name: "Тест Тестов", Kind: "missing", Text: "«a»\nb"}, Step: "origin", At: noon}
	for _, step := range []string{"origin", "contact"} {
		draft.Step = step
		must(t, s.SetDraft(ctx, 7, draft))
		if d, err := s.Draft(ctx, 7); d != draft || err != nil {
			t.Errorf("got %+v, %v", d, err)
		}
	}
	if _, err := s.Draft(ctx, 8); !errors.Is(err, bot.ErrNoDraft) {
		t.Errorf("another chat: %v", err)
	}
	must(t, s.SetDraft(ctx, 8, bot.Draft{At: noon.Add(draftsKept + time.Hour)})) // drops those that are too old
	if _, err := s.Draft(ctx, 7); !errors.Is(err, bot.ErrNoDraft) {
		t.Errorf("an old draft is still there: %v", err)
	}
	must(t, s.DropDraft(ctx, 8))
	if _, err := s.Draft(ctx, 8); !errors.Is(err, bot.ErrNoDraft) {
		t.Errorf("got %v", err)
	}
	wantNothingKept(t, s)
}

// wantNothingKept holds that no row tells that there ever was a chat.
func wantNothingKept(t *testing.T, s *Store) {
	t.Helper()
	for _, table := range []string{"chat", "draft", "watch", "contribution", "letter", "subscription", "delivery"} {
		var n int
		must(t, s.db.QueryRow("SELECT count(*) FROM "+table).Scan(&n))
		if n != 0 {
			t.Errorf("%d rows are left in %s", n, table)
		}
	}
}

func testContributions(t *testing.T, s *Store) {
	tell := func(id int64) []bot.Letter {
		return []bot.Letter{{Chat: 99, Due: noon, Reply: bot.Reply{Notice: fmt.Sprint(id)}}}
	}
	story := bot.Contribution{Chat: 7, At: noon, Language: lookup.Kazakh,
		Story: bot.Story{Person: "testov", Kind: "story", Text: "x", Origin: "y", Contact: "z"}}
	must(t, s.SetDraft(ctx, 7, bot.Draft{At: noon}))
	var first int64
	for i := range 2 {
		id, err := s.Contribute(ctx, story, 2, noon.Add(-time.Hour), tell)
		must(t, err)
		if i == 0 {
			first = id
		}
	}
	if _, err := s.Draft(ctx, 7); !errors.Is(err, bot.ErrNoDraft) {
		t.Errorf("the draft is still there: %v", err)
	}
	must(t, s.SetDraft(ctx, 7, bot.Draft{At: noon}))
	if _, err := s.Contribute(ctx, story, 2, noon.Add(-time.Hour), tell); !errors.Is(err, bot.ErrTooMany) {
		t.Errorf("a third: %v", err)
	}
	if _, err := s.Draft(ctx, 7); err != nil {
		t.Errorf("the draft that could not be sent is gone: %v", err)
	}
	if _, err := s.Contribute(ctx, story, 2, noon.Add(time.Hour), tell); err != nil {
		t.Errorf("one of a later day: %v", err)
	}
	story.ID = first
	if c, err := s.Contribution(ctx, first); c != story || err != nil {
		t.Errorf("got %+v, %v", c, err)
	}
	must(t, s.CloseContribution(ctx, first))
	open, err := s.Contributions(ctx, false)
	all, errAll := s.Contributions(ctx, true)
	if len(open) != 2 || len(all) != 3 || !all[0].Closed || err != nil || errAll != nil {
		t.Errorf("%d open, %d in all, %v, %v", len(open), len(all), err, errAll)
	}
	must(t, s.DeleteContribution(ctx, first))
	for what, err := range map[string]error{"show": func() error { _, err := s.Contribution(ctx, first); return err }(),
		"close": s.CloseContribution(ctx, first), "delete": s.DeleteContribution(ctx, first)} {
		if !errors.Is(err, ErrNoContribution) {
			t.Errorf("%s what is gone: %v", what, err)
		}
	}
	for range 3 { // the operators are told of each, and of none that was refused
		l, due, err := s.DueLetter(ctx, noon)
		if !due || l.Chat != 99 || err != nil {
			t.Fatalf("a letter to the operators: %+v, %t, %v", l, due, err)
		}
		must(t, s.DropLetter(ctx, l))
	}
	if l, due, _ := s.DueLetter(ctx, noon); due {
		t.Errorf("one too many: %+v", l)
	}
}

func testWatches(t *testing.T, s *Store) {
	for _, name := range []string{"A", "B", "A"} {
		must(t, s.AddWatch(ctx, bot.Watch{Chat: 7, Name: name, At: noon, Known: []string{"x", "y"}}, 2))
	}
	if err := s.AddWatch(ctx, bot.Watch{Chat: 7, Name: "C", At: noon}, 2); !errors.Is(err, bot.ErrTooMany) {
		t.Errorf("one too many: %v", err)
	}
	must(t, s.AddWatch(ctx, bot.Watch{Chat: 8, Name: "A", At: noon}, 2))
	mine, err := s.Watches(ctx, 7)
	if len(mine) != 2 || mine[0].Name != "A" || !slices.Equal(mine[0].Known, []string{"x", "y"}) || !mine[0].At.Equal(noon) || err != nil {
		t.Fatalf("got %+v, %v", mine, err)
	}
	must(t, s.DropWatch(ctx, 8, mine[0].ID)) // not that chat's
	all, err := s.WatchesAfter(ctx, 0, 100)
	if len(all) != 3 || err != nil {
		t.Errorf("got %+v, %v", all, err)
	}
	if rest, _ := s.WatchesAfter(ctx, all[0].ID, 1); len(rest) != 1 || rest[0].ID != all[1].ID {
		t.Errorf("behind the first: %+v", rest)
	}
	found := mine[0]
	found.Known = append(found.Known, "z")
	must(t, s.Found(ctx, found, bot.Letter{Chat: 7, Due: noon}))
	if now, _ := s.Watches(ctx, 7); !slices.Equal(now[0].Known, []string{"x", "y", "z"}) {
		t.Errorf("known are %v", now[0].Known)
	}
	for _, w := range all {
		must(t, s.DropWatch(ctx, w.Chat, w.ID))
	}
	l, _, err := s.DueLetter(ctx, noon)
	must(t, err)
	must(t, s.DropLetter(ctx, l))
	wantNothingKept(t, s)
}

func testLetters(t *testing.T, s *Store) {
	reply := bot.Reply{Text: bot.Text{{Spans: []bot.Span{{Text: "a<b", Bold: true, Link: "l", Foreign: true}}, Quote: true}},
		Buttons: [][]bot.Button{{{Label: "l", Data: "d"}, {Label: "s", Start: "s"}}}}
	must(t, s.Found(ctx, bot.Watch{Chat: 7}, bot.Letter{Chat: 7, Reply: reply, Due: noon.Add(time.Minute)}))
	must(t, s.Found(ctx, bot.Watch{Chat: 7}, bot.Letter{Chat: 7, Due: noon}))
	if _, due, err := s.DueLetter(ctx, noon.Add(-time.Second)); due || err != nil {
		t.Errorf("before its time: %t, %v", due, err)
	}
	first, due, err := s.DueLetter(ctx, noon.Add(time.Hour))
	if !due || !first.Due.Equal(noon) || err != nil {
		t.Fatalf("got %+v, %t, %v", first, due, err)
	}
	must(t, s.Postpone(ctx, first, noon.Add(2*time.Hour)))
	second, _, _ := s.DueLetter(ctx, noon.Add(time.Hour))
	if second.ID == first.ID || !reflect.DeepEqual(second.Reply, reply) {
		t.Errorf("got %+v", second)
	}
	must(t, s.DropLetter(ctx, second))
	if _, due, _ := s.DueLetter(ctx, noon.Add(time.Hour)); due {
		t.Error("the postponed one is due too early")
	}
	if again, due, _ := s.DueLetter(ctx, noon.Add(2*time.Hour)); !due || again.Attempts != 1 {
		t.Errorf("the postponed one: %+v, %t", again, due)
	}
}

func testForgetting(t *testing.T, s *Store) {
	tell := func(int64) []bot.Letter { return nil }
	for _, chat := range []int64{7, 8} {
		must(t, s.SetPreferences(ctx, chat, bot.Preferences{Language: lookup.Kazakh}))
		must(t, s.AddWatch(ctx, bot.Watch{Chat: chat, Name: "A", At: noon}, 2))
		_, err := s.Contribute(ctx, bot.Contribution{Chat: chat, At: noon, Story: bot.Story{Text: "x"}}, 2, noon, tell)
		must(t, err)
		must(t, s.SetDraft(ctx, chat, bot.Draft{At: noon}))
		must(t, s.Found(ctx, bot.Watch{Chat: chat}, bot.Letter{Chat: chat, Due: noon}))
		must(t, s.SetSubscription(ctx, bot.Subscription{Chat: chat, Scope: bot.EveryDay, Zone: "UTC", Minute: 12 * 60}))
	}
	waiting, err := s.Waiting(ctx, "UTC", broadcast.Moment{Day: lookup.Day{Year: 2030, Month: 1, Day: 1}, Minute: 12 * 60}, 10, noon)
	must(t, err)
	for _, sub := range waiting {
		must(t, s.Plan(ctx, lookup.Day{Year: 2030, Month: 1, Day: 1}, []broadcast.Planned{{Subscription: sub, Reply: &bot.Reply{}}}, noon))
	}
	must(t, s.Forget(ctx, 7))
	if w, _ := s.Watches(ctx, 8); len(w) != 1 {
		t.Error("another chat was forgotten too")
	}
	must(t, s.Forget(ctx, 8))
	wantNothingKept(t, s)
	must(t, s.Forget(ctx, 8)) // nothing is left, which is no error
}

func testMoving(t *testing.T, s *Store) {
	must(t, s.SetPreferences(ctx, -7, bot.Preferences{Language: lookup.Kazakh}))
	must(t, s.AddWatch(ctx, bot.Watch{Chat: -7, Name: "A", At: noon}, 2))
	for range 2 { // Telegram may tell it twice
		must(t, s.Move(ctx, -7, -1007))
	}
	if p, _ := s.Preferences(ctx, -1007); p.Language != lookup.Kazakh {
		t.Errorf("the new chat has %+v", p)
	}
	if w, _ := s.Watches(ctx, -1007); len(w) != 1 {
		t.Errorf("the new chat waits for %+v", w)
	}
	if p, _ := s.Preferences(ctx, -7); p != (bot.Preferences{}) {
		t.Errorf("the old chat has %+v", p)
	}
}

func testSubscriptions(t *testing.T, s *Store) {
	must(t, s.DropSubscription(ctx, 7)) // none
	if _, err := s.Subscription(ctx, 7); !errors.Is(err, bot.ErrNoSubscription) {
		t.Errorf("got %v", err)
	}
	want := bot.Subscription{Chat: 7, Thread: 3, Place: bot.Group, Scope: bot.ChosenPeople, People: []string{"a", "b"}, Minute: 450, Zone: "UTC", Loud: true,
		PausedUntil: noon}
	for _, want.Minute = range []int{450, 540} {
		must(t, s.SetSubscription(ctx, want))
		got, err := s.Subscription(ctx, 7)
		want.ID = got.ID
		if !reflect.DeepEqual(got, want) || err != nil {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	}
	must(t, s.Rest(ctx, 7, "blocked"))
	if got, _ := s.Subscription(ctx, 7); got.Resting != "blocked" {
		t.Errorf("it does not rest: %+v", got)
	}
	must(t, s.Rest(ctx, 7, ""))
	if got, _ := s.Subscription(ctx, 7); got.Resting != "" {
		t.Errorf("it still rests: %+v", got)
	}
	must(t, s.DropSubscription(ctx, 7))
	must(t, s.Rest(ctx, 7, "")) // who has stopped is not woken by coming back
	if _, err := s.Subscription(ctx, 7); !errors.Is(err, bot.ErrNoSubscription) {
		t.Errorf("after it was stopped: %v", err)
	}
	must(t, s.SetSubscription(ctx, want))
	if got, err := s.Subscription(ctx, 7); got.ID != want.ID || err != nil {
		t.Errorf("begun anew it is another one, with another message of the day: %+v, %v", got, err)
	}
	for _, wrong := range []bot.Subscription{{Chat: 8, Scope: "hourly", Zone: "UTC"}, {Chat: 8, Scope: bot.EveryDay, Minute: 1440, Zone: "UTC"}} {
		if err := s.SetSubscription(ctx, wrong); err == nil {
			t.Errorf("%+v was kept", wrong)
		}
	}
}

func testNotes(t *testing.T, s *Store) {
	for _, want := range []string{"", "a", "b"} {
		if want != "" {
			must(t, s.SetNote(ctx, "key", want))
		}
		if got, err := s.Note(ctx, "key"); got != want || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	}
}

func testUpdates(t *testing.T, s *Store) {
	must(t, s.SetHandled(ctx, 100, noon))
	if handled, err := s.Handled(ctx, 100, noon.Add(time.Hour)); !handled || err != nil {
		t.Errorf("a handled update: %t, %v", handled, err)
	}
	if handled, _ := s.Handled(ctx, 101, noon); handled {
		t.Error("an update that never came was handled")
	}
	// a number that comes again after the numbering began anew is another update
	if handled, _ := s.Handled(ctx, 100, noon.Add(Remembered+time.Second)); handled {
		t.Error("an old number is still taken for handled")
	}
	must(t, s.SetHandled(ctx, 5, noon.Add(2*Remembered)))
	var kept int
	if err := s.db.QueryRow("SELECT count(*) FROM handled").Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%d updates are remembered, %v; want the new one only", kept, err)
	}
}
