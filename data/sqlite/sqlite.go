// Package sqlite opens every database of Joqtau, so that pragmas are set in one place and on every connection.
package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"

	"github.com/mattn/go-sqlite3"
)

// OpenFile opens or creates a database that is written to: write-ahead log, full synchronisation, foreign keys, what is
// deleted overwritten, and a wait of five seconds for another writer. Pragmas stand in the data source name, because a pragma sent by Exec
// reaches one connection of the pool only.
func OpenFile(path string) (*sql.DB, error) {
	options := url.Values{
		"_journal_mode":  {"WAL"},
		"_synchronous":   {"FULL"},
		"_foreign_keys":  {"on"},
		"_secure_delete": {"on"},
		"_busy_timeout":  {"5000"},
		"_txlock":        {"immediate"},
	}
	return open(path, options)
}

// OpenDraft creates a database that is thrown away unless it is finished: nothing is kept that would restore it after a crash.
func OpenDraft(path string) (*sql.DB, error) {
	db, err := open(path, url.Values{"_journal_mode": {"OFF"}, "_synchronous": {"OFF"}, "_locking_mode": {"EXCLUSIVE"}, "_cache_size": {"-32768"}})
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// OpenReadOnly opens a finished database that nobody writes to.
func OpenReadOnly(path string) (*sql.DB, error) {
	return open(path, url.Values{"mode": {"ro"}, "immutable": {"1"}, "_query_only": {"on"}})
}

func open(path string, options url.Values) (*sql.DB, error) {
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: options.Encode()}).String()
	db, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	return db, nil
}

// OpenMemory opens an empty database in memory, which lasts until it is closed. Its connections share it.
func OpenMemory() (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "file:/"+rand.Text()+"?vfs=memdb&_foreign_keys=on&_busy_timeout=5000")
	if err != nil {
		return nil, fmt.Errorf("open database in memory: %w", err)
	}
	db.SetMaxOpenConns(1) // it has no write-ahead log: readers would wait for writers all the same
	db.SetConnMaxIdleTime(0)
	db.SetMaxIdleConns(1)
	return db, nil
}

// OpenBytes opens a read-only database from its bytes, without a file. Each connection has a copy of the bytes, so that
// a query can be made while the rows of another are read.
func OpenBytes(ctx context.Context, content []byte) (*sql.DB, error) {
	db := sql.OpenDB(bytesConnector{content})
	db.SetMaxOpenConns(bytesConnections)
	db.SetMaxIdleConns(bytesConnections)
	if err := db.PingContext(ctx); err != nil {
		_ = db.Close() // the first error tells more
		return nil, fmt.Errorf("open embedded database: %w", err)
	}
	return db, nil
}

// bytesConnections bounds the copies of an embedded database.
const bytesConnections = 4

// A bytesConnector makes connections to a database that is given as bytes.
type bytesConnector struct{ content []byte }

func (c bytesConnector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (c bytesConnector) Connect(context.Context) (driver.Conn, error) {
	opened, err := c.Driver().Open("file::memory:")
	if err != nil {
		return nil, err
	}
	conn := opened.(*sqlite3.SQLiteConn)
	err = conn.Deserialize(c.content, "main")
	if err == nil {
		_, err = conn.Exec("PRAGMA query_only = on", nil)
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// Bytes returns the content of a database as a file would have it.
func Bytes(ctx context.Context, db *sql.DB) ([]byte, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("serialize database: %w", err)
	}
	defer conn.Close()
	var content []byte
	err = conn.Raw(func(raw any) error {
		content, err = raw.(*sqlite3.SQLiteConn).Serialize("main")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("serialize database: %w", err)
	}
	return content, nil
}
