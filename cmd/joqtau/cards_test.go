package main

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"joqtau/bot"
	"joqtau/lookup"
)

// leftOver is what must not be left in a text: a placeholder that was not filled, a key without words.
var leftOver = regexp.MustCompile(`\{[a-z]+\}|\b(card|fact|why|date|months|button)\.[a-z_]+`)

// TestEveryCardInEveryLanguage shows all of the dataset, page by page, as a messenger would.
func TestEveryCardInEveryLanguage(t *testing.T) {
	ctx := context.Background()
	archive, _, joqtau := openAll(t)
	longest := 0
	for person, err := range archive.People(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range lookup.Langs {
			data := []string{"v1:card:" + person.ID, "v1:life:" + person.ID}
			for page := 0; page < 5; page++ {
				data = append(data, fmt.Sprintf("v1:life:%s:%d", person.ID, page))
			}
			for _, d := range data {
				reply, err := joqtau.Handle(ctx, bot.Event{Language: string(lang), Press: &bot.Press{Data: d, Question: "x"}})
				if err != nil {
					t.Fatalf("%s in %s: %v", d, lang, err)
				}
				checkReply(t, d+" in "+string(lang), reply)
				if strings.HasPrefix(d, "v1:card:") {
					checkYears(t, d+" in "+string(lang), reply.Text.Plain())
				}
				longest = max(longest, reply.Text.Length())
			}
		}
	}
	if longest > 4096 {
		t.Errorf("the longest reply has %d units; Telegram takes 4096", longest)
	}
}

// lifeYears are the years of a life in a card's heading.
var lifeYears = regexp.MustCompile(`^[^\n]* \((\d{4})–(\d{4})\)`)

// checkYears holds that the years of the heading are told, and so sourced, by the facts below it.
func checkYears(t *testing.T, what, card string) {
	t.Helper()
	years := lifeYears.FindStringSubmatch(card)
	if years == nil {
		return
	}
	facts := card[len(years[0]):]
	for _, year := range years[1:] {
		if !strings.Contains(facts, year) {
			t.Errorf("%s: nothing below tells the year %s of the heading\n%s", what, year, card)
		}
	}
}

func checkReply(t *testing.T, what string, reply bot.Reply) {
	t.Helper()
	text := reply.Text.Plain()
	if found := leftOver.FindString(text); found != "" {
		t.Errorf("%s: %q is left over in\n%s", what, found, text)
	}
	if strings.TrimSpace(text) == "" || strings.Contains(text, "  ") || strings.Contains(text, ": \n") {
		t.Errorf("%s: a gap in\n%s", what, text)
	}
	for _, row := range reply.Buttons {
		for _, button := range row {
			if len(button.Data) > 64 || button.Label == "" {
				t.Errorf("%s: button %q with %d bytes of data", what, button.Label, len(button.Data))
			}
		}
	}
}

// TestEveryLetterIsOneMessageWithItsSources writes what every day of a leap year is remembered for, to all sorts of subscribers.
func TestEveryLetterIsOneMessageWithItsSources(t *testing.T) {
	ctx := context.Background()
	_, store, joqtau := openAll(t)
	letters, longest := 0, 0
	for i, p := range []bot.Preferences{{Language: lookup.Kazakh}, {Language: lookup.Kazakh, Script: bot.Latin}, {Language: lookup.Kazakh, Script: bot.Arabic},
		{Language: lookup.Russian}, {Language: lookup.English}} {
		s := bot.Subscription{Chat: int64(i + 1), Scope: bot.EveryDay}
		if err := store.SetPreferences(ctx, s.Chat, p); err != nil {
			t.Fatal(err)
		}
		writer := &bot.DayWriter{Bot: joqtau}
		for date := time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC); date.Year() == 2028; date = date.AddDate(0, 0, 1) {
			letter, err := writer.DayLetter(ctx, s, []lookup.Day{{Year: 2028, Month: date.Month(), Day: date.Day()}})
			if err != nil {
				t.Fatal(err)
			}
			if letter == nil {
				continue
			}
			letters++
			longest = max(longest, letter.Text.Length())
			hasSources := slices.ContainsFunc(letter.Text, func(p bot.Paragraph) bool {
				return p.Quote && strings.Contains(bot.Text{p}.Words(), "[1]")
			})
			if !hasSources || letter.Text.Length() > 4000 {
				t.Errorf("%s, %+v: %d units, sources %t", date.Format("01-02"), p, letter.Text.Length(), hasSources)
			}
		}
	}
	if letters < 5*150 {
		t.Errorf("only %d letters in five writings", letters)
	}
	t.Logf("%d letters, the longest of %d units", letters, longest)
}

// TestANameAsksNothing writes every name of the dataset: none holds words that ask about a life.
func TestANameAsksNothing(t *testing.T) {
	ctx := context.Background()
	archive, _, joqtau := openAll(t)
	voice := joqtau.Words.In(lookup.English)
	for person, err := range archive.People(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range person.Names {
			reply, err := joqtau.Handle(ctx, bot.Event{Language: "en", Text: name.Text})
			if err != nil {
				t.Fatal(err)
			}
			if text := reply.Text.Plain(); strings.Contains(text, voice.Say("answer.head")) || strings.Contains(text, voice.Say("answer.none")) {
				t.Errorf("%q is taken for a question", name.Text)
			}
		}
	}
}
