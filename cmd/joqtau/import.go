package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"joqtau/data/list"
	"joqtau/data/source"
	"joqtau/data/source/columns"
	"joqtau/data/source/jsonl"
	"joqtau/data/source/memorialdisk"
	"joqtau/data/source/memorialtext"
	"joqtau/data/source/stalinlists"
	"joqtau/lookup/name"
)

// formats are the formats of lists that can be imported.
var formats = []source.Format{memorialdisk.Format, memorialtext.Format, stalinlists.Format, columns.Format, jsonl.Format}

type importCommand struct {
	Format string `arg:"" help:"${formats}"`
	Input  string `arg:"" help:"File or folder to read."`
	Output string `short:"o" help:"File to write." placeholder:"FILE.db"`
	// Mapping says what columns mean.
	Mapping string `help:"Mapping file of a csv; --guess proposes one." placeholder:"FILE"`
	Guess   bool   `help:"Read nothing but a sample of a csv, and propose a mapping file for it."`
	Report  string `help:"Write the report as JSON, too." placeholder:"FILE.json"`
	Name    string `help:"Name of the list, with which the ids of its people begin; by default the format's." placeholder:"NAME"`
	Title   string `help:"Title of the list, as people read it; by default the format's." placeholder:"TITLE"`
	Year    int    `help:"Year in which people may be living; by default this year." placeholder:"YYYY"`

	ShowLiving bool `help:"Do not withhold those who may be living: for a list that only their families read."`
}

// importMemory is from how many bytes on an import collects what it has dropped at once, and not when it has dropped as much again:
// a small machine shall do.
const importMemory = 600 << 20

// limitMemory sets the limit above what an import holds on to, such as tables that are kept in memory: below it, or close to it, the
// import would do little else but collect. It is set before the tables are read and after.
func limitMemory() {
	var held runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&held)
	debug.SetMemoryLimit(max(importMemory, int64(held.HeapAlloc)+int64(held.HeapAlloc)/4+64<<20))
}

// formatHelp lists the formats for --help.
func formatHelp() string {
	var help strings.Builder
	for _, f := range formats {
		fmt.Fprintf(&help, "%s: %s. ", f.Name, f.About)
	}
	return strings.TrimSpace(help.String())
}

func (c importCommand) Run(env *environment) error {
	format, err := c.format()
	if err != nil {
		return err
	}
	if c.Guess {
		return c.guess(env)
	}
	if err := c.check(); err != nil {
		return usageError{err}
	}
	ctx, stop := signal.NotifyContext(env.ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	limit := limitMemory
	if env.getenv("GOMEMLIMIT") != "" { // the operator's
		limit = func() {}
	}
	limit()
	report, err := c.run(ctx, format, env.stderr, limit)
	if err != nil && ctx.Err() != nil { // whatever was being done then
		return fmt.Errorf("stopped; %s is as it was before", c.Output)
	}
	if err != nil {
		if report.Rows > 0 { // it says why nothing was written
			err = errors.Join(err, c.saveReport(report))
		}
		return err
	}
	if err := writeReport(env.stdout, c.Output, report); err != nil {
		return err
	}
	return c.saveReport(report)
}

// guess proposes a mapping file, and says what is left to decide.
func (c importCommand) guess(env *environment) error {
	if c.Format != columns.Format.Name {
		return usageError{fmt.Errorf("a %s needs no mapping; --guess is for %s", c.Format, columns.Format.Name)}
	}
	if _, err := checkInput(c.Input); err != nil {
		return usageError{err}
	}
	proposal, err := columns.Guess(env.ctx, c.Input)
	if err != nil {
		return usageError{err}
	}
	for _, decide := range proposal.Decide {
		fmt.Fprintln(env.stderr, "decide:", decide)
	}
	_, err = fmt.Fprint(env.stdout, proposal.Mapping)
	return err
}

func (c importCommand) format() (source.Format, error) {
	var names []string
	for _, f := range formats {
		if f.Name == c.Format {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return source.Format{}, usageError{fmt.Errorf("there is no format %q; the formats are %s", c.Format, strings.Join(names, ", "))}
}

// run imports. Limit is called when all is held in memory that will be held to the end of the rows.
func (c importCommand) run(ctx context.Context, format source.Format, progress io.Writer, limit func()) (report list.Report, err error) {
	before := statesOf(c.Input, c.Mapping) // what is read from here on, be it in Open
	reading, err := format.Open(ctx, c.Input, source.Options{Mapping: c.Mapping})
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, reading.Close()) }()
	if c.Name != "" {
		reading.List.ID = c.Name
	}
	if c.Title != "" {
		reading.List.Title = c.Title
	}
	settings := list.Settings{Format: format.Name, Encoding: reading.Encoding, Sources: reading.Sources, Grown: reading.Grown, Year: c.Year, ShowLiving: c.ShowLiving}
	if settings.Year == 0 {
		settings.Year = time.Now().Year()
	}
	inputs, states, err := describe(ctx, reading.Inputs)
	if err != nil {
		return report, err
	}
	for i, path := range reading.Inputs {
		if former := before[realPath(path)]; former != nil {
			states[i] = former
		}
	}
	if err := unchanged(reading.Inputs, states); err != nil {
		return report, err
	}
	settings.Inputs, settings.Warn = inputs, func(err error) { fmt.Fprintln(progress, "warning:", err) }
	writer, err := list.Create(ctx, c.Output, reading.List, settings)
	if err != nil {
		return report, err
	}
	defer writer.Abort()
	limit()
	meter := newMeter(progress, reading.Total)
	for row, err := range reading.Rows {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = writer.Add(row)
		}
		if err != nil {
			return report, err
		}
		meter.add(row.Bytes)
	}
	meter.finish()
	reading.Rows = nil // with the tables that it holds: the index of names needs the memory
	if report, err := writer.Worth(); err != nil {
		return report, fmt.Errorf("%s: %w; %s is as it was before", c.Input, err, c.Output)
	}
	if err := unchanged(reading.Inputs, states); err != nil {
		return list.Report{}, err
	}
	reader, err := name.NewReader()
	if err != nil {
		return list.Report{}, err
	}
	finished, err := writer.Finish(reader, func() { fmt.Fprintln(progress, "making the index of names") })
	if err != nil {
		return list.Report{}, err // which would tell of a list that is not there
	}
	return finished, nil
}

// statesOf are the states of a file, or of the files of a folder, and of a mapping, by their real paths. What cannot be seen is left to those who
// read it.
func statesOf(input, mapping string) map[string]os.FileInfo {
	states := map[string]os.FileInfo{}
	note := func(path string) {
		if info, err := os.Stat(path); err == nil {
			states[realPath(path)] = info
		}
	}
	note(mapping)
	note(input)
	if info := states[realPath(input)]; info == nil || !info.IsDir() {
		return states
	}
	_ = fs.WalkDir(os.DirFS(input), ".", func(name string, _ fs.DirEntry, err error) error {
		if err == nil {
			note(filepath.Join(input, name))
		}
		return nil
	})
	return states
}

// describe names the files of an input with their hashes.
func describe(ctx context.Context, paths []string) (inputs []list.Input, states []os.FileInfo, err error) {
	inputs = []list.Input{}
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		file, err := os.Open(path)
		if err != nil {
			return nil, nil, err
		}
		state, errState := file.Stat()
		sum := sha256.New()
		n, err := io.Copy(sum, file)
		if err := errors.Join(errState, err, file.Close()); err != nil {
			return nil, nil, err
		}
		states = append(states, state)
		inputs = append(inputs, list.Input{Name: filepath.Base(path), Bytes: n, SHA256: hex.EncodeToString(sum.Sum(nil))})
	}
	return inputs, states, nil
}

// unchanged says which file of an input is no longer the one whose hash was made: what was read of it may be neither.
func unchanged(paths []string, before []os.FileInfo) error {
	for i, path := range paths {
		now, err := os.Stat(path)
		if err != nil || now.Size() != before[i].Size() || !now.ModTime().Equal(before[i].ModTime()) || !os.SameFile(now, before[i]) {
			return errors.Join(fmt.Errorf("%s was changed while it was read; import it again when it is whole", path), err)
		}
	}
	return nil
}

func (c importCommand) saveReport(report list.Report) error {
	if c.Report == "" {
		return nil
	}
	doc, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(c.Report, append(doc, '\n'), 0o644)
}

// writeReport writes a report for people.
func writeReport(out io.Writer, path string, r list.Report) error {
	w := &strings.Builder{}
	fmt.Fprintf(w, "%s: %s read: %s shown, %d withheld, who may be living in %d, %s rejected\n",
		path, count(r.Rows, "row", "rows"), count(r.People, "person", "people"), r.Living, r.Year, count(r.Rejected, "row", "rows"))
	if r.Repeated > 0 {
		fmt.Fprintf(w, "numbers that another person has, too: of %s, kept under numbers of their own\n", count(r.Repeated, "person", "people"))
	}
	if r.Unnamed > 0 {
		fmt.Fprintf(w, "without a name: %s, found by day only\n", count(r.Unnamed, "person", "people"))
	}
	if len(r.Fields) > 0 {
		fmt.Fprintf(w, "\n%-20s %12s %12s\n", "field", "understood", "as text")
	}
	for _, f := range r.Fields {
		fmt.Fprintf(w, "%-20s %12d %12d\n", f.Field, f.Understood, f.Text)
	}
	writeTroubles(w, "problems with fields, which are kept as text", r.Problems)
	writeTroubles(w, "rows rejected; joqtau datasets --rejected shows them", r.Rejects)
	_, err := io.WriteString(out, w.String())
	return err
}

// count is a number of things in English words.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func writeTroubles(w *strings.Builder, head string, troubles []list.Trouble) {
	if len(troubles) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n", head)
	for _, t := range troubles {
		what := t.What
		if t.Field != "" {
			what = t.Field + ": " + what
		}
		fmt.Fprintf(w, "%8d  %s (first: %s:%d)\n", t.Rows, what, t.First[0].File, t.First[0].Line)
	}
}
