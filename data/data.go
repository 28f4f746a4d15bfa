// Package data holds the dataset: records as text files, compiled to one SQLite database that is embedded in the
// binary. Whoever changes a record runs
//
//	go generate ./data
//
// and commits the database with it; a test fails while the two differ.
package data

import (
	"context"
	"embed"
	"io/fs"
)

//go:generate go run gen.go

//go:embed joqtau.db
var compiled []byte

//go:embed people topics events figures sources.yaml
var text embed.FS

// Open opens the embedded dataset.
func Open(ctx context.Context) (*Dataset, error) { return openBytes(ctx, compiled) }

// Text returns the text files from which the embedded dataset was compiled.
func Text() fs.FS { return text }
