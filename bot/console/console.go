// Package console holds the conversation in a terminal, or over a pipe, without a token.
package console

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"joqtau/bot"
)

// chat is the number of the one chat that a console has.
const chat = 1

// A Handler answers events.
type Handler interface {
	Handle(ctx context.Context, event bot.Event) (bot.Reply, error)
}

// A Console shows a conversation. Buttons are numbered; a number presses one.
type Console struct {
	Handler  Handler
	Language string // of the terminal, such as "kk_KZ.UTF-8"
	// Echo repeats what is read, for input that is not typed.
	Echo bool

	buttons  []bot.Button // of the last reply
	question string       // that the last reply with buttons answered
}

// Run reads a line at a time until the input ends or the context does. It begins as /start does.
func (c *Console) Run(ctx context.Context, in io.Reader, out io.Writer) error {
	w := &printer{out: out}
	c.handle(ctx, bot.Event{Command: "start"}, w)
	lines := bufio.NewReader(in)
	for ctx.Err() == nil && w.err == nil {
		w.print("> ")
		line, err := lines.ReadString('\n')
		line = strings.TrimSpace(strings.ToValidUTF8(line, "\ufffd"))
		if c.Echo && line != "" {
			w.print(line + "\n")
		}
		if line != "" {
			c.handle(ctx, c.event(line), w)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("read a line: %w", err)
		}
	}
	w.print("\n")
	return w.err
}

// event turns a line into an event: a command, the number of a button, or text.
func (c *Console) event(line string) bot.Event {
	if command, ok := strings.CutPrefix(line, "/"); ok {
		command, text, _ := strings.Cut(command, " ")
		return bot.Event{Command: command, Text: text}
	}
	if n, err := strconv.Atoi(line); err == nil && n >= 1 && n <= len(c.buttons) {
		return bot.Event{Press: &bot.Press{Data: c.buttons[n-1].Data, Question: c.question}}
	}
	return bot.Event{Text: line}
}

func (c *Console) handle(ctx context.Context, event bot.Event, w *printer) {
	event.Chat, event.Place, event.Language, event.Time = chat, bot.Private, c.Language, time.Now()
	reply, err := c.Handler.Handle(ctx, event)
	if reply.Notice != "" {
		w.print(reply.Notice + "\n")
		return
	}
	if event.Press == nil {
		c.question = ""
		if reply.Quote {
			c.question = event.Text
		}
	}
	c.buttons = nil
	w.print(reply.Text.Plain())
	for _, row := range reply.Buttons {
		for _, b := range row {
			if b.Data == "" { // for other chats, of which a terminal has none
				continue
			}
			c.buttons = append(c.buttons, b)
			w.print(fmt.Sprintf("  [%d] %s", len(c.buttons), b.Label))
		}
		w.print("\n")
	}
	if err != nil {
		w.print(fmt.Sprintf("(%v)\n", err))
	}
}

// A printer prints until the first error.
type printer struct {
	out io.Writer
	err error
}

func (p *printer) print(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.out, s)
	}
}
