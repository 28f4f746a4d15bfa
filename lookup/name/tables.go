package name

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

//go:embed tables
var tables embed.FS

// TablesHash is a hash of all tables, in hexadecimal. An index of names answers rightly only with the tables by which it was
// built.
func TablesHash() string {
	hash := sha256.New()
	err := fs.WalkDir(tables, "tables", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := tables.ReadFile(path)
		fmt.Fprintln(hash, path, len(content))
		hash.Write(content)
		return err
	})
	if err != nil {
		panic(err) // the tables are part of the program
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// loadTables reads all tables of a folder named tables.
func loadTables(fsys fs.FS) (*Reader, error) {
	r := &Reader{costs: newCostTable(), equal: map[string][]string{}, tells: map[string]YearKind{}, frequent: map[string]float64{}, digraphs: map[byte]digraph{}}
	r.around = newAroundWords(r)
	if err := eachRow(fsys, "costs", r.costs.add); err != nil {
		return nil, err
	}
	err := eachRow(fsys, "habits", func(cells []string) error { return r.addHabit(fsys, cells) })
	if err != nil {
		return nil, err
	}
	if len(r.habits) == 0 {
		return nil, fmt.Errorf("habits.tsv: names no habit")
	}
	for _, table := range []struct {
		file string
		add  func(cells []string) error
	}{
		{"endings", r.addEnding},
		{"words", r.around.add(telling)},
		{"kin", r.around.add(kinWord)},
		{"equal", r.addEqual},
		{"frequent", r.addFrequent},
		{"initials", r.addInitial},
		{"courtesies", r.around.add(courtesy)},
		{"common", r.around.add(courtesy)},
		{"years", r.addYearWord},
		{"keyboards", r.keys.add},
	} {
		if err := eachRow(fsys, table.file, table.add); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// addHabit reads a row of habits.tsv, which names a habit, its cost in bits and its marks, and then its table.
func (r *Reader) addHabit(fsys fs.FS, cells []string) error {
	if len(cells) != 2 && len(cells) != 3 {
		return fmt.Errorf("want the name of a habit, bits, and the letters that mark it")
	}
	cost, err := strconv.ParseFloat(cells[1], 64)
	if err != nil {
		return err
	}
	h := &habit{name: cells[0], letters: map[string][]string{}, longest: map[rune]int{}, cost: bits(cost)}
	if len(cells) == 3 {
		h.marks = strings.Fields(cells[2])
	}
	r.habits = append(r.habits, h)
	return eachRow(fsys, "habits/"+h.name, func(cells []string) error { return h.add(cells, r.ambiguousLetter) })
}

// ambiguousLetter is the letter that stands for any of a set of phonemes; a set has the same letter in every table.
func (r *Reader) ambiguousLetter(members string) (byte, error) {
	for i, known := range r.ambiguous {
		if known == members {
			return byte('A' + i), nil
		}
	}
	if len(members) < 2 || len(r.ambiguous) == 26 {
		return 0, fmt.Errorf("[%s] cannot be numbered", members)
	}
	letter := byte('A' + len(r.ambiguous))
	r.ambiguous = append(r.ambiguous, members)
	r.costs.addAmbiguous(letter, members)
	return letter, nil
}

// addInitial reads a row of initials.tsv: a letter, phonemes, and the scripts in which it is so.
func (r *Reader) addInitial(cells []string) error {
	if len(cells) != 3 || len(cells[0]) != 1 || cells[2] != "latin" && cells[2] != "any" {
		return fmt.Errorf("want a letter, phonemes, and latin or any")
	}
	r.digraphs[cells[0][0]] = digraph{cells[1], cells[2] == "any"}
	return nil
}

// addYearWord reads a row of years.tsv: a word that tells what happened in a year near it.
func (r *Reader) addYearWord(cells []string) error {
	kinds := map[string]YearKind{"birth": BirthYear, "death": DeathYear}
	if len(cells) != 2 || kinds[cells[1]] == AnyYear {
		return fmt.Errorf("want a word, and birth or death")
	}
	r.tells[foldWord(cells[0])] = kinds[cells[1]]
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
