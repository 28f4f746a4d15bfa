package state

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"joqtau/data/sqlite"
	"joqtau/lookup"
)

func TestStore(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a place with spaces?.db")
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	s, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if lang, err := s.Language(ctx, 7); lang != "" || err != nil {
		t.Errorf("an unknown chat has language %q, %v", lang, err)
	}
	for _, lang := range []lookup.Lang{lookup.Kazakh, lookup.English} {
		if err := s.SetLanguage(ctx, 7, lang); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.SetLanguage(ctx, 7, "de"); err == nil {
		t.Error("a language that is not spoken was kept")
	}
	if err := s.SetHandled(ctx, 100, now); err != nil {
		t.Fatal(err)
	}
	s.Close()

	// all of it is there after a restart
	s, err = Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if lang, err := s.Language(ctx, 7); lang != lookup.English || err != nil {
		t.Errorf("got %q, %v", lang, err)
	}
	if lang, _ := s.Language(ctx, 8); lang != "" {
		t.Errorf("another chat reads %q", lang)
	}
	if handled, err := s.Handled(ctx, 100, now.Add(time.Hour)); !handled || err != nil {
		t.Errorf("a handled update: %t, %v", handled, err)
	}
	if handled, _ := s.Handled(ctx, 101, now); handled {
		t.Error("an update that never came was handled")
	}
	// a number that comes again after the numbering began anew is another update
	if handled, _ := s.Handled(ctx, 100, now.Add(Remembered+time.Second)); handled {
		t.Error("an old number is still taken for handled")
	}
	if err := s.SetHandled(ctx, 5, now.Add(2*Remembered)); err != nil {
		t.Fatal(err)
	}
	var kept int
	if err := s.db.QueryRow("SELECT count(*) FROM handled").Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%d updates are remembered, %v; want the new one only", kept, err)
	}
	if err := s.Forget(ctx, 7); err != nil {
		t.Fatal(err)
	}
	if lang, _ := s.Language(ctx, 7); lang != "" {
		t.Errorf("a forgotten chat has language %q", lang)
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
		"migrations/001_chats.sql":  {Data: []byte("SELECT 1;")},
		"migrations/002_good.sql":   {Data: []byte("CREATE TABLE good (id);")},
		"migrations/003_broken.sql": {Data: []byte("CREATE TABLE half (id); CREATE RUBBISH;")},
	}
	if err := migrate(ctx, s.db, broken); err == nil || !strings.Contains(err.Error(), "003_broken.sql") {
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
	if err := s.SetLanguage(context.Background(), 1, lookup.Kazakh); err != nil {
		t.Error(err)
	}
}
