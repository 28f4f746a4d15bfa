//go:build ignore

// This program compiles the text records of this folder to joqtau.db, with the index of names joqtau.names. It refuses records that break a rule.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"joqtau/data"
	"joqtau/data/record"
)

func main() {
	if err := generate(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate(ctx context.Context) error {
	set, problems, err := record.Read(os.DirFS("."))
	if err != nil {
		return err
	}
	breaches, err := data.Check(set, time.Now().Year())
	if err != nil {
		return err
	}
	if problems = append(problems, breaches...); len(problems) > 0 {
		return problems
	}
	database, names, err := data.Compile(ctx, set)
	if err != nil {
		return err
	}
	return errors.Join(replace("joqtau.db", database), replace("joqtau.names", names))
}

// replace writes a file beside and renames it, so that a full disk cannot leave half of it.
func replace(file string, content []byte) error {
	beside := file + ".new"
	err := os.WriteFile(beside, content, 0o644)
	if err == nil {
		err = os.Rename(beside, file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(beside))
	}
	return nil
}
