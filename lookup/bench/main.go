// Bench runs the name engine beside what else can look names up, on the same invented people and the same questions, and
// writes one table. It is a module of its own, so that what it needs stays out of Joqtau.
//
//	go run -tags sqlite_fts5 . -people 3100000
//
// Peers are SQLite's FTS5 with trigrams (the build tag is for it), PostgreSQL's pg_trgm (Debian's package postgresql; the
// bench starts a cluster of its own on a loopback port) and bleve with a fuzziness of one. Each is run raw and with our
// skeletons in the place of the names. An index is built in one process and asked in another, on one processor, so that
// memory can be told.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"text/tabwriter"
	"time"
)

type settings struct {
	People    int
	Questions int
	Budget    time.Duration // for the questions of one peer
	Seed      uint64
}

func main() {
	var s settings
	var peer, dir, only, plot string
	var build bool
	flag.IntVar(&s.People, "people", 100000, "invented people to look up")
	flag.IntVar(&s.Questions, "questions", 3000, "questions to ask")
	flag.DurationVar(&s.Budget, "budget", 4*time.Minute, "time for the questions of one peer; what it does not come to is not counted")
	flag.Uint64Var(&s.Seed, "seed", 1, "seed of people and questions")
	flag.StringVar(&peer, "peer", "", "run this peer only and write its measures as JSON; used by the bench itself")
	flag.StringVar(&dir, "dir", "", "the folder of that peer")
	flag.BoolVar(&build, "build", false, "build the index of that peer, instead of asking it")
	flag.StringVar(&only, "only", "", "peers to run, separated by commas; all without it")
	flag.StringVar(&plot, "plot", "", "read a report of joqtau eval --json and draw its reliability to this PNG file instead")
	flag.Parse()
	var err error
	switch {
	case plot != "":
		err = plotReliability(plot, os.Stdin)
	case peer != "":
		err = runPeer(peer, dir, build, s, os.Stdout)
	default:
		err = runAll(s, only, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// runAll runs every peer in a process of its own and writes the table.
func runAll(s settings, only string, out io.Writer) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "engine\tasked\trecall@1\trecall@5\tp50 ms\tp95 ms\tp99 ms\tmemory MB\tindex bytes/person\tbuild s\tready s\t")
	for _, name := range peerNames() {
		if only != "" && !strings.Contains(","+only+",", ","+name+",") {
			continue
		}
		m, err := runOne(self, name, s)
		if err != nil {
			fmt.Fprintf(table, "%s\tnot run: %v\t\n", name, err)
			continue
		}
		fmt.Fprintf(table, "%s\t%.0f\t%.3f\t%.3f\t%.2f\t%.2f\t%.2f\t%.0f\t%.0f\t%.0f\t%.2f\t\n", name, m.Asked, m.First, m.Five,
			m.P50, m.P95, m.P99, m.Memory, m.IndexBytes, m.Build, m.Ready)
	}
	return table.Flush()
}

// runOne builds the index of one peer and asks it, each in a process of its own.
func runOne(self, name string, s settings) (*measures, error) {
	dir, err := os.MkdirTemp("", "joqtau-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	m := &measures{}
	for _, build := range []bool{true, false} {
		fmt.Fprintf(os.Stderr, "%s: %s, build: %t\n", time.Now().Format(time.TimeOnly), name, build)
		command := exec.Command(self, "-peer", name, "-dir", dir, fmt.Sprintf("-build=%t", build), "-people", fmt.Sprint(s.People),
			"-questions", fmt.Sprint(s.Questions), "-budget", s.Budget.String(), "-seed", fmt.Sprint(s.Seed))
		command.Env = append(os.Environ(), "GOMAXPROCS=1")
		command.Stderr = os.Stderr
		output, err := command.Output()
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(output, m); err != nil {
			return nil, err
		}
	}
	return m, nil
}
