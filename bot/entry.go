package bot

import (
	"fmt"

	"joqtau/lookup"
)

// maxLabel bounds a button's label, in characters.
const maxLabel = 60

// entryData is the data of the button that leads to a record.
func entryData(ref lookup.Ref) string { return "v1:" + string(ref.Kind) + ":" + ref.ID }

// maxListed is how many people a page of a record names before it leads to the list of all.
const maxListed = 10

// entryPage shows a page of a record that is no person's, with ways on to the people, events and subjects that belong to it.
func (t turn) entryPage(ref lookup.Ref, page int) (Reply, error) {
	if ref.Kind == lookup.StepRecord {
		return t.stepPage(ref.ID)
	}
	return t.entryView(ref, short, page)
}

func (t turn) entryView(ref lookup.Ref, v view, page int) (Reply, error) {
	text, err := t.entryText(t.ctx, t.voice.Lang, ref, v)
	if err != nil {
		return Reply{}, err
	}
	data := map[view]string{short: entryData(ref), whole: fmt.Sprintf("v1:all:%s:%s", ref.Kind, ref.ID)}
	reply := t.paged(text, data[v]+":", page)
	all, err := t.entryText(t.ctx, t.voice.Lang, ref, whole)
	if err != nil {
		return Reply{}, err
	}
	switch {
	case v == whole:
		reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("button.short"), Data: data[short]}})
	case all.Words() != text.Words():
		reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("button.whole"), Data: data[whole]}})
	}
	mentions, err := t.Archive.Mentions(t.ctx, ref.ID)
	if err != nil {
		return Reply{}, err
	}
	if n := len(mentions.People); n > 0 {
		label := fmt.Sprintf("%s (%d)", t.voice.Say("on.people"), n)
		reply.Buttons = append(reply.Buttons, []Button{{Label: label, Data: fmt.Sprintf("v1:people:%s:%s:0", ref.Kind, ref.ID)}})
	}
	onward, err := t.onward(ref, mentions)
	if err != nil {
		return Reply{}, err
	}
	reply.Buttons = append(reply.Buttons, onward...)
	if ref.Kind == lookup.TopicRecord {
		topic, err := t.Archive.Topic(t.ctx, ref.ID)
		if err != nil {
			return Reply{}, err
		}
		row := []Button{{Label: t.voice.Say("topic." + topic.Kind), Data: "v1:topics:" + topic.Kind}}
		if topic.Kind == "camp" || topic.Kind == "prison" {
			row = append(row, Button{Label: t.voice.Say("button.next_steps"), Data: "v1:next:camp"})
		}
		reply.Buttons = append(reply.Buttons, row)
	}
	if share := t.shareButton(ref.ID, startOf(ref)); len(share) > 0 {
		reply.Buttons = append(reply.Buttons, share)
	}
	return reply, nil
}

// maxOnward bounds the buttons to other records.
const maxOnward = 4

// onward are buttons to the events and topics that speak of a record.
func (t turn) onward(ref lookup.Ref, mentions lookup.Mentions) ([][]Button, error) {
	var refs []lookup.Ref
	for _, id := range mentions.Events {
		refs = append(refs, lookup.Ref{Kind: lookup.EventRecord, ID: id})
	}
	for _, id := range mentions.Topics {
		refs = append(refs, lookup.Ref{Kind: lookup.TopicRecord, ID: id})
	}
	var rows [][]Button
	for _, other := range refs[:min(len(refs), maxOnward)] {
		title, err := t.titleOf(other)
		if err != nil {
			return nil, err
		}
		if other != ref {
			rows = append(rows, []Button{{Label: cut(title, maxLabel), Data: entryData(other)}})
		}
	}
	return rows, nil
}

// startOf is the text with which a link to a record starts a chat, empty if there are no links to its kind.
func startOf(ref lookup.Ref) string {
	switch ref.Kind {
	case lookup.TopicRecord:
		return startTopic + ref.ID
	case lookup.EventRecord:
		return startEvent + ref.ID
	}
	return ""
}

// shareButton offers a record to another chat: in a private chat by the inline query that finds it, elsewhere by a link.
func (t turn) shareButton(id, start string) []Button {
	if start == "" {
		return nil
	}
	if t.event.Place == Private {
		return []Button{{Label: t.voice.Say("button.share"), Share: id}}
	}
	return []Button{{Label: t.voice.Say("button.privately"), Start: start}}
}

func (t turn) titleOf(ref lookup.Ref) (string, error) {
	switch ref.Kind {
	case lookup.EventRecord:
		event, err := t.Archive.Event(t.ctx, ref.ID)
		if err != nil {
			return "", err
		}
		return event.Title.In(t.voice.Lang), nil
	case lookup.GuideRecord:
		guide, err := t.Archive.Guide(t.ctx, ref.ID)
		if err != nil {
			return "", err
		}
		return guide.Title.In(t.voice.Lang), nil
	case lookup.StepRecord:
		return t.stepTitle(ref.ID)
	case lookup.FigureRecord:
		figure, err := t.Archive.Figure(t.ctx, ref.ID)
		if err != nil {
			return "", err
		}
		return t.count(figure), nil
	}
	return t.topic(ref.ID)
}
