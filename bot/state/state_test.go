package state

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"joqtau/bot"
	"joqtau/data/sqlite"
	"joqtau/lookup"
)

func TestAllIsThereAfterARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a place with spaces?.db")
	s, err := Open(ctx, path)
	must(t, err)
	must(t, s.SetPreferences(ctx, 7, bot.Preferences{Language: lookup.Kazakh, Script: bot.Latin}))
	must(t, s.SetDraft(ctx, 7, bot.Draft{Step: "text", At: noon}))
	must(t, s.SetHandled(ctx, 100, noon))
	s.Close()
	s, err = Open(ctx, path)
	must(t, err)
	defer s.Close()
	if p, err := s.Preferences(ctx, 7); p != (bot.Preferences{Language: lookup.Kazakh, Script: bot.Latin}) || err != nil {
		t.Errorf("got %+v, %v", p, err)
	}
	if d, err := s.Draft(ctx, 7); d.Step != "text" || err != nil {
		t.Errorf("got %+v, %v", d, err)
	}
	if handled, err := s.Handled(ctx, 100, noon); !handled || err != nil {
		t.Errorf("a handled update: %t, %v", handled, err)
	}
}

// What is forgotten is in no file any more, not even in what was deleted.
func TestWhatIsForgottenIsGoneFromTheDisk(t *testing.T) {
	const secret = "a-secret-that-stands-nowhere-else"
	dir := t.TempDir()
	s, err := Open(ctx, filepath.Join(dir, "state.db"))
	must(t, err)
	defer s.Close()
	_, err = s.Contribute(ctx, bot.Contribution{Chat: 7, At: noon, Story: bot.Story{Text: strings.Repeat(secret, 300)}}, 2, noon,
		func(int64) []bot.Letter { return nil })
	must(t, err)
	if !isOnDisk(t, dir, secret) {
		t.Fatal("it was never there, so that this test proves nothing")
	}
	must(t, s.Forget(ctx, 7))
	if isOnDisk(t, dir, secret) {
		t.Error("it can still be read from the disk")
	}
}

func isOnDisk(t *testing.T, dir, secret string) bool {
	t.Helper()
	files, err := os.ReadDir(dir)
	must(t, err)
	for _, file := range files {
		content, err := os.ReadFile(filepath.Join(dir, file.Name()))
		must(t, err)
		if bytes.Contains(content, []byte(secret)) {
			return true
		}
	}
	return false
}

// A state of the first schema keeps what it holds.
func TestAnOldStateIsBroughtUpToDate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	db, err := sqlite.OpenFile(path)
	must(t, err)
	script, err := migrations.ReadFile("migrations/001_chats.sql")
	must(t, err)
	_, err = db.Exec(string(script) + "; INSERT INTO chat VALUES (7, 'kk'); PRAGMA user_version = 1; PRAGMA application_id = " + fmt.Sprint(applicationID))
	must(t, err)
	db.Close()
	s, err := Open(ctx, path)
	must(t, err)
	defer s.Close()
	if p, err := s.Preferences(ctx, 7); p.Language != lookup.Kazakh || err != nil {
		t.Errorf("got %+v, %v", p, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	newer := filepath.Join(dir, "newer.db")
	s, err := Open(ctx, newer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	rubbish := filepath.Join(dir, "rubbish.db")
	if err := os.WriteFile(rubbish, []byte(strings.Repeat("rubbish ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "foreign.db")
	db, err := sqlite.OpenFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE invoices (id); PRAGMA user_version = 1"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for path, want := range map[string]string{
		newer:                             "schema 99",
		rubbish:                           "not a database",
		foreign:                           "another program's",
		filepath.Join(dir, "no", "where"): "no such file",
		dir:                               "is a directory",
	} {
		s, err := Open(ctx, path)
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v, want an error that says %q", path, err, want)
		}
	}
	if content, err := os.ReadFile(rubbish); err != nil || !strings.HasPrefix(string(content), "rubbish ") {
		t.Error("a file that is not ours was changed")
	}
}

func TestTheFileIsForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestMigrationsAreAllOrNothing(t *testing.T) {
	ctx := context.Background()
	s, err := OpenMemory(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	version := func() (n int) {
		if err := s.db.QueryRow("PRAGMA user_version").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := version()
	broken := fstest.MapFS{
		"migrations/100_good.sql":   {Data: []byte("CREATE TABLE good (id);")},
		"migrations/101_broken.sql": {Data: []byte("CREATE TABLE half (id); CREATE RUBBISH;")},
	}
	for i := range before { // those that it has had
		broken[fmt.Sprintf("migrations/%03d.sql", i)] = &fstest.MapFile{}
	}
	if err := migrate(ctx, s.db, broken); err == nil || !strings.Contains(err.Error(), "101_broken.sql") {
		t.Errorf("got %v, want an error that names the file", err)
	}
	if _, err := s.db.Exec("SELECT * FROM good"); err == nil || version() != before {
		t.Errorf("a part of the migrations stayed; schema %d", version())
	}
	if err := migrate(ctx, s.db, migrations); err != nil || version() != before {
		t.Errorf("a second run: schema %d, %v", version(), err)
	}
}

func TestMemoryOutlivesACancelledCall(t *testing.T) {
	s, err := OpenMemory(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_ = s.SetHandled(ctx, 1, time.Now())
	if err := s.SetPreferences(context.Background(), 1, bot.Preferences{Language: lookup.Kazakh}); err != nil {
		t.Error(err)
	}
}
