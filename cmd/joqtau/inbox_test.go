package main

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"joqtau/bot"
	"joqtau/bot/state"
	"joqtau/lookup"
)

func TestInbox(t *testing.T) {
	ctx := context.Background()
	place := filepath.Join(t.TempDir(), "state.db")
	inbox := func(args ...string) (string, error) {
		var out strings.Builder
		getenv := func(key string) string { return map[string]string{"JOQTAU_STATE": place}[key] }
		err := run(ctx, append([]string{"inbox"}, args...), getenv, nil, &out, &out)
		return out.String(), err
	}
	if _, err := inbox("list"); !errors.As(err, new(usageError)) || !strings.Contains(err.Error(), "there is no state") {
		t.Errorf("without a state: %v", err)
	}
	store, err := state.Open(ctx, place)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() // the bot runs beside it
	for _, story := range []bot.Story{
		{Person: "mailin-beiimbet", Name: "Майлин", Kind: "correction", Text: "Қате бар.\x1b[2J", Origin: "кітап", Contact: "x@example.org"},
		{Name: "Тестов Тест", Kind: "missing", Text: "1900–1938"},
	} {
		c := bot.Contribution{Chat: 7, At: time.Date(2030, 1, 2, 3, 4, 0, 0, time.UTC), Story: story, Language: lookup.Kazakh}
		if _, err := store.Contribute(ctx, c, 5, c.At, func(int64) []bot.Letter { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range []struct {
		args string
		want []string
		not  string
	}{
		{"list", []string{"1  2030-01-02  kk  correction  \"mailin-beiimbet\"\n2  2030-01-02  kk  missing  \"Тестов Тест\"\n"}, "Қате"},
		{"show 1", []string{"Number:   1", "2030-01-02 03:04 UTC", "Contact:  x@example.org", "Қате бар.[2J", "Known from: кітап"}, "\x1b"},
		{"export", []string{`"person":"mailin-beiimbet"`, `"contact":"x@example.org"`, `"name":"Тестов Тест"`}, `"chat"`},
		{"close 1", nil, ""},
		{"", []string{"2  2030-01-02"}, "mailin"},
		{"list --all", []string{"(closed)"}, ""},
		{"delete 2", nil, ""},
		{"list", []string{"The inbox is empty."}, "2030"},
	} {
		got, err := inbox(strings.Fields(row.args)...)
		if err != nil {
			t.Fatalf("%s: %v", row.args, err)
		}
		for _, want := range row.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: got %q, want %q in it", row.args, got, want)
			}
		}
		if row.not != "" && strings.Contains(got, row.not) {
			t.Errorf("%s: %q is in %q", row.args, row.not, got)
		}
	}
	for _, args := range []string{"show 9", "close 9", "delete 9", "show x", "dance"} {
		if _, err := inbox(strings.Fields(args)...); !errors.As(err, new(usageError)) {
			t.Errorf("%s: %v", args, err)
		}
	}
}
