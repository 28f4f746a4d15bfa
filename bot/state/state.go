// Package state keeps what the bot must remember: the choices of chats, and which updates have been handled.
package state

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"joqtau/data/sqlite"
	"joqtau/lookup"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Remembered is for how long a handled update is remembered. Telegram delivers an update again for a day at most.
const Remembered = 48 * time.Hour

// A Store is a state database. It is safe for concurrent use.
type Store struct{ db *sql.DB }

// Open opens or creates the database in a file and brings its schema up to date. It refuses a damaged file and one
// that a newer program has written.
func Open(ctx context.Context, path string) (*Store, error) {
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

func prepare(ctx context.Context, db *sql.DB, path string) (*Store, error) {
	err := checkIntegrity(ctx, db)
	if err == nil {
		err = migrate(ctx, db)
	}
	if err != nil {
		_ = db.Close() // the first error tells more
		return nil, fmt.Errorf("open the state in %s: %w", path, err)
	}
	return &Store{db}, nil
}

func checkIntegrity(ctx context.Context, db *sql.DB) error {
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("the file is damaged (%s); restore it from a backup, or move it away to begin anew", verdict)
	}
	return nil
}

// migrate runs, each in a transaction, the migrations that the database has not had yet. user_version counts them.
func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	var done int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&done); err != nil {
		return err
	}
	if done > len(files) {
		return fmt.Errorf("it has schema %d, this program knows %d; use the newer program", done, len(files))
	}
	for i := done; i < len(files); i++ {
		if err := runMigration(ctx, db, files[i], i+1); err != nil {
			return fmt.Errorf("%s: %w", files[i], err)
		}
	}
	return nil
}

func runMigration(ctx context.Context, db *sql.DB, file string, version int) error {
	script, err := migrations.ReadFile(file)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		return err
	}
	return tx.Commit()
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Language returns the language chosen in a chat, empty if none was.
func (s *Store) Language(ctx context.Context, chat int64) (lookup.Lang, error) {
	var lang lookup.Lang
	err := s.db.QueryRowContext(ctx, "SELECT language FROM chat WHERE id = ?", chat).Scan(&lang)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return lang, err
}

// SetLanguage keeps the choice of a chat.
func (s *Store) SetLanguage(ctx context.Context, chat int64, lang lookup.Lang) error {
	_, err := s.db.ExecContext(ctx,
		"INSERT INTO chat VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET language = excluded.language", chat, lang)
	return err
}

// Forget erases all that is kept about a chat.
func (s *Store) Forget(ctx context.Context, chat int64) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM chat WHERE id = ?", chat)
	return err
}

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
		"INSERT INTO handled VALUES (?, ?) ON CONFLICT (update_id) DO UPDATE SET at = excluded.at", update, now.Unix())
	if err != nil {
		return err
	}
	return tx.Commit()
}
