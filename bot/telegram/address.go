package telegram

import (
	"regexp"
	"slices"

	"joqtau/bot"
)

// commandInText is a command that a text names.
var commandInText = regexp.MustCompile(`(^|[\s(«“:;])/([a-z]+)\b`)

// addressed is a text in which commands are named with the bot's name behind them, as they must be written where there are others: in
// groups and channels a bare command may be another bot's.
func addressed(text bot.Text, place bot.Place, name string) bot.Text {
	if place == bot.Private || name == "" {
		return text
	}
	named := make(bot.Text, len(text))
	for i, p := range text {
		p.Spans = slices.Clone(p.Spans)
		for k, s := range p.Spans {
			if !s.Foreign && s.Link == "" {
				p.Spans[k].Text = withName(s.Text, name)
			}
		}
		named[i] = p
	}
	return named
}

func withName(text, name string) string {
	return commandInText.ReplaceAllStringFunc(text, func(found string) string {
		if parts := commandInText.FindStringSubmatch(found); bot.Knows(parts[2]) {
			return found + "@" + name
		}
		return found
	})
}
