// Package state keeps what the bot must remember: what chats have chosen, wait for and tell; what they want to be told of the days,
// and the ledger of who was sent what; letters that are still to be sent, and which updates have been handled.
//
// An error of a method says what was attempted, then why it failed.
package state

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
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
	return handled, attempted("ask whether an update was handled", err)
}

// SetHandled remembers an update as handled and drops those that need not be remembered any more.
func (s *Store) SetHandled(ctx context.Context, update int, now time.Time) error {
	return s.write(ctx, "remember a handled update", func(tx *sql.Tx) error {
		if err := exec(ctx, tx, "DELETE FROM handled WHERE at < ?", now.Add(-Remembered).Unix()); err != nil {
			return err
		}
		return exec(ctx, tx, "INSERT INTO handled (update_id, at) VALUES (?, ?) ON CONFLICT (update_id) DO UPDATE SET at = excluded.at",
			update, now.Unix())
	})
}

// write changes the database in one transaction, all or nothing.
func (s *Store) write(ctx context.Context, attempt string, change func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return attempted(attempt, err)
	}
	defer tx.Rollback() // does nothing once committed
	if err := change(tx); err != nil {
		return attempted(attempt, err)
	}
	return attempted(attempt, tx.Commit())
}

// atOnce is how many rows are changed in one transaction where there may be millions: others who write wait for so long.
const atOnce = 5000

// shortestPause is as long as SQLite lets somebody who writes wait before it tries again, in the first tenth of a second.
const shortestPause = 25 * time.Millisecond

// writeInParts changes the database in as many transactions as a change says that there is more to do. SQLite has no queue for those who
// write, so that each is followed by a pause as long as it was itself, in which another's turn comes.
func (s *Store) writeInParts(ctx context.Context, attempt string, change func(*sql.Tx) (more bool, err error)) error {
	for {
		var more bool
		begin := time.Now()
		err := s.write(ctx, attempt, func(tx *sql.Tx) (err error) {
			more, err = change(tx)
			return err
		})
		if err != nil || !more {
			return err
		}
		select {
		case <-ctx.Done():
			return attempted(attempt, ctx.Err())
		case <-time.After(max(time.Since(begin), shortestPause)):
		}
	}
}

// exec changes the database by one statement, and returns how many rows it has changed.
func (s *Store) exec(ctx context.Context, attempt, query string, args ...any) (int, error) {
	n, err := changed(s.db.ExecContext(ctx, query, args...))
	return n, attempted(attempt, err)
}

// attempted says in an error what was attempted.
func attempted(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

func exec(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	_, err := tx.ExecContext(ctx, query, args...)
	return err
}

// changed is how many rows a statement has changed.
func changed(done sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := done.RowsAffected()
	return int(n), err
}

// document writes a value as JSON.
func document(value any) string {
	doc, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("write %T as JSON: %v", value, err)) // our own types marshal
	}
	return string(doc)
}
