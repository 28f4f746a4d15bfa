package telegram

import (
	"testing"

	"joqtau/bot"
)

func TestCommandsAreNamedWithTheBotWhereThereAreOthers(t *testing.T) {
	for _, row := range []struct {
		said  string
		place bot.Place
		want  string
	}{
		{"Write /find Testov, or (/on 25 February).", bot.Group, "Write /find@joqtau_bot Testov, or (/on@joqtau_bot 25 February)."},
		{"/find – by name\n/help – how", bot.Channel, "/find@joqtau_bot – by name\n/help@joqtau_bot – how"},
		{"Тіл: /settings.", bot.Group, "Тіл: /settings@joqtau_bot."},
		{"Write /find Testov", bot.Private, "Write /find Testov"},
		{"/weather and https://site.example/help and 1/2", bot.Group, "/weather and https://site.example/help and 1/2"},
	} {
		text := bot.Text{{Spans: []bot.Span{{Text: row.said}, {Text: " /find", Foreign: true}, {Text: " /on", Link: "x"}}}}
		if got := addressed(text, row.place, "joqtau_bot").Words(); got != row.want+" /find /on" {
			t.Errorf("%q: %q", row.said, got)
		}
		if text[0].Spans[0].Text != row.said {
			t.Error("the reply itself was changed, which others may be told too")
		}
	}
}
