package record

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A Fingerprint holds a few bits of every word of a text, line by line. The dataset may cite a text and quote from it but
// not contain it; its fingerprint is enough to hold quotations against, and too little to read the text from: each
// value stands for thousands of words.
type Fingerprint [][]uint16

// fingerprintBits is how much of a word is kept. A wrong word passes one time in 4096, two beside each other one in
// sixteen million.
const fingerprintBits = 12

// fingerprintSuffix ends the names of the files that hold fingerprints, SOURCE.fingerprint.
const fingerprintSuffix = ".fingerprint"

// TakeFingerprint takes the fingerprint of a text.
func TakeFingerprint(text string) Fingerprint {
	var print Fingerprint
	for line := range strings.SplitSeq(text, "\n") {
		print = append(print, hashWords(line))
	}
	return print
}

// hashWords keeps letters and digits only, so that neither white space nor the kind of a quotation mark matters.
func hashWords(text string) []uint16 {
	var hashes []uint16
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		h := fnv.New32a()
		io.WriteString(h, word)
		hashes = append(hashes, uint16(h.Sum32()>>(32-fingerprintBits)))
	}
	return hashes
}

// WriteTo writes the fingerprint, a line for each line of the text, three hexadecimal digits a word.
func (f Fingerprint) WriteTo(w io.Writer) (int64, error) {
	out := bufio.NewWriter(w)
	written := int64(0)
	for _, line := range f {
		for _, hash := range line {
			n, _ := fmt.Fprintf(out, "%03x", hash) // Flush returns the error
			written += int64(n)
		}
		n, _ := fmt.Fprintln(out)
		written += int64(n)
	}
	return written, out.Flush()
}

// readFingerprint reads what WriteTo writes.
func readFingerprint(content string) (Fingerprint, error) {
	var print Fingerprint
	for line := range strings.SplitSeq(strings.TrimSuffix(content, "\n"), "\n") {
		var hashes []uint16
		for digits := range slices.Chunk([]byte(line), 3) {
			hash, err := strconv.ParseUint(string(digits), 16, fingerprintBits)
			if err != nil || len(digits) != 3 {
				return nil, fmt.Errorf("line %d: %q is not three hexadecimal digits", len(print)+1, digits)
			}
			hashes = append(hashes, uint16(hash))
		}
		print = append(print, hashes)
	}
	return print, nil
}

func readFingerprints(r *reader) error {
	names, err := fs.Glob(r.fsys, "*"+fingerprintSuffix)
	if err != nil {
		return fmt.Errorf("list fingerprints: %w", err)
	}
	for _, name := range names {
		content, err := fs.ReadFile(r.fsys, name)
		if err != nil {
			return fmt.Errorf("read dataset: %w", err)
		}
		print, err := readFingerprint(string(content))
		if err != nil {
			r.problems.add(Problem{File: name, Text: err.Error()})
			continue
		}
		r.set.prints[strings.TrimSuffix(name, fingerprintSuffix)] = print
	}
	return nil
}

// stands reports whether words stand one after another in the cited lines.
func (f Fingerprint) stands(words, at string) bool {
	first, last, err := readLines(at)
	if err != nil || last > len(f) {
		return false
	}
	passage, sought := slices.Concat(f[first-1:last]...), hashWords(words)
	for i := 0; i+len(sought) <= len(passage); i++ {
		if slices.Equal(passage[i:i+len(sought)], sought) {
			return true
		}
	}
	return false
}
