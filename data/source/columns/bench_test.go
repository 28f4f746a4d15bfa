package columns

import (
	"bytes"
	"os"
	"strconv"
	"testing"
)

// BenchmarkRows reads a table of the usual kind: Windows-1251, semicolons, twenty columns.
func BenchmarkRows(b *testing.B) {
	text, err := os.ReadFile("testdata/russian.csv")
	if err != nil {
		b.Fatal(err)
	}
	lines := bytes.SplitN(encoded(b, string(text), "windows-1251", ""), []byte("\n"), 3)
	content := append(bytes.Clone(lines[0]), '\n')
	const people = 20_000
	for i := range people {
		content = append(append(append(strconv.AppendInt(content, int64(i), 10), ';'), lines[1][2:]...), '\n')
	}
	file := writeFile(b, "x.csv", content)
	m, err := readMapping("testdata/russian.mapping")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		reading, err := openMapped(b.Context(), file, m, &ourWords)
		if err != nil {
			b.Fatal(err)
		}
		for range reading.Rows {
		}
		reading.Close()
	}
	b.ReportMetric(people*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
