package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"joqtau/bot"
)

// A walker presses the buttons of all records.
type walker struct {
	t            *testing.T
	bot          *bot.Bot
	steps, noWay int
	records      int
}

// walkEvery is of how many records one is walked on from; the buttons of all are read.
const walkEvery = 5

// start opens a record by a link.
func (w *walker) start(payload string) {
	w.t.Helper()
	w.records++
	if event := (bot.Event{Command: "start", Text: payload}); w.records%walkEvery == 0 {
		w.walk(event, "")
	} else {
		w.checkButtons(payload, w.do(event))
	}
}

func (w *walker) do(event bot.Event) bot.Reply {
	w.t.Helper()
	event.Language, event.Time = "ru", time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)
	reply, err := w.bot.Handle(context.Background(), event)
	if err != nil {
		w.t.Fatalf("%+v: %v", event, err)
	}
	return reply
}

// views are the buttons that show something else in the place of what is shown.
var views = []string{"v1:card:", "v1:life:", "v1:topic:", "v1:event:", "v1:figure:", "v1:guide:", "v1:people:", "v1:all:", "v1:day:", "v1:took:", "v1:topics", "v1:next"}

func isView(data string) bool {
	return slices.ContainsFunc(views, func(v string) bool { return strings.HasPrefix(data, v) })
}

// walk presses every button of what an event shows, and the button of the way back behind each.
func (w *walker) walk(event bot.Event, question string) {
	w.t.Helper()
	shown := w.do(event)
	what := fmt.Sprintf("%+v %+v", event, event.Press)
	w.checkButtons(what, shown)
	for _, b := range slices.Concat(shown.Buttons...) {
		if !isView(b.Data) {
			continue
		}
		_, back, _ := strings.Cut(b.Data, "<")
		there := w.do(bot.Event{Press: &bot.Press{Data: b.Data, Question: question}})
		w.checkButtons(what+" "+b.Data, there)
		w.steps++
		switch returns := w.returns(there, shown, question); {
		case !returns && back == "": // the ids of both are too long for a button's data
			w.noWay++
		case !returns:
			w.t.Errorf("%s: from %q nothing leads back", what, b.Data)
		}
	}
}

// returns reports whether a button leads back to what was shown.
func (w *walker) returns(there, shown bot.Reply, question string) bool {
	for _, b := range slices.Backward(slices.Concat(there.Buttons...)) {
		if isView(b.Data) || strings.HasPrefix(b.Data, "v1:list:") {
			again := w.do(bot.Event{Press: &bot.Press{Data: b.Data, Question: question}})
			if again.Text.Plain() == shown.Text.Plain() {
				return true
			}
		}
	}
	return false
}

// checkButtons holds that buttons fit, and that none is there twice.
func (w *walker) checkButtons(what string, reply bot.Reply) {
	w.t.Helper()
	data, labels := map[string]bool{}, map[string]bool{}
	for _, b := range slices.Concat(reply.Buttons...) {
		shown, _, _ := strings.Cut(b.Data, "<")
		if len(b.Data) > 64 || shown != "" && data[shown] || labels[b.Label] {
			w.t.Errorf("%s: the button %+v is too long, or there twice", what, b)
		}
		data[shown], labels[b.Label] = true, true
	}
}

// TestEveryWayLeadsBack reads the buttons of every record, and goes from some to all that they show, and back.
func TestEveryWayLeadsBack(t *testing.T) {
	ctx := context.Background()
	archive, _, joqtau := openAll(t)
	w := &walker{t: t, bot: joqtau}
	for person, err := range archive.People(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		w.start("p-" + person.ID)
	}
	for event, err := range archive.Events(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		w.start("e-" + event.ID)
	}
	for figure, err := range archive.Figures(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		w.checkButtons(figure.ID, w.do(bot.Event{Press: &bot.Press{Data: "v1:figure:" + figure.ID}}))
	}
	topics, err := archive.AllTopics(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range topics {
		w.start("t-" + topic.ID)
	}
	for _, event := range []bot.Event{{Command: "topics"}, {Command: "next"}, {Command: "on", Text: "25 февраля"}} {
		w.walk(event, "")
	}
	for _, question := range []string{"Неизвестнов", "Байтурсынов", "Жандосов", "Карлаг", "тюрьма", "большой террор", "25 февраля", "сколько расстреляно"} {
		w.walk(bot.Event{Text: question}, question)
	}
	if w.steps == 0 || w.noWay > w.steps/50 {
		t.Errorf("of %d steps %d have no way back", w.steps, w.noWay)
	}
}
