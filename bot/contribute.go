package bot

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"joqtau/bot/words"
	"joqtau/lookup"
)

// The limits of what people tell.
const (
	maxStories  = 5              // a day and chat
	draftLasts  = 48 * time.Hour // then a story that nobody goes on with is dropped
	answerLasts = time.Hour      // for so long a text is the answer to the question before; then it is a question again
	maxStory    = 3500           // characters
	maxAnswer   = 500            // likewise, of the shorter answers
	storiesSpan = 24 * time.Hour
)

// The steps of a story, by what was asked last.
const (
	stepWho     = "who"
	stepWhich   = "which" // of several people of the name
	stepKind    = "kind"
	stepText    = "text"
	stepOrigin  = "origin"
	stepContact = "contact"
	stepConsent = "consent"
)

// contribute begins a story. The text behind the command, if any, says about whom.
func (t turn) contribute() (Reply, error) {
	if t.event.Place != Private {
		return t.tellPrivately(startTell + t.surely(t.event.Text)), nil
	}
	d, err := t.draft()
	if err == nil {
		return t.step(d) // where it was left; /cancel makes room for another
	}
	if !errors.Is(err, ErrNoDraft) {
		return Reply{}, err
	}
	if name := strings.TrimSpace(t.event.Text); name != "" {
		return t.goOn(Draft{Step: stepWho}, name)
	}
	return t.step(Draft{Step: stepWho})
}

// tellOf begins a story about a record, or, without one, about somebody who is missing, by the name that was asked for.
func (t turn) tellOf(id string) (Reply, error) {
	if t.event.Place != Private {
		return t.tellPrivately(startTell + id), nil
	}
	if d, err := t.draft(); err == nil && d.Text != "" {
		return t.repeat(d, t.voice.Say("tell.unsent")) // it is not thrown away for another
	}
	if id != "" {
		person, err := t.Archive.Person(t.ctx, id)
		if err != nil {
			return Reply{}, err
		}
		return t.step(Draft{Story: Story{Person: person.ID}, Step: stepKind})
	}
	if t.event.Press != nil && t.event.Press.Question != "" {
		return t.step(Draft{Story: Story{Name: cut(t.event.Press.Question, maxAnswer), Kind: "missing"}, Step: stepText})
	}
	return t.step(Draft{Step: stepWho})
}

// surely is the record that a name surely means, "" if none.
func (t turn) surely(name string) string {
	if answer := t.Finder.Find(name); answer.Outcome == lookup.Match {
		return answer.Hits[0].Person
	}
	return ""
}

func (t turn) tellPrivately(payload string) Reply {
	return Reply{Text: paragraph(t.voice.Say("tell.privately")),
		Buttons: [][]Button{{{Label: t.voice.Say("button.privately"), Start: payload}}}}
}

// draft is the story that the chat is writing, ErrNoDraft if none, or one that was left too long ago.
func (t turn) draft() (Draft, error) {
	d, err := t.Store.Draft(t.ctx, t.event.Chat)
	switch {
	case errors.Is(err, ErrNoDraft):
		return d, err
	case err != nil:
		return d, fmt.Errorf("read a draft: %w", err)
	case t.event.Time.Sub(d.At) > draftLasts:
		return d, ErrNoDraft
	}
	return d, nil
}

// unfinished is the story that a plain text goes on with, nil if none.
func (t turn) unfinished() (*Draft, error) {
	if t.event.Place != Private || t.event.Command != "" || t.event.Press != nil || t.event.Joined {
		return nil, nil
	}
	d, err := t.draft()
	switch {
	case errors.Is(err, ErrNoDraft), err == nil && t.event.Time.Sub(d.At) > answerLasts:
		return nil, nil
	case err != nil:
		return nil, err
	}
	return &d, nil
}

// goOn takes a text as the answer to the step that was asked last.
func (t turn) goOn(d Draft, text string) (Reply, error) {
	if t.event.Message != 0 && t.event.Message == d.Heard {
		return t.step(d)
	}
	d.Heard = t.event.Message
	text = strings.TrimSpace(text)
	limit := maxAnswer
	if d.Step == stepText || d.Step == stepKind {
		limit = maxStory
	}
	if d.Step == stepKind && d.Text != "" {
		text = d.Text + "\n" + text
	}
	switch {
	case text == "":
		return t.repeat(d, t.voice.Say("tell.only_text"))
	case len([]rune(text)) > limit:
		return t.repeat(d, t.voice.Count("tell.too_long", limit))
	}
	switch d.Step {
	case stepWho, stepWhich:
		return t.who(d, text)
	case stepText:
		d.Text, d.Step = text, afterText(d)
		d.Mending = false
	case stepOrigin:
		d.Origin, d.Step = text, stepContact
	case stepContact:
		d.Contact, d.Step = text, stepConsent
	case stepKind: // told before it was said of what sort it is
		d.Text = text
		reply, err := t.step(d)
		reply.Text = append(paragraph(t.voice.Say("tell.noted")), reply.Text...)
		return reply, err
	default: // the story is told, and waits to be sent: this is a question
		return t.ask(text, 0)
	}
	return t.step(d)
}

// afterText is what is asked behind the text of a story.
func afterText(d Draft) string {
	if d.Mending {
		return stepConsent
	}
	return stepOrigin
}

// who takes a name for that of the record that it surely means, asks which of several, or takes it for somebody's who is missing.
func (t turn) who(d Draft, name string) (Reply, error) {
	d.Name = name
	switch answer := t.Finder.Find(name); answer.Outcome {
	case lookup.Match:
		d.Person, d.Step = answer.Hits[0].Person, stepKind
	case lookup.Choices:
		d.Step = stepWhich
	default:
		d.Kind, d.Step = "missing", stepText
	}
	return t.step(d)
}

// isWhom chooses the person whom a story is about.
func (t turn) isWhom(d Draft, id string) (Reply, error) {
	person, err := t.Archive.Person(t.ctx, id)
	if err != nil {
		return Reply{}, err
	}
	d.Person, d.Step = person.ID, stepKind
	return t.step(d)
}

// ofKind says of what sort a story is; its text may have been told before.
func (t turn) ofKind(d Draft, kind string) (Reply, error) {
	d.Kind, d.Step = kind, stepText
	if d.Text != "" {
		d.Step = stepOrigin
	}
	return t.step(d)
}

// pressDraft acts on a button under a step.
func (t turn) pressDraft(what, argument string) (Reply, error) {
	d, err := t.draft()
	if err != nil {
		return Reply{}, err
	}
	switch {
	case what == "cancel":
		return t.cancel()
	case what == "send" && d.Step == stepConsent:
		return t.send(d)
	case what == "skip" && d.Step == stepOrigin:
		d.Step = stepContact
	case what == "skip" && d.Step == stepContact:
		d.Step = stepConsent
	case what == "skip" && d.Step == stepText && d.Mending:
		d.Mending, d.Step = false, stepConsent
	case what == "anew" && d.Step == stepConsent:
		d.Mending, d.Step = true, stepText
	case what == "is" && d.Step == stepWhich:
		return t.isWhom(d, argument)
	case what == "missing" && (d.Step == stepKind || d.Step == stepWhich): // somebody else of that name
		d.Person = ""
		return t.ofKind(d, what)
	case (what == "correction" || what == "story") && d.Step == stepKind:
		return t.ofKind(d, what)
	default:
		return t.oldButton(), nil
	}
	return t.step(d)
}

// step keeps the draft and asks for what comes next.
func (t turn) step(d Draft) (Reply, error) {
	d.At = t.event.Time
	if err := t.Store.SetDraft(t.ctx, t.event.Chat, d); err != nil {
		return Reply{}, fmt.Errorf("keep a draft: %w", err)
	}
	return t.question(d)
}

// repeat asks the same again, with a reason.
func (t turn) repeat(d Draft, why string) (Reply, error) {
	reply, err := t.question(d)
	reply.Text = append(paragraph(why), reply.Text...)
	return reply, err
}

func (t turn) question(d Draft) (Reply, error) {
	about, err := t.about(d.Story)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{}
	button := func(label, data string) {
		reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say(label), Data: "v1:draft:" + data}})
	}
	switch d.Step {
	case stepWhich:
		reply.Text = t.underName(d.Name, "tell.which")
		if reply.Buttons, err = t.whomButtons(d.Name); err != nil {
			return Reply{}, err
		}
		button("tell.namesake", "missing")
	case stepKind:
		reply.Text = t.underName(about, "tell.kind")
		button("tell.correction", "correction")
		button("tell.story", "story")
		if d.Name != "" {
			button("tell.namesake", "missing")
		}
	case stepText:
		reply.Text = t.underName(about, "tell.text_"+d.Kind)
		if d.Mending {
			reply.Text = append(reply.Text, Paragraph{Spans: []Span{{Text: d.Text, Foreign: true}}, Quote: true})
			button("tell.keep", "skip")
		}
		reply.Text.add(t.voice.Say("tell.no_living"))
	case stepOrigin, stepContact:
		reply.Text = paragraph(t.voice.Say("tell." + d.Step))
		button("button.skip", "skip")
	case stepConsent:
		reply.Text = t.summary(d.Story, about)
		button("button.send", "send")
		button("tell.anew", "anew")
	default:
		reply.Text = paragraph(t.voice.Say("tell.who"))
	}
	button("button.cancel", "cancel")
	return reply, nil
}

// whomButtons offer the people whom a name may mean.
func (t turn) whomButtons(name string) ([][]Button, error) {
	var rows [][]Button
	for _, id := range people(t.Finder.Find(name)) {
		person, err := t.Archive.Person(t.ctx, id)
		if err != nil {
			return nil, fmt.Errorf("offer a person: %w", err)
		}
		rows = append(rows, []Button{{Label: cut(t.name(person)+t.years(person), maxLabel), Data: "v1:draft:is:" + id}})
	}
	return rows, nil
}

// underName is a question under the name of the person whom it is about.
func (t turn) underName(name, key string) Text {
	return append(Text{{Spans: []Span{{Text: name, Bold: true, Foreign: true}}}}, paragraph(t.voice.Say(key))...)
}

// about is the name of the person whom a story is about.
func (t turn) about(s Story) (string, error) {
	if s.Person == "" {
		return s.Name, nil
	}
	person, err := t.Archive.Person(t.ctx, s.Person)
	if err != nil {
		return "", fmt.Errorf("name whom a story is about: %w", err)
	}
	return t.name(person) + t.years(person), nil
}

// summary shows a story before it is sent, and what becomes of it.
func (t turn) summary(s Story, about string) Text {
	none := t.voice.Say("tell.not_given")
	line := func(label, value string) Paragraph {
		if value == "" {
			value = none
		}
		return Paragraph{Spans: []Span{{Text: t.voice.Say(label) + ": ", Bold: true}, {Text: value, Foreign: true}}}
	}
	text := Text{heading(t.voice.Say("tell.check")), line("tell.label_about", about), line("tell.label_text", s.Text),
		line("tell.label_origin", s.Origin), line("tell.label_contact", s.Contact)}
	text.add(t.voice.Say("tell.consent"))
	return text
}

// send puts a story into the inbox, and tells the operators that one has come, without what it says.
func (t turn) send(d Draft) (Reply, error) {
	c := Contribution{Chat: t.event.Chat, At: t.event.Time, Story: d.Story, Language: t.voice.Lang}
	operators, err := t.operatorVoices()
	if err != nil {
		return Reply{}, err
	}
	tell := func(id int64) []Letter {
		var letters []Letter
		for i, voice := range operators {
			said := voice.Say("tell.operator", "number", fmt.Sprint(id))
			letters = append(letters, Letter{Chat: t.Operators[i], Due: t.event.Time, Reply: Reply{Text: paragraph(said)}})
		}
		return letters
	}
	id, err := t.Store.Contribute(t.ctx, c, maxStories, t.event.Time.Add(-storiesSpan), tell)
	switch {
	case errors.Is(err, ErrTooMany):
		return t.repeat(d, t.voice.Say("tell.too_many"))
	case err != nil:
		return Reply{}, fmt.Errorf("keep a story: %w", err)
	}
	return Reply{Text: paragraph(t.voice.Say("tell.sent", "number", fmt.Sprint(id)))}, nil
}

// operatorVoices are the voices that the operators want to hear.
func (t turn) operatorVoices() ([]words.Voice, error) {
	var voices []words.Voice
	for _, chat := range t.Operators {
		chosen, err := t.Bot.chosen(t.ctx, Event{Chat: chat})
		if err != nil {
			return nil, err
		}
		voices = append(voices, t.Words.In(chosen.Language))
	}
	return voices, nil
}

// cancel drops the story that is being written.
func (t turn) cancel() (Reply, error) {
	_, err := t.draft()
	if errors.Is(err, ErrNoDraft) {
		return Reply{Text: paragraph(t.voice.Say("tell.nothing"))}, nil
	}
	if err == nil {
		err = t.Store.DropDraft(t.ctx, t.event.Chat)
	}
	if err != nil {
		return Reply{}, fmt.Errorf("drop a draft: %w", err)
	}
	return Reply{Text: paragraph(t.voice.Say("tell.cancelled"))}, nil
}
