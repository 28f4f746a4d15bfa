package main

import (
	"database/sql"
	"path/filepath"
	"strings"
	"unicode/utf8"

	_ "github.com/mattn/go-sqlite3"
)

// fts5 is SQLite's full-text search with trigrams: a question asks for any of its trigrams, ranked by bm25.
type fts5 struct {
	file string
	db   *sql.DB
}

func newFTS5(dir string) (peer, error) { return &fts5{file: filepath.Join(dir, "fts5.db")}, nil }

func (f *fts5) build(people int, text func(int) string) error {
	db, err := sql.Open("sqlite3", "file:"+f.file+"?_journal_mode=OFF&_synchronous=OFF")
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec("CREATE VIRTUAL TABLE person USING fts5(name, content='', tokenize='trigram')"); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.Prepare("INSERT INTO person (rowid, name) VALUES (?, ?)")
	if err != nil {
		return err
	}
	for i := range people {
		if _, err := insert.Exec(i+1, text(i)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (f *fts5) open() (err error) {
	f.db, err = sql.Open("sqlite3", "file:"+f.file+"?mode=ro")
	if err != nil {
		return err
	}
	f.db.SetMaxOpenConns(1)
	return f.db.Ping()
}

func (f *fts5) find(question string) ([]int, error) {
	var trigrams []string
	for _, word := range strings.Fields(strings.ToLower(question)) {
		letters := []rune(word)
		for i := 0; i+3 <= len(letters); i++ {
			trigrams = append(trigrams, `"`+strings.ReplaceAll(string(letters[i:i+3]), `"`, `""`)+`"`)
		}
	}
	if len(trigrams) == 0 || utf8.RuneCountInString(question) < 3 {
		return nil, nil
	}
	rows, err := f.db.Query("SELECT rowid FROM person WHERE person MATCH ? ORDER BY rank LIMIT 5", strings.Join(trigrams, " OR "))
	if err != nil {
		return nil, err
	}
	return numbers(rows)
}

// numbers reads rows of one number, which is one more than a person's.
func numbers(rows *sql.Rows) ([]int, error) {
	defer rows.Close()
	var found []int
	for rows.Next() {
		var i int
		if err := rows.Scan(&i); err != nil {
			return nil, err
		}
		found = append(found, i-1)
	}
	return found, rows.Err()
}

func (f *fts5) bytes() (int64, error) { return size(f.file) }
func (f *fts5) processes() []int      { return nil }

func (f *fts5) close() error {
	if f.db == nil {
		return nil
	}
	return f.db.Close()
}
