package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"joqtau/bot"
	"joqtau/data/source"
	"joqtau/data/source/columns"
	"joqtau/data/source/stalinlists"
)

func writeFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestAnInputThatChangesIsRefused changes it while Open reads it, between Open and the rows, and while the rows are read.
func TestAnInputThatChangesIsRefused(t *testing.T) {
	const notice = "1;1937;Пробный Образец;Родился в 1901 г.;Книга;\n"
	for _, when := range []string{"never", "before", "open", "rows", "mapping"} {
		dir := t.TempDir()
		in, out, mapping := filepath.Join(dir, "n.csv"), filepath.Join(dir, "o.db"), filepath.Join(dir, "m")
		writeFile(t, in, notice)
		writeFile(t, mapping, "name: a\n")
		change := func(now string) {
			if now == when {
				writeFile(t, in, notice+notice)
			}
		}
		format := stalinlists.Format
		format.Open = func(ctx context.Context, input string, o source.Options) (*source.Reading, error) {
			change("before")
			reading, err := stalinlists.Format.Open(ctx, input, o)
			if err != nil {
				return nil, err
			}
			change("open")
			rows := reading.Rows
			reading.Rows = func(yield func(*source.Row, error) bool) {
				for row, err := range rows {
					change("rows")
					if !yield(row, err) {
						return
					}
				}
			}
			if when == "mapping" {
				reading.Inputs = append(reading.Inputs, mapping)
				writeFile(t, mapping, "name: another\n")
			}
			return reading, nil
		}
		c := importCommand{Format: "stalin-lists", Input: in, Output: out, Mapping: mapping}
		_, err := c.run(context.Background(), format, &bytes.Buffer{}, func() {})
		if when == "never" && err != nil || when != "never" && (err == nil || !strings.Contains(err.Error(), "was changed while it was read")) {
			t.Errorf("%s: %v", when, err)
		}
		if _, err := os.Stat(out); (err == nil) != (when == "never") {
			t.Errorf("%s: the list: %v", when, err)
		}
	}
}

// TestAFolderThatChangesIsRefused holds for a file of a folder that changes while Open reads it, also by way of a link to the folder.
func TestAFolderThatChangesIsRefused(t *testing.T) {
	const notice = "1;1937;Пробный Образец;Родился в 1901 г.;Книга;\n"
	dir := t.TempDir()
	folder, link, out := filepath.Join(dir, "in"), filepath.Join(dir, "link"), filepath.Join(dir, "o.db")
	if err := errors.Join(os.Mkdir(folder, 0o755), os.Symlink(folder, link)); err != nil {
		t.Fatal(err)
	}
	for _, input := range []string{folder, link} {
		for _, changes := range []bool{false, true} {
			writeFile(t, filepath.Join(folder, "n.csv"), notice)
			format := stalinlists.Format
			format.Open = func(ctx context.Context, input string, o source.Options) (*source.Reading, error) {
				if changes {
					writeFile(t, filepath.Join(folder, "n.csv"), notice+notice)
				}
				return stalinlists.Format.Open(ctx, input, o)
			}
			c := importCommand{Format: "stalin-lists", Input: input, Output: out}
			_, err := c.run(t.Context(), format, &bytes.Buffer{}, func() {})
			if changes && (err == nil || !strings.Contains(err.Error(), "was changed while it was read")) || !changes && err != nil {
				t.Errorf("%s, changed %t: %v", input, changes, err)
			}
		}
	}
}

// TestAnInputThatGrowsIsNoPanic holds for the bar as for the meter, which has been told less than there is.
func TestAnInputThatGrowsIsNoPanic(t *testing.T) {
	var out bytes.Buffer
	m := newMeter(&out, 4096)
	for range 3 {
		m.add(1 << 20)
	}
	m.finish()
	if !strings.Contains(out.String(), "100%") || strings.Contains(out.String(), "-") {
		t.Error(out.String())
	}
	for _, row := range []struct{ done, whole, full int }{{0, 0, 40}, {0, 10, 0}, {5, 10, 20}, {10, 10, 40}, {30, 10, 40}, {-1, 10, 0}} {
		if got := strings.Count(bar(row.done, row.whole), "█"); got != row.full {
			t.Errorf("%d of %d: %d", row.done, row.whole, got)
		}
	}
}

func runs(args ...string) (string, error) {
	var out strings.Builder
	err := run(context.Background(), args, func(string) string { return "" }, nil, &out, &out)
	return out.String(), err
}

// TestNothingIsInventedOverARealDisk holds that files of other people stay as they are.
func TestNothingIsInventedOverARealDisk(t *testing.T) {
	dir := t.TempDir()
	persons := filepath.Join(dir, "persons.csv")
	writeFile(t, persons, "real")
	if _, err := runs("invent", "--people", "1", dir); err == nil || !strings.Contains(err.Error(), "no empty folder") {
		t.Error(err)
	}
	if content, err := os.ReadFile(persons); err != nil || string(content) != "real" {
		t.Errorf("%q, %v", content, err)
	}
	for _, name := range []string{"new", "empty"} {
		folder := filepath.Join(t.TempDir(), name)
		if name == "empty" {
			if err := os.Mkdir(folder, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := runs("invent", "--people", "1", folder); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTwinsOfAListThatIsNotServed(t *testing.T) {
	if out, err := runs("twins", "--list", "nosuch"); err == nil || !strings.Contains(err.Error(), "nosuch") {
		t.Errorf("%q, %v", out, err)
	}
}

// TestIDsFromATableAreOpened imports a table whose numbers cannot stand in a button, and presses what is shown.
func TestIDsFromATableAreOpened(t *testing.T) {
	dir := t.TempDir()
	in, mapping, out := filepath.Join(dir, "n.csv"), filepath.Join(dir, "m"), filepath.Join(dir, "o.db")
	writeFile(t, in, "№;ФИО;Год\nФ.1:Оп.2:Д.3;Пробнов Образец Тестович;1890\nЦГА РК ф.1234 оп.2 д.345 л.17-18 и 19;Пробнов Образец Иванович;1891\n"+
		"Ф.1:Оп.2:Д.3;Пробнов Образец Петрович;1892\n")
	writeFile(t, mapping, "name: region\ntitle: A region\ncolumns:\n  №: id\n  ФИО: name\n  Год: birth year\n")
	c := importCommand{Format: "csv", Mapping: mapping, Input: in, Output: out, ShowLiving: true}
	if report, err := c.run(t.Context(), columns.Format, &bytes.Buffer{}, func() {}); err != nil || report.Repeated != 1 {
		t.Fatal(report, err)
	}
	archive, err := openArchive(&environment{ctx: t.Context(), getenv: func(key string) string { return map[string]string{datasetsVariable: out}[key] }, stderr: &bytes.Buffer{}})
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	_, store, _ := openAll(t)
	joqtau, err := newBot(archive, store)
	if err != nil {
		t.Fatal(err)
	}
	w := &walker{t: t, bot: joqtau}
	const question = "Пробнов Образец"
	w.walk(bot.Event{Text: question}, question)
	hits := archive.Find("Пробнов Образец").Hits
	if len(hits) != 3 {
		t.Fatalf("found %+v", hits)
	}
	for _, hit := range hits {
		if strings.Trim(hit.Person, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || len(hit.Person) > 40 {
			t.Errorf("the id %s", hit.Person)
		}
		for _, event := range []bot.Event{{Command: "start", Text: "p-" + hit.Person}, {Press: &bot.Press{Data: "v1:life:" + hit.Person, Question: question}}} {
			if shown := w.do(event).Text.Plain(); !strings.Contains(shown, "Пробнов") {
				t.Errorf("%+v: %s", event, shown)
			}
		}
	}
}
