package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a simulation sends depends on nothing but its flags.
func TestSimulate(t *testing.T) {
	simulate := func(args ...string) (string, error) {
		var out strings.Builder
		err := run(context.Background(), append([]string{"simulate"}, args...), func(string) string { return "" }, nil, &out, &out)
		return out.String(), err
	}
	got, err := simulate("--subscribers", "200", "--rate", "0.004", "--dir", t.TempDir())
	const want = "of 2026-05-31: sent 160, expired 40\n" // one in four minutes: what is left when its window closes is not sent
	if err != nil || !strings.Contains(got, want) {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
	used := t.TempDir()
	if err := os.WriteFile(filepath.Join(used, "simulated.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"--subscribers", "0"}, {"--rate", "0"}, {"--dir", used}} {
		if _, err := simulate(args...); !errors.As(err, new(usageError)) {
			t.Errorf("%v: %v", args, err)
		}
	}
}
