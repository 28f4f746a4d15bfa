package bot

import (
	"slices"
	"strconv"
	"strings"

	"joqtau/lookup"
)

// readWishes changes a subscription as a text asks: in the words of the buttons and the cities that are offered, in any of the three
// languages, and with hours. False if a part of it says nothing; then nothing is changed.
func (t turn) readWishes(s *Subscription, text string) bool {
	read := *s
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '\n' || r == '\t' })
	phrases := t.wishes()
	late, hour := false, false // "вечером в 7" may mean 7 or 19
	for len(parts) > 0 {
		n := min(longestWish, len(parts))
		for ; n > 0; n-- {
			if wish, ok := phrases[plainWords(strings.Join(parts[:n], " "))]; ok {
				before := read.Minute
				wish(&read)
				late = late || read.Minute != before && read.Minute != morning
				break
			}
		}
		if n == 0 {
			before := read.Minute
			if !read.readHour(parts[0]) && !read.read(parts[0]) {
				return false
			}
			hour = hour || read.Minute != before
			n = 1
		}
		parts = parts[n:]
	}
	if late && hour {
		return false
	}
	*s = read
	return true
}

// longestWish is how many words the longest phrase has that is read.
const longestWish = 4

// plainWords writes a text so that its spelling does not matter: small, and without Kazakh letters.
func plainWords(text string) string {
	return strings.Trim(plainLetters.Replace(strings.ToLower(strings.Join(strings.Fields(text), " "))), ".!")
}

// The hours that words such as "утром" mean.
const (
	morning = defaultMinute
	midday  = 12 * 60
	evening = 19 * 60
)

// wishes are the phrases that change a subscription, in all languages.
func (t turn) wishes() map[string]func(*Subscription) {
	at := func(minute int) func(*Subscription) { return func(s *Subscription) { s.Minute = minute } }
	scope := func(scope Scope) func(*Subscription) { return func(s *Subscription) { s.Scope = scope } }
	does := map[string]func(*Subscription){
		"sub.daily": scope(EveryDay), "sub.memorial": scope(MemorialDays), "sub.people": scope(ChosenPeople),
		"sub.stop": func(s *Subscription) { s.Resting = stopping }, "sub.ring": func(s *Subscription) { s.Loud = true },
		"sub.hush": func(s *Subscription) { s.Loud = false }, "wish.morning": at(morning), "wish.midday": at(midday), "wish.evening": at(evening),
		"wish.daily": scope(EveryDay), "wish.memorial": scope(MemorialDays), "wish.people": scope(ChosenPeople),
		"wish.stop": func(s *Subscription) { s.Resting = stopping }, "wish.nothing": func(*Subscription) {},
	}
	for _, zone := range Zones {
		does["zone."+zone] = func(s *Subscription) { s.Zone = zone }
	}
	phrases := map[string]func(*Subscription){}
	for _, lang := range lookup.Langs {
		for key, wish := range does {
			for _, phrase := range strings.FieldsFunc(t.Words.In(lang).Say(key), func(r rune) bool { return r == ',' || r == ';' }) {
				phrases[plainWords(phrase)] = wish
			}
		}
	}
	return phrases
}

// readHour reads an hour that stands alone: "9".
func (s *Subscription) readHour(word string) bool {
	hour, err := strconv.Atoi(word)
	if err != nil || hour < firstHour || hour > lastHour {
		return false
	}
	s.Minute = hour * 60
	return true
}

// cities names the cities that are offered, for people to write.
func (t turn) cities() string {
	var names []string
	for _, zone := range Zones {
		city, _, _ := strings.Cut(t.zone(zone), ",")
		names = append(names, city)
	}
	return strings.Join(slices.Compact(names), ", ")
}
