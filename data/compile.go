package data

import (
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"joqtau/data/record"
	"joqtau/data/sqlite"
	"joqtau/lookup"
)

//go:embed schema.sql
var schema string

// schemaVersion is raised whenever schema.sql or the JSON of a record changes its meaning.
const schemaVersion = 2

// Compile builds the database of a dataset and the index of its people's names. The same records give the same bytes.
func Compile(ctx context.Context, set *record.Set) (database, names []byte, err error) {
	if database, err = compileRecords(ctx, set); err != nil {
		return nil, nil, err
	}
	d, err := openRecords(ctx, database)
	if err != nil {
		return nil, nil, err
	}
	defer d.Close()
	names, err = buildNames(set, d.namesTag())
	return database, names, err
}

func compileRecords(ctx context.Context, set *record.Set) ([]byte, error) {
	db, err := sqlite.OpenMemory()
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, fmt.Errorf("create dataset: %w", err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("fill dataset: %w", err)
	}
	defer tx.Rollback() // does nothing once committed
	c := &compiler{ctx: ctx, tx: tx}
	c.fill(set)
	if c.err != nil {
		return nil, fmt.Errorf("fill dataset: %w", c.err)
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("fill dataset: %w", err)
	}
	return sqlite.Bytes(ctx, db)
}

// A compiler writes records. After the first error it does nothing more.
type compiler struct {
	ctx context.Context
	tx  *sql.Tx
	err error
}

func (c *compiler) exec(query string, args ...any) {
	if c.err == nil {
		_, c.err = c.tx.ExecContext(c.ctx, query, args...)
	}
}

func (c *compiler) json(record any) string {
	doc, err := json.Marshal(record)
	if c.err == nil {
		c.err = err
	}
	return string(doc)
}

func (c *compiler) fill(set *record.Set) {
	content := sha256.New()
	store := func(query, id string, record any) {
		doc := c.json(record)
		fmt.Fprintln(content, doc)
		c.exec(query, id, doc)
	}
	for _, s := range set.Sources {
		store("INSERT INTO source VALUES (?, ?)", s.ID, s)
	}
	for _, t := range set.Terms {
		store("INSERT INTO term VALUES (?, ?)", t.Code, t)
	}
	for _, t := range set.Topics {
		store("INSERT INTO topic VALUES (?, ?)", t.ID, t)
		c.mentions("topic", t.ID, t.Topics...)
		c.titles(lookup.TopicRecord, t.ID, append(slices.Concat(t.Printed, t.Also), t.Names.KK, t.Names.RU, t.Names.EN)...)
	}
	for _, f := range set.Figures {
		store("INSERT INTO figure VALUES (?, ?)", f.ID, f)
		c.mentions("figure", f.ID, slices.Concat(f.Topics, []string{f.Place})...)
	}
	for _, e := range set.Events {
		store("INSERT INTO event VALUES (?, ?)", e.ID, e)
		c.dayEvent(e)
		c.titles(lookup.EventRecord, e.ID, sentences(e.Title.KK, e.Title.RU, e.Title.EN)...)
		c.mentions("event", e.ID, slices.Concat(e.Topics, e.Figures, []string{e.Place, e.Total})...)
	}
	for _, p := range set.People {
		store("INSERT INTO person VALUES (?, ?)", p.ID, p)
		c.dayFacts(p)
		for _, f := range p.Life {
			if f.Kind != lookup.FactFamily { // a wife's camp is not the husband's
				c.mentions("person", p.ID, slices.Concat(f.Topics, []string{f.Place, f.Body, f.Event})...)
			}
		}
	}
	for _, k := range set.Contradictions {
		store("INSERT INTO contradiction VALUES (?, ?)", k.ID, k)
		c.mentions("contradiction", k.ID, k.Concerns...)
	}
	for _, g := range set.Guides {
		store("INSERT INTO guide VALUES (?, ?)", g.ID, g)
		c.titles(lookup.GuideRecord, g.ID, g.Title.KK, g.Title.RU, g.Title.EN)
		for i, s := range g.Steps {
			c.titles(lookup.StepRecord, g.StepID(i), append(sentences(s.Title.KK, s.Title.RU, s.Title.EN), s.Also...)...)
		}
	}
	for _, former := range slices.Sorted(maps.Keys(set.Redirects)) {
		fmt.Fprintln(content, former, set.Redirects[former])
		c.exec("INSERT INTO redirect VALUES (?, ?)", former, set.Redirects[former])
	}
	c.meta(set, hex.EncodeToString(content.Sum(nil)))
}

func (c *compiler) titles(kind lookup.RecordKind, id string, titles ...string) {
	for _, title := range titles {
		for _, key := range titleKeys(title) {
			c.exec("INSERT OR IGNORE INTO title VALUES (?, ?, ?)", key, string(kind), id)
		}
	}
}

// mentions notes that a record speaks of others.
func (c *compiler) mentions(kind, id string, targets ...string) {
	for _, target := range targets {
		if target != "" {
			c.exec("INSERT OR IGNORE INTO mention VALUES (?, ?, ?)", target, kind, id)
		}
	}
}

func (c *compiler) dayFacts(p *lookup.Person) {
	for i, f := range p.Life {
		if f.Date != nil && f.Date.Precision == lookup.PrecisionDay {
			day := f.Date.Earliest
			c.exec("INSERT INTO day_fact VALUES (?, ?, ?, ?, ?)", int(day.Month), day.Day, day.Year, p.ID, i)
		}
	}
}

func (c *compiler) dayEvent(e *lookup.Event) {
	if e.Date.Precision == lookup.PrecisionDay {
		day := e.Date.Earliest
		c.exec("INSERT INTO day_event VALUES (?, ?, ?, ?)", int(day.Month), day.Day, day.Year, e.ID)
	}
}

func (c *compiler) meta(set *record.Set, hash string) {
	for _, row := range [][2]string{
		{"schema", strconv.Itoa(schemaVersion)},
		{"hash", hash},
		{"people", strconv.Itoa(len(set.People))},
		{"topics", strconv.Itoa(len(set.Topics))},
		{"events", strconv.Itoa(len(set.Events))},
		{"figures", strconv.Itoa(len(set.Figures))},
		{"sources", strconv.Itoa(len(set.Sources))},
		{"guides", strconv.Itoa(len(set.Guides))},
		{"contradictions", strconv.Itoa(len(set.Contradictions))},
	} {
		c.exec("INSERT INTO meta VALUES (?, ?)", row[0], row[1])
	}
}
