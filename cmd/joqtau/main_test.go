package main

import (
	"context"
	"flag"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"joqtau/bot"
	"joqtau/bot/state"
)

var update = flag.Bool("update", false, "rewrite what the scripts of testdata/script compare with")

// TestMain lets the scripts run this test binary as joqtau.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"joqtau": main})
}

// TestScripts runs whole sessions of the program: conversations as transcripts, answers in three languages, contracts.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "en_GB.UTF-8")
			return nil
		},
	})
}

func TestRunDoesNotReadTheProcess(t *testing.T) {
	ctx := context.Background()
	t.Setenv("JOQTAU_LANG", "kk") // must not be read: getenv below knows nothing
	var out strings.Builder
	err := run(ctx, []string{"lookup", "Майлин Бейімбет"}, func(string) string { return "" }, nil, &out, &out)
	if err != nil || !strings.Contains(out.String(), "the surname fits") {
		t.Errorf("%v: %s", err, &out)
	}
	out.Reset()
	env := map[string]string{"JOQTAU_LANG": "ru"}
	err = run(ctx, []string{"lookup", "Майлин Бейімбет"}, func(key string) string { return env[key] }, nil, &out, &out)
	if err != nil || !strings.Contains(out.String(), "фамилия подходит") {
		t.Errorf("JOQTAU_LANG=ru: %v: %s", err, &out)
	}
}

// arrows says for packages which imports they must not have; a package that is not named here is held by the nearest
// folder above it that is.
var arrows = map[string][]string{
	"cmd":    {},
	"lookup": {"joqtau/bot", "joqtau/data", "joqtau/cmd", telegramLibrary, "database/sql", "os", "net", "net/http", "log", "log/slog"},
	"data":   {"joqtau/bot", "joqtau/cmd", telegramLibrary},
	"bot":    {"joqtau/data", "joqtau/cmd", telegramLibrary, "database/sql", "os", "net", "net/http", "math/rand", "math/rand/v2", "log", "log/slog"},
	"bot/broadcast": {"joqtau/bot/telegram", "joqtau/bot/console", "joqtau/bot/state", "joqtau/data", "joqtau/cmd", telegramLibrary, "database/sql",
		"os", "net", "net/http"},
	"bot/telegram": {"joqtau/bot/console", "joqtau/bot/state", "joqtau/data", "joqtau/cmd", "database/sql", "os"},
	"bot/console":  {"joqtau/bot/telegram", "joqtau/bot/state", "joqtau/data", "joqtau/cmd", "database/sql", telegramLibrary, "os"},
	"bot/state":    {"joqtau/bot/telegram", "joqtau/bot/console", "joqtau/cmd", telegramLibrary, "net/http"},
}

// eachSource calls do with every Go file of the module that is no test.
func eachSource(t *testing.T, do func(path string)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != root {
			if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil {
				return fs.SkipDir // another module
			}
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			do(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

const telegramLibrary = "github.com/go-telegram-bot-api/telegram-bot-api/v5"

// TestImports holds the packages against the arrows of the house.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	eachSource(t, func(path string) {
		folder, err := filepath.Rel(filepath.Join("..", ".."), filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		folder = filepath.ToSlash(folder)
		seen[folder] = true
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range tree.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			checkImport(t, folder, imported)
		}
	})
	for folder := range arrows {
		if folder != "cmd" && !seen[folder] {
			t.Errorf("there is no package %s", folder)
		}
	}
}

func checkImport(t *testing.T, folder, imported string) {
	t.Helper()
	rule := folder
	for arrows[rule] == nil && strings.Contains(rule, "/") {
		rule = rule[:strings.LastIndex(rule, "/")]
	}
	forbidden, ok := arrows[rule]
	if !ok {
		t.Errorf("no arrows are drawn for %s", folder)
	}
	for _, f := range forbidden {
		if imported == f || strings.HasPrefix(imported, f+"/") && strings.Contains(f, "/") {
			t.Errorf("%s imports %s", folder, imported)
		}
	}
	if imported == telegramLibrary && folder != "bot/telegram" {
		t.Errorf("%s imports the Telegram library, which is bot/telegram's alone", folder)
	}
	if strings.HasSuffix(imported, "go-sqlite3") && folder != "data/sqlite" {
		t.Errorf("%s imports the SQLite driver, which is data/sqlite's alone", folder)
	}
}

func TestOnlyCommandReadsTheEnvironment(t *testing.T) {
	eachSource(t, func(path string) {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		inMain := filepath.Base(path) == "main.go" && filepath.Base(filepath.Dir(filepath.Dir(path))) == "cmd"
		isOwnProgram := strings.HasPrefix(string(source), "//go:build ignore") // run by go run alone
		for _, call := range []string{"os.Getenv(", "os.LookupEnv(", "os.Environ(", "os.Exit("} {
			if strings.Contains(string(source), call) && !inMain && !isOwnProgram {
				t.Errorf("%s calls %s", path, strings.TrimSuffix(call, "("))
			}
		}
	})
}

// openAll opens the dataset as the program has it, with a store in memory and the bot on them, until the test ends.
func openAll(t *testing.T) (*archive, *state.Store, *bot.Bot) {
	t.Helper()
	archive, err := openArchive(&environment{ctx: t.Context(), getenv: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { archive.Close() })
	store, err := state.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	joqtau, err := newBot(archive, store)
	if err != nil {
		t.Fatal(err)
	}
	return archive, store, joqtau
}
