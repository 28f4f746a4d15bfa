package bot

import (
	"fmt"
	"strings"

	"joqtau/bot/words"
	"joqtau/lookup"
	"joqtau/lookup/script"
)

// settings shows what the chat has chosen, and offers to choose otherwise.
func (t turn) settings() (Reply, error) {
	if reply, denied, err := t.denied(); denied || err != nil {
		return reply, err
	}
	switch wish := strings.ToLower(strings.TrimSpace(t.event.Text)); {
	case lookup.Lang(wish).Valid(): // in a channel there are no buttons to choose with
		return t.setLanguage(lookup.Lang(wish))
	case wish == string(Latin) || wish == string(Arabic):
		return t.setScript(Script(wish))
	}
	return t.settingsPage(), nil
}

func (t turn) settingsPage() Reply {
	text := Text{heading(t.voice.Say("settings.head"))}
	text.add(t.voice.Say("settings.language", "language", t.voice.Say("language.name")))
	reply := Reply{Buttons: t.languageButtons()}
	if t.voice.Lang == lookup.Kazakh {
		text.add(t.voice.Say("settings.script", "script", t.scriptName(t.chosen.Script)))
		reply.Buttons = append(reply.Buttons, t.scriptButtons())
	}
	text.add(t.placed("settings.more"))
	reply.Text = text
	return reply
}

// denied reports whether somebody may not change the chat's settings, with the answer to it.
func (t turn) denied() (reply Reply, denied bool, err error) {
	if t.event.Manages == nil {
		return Reply{}, false, nil
	}
	manages, err := t.event.Manages(t.ctx)
	if err != nil {
		return Reply{}, false, fmt.Errorf("ask who manages the chat: %w", err)
	}
	if manages {
		return Reply{}, false, nil
	}
	said := t.voice.Say("settings.denied")
	if t.event.Press != nil {
		return Reply{Notice: said}, true, nil
	}
	return Reply{Text: paragraph(said)}, true, nil
}

func (t turn) languageButtons() [][]Button {
	var row []Button
	for _, lang := range lookup.Langs {
		row = append(row, Button{Label: t.Words.In(lang).Say("language.name"), Data: "v1:lang:" + string(lang)})
	}
	return [][]Button{row}
}

func (t turn) scriptButtons() []Button {
	var row []Button
	for _, s := range Scripts {
		row = append(row, Button{Label: t.scriptName(s), Data: "v1:script:" + string(s)})
	}
	return row
}

func (t turn) scriptName(s Script) string {
	if s == Cyrillic {
		return t.voice.Say("script.cyrl")
	}
	return t.voice.Say("script." + string(s))
}

func (t turn) setLanguage(lang lookup.Lang) (Reply, error) {
	if !lang.Valid() {
		return t.oldButton(), nil
	}
	t.chosen.Language = lang
	return t.keep()
}

func (t turn) setScript(s Script) (Reply, error) {
	if s != Cyrillic && s != Latin && s != Arabic {
		return t.oldButton(), nil
	}
	t.chosen.Language, t.chosen.Script = lookup.Kazakh, s
	return t.keep()
}

// keep keeps what was chosen and says so, in the language and script that were chosen.
func (t turn) keep() (Reply, error) {
	if reply, denied, err := t.denied(); denied || err != nil {
		return reply, err
	}
	if err := t.Store.SetPreferences(t.ctx, t.event.Chat, t.chosen); err != nil {
		return Reply{}, fmt.Errorf("keep what the chat has chosen: %w", err)
	}
	t.voice = t.Words.In(t.chosen.Language)
	reply := t.settingsPage()
	reply.Text[0] = heading(t.voice.Say("language.set"))
	reply.Text.add(t.placed("start.ask"))
	reply.chosen = &t.chosen
	return reply, nil
}

// forget erases all that is kept about the chat, at once.
func (t turn) forget() (Reply, error) {
	if reply, denied, err := t.denied(); denied || err != nil {
		return reply, err
	}
	if err := t.Store.Forget(t.ctx, t.event.Chat); err != nil {
		return Reply{}, fmt.Errorf("forget the chat: %w", err)
	}
	return Reply{Text: paragraph(t.voice.Say("forget.done"))}, nil
}

// inScript writes a reply in Kazakh in another script, by rule, and says so.
func inScript(reply Reply, s Script, voice words.Voice) Reply {
	rule, mark := script.Latin, "script.mark_latn"
	switch s {
	case Cyrillic:
		return reply
	case Arabic:
		rule, mark = script.Arabic, "script.mark_arab"
	}
	if len(reply.Text) > 0 {
		reply.Text = append(reply.Text, quoteOf(Span{Text: voice.Say(mark)}))
	}
	for i, p := range reply.Text {
		reply.Text[i].Spans = make([]Span, len(p.Spans))
		for k, span := range p.Spans {
			if !span.Foreign {
				span.Text = rule(span.Text)
			}
			reply.Text[i].Spans[k] = span
		}
	}
	rows := make([][]Button, len(reply.Buttons))
	for i, row := range reply.Buttons {
		for _, b := range row {
			if !strings.HasPrefix(b.Data, "v1:lang:") && !strings.HasPrefix(b.Data, "v1:script:") {
				b.Label = rule(b.Label)
			}
			rows[i] = append(rows[i], b)
		}
	}
	reply.Buttons, reply.Prompt, reply.Notice = rows, rule(reply.Prompt), rule(reply.Notice)
	return reply
}

// startOfData says which link leads to what a button of a private chat shows, by the beginning of its data.
var startOfData = map[string]string{"v1:card:": startPerson, "v1:topic:": startTopic, "v1:event:": startEvent, "v1:day:": startDay}

// openToAll leaves the buttons that do not change the message under which they stand for everybody; those that lead to a record become
// links to it.
func openToAll(rows [][]Button) [][]Button {
	var open [][]Button
	for _, row := range rows {
		var kept []Button
		for _, b := range row {
			for data, start := range startOfData {
				if id, ok := strings.CutPrefix(b.Data, data); ok && !strings.Contains(id, ":") {
					b = Button{Label: b.Label, Start: start + id}
				}
			}
			if b.Data == "" {
				kept = append(kept, b)
			}
		}
		if len(kept) > 0 {
			open = append(open, kept)
		}
	}
	return open
}
