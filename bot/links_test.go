package bot

import (
	"context"
	"strings"
	"testing"

	"joqtau/lookup"
)

// TestALinkToSomebodyWhoIsNotShown holds that the card is shown without it, and without the id of who may be living.
func TestALinkToSomebodyWhoIsNotShown(t *testing.T) {
	b, s, _ := newTestBot(t, 2)
	s.people["testov-1"].Links = []lookup.Link{{Kind: lookup.LinkChild, To: "withheld-9"}, {Kind: lookup.LinkBrother, To: "testov-2"}, {Kind: lookup.LinkProbablySame, To: "testov-2"}}
	for _, data := range []string{"v1:card:testov-1", "v1:life:testov-1"} {
		reply, err := b.Handle(context.Background(), press(data, "Testov"))
		if err != nil {
			t.Fatal(err)
		}
		shown := reply.Text.Plain()
		for _, row := range reply.Buttons {
			for _, button := range row {
				shown += "\n[" + button.Label + "] " + button.Data
			}
		}
		if !strings.Contains(shown, "Testov 1") || strings.Count(shown, "v1:card:testov-2") != 1 || strings.Contains(shown, "withheld") {
			t.Errorf("%s: %s", data, shown)
		}
	}
}
