// Package data holds the dataset: records as text files, compiled to one SQLite database and an index of its
// people's names, which are embedded in the binary. Whoever changes a record runs
//
//	go generate ./data
//
// and commits both with it; a test fails while they differ.
package data

import (
	"context"
	"embed"
	"io/fs"
)

//go:generate go run gen.go

//go:embed joqtau.db
var compiled []byte

//go:embed joqtau.names
var compiledNames []byte

//go:embed people topics events figures contradictions guides sources.yaml vocabulary.yaml tanatarova2015.fingerprint
var text embed.FS

// Open opens the embedded dataset.
func Open(ctx context.Context) (*Dataset, error) { return openBytes(ctx, compiled, compiledNames) }

// Text returns the text files from which the embedded dataset was compiled.
func Text() fs.FS { return text }
