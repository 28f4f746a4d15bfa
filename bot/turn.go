package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"joqtau/bot/words"
	"joqtau/lookup"
)

// A turn is the answering of one event.
type turn struct {
	*Bot
	ctx    context.Context
	event  Event
	chosen Preferences
	voice  words.Voice
	back   string // from what the pressed button shows, to where it stood; see withWaysBack
}

// A command is what a word behind a slash does.
type command struct {
	name   string
	answer func(turn) (Reply, error)
	audience
}

// An audience is whom a command is listed for.
type audience int

const (
	nobody     audience = iota // it is what everybody tries, or what a button offers
	alone                      // people in a private chat
	everywhere                 // and members of groups
	managers                   // people in a private chat, and in groups those who manage them
)

// commands are the bot's, in the order in which they are listed.
func commands() []command {
	return []command{
		{"start", turn.start, alone},
		{"find", turn.findCommand, everywhere},
		{"on", turn.onCommand, everywhere},
		{"topics", turn.topics, everywhere},
		{"subscribe", turn.subscribe, managers},
		{"watch", turn.watch, alone},
		{"contribute", turn.contribute, alone},
		{"next", turn.next, everywhere},
		{"settings", turn.settings, managers},
		{"sources", turn.sources, everywhere},
		{"privacy", turn.privacy, everywhere},
		{"forget", turn.forget, managers},
		{"help", turn.help, everywhere},
		{"cancel", turn.cancel, nobody},
		{"stop", turn.stop, nobody},
		{"language", turn.settings, nobody},
	}
}

// Knows reports whether a command is one of the bot's.
func Knows(name string) bool {
	return slices.ContainsFunc(commands(), func(c command) bool { return c.name == name })
}

// answer answers the event. A plain text goes on with the story that is being written, if one is.
func (t turn) answer(story *Draft) (Reply, error) {
	switch {
	case t.event.Edited && (story != nil || t.event.Command != "" && t.event.Command != "find" && t.event.Command != "on"):
		return Reply{}, nil // a slip is mended in a question; what was told or wished for is not done twice
	case t.event.Joined && t.event.Place == Channel:
		return t.joinedChannel()
	case t.event.Joined:
		return t.joined(), nil
	case t.event.Press != nil:
		return t.press()
	case t.event.Command == "" && story != nil:
		return t.goOn(*story, t.event.Text)
	case t.event.Command == "":
		return t.ask(t.event.Text, 0)
	}
	for _, c := range commands() {
		if c.name == t.event.Command {
			return c.answer(t)
		}
	}
	return t.unknownCommand()
}

func (t turn) unknownCommand() (Reply, error) {
	reply, err := t.help()
	reply.Text = append(paragraph(t.voice.Say("help.unknown")), reply.Text...)
	return reply, err
}

func (t turn) findCommand() (Reply, error) {
	if strings.TrimSpace(t.event.Text) == "" {
		return Reply{Text: paragraph(t.voice.Say("find_what")), Quote: true, Prompt: t.voice.Say("prompt.name")}, nil
	}
	return t.ask(t.event.Text, 0)
}

// press acts on a button's data: a version, a verb and arguments. What does not fit is from an older program.
func (t turn) press() (Reply, error) {
	data := strings.Split(t.event.Press.Data, ":")
	if len(data) < 2 || data[0] != "v1" {
		return t.oldButton(), nil
	}
	arguments := append(data[2:], "", "")
	act, known := presses()[data[1]]
	if !known {
		return t.oldButton(), nil
	}
	reply, err := act(t, arguments)
	if errors.Is(err, lookup.ErrNotFound) || errors.Is(err, ErrNoDraft) {
		return t.oldButton(), nil
	}
	reply.Edit = true
	return reply, err
}

// presses are what buttons do, by their verb. Arguments that are not there are empty.
func presses() map[string]func(turn, []string) (Reply, error) {
	entry := func(kind lookup.RecordKind) func(turn, []string) (Reply, error) {
		return func(t turn, a []string) (Reply, error) {
			return t.entryPage(lookup.Ref{Kind: kind, ID: a[0]}, number(a[1]))
		}
	}
	return map[string]func(turn, []string) (Reply, error){
		"list":   func(t turn, a []string) (Reply, error) { return t.again(number(a[0])) },
		"card":   func(t turn, a []string) (Reply, error) { return t.show(a[0], short, 0) },
		"life":   func(t turn, a []string) (Reply, error) { return t.show(a[0], whole, number(a[1])) },
		"why":    func(t turn, a []string) (Reply, error) { return t.why(a[0]) },
		"other":  func(t turn, a []string) (Reply, error) { return t.others() },
		"topic":  entry(lookup.TopicRecord),
		"event":  entry(lookup.EventRecord),
		"figure": entry(lookup.FigureRecord),
		"step":   entry(lookup.StepRecord),
		"ofday":  func(t turn, a []string) (Reply, error) { return t.ofListOnDay(a[0], a[1], number(a[2])) },
		"all": func(t turn, a []string) (Reply, error) {
			return t.entryView(lookup.Ref{Kind: lookup.RecordKind(a[0]), ID: a[1]}, whole, number(a[2]))
		},
		"guide": func(t turn, a []string) (Reply, error) { return t.guidePage(a[0], a[1], number(a[2])) },
		"people": func(t turn, a []string) (Reply, error) {
			return t.peopleOf(lookup.RecordKind(a[0]), a[1], number(a[2]))
		},
		"day":    func(t turn, a []string) (Reply, error) { return t.dayOf(a[0], number(a[1])) },
		"took":   func(t turn, a []string) (Reply, error) { return t.tookOn(a[0], number(a[1])) },
		"topics": func(t turn, a []string) (Reply, error) { return t.topicsOf(a[0], number(a[1])) },
		"next":   func(t turn, a []string) (Reply, error) { return t.nextFor(a[0]) },
		"lang":   func(t turn, a []string) (Reply, error) { return t.setLanguage(lookup.Lang(a[0])) },
		"script": func(t turn, a []string) (Reply, error) { return t.setScript(Script(a[0])) },
		"sub":    func(t turn, a []string) (Reply, error) { return t.pressSubscription(a[0], a[1]) },
		"follow": func(t turn, a []string) (Reply, error) { return t.follow(a[0]) },
		"watch":  func(t turn, a []string) (Reply, error) { return t.watchAsked(number(a[0])) },
		"drop":   func(t turn, a []string) (Reply, error) { return t.dropWatch(int64(number(a[0]))) },
		"tell":   func(t turn, a []string) (Reply, error) { return t.tellOf(a[0]) },
		"draft":  func(t turn, a []string) (Reply, error) { return t.pressDraft(a[0], a[1]) },
	}
}

// number is a number in a button's data; anything else is 0.
func number(argument string) int {
	n, _ := strconv.Atoi(argument)
	return n
}

func (t turn) oldButton() Reply { return Reply{Notice: t.voice.Say("button.old")} }

// again answers the question anew that the pressed button's message answered.
func (t turn) again(page int) (Reply, error) {
	if t.event.Press.Question == "" {
		return t.oldButton(), nil
	}
	return t.ask(t.event.Press.Question, page)
}

func (t turn) show(id string, v view, page int) (Reply, error) {
	person, err := t.Archive.Person(t.ctx, id)
	if err != nil {
		return Reply{}, err
	}
	return t.card(person, v, page)
}

// The beginnings of texts that start a private chat, by what they lead to.
const (
	startPerson = "p-"
	startTopic  = "t-"
	startEvent  = "e-"
	startDay    = "d-" // MM-DD
	startTell   = "tell-"
	startWatch  = "w-" // a name to be waited for, in base64
	startHelp   = "help"
)

// start greets, or goes straight to what a link leads to.
func (t turn) start() (Reply, error) {
	reply, err := t.open(strings.TrimSpace(t.event.Text))
	if err == nil && len(reply.Text) > 0 {
		return reply, nil
	}
	if err != nil && !errors.Is(err, lookup.ErrNotFound) {
		return Reply{}, err
	}
	reply = t.greeting()
	if payload := strings.TrimSpace(t.event.Text); payload != "" && payload != startHelp {
		reply.Text = append(paragraph(t.voice.Say("start.gone")), reply.Text...)
	}
	return reply, nil
}

// open shows what a link leads to, nothing for one of another kind.
func (t turn) open(payload string) (Reply, error) {
	cut := func(prefix string) string { return strings.TrimPrefix(payload, prefix) }
	switch {
	case strings.HasPrefix(payload, startPerson):
		return t.show(cut(startPerson), short, 0)
	case strings.HasPrefix(payload, startTopic):
		return t.entryPage(lookup.Ref{Kind: lookup.TopicRecord, ID: cut(startTopic)}, 0)
	case strings.HasPrefix(payload, startEvent):
		return t.entryPage(lookup.Ref{Kind: lookup.EventRecord, ID: cut(startEvent)}, 0)
	case strings.HasPrefix(payload, startDay):
		return t.dayOf(cut(startDay), 0)
	case strings.HasPrefix(payload, startTell):
		return t.tellOf(cut(startTell))
	case strings.HasPrefix(payload, startWatch):
		return t.watchPrivately(cut(startWatch))
	case payload == startHelp:
		return t.help()
	}
	return Reply{}, nil
}

func (t turn) greeting() Reply {
	text := paragraph(t.voice.Say("start.text"))
	text.add(t.placed("start.ask"))
	text.add(t.voice.Count("start.count", t.Archive.Size()))
	if lists := t.imported(); lists != "" {
		text.add(lists)
	}
	return Reply{Text: text, Buttons: append(t.languageButtons(), t.waysOn()...)}
}

// waysOn lead to what can be found without a name.
func (t turn) waysOn() [][]Button {
	return [][]Button{
		{{Label: t.voice.Say("button.topics"), Data: "v1:topics"}, {Label: t.voice.Say("button.next_steps"), Data: "v1:next"}},
		{{Label: t.voice.Say("sub.head"), Data: "v1:sub:"}},
	}
}

// joined introduces the bot to a group into which it was brought.
func (t turn) joined() Reply {
	return Reply{Text: paragraph(t.voice.Say("group.joined")), Buttons: [][]Button{{t.privately()}}}
}

// privately leads from a group to a chat of one's own.
func (t turn) privately() Button {
	return Button{Label: t.voice.Say("button.privately"), Start: startHelp}
}

func (t turn) help() (Reply, error) {
	text := paragraph(t.placed("help.text"))
	text.add(t.voice.Say("help.notation"))
	list := func(head string, commands []CommandHelp) {
		p := heading(t.voice.Say(head))
		for _, c := range commands {
			p.Spans = append(p.Spans, Span{Text: fmt.Sprintf("\n/%s – %s", c.Name, c.Does)})
		}
		text = append(text, p)
	}
	everybodys := t.Commands(t.voice.Lang, t.event.Place, false)
	list("help.commands", everybodys)
	isEverybodys := func(c CommandHelp) bool { return slices.Contains(everybodys, c) }
	if others := slices.DeleteFunc(t.Commands(t.voice.Lang, t.event.Place, true), isEverybodys); len(others) > 0 {
		list("help.managers", others)
	}
	return Reply{Text: text}, nil
}

// placed is a text as it is said where the event happened: in groups and channels only what follows a command is read.
func (t turn) placed(key string) string {
	if elsewhere := key + "_group"; t.event.Place != Private && t.voice.Has(elsewhere) {
		return t.voice.Say(elsewhere)
	}
	return t.voice.Say(key)
}

// A CommandHelp says what a command does.
type CommandHelp struct{ Name, Does string }

// Commands lists the commands that are worth listing in a place, for those who manage it or others, with what each does.
func (b *Bot) Commands(lang lookup.Lang, place Place, manages bool) []CommandHelp {
	var list []CommandHelp
	for _, c := range commands() {
		listed := c.audience == everywhere || c.audience == managers && manages || c.audience != nobody && place == Private
		if listed {
			list = append(list, CommandHelp{c.name, b.Words.In(lang).Say("commands." + c.name)})
		}
	}
	return list
}

// A Profile is what Telegram shows of the bot before anybody talks to it.
type Profile struct{ Name, Description, Short string }

// Profile introduces the bot.
func (b *Bot) Profile(lang lookup.Lang) Profile {
	voice := b.Words.In(lang)
	return Profile{voice.Say("profile.name"), voice.Say("profile.description"), voice.Say("profile.short")}
}

func (t turn) privacy() (Reply, error) {
	text := paragraph(t.placed("privacy.kept"))
	text.add(t.voice.Say("privacy.not_kept"))
	text.add(t.voice.Say("privacy.erase"))
	return Reply{Text: text}, nil
}

func (t turn) sources() (Reply, error) {
	all, err := t.Archive.AllSources(t.ctx)
	if err != nil {
		return Reply{}, err
	}
	text := Text{heading(t.voice.Say("sources.head"))}
	sites := 0
	for _, source := range all {
		if source.Locator == lookup.ByAddress {
			sites++
			continue
		}
		text = append(text, Paragraph{Spans: []Span{{Text: describe(source), Foreign: true}, {Text: "\n" + source.Note.In(t.voice.Lang)}}})
	}
	if sites > 0 {
		text.add(t.voice.Count("sources.other", sites))
	}
	return Reply{Text: text}, nil
}
