package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"joqtau/lookup"
)

var noon = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)

// say lets a person write, press and command, and returns the reply in plain text with the labels of its buttons.
func say(t *testing.T, b *Bot, event Event) string {
	t.Helper()
	event.Language = "en"
	if event.Time.IsZero() {
		event.Time = noon
	}
	reply, err := b.Handle(context.Background(), event)
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, row := range reply.Buttons {
		for _, button := range row {
			labels = append(labels, "["+button.Label+"]")
		}
	}
	return reply.Notice + reply.Text.Plain() + strings.Join(labels, " ")
}

func press(data, question string) Event { return Event{Press: &Press{Data: data, Question: question}} }

func want(t *testing.T, got string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(got, w) {
			t.Errorf("got %q, want %q in it", got, w)
		}
	}
}

func TestAStoryIsToldStepByStep(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	b.Operators = []int64{99}
	b.Finder = answers{Outcome: lookup.Match, Hits: []lookup.Hit{{Person: "testov-1"}}, Read: []string{"Testov"}}
	want(t, say(t, b, Event{Command: "contribute"}), "Who would you like", "[Cancel]")
	want(t, say(t, b, Event{Text: "Testov"}), "Testov 1", "What is it about?", "[A mistake in the record]")
	want(t, say(t, b, press("v1:draft:correction", "")), "What is wrong", "no longer alive")
	want(t, say(t, b, Event{Text: " "}), "only text")
	want(t, say(t, b, Event{Text: strings.Repeat("ж", maxStory+1)}), "longer than 3,500 characters")
	want(t, say(t, b, Event{Text: "He was born in 1900."}), "How is this known")
	want(t, say(t, b, Event{Command: "help"}), "Commands") // a command does not answer the question
	want(t, say(t, b, Event{Command: "contribute"}), "How is this known")
	want(t, say(t, b, Event{Text: "A certificate"}), "contact you")
	want(t, say(t, b, press("v1:draft:skip", "")), "read it once more", "He was born in 1900.", "A certificate", "not given", "[I agree, send]")
	if len(m.stories) != 0 {
		t.Error("it was sent without consent")
	}
	want(t, say(t, b, press("v1:draft:send", "")), "number 1")
	if len(m.stories) != 1 || m.stories[0].Story != (Story{Person: "testov-1", Name: "Testov", Kind: "correction", Text: "He was born in 1900.", Origin: "A certificate"}) {
		t.Errorf("kept %+v", m.stories)
	}
	if len(m.letters) != 1 || m.letters[0].Chat != 99 || strings.Contains(m.letters[0].Reply.Text.Plain(), "1900") {
		t.Errorf("the operators are told %+v", m.letters)
	}
	for _, data := range []string{"v1:draft:send", "v1:draft:skip", "v1:draft:cancel"} {
		want(t, say(t, b, press(data, "")), "out of date") // pressed twice
	}
}

func TestAStoryCanBeLeft(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	want(t, say(t, b, press("v1:tell", "Testov")), "what you know")
	want(t, say(t, b, Event{Command: "cancel"}), "has been erased")
	want(t, say(t, b, Event{Command: "cancel"}), "nothing to cancel")
	say(t, b, press("v1:tell", "Testov"))
	want(t, say(t, b, Event{Text: "Testov", Time: noon.Add(answerLasts + time.Minute)}), "Perhaps this person") // a question again
	want(t, say(t, b, Event{Command: "contribute", Time: noon.Add(2 * answerLasts)}), "what you know")
	want(t, say(t, b, Event{Command: "contribute", Time: noon.Add(2*answerLasts + draftLasts + time.Minute)}), "Who would you like")
	if len(m.stories) != 0 {
		t.Errorf("kept %+v", m.stories)
	}
}

// What is told before anybody asked is kept.
func TestATextBeforeItsKindIsKept(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	b.Finder = answers{Outcome: lookup.Match, Hits: []lookup.Hit{{Person: "testov-1"}}, Read: []string{"Testov"}}
	say(t, b, Event{Command: "contribute", Text: "Testov"})
	want(t, say(t, b, Event{Text: "He was born in 1895."}), "Noted", "What is it about?", "[A mistake in the record]")
	want(t, say(t, b, Event{Text: "In Almaty."}), "Noted")
	want(t, say(t, b, Event{Text: strings.Repeat("x", maxStory)}), "longer than") // with what is there
	want(t, say(t, b, press("v1:draft:correction", "")), "How is this known")
	if d := m.drafts[0]; d.Text != "He was born in 1895.\nIn Almaty." || d.Kind != "correction" {
		t.Errorf("%+v", d)
	}
}

func TestAStoryCanBeMended(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	b.Finder = answers{Outcome: lookup.None, Read: []string{"Testov"}}
	say(t, b, press("v1:tell", "Testov"))
	say(t, b, Event{Text: "He was bron."})
	say(t, b, Event{Text: "A certificate"})
	want(t, say(t, b, press("v1:draft:skip", "")), "read it once more", "[Write the text anew]")
	want(t, say(t, b, press("v1:draft:anew", "")), "what you know", "He was bron.", "[Keep it as it was]")
	want(t, say(t, b, press("v1:draft:skip", "")), "He was bron.", "[I agree, send]")
	say(t, b, press("v1:draft:anew", ""))
	want(t, say(t, b, Event{Text: "He was born."}), "read it once more", "He was born.", "A certificate", "[I agree, send]")
	want(t, say(t, b, press("v1:draft:send", "")), "number 1")
	if m.stories[0].Text != "He was born." || m.stories[0].Origin != "A certificate" {
		t.Errorf("%+v", m.stories[0])
	}
}

func TestWhichOfSeveralAStoryIsAbout(t *testing.T) {
	b, _, m := newTestBot(t, 3)
	want(t, say(t, b, Event{Command: "contribute", Text: "Testov"}), "One of these people", "[Testov 1] [Testov 2] [Testov 3] [Another person of that name] [Cancel]")
	want(t, say(t, b, press("v1:draft:is:nobody", "")), "out of date")
	want(t, say(t, b, press("v1:draft:is:testov-2", "")), "Testov 2", "What is it about?")
	want(t, say(t, b, press("v1:draft:is:testov-1", "")), "out of date") // it was chosen
	if m.drafts[0].Person != "testov-2" {
		t.Errorf("%+v", m.drafts[0])
	}
	say(t, b, Event{Command: "cancel"})
	say(t, b, Event{Command: "contribute", Text: "Testov"})
	want(t, say(t, b, press("v1:draft:missing", "")), "what you know")
	if m.drafts[0].Person != "" || m.drafts[0].Name != "Testov" {
		t.Errorf("%+v", m.drafts[0])
	}
	say(t, b, Event{Command: "cancel"})
	say(t, b, Event{Command: "contribute", Text: "Testov"})
	b.Finder = answers{Outcome: lookup.Match, Hits: []lookup.Hit{{Person: "testov-3"}}}
	want(t, say(t, b, Event{Text: "Testov 3"}), "Testov 3", "What is it about?") // said more exactly
}

func TestStoriesAreLimited(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	for i := range maxStories + 1 {
		say(t, b, press("v1:tell", "Testov"))
		say(t, b, Event{Text: "text"})
		say(t, b, press("v1:draft:skip", ""))
		say(t, b, press("v1:draft:skip", ""))
		got := say(t, b, press("v1:draft:send", ""))
		if i < maxStories {
			want(t, got, "Thank you")
		} else {
			want(t, got, "five stories a day", "[I agree, send]")
		}
	}
	if len(m.stories) != maxStories || m.drafts[0].Text != "text" {
		t.Errorf("%d stories, draft %+v", len(m.stories), m.drafts[0])
	}
}

func TestNamesAreWaitedFor(t *testing.T) {
	b, _, m := newTestBot(t, 3)
	b.Finder = answers{Outcome: lookup.None, Read: []string{"Testov"}}
	want(t, say(t, b, Event{Text: "Testov"}), "No one was found", "[Let me know if found]")
	want(t, say(t, b, press("v1:watch", "Testov")), "Noted")
	want(t, say(t, b, Event{Command: "watch"}), "1. Testov", "[Remove: Testov]")
	want(t, say(t, b, Event{Command: "watch", Text: strings.Repeat("x", maxWatched+1)}), "cannot be read as a name")
	if err := b.LookAgain(context.Background(), m, noon); err != nil || len(m.letters) != 0 {
		t.Fatalf("no news, but %+v, %v", m.letters, err)
	}
	b.Finder = answers{Outcome: lookup.Choices, Read: []string{"Testov"}, Hits: []lookup.Hit{{Person: "testov-2"}, {Person: "testov-3"}}}
	for range 2 { // news are told once
		if err := b.LookAgain(context.Background(), m, noon); err != nil {
			t.Fatal(err)
		}
	}
	if len(m.letters) != 1 {
		t.Fatalf("%d letters", len(m.letters))
	}
	want(t, m.letters[0].Reply.Text.Plain(), "Testov", "Testov 2", "Testov 3", "another person of the same name")
	want(t, say(t, b, press("v1:drop:1", "")), "not left any name")
	for i := range maxWatches {
		say(t, b, Event{Command: "watch", Text: fmt.Sprint("Testov ", i)})
	}
	want(t, say(t, b, Event{Command: "watch", Text: "Testov"}), "twenty names")
}

// TestANameIsNotLostOnTheWayFromAGroup presses, in a group, the button that leads to a private chat.
func TestANameIsNotLostOnTheWayFromAGroup(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	linked := func(command, name string) string {
		reply, err := b.Handle(context.Background(), Event{Place: Group, Command: command, Text: name, Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range reply.Buttons {
			for _, button := range row {
				if button.Start != "" {
					return button.Start
				}
			}
		}
		t.Fatalf("/%s %s leads nowhere", command, name)
		return ""
	}
	b.Finder = answers{Outcome: lookup.Match, Hits: []lookup.Hit{{Person: "testov-1"}}}
	if got := linked("contribute", "Testov"); got != "tell-testov-1" {
		t.Errorf("a story is begun by %q", got)
	}
	b.Finder = answers{Outcome: lookup.None, Read: []string{"Тестов"}}
	for _, command := range []string{"find", "watch"} {
		link := linked(command, "Тестов  Тест")
		if len(link) > maxStart {
			t.Errorf("%q is too long for a link", link)
		}
		want(t, say(t, b, Event{Command: "start", Text: link}), "Noted", "1. Тестов Тест")
	}
	if len(m.watched) == 0 {
		t.Error("no name waits")
	}
	if got := linked("watch", strings.Repeat("Тестов ", 10)); got != startHelp {
		t.Errorf("a long name leads to %q", got)
	}
	want(t, say(t, b, Event{Command: "start", Text: startWatch + "_w"}), "Write") // no UTF-8: no link of ours
}

func TestCourtesiesAreAnswered(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	b.Finder = answers{Outcome: lookup.None}
	for text, answer := range map[string]string{"thank you!": "You are welcome", "спасибо": "You are welcome", "hello": "Joqtau tells", "help": "Commands",
		"why": "Whom do you ask about", "why shot": "Whom do you ask about", "what": "no name in these words", "https://x.example": "no name in these words"} {
		want(t, say(t, b, Event{Text: text}), answer)
		if got := say(t, b, Event{Place: Group, Text: text}); got != "" {
			t.Errorf("a group is told %q on %q", got, text)
		}
	}
	for text, answer := range map[string]string{"thank you!": "You are welcome", "hello": "Joqtau tells", "what": "no name in these words"} {
		want(t, say(t, b, Event{Place: Group, Mentioned: true, Text: text}), answer) // who is named answers
	}
	if got := say(t, b, Event{Place: Group, Text: "the truth"}); got != "" {
		t.Errorf("a group's talk is answered: %q", got)
	}
	want(t, say(t, b, Event{Command: "find", Text: "hello"}), "no name in these words") // a command asks for a name
	want(t, say(t, b, Event{Text: "қазақ тілінде"}), "қазақша")
	if m.chosen[0].Language != lookup.Kazakh {
		t.Errorf("chosen: %+v", m.chosen[0])
	}
	m.drafts[0] = Draft{Step: stepText, At: noon}
	say(t, b, Event{Text: "рақмет"})
	if m.drafts[0].Text != "рақмет" {
		t.Errorf("a word of a story is answered: %+v", m.drafts[0])
	}
}

// TestOfSeveralNamesThoseNotFoundAreTold presses the buttons under such an answer.
func TestOfSeveralNamesThoseNotFoundAreTold(t *testing.T) {
	b, _, m := newTestBot(t, 2)
	long := strings.Repeat("Сынаков ", 10)
	asked := "Testov, Пробаев, " + long
	b.Finder = answers{Outcome: lookup.Match, Read: []string{"Testov"}, Hits: []lookup.Hit{{Person: "testov-1"}}, Unfound: []string{"Пробаев", long}}
	reply, err := b.Handle(context.Background(), Event{Text: asked, Language: "en", Time: noon})
	if err != nil || !reply.Quote {
		t.Fatalf("the names could not be found again: %+v, %v", reply, err)
	}
	want(t, reply.Text.Plain(), "Not found: Пробаев; Сынаков", "Testov 1")
	if strings.Contains(reply.Text.Plain(), "Perhaps") {
		t.Errorf("who fits well is doubted: %q", reply.Text.Plain())
	}
	for _, button := range slices.Concat(reply.Buttons...) {
		if len([]rune(button.Label)) > maxLabel {
			t.Errorf("%+v", button)
		}
	}
	want(t, say(t, b, press("v1:watch:1", asked)), "here")
	if len(m.watched) != 1 || m.watched[0].Name != "Пробаев" {
		t.Errorf("waits for %+v", m.watched)
	}
	for _, data := range []string{"v1:watch:3", "v1:watch:-1"} {
		want(t, say(t, b, press(data, asked)), "out of date")
	}
	b.Finder = answers{Outcome: lookup.Choices, Read: []string{"Testov"}, Hits: []lookup.Hit{{Person: "testov-1"}, {Person: "testov-2"}}, Unfound: []string{"Пробаев"}}
	reply, err = b.Handle(context.Background(), Event{Place: Group, Command: "find", Text: asked, Language: "en", Time: noon})
	if last := reply.Buttons[len(reply.Buttons)-1][0]; err != nil || !strings.HasPrefix(last.Start, startWatch) || last.Data != "" {
		t.Errorf("a group's button: %+v, %v", last, err)
	}
}

func TestANameAloneIsNotAdvisedToBeAlone(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	b.Finder = answers{Outcome: lookup.None, Read: []string{"Testov"}}
	want(t, say(t, b, Event{Text: "Testov"}), "add a given name")
	b.Finder = answers{Outcome: lookup.None, Read: []string{"Testov", "Ivan"}}
	want(t, say(t, b, Event{Text: "Testov Ivan"}), "the surname alone")
}

func TestAGroupIsQuietAndKeepsSecrets(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	want(t, say(t, b, Event{Place: Group, Command: "watch", Text: "Testov"}), "private", "[Let me know if found]")
	want(t, say(t, b, Event{Place: Group, Command: "contribute", Text: "Testov"}), "private", "[Open a private chat]")
	got := say(t, b, Event{Place: Group, Command: "find", Text: "Testov"})
	if strings.Contains(got, "[Tell us about this person]") || strings.Contains(got, "[Share]") {
		t.Errorf("what belongs into a private chat: %q", got)
	}
	reply, _ := b.Handle(context.Background(), Event{Place: Group, Command: "find", Language: "en"})
	if reply.Prompt == "" || !reply.Quote {
		t.Errorf("a name is not asked for: %+v", reply)
	}
	m.drafts[0] = Draft{Step: stepText, At: noon}
	want(t, say(t, b, Event{Place: Group, Text: "Testov"}), "Testov 1") // a group's texts are no story
	if len(m.watched) != 0 {
		t.Error("a group waits for a name")
	}
	want(t, say(t, b, Event{Place: Group, Joined: true}), "/find", "/settings")
}

// In a group nothing says that a name can simply be written, and nothing names what works in a private chat alone.
func TestAGroupIsToldOfCommands(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	group := func(e Event) string { e.Place = Group; return say(t, b, e) }
	want(t, group(Event{Command: "help"}), "/find Baitursynov A.", "Commands for administrators", "/settings –", "/subscribe –", "/forget –")
	want(t, group(Event{Command: "start"}), "after a command: /find")
	want(t, group(Event{Command: "topics"}), "after the command: /find Karlag")
	want(t, group(press("v1:lang:en", "")), "after a command: /find")
	for _, command := range []string{"help", "start", "settings", "privacy", "topics"} {
		if got := group(Event{Command: command}); strings.Contains(got, "/watch") || strings.Contains(got, "Write a relative") {
			t.Errorf("/%s: %s", command, got)
		}
	}
	if got := say(t, b, Event{Command: "help"}); strings.Contains(got, "administrators") {
		t.Errorf("a private chat has none: %s", got)
	}
}

func TestOnlyManagersChangeAGroup(t *testing.T) {
	for _, manages := range []bool{true, false} {
		b, _, m := newTestBot(t, 1)
		event := func(e Event) Event {
			e.Place, e.Manages = Group, func(context.Context) (bool, error) { return manages, nil }
			return e
		}
		for _, e := range []Event{{Command: "settings"}, {Command: "forget"}, press("v1:lang:kk", ""), press("v1:script:latn", "")} {
			got := say(t, b, event(e))
			if denied := strings.Contains(got, "Only administrators"); denied == manages {
				t.Errorf("manages %t: %+v: %q", manages, e, got)
			}
		}
		if changed := len(m.chosen) > 0; changed != manages {
			t.Errorf("manages %t: chosen %v", manages, m.chosen)
		}
	}
}

func TestInAChannelNoButtonChangesThePost(t *testing.T) {
	b, _, _ := newTestBot(t, 8)
	reply, err := b.Handle(context.Background(), Event{Place: Channel, Command: "find", Text: "Testov", Language: "en"})
	for _, row := range reply.Buttons {
		for _, button := range row {
			if button.Data != "" || strings.Contains(button.Start, backMark) {
				t.Errorf("%+v", button)
			}
		}
	}
	if len(reply.Text) == 0 || err != nil {
		t.Errorf("%+v, %v", reply, err)
	}
}

func TestInlinePages(t *testing.T) {
	b, _, _ := newTestBot(t, 10)
	query := Query{Language: "en", Text: "Testov", Time: noon}
	page, err := b.Inline(context.Background(), query)
	if err != nil || len(page.Rows) != rowsPerPage || page.Next != "" || page.Open == "" {
		t.Fatalf("%d rows, next %q, %v", len(page.Rows), page.Next, err)
	}
	row := page.Rows[0]
	if row.Title != "Testov 1" || row.Description != "shot" || len(row.Reply.Buttons) != 1 || row.Reply.Buttons[0][0].Start != "p-testov-1" {
		t.Errorf("a row: %+v", row)
	}
	query.Text = "testov-7" // a record by its id
	if page, err = b.Inline(context.Background(), query); err != nil || len(page.Rows) != 1 || page.Rows[0].ID != "p-testov-7" {
		t.Errorf("%+v, %v", page, err)
	}
	query.Text = "25 February"
	if page, err = b.Inline(context.Background(), query); err != nil || len(page.Rows) != 1 || page.Rows[0].ID != "d-02-25" ||
		page.Rows[0].Reply.Buttons[0][0].Start != "d-02-25" {
		t.Errorf("a day: %+v, %v", page, err)
	}
	query.Text, query.Offset = "Testov", "99"
	if page, err = b.Inline(context.Background(), query); err != nil || len(page.Rows) != 0 || page.Next != "" {
		t.Errorf("behind the end: %+v, %v", page, err)
	}
}

func TestLinksLeadStraightThere(t *testing.T) {
	b, _, _ := newTestBot(t, 2)
	want(t, say(t, b, Event{Command: "start", Text: "p-testov-2"}), "Testov 2")
	for _, nowhere := range []string{"p-nobody", "d-99-99", "x", "t-"} {
		want(t, say(t, b, Event{Command: "start", Text: nowhere}), "not here any more", "Joqtau tells")
	}
	want(t, say(t, b, Event{Command: "start", Text: "help"}), "Commands")
	want(t, say(t, b, Event{Command: "start", Text: "tell-testov-1"}), "What is it about?")
}

func TestWhatIsForeignKeepsItsScript(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	m.chosen[0] = Preferences{Language: lookup.Kazakh, Script: Latin}
	reply, err := b.Handle(context.Background(), Event{Command: "sources"})
	if err != nil {
		t.Fatal(err)
	}
	text := reply.Text.Plain()
	if strings.ContainsAny(text, "ДдөққәғңүұіҚ") || !strings.Contains(text, "Derekközder") || !strings.Contains(text, "ereje boiynşa") {
		t.Errorf("%q", text)
	}
	reply = inScript(Reply{Text: Text{{Spans: []Span{{Text: "қа"}, {Text: "Сталин", Foreign: true}}}},
		Buttons: [][]Button{{{Label: "қа", Data: "v1:card:x"}, {Label: "Қазақша", Data: "v1:lang:kk"}}}}, Latin, b.Words.In(lookup.Kazakh))
	if got := reply.Text[0].Spans[0].Text + reply.Text[0].Spans[1].Text + reply.Buttons[0][0].Label + reply.Buttons[0][1].Label; got != "qaСталинqaҚазақша" {
		t.Errorf("%q", got)
	}
}

// Whatever a button says and does fits what Telegram takes.
func TestButtonsFit(t *testing.T) {
	b, s, _ := newTestBot(t, 10)
	events := []Event{{Text: "Testov"}, {Command: "start"}, {Command: "settings"}, {Command: "next"}, press("v1:card:testov-1", "Testov"), press("v1:tell:testov-1", "")}
	for id := range s.people {
		events = append(events, press("v1:life:"+id, ""))
	}
	for _, event := range events {
		reply, err := b.Handle(context.Background(), event)
		if err != nil {
			t.Fatal(err)
		}
		for _, button := range slices.Concat(reply.Buttons...) {
			if len(button.Data) > 64 || len(button.Start) > 64 || button.Label == "" || len([]rune(button.Label)) > maxLabel {
				t.Errorf("%+v", button)
			}
		}
	}
}

// A question is answered anew when it is mended; nothing else is done twice.
func TestOnlyAQuestionIsMended(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	want(t, say(t, b, Event{Text: "Testov", Edited: true}), "Testov 1")
	want(t, say(t, b, Event{Command: "find", Text: "Testov", Edited: true}), "Testov 1")
	for _, command := range []string{"forget", "subscribe", "watch", "contribute", "cancel", "start"} {
		if got := say(t, b, Event{Command: command, Text: "Testov", Edited: true}); got != "" {
			t.Errorf("/%s: %s", command, got)
		}
	}
	m.drafts[0] = Draft{Step: stepOrigin, At: noon, Story: Story{Text: "text"}}
	if got := say(t, b, Event{Text: "Testov", Edited: true}); got != "" || m.drafts[0].Origin != "" {
		t.Errorf("it became a part of a story: %q, %+v", got, m.drafts[0])
	}
}

// News of a name comes when nobody is there whose program could tell the language.
func TestAWatchKeepsTheLanguage(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	b.Finder = answers{Outcome: lookup.None, Read: []string{"Тестов"}}
	event := Event{Language: "kk", Press: &Press{Data: "v1:watch", Question: "Тестов"}}
	if _, err := b.Handle(context.Background(), event); err != nil || m.chosen[0].Language != lookup.Kazakh {
		t.Errorf("the chat is kept as %+v, %v", m.chosen[0], err)
	}
}

func TestAnAnswerThatComesAgainIsTakenOnce(t *testing.T) {
	b, _, m := newTestBot(t, 1)
	m.drafts[0] = Draft{Step: stepText, At: noon}
	for range 2 { // the program ended before it noted that it had answered
		want(t, say(t, b, Event{Message: 7, Text: "He was a teacher"}), "How is this known")
	}
	if d := m.drafts[0]; d.Text != "He was a teacher" || d.Origin != "" || d.Step != stepOrigin {
		t.Errorf("the draft is %+v", d)
	}
	say(t, b, Event{Message: 8, Text: "He was a teacher"})
	if d := m.drafts[0]; d.Origin == "" {
		t.Error("the same words in another message are an answer")
	}
}

// TestNamesakesAreToldApart holds that buttons that would say the same have the numbers of the text.
func TestNamesakesAreToldApart(t *testing.T) {
	b, s, _ := newTestBot(t, 3)
	want(t, say(t, b, Event{Text: "Testov"}), "[Testov 1]", "[Testov 2]")
	s.people["testov-2"].Names = s.people["testov-1"].Names
	want(t, say(t, b, Event{Text: "Testov"}), "[1. Testov 1]", "[2. Testov 1]", "[3. Testov 3]")
}
