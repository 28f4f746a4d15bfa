package bot

import (
	"slices"

	"joqtau/lookup"
)

// next asks what happened to the person who is looked for, since that tells where to look next.
func (t turn) next() (Reply, error) {
	reply := Reply{Text: Text{heading(t.voice.Say("next.head"))}}
	reply.Text.add(t.voice.Say("next.ask"))
	for _, situation := range append(slices.Clone(lookup.Situations), "any") {
		reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("next." + situation), Data: "v1:next:" + situation}})
	}
	reply.Buttons = append(reply.Buttons, t.stillMissing()...)
	return reply, nil
}

// stillMissing are the buttons for the missing if the message told that nobody was found before it told where to look.
func (t turn) stillMissing() [][]Button {
	if t.event.Press == nil || t.event.Place != Private || !t.backToAnswer() {
		return nil
	}
	if answer := t.Finder.Find(t.event.Press.Question); answer.Outcome != lookup.None || len(answer.Read) == 0 {
		return nil
	}
	return t.forTheMissing()
}

// nextFor asks where to look, and offers the other guides. Without a situation it asks for that.
func (t turn) nextFor(situation string) (Reply, error) {
	if situation == "" {
		return t.next()
	}
	guides, err := t.Archive.AllGuides(t.ctx)
	if err != nil {
		return Reply{}, err
	}
	if !slices.Contains(lookup.Situations, situation) {
		situation = ""
	}
	reply := Reply{Text: Text{heading(t.voice.Say("next.head"))}}
	reply.Text.add(t.voice.Say("next.where"))
	for _, guide := range guides {
		if guide.Kind == searchGuide {
			reply.Buttons = append(reply.Buttons, t.guideButton(guide, situation))
		}
	}
	reply.Buttons = append(reply.Buttons, t.stillMissing()...)
	reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("button.up"), Data: "v1:next"}})
	return reply, nil
}

// searchGuide is the kind of guides that tell where to look next.
const searchGuide = "search"

func (t turn) guideButton(guide lookup.Guide, situation string) []Button {
	return []Button{{Label: cut(guide.Title.In(t.voice.Lang), maxLabel), Data: "v1:guide:" + guide.ID + ":" + situation}}
}

// guidePage shows a page of a guide, of its steps those for a situation.
func (t turn) guidePage(id, situation string, page int) (Reply, error) {
	guide, err := t.Archive.Guide(t.ctx, id)
	if err != nil {
		return Reply{}, err
	}
	text, err := t.entry(t.ctx, t.voice.Lang, whole).guideEntry(guide, situation)
	if err != nil {
		return Reply{}, err
	}
	reply := t.paged(text, "v1:guide:"+id+":"+situation+":", page)
	up := "v1:topics"
	if guide.Kind == searchGuide {
		up = "v1:next:" + orAny(situation)
	}
	reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("button.up"), Data: up}})
	return reply, nil
}

// stepPage shows a step of a guide, with a way to the whole guide.
func (t turn) stepPage(id string) (Reply, error) {
	guide, step, err := t.guideStep(id)
	if err != nil {
		return Reply{}, err
	}
	cited := &citedSources{}
	text := Text{t.stepOf(*step, cited)}
	sources, err := t.sourceList(cited)
	return Reply{Text: append(text, sources), Buttons: [][]Button{t.guideButton(*guide, "")}}, err
}

func (t turn) stepTitle(id string) (string, error) {
	_, step, err := t.guideStep(id)
	if err != nil {
		return "", err
	}
	return step.Title.In(t.voice.Lang), nil
}

// guideStep reads a step by its id, with its guide.
func (t turn) guideStep(id string) (*lookup.Guide, *lookup.Step, error) {
	of, i := lookup.CutStepID(id)
	guide, err := t.Archive.Guide(t.ctx, of)
	if err != nil {
		return nil, nil, err
	}
	if i < 0 || i >= len(guide.Steps) {
		return nil, nil, lookup.ErrNotFound
	}
	return guide, &guide.Steps[i], nil
}

func orAny(situation string) string {
	if situation == "" {
		return "any"
	}
	return situation
}

// topics lists the sorts of subjects, and the guides that are not about looking for somebody.
func (t turn) topics() (Reply, error) {
	all, err := t.Archive.AllTopics(t.ctx)
	if err != nil {
		return Reply{}, err
	}
	count := map[string]int{}
	for _, topic := range all {
		count[topic.Kind]++
	}
	reply := Reply{Text: Text{heading(t.voice.Say("topics.head"))}}
	reply.Text.add(t.placed("topics.ask"))
	var row []Button
	for _, kind := range lookup.TopicKinds {
		if count[kind] == 0 {
			continue
		}
		row = append(row, Button{Label: t.voice.Say("topic." + kind), Data: "v1:topics:" + kind})
		if len(row) == 2 {
			reply.Buttons, row = append(reply.Buttons, row), nil
		}
	}
	if len(row) > 0 {
		reply.Buttons = append(reply.Buttons, row)
	}
	guides, err := t.Archive.AllGuides(t.ctx)
	if err != nil {
		return Reply{}, err
	}
	for _, guide := range guides {
		if guide.Kind != searchGuide {
			reply.Buttons = append(reply.Buttons, t.guideButton(guide, ""))
		}
	}
	return reply, nil
}

// topicsOf lists the subjects of a sort, to choose from. Without a sort it lists those.
func (t turn) topicsOf(kind string, page int) (Reply, error) {
	if kind == "" {
		return t.topics()
	}
	all, err := t.Archive.AllTopics(t.ctx)
	if err != nil {
		return Reply{}, err
	}
	all = slices.DeleteFunc(all, func(topic lookup.Topic) bool { return topic.Kind != kind })
	if len(all) == 0 {
		return t.oldButton(), nil
	}
	pages := (len(all) + listSize - 1) / listSize
	page = max(0, min(page, pages-1))
	reply := Reply{Text: Text{heading(t.voice.Say("topic." + kind))}}
	for _, topic := range all[page*listSize : min((page+1)*listSize, len(all))] {
		reply.Buttons = append(reply.Buttons, []Button{{Label: cut(topic.Names.In(t.voice.Lang), maxLabel),
			Data: entryData(lookup.Ref{Kind: lookup.TopicRecord, ID: topic.ID})}})
	}
	if row := t.turnPages("v1:topics:"+kind+":", page, pages); len(row) > 0 {
		reply.Buttons = append(reply.Buttons, row)
	}
	reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("button.up"), Data: "v1:topics"}})
	return reply, nil
}
