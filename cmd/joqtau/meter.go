package main

import (
	"fmt"
	"io"
	"time"
)

// A meter tells how far a long work is: in a terminal on one line, else a line at times.
type meter struct {
	out         io.Writer
	isTerminal  bool
	total, done int64
	rows        int
	begin, told time.Time
}

// What is told in a terminal, and elsewhere.
const (
	tellTerminal = 200 * time.Millisecond
	tellLog      = 10 * time.Second
)

func newMeter(out io.Writer, total int64) *meter {
	now := time.Now()
	return &meter{out: out, isTerminal: isTerminal(out), total: total, begin: now, told: now}
}

// add counts a row of so many bytes.
func (m *meter) add(bytes int64) {
	m.rows++
	m.done += bytes
	if m.rows%1000 != 0 {
		return
	}
	every := tellLog
	if m.isTerminal {
		every = tellTerminal
	}
	if now := time.Now(); now.Sub(m.told) >= every {
		m.told = now
		m.tell(now)
	}
}

func (m *meter) tell(now time.Time) {
	spent := now.Sub(m.begin)
	text := fmt.Sprintf("%s, %.0f a second", count(m.rows, "row", "rows"), float64(m.rows)/spent.Seconds())
	if m.total > 0 && m.done > 0 {
		done := min(m.done, m.total) // a file that grows has more than its whole
		left := time.Duration(float64(spent) * float64(m.total-done) / float64(done))
		text = fmt.Sprintf("%s %3d%%, %s, %s left", bar(int(done/1024), int(m.total/1024)), 100*done/m.total, text, left.Round(time.Second))
	}
	if m.isTerminal {
		fmt.Fprintf(m.out, "\r%s  ", text)
		return
	}
	fmt.Fprintln(m.out, text)
}

func (m *meter) finish() {
	m.tell(time.Now())
	if m.isTerminal {
		fmt.Fprintln(m.out)
	}
}
