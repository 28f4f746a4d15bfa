package name

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"
)

//go:embed tables/*.tsv
var tables embed.FS

// A habit is a way of writing names: which letters stand for which phonemes.
type habit struct {
	letters map[string]string
	longest int // letters in the longest key
	// marked, if not nil, are letters of which a word must have one to be read in this habit.
	marked map[rune]bool
}

// read turns a folded word into its skeleton; false if it has a letter that this habit does not know.
func (h habit) read(word string) (string, bool) {
	letters := []rune(word)
	if h.marked != nil && !h.hasMarked(letters) {
		return "", false
	}
	var phonemes strings.Builder
	for i := 0; i < len(letters); {
		n := min(h.longest, len(letters)-i)
		for ; n > 0; n-- {
			if p, ok := h.letters[string(letters[i:i+n])]; ok {
				phonemes.WriteString(p)
				break
			}
		}
		if n == 0 {
			return "", false
		}
		i += n
	}
	return level(phonemes.String()), true
}

func (h habit) hasMarked(letters []rune) bool {
	for _, c := range letters {
		if h.marked[c] {
			return true
		}
	}
	return false
}

func isVowel(p byte) bool { return strings.IndexByte("aeiou", p) >= 0 }

// level evens out what habits of writing leave open:
//
//	an i after a vowel, or a y that is spelt i        ai, ay   one y
//	a y between vowels, which Russian drops           ayev, aev
//	a y before the first e                            Yer, Er
//	double letters                                    Seifullin, Seifulin
func level(phonemes string) string {
	out := make([]byte, 0, len(phonemes))
	for i := 0; i < len(phonemes); i++ {
		p := phonemes[i]
		afterVowel := len(out) > 0 && isVowel(out[len(out)-1])
		beforeVowel := i+1 < len(phonemes) && isVowel(phonemes[i+1])
		if p == 'y' && beforeVowel && (afterVowel || len(out) == 0 && phonemes[i+1] == 'e') {
			continue
		}
		if p == 'i' && afterVowel && !beforeVowel && out[len(out)-1] != 'i' {
			p = 'y'
		}
		if len(out) > 0 && out[len(out)-1] == p {
			continue
		}
		out = append(out, p)
	}
	return string(out)
}

// An ending can be taken off a skeleton.
type ending struct {
	phonemes string
	family   bool
	cost     float64
}

// loadTables reads all tables of a folder named tables.
func loadTables(fsys fs.FS) (*Reader, error) {
	r := &Reader{around: map[string]bool{}, kin: map[string]bool{}}
	for _, file := range []string{"cyrillic", "english", "kazakh-latin"} {
		h := habit{letters: map[string]string{}}
		err := eachRow(fsys, file, func(cells []string) error { return h.add(cells) })
		if err != nil {
			return nil, err
		}
		if file == "kazakh-latin" {
			h.marked = marked(h.letters)
		}
		r.habits = append(r.habits, h)
	}
	if err := eachRow(fsys, "costs", r.costs.add); err != nil {
		return nil, err
	}
	if err := eachRow(fsys, "endings", r.addEnding); err != nil {
		return nil, err
	}
	if err := eachRow(fsys, "words", wordsInto(r.around)); err != nil {
		return nil, err
	}
	return r, eachRow(fsys, "kin", wordsInto(r.kin))
}

// wordsInto puts the words of a row into a set.
func wordsInto(set map[string]bool) func(cells []string) error {
	return func(cells []string) error {
		for _, word := range strings.Fields(cells[0]) {
			set[foldWord(word)] = true
		}
		return nil
	}
}

// marked lists the letters of a habit beyond plain Latin.
func marked(letters map[string]string) map[rune]bool {
	set := map[rune]bool{}
	for key := range letters {
		for _, c := range key {
			if c > 'z' {
				set[c] = true
			}
		}
	}
	return set
}

func (h *habit) add(cells []string) error {
	if len(cells) == 1 { // a silent letter
		cells = append(cells, "")
	}
	if len(cells) != 2 {
		return fmt.Errorf("want a letter and its phonemes")
	}
	if _, twice := h.letters[cells[0]]; twice {
		return fmt.Errorf("%q stands twice", cells[0])
	}
	h.letters[cells[0]] = cells[1]
	h.longest = max(h.longest, utf8.RuneCountInString(cells[0]))
	return nil
}

func (r *Reader) addEnding(cells []string) error {
	if len(cells) != 3 || cells[1] != "case" && cells[1] != "family" {
		return fmt.Errorf("want an ending, case or family, and bits")
	}
	cost, err := strconv.ParseFloat(cells[2], 64)
	if err != nil {
		return err
	}
	phonemes, ok := r.habits[0].read(cells[0])
	if !ok {
		return fmt.Errorf("%q has a letter that cyrillic.tsv does not know", cells[0])
	}
	for _, e := range r.endings {
		if e.phonemes == phonemes && e.family == (cells[1] == "family") {
			return nil // two spellings of one ending, such as дың and дің
		}
	}
	r.endings = append(r.endings, ending{phonemes, cells[1] == "family", cost})
	return nil
}

// eachRow calls do with the cells of each line that is neither empty nor a comment.
func eachRow(fsys fs.FS, table string, do func(cells []string) error) error {
	file, err := fsys.Open("tables/" + table + ".tsv")
	if err != nil {
		return fmt.Errorf("read name tables: %w", err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		if err := do(strings.Split(strings.TrimRight(line, "\t"), "\t")); err != nil {
			return fmt.Errorf("%s.tsv:%d: %w", table, n, err)
		}
	}
	return lines.Err()
}
