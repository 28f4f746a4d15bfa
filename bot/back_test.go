package bot

import (
	"context"
	"strings"
	"testing"

	"joqtau/lookup"
)

func TestAWayBackSurvivesItsShortForm(t *testing.T) {
	for _, data := range []string{"v1:list:0", "v1:list:3", "v1:card:testov-1", "v1:life:testov-1:2", "v1:topic:karlag", "v1:event:x:1", "v1:figure:y",
		"v1:guide:z:camp:1", "v1:people:event:x:1", "v1:all:topic:karlag:1", "v1:day:02-25", "v1:took:1938-02-25:1", "v1:topics", "v1:topics:camp:1", "v1:next", "v1:next:camp"} {
		if got := lengthened(shortened(data)); got != data {
			t.Errorf("%s comes back as %s", data, got)
		}
	}
	for _, data := range []string{"", "v1:watch", "v1:tell:x", "v1:draft:send", "v1:lang:kk", "v1:sub:set:daily"} {
		if got := shortened(data); got != "" {
			t.Errorf("%s shows nothing else, yet is a way back, %s", data, got)
		}
	}
	letters := map[string]bool{}
	for verb, letter := range viewLetters {
		if letters[letter] || presses()[verb] == nil {
			t.Errorf("%s: %s is taken, or no button does it", verb, letter)
		}
		letters[letter] = true
	}
}

// Where to look next keeps what a name that was not found offers, and leads back to it.
func TestWhatIsOfferedForTheMissingIsNotLost(t *testing.T) {
	b, _, _ := newTestBot(t, 1)
	b.Finder = answers{Outcome: lookup.None, Read: []string{"Testov"}}
	reply, err := b.Handle(context.Background(), Event{Language: "en", Text: "Testov", Time: noon})
	if err != nil {
		t.Fatal(err)
	}
	next := reply.Buttons[0][0].Data
	want(t, say(t, b, press(next, "Testov")), "What happened", "[Let me know if found]", "[Tell us about this person]", "[Back to the answer]")
	want(t, say(t, b, press("v1:next:camp"+backMark+theQuestion, "Testov")), "[Let me know if found]", "[Back to the answer]")
	if got := say(t, b, press("v1:next", "Testov")); strings.Contains(got, "[Let me know if found]") || strings.Contains(got, "[Back") {
		t.Errorf("opened from elsewhere: %s", got)
	}
	want(t, say(t, b, press("v1:list:0", "Testov")), "No one was found", "[Let me know if found]")
}
