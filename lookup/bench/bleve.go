package main

import (
	"path/filepath"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/simple"
)

// bleveIndex is bleve with words in lower case and a fuzziness of one. Its fuzziness counts bytes and not letters
// (blevesearch/vellum 1.2.1), so that Cyrillic words fare worse than skeletons.
type bleveIndex struct {
	dir   string
	index bleve.Index
}

func newBleve(dir string) (peer, error) { return &bleveIndex{dir: filepath.Join(dir, "bleve")}, nil }

type bleveName struct{ Name string }

func (b *bleveIndex) build(people int, text func(int) string) error {
	field := bleve.NewTextFieldMapping()
	field.Analyzer, field.Store, field.IncludeInAll, field.IncludeTermVectors, field.DocValues = simple.Name, false, false, false, false
	document := bleve.NewDocumentStaticMapping()
	document.AddFieldMappingsAt("Name", field)
	mapping := bleve.NewIndexMapping()
	mapping.DefaultMapping = document
	index, err := bleve.New(b.dir, mapping)
	if err != nil {
		return err
	}
	const batchSize = 20000
	batch := index.NewBatch()
	for i := range people {
		if err := batch.Index(strconv.Itoa(i), bleveName{text(i)}); err != nil {
			return err
		}
		if batch.Size() == batchSize || i == people-1 {
			if err := index.Batch(batch); err != nil {
				return err
			}
			batch.Reset()
		}
	}
	return index.Close()
}

func (b *bleveIndex) open() (err error) {
	b.index, err = bleve.Open(b.dir)
	return err
}

func (b *bleveIndex) find(question string) ([]int, error) {
	query := bleve.NewMatchQuery(question)
	query.SetField("Name")
	query.SetFuzziness(1)
	result, err := b.index.Search(bleve.NewSearchRequestOptions(query, 5, 0, false))
	if err != nil {
		return nil, err
	}
	var found []int
	for _, hit := range result.Hits {
		i, err := strconv.Atoi(hit.ID)
		if err != nil {
			return nil, err
		}
		found = append(found, i)
	}
	return found, nil
}

func (b *bleveIndex) bytes() (int64, error) { return size(b.dir) }
func (b *bleveIndex) processes() []int      { return nil }

func (b *bleveIndex) close() error {
	if b.index == nil {
		return nil
	}
	return b.index.Close()
}
