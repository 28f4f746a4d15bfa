package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"joqtau/data/library"
)

type datasetsCommand struct {
	JSON     bool   `name:"json" help:"Write JSON, with the whole report of every import."`
	Rejected string `help:"Write the rows of a list that could not be used as JSON Lines." placeholder:"LIST"`
}

// datasetJSON is a dataset as datasets --json writes it, a contract with scripts.
type datasetJSON struct {
	ID     string `json:"id"`
	Path   string `json:"path,omitempty"`
	Title  string `json:"title,omitempty"`
	Hash   string `json:"hash"`
	People int    `json:"people"`
	Living int    `json:"living"`
	Report any    `json:"report,omitempty"`
}

// ownDataset is how the embedded dataset is called.
const ownDataset = "joqtau"

func (c datasetsCommand) Run(env *environment) error {
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	lists := archive.Lists()
	if c.Rejected != "" {
		return c.rejects(env, archive, lists)
	}
	own := archive.Info()
	if !c.JSON {
		fmt.Fprintf(env.stdout, "%s: %d people, hash %.12s, in the program\n", ownDataset, own.People, own.Hash)
		for _, l := range lists {
			fmt.Fprintf(env.stdout, "%s: %s, hash %.12s, %s\n  %s\n  %s, %s: %d withheld who may be living in %d, %d rejected\n",
				l.List.ID, count(l.Report.People, "person", "people"), l.Hash, l.Path, l.List.Title, l.Report.Format, count(l.Report.Rows, "row", "rows"), l.Report.Living, l.Report.Year, l.Report.Rejected)
		}
		return nil
	}
	encoder := json.NewEncoder(env.stdout)
	if err := encoder.Encode(datasetJSON{ID: ownDataset, Hash: own.Hash, People: own.People}); err != nil {
		return err
	}
	for _, l := range lists {
		if err := encoder.Encode(datasetJSON{l.List.ID, l.Path, l.List.Title, l.Hash, l.Report.People, l.Report.Living, l.Report}); err != nil {
			return err
		}
	}
	return nil
}

// rejectJSON is a row that could not be used, as datasets --rejected writes it. Raw holds it byte for byte, in base64.
type rejectJSON struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Reason string `json:"reason"`
	Text   string `json:"text"`
	Raw    []byte `json:"raw"`
}

func (c datasetsCommand) rejects(env *environment, archive *archive, lists []library.Served) error {
	var names []string
	for _, l := range lists {
		names = append(names, l.List.ID)
		if l.List.ID != c.Rejected {
			continue
		}
		encoder := json.NewEncoder(env.stdout)
		for r, err := range archive.Rejects(env.ctx, c.Rejected) {
			if err != nil {
				return err
			}
			if err := encoder.Encode(rejectJSON{r.File, r.Line, r.Reason, strings.ToValidUTF8(string(r.Raw), "\uFFFD"), r.Raw}); err != nil {
				return err
			}
		}
		return nil
	}
	return usageError{fmt.Errorf("no list %q is served; served are: %s", c.Rejected, strings.Join(names, ", "))}
}
