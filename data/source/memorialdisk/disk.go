// Package memorialdisk reads the tables of Memorial's disk "Victims of political terror in the USSR" (4th edition, 2007) as
// github.com/nextgis/memorial_data exports them: forty files in windows-1251, semicolons, one line of heads, no quotation.
//
// What the columns mean is not documented; the reading is that of their names and of the disk's own texts: FNAME is the
// surname, NAME the given name, LNAME the patronymic, AWORK the occupation, STAT the article, DELO the archive's file.
package memorialdisk

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"joqtau/data/source"
	"joqtau/data/source/charset"
	"joqtau/data/source/notice"
	"joqtau/lookup"
)

// Format reads the disk from a folder of its tables.
var Format = source.Format{
	Name:  "memorial-disk",
	About: "the tables of Memorial's disk, a folder of 40 CSV files in windows-1251",
	Open:  open,
}

// List is the source that everything on the disk is cited from.
var List = lookup.Source{
	ID: "memorial", Title: "Жертвы политического террора в СССР (диск, 4-е изд., 2007)", Author: "Мемориал",
	Published: "2007", Locator: lookup.ByRecord, Kind: "list",
	Note: lookup.Text{
		KK: "Дискінің кестелері бойынша; жазба нөмірі – дискідегі адамның нөмірі (PERSONID).",
		RU: "По таблицам диска; номер записи – номер человека на диске (PERSONID).",
		EN: "By the tables of the disk; the number of a record is that of the person on the disk (PERSONID).",
	},
}

// A disk is a folder of tables that is being read.
type disk struct {
	folder   string
	files    []string
	texts    map[string]*dictionary
	links    map[string]*linkTable
	encoding string        // that of the disk, unless somebody has converted the tables
	rejected []*source.Row // lines of the tables beside persons that cannot be read
}

// personColumns are the columns of the table of people.
var personColumns = strings.Split("PERSONID;FNAME;NAME;LNAME;BIRTHDATE;BIRTHPLACE;NATION;AWORK;LIVEPLACE;ARESTDATE;SUDORGAN;SUDDATE;STAT;"+
	"PRIGOVOR;RASSTREL;MORTDATE;REABDATE;BOOK;AGE;GENDER", ";")

// dictionaries are the tables of texts with their columns, links those that join people and texts; the spellings differ between
// tables and are the disk's.
var (
	dictionaries = map[string]string{
		"ages": "AGEID;AGE", "arestorg": "ARESTORGANID;ARESTORGAN", "aresttyp": "ARESTTYPEID;ARESTTYPE", "birthyear": "BIRTHYEARID;BIRTHYEAR",
		"books": "BOOKID;BOOK;BOOKSOURCE", "delos": "DELOID;DELO", "educat": "EDUCATIONID;EDUCATION", "fams": "FAMSID;FAMS",
		"fnames": "FNAMEID;FNAME", "geoplace": "GEOPLACEID;GEOPLACE", "lnames": "LNAMEID;LNAME", "mortplac": "MORTPLACEID;MORTPLACE",
		"names": "NAMEID;NAME", "nations": "NATIONID;NATION", "parties": "PARTYID;PARTY", "poddan": "PODDANID;PODDAN",
		"prigovor": "PRIGOVORID;PRIGOVOR", "reaborg": "REABORGID;REABORG", "reabreas": "REABRESONID;REABREASON", "reprnext": "REPRNEXTID;REPRNEXT",
		"reprprev": "REPRPREVID;REPRPREV", "stat": "STATID;STAT", "sudorg": "SUDORGID;SUDORG",
		"varnames": "VARNAMEID;VARNAME;VARIFNAME;VARINAME;VARILNAME;VARIALL", "works": "AWORKID;AWORK",
	}
	links = map[string]struct{ dictionary, columns string }{
		"linkarestorg": {"arestorg", "PERSONIDL;ARESTPRGAN"}, "linkaresttyp": {"aresttyp", "PERSONIDL;ARESTTYPE"},
		"linkbirthye": {"birthyear", "PERSONIDL;BIRTHYEAR"}, "linkdelo": {"delos", "PERSONIDL;DELO"}, "linkeducat": {"educat", "PERSONIDL;EDUCATION"},
		"linkfams": {"fams", "PERSONIDL;FAMS"}, "linkmortplace": {"mortplac", "PERSONIDL;MORTPLACE"}, "linkparty": {"parties", "PERSONIDL;PARTY"},
		"linkpoddan": {"poddan", "PERSONIDL;PODDAN"}, "linkreaborg": {"reaborg", "PERSONIDL;REABORGAN"}, "linkreabreas": {"reabreas", "PERSONIDL;REABREASON"},
		"linkreprnext": {"reprnext", "PERSONIDL;REPRNEXT"}, "linkreprprev": {"reprprev", "PERSONIDL;REPRPREV"}, "linkvarfio": {"varnames", "PERSONIDL;VARNAME"},
	}
)

const persons = "persons"

func open(ctx context.Context, folder string, options source.Options) (*source.Reading, error) {
	d := &disk{folder: folder, texts: map[string]*dictionary{}, links: map[string]*linkTable{}}
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder; want the folder of the disk's tables", folder)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("read the disk: %w", err)
	}
	for _, e := range entries {
		if !e.IsDir() && isTable(e.Name()) {
			d.files = append(d.files, filepath.Join(folder, e.Name()))
		}
	}
	if inner := filepath.Join(folder, "csv"); len(d.files) == 0 && isFolder(inner) { // as the tables are handed on
		return open(ctx, inner, options)
	}
	path, err := d.path(persons)
	if err != nil {
		return nil, fmt.Errorf("read the disk: %w", err)
	}
	if err := d.readTables(ctx); err != nil {
		return nil, fmt.Errorf("read the disk: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the disk: %w", err)
	}
	return &source.Reading{List: List, Encoding: d.encoding, Inputs: d.files, Total: info.Size(), Rows: d.rows(ctx, path, info.Size()),
		Close: func() error { return nil }}, nil
}

// isTable reports whether a file is named as one of the disk's tables.
func isTable(name string) bool {
	name = strings.ToLower(name)
	table, isOf := strings.CutSuffix(name, suffix)
	_, isDictionary := dictionaries[table]
	_, isLinks := links[table]
	return isOf && (table == persons || isDictionary || isLinks)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// readTables reads every table but that of people.
func (d *disk) readTables(ctx context.Context) error {
	for _, table := range slices.Sorted(maps.Keys(dictionaries)) { // what is rejected is told in the same order each time
		if err := ctx.Err(); err != nil {
			return err
		}
		dict, err := d.readDictionary(table, strings.Split(dictionaries[table], ";"))
		if err != nil {
			return err
		}
		d.texts[table] = dict
	}
	d.findEncodings()
	for _, table := range slices.Sorted(maps.Keys(links)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		joined, err := d.readLinks(table, strings.Split(links[table].columns, ";"))
		if err != nil {
			return err
		}
		d.links[table] = joined
	}
	return nil
}

// findEncodings tells in which encoding the tables are: that of the surnames, which are many, but for tables that are plainly UTF-8
// where others are not, since somebody has converted them alone.
func (d *disk) findEncodings() {
	likely := func(text []byte) string { return charset.Likely(text[:min(len(text), enoughText)]) }
	d.encoding = usualEncoding
	if surnames := d.texts["fnames"].texts; slices.ContainsFunc(surnames, isNoASCII) {
		d.encoding = likely(surnames)
	}
	if d.encoding == notice.UTF8 && slices.ContainsFunc(slices.Collect(maps.Values(d.texts)), func(t *dictionary) bool { return likely(t.texts) == usualEncoding }) {
		d.encoding = usualEncoding // of the surnames alone it is known that they were converted
	}
	for _, t := range d.texts {
		t.encoding = d.encoding
		if slices.ContainsFunc(t.texts, isNoASCII) && likely(t.texts) == notice.UTF8 {
			t.encoding = notice.UTF8
		}
	}
}

// usualEncoding is that in which the disk is exported, enoughText how many bytes of a table tell another.
const (
	usualEncoding = "windows-1251"
	enoughText    = 256 << 10
)

func isNoASCII(b byte) bool { return b >= utf8.RuneSelf }

// errStopped ends the reading of a file whose rows nobody wants any more.
var errStopped = errors.New("stopped")

// rows yields the people, then the lines of other tables that could not be used. What of the bytes of the people's table stands in
// no row, its head and the empty lines at its end, belongs to the last person, or to the first row after the people if there are none.
func (d *disk) rows(ctx context.Context, path string, size int64) iter.Seq2[*source.Row, error] {
	return func(yield func(*source.Row, error) bool) {
		var held *source.Row
		next := func(row *source.Row) bool {
			last := held
			held = row
			return last == nil || yield(last, nil)
		}
		left := size
		err := eachLine(path, func(l line) error { return checkHead(persons, l, personColumns) }, func(l line) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			row := d.row(l)
			left -= row.Bytes
			if !next(row) {
				return errStopped
			}
			return nil
		})
		if errors.Is(err, errStopped) {
			return
		}
		if held != nil && err == nil {
			held.Bytes += max(left, 0)
			left = 0
		}
		if !next(nil) {
			return
		}
		if err != nil {
			yield(nil, fmt.Errorf("read the disk: %w", err))
			return
		}
		for row := range d.others() {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			row.Bytes, left = max(left, 0), 0
			if !yield(row, nil) {
				return
			}
		}
	}
}

// Tables are the tables of the disk with their columns.
func Tables() map[string]string {
	tables := maps.Clone(dictionaries)
	for table, l := range links {
		tables[table] = l.columns
	}
	tables[persons] = strings.Join(personColumns, ";")
	return tables
}
