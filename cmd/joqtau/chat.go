package main

import (
	"cmp"
	"os"

	"joqtau/bot/console"
	"joqtau/bot/state"
)

// runCommand is what joqtau does without a subcommand.
type runCommand struct{}

func (runCommand) Run(env *environment) error {
	if env.getenv(tokenVariable) != "" {
		return serveCommand{}.Run(env)
	}
	return chatCommand{}.Run(env)
}

type chatCommand struct{}

func (chatCommand) Run(env *environment) error {
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	settings, err := state.OpenMemory(env.ctx)
	if err != nil {
		return err
	}
	defer settings.Close()
	bot, err := newBot(archive, settings)
	if err != nil {
		return err
	}
	c := console.Console{
		Handler:  bot,
		Language: cmp.Or(env.getenv("LC_ALL"), env.getenv("LC_MESSAGES"), env.getenv("LANG")),
		Echo:     !isTerminal(env.stdin),
	}
	return c.Run(env.ctx, env.stdin, env.stdout)
}

func isTerminal(in any) bool {
	file, ok := in.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
