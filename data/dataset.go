package data

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"sync"

	"joqtau/data/sqlite"
	"joqtau/lookup"
	"joqtau/lookup/index"
)

// A Dataset is a compiled dataset, open for reading. It is safe for concurrent use and implements lookup.Archive.
type Dataset struct {
	db     *sql.DB
	info   Info
	names  *index.Index
	titles []phrase                 // of topics, events and guides
	counts []phrase                 // of figures
	days   map[string][]lookup.Step // of commemoration, by MM-DD

	people sync.Map // by id, those that were asked for
}

var _ lookup.Archive = (*Dataset)(nil)

// Info says what a dataset holds.
type Info struct {
	// Hash is the SHA-256 of all records, in hexadecimal: equal hashes mean equal content.
	Hash    string
	People  int
	Topics  int
	Events  int
	Figures int
	Sources int
	Guides  int

	Contradictions int
}

func openBytes(ctx context.Context, content, names []byte) (*Dataset, error) {
	d, err := openRecords(ctx, content)
	if err != nil {
		return nil, err
	}
	if d.names, err = index.Open(names); err == nil && d.names.Tag() != d.namesTag() {
		err = errors.New("the index of names was built for another dataset, or by other tables; build it again")
	}
	if err != nil {
		_ = d.Close() // the first error tells more
		return nil, err
	}
	return d, nil
}

// openRecords opens a dataset without an index of names.
func openRecords(ctx context.Context, content []byte) (*Dataset, error) {
	db, err := sqlite.OpenBytes(ctx, content)
	if err != nil {
		return nil, err
	}
	d := &Dataset{db: db, days: map[string][]lookup.Step{}}
	for _, read := range []func(context.Context) error{d.readInfo, d.readPhrases, d.readDays} {
		if err := read(ctx); err != nil {
			_ = db.Close() // the first error tells more
			return nil, err
		}
	}
	return d, nil
}

// readDays reads the days of commemoration that have a fixed date.
func (d *Dataset) readDays(ctx context.Context) error {
	for guide, err := range d.Guides(ctx) {
		if err != nil {
			return err
		}
		for _, step := range guide.Steps {
			if step.Day != "" {
				d.days[step.Day] = append(d.days[step.Day], step)
			}
		}
	}
	return nil
}

func (d *Dataset) readInfo(ctx context.Context) error {
	rows, err := d.db.QueryContext(ctx, "SELECT key, value FROM meta")
	if err != nil {
		return fmt.Errorf("read what the dataset holds: %w", err)
	}
	defer rows.Close()
	number := map[string]*int{"people": &d.info.People, "topics": &d.info.Topics, "events": &d.info.Events,
		"figures": &d.info.Figures, "sources": &d.info.Sources, "guides": &d.info.Guides,
		"contradictions": &d.info.Contradictions}
	for rows.Next() {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return fmt.Errorf("read what the dataset holds: %w", err)
		}
		switch {
		case key == "hash":
			d.info.Hash = value
		case key == "schema" && value != strconv.Itoa(schemaVersion):
			return fmt.Errorf("the dataset has schema %s, this program reads schema %d", value, schemaVersion)
		case number[key] != nil:
			if *number[key], err = strconv.Atoi(value); err != nil {
				return fmt.Errorf("read what the dataset holds: %s: %w", key, err)
			}
		}
	}
	return rows.Err()
}

// Close releases the dataset.
func (d *Dataset) Close() error { return d.db.Close() }

// Info says what the dataset holds.
func (d *Dataset) Info() Info { return d.info }

// Person returns the record with an id, present or former, or lookup.ErrNotFound. The record is shared: it must not be changed.
func (d *Dataset) Person(ctx context.Context, id string) (*lookup.Person, error) {
	if p, known := d.people.Load(id); known {
		return p.(*lookup.Person), nil
	}
	p, err := get[lookup.Person](ctx, d, "person", `SELECT doc FROM person
		WHERE id = coalesce((SELECT person FROM redirect WHERE id = ?1), ?1)`, id)
	if err == nil {
		d.people.Store(id, p) // a life takes longer to decode than all else that an answer needs
	}
	return p, err
}

// Source returns one source, or lookup.ErrNotFound.
func (d *Dataset) Source(ctx context.Context, id string) (*lookup.Source, error) {
	return get[lookup.Source](ctx, d, "source", "SELECT doc FROM source WHERE id = ?", id)
}

// Topic returns one topic, or lookup.ErrNotFound.
func (d *Dataset) Topic(ctx context.Context, id string) (*lookup.Topic, error) {
	return get[lookup.Topic](ctx, d, "topic", "SELECT doc FROM topic WHERE id = ?", id)
}

// Term returns one term of the vocabulary, or lookup.ErrNotFound.
func (d *Dataset) Term(ctx context.Context, code string) (*lookup.Term, error) {
	return get[lookup.Term](ctx, d, "term", "SELECT doc FROM term WHERE id = ?", code)
}

// Guide returns one guide, or lookup.ErrNotFound.
func (d *Dataset) Guide(ctx context.Context, id string) (*lookup.Guide, error) {
	return get[lookup.Guide](ctx, d, "guide", "SELECT doc FROM guide WHERE id = ?", id)
}

// Contradiction returns one contradiction, or lookup.ErrNotFound.
func (d *Dataset) Contradiction(ctx context.Context, id string) (*lookup.Contradiction, error) {
	return get[lookup.Contradiction](ctx, d, "contradiction", "SELECT doc FROM contradiction WHERE id = ?", id)
}

// Mentions lists which records speak of the one with the given id.
func (d *Dataset) Mentions(ctx context.Context, id string) (lookup.Mentions, error) {
	var m lookup.Mentions
	rows, err := d.db.QueryContext(ctx, "SELECT kind, id FROM mention WHERE target = ? ORDER BY kind, id", id)
	if err != nil {
		return m, fmt.Errorf("read what mentions %q: %w", id, err)
	}
	defer rows.Close()
	lists := map[string]*[]string{"person": &m.People, "topic": &m.Topics, "event": &m.Events, "figure": &m.Figures,
		"contradiction": &m.Contradictions}
	for rows.Next() {
		var kind, by string
		if err := rows.Scan(&kind, &by); err != nil {
			return m, fmt.Errorf("read what mentions %q: %w", id, err)
		}
		*lists[kind] = append(*lists[kind], by)
	}
	return m, rows.Err()
}

// Event returns one event, or lookup.ErrNotFound.
func (d *Dataset) Event(ctx context.Context, id string) (*lookup.Event, error) {
	return get[lookup.Event](ctx, d, "event", "SELECT doc FROM event WHERE id = ?", id)
}

// Figure returns one figure, or lookup.ErrNotFound.
func (d *Dataset) Figure(ctx context.Context, id string) (*lookup.Figure, error) {
	return get[lookup.Figure](ctx, d, "figure", "SELECT doc FROM figure WHERE id = ?", id)
}

// get reads one record. Its errors do not name the record, since they may be logged, and which one was asked for is
// nobody's business.
func get[T any](ctx context.Context, d *Dataset, kind, query, id string) (*T, error) {
	var doc string
	switch err := d.db.QueryRowContext(ctx, query, id).Scan(&doc); {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("%s: %w", kind, lookup.ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("read a %s: %w", kind, err)
	}
	record := new(T)
	if err := json.Unmarshal([]byte(doc), record); err != nil {
		return nil, fmt.Errorf("read a %s: %w", kind, err)
	}
	return record, nil
}

// OnDay implements lookup.Archive.
func (d *Dataset) OnDay(ctx context.Context, month, day, year int) (lookup.Anniversary, error) {
	a := lookup.Anniversary{Days: d.days[fmt.Sprintf("%02d-%02d", month, day)]}
	var err error
	if a.People, err = d.factsOn(ctx, month, day, year); err != nil {
		return a, fmt.Errorf("read the people of %02d-%02d: %w", month, day, err)
	}
	rows, err := d.db.QueryContext(ctx, `SELECT id, doc FROM day_event JOIN event ON event.id = day_event.event
		WHERE month = ?1 AND day = ?2 AND (?3 = 0 OR year = ?3) ORDER BY year, event`, month, day, year)
	if err != nil {
		return a, fmt.Errorf("read the events of %02d-%02d: %w", month, day, err)
	}
	events, _, err := scan[lookup.Event](rows)
	if err != nil {
		return a, fmt.Errorf("read the events of %02d-%02d: %w", month, day, err)
	}
	for _, event := range events {
		a.Events = append(a.Events, *event)
	}
	return a, nil
}

func (d *Dataset) factsOn(ctx context.Context, month, day, year int) ([]lookup.DatedFact, error) {
	places, err := sqlite.List(ctx, d.db, scanPlace, queryDay, month, day, year)
	if err != nil {
		return nil, err
	}
	var facts []lookup.DatedFact
	for _, at := range places {
		p, err := d.Person(ctx, at.person)
		if err != nil {
			return nil, err
		}
		facts = append(facts, lookup.DatedFact{Person: p.ID, Names: p.Display(), Fact: p.Life[at.seq]})
	}
	slices.SortStableFunc(facts, func(a, b lookup.DatedFact) int { return isLess(a.Fact.Kind.IsDeath(), b.Fact.Kind.IsDeath()) })
	return facts, nil
}

// A factPlace is where a fact stands: in whose life, and as which.
type factPlace struct {
	person string
	seq    int
}

const queryDay = `SELECT person, seq FROM day_fact WHERE month = ?1 AND day = ?2 AND (?3 = 0 OR year = ?3) ORDER BY year, person, seq`

func scanPlace(scan sqlite.Scanner) (at factPlace, err error) {
	err = scan(&at.person, &at.seq)
	return at, err
}

// OfListOnDay implements lookup.Archive: the dataset is no list.
func (d *Dataset) OfListOnDay(context.Context, string, int, int, int, int, int) ([]lookup.DatedFact, error) {
	return nil, nil
}

// Twins implements lookup.Archive: alone, the dataset has none.
func (d *Dataset) Twins(context.Context, *lookup.Person) ([]lookup.Twin, error) { return nil, nil }

// isLess orders what is true before what is not.
func isLess(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// People yields all people in the order of their ids; an error ends the sequence.
func (d *Dataset) People(ctx context.Context) iter.Seq2[*lookup.Person, error] {
	return all[lookup.Person](ctx, d, "person")
}

// Topics yields all topics in the order of their ids; an error ends the sequence.
func (d *Dataset) Topics(ctx context.Context) iter.Seq2[*lookup.Topic, error] {
	return all[lookup.Topic](ctx, d, "topic")
}

// Events yields all events in the order of their ids; an error ends the sequence.
func (d *Dataset) Events(ctx context.Context) iter.Seq2[*lookup.Event, error] {
	return all[lookup.Event](ctx, d, "event")
}

// Figures yields all figures in the order of their ids; an error ends the sequence.
func (d *Dataset) Figures(ctx context.Context) iter.Seq2[*lookup.Figure, error] {
	return all[lookup.Figure](ctx, d, "figure")
}

// Guides yields all guides in the order of their ids; an error ends the sequence.
func (d *Dataset) Guides(ctx context.Context) iter.Seq2[*lookup.Guide, error] {
	return all[lookup.Guide](ctx, d, "guide")
}

// Contradictions yields all contradictions in the order of their ids; an error ends the sequence.
func (d *Dataset) Contradictions(ctx context.Context) iter.Seq2[*lookup.Contradiction, error] {
	return all[lookup.Contradiction](ctx, d, "contradiction")
}

// Sources yields all sources in the order of their ids; an error ends the sequence.
func (d *Dataset) Sources(ctx context.Context) iter.Seq2[*lookup.Source, error] {
	return all[lookup.Source](ctx, d, "source")
}

// pageSize is how many records are read at a time when all are listed.
const pageSize = 500

// all yields the records of a table. It holds no connection while it yields, so that whoever lists records may read
// others meanwhile.
func all[T any](ctx context.Context, d *Dataset, table string) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for after, more := "", true; more; {
			rows, err := d.db.QueryContext(ctx, "SELECT id, doc FROM "+table+" WHERE id > ? ORDER BY id LIMIT ?", after, pageSize)
			var page []*T
			if err == nil {
				page, after, err = scan[T](rows)
			}
			if err != nil {
				yield(nil, fmt.Errorf("list every %s: %w", table, err))
				return
			}
			for _, record := range page {
				if !yield(record, nil) {
					return
				}
			}
			more = len(page) == pageSize
		}
	}
}

// scan reads rows of id and doc to their end, and returns the last id with the records.
func scan[T any](rows *sql.Rows) (records []*T, last string, err error) {
	defer rows.Close()
	for rows.Next() {
		var doc []byte
		if err := rows.Scan(&last, &doc); err != nil {
			return nil, "", err
		}
		record := new(T)
		if err := json.Unmarshal(doc, record); err != nil {
			return nil, "", err
		}
		records = append(records, record)
	}
	return records, last, rows.Err()
}
