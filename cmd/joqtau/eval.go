package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"joqtau/lookup"
	"joqtau/lookup/eval"
	"joqtau/lookup/index"
	"joqtau/lookup/name"
	"joqtau/lookup/population"
)

type evalCommand struct {
	JSON     bool   `name:"json" help:"Write the report as one JSON object."`
	Failures bool   `default:"true" negatable:"" help:"List the questions that were not answered rightly."`
	Around   int    `default:"0" help:"Put this many invented people around those of the dataset."`
	File     string `arg:"" help:"Questions with answers: a table of the columns query, expect and kind, separated by tabs."`
}

func (c evalCommand) Run(env *environment) error {
	file, err := os.Open(c.File)
	if err != nil {
		return usageError{err}
	}
	defer file.Close()
	questions, err := eval.Read(file)
	if err != nil {
		return usageError{fmt.Errorf("%s: %w", c.File, err)}
	}
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	var finder lookup.Finder = archive
	if c.Around > 0 {
		if finder, err = archive.among(c.Around); err != nil {
			return err
		}
	}
	report, err := eval.Run(finder, archive.printed(env), questions)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(env.stdout).Encode(report)
	}
	printReport(env.stdout, report)
	if c.Failures {
		printFailures(env.stdout, report)
	}
	return nil
}

// among is the engine over the people of the dataset among invented ones.
func (a *archive) among(people int) (*lookup.Engine, error) {
	reader, err := name.NewReader()
	if err != nil {
		return nil, err
	}
	crowd, err := population.New(1)
	if err != nil {
		return nil, err
	}
	b := index.NewBuilder(reader)
	for i := range people {
		p := crowd.Person(i)
		b.Add(index.Entry{ID: fmt.Sprintf("invented-%d", i), Forms: [][]name.Part{reader.FullName(p.Form())}, Birth: p.Birth})
	}
	content, err := b.Bytes("")
	if err != nil {
		return nil, err
	}
	x, err := index.Open(content)
	if err != nil {
		return nil, err
	}
	return a.Finder(x)
}

// printed knows the printed forms of people; those of other lists have none.
func (a *archive) printed(env *environment) eval.Namer {
	return func(id string) ([]string, error) {
		person, err := a.Person(env.ctx, id)
		if errors.Is(err, lookup.ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		return person.Printed(), nil
	}
}

func printReport(out io.Writer, r *eval.Report) {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "kind\tquestions\trecall@1\trecall@5\tMRR\tdirect\tfalse matches\tabsent offered")
	for _, kind := range r.Kinds {
		printCount(table, kind, r.ByKind[kind])
	}
	printCount(table, "all", r.All)
	table.Flush()
	fmt.Fprintf(out, "\nscore of the best hit and how often it is right (calibration error %.3f)\n", r.CalibrationError())
	for _, b := range r.Reliability {
		if b.Count > 0 {
			n := float64(b.Count)
			fmt.Fprintf(out, "%.2f  %.2f  of %d\n", b.Score/n, float64(b.Right)/n, b.Count)
		}
	}
}

func printCount(out io.Writer, kind string, c eval.Count) {
	share := func(n float64, of int) string {
		if of == 0 {
			return "-"
		}
		return fmt.Sprintf("%.3f", n/float64(of))
	}
	fmt.Fprintln(out, strings.Join([]string{kind, fmt.Sprint(c.Present + c.Absent), share(float64(c.First), c.Present),
		share(float64(c.FirstFive), c.Present), share(c.Reciprocal, c.Present), share(float64(c.Direct), c.Present),
		fmt.Sprint(c.FalseMatch), share(float64(c.Offered), c.Absent)}, "\t"))
}

func printFailures(out io.Writer, r *eval.Report) {
	for _, f := range r.Failures {
		expect := strings.Join(f.Question.Expect, " | ")
		if expect == "" {
			expect = "nobody"
		}
		fmt.Fprintf(out, "\n%s: %s\n  want %s\n  got %s", f.Question.Kind, cut(f.Question.Text), expect, f.Answer.Outcome)
		for _, hit := range f.Answer.Hits[:min(len(f.Answer.Hits), 3)] {
			fmt.Fprintf(out, ", %s %.2f", hit.Person, hit.Score)
		}
		fmt.Fprintln(out)
	}
}

// maxEcho bounds how much of a question is repeated.
const maxEcho = 100

func cut(text string) string {
	if runes := []rune(text); len(runes) > maxEcho {
		return string(runes[:maxEcho]) + "…"
	}
	return text
}
