package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"joqtau/lookup/name"
	"joqtau/lookup/population"
)

// A peer looks names up.
type peer interface {
	// build makes the index of people, each a name and its number.
	build(people int, text func(i int) string) error
	// open makes the index ready, as a program would at its start.
	open() error
	// find returns the numbers of people who may be meant, the best first.
	find(question string) ([]int, error)
	// bytes is the size of the index, and processes are those that serve it beside this one.
	bytes() (int64, error)
	processes() []int
	close() error
}

// measures are what is measured of a peer. Times of questions are in milliseconds, others in seconds, memory in MB.
type measures struct {
	Asked         float64
	First, Five   float64
	P50, P95, P99 float64
	Memory        float64
	IndexBytes    float64 // per person
	Build, Ready  float64
}

// peers by name; those that end in +skeletons are given our skeletons in the place of names.
var peers = map[string]func(dir string) (peer, error){
	"joqtau":  newOurs,
	"fts5":    newFTS5,
	"pg_trgm": newPostgres,
	"bleve":   newBleve,
}

const withSkeletons = "+skeletons"

func peerNames() []string {
	return []string{"joqtau", "fts5", "fts5" + withSkeletons, "pg_trgm", "pg_trgm" + withSkeletons, "bleve", "bleve" + withSkeletons}
}

// runPeer builds the index of one peer in a folder, or asks the one that was built there, and writes what it measured.
func runPeer(called, dir string, build bool, s settings, out io.Writer) (err error) {
	kind, skeletons := strings.CutSuffix(called, withSkeletons)
	make, ok := peers[kind]
	if !ok {
		return fmt.Errorf("there is no peer %q", called)
	}
	people, err := population.New(s.Seed)
	if err != nil {
		return err
	}
	write := func(text string) string { return text }
	if skeletons {
		if write, err = skeletonWriter(); err != nil {
			return err
		}
	}
	p, err := make(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	m := map[string]float64{}
	if build {
		err = measureBuild(p, m, func(i int) string { return write(people.Person(i).Form()) }, s)
	} else {
		err = measureAsking(p, m, people, write, s)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(m)
}

func measureBuild(p peer, m map[string]float64, text func(int) string, s settings) error {
	begin := time.Now()
	if err := p.build(s.People, text); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	m["Build"] = time.Since(begin).Seconds()
	size, err := p.bytes()
	m["IndexBytes"] = float64(size) / float64(s.People)
	return err
}

func measureAsking(p peer, m map[string]float64, people *population.Population, write func(string) string, s settings) error {
	asker, err := population.NewAsker(s.Seed)
	if err != nil {
		return err
	}
	debug.FreeOSMemory()
	base, err := residentMB(nil)
	if err != nil {
		return err
	}
	begin := time.Now()
	if err := p.open(); err != nil {
		return fmt.Errorf("open: %w", err)
	}
	m["Ready"] = time.Since(begin).Seconds()
	if err := ask(p, m, people, asker, write, s); err != nil {
		return err
	}
	used, err := residentMB(p.processes())
	m["Memory"] = used - base
	return err
}

// ask asks questions until all are asked or the time is over.
func ask(p peer, m map[string]float64, people *population.Population, asker *population.Asker, write func(string) string, s settings) error {
	var times []float64
	first, five, n := 0, 0, 0
	for end := time.Now().Add(s.Budget); n < s.Questions && time.Now().Before(end); n++ {
		asked := people.Person(int(uint64(n) * 2654435761 % uint64(s.People))) // spread over all of them
		q := asker.Ask(asked)
		for q.Year { // names alone are indexed
			q = asker.Ask(asked)
		}
		text := write(q.Text)
		begin := time.Now()
		found, err := p.find(text)
		if err != nil {
			return fmt.Errorf("ask %q: %w", text, err)
		}
		times = append(times, float64(time.Since(begin).Microseconds())/1000)
		for place, i := range found[:min(len(found), 5)] {
			if q.IsAnswer(asked, people.Person(i)) {
				five++
				if place == 0 {
					first++
				}
				break
			}
		}
	}
	slices.Sort(times)
	at := func(share float64) float64 { return times[int(share*float64(len(times)-1))] }
	m["P50"], m["P95"], m["P99"] = at(0.5), at(0.95), at(0.99)
	m["Asked"], m["First"], m["Five"] = float64(n), float64(first)/float64(n), float64(five)/float64(n)
	return nil
}

// skeletonWriter writes a text as the skeletons of its words in their likeliest reading.
func skeletonWriter() (func(string) string, error) {
	reader, err := name.NewReader()
	if err != nil {
		return nil, err
	}
	return func(text string) string {
		var skeletons []string
		for _, w := range reader.Words(text) {
			skeletons = append(skeletons, reader.Plain(w))
		}
		return strings.Join(skeletons, " ")
	}, nil
}

// residentMB is the memory of this process, or of others, that is theirs: shared pages are divided among those who share
// them.
func residentMB(processes []int) (float64, error) {
	total := 0.0
	for _, process := range append([]int{os.Getpid()}, processes...) {
		rollup, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", process))
		if err != nil {
			return 0, fmt.Errorf("memory of a process: %w", err)
		}
		for _, line := range strings.Split(string(rollup), "\n") {
			if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
				kilobytes, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
				if err != nil {
					return 0, err
				}
				total += kilobytes / 1024
			}
		}
	}
	return total, nil
}
