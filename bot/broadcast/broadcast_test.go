package broadcast

import (
	"testing"
	"time"

	"joqtau/lookup"
)

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestDue(t *testing.T) {
	const nine, halfPastTwo = 9 * 60, 2*60 + 30
	for name, row := range map[string]struct {
		zone   string
		minute int
		now    string
		day    string
		want   bool
	}{
		"before the hour":                    {"Asia/Almaty", nine, "2026-05-31T03:59:59Z", "2026-05-31", false},
		"at the hour":                        {"Asia/Almaty", nine, "2026-05-31T04:00:00Z", "2026-05-31", true},
		"when the machine slept for an hour": {"Asia/Almaty", nine, "2026-05-31T05:00:00Z", "2026-05-31", true},
		"when it slept for too long":         {"Asia/Almaty", nine, "2026-05-31T07:00:00Z", "2026-05-31", false},
		"another calendar day":               {"Pacific/Kiritimati", 60, "2026-05-30T11:30:00Z", "2026-05-31", true},
		"a minute before midnight":           {"UTC", 23*60 + 59, "2026-05-31T23:59:30Z", "2026-05-31", true},
		"and after it, which is too late":    {"UTC", 23*60 + 59, "2026-06-01T00:00:30Z", "2026-06-01", false},
		"the minute that spring leaves out":  {"Europe/Berlin", halfPastTwo, "2026-03-29T01:00:00Z", "2026-03-29", true},
		"and not before":                     {"Europe/Berlin", halfPastTwo, "2026-03-29T00:59:00Z", "2026-03-29", false},
		"the first of the two in autumn":     {"Europe/Berlin", halfPastTwo, "2026-10-25T00:30:00Z", "2026-10-25", true},
	} {
		m, err := Clock(row.zone, at(row.now))
		if err != nil {
			t.Fatal(err)
		}
		after, upTo := m.Due()
		if due := row.minute > after && row.minute <= upTo; due != row.want || m.Day.String() != row.day || due && m.Left(row.minute) <= 0 {
			t.Errorf("%s: %v, due %t; want %s, %t", name, m, due, row.day, row.want)
		}
	}
	if left := (Moment{Minute: 23 * 60}).Left(22 * 60); left != time.Hour {
		t.Errorf("the window is open for %v, want until midnight", left)
	}
	if _, err := Clock("Mars/Olympus", time.Now()); err == nil {
		t.Error("a zone that does not exist has a clock")
	}
}

func TestRememberedDays(t *testing.T) {
	for day, want := range map[string]int{"2026-02-28": 2, "2028-02-28": 1, "2028-02-29": 1, "2026-03-01": 1, "2100-02-28": 2} {
		var d lookup.Day
		if err := d.UnmarshalText([]byte(day)); err != nil {
			t.Fatal(err)
		}
		if got := Remembered(d); len(got) != want || got[len(got)-1].Day != d.Day+want-1 {
			t.Errorf("%s: %v", day, got)
		}
	}
}

func TestNext(t *testing.T) {
	now := at("2026-05-31T09:00:00Z")
	soon := Delivery{Deadline: now.Add(time.Minute)}
	for name, row := range map[string]struct {
		d     Delivery
		r     Result
		state State
		again time.Duration
	}{
		"sent":                          {soon, Result{Outcome: Delivered}, Sent, 0},
		"asked to wait":                 {soon, Result{Outcome: Busy, After: 30 * time.Second}, Pending, 30 * time.Second},
		"asked to wait too long":        {soon, Result{Outcome: Busy, After: 2 * time.Minute}, Expired, 0},
		"no connection":                 {soon, Result{Outcome: Later}, Pending, time.Second},
		"no connection, for the third":  {Delivery{Attempts: 2}, Result{Outcome: Later}, Pending, 4 * time.Second},
		"no connection, for long":       {Delivery{Attempts: 100}, Result{Outcome: Later}, Pending, LongestPause},
		"blocked":                       {soon, Result{Outcome: Refused}, Failed, 0},
		"too long":                      {soon, Result{Outcome: Faulty}, Failed, 0},
		"moved":                         {soon, Result{Outcome: Migrated}, Pending, 0},
		"cut behind the request":        {soon, Result{Outcome: Ambiguous}, Unknown, 0},
		"the token is revoked":          {soon, Result{Outcome: Fatal}, Pending, 0},
		"a word, which has no deadline": {Delivery{}, Result{Outcome: Busy, After: 48 * time.Hour}, Pending, 48 * time.Hour},
	} {
		state, again := Next(row.d, row.r, now)
		if state != row.state || state == Pending && again.Sub(now) != row.again {
			t.Errorf("%s: %s after %v, want %s after %v", name, state, again.Sub(now), row.state, row.again)
		}
	}
}
