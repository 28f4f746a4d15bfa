package state

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"joqtau/bot"
	"joqtau/bot/broadcast"
	"joqtau/data/sqlite"
)

// readsAll are the statements that may read a whole table, by their beginning, with the reason.
var readsAll = map[string]string{
	"SELECT application_id, (SELECT count(*)":                 "reads the schema, once",
	"SELECT place, coalesce(language, 'ru'), count(*)":        "counts the audience, for an operator",
	"SELECT id, chat, name, at, known FROM watch WHERE chat":  "sorts the names that one chat waits for, of which there are few",
	"WITH RECURSIVE found (zone)":                             "reads the zones that it has found itself",
	"SELECT name FROM broadcast ORDER BY id DESC":             "ends with its limit",
	"SELECT id, at, kind, state, reason FROM broadcast":       "of broadcasts there are few",
	"UPDATE broadcast SET reason":                             "of broadcasts there are few",
	"DELETE FROM broadcast WHERE state":                       "of broadcasts there are few",
	"DELETE FROM delivery WHERE id IN (SELECT delivery.id":    "of broadcasts there are few; deliveries by their index",
	"UPDATE delivery SET claimed":                             "of broadcasts there are few; deliveries by their index",
	"SELECT id, chat, at, language, doc, closed FROM contrib": "lists all, for those who keep the records",
}

// countsAll is how the tests themselves look at what is kept.
var countsAll = regexp.MustCompile(`^SELECT count\(\*\) FROM \w+$`)

// TestNoStatementReadsAWholeTable lets a store do all that it can and asks SQLite how it would carry out each statement that it made.
func TestNoStatementReadsAWholeTable(t *testing.T) {
	made := map[string]bool{}
	for _, test := range conformance {
		test(t, spiedStore(t, made))
	}
	s := spiedStore(t, made)
	runTheLedger(t, s)
	unused := maps.Clone(readsAll)
	for _, statement := range slices.Sorted(maps.Keys(made)) {
		if countsAll.MatchString(statement) {
			continue
		}
		excused := false
		for beginning := range readsAll {
			if strings.HasPrefix(statement, beginning) {
				excused = true
				delete(unused, beginning)
			}
		}
		for _, detail := range explain(t, s, statement) {
			reads := strings.HasPrefix(detail, "SCAN ") && detail != "SCAN CONSTANT ROW" || strings.Contains(detail, "TEMP B-TREE")
			if reads && !excused {
				t.Errorf("%s: %s", statement, detail)
			}
		}
	}
	for beginning := range unused {
		t.Errorf("%s: no such statement was made", beginning)
	}
}

// What is deleted is looked for in every table that refers to it, which no plan of a statement shows.
func TestEveryReferenceHasAnIndex(t *testing.T) {
	s := stores["memory"](t)
	defer s.Close()
	type reference struct{ table, column string }
	references, err := sqlite.List(ctx, s.db, func(scan sqlite.Scanner) (r reference, err error) {
		err = scan(&r.table, &r.column)
		return r, err
	}, `SELECT sqlite_schema.name, "from" FROM sqlite_schema JOIN pragma_foreign_key_list(sqlite_schema.name) WHERE type = 'table'`)
	must(t, err)
	if len(references) < 8 {
		t.Fatalf("only %v refer to others", references)
	}
	for _, r := range references {
		for _, detail := range explain(t, s, fmt.Sprintf("SELECT rowid FROM %s WHERE %s = ?", r.table, r.column)) {
			if strings.HasPrefix(detail, "SCAN") {
				t.Errorf("what %s.%s refers to is deleted by reading all: %s", r.table, r.column, detail)
			}
		}
	}
}

// runTheLedger plans, claims, records, purges, lets expire, and does what operators do.
func runTheLedger(t *testing.T, s *Store) {
	t.Helper()
	for chat := range int64(8) {
		must(t, s.SetSubscription(ctx, bot.Subscription{Chat: chat + 1, Scope: bot.EveryDay, Zone: "UTC", Minute: 12 * 60}))
	}
	plan := func(now time.Time) {
		m, err := broadcast.Clock("UTC", now)
		must(t, err)
		zones, err := s.Zones(ctx)
		must(t, err)
		for _, zone := range zones {
			waiting, err := s.Waiting(ctx, zone, m, 100, now)
			must(t, err)
			for _, sub := range waiting {
				must(t, s.Plan(ctx, m.Day, []broadcast.Planned{{Subscription: sub, Deadline: now.Add(time.Hour), Reply: &bot.Reply{}}}, now))
			}
		}
	}
	plan(noon)
	for outcome := broadcast.Delivered; outcome <= broadcast.Fatal; outcome++ {
		d, due, err := s.Claim(ctx, noon.Add(time.Minute))
		if !due || err != nil {
			t.Fatal(due, err)
		}
		must(t, s.Record(ctx, d, broadcast.Result{Outcome: outcome, Moved: -100}, noon.Add(time.Minute)))
		must(t, s.Seen(ctx, d.Chat, d.ID, 1))
	}
	_, _, err := s.Claim(ctx, noon.Add(3*time.Hour))
	must(t, err)
	must(t, s.DropSubscription(ctx, 1))
	_, err = s.Recover(ctx)
	must(t, err)
	plan(noon.AddDate(0, 0, 61))
	must(t, s.PlanWord(ctx, testWord("word"), noon))
	must(t, s.StartWord(ctx, "word", noon))
	_, _, err = s.Audience(ctx, noon)
	must(t, err)
	_, err = s.WordText(ctx, "word", broadcast.Variants()[0])
	must(t, err)
	_, err = s.Resend(ctx, "word", true, noon)
	must(t, err)
	for _, change := range []func(context.Context, string) (bool, error){s.Pause, s.Resume, s.Stop} {
		if _, err := change(ctx, "word"); err != nil {
			t.Fatal(err)
		}
	}
	_, err = s.Stop(ctx, noon.AddDate(0, 0, 61).Format(time.DateOnly))
	must(t, err)
	_, err = s.Status(ctx, "word")
	must(t, err)
	_, err = s.Broadcasts(ctx, 10)
	must(t, err)
}

// explain says how SQLite carries out a statement, nothing for those that it does not plan.
func explain(t *testing.T, s *Store, statement string) []string {
	t.Helper()
	if first, _, _ := strings.Cut(statement, " "); !slices.Contains([]string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}, first) {
		return nil
	}
	conn, err := s.db.Conn(ctx)
	must(t, err)
	defer conn.Close()
	var details []string
	must(t, conn.Raw(func(raw any) error {
		stmt, err := raw.(driver.Conn).Prepare("EXPLAIN QUERY PLAN " + statement)
		if err != nil {
			return err
		}
		defer stmt.Close()
		none := make([]driver.NamedValue, stmt.NumInput())
		for i := range none {
			none[i].Ordinal = i + 1
		}
		rows, err := stmt.(driver.StmtQueryContext).QueryContext(ctx, none)
		if err != nil {
			return err
		}
		defer rows.Close()
		row := make([]driver.Value, 4) // id, parent, nothing, detail
		for err = rows.Next(row); err == nil; err = rows.Next(row) {
			details = append(details, fmt.Sprint(row[3]))
		}
		if !errors.Is(err, io.EOF) {
			return err
		}
		return nil
	}))
	return details
}

// spiedStore is a store in a file whose statements are noted.
func spiedStore(t *testing.T, made map[string]bool) *Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "state.db")
	db, err := sqlite.OpenFile(path)
	must(t, err)
	spy := &spy{driver: db.Driver(), path: path, made: made}
	must(t, db.Close())
	s, err := prepare(ctx, sql.OpenDB(spy), path)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// A spy connects to a database and notes the statements that are made.
type spy struct {
	driver driver.Driver
	path   string
	mu     sync.Mutex
	made   map[string]bool
}

func (s *spy) Driver() driver.Driver { return s.driver }

func (s *spy) Connect(context.Context) (driver.Conn, error) {
	conn, err := s.driver.Open("file:" + s.path + "?_foreign_keys=on&_busy_timeout=5000&_journal_mode=WAL&_txlock=immediate")
	return spiedConn{conn.(sqliteConn), s}, err
}

// A sqliteConn is what the driver's connections are.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ExecerContext
	driver.QueryerContext
}

type spiedConn struct {
	sqliteConn
	spy *spy
}

func (c spiedConn) note(statement string) {
	c.spy.mu.Lock()
	defer c.spy.mu.Unlock()
	c.spy.made[statement] = true
}

func (c spiedConn) ExecContext(ctx context.Context, statement string, args []driver.NamedValue) (driver.Result, error) {
	c.note(statement)
	return c.sqliteConn.ExecContext(ctx, statement, args)
}

func (c spiedConn) QueryContext(ctx context.Context, statement string, args []driver.NamedValue) (driver.Rows, error) {
	c.note(statement)
	return c.sqliteConn.QueryContext(ctx, statement, args)
}
