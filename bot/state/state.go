// Package state keeps what the bot must remember: what chats have chosen, wait for and tell, and which updates have been
// handled.
package state

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"joqtau/bot"
	"joqtau/data/sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Remembered is for how long a handled update is remembered. Telegram delivers an update again for a day at most.
const Remembered = 48 * time.Hour

// A Store is a state database. It is safe for concurrent use.
type Store struct{ db *sql.DB }

var _ bot.Store = (*Store)(nil)

// Open opens or creates the database in a file and brings its schema up to date. It refuses a damaged file and one
// that a newer program has written.
func Open(ctx context.Context, path string) (*Store, error) {
	// it tells who talks to the bot, so it is for the bot's user alone
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the state: %w", err)
	}
	if err := file.Close(); err != nil {
		return nil, fmt.Errorf("open the state: %w", err)
	}
	db, err := sqlite.OpenFile(path)
	if err != nil {
		return nil, err
	}
	return prepare(ctx, db, path)
}

// OpenMemory opens a state that lasts as long as the program.
func OpenMemory(ctx context.Context) (*Store, error) {
	db, err := sqlite.OpenMemory()
	if err != nil {
		return nil, err
	}
	return prepare(ctx, db, "memory")
}

// applicationID marks a file as a state of Joqtau: "JOQT".
const applicationID = 0x4a4f5154

func prepare(ctx context.Context, db *sql.DB, path string) (*Store, error) {
	err := checkFile(ctx, db)
	if err == nil {
		err = migrate(ctx, db, migrations)
	}
	if err != nil {
		_ = db.Close() // the first error tells more
		return nil, fmt.Errorf("open the state in %s: %w", path, err)
	}
	return &Store{db}, nil
}

// checkFile refuses a damaged file and one that another program has made.
func checkFile(ctx context.Context, db *sql.DB) error {
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("the file is damaged (%s); restore it from a backup, or move it away to begin anew", verdict)
	}
	var id, tables int
	err := db.QueryRowContext(ctx, "SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id").Scan(&id, &tables)
	if err != nil {
		return err
	}
	if id != applicationID && (id != 0 || tables > 0) {
		return errors.New("the file is another program's; name another one")
	}
	return nil
}

// migrate runs the migrations that the database has not had yet, all of them or none. user_version counts them.
func migrate(ctx context.Context, db *sql.DB, fsys fs.FS) error {
	files, err := fs.Glob(fsys, "migrations/*.sql")
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	var done int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&done); err != nil {
		return err
	}
	if done > len(files) {
		return fmt.Errorf("it has schema %d, this program knows %d; use the newer program", done, len(files))
	}
	for _, file := range files[done:] {
		script, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(script)); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	marks := fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", len(files), applicationID)
	if _, err := tx.ExecContext(ctx, marks); err != nil {
		return err
	}
	return tx.Commit()
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Handled reports whether an update was handled within the time that updates are remembered.
func (s *Store) Handled(ctx context.Context, update int, now time.Time) (bool, error) {
	var handled bool
	err := s.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM handled WHERE update_id = ? AND at >= ?)",
		update, now.Add(-Remembered).Unix()).Scan(&handled)
	return handled, err
}

// SetHandled remembers an update as handled and drops those that need not be remembered any more.
func (s *Store) SetHandled(ctx context.Context, update int, now time.Time) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	if _, err := tx.ExecContext(ctx, "DELETE FROM handled WHERE at < ?", now.Add(-Remembered).Unix()); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx,
		"INSERT INTO handled (update_id, at) VALUES (?, ?) ON CONFLICT (update_id) DO UPDATE SET at = excluded.at", update, now.Unix())
	if err != nil {
		return err
	}
	return tx.Commit()
}
