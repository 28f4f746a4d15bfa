package lookup_test

import (
	"flag"
	"fmt"
	"strconv"
	"testing"

	"joqtau/lookup"
	"joqtau/lookup/index"
	"joqtau/lookup/name"
	"joqtau/lookup/population"
)

// people of a benchmark: go test ./lookup -run - -bench . -invented 3100000
var invented = flag.Int("invented", 100000, "how many invented people the benchmarks look up")

// crowd is an index of invented people, built once for all benchmarks.
func crowd(b *testing.B) (*population.Population, *name.Reader, []byte) {
	b.Helper()
	people, err := population.New(1)
	if err != nil {
		b.Fatal(err)
	}
	reader := newReader(b)
	builder := index.NewBuilder(reader)
	for i := range *invented {
		p := people.Person(i)
		builder.Add(index.Entry{ID: strconv.Itoa(i), Forms: [][]name.Part{reader.FullName(p.Form())}, Birth: p.Birth})
	}
	content, err := builder.Bytes("")
	if err != nil {
		b.Fatal(err)
	}
	return people, reader, content
}

// BenchmarkFind asks in all the ways of population.Asker, about people spread over all of them.
func BenchmarkFind(b *testing.B) {
	people, reader, content := crowd(b)
	x, err := index.Open(content)
	if err != nil {
		b.Fatal(err)
	}
	engine := lookup.NewEngine(reader, x)
	asker, err := population.NewAsker(1)
	if err != nil {
		b.Fatal(err)
	}
	byKind := map[string][]string{}
	for i := range 2000 {
		q := asker.Ask(people.Person(int(uint64(i) * 2654435761 % uint64(*invented))))
		byKind[q.Kind] = append(byKind[q.Kind], q.Text)
	}
	for kind, texts := range byKind {
		b.Run(fmt.Sprintf("%d/%s", *invented, kind), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				engine.Find(texts[i%len(texts)])
			}
		})
	}
}

// BenchmarkOpen is how long it takes until an index can be asked.
func BenchmarkOpen(b *testing.B) {
	_, reader, content := crowd(b)
	for b.Loop() {
		x, err := index.Open(content)
		if err != nil {
			b.Fatal(err)
		}
		lookup.NewEngine(reader, x)
	}
}
