package bot

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"joqtau/lookup"
	"joqtau/lookup/subject"
)

// What a subscription begins with: nine in the morning, silently.
const defaultMinute = 9 * 60

// The hours that are offered: a day's word comes by day, and with time to be sent before it is over.
const firstHour, lastHour = 6, 20

// pauseLasts is how long a pause is.
const pauseLasts = 7 * 24 * time.Hour

// maxFollowed bounds how many people's days a chat may choose.
const maxFollowed = 50

// Zones are the time zones that are offered; any other may be written.
var Zones = []string{"Asia/Almaty", "Asia/Tashkent", "Asia/Bishkek", "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Novosibirsk",
	"Europe/Istanbul", "Europe/Berlin", "Europe/Kyiv", "Asia/Shanghai", "Asia/Ulaanbaatar", "Asia/Seoul", "Europe/London", "America/New_York"}

// regionZones are the zones that are likely for the region of a language code.
var regionZones = map[string]string{"kz": "Asia/Almaty", "ru": "Europe/Moscow", "uz": "Asia/Tashkent", "kg": "Asia/Bishkek", "tr": "Europe/Istanbul",
	"de": "Europe/Berlin", "ua": "Europe/Kyiv", "cn": "Asia/Shanghai", "mn": "Asia/Ulaanbaatar", "kr": "Asia/Seoul", "gb": "Europe/London",
	"us": "America/New_York"}

// likelyZone is the zone of the region in a language code such as "ru-KZ", else that of Kazakhstan.
func likelyZone(code string) string {
	if _, region, ok := strings.Cut(strings.ReplaceAll(strings.ToLower(code), "_", "-"), "-"); ok {
		region, _, _ = strings.Cut(region, ".") // of a terminal: kk_kz.utf-8
		if zone := regionZones[region]; zone != "" {
			return zone
		}
	}
	return Zones[0]
}

// subscribe shows what the chat is told of the days, or changes it as the text behind the command says: a scope, an hour, a zone.
func (t turn) subscribe() (Reply, error) {
	if reply, denied, err := t.denied(); denied || err != nil {
		return reply, err
	}
	s, err := t.subscription()
	if err != nil {
		return Reply{}, err
	}
	text := strings.TrimSpace(t.event.Text)
	if text == "" {
		return t.subscriptionPage(s), nil
	}
	if !t.readWishes(&s, text) {
		reply := t.subscriptionPage(s)
		reply.Text = append(paragraph(t.voice.Say("sub.unreadable", "cities", t.cities())), reply.Text...)
		return reply, nil
	}
	return t.keepSubscription(s)
}

// stop ends what the chat is told of the days.
func (t turn) stop() (Reply, error) {
	t.event.Text = "stop"
	return t.subscribe()
}

var clockPattern = regexp.MustCompile(`^(\d{1,2})[:.](\d{2})$`)

// read changes a subscription as a word says; false if the word says nothing.
func (s *Subscription) read(word string) bool {
	switch lower := strings.ToLower(word); {
	case lower == "daily":
		s.Scope = EveryDay
	case lower == "memorial":
		s.Scope = MemorialDays
	case lower == "people":
		s.Scope = ChosenPeople
	case lower == "stop":
		s.Resting = stopping
	case clockPattern.MatchString(word):
		parts := clockPattern.FindStringSubmatch(word)
		hour, _ := strconv.Atoi(parts[1])
		minute, _ := strconv.Atoi(parts[2])
		if hour < firstHour || hour > lastHour || minute > 59 {
			return false
		}
		s.Minute = hour*60 + minute
	default:
		zone, err := time.LoadLocation(word)
		if err != nil || zone.String() == "Local" || !strings.Contains(word, "/") && word != "UTC" {
			return false
		}
		s.Zone = word
	}
	return true
}

// stopping is the wish, in a subscription that is being changed, to end it.
const stopping = "stopping"

// subscription is that of the chat, or what it would begin with; then it has no scope.
func (t turn) subscription() (Subscription, error) {
	s, err := t.Store.Subscription(t.ctx, t.event.Chat)
	if errors.Is(err, ErrNoSubscription) {
		return Subscription{Chat: t.event.Chat, Thread: t.event.Thread, Place: t.event.Place, Minute: defaultMinute, Zone: likelyZone(t.event.Language)}, nil
	}
	if err != nil {
		return s, fmt.Errorf("read a subscription: %w", err)
	}
	if t.event.Command == "subscribe" {
		s.Thread = t.event.Thread // where it is asked for
	}
	return s, nil
}

func (t turn) keepSubscription(s Subscription) (Reply, error) {
	if s.Resting == stopping {
		if err := t.Store.DropSubscription(t.ctx, t.event.Chat); err != nil {
			return Reply{}, fmt.Errorf("end a subscription: %w", err)
		}
		return Reply{Text: paragraph(t.voice.Say("sub.stopped"))}, nil
	}
	if s.Scope == "" {
		s.Scope = EveryDay
	}
	s.Resting = ""
	// the language is that of the person who is there now; a message of tomorrow finds nobody to ask
	err := t.Store.SetPreferences(t.ctx, t.event.Chat, t.chosen)
	if err == nil {
		err = t.Store.SetSubscription(t.ctx, s)
	}
	if err != nil {
		return Reply{}, fmt.Errorf("keep a subscription: %w", err)
	}
	return t.subscriptionPage(s), nil
}

// pressSubscription acts on a button of the page.
func (t turn) pressSubscription(what, argument string) (Reply, error) {
	if reply, denied, err := t.denied(); denied || err != nil {
		return reply, err
	}
	s, err := t.subscription()
	if err != nil {
		return Reply{}, err
	}
	isBeginning := what == "set" && slices.Contains(Scopes, Scope(argument))
	if s.Scope == "" && what != "zones" && what != "stop" && !isBeginning {
		return t.subscriptionPage(s), nil // it was ended: no older button begins it anew
	}
	switch what {
	case "":
		return t.subscriptionPage(s), nil
	case "wake": // keeping it wakes it
	case "zones":
		return t.zonesPage(), nil
	case "stop":
		s.Resting = stopping
	case "pause":
		s.PausedUntil = t.event.Time.Add(pauseLasts)
	case "resume":
		s.PausedUntil = time.Time{}
	case "loud":
		s.Loud = true
	case "silent":
		s.Loud = false
	case "unfollow":
		s.People = slices.DeleteFunc(s.People, func(id string) bool { return id == argument })
	case "set":
		if !s.read(argument) {
			return t.oldButton(), nil
		}
	case "hour":
		s.Minute = max(firstHour*60, min(number(argument), lastHour*60))
	default:
		return t.oldButton(), nil
	}
	return t.keepSubscription(s)
}

// subscriptionPage shows a subscription, or offers one.
func (t turn) subscriptionPage(s Subscription) Reply {
	button := func(key, data string) Button { return Button{Label: t.voice.Say(key), Data: "v1:sub:" + data} }
	reply := Reply{Text: Text{heading(t.voice.Say("sub.head"))}}
	choices := []Button{button("sub.daily", "set:daily"), button("sub.memorial", "set:memorial")}
	if s.Scope == "" {
		reply.Text.add(t.voice.Say("sub.offer", "time", clock(s.Minute), "zone", t.zone(s.Zone)))
		reply.Buttons = [][]Button{choices}
		return reply
	}
	key := "sub.silently"
	if s.Loud {
		key = "sub.loudly"
	}
	reply.Text.add(t.voice.Say("sub.state", "scope", t.voice.Say("sub.state_"+string(s.Scope)), "time", clock(s.Minute), "zone", t.zone(s.Zone), "sound", t.voice.Say(key)))
	if s.Resting != "" {
		reply.Text.add(t.voice.Say("sub.resting"))
	}
	if s.PausedUntil.After(t.event.Time) {
		reply.Text.add(t.voice.Say("sub.paused", "date", t.voice.Date(dateOf(s.PausedUntil.In(location(s.Zone))))))
	}
	if s.Scope == ChosenPeople && len(s.People) == 0 {
		reply.Text.add(t.voice.Say("sub.nobody"))
	}
	hours := []Button{}
	for _, minute := range []int{s.Minute - 60, s.Minute + 60} {
		if minute >= firstHour*60 && minute <= lastHour*60 {
			hours = append(hours, Button{Label: clock(minute), Data: fmt.Sprintf("v1:sub:hour:%d", minute)})
		}
	}
	pause, sound := button("sub.pause", "pause"), button("sub.ring", "loud")
	if s.PausedUntil.After(t.event.Time) {
		pause = button("sub.resume", "resume")
	}
	if s.Loud {
		sound = button("sub.hush", "silent")
	}
	if len(s.People) > 0 {
		choices = append(choices, button("sub.people", "set:people"))
	}
	reply.Buttons = [][]Button{choices, append(hours, button("sub.zone", "zones")), {pause, sound}}
	if s.Resting != "" {
		reply.Buttons = append(reply.Buttons, []Button{button("sub.wake", "wake")})
	}
	for _, id := range s.People {
		if person, err := t.Archive.Person(t.ctx, id); err == nil { // one who is gone from the records has no days
			reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("watch.drop", "name", cut(t.name(person), maxLabel/2)), Data: "v1:sub:unfollow:" + id}})
		}
	}
	reply.Buttons = append(reply.Buttons, []Button{button("sub.stop", "stop")})
	return reply
}

func (t turn) zonesPage() Reply {
	reply := Reply{Text: Text{heading(t.voice.Say("sub.zone"))}}
	reply.Text.add(t.voice.Say("sub.zones"))
	for pair := range slices.Chunk(Zones, 2) {
		var row []Button
		for _, zone := range pair {
			row = append(row, Button{Label: t.zone(zone), Data: "v1:sub:set:" + zone})
		}
		reply.Buttons = append(reply.Buttons, row)
	}
	reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("button.up"), Data: "v1:sub:"}})
	return reply
}

// zone names a time zone by its city, in the reader's language if it is one of those offered.
func (t turn) zone(zone string) string {
	if key := "zone." + zone; t.voice.Has(key) {
		return t.voice.Say(key)
	}
	return zone
}

// location is that of a zone; of one that is not known any more, that of Greenwich.
func location(zone string) *time.Location {
	if l, err := time.LoadLocation(zone); err == nil {
		return l
	}
	return time.UTC
}

// today is the day that the chat's calendar shows: in the zone of its subscription, else in the likely one.
func (t turn) today() (subject.Day, error) {
	s, err := t.subscription()
	if err != nil {
		return subject.Day{}, err
	}
	now := t.event.Time.In(location(s.Zone))
	return subject.Day{Month: now.Month(), Day: now.Day()}, nil
}

func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

func dateOf(at time.Time) lookup.Date {
	day := lookup.Day{Year: at.Year(), Month: at.Month(), Day: at.Day()}
	return lookup.Date{Earliest: day, Latest: day, Precision: lookup.PrecisionDay}
}

// follow chooses a person's days.
func (t turn) follow(id string) (Reply, error) {
	if reply, denied, err := t.denied(); denied || err != nil {
		return reply, err
	}
	person, err := t.Archive.Person(t.ctx, id)
	if err != nil {
		return Reply{}, err
	}
	s, err := t.subscription()
	switch {
	case err != nil:
		return Reply{}, err
	case !person.Has(lookup.Victim):
		return t.oldButton(), nil
	case s.Scope == EveryDay:
		return Reply{Notice: t.voice.Say("sub.daily_already")}, nil
	case len(s.People) >= maxFollowed:
		return Reply{Notice: t.voice.Say("sub.full")}, nil
	}
	if s.Scope == "" {
		s.Scope = ChosenPeople
	}
	if !slices.Contains(s.People, person.ID) {
		s.People = append(s.People, person.ID)
	}
	if _, err := t.keepSubscription(s); err != nil {
		return Reply{}, err
	}
	return Reply{Notice: t.voice.Say("sub.following")}, nil
}

// joinedChannel subscribes a channel that has made the bot one of its administrators. It says nothing there.
func (t turn) joinedChannel() (Reply, error) {
	s, err := t.subscription()
	if err != nil || s.Scope != "" {
		return Reply{}, err
	}
	_, err = t.keepSubscription(s)
	return Reply{}, err
}
