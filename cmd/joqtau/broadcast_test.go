package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"joqtau/bot"
	"joqtau/bot/state"
	"joqtau/lookup"
)

func TestBroadcast(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	place, file := filepath.Join(dir, "state.db"), filepath.Join(dir, "word.yaml")
	broadcast := func(args ...string) (string, error) {
		var out strings.Builder
		getenv := func(key string) string { return map[string]string{"JOQTAU_STATE": place}[key] }
		err := run(ctx, append([]string{"broadcast"}, args...), getenv, nil, &out, &out)
		return out.String(), err
	}
	write := func(content string) {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	store, err := state.Open(ctx, place)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() // the bot runs beside it
	for chat, lang := range map[int64]lookup.Lang{1: lookup.Kazakh, 2: lookup.Russian} {
		if err := store.SetPreferences(ctx, chat, bot.Preferences{Language: lang}); err != nil {
			t.Fatal(err)
		}
		if err := store.SetSubscription(ctx, bot.Subscription{Chat: chat, Scope: bot.MemorialDays, Zone: "Asia/Almaty", Minute: 540}); err != nil {
			t.Fatal(err)
		}
	}
	good := "name: of-a-test\nday: \"05-31\"\nkk: Бүгін – еске алу күні.\nru: Сегодня – день памяти.\nen: Today is a day of remembrance.\n"
	for name, row := range map[string][2]string{
		"no name":        {strings.Replace(good, "of-a-test", "Of a test!", 1), "name: want"},
		"no Kazakh":      {strings.Replace(good, "kk: Бүгін – еске алу күні.\n", "", 1), "kk: there is no text"},
		"no such day":    {strings.Replace(good, "05-31", "31.05", 1), "is not a day of the year"},
		"unknown field":  {good + "sound: loud\n", "unknown field"},
		"too long":       {strings.Replace(good, "Сегодня", strings.Repeat("ж", maxMessage), 1), "more than a message holds"},
		"the day's name": {strings.Replace(good, "of-a-test", "2027-05-31", 1), "the day's own messages"},
	} {
		write(row[0])
		if _, err := broadcast("plan", file); !errors.As(err, new(usageError)) || !strings.Contains(err.Error(), row[1]) {
			t.Errorf("%s: %v", name, err)
		}
	}
	write(good)
	for _, row := range []struct {
		args string
		want []string
	}{
		{"status", []string{"There has been no broadcast."}},
		{"plan " + file, []string{"1  private kk", "1  private ru", "2  in all; 0 of them have had a message today"}},
		{"preview of-a-test", []string{"== private, kk ", "Бүгін – еске алу күні.", "Bügın – eske alu künı.", "== channel, en ", "[Open the day]"}},
		{"start of-a-test", []string{"running  pending 2"}},
		{"pause of-a-test", []string{"paused  pending 2  (by an operator)"}},
		{"status --follow of-a-test", []string{"0 of 2: pending 2"}},
		{"resume of-a-test", []string{"running  pending 2"}},
		{"resend of-a-test", []string{"0 messages"}},
		{"stop of-a-test", []string{"stopped  cancelled 2"}},
		{"", []string{"of-a-test  stopped"}},
	} {
		got, err := broadcast(strings.Fields(row.args)...)
		if err != nil {
			t.Fatalf("%s: %v", row.args, err)
		}
		for _, want := range row.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: got %q, want %q in it", row.args, got, want)
			}
		}
	}
	for _, args := range []string{"start of-a-test", "start other", "preview other", "status other", "pause of-a-test", "resume other", "stop of-a-test", "plan no-such-file"} {
		if _, err := broadcast(strings.Fields(args)...); !errors.As(err, new(usageError)) {
			t.Errorf("%s: %v", args, err)
		}
	}
}
