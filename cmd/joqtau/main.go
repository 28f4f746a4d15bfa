// Joqtau answers with the life and fate of people repressed in Kazakhstan under Stalin: in Telegram, in a terminal, and
// to scripts. See the README.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

func main() {
	err := run(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	os.Exit(exitStatus(err, os.Stderr))
}

// errFound ends a command that ran and found something wrong, which it has printed.
var errFound = errors.New("something wrong was found")

// A usageError is about the arguments, in one line.
type usageError struct{ error }

// exitStatus prints an error and chooses the status: 0, 1 for "ran, and found something wrong" and for failures, 2 for
// unusable arguments.
func exitStatus(err error, stderr io.Writer) int {
	if err == nil {
		return 0
	}
	if !errors.Is(err, errFound) {
		fmt.Fprintln(stderr, "joqtau:", err)
	}
	if usage := (usageError{}); errors.As(err, &usage) {
		return 2
	}
	return 1
}

// commands are the subcommands; each has a file.
type commands struct {
	Run       runCommand       `cmd:"" default:"1" hidden:"" help:"Talk: as serve with a token in the environment, else as chat."`
	Chat      chatCommand      `cmd:"" help:"Hold the conversation in the terminal, or over a pipe."`
	Serve     serveCommand     `cmd:"" help:"Be the Telegram bot. Needs TELEGRAM_TOKEN."`
	Lookup    lookupCommand    `cmd:"" help:"Say who is meant by a name."`
	Show      showCommand      `cmd:"" help:"Show a whole record with its sources."`
	On        onCommand        `cmd:"" help:"Show whom a day of the year took, and what else happened on it."`
	Export    exportCommand    `cmd:"" help:"Write the dataset as JSON Lines."`
	Version   versionCommand   `cmd:"" help:"Show version, dataset hash and counts."`
	Import    importCommand    `cmd:"" group:"operators" help:"Turn a list of people from elsewhere into a dataset."`
	Datasets  datasetsCommand  `cmd:"" group:"operators" help:"Show what is served: our own dataset and the lists of JOQTAU_DATASETS."`
	Twins     twinsCommand     `cmd:"" group:"operators" help:"List records that are probably of one person, for a curator to decide."`
	Broadcast broadcastCommand `cmd:"" group:"operators" help:"Send a word to all who want to be told of memorial days."`
	Inbox     inboxCommand     `cmd:"" group:"operators" help:"Read what people have told the bot of somebody."`
	Eval      evalCommand      `cmd:"" group:"operators" help:"Ask labelled questions, and count how many are answered rightly."`
	Check     checkCommand     `cmd:"" group:"operators" help:"Hold the dataset against its rules."`
	Invent    inventCommand    `cmd:"" group:"operators" help:"Write invented people in the format of Memorial's disk, to measure an import."`
	Measure   measureCommand   `cmd:"" group:"operators" help:"Ask for people of the lists that are served, and say how fast they are found."`
	Simulate  simulateCommand  `cmd:"" group:"operators" help:"Send a day's message to invented subscribers, and measure it."`
}

// environment is what a command works with.
type environment struct {
	ctx            context.Context
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// run is the program without its process: it reads nothing but its arguments.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) error {
	env := &environment{ctx, getenv, stdin, stdout, stderr}
	helped := errors.New("help was shown")
	parser, err := kong.New(&commands{},
		kong.Name("joqtau"),
		kong.Description("Joqtau answers with the life and fate of people repressed in Kazakhstan under Stalin."),
		kong.ExplicitGroups([]kong.Group{{Key: "operators", Title: "For operators and engineers:"}}),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { panic(helped) }), // kong shows help, then wants to leave
		kong.Resolvers(fromEnvironment(getenv)),
		kong.Bind(env),
		kong.Vars{"formats": formatHelp()},
	)
	if err != nil {
		return fmt.Errorf("set up the commands: %w", err)
	}
	command, err := parse(parser, args, helped)
	switch {
	case errors.Is(err, helped):
		return nil
	case err != nil:
		return usageError{fmt.Errorf("%w; see joqtau --help", err)}
	}
	return command.Run()
}

// parse turns the way in which kong leaves after its help into an error.
func parse(parser *kong.Kong, args []string, helped error) (command *kong.Context, err error) {
	defer func() {
		switch r := recover(); r {
		case nil:
		case helped:
			err = helped
		default:
			panic(r)
		}
	}()
	return parser.Parse(args)
}

// fromEnvironment gives a flag that is not in the arguments the value of JOQTAU_NAME.
func fromEnvironment(getenv func(string) string) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		value := getenv("JOQTAU_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_")))
		if value == "" {
			return nil, nil
		}
		return value, nil
	})
}
