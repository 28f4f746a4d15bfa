package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"joqtau/bot/words"
	"joqtau/lookup"
)

// shelf is an archive of synthetic people; broken makes every reading fail.
type shelf struct {
	lookup.Archive // what no test asks for
	people         map[string]*lookup.Person
	broken         error
}

func (s *shelf) Titled(context.Context, string) ([]lookup.Ref, error) { return nil, s.broken }

func (s *shelf) Matching(context.Context, []string) ([]lookup.Ref, bool, error) {
	return nil, false, s.broken
}

func (s *shelf) Mentioned(context.Context, []string) ([]lookup.Ref, error) { return nil, s.broken }

func (s *shelf) Counting(context.Context, []string) ([]lookup.Ref, error) { return nil, s.broken }

func (s *shelf) AllTopics(context.Context) ([]lookup.Topic, error) { return nil, s.broken }

func (s *shelf) AllEvents(context.Context) ([]lookup.Event, error) { return nil, s.broken }

func (s *shelf) AllGuides(context.Context) ([]lookup.Guide, error) { return nil, s.broken }

func (s *shelf) Mentions(context.Context, string) (lookup.Mentions, error) {
	return lookup.Mentions{}, s.broken
}

func (s *shelf) Person(_ context.Context, id string) (*lookup.Person, error) {
	if s.broken != nil {
		return nil, s.broken
	}
	if p := s.people[id]; p != nil {
		return p, nil
	}
	return nil, lookup.ErrNotFound
}

func (s *shelf) Source(context.Context, string) (*lookup.Source, error) {
	return &lookup.Source{ID: "paper", Title: "A paper", Locator: lookup.ByLine}, s.broken
}

func (s *shelf) Topic(context.Context, string) (*lookup.Topic, error) {
	return nil, errors.Join(s.broken, lookup.ErrNotFound)
}

func (s *shelf) OfListOnDay(context.Context, string, int, int, int, int, int) ([]lookup.DatedFact, error) {
	return nil, nil
}
func (s *shelf) Twins(context.Context, *lookup.Person) ([]lookup.Twin, error) { return nil, nil }
func (s *shelf) OnDay(context.Context, int, int, int) (lookup.Anniversary, error) {
	return lookup.Anniversary{}, s.broken
}

func (s *shelf) Event(context.Context, string) (*lookup.Event, error) {
	return nil, errors.Join(s.broken, lookup.ErrNotFound)
}

func (s *shelf) Version() string { return "0123" }

func (s *shelf) Imported() []ImportedList { return nil }
func (s *shelf) Size() int                { return len(s.people) }

func (s *shelf) AllSources(context.Context) ([]lookup.Source, error) { return nil, s.broken }

// answers answers every question with the same.
type answers lookup.Answer

func (a answers) Find(string) lookup.Answer { return lookup.Answer(a) }

func (a answers) Beginning(string, int) []string { return nil }

// memory is a store without a disk; broken makes it fail.
type memory struct {
	chosen  map[int64]Preferences
	drafts  map[int64]Draft
	stories []Contribution
	watched []Watch
	letters []Letter
	days    map[int64]Subscription
	broken  error
}

func (m *memory) Subscription(_ context.Context, chat int64) (Subscription, error) {
	s, ok := m.days[chat]
	if !ok && m.broken == nil {
		return s, ErrNoSubscription
	}
	return s, m.broken
}

func (m *memory) SetSubscription(_ context.Context, s Subscription) error {
	m.days[s.Chat] = s
	return m.broken
}

func (m *memory) DropSubscription(_ context.Context, chat int64) error {
	delete(m.days, chat)
	return m.broken
}

func (m *memory) Preferences(_ context.Context, chat int64) (Preferences, error) {
	return m.chosen[chat], m.broken
}

func (m *memory) SetPreferences(_ context.Context, chat int64, p Preferences) error {
	m.chosen[chat] = p
	return m.broken
}

func (m *memory) Forget(_ context.Context, chat int64) error {
	delete(m.chosen, chat)
	delete(m.drafts, chat)
	m.watched, m.stories = nil, nil
	return m.broken
}

func (m *memory) Draft(_ context.Context, chat int64) (Draft, error) {
	d, ok := m.drafts[chat]
	if !ok && m.broken == nil {
		return d, ErrNoDraft
	}
	return d, m.broken
}

func (m *memory) SetDraft(_ context.Context, chat int64, d Draft) error {
	m.drafts[chat] = d
	return m.broken
}

func (m *memory) DropDraft(_ context.Context, chat int64) error {
	delete(m.drafts, chat)
	return m.broken
}

func (m *memory) Contribute(_ context.Context, c Contribution, limit int, _ time.Time, tell func(int64) []Letter) (int64, error) {
	if len(m.stories) >= limit {
		return 0, ErrTooMany
	}
	delete(m.drafts, c.Chat)
	m.stories = append(m.stories, c)
	id := int64(len(m.stories))
	m.letters = append(m.letters, tell(id)...)
	return id, m.broken
}

func (m *memory) Watches(context.Context, int64) ([]Watch, error) { return m.watched, m.broken }

func (m *memory) AddWatch(_ context.Context, w Watch, limit int) error {
	if len(m.watched) >= limit {
		return ErrTooMany
	}
	w.ID = int64(len(m.watched) + 1)
	m.watched = append(m.watched, w)
	return m.broken
}

func (m *memory) DropWatch(_ context.Context, _, id int64) error {
	m.watched = slices.DeleteFunc(m.watched, func(w Watch) bool { return w.ID == id })
	return m.broken
}

func (m *memory) WatchesAfter(_ context.Context, id int64, limit int) ([]Watch, error) {
	var list []Watch
	for _, w := range m.watched {
		if w.ID > id && len(list) < limit {
			list = append(list, w)
		}
	}
	return list, m.broken
}

func (m *memory) Found(_ context.Context, w Watch, l Letter) error {
	for i := range m.watched {
		if m.watched[i].ID == w.ID {
			m.watched[i].Known = w.Known
		}
	}
	m.letters = append(m.letters, l)
	return m.broken
}

func testov(n int) *lookup.Person {
	cited := []lookup.Citation{{Source: "paper", At: "1"}}
	return &lookup.Person{
		ID:    fmt.Sprintf("testov-%d", n),
		Roles: []lookup.Role{lookup.Victim},
		Names: []lookup.Name{{Text: fmt.Sprintf("Testov %d", n), Lang: lookup.English, Kind: lookup.UsualName, Sources: cited}},
		Life:  []lookup.Fact{{Kind: lookup.FactShot, Sources: cited}},
	}
}

// newTestBot knows n people, all of whom fit every question.
func newTestBot(t *testing.T, n int) (*Bot, *shelf, *memory) {
	t.Helper()
	texts, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{people: map[string]*lookup.Person{}}
	answer := answers{Outcome: lookup.Choices, Read: []string{"Testov"}}
	for i := 1; i <= n; i++ {
		p := testov(i)
		s.people[p.ID] = p
		answer.Hits = append(answer.Hits, lookup.Hit{Person: p.ID, Score: 0.1})
	}
	m := &memory{chosen: map[int64]Preferences{}, drafts: map[int64]Draft{}, days: map[int64]Subscription{}}
	return &Bot{Finder: answer, Archive: s, Store: m, Words: texts}, s, m
}

func TestLanguage(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	m.chosen[7] = Preferences{Language: lookup.English}
	for _, row := range []struct {
		chat       int64
		code, text string
		want       lookup.Lang
	}{
		{7, "kk", "Мағжан", lookup.English}, // chosen
		{1, "kk", "Магжан", lookup.Kazakh},  // of the program
		{1, "ru-RU", "Мағжан", lookup.Russian},
		{1, "kk_KZ.UTF-8", "x", lookup.Kazakh},
		{1, "EN", "Мағжан", lookup.English},
		{1, "", "Мағжан", lookup.Kazakh}, // of the script
		{1, "", "Магжан", lookup.Russian},
		{1, "", "Magzhan", lookup.English},
		{1, "de", "Magzhan", lookup.English},
		{1, "de", "Магжан Magzhan", lookup.Russian},
		{1, "", "", lookup.Russian},
	} {
		chosen, err := b.chosen(context.Background(), Event{Chat: row.chat, Language: row.code, Text: row.text})
		if got := chosen.Language; got != row.want || err != nil {
			t.Errorf("%+v: got %+v, %v", row, chosen, err)
		}
	}
}

func TestPagesOfAList(t *testing.T) {
	b, _, _ := newTestBot(t, 8)
	ctx := context.Background()
	reply, err := b.Handle(ctx, Event{Language: "en", Text: "Testov"})
	if err != nil {
		t.Fatal(err)
	}
	labels := func(r Reply) string {
		var list []string
		for _, row := range r.Buttons {
			for _, button := range row {
				list = append(list, button.Label)
			}
		}
		return strings.Join(list, ", ")
	}
	if !reply.Quote || reply.Edit {
		t.Error("the list does not quote its question, so that its buttons could not find it again")
	}
	if got, want := labels(reply), "Testov 1, Testov 2, Testov 3, Testov 4, Testov 5, Next"; got != want {
		t.Errorf("page 1: %s, want %s", got, want)
	}
	for data, want := range map[string]string{
		"v1:list:1":   "Testov 6, Testov 7, Testov 8, Previous, The person I look for is not here",
		"v1:list:0":   "Testov 1, Testov 2, Testov 3, Testov 4, Testov 5, Next",
		"v1:list:99":  "Testov 6, Testov 7, Testov 8, Previous, The person I look for is not here",
		"v1:other<q0": "Where to look next, Let me know if found, Tell us about this person, Back to the list",
		"v1:list:-1":  "Testov 1, Testov 2, Testov 3, Testov 4, Testov 5, Next",
	} {
		reply, err := b.Handle(ctx, Event{Language: "en", Press: &Press{Data: data, Question: "Testov"}})
		if got := labels(reply); got != want || !reply.Edit || err != nil {
			t.Errorf("%s: %s (edit %t, %v), want %s", data, got, reply.Edit, err, want)
		}
	}
	reply, _ = b.Handle(ctx, Event{Language: "en", Press: &Press{Data: "v1:card:testov-6", Question: "Testov"}})
	if got, want := labels(reply), "Full record, Why this answer, Share, Tell us about this person, Back to the list"; got != want {
		t.Errorf("a card from the list: %s, want %s", got, want)
	}
}

func TestButtonsThatAreNoMoreAreAnsweredPolitely(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	for _, data := range []string{"", "v1", "v0:card:x", "v2:card:testov-1", "v1:dance:1", "v1:card:nobody", "v1:lang:de", "v1:list:x",
		"v1:list:1", "v1:card:", "v1:life:nobody:0", strings.Repeat(":", 70)} {
		reply, err := b.Handle(context.Background(), Event{Language: "en", Press: &Press{Data: data}})
		if reply.Notice == "" || len(reply.Text) > 0 || err != nil {
			t.Errorf("%q: %+v, %v", data, reply, err)
		}
	}
}

// A failure must never read as "no such person".
func TestFailuresSayThatTheyAreFailures(t *testing.T) {
	broken := errors.New("the disk is gone")
	events := map[string]Event{
		"a look-up": {Language: "en", Text: "Testov"},
		"a card":    {Language: "en", Press: &Press{Data: "v1:card:testov-1"}},
		"a list":    {Language: "en", Press: &Press{Data: "v1:list:0", Question: "Testov"}},
		"sources":   {Language: "en", Command: "sources"},
	}
	for name, event := range events {
		b, s, _ := newTestBot(t, 2)
		s.broken = broken
		reply, err := b.Handle(context.Background(), event)
		if !errors.Is(err, broken) || !strings.Contains(reply.Text.Plain(), "Something went wrong") {
			t.Errorf("%s: %q, %v", name, reply.Text.Plain(), err)
		}
		if err != nil && strings.Contains(err.Error(), "Testov") {
			t.Errorf("%s: the error for the log holds what was asked: %v", name, err)
		}
	}
	delete(events, "a look-up") // is answered, in the language of the program
	delete(events, "a card")
	delete(events, "a list")
	delete(events, "sources")
	events["forget"] = Event{Language: "en", Command: "forget"}
	events["a choice of language"] = Event{Language: "en", Press: &Press{Data: "v1:lang:kk"}}
	for name, event := range events {
		b, _, m := newTestBot(t, 2)
		m.broken = broken
		reply, err := b.Handle(context.Background(), event)
		if !errors.Is(err, broken) || !strings.Contains(reply.Text.Plain(), "Something went wrong") {
			t.Errorf("settings, %s: %q, %v", name, reply.Text.Plain(), err)
		}
	}
}

func TestAnUnreadableSettingDoesNotKeepAnAnswerBack(t *testing.T) {
	b, _, m := newTestBot(t, 2)
	m.broken = errors.New("the disk is gone")
	reply, err := b.Handle(context.Background(), Event{Language: "en", Text: "Testov"})
	if !strings.Contains(reply.Text.Plain(), "2 people may match") || !errors.Is(err, m.broken) {
		t.Errorf("%q, %v", reply.Text.Plain(), err)
	}
}

func TestACourtesyIsNoName(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	b.Finder = answers{Outcome: lookup.None}
	reply, err := b.Handle(context.Background(), Event{Language: "ru", Text: "спасибо"})
	if text := reply.Text.Plain(); err != nil || strings.Contains(text, "не найден") || !strings.Contains(text, "напишите имя") {
		t.Errorf("%q, %v", text, err)
	}
}

func TestAGroupsCourtesiesAreNotAnswered(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	b.Finder = answers{Outcome: lookup.None}
	reply, err := b.Handle(context.Background(), Event{Place: Group, Language: "ru", Text: "спасибо"})
	if len(reply.Text) > 0 || err != nil {
		t.Errorf("%q, %v", reply.Text.Plain(), err)
	}
}

func TestAScriptThatIsNotReadIsSaid(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	b.Finder = answers{Outcome: lookup.None, Unread: []string{"王"}}
	reply, err := b.Handle(context.Background(), Event{Language: "en", Text: "王"})
	if !strings.Contains(reply.Text.Plain(), "script") || err != nil {
		t.Errorf("%q, %v", reply.Text.Plain(), err)
	}
}

func TestEveryCommandIsKnownAndAnswered(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	for _, c := range commands() {
		reply, err := b.Handle(context.Background(), Event{Language: "kk", Command: c.name, Text: "Testov"})
		if len(reply.Text) == 0 || err != nil {
			t.Errorf("/%s: %+v, %v", c.name, reply, err)
		}
	}
	if Knows("weather") || !Knows("find") {
		t.Error("the bot does not know what it knows")
	}
}

func TestMarks(t *testing.T) {
	c := &citedSources{}
	for _, row := range []struct {
		citations []lookup.Citation
		want      string
	}{
		{[]lookup.Citation{{Source: "paper", At: "5"}}, "[1: 5]"},
		{[]lookup.Citation{{Source: "paper", At: "7"}, {Source: "paper", At: "9-10"}}, "[1: 7, 9-10]"},
		{[]lookup.Citation{{Source: "site", At: "https://site.example/a"}, {Source: "paper", At: "1"}}, "[2] [1: 1]"},
		{[]lookup.Citation{{Source: "site", At: "https://site.example/b"}}, "[3]"},
		{[]lookup.Citation{{Source: "site", At: "https://site.example/a"}, {Source: "site", At: "https://site.example/a"}}, "[2]"},
	} {
		if got := c.marks(row.citations); got != row.want {
			t.Errorf("%v: %s, want %s", row.citations, got, row.want)
		}
	}
}

func TestTextPages(t *testing.T) {
	text := Text{}
	for range 7 {
		text.add(strings.Repeat("қ", 98)) // and a blank line: 100 units
	}
	pages := text.pages(300)
	if len(pages) != 3 || len(pages[0]) != 3 || len(pages[2]) != 1 {
		t.Errorf("%d pages", len(pages))
	}
	if n := len(paragraph(strings.Repeat("x", 500)).pages(300)); n != 1 {
		t.Errorf("a long paragraph: %d pages, want one of its own", n)
	}
}

// The short view tells the births and deaths that cannot both be true, the exactest first, and the turns between them.
func TestKeyFacts(t *testing.T) {
	cited := func(n int) []lookup.Citation {
		return []lookup.Citation{{Source: "a"}, {Source: "b"}, {Source: "c"}}[:n]
	}
	fact := func(kind lookup.FactKind, edtf string, sources int) lookup.Fact {
		date, err := lookup.ParseDate(edtf)
		if err != nil {
			t.Fatal(err)
		}
		return lookup.Fact{Kind: kind, Date: &date, Sources: cited(sources)}
	}
	person := &lookup.Person{Life: []lookup.Fact{
		fact(lookup.FactBorn, "1894", 3), fact(lookup.FactBorn, "1894-10-15", 1), fact(lookup.FactBorn, "1895-01-02", 1),
		fact(lookup.FactArrested, "1930", 1), fact(lookup.FactArrested, "1937", 1), fact(lookup.FactRehab, "1957", 1),
		fact(lookup.FactShot, "1938", 2), fact(lookup.FactShot, "1938-02-25", 1), fact(lookup.FactDied, "1938-04-25", 2),
		fact(lookup.FactSentenced, "1938-02-24", 1), {Kind: lookup.FactPost, Sources: cited(1)},
	}}
	var got []string
	for _, i := range keyFacts(person) {
		f := person.Life[i]
		got = append(got, string(f.Kind)+" "+f.Date.EDTF)
	}
	want := []string{"born 1894-10-15", "born 1895-01-02", "arrested 1930", "arrested 1937", "rehabilitated 1957", "shot 1938-02-25", "died 1938-04-25", "sentenced 1938-02-24"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Of somebody who was punished it is not said that there were only accusations.
func TestRoleOfTheMentioned(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	for kind, want := range map[lookup.FactKind]string{lookup.FactCriticised: "card.attacked", lookup.FactSentenced: "card.mentioned"} {
		person := &lookup.Person{Roles: []lookup.Role{lookup.Mentioned}, Life: []lookup.Fact{{Kind: lookup.FactAccused}, {Kind: kind}}}
		voice := b.Words.In(lookup.English)
		got, _ := cardWriter{turn: turn{Bot: b, voice: voice}, person: person}.role()
		if got != voice.Say(want)+"." {
			t.Errorf("%s: %q", kind, got)
		}
	}
}

func TestReasonsAreCutBetweenThem(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	talk := turn{Bot: b, voice: b.Words.In(lookup.English)}
	long := strings.Repeat("x", 90)
	for _, row := range []struct {
		reasons []string
		want    string
	}{
		{[]string{"a", "b"}, "because a; b."},
		{[]string{long, long}, "because " + long + "; …"},
	} {
		if got := talk.reasoned(row.reasons); !strings.HasSuffix(got, row.want) || len([]rune(got)) > maxNotice {
			t.Errorf("%q: %q", row.reasons, got)
		}
	}
}

func TestKinshipIsNamedBySex(t *testing.T) {
	for _, row := range []struct {
		kind        lookup.LinkKind
		this, other bool // whether a woman
		want        string
	}{
		{lookup.LinkSpouse, false, true, "card.wife"}, {lookup.LinkSpouse, true, false, "card.husband"}, {lookup.LinkSpouse, false, false, "card.spouse"},
		{lookup.LinkParent, false, true, "card.mother"}, {lookup.LinkParent, true, false, "card.father"},
		{lookup.LinkChild, false, true, "card.daughter"}, {lookup.LinkChild, false, false, "card.son"},
		{lookup.LinkProbablySame, true, true, "card.probably_same"},
	} {
		c := cardWriter{person: &lookup.Person{Female: row.this}}
		if got := c.kinship(row.kind, &lookup.Person{Female: row.other}); got != row.want {
			t.Errorf("%+v: %s", row, got)
		}
	}
}
