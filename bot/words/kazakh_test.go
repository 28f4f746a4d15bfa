package words

import (
	"testing"

	"joqtau/lookup"
)

func TestOver(t *testing.T) {
	w := load(t)
	for n, want := range map[int]string{
		1: "1-ден астам", 3: "3-тен астам", 6: "6-дан астам", 9: "9-дан астам", 10: "10-нан астам", 20: "20-дан астам",
		40: "40-тан астам", 43: "43-тен астам", 50: "50-ден астам", 60: "60-тан астам", 80: "80-нен астам", 100: "100-ден астам",
		600: "600-ден астам", 1000: "1\u00a0000-нан астам", 25000: "25\u00a0000-нан астам", 1000000: "1\u00a0000\u00a0000-нан астам",
	} {
		if got := w.In(lookup.Kazakh).Over(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if got := w.In(lookup.Russian).Over(40); got != "более 40" {
		t.Errorf("in Russian: %q", got)
	}
}
