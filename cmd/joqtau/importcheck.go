package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"joqtau/data/list"
	"joqtau/data/source"
	"joqtau/data/source/columns"
)

// check holds the arguments against one another and against the files that are there: nothing is overwritten but a former list or report.
func (c importCommand) check() error {
	switch {
	case c.Output == "":
		return errors.New("where shall the list be written? Name a file: -o FILE.db")
	case c.Format == columns.Format.Name && c.Mapping == "":
		return errors.New("a table needs a mapping file that says what its columns mean; run with --guess to get one")
	case c.Format != columns.Format.Name && c.Mapping != "":
		return fmt.Errorf("a %s needs no mapping; --mapping is for %s", c.Format, columns.Format.Name)
	case c.Name != "" && !source.IsID(c.Name):
		return fmt.Errorf("--name %q: want lower-case letters a-z, digits and hyphens between them", c.Name)
	case c.Year != 0 && (c.Year < 1917 || c.Year > time.Now().Year()):
		return fmt.Errorf("--year %d: want a year from 1917 to this one", c.Year)
	case !isLine(c.Title):
		return fmt.Errorf("--title %q: want one line of text", c.Title)
	}
	input, err := checkInput(c.Input)
	if err != nil {
		return err
	}
	if err := c.checkPlace(c.Output, input); err != nil {
		return err
	}
	if !list.MayReplace(c.Output) {
		return fmt.Errorf("%s is there and is no list; name another file to write", c.Output)
	}
	if c.Report == "" {
		return nil
	}
	if isOneFile(c.Report, c.Output) {
		return fmt.Errorf("the list and its report cannot be one file, %s", c.Output)
	}
	if err := c.checkPlace(c.Report, input); err != nil {
		return err
	}
	if !mayBeReport(c.Report) {
		return fmt.Errorf("%s is there and is no report; name another file to write", c.Report)
	}
	return nil
}

// isLine reports whether a text can stand in a line.
func isLine(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}

// checkInput says why an input cannot be read, as far as that holds for every format.
func checkInput(path string) (os.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("there is nothing to read: %w", err)
	}
	if info.IsDir() {
		return info, nil
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file and no folder but a pipe or a device; save what comes out of it, and name that", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("there is nothing to read: %w", err)
	}
	defer file.Close()
	head := make([]byte, 16)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	for _, k := range otherKinds {
		if strings.HasPrefix(string(head[:n]), k.head) {
			return nil, fmt.Errorf("%s is %s; %s", path, k.name, k.todo)
		}
	}
	return info, nil
}

// otherKinds are kinds of files that lists come in and that no format is, with the bytes that they begin with.
var otherKinds = []struct{ head, name, todo string }{
	{"\x1f\x8b", "packed (gzip)", "unpack it first"},
	{"PK\x03\x04", "packed (zip), or a table of Excel or LibreOffice", "unpack it, or save the table as CSV"},
	{"BZh", "packed (bzip2)", "unpack it first"},
	{"\xfd7zXZ\x00", "packed (xz)", "unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "packed (7z)", "unpack it first"},
	{"Rar!", "packed (rar)", "unpack it first"},
	{"\x28\xb5\x2f\xfd", "packed (zstd)", "unpack it first"},
	{"\xd0\xcf\x11\xe0", "a document or a table of an old Office", "save it as text or CSV"},
	{"%PDF-", "a PDF", "save its text"},
	{"SQLite format 3\x00", "a database", "export its table as CSV"},
}

// isOneFile reports whether two paths are of one file, which need not be there.
func isOneFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB)
	}
	return filepath.Clean(a) == filepath.Clean(b)
}

// mayBeReport reports whether there is nothing at a path, or the report of an import.
func mayBeReport(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return errors.Is(err, os.ErrNotExist)
	}
	defer file.Close()
	var report list.Report
	err = json.NewDecoder(file).Decode(&report)
	return errors.Is(err, io.EOF) || err == nil && report.Format != ""
}

// checkPlace says why a file cannot be written: there is no such folder, or it is one, or it is read.
func (c importCommand) checkPlace(path string, input os.FileInfo) error {
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return fmt.Errorf("%s cannot be written: %w", path, err)
	}
	if input.IsDir() && isWithin(path, c.Input) {
		return fmt.Errorf("%s lies in the folder that is read; name another place", path)
	}
	for _, written := range []string{path, path + list.Part} {
		there, err := os.Stat(written)
		if written != path { // what is written first is a file of its own
			there, err = os.Lstat(written)
		}
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("%s cannot be written: %w", path, err)
		}
		if !there.Mode().IsRegular() {
			return fmt.Errorf("%s is a folder, a link or a device; name another file to write", written)
		}
		if os.SameFile(there, input) {
			return fmt.Errorf("%s is what is read; name another file to write", written)
		}
		if mapping, err := os.Stat(c.Mapping); err == nil && os.SameFile(there, mapping) {
			return fmt.Errorf("%s is the mapping; name another file to write", written)
		}
	}
	return nil
}

// isWithin reports whether a file would lie in a folder or in one of its folders.
func isWithin(path, folder string) bool {
	below, err := filepath.Rel(realPath(folder), realPath(filepath.Dir(path)))
	return err == nil && filepath.IsLocal(below)
}

// realPath is a path from the root without links, as far as it can be known.
func realPath(path string) string {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	return path
}
