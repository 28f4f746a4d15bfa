package list

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"

	"joqtau/data/sqlite"
	"joqtau/lookup"
)

// A List is open for reading. It is safe for concurrent use.
type List struct {
	db    *sql.DB
	path  string
	info  Info
	codec *codec
	names *names // nil until they are opened
}

// What answers ask; none of it may read a whole table.
const (
	queryNumber    = "SELECT number FROM person WHERE id = ?"
	queryPeople    = "SELECT first, people FROM block WHERE first <= ? ORDER BY first DESC LIMIT 1"
	queryRows      = "SELECT first, rows FROM block WHERE first <= ? ORDER BY first DESC LIMIT 1"
	querySource    = "SELECT doc FROM source WHERE id = ?"
	queryDayCounts = "SELECT kind, sum(people) FROM day_count WHERE month = ?1 AND day = ?2 AND (?3 = 0 OR year = ?3) GROUP BY kind"
	queryDay       = "SELECT person, seq FROM day_fact WHERE month = ? AND day = ? ORDER BY turn, year, person, seq LIMIT ? OFFSET ?"
	queryDayOfYear = `SELECT person, seq FROM day_fact WHERE month = ?1 AND day = ?2 AND turn IN (0, 1) AND year = ?3
		ORDER BY turn, person, seq LIMIT ?4 OFFSET ?5`
)

var queries = []string{queryNumber, queryPeople, queryRows, querySource, queryDayCounts, queryDay, queryDayOfYear}

// Open opens a list that a Writer has finished, without its index of names; see OpenNames.
func Open(ctx context.Context, path string) (*List, error) {
	l := &List{path: path}
	if err := l.open(ctx); err != nil {
		_ = l.Close() // the first error tells more
		return nil, fmt.Errorf("open the list %s: %w", path, err)
	}
	return l, nil
}

func (l *List) open(ctx context.Context) (err error) {
	if err := checkHead(l.path); err != nil {
		return err
	}
	if l.codec, err = newCodec(); err != nil {
		return err
	}
	if l.db, err = sqlite.OpenReadOnly(l.path); err != nil {
		return err
	}
	meta := map[string]string{}
	rows, err := l.db.QueryContext(ctx, "SELECT key, value FROM meta")
	if err != nil {
		return errors.Join(checkSeal(l.path), err) // it is damaged, or cannot be read now
	}
	defer rows.Close()
	for rows.Next() {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return err
		}
		meta[key] = value
	}
	if err := rows.Err(); err != nil {
		return errors.Join(checkSeal(l.path), err)
	}
	if meta["schema"] != schemaVersion {
		return fmt.Errorf("it has schema %q, this program reads schema %s: %w", meta["schema"], schemaVersion, errSchema)
	}
	if err := checkSeal(l.path); err != nil {
		return err
	}
	l.info.Hash = meta["hash"]
	return errors.Join(json.Unmarshal([]byte(meta["list"]), &l.info.List), json.Unmarshal([]byte(meta["report"]), &l.info.Report))
}

// Close releases the list. Nothing of it may be used any more.
func (l *List) Close() error {
	var err error
	if l.names != nil {
		err = l.names.close()
	}
	if l.db != nil {
		err = errors.Join(err, l.db.Close())
	}
	return err
}

// Info says what the list holds.
func (l *List) Info() Info { return l.info }

// Path is where the list lies.
func (l *List) Path() string { return l.path }

// Person returns a person, or lookup.ErrNotFound.
func (l *List) Person(ctx context.Context, id string) (*lookup.Person, error) {
	number, err := l.number(ctx, id)
	if err != nil {
		return nil, err
	}
	p, err := l.numbered(ctx, number)
	if err == nil && p.ID != id {
		return nil, errDamaged
	}
	return p, err
}

// number is the number of a person who is shown.
func (l *List) number(ctx context.Context, id string) (int, error) {
	var number sql.NullInt64
	switch err := l.db.QueryRowContext(ctx, queryNumber, id).Scan(&number); {
	case errors.Is(err, sql.ErrNoRows), err == nil && !number.Valid:
		return 0, fmt.Errorf("person: %w", lookup.ErrNotFound)
	case err != nil:
		return 0, fmt.Errorf("read a person: %w", err)
	}
	return int(number.Int64), nil
}

func (l *List) numbered(ctx context.Context, number int) (*lookup.Person, error) {
	people, at, err := l.block(ctx, number, queryPeople)
	if err != nil {
		return nil, err
	}
	line, err := nth(people, at)
	if err != nil {
		return nil, err
	}
	s, err := readStored(line)
	if err != nil {
		return nil, err
	}
	if s.Living { // has no number
		return nil, errDamaged
	}
	return s.person(l.info.List.ID), nil
}

// block reads the block of a person, of people or of rows as the query says, and which of its people he or she is, from 0 on.
func (l *List) block(ctx context.Context, number int, query string) (content []byte, at int, err error) {
	var first int
	if err := l.db.QueryRowContext(ctx, query, number).Scan(&first, &content); err != nil {
		return nil, 0, fmt.Errorf("read a block: %w", err)
	}
	content, err = l.codec.unpack(content)
	return content, number - first, err
}

// Sample returns people of all parts of the list who are shown and have names, at most n; one seed gives the same always.
func (l *List) Sample(ctx context.Context, n int, seed uint64) ([]*lookup.Person, error) {
	random := rand.New(rand.NewPCG(seed, 0))
	var people []*lookup.Person
	for range n {
		if l.all() == 0 {
			break
		}
		block := l.readBlock(ctx, random.IntN(l.all()))
		if block.err != nil {
			return nil, block.err
		}
		if len(block.people) > 0 {
			if p := block.people[random.IntN(len(block.people))]; len(p.Names) > 0 {
				people = append(people, p)
			}
		}
	}
	return people, nil
}

// Row returns the row from which a person was read, as it was.
func (l *List) Row(ctx context.Context, id string) ([]byte, error) {
	number, err := l.number(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, at, err := l.block(ctx, number, queryRows)
	if err != nil {
		return nil, err
	}
	return nthRow(rows, at)
}

// Source returns the list itself or a book that it names, or lookup.ErrNotFound.
func (l *List) Source(ctx context.Context, id string) (*lookup.Source, error) {
	var doc string
	switch err := l.db.QueryRowContext(ctx, querySource, id).Scan(&doc); {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("source: %w", lookup.ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("read a source: %w", err)
	}
	found := &lookup.Source{}
	if err := json.Unmarshal([]byte(doc), found); err != nil {
		return nil, fmt.Errorf("read a source: %w", err)
	}
	return found, nil
}

// DayCounts counts the people of whom something is dated to a day, in a year or, for year 0, in any.
func (l *List) DayCounts(ctx context.Context, month, day, year int) (map[lookup.FactKind]int, error) {
	type count struct {
		kind   lookup.FactKind
		people int
	}
	all, err := sqlite.List(ctx, l.db, func(scan sqlite.Scanner) (c count, err error) {
		err = scan(&c.kind, &c.people)
		return c, err
	}, queryDayCounts, month, day, year)
	if err != nil {
		return nil, fmt.Errorf("count the people of a day: %w", err)
	}
	counts := map[lookup.FactKind]int{}
	for _, c := range all {
		counts[c.kind] = c.people
	}
	return counts, nil
}

// OnDay returns facts that are dated to a day, in a year or, for year 0, in any: deaths first, then in the order of year and
// list; from offset on, at most limit.
func (l *List) OnDay(ctx context.Context, month, day, year, offset, limit int) ([]lookup.DatedFact, error) {
	query, arguments := queryDay, []any{month, day, limit, offset}
	if year != 0 {
		query, arguments = queryDayOfYear, []any{month, day, year, limit, offset}
	}
	places, err := sqlite.List(ctx, l.db, scanPlace, query, arguments...)
	if err != nil {
		return nil, fmt.Errorf("read the people of a day: %w", err)
	}
	var facts []lookup.DatedFact
	for _, at := range places {
		p, err := l.numbered(ctx, at.person)
		if err != nil {
			return nil, err
		}
		if at.seq >= len(p.Life) || !isOn(p.Life[at.seq].Date, month, day) {
			return nil, errDamaged
		}
		facts = append(facts, lookup.DatedFact{Person: p.ID, Names: p.Display(), Fact: p.Life[at.seq]})
	}
	return facts, nil
}

func isOn(date *lookup.Date, month, day int) bool {
	return date != nil && int(date.Earliest.Month) == month && date.Earliest.Day == day
}

// A factPlace is where a fact stands: in whose life, by number, and as which.
type factPlace struct{ person, seq int }

func scanPlace(scan sqlite.Scanner) (at factPlace, err error) {
	err = scan(&at.person, &at.seq)
	return at, err
}

// People yields all people who are shown in the order of the list; an error ends the sequence.
func (l *List) People(ctx context.Context) iter.Seq2[*lookup.Person, error] {
	return func(yield func(*lookup.Person, error) bool) {
		for block, err := range l.blocks(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, p := range block {
				if !yield(p, nil) {
					return
				}
			}
		}
	}
}

// A readBlock is a block of people who are shown, on its way.
type readBlock struct {
	people []*lookup.Person
	err    error
}

// blocks yields the blocks in their order. Several are restored at a time, since that takes longer than reading them.
func (l *List) blocks(ctx context.Context) iter.Seq2[[]*lookup.Person, error] {
	return func(yield func([]*lookup.Person, error) bool) {
		firsts, err := sqlite.List(ctx, l.db, func(scan sqlite.Scanner) (first int, err error) {
			err = scan(&first)
			return first, err
		}, "SELECT first FROM block ORDER BY first")
		if err != nil {
			yield(nil, fmt.Errorf("list the blocks: %w", err))
			return
		}
		var coming []chan readBlock
		next := func() bool {
			block := <-coming[0]
			coming = coming[1:]
			return yield(block.people, block.err) && block.err == nil
		}
		for _, first := range firsts {
			done := make(chan readBlock, 1)
			go func() { done <- l.readBlock(ctx, first) }()
			if coming = append(coming, done); len(coming) > runtime.GOMAXPROCS(0) && !next() {
				return
			}
		}
		for len(coming) > 0 && next() {
		}
	}
}

// all is the number of people, shown or not.
func (l *List) all() int { return l.info.Report.People + l.info.Report.Living }

// readBlock reads the people of the block in which one stands.
func (l *List) readBlock(ctx context.Context, number int) (block readBlock) {
	people, _, err := l.block(ctx, number, queryPeople)
	if err != nil {
		return readBlock{err: err}
	}
	for line := range bytes.Lines(people) {
		s, err := readStored(line)
		if err != nil {
			return readBlock{err: err}
		}
		if !s.Living {
			block.people = append(block.people, s.person(l.info.List.ID))
		}
	}
	return block
}

// A Reject is a row of the input that could not be used.
type Reject struct {
	Place
	Reason string
	Raw    []byte
}

// Rejects yields the rows that could not be used in the order of the input; an error ends the sequence.
func (l *List) Rejects(ctx context.Context) iter.Seq2[Reject, error] {
	return func(yield func(Reject, error) bool) {
		rows, err := l.db.QueryContext(ctx, "SELECT file, line, reason, raw FROM rejected ORDER BY number")
		if err != nil {
			yield(Reject{}, fmt.Errorf("read what was rejected: %w", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var r Reject
			if err := rows.Scan(&r.File, &r.Line, &r.Reason, &r.Raw); err != nil {
				yield(Reject{}, fmt.Errorf("read what was rejected: %w", err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Reject{}, fmt.Errorf("read what was rejected: %w", err))
		}
	}
}
