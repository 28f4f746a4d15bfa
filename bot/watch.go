package bot

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"joqtau/lookup"
)

// maxWatches bounds how many names a chat may wait for, maxWatched the length of each.
const (
	maxWatches = 20
	maxWatched = 100
)

// watch leaves the name behind the command to be waited for, or shows those that are.
func (t turn) watch() (Reply, error) {
	if t.event.Place != Private {
		return Reply{Text: paragraph(t.voice.Say("watch.privately")), Buttons: [][]Button{{t.privatelyOf(t.event.Text)}}}, nil
	}
	if name := strings.TrimSpace(t.event.Text); name != "" {
		if reply, err := t.addWatch(name); reply.Notice != "" || err != nil {
			return Reply{Text: paragraph(reply.Notice)}, err
		}
	}
	return t.watches()
}

// forTheMissing are the buttons for a name under which nobody was found: to wait for it, and to tell of the person.
func (t turn) forTheMissing() [][]Button {
	if t.event.Place != Private {
		return [][]Button{{t.privatelyOf(t.asked())}}
	}
	return [][]Button{{{Label: t.voice.Say("button.watch"), Data: "v1:watch"}}, {{Label: t.voice.Say("button.tell_missing"), Data: "v1:tell"}}}
}

// maxStart is the length of the longest text that may start a private chat (core.telegram.org/bots/features#deep-linking).
const maxStart = 64

// privatelyOf leads from a group to a private chat in which a name is waited for, if the name is short enough for a link.
func (t turn) privatelyOf(name string) Button {
	payload := startWatch + base64.RawURLEncoding.EncodeToString([]byte(strings.Join(strings.Fields(name), " ")))
	if payload == startWatch || len(payload) > maxStart {
		return t.privately()
	}
	return Button{Label: t.voice.Say("button.watch"), Start: payload}
}

// watchPrivately leaves the name of a link to be waited for.
func (t turn) watchPrivately(encoded string) (Reply, error) {
	name, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil || !utf8.Valid(name) {
		return Reply{}, nil // no link of ours
	}
	added, err := t.addWatch(string(name))
	if err != nil || added.Notice == "" {
		return added, err
	}
	reply, err := t.watches() // the link does not show the name
	reply.Text = append(paragraph(added.Notice), reply.Text...)
	return reply, err
}

func (t turn) watches() (Reply, error) {
	watches, err := t.Store.Watches(t.ctx, t.event.Chat)
	if err != nil {
		return Reply{}, fmt.Errorf("list what is watched: %w", err)
	}
	if len(watches) == 0 {
		return Reply{Text: paragraph(t.voice.Say("watch.none"))}, nil
	}
	reply := Reply{Text: paragraph(t.voice.Say("watch.list"))}
	for i, w := range watches {
		reply.Text = append(reply.Text, Paragraph{Spans: []Span{{Text: fmt.Sprintf("%d. ", i+1)}, {Text: w.Name, Foreign: true}}})
		reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("watch.drop", "name", cut(w.Name, maxLabel/2)),
			Data: "v1:drop:" + strconv.FormatInt(w.ID, 10)}})
	}
	return reply, nil
}

// addWatch leaves a name to be waited for. Who is found under it today is no news later.
func (t turn) addWatch(name string) (Reply, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || t.event.Place != Private {
		return t.oldButton(), nil
	}
	answer := t.Finder.Find(name)
	if len([]rune(name)) > maxWatched || len(answer.Read) == 0 {
		return Reply{Notice: t.voice.Say("watch.unreadable")}, nil
	}
	// the news is told in the language of the person who is there now; then there is nobody to ask
	if err := t.Store.SetPreferences(t.ctx, t.event.Chat, t.chosen); err != nil {
		return Reply{}, fmt.Errorf("keep the language of a watch: %w", err)
	}
	w := Watch{Chat: t.event.Chat, Name: name, At: t.event.Time, Known: people(answer)}
	switch err := t.Store.AddWatch(t.ctx, w, maxWatches); {
	case errors.Is(err, ErrTooMany):
		return Reply{Notice: t.voice.Say("watch.full")}, nil
	case err != nil:
		return Reply{}, fmt.Errorf("watch a name: %w", err)
	}
	if answer.Outcome == lookup.Match {
		return Reply{Notice: t.voice.Say("watch.here")}, nil
	}
	return Reply{Notice: t.voice.Say("watch.added")}, nil
}

func (t turn) dropWatch(id int64) (Reply, error) {
	if err := t.Store.DropWatch(t.ctx, t.event.Chat, id); err != nil {
		return Reply{}, fmt.Errorf("drop a watched name: %w", err)
	}
	return t.watches()
}

// people are the ids of those who were found.
func people(answer lookup.Answer) []string {
	ids := make([]string, len(answer.Hits))
	for i, hit := range answer.Hits {
		ids[i] = hit.Person
	}
	return ids
}

// A WatchStore keeps the names that are waited for, of all chats.
type WatchStore interface {
	Store
	// WatchesAfter lists at most limit watches behind the one with an id, in the order of ids.
	WatchesAfter(ctx context.Context, id int64, limit int) ([]Watch, error)
	// Found notes who has been found, and posts the letter that tells of it: both or neither.
	Found(ctx context.Context, w Watch, l Letter) error
}

// LookAgain looks for all names that are waited for, and posts a letter to every chat for whose name somebody is found who was not
// before. It is worth calling when the dataset has changed.
func (b *Bot) LookAgain(ctx context.Context, store WatchStore, now time.Time) error {
	const batch = 100
	for last := int64(0); ; {
		watches, err := store.WatchesAfter(ctx, last, batch)
		if err != nil {
			return fmt.Errorf("read what is watched: %w", err)
		}
		if len(watches) == 0 {
			return nil
		}
		for _, w := range watches {
			last = w.ID
			if err := b.lookAgain(ctx, store, w, now); err != nil {
				return err
			}
		}
	}
}

func (b *Bot) lookAgain(ctx context.Context, store WatchStore, w Watch, now time.Time) error {
	var news []string
	for _, id := range people(b.Finder.Find(w.Name)) {
		if !slices.Contains(w.Known, id) {
			news = append(news, id)
		}
	}
	if len(news) == 0 {
		return nil
	}
	chosen, err := b.chosen(ctx, Event{Chat: w.Chat, Text: w.Name})
	if err != nil {
		return err
	}
	t := turn{Bot: b, ctx: ctx, chosen: chosen, voice: b.Words.In(chosen.Language)}
	reply, err := t.news(w.Name, news)
	if err != nil {
		return err
	}
	w.Known = append(w.Known, news...)
	if err := store.Found(ctx, w, Letter{Chat: w.Chat, Reply: finish(reply, t), Due: now}); err != nil {
		return fmt.Errorf("post news of a name: %w", err)
	}
	return nil
}

// news tells who has been found under a name that was waited for.
func (t turn) news(name string, ids []string) (Reply, error) {
	reply := Reply{Text: Text{{Spans: []Span{{Text: t.voice.Say("watch.news") + " "}, {Text: name, Foreign: true}}}}}
	for i, id := range ids {
		person, err := t.Archive.Person(t.ctx, id)
		if err != nil {
			return Reply{}, fmt.Errorf("tell who was found: %w", err)
		}
		item, err := t.item(i+1, person, nil)
		if err != nil {
			return Reply{}, err
		}
		reply.Text = append(reply.Text, item)
		reply.Buttons = append(reply.Buttons, []Button{{Label: t.name(person), Data: "v1:card:" + id}})
	}
	reply.Text.add(t.voice.Say("watch.perhaps"))
	return reply, nil
}
