package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"joqtau/data"
	"joqtau/data/record"
	"joqtau/lookup"
)

type checkCommand struct {
	Text []string `placeholder:"SOURCE=FILE" help:"Compare word-for-word statements with the text of a source."`
	Dir  string   `arg:"" optional:"" type:"existingdir" help:"Folder of a dataset; the embedded one if none is named."`
}

func (c checkCommand) Run(env *environment) error {
	fsys := data.Text()
	if c.Dir != "" {
		fsys = os.DirFS(c.Dir)
	}
	problems, set, err := check(fsys)
	if err != nil {
		return usageError{err}
	}
	for _, text := range c.Text {
		id, file, found := strings.Cut(text, "=")
		if !found {
			return usageError{fmt.Errorf("--text %s: want SOURCE=FILE", text)}
		}
		isCited := func(s *lookup.Source) bool { return s.ID == id && s.Locator == lookup.ByLine }
		if !slices.ContainsFunc(set.Sources, isCited) {
			return usageError{fmt.Errorf("--text %s: the dataset has no source %q that is cited by line", text, id)}
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return usageError{fmt.Errorf("read the text of %s: %w", id, err)}
		}
		problems = append(problems, record.Verify(set, id, string(content))...)
	}
	out := bufio.NewWriter(env.stdout)
	for _, p := range problems {
		fmt.Fprintln(out, p)
	}
	if len(problems) > 0 {
		fmt.Fprintf(out, "%d problems\n", len(problems))
		return cmp.Or(out.Flush(), errFound)
	}
	fmt.Fprintf(out, "%d people, %d topics, %d events, %d figures, %d contradictions, %d guides, %d sources: no problems\n",
		len(set.People), len(set.Topics), len(set.Events), len(set.Figures), len(set.Contradictions), len(set.Guides), len(set.Sources))
	return out.Flush()
}

func check(fsys fs.FS) (record.Problems, *record.Set, error) {
	set, problems, err := record.Read(fsys)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("this is not the folder of a dataset: %w", err)
	}
	if err != nil {
		return nil, nil, err
	}
	breaches, err := data.Check(set, time.Now().Year())
	return append(problems, breaches...), set, err
}
