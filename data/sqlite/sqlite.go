// Package sqlite opens every database of Joqtau, so that pragmas are set in one place and on every connection.
package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"

	"github.com/mattn/go-sqlite3"
)

// OpenFile opens or creates a database that is written to: write-ahead log, full synchronisation, foreign keys, and a
// wait of five seconds for another writer. Pragmas stand in the data source name, because a pragma sent by Exec
// reaches one connection of the pool only.
func OpenFile(path string) (*sql.DB, error) {
	options := url.Values{
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_foreign_keys": {"on"},
		"_busy_timeout": {"5000"},
		"_txlock":       {"immediate"},
	}
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: options.Encode()}).String()
	db, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	return db, nil
}

// OpenMemory opens an empty database in memory. It has one connection, since each one would have a memory of its own.
func OpenMemory() (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "file::memory:?_foreign_keys=on")
	if err != nil {
		return nil, fmt.Errorf("open database in memory: %w", err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// OpenBytes opens a read-only database from its bytes, without a file.
func OpenBytes(ctx context.Context, content []byte) (*sql.DB, error) {
	db, err := OpenMemory()
	if err != nil {
		return nil, err
	}
	err = withDriver(ctx, db, func(conn *sqlite3.SQLiteConn) error { return conn.Deserialize(content, "main") })
	if err == nil {
		_, err = db.ExecContext(ctx, "PRAGMA query_only = on")
	}
	if err != nil {
		_ = db.Close() // the first error tells more
		return nil, fmt.Errorf("open embedded database: %w", err)
	}
	return db, nil
}

// Bytes returns the content of a database as a file would have it.
func Bytes(ctx context.Context, db *sql.DB) ([]byte, error) {
	var content []byte
	err := withDriver(ctx, db, func(conn *sqlite3.SQLiteConn) (err error) {
		content, err = conn.Serialize("main")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("serialize database: %w", err)
	}
	return content, nil
}

func withDriver(ctx context.Context, db *sql.DB, do func(*sqlite3.SQLiteConn) error) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driver any) error { return do(driver.(*sqlite3.SQLiteConn)) })
}
