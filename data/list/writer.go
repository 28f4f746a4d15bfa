package list

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"runtime"
	"strconv"

	"joqtau/data/source"
	"joqtau/data/sqlite"
	"joqtau/lookup"
	"joqtau/lookup/name"
)

// A Writer writes a list. The same rows make the same file. Nothing stands at its place before Finish.
type Writer struct {
	ctx     context.Context
	path    string
	part    string   // where it is written until it is whole
	hold    *os.File // the part, held so that no other import writes it
	list    lookup.Source
	grown   int
	living  bool
	warn    func(error)
	tally   *tally
	db      *sql.DB
	tx      *sql.Tx
	insert  map[string]*sql.Stmt
	codec   *codec
	books   map[string]string // ids by title
	sources []lookup.Source
	number  int // of the next person
	people  []stored
	repeats map[string]int // how often an id was wanted by more than one
	size    int            // of the rows that wait
	rows    [][]byte
	packing []chan packed // in the order of blocks
	days    []dayFact
	counts  map[dayCount]int
	content hash.Hash
	err     error
}

// A packed block is ready to be written.
type packed struct {
	first        int
	people, rows []byte // compressed
	sum          [sha256.Size]byte
	err          error
}

// Settings are what a list is written by, beside its rows.
type Settings struct {
	// Format and Inputs go into the report.
	Format string
	Inputs []Input
	// Encoding is that of the rows.
	Encoding string
	// Sources are those that the people of the list cite themselves.
	Sources []lookup.Source
	// Year is the year in which people may be living, Grown as in source.Reading.
	Year  int
	Grown int
	// ShowLiving has those shown who may be living: for a list that only their families read.
	ShowLiving bool
	// Warn is told of what went wrong after the list was put in its place: it is served all the same. Nil hears nothing.
	Warn func(error)
}

// Create begins to write a list that is to stand at a path.
func Create(ctx context.Context, path string, list lookup.Source, settings Settings) (*Writer, error) {
	w := &Writer{ctx: ctx, path: path, part: path + Part, list: list, grown: settings.Grown, living: settings.ShowLiving, tally: newTally(),
		insert: map[string]*sql.Stmt{}, books: map[string]string{}, sources: []lookup.Source{list}, counts: map[dayCount]int{},
		content: sha256.New(), repeats: map[string]int{}, warn: settings.Warn}
	if w.warn == nil {
		w.warn = func(error) {}
	}
	if len(list.ID) > longestList {
		return nil, fmt.Errorf("begin to write %s: the name of the list, %s, is longer than %d letters; choose another with --name", path, list.ID, longestList)
	}
	w.tally.report.Format, w.tally.report.Encoding = settings.Format, settings.Encoding
	w.tally.report.Inputs, w.tally.report.Year = settings.Inputs, settings.Year
	for _, s := range settings.Sources {
		s.ID = w.sourceID(s.ID)
		w.sources = append(w.sources, s)
	}
	if err := w.open(); err != nil {
		w.Abort()
		return nil, fmt.Errorf("begin to write %s: %w", path, err)
	}
	return w, nil
}

func (w *Writer) open() (err error) {
	if w.codec, err = newCodec(); err != nil {
		return err
	}
	if w.hold, err = hold(w.part); err != nil {
		w.part = "" // it is not ours
		return err
	}
	if w.db, err = sqlite.OpenDraft(w.part); err != nil {
		return err
	}
	if _, err := w.db.ExecContext(w.ctx, schema); err != nil {
		return err
	}
	if w.tx, err = w.db.BeginTx(w.ctx, nil); err != nil {
		return err
	}
	for table, values := range map[string]string{"meta": "(?, ?)", "source": "(?, ?)", "block": "(?, ?, ?)", "day_fact": "(?, ?, ?, ?, ?, ?)",
		"day_count": "(?, ?, ?, ?, ?)", "rejected": "(?, ?, ?, ?, ?)", "person": "(?, ?) ON CONFLICT (id) DO NOTHING"} {
		if w.insert[table], err = w.tx.PrepareContext(w.ctx, "INSERT INTO "+table+" VALUES "+values); err != nil {
			return err
		}
	}
	return nil
}

// put inserts a row and reports whether its key was free. After an error it does nothing.
func (w *Writer) put(table string, values ...any) bool {
	if w.err != nil {
		return false
	}
	result, err := w.insert[table].ExecContext(w.ctx, values...)
	if err != nil {
		w.err = fmt.Errorf("write %s: %w", w.part, err)
		return false
	}
	n, err := result.RowsAffected()
	w.err = err
	return n == 1
}

// Add adds a row, or notes that it was rejected.
func (w *Writer) Add(row *source.Row) error {
	if row.Rejected == "" && row.Person == nil {
		return errors.New("write a row: it is neither a person nor rejected")
	}
	w.tally.row(row)
	if row.Rejected != "" {
		w.put("rejected", w.tally.report.Rejected, row.File, row.Line, row.Rejected, append([]byte{}, row.Raw...)) // nil would be NULL
		return w.err
	}
	if row.Person.ID == "" { // in the order of the row; what was exported has its own
		lookup.SortLife(row.Person.Life)
	}
	w.adopt(row.Person)
	s := stored{Record: row.ID, Book: w.book(row), Person: row.Person}
	if row.ID == "" {
		s.Record = strconv.Itoa(row.Line)
	}
	s.Living = !w.living && lookup.MayLive(row.Person, w.grown, w.tally.report.Year)
	w.name(&s)
	w.count(&s)
	w.people, w.rows = append(w.people, s), append(w.rows, row.Raw)
	w.number++
	if w.size += len(row.Raw); len(w.people) == blockPeople || w.size >= blockBytes {
		w.pack()
	}
	return w.err
}

// Worth says why the list is not worth to be finished: it would tell of nobody, and replace a former one that may tell of many.
// The report tells what was read all the same.
func (w *Writer) Worth() (Report, error) { return w.tally.finish(), w.tally.worth() }

// sourceID is the id in this list of a source that its people cite themselves.
func (w *Writer) sourceID(id string) string { return w.list.ID + "." + id }

// adopt has what a person that was exported from elsewhere cites, and whom it is linked to, found in this list.
func (w *Writer) adopt(p *lookup.Person) {
	if p.ID == "" {
		return
	}
	for citations := range p.Citations() {
		for i := range citations {
			citations[i].Source = w.sourceID(citations[i].Source)
			if citations[i].Copies != "" {
				citations[i].Copies = w.sourceID(citations[i].Copies)
			}
		}
	}
	for i := range p.Links {
		p.Links[i].To = idOf(w.list.ID, p.Links[i].To)
	}
}

// name gives a person an id that no other has.
func (w *Writer) name(s *stored) {
	id := idOf(w.list.ID, s.Record)
	s.ID = id
	if w.put("person", s.ID, w.numberOf(s)) || w.err != nil {
		return
	}
	w.tally.report.Repeated++
	for again := max(w.repeats[id]+1, 2); ; again++ {
		s.ID = fmt.Sprintf("%s-%d", id, again)
		if w.put("person", s.ID, w.numberOf(s)) || w.err != nil {
			w.repeats[id] = again
			return
		}
	}
}

// numberOf is the number under which a person is found, nil if not at all.
func (w *Writer) numberOf(s *stored) any {
	if s.Living {
		return nil
	}
	return w.number
}

// maxBooks bounds the sources that a list names. One that names a page, and not a book, for every row would have millions.
const maxBooks = 10000

// book is the id of the source that a list names for a row. Beyond maxBooks it is told in the list's own words, and the list is the
// source.
func (w *Writer) book(row *source.Row) string {
	title := row.Book
	if title == "" {
		return ""
	}
	id, known := w.books[title]
	if !known && len(w.books) >= maxBooks {
		row.Add(lookup.Fact{Kind: lookup.FactNoted, Quoted: lookup.Quoted{Text: title}})
		return ""
	}
	if !known {
		id = fmt.Sprintf("%s.%d", w.list.ID, len(w.books)+1)
		w.books[title] = id
		w.sources = append(w.sources, lookup.Source{ID: id, Title: title, Published: w.list.Title, Address: w.list.Address,
			Locator: lookup.ByRecord, Kind: "list"})
	}
	return id
}

// count counts a person, and notes the days of his or her life.
func (w *Writer) count(s *stored) {
	if s.Living {
		w.tally.report.Living++
		return
	}
	w.tally.report.People++
	if len(s.Person.Names) == 0 {
		w.tally.report.Unnamed++
	}
	counted := map[dayCount]bool{}
	for seq, f := range s.Person.Life {
		if f.Date == nil || f.Date.Precision != lookup.PrecisionDay || f.Kind == lookup.FactBorn || seq > maxSeq || w.number > maxNumber {
			continue
		}
		day := f.Date.Earliest
		if day.Year < firstYear || day.Year > lastYear {
			continue
		}
		w.days = append(w.days, newDayFact(day, f.Kind.IsDeath(), w.number, seq))
		if key := (dayCount{int(day.Month), day.Day, day.Year, f.Kind}); !counted[key] {
			counted[key] = true
			w.counts[key]++
		}
	}
}

// pack compresses the people that were added, beside those of other blocks, and writes those that are ready.
func (w *Writer) pack() {
	if len(w.people) == 0 {
		return
	}
	first, people, rows := w.number-len(w.people), w.people, w.rows
	w.people, w.rows, w.size = nil, nil, 0
	done := make(chan packed, 1)
	go func() { done <- w.codec.block(first, people, rows) }()
	w.packing = append(w.packing, done)
	for len(w.packing) > 2*runtime.GOMAXPROCS(0) {
		w.writeBlock()
	}
}

// block packs people and their rows.
func (c *codec) block(first int, people []stored, rows [][]byte) packed {
	plain, err := packPeople(people)
	raw := packRows(rows)
	sum := sha256.New()
	sum.Write(plain)
	sum.Write(raw)
	return packed{first: first, people: c.pack(plain), rows: c.pack(raw), sum: [sha256.Size]byte(sum.Sum(nil)), err: err}
}

// writeBlock writes the first of the blocks that are being packed.
func (w *Writer) writeBlock() {
	done := <-w.packing[0]
	w.packing = w.packing[1:]
	if w.err == nil {
		w.err = done.err
	}
	w.content.Write(done.sum[:])
	w.put("block", done.first, done.people, done.rows)
}

// Finish writes what is left, makes the index of names, and only then puts the file in its place, where it replaces a former
// one at once. Indexing is told before the names are read, being a good part of the work.
func (w *Writer) Finish(reader *name.Reader, indexing func()) (Report, error) {
	w.pack()
	for len(w.packing) > 0 {
		w.writeBlock()
	}
	w.writeDays()
	for i, s := range w.sources {
		doc, err := json.Marshal(s)
		w.err = errors.Join(w.err, err)
		w.put("source", s.ID, string(doc))
		if i == 0 {
			w.put("meta", "list", string(doc))
		}
	}
	report := w.tally.finish()
	doc, err := json.Marshal(report)
	w.err = errors.Join(w.err, err)
	w.put("meta", "report", string(doc))
	w.put("meta", "hash", hex.EncodeToString(w.content.Sum(nil)))
	w.put("meta", "schema", schemaVersion)
	if w.err != nil {
		w.Abort()
		return report, w.err
	}
	if err := w.place(reader, indexing); err != nil {
		w.Abort()
		return report, fmt.Errorf("finish writing %s: %w", w.path, err)
	}
	return report, nil
}

// place commits what was written, makes it last, and moves it to its place when its index is there.
func (w *Writer) place(reader *name.Reader, indexing func()) error {
	if err := w.tx.Commit(); err != nil {
		return err
	}
	w.tx = nil
	if err := w.db.Close(); err != nil {
		return err
	}
	w.db = nil
	if err := seal(w.part); err != nil {
		return err
	}
	l, err := Open(w.ctx, w.part)
	if err != nil {
		return err
	}
	l.path = w.path
	err = l.OpenNames(w.ctx, reader, indexing)
	if err := errors.Join(err, l.Close()); err != nil {
		return err
	}
	if err := os.Rename(w.part, w.path); err != nil {
		return err
	}
	w.part = ""
	w.release()
	if err := errors.Join(syncFile(filepath.Dir(w.path)), l.dropOtherNames()); err != nil {
		w.warn(fmt.Errorf("%s is in its place, but: %w", w.path, err))
	}
	return nil
}

// Abort gives up what was written. After Finish it does nothing.
func (w *Writer) Abort() {
	for _, done := range w.packing {
		<-done
	}
	w.packing = nil
	if w.tx != nil {
		_ = w.tx.Rollback() // the file goes
		w.tx = nil
	}
	if w.db != nil {
		_ = w.db.Close()
		w.db = nil
	}
	if w.part != "" {
		_ = os.Remove(w.part)
		w.part = ""
	}
	w.release()
}
