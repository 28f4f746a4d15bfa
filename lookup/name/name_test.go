package name

import (
	"bufio"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

func newReader(t testing.TB) *Reader {
	t.Helper()
	r, err := NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rows reads a table of testdata.
func rows(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list [][]string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if line := lines.Text(); line != "" && line[0] != '#' {
			list = append(list, strings.Split(line, "\t"))
		}
	}
	return list
}

// cost is how far, in bits, a written word is from a name of a dictionary.
func cost(r *Reader, written, entry string) (float64, bool) {
	words, entries := r.Words(written), r.Words(entry)
	if len(words) != 1 || len(entries) != 1 {
		return 0, false
	}
	skeleton := r.Plain(entries[0])
	best := TooFar
	for _, reading := range words[0].Readings {
		cost, bare := r.Pattern(reading.Skeleton).Distance(skeleton, r.Root(skeleton), Budget(len(reading.Skeleton)))
		if cost += reading.Cost; bare {
			cost += bits(2.5)
		}
		best = min(best, cost)
	}
	return best.Bits(), best < TooFar
}

func TestSpellingsOfOneName(t *testing.T) {
	r := newReader(t)
	for _, row := range rows(t, "same.tsv") {
		limit, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		if got, near := cost(r, row[0], row[1]); !near || got > limit {
			t.Errorf("%s for %s: %.1f bits (near: %t), want at most %.1f", row[0], row[1], got, near, limit)
		}
	}
}

func TestDifferentNames(t *testing.T) {
	r := newReader(t)
	for _, row := range rows(t, "different.tsv") {
		if len(r.Words(row[0])) != 1 || len(r.Words(row[1])) != 1 {
			t.Errorf("%s or %s is not read as one name", row[0], row[1])
		}
		if got, near := cost(r, row[0], row[1]); near && got < 2.5 {
			t.Errorf("%s and %s: only %.1f bits apart", row[0], row[1], got)
		}
	}
}

func TestWords(t *testing.T) {
	r := newReader(t)
	for _, row := range []struct{ text, want string }{
		{"Ж. Аймауытов", "Ж* Аймауытов"},
		{"Ж.Аймауытов", "Ж* Аймауытов"},
		{"M.Kh. Sultangaliyev", "M* Kh* Sultangaliyev"},
		{"Shakhzada Shonanova (Karatayeva)", "Shakhzada Shonanova (Karatayeva)"},
		{"Коныр-Ходжа", "Коныр-Ходжа"},
		{"расскажи про Сакена Сейфуллина", "Сакена Сейфуллина"},
		{"when was Oraz Zhandosov shot?", "Oraz Zhandosov"},
		{"Мағжан Жұмабаевтың тағдыры", "Мағжан Жұмабаевтың"},
		{"I. Jansu'girov", "I* Jansu'girov"},
		// an initial is an initial, even one that is also a preposition
		{"О. Жандосов", "О* Жандосов"},
		{"С. Сейфуллин", "С* Сейфуллин"},
		{"У. Исаев", "У* Исаев"},
		{"В. И. Иванов", "В* И* Иванов"},
		{"A. Medushevsky", "A* Medushevsky"},
		{"о Сейфуллине", "Сейфуллине"},
		{"стихи с тетрадкой у Сейфуллина", "тетрадкой Сейфуллина"},
		{"Адам Тестовский", "Адам Тестовский"},
		{"12345 ++ 😀", ""},
		{"спасибо", ""},
		{"Сәлеметсіз бе! Нұрлан туралы", "Нұрлан"},
	} {
		var got []string
		for _, w := range r.Words(row.text) {
			if w.Around {
				continue
			}
			s := w.Text
			if w.Initial {
				s += "*"
			}
			if w.Alternative {
				s = "(" + s + ")"
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%q: got %q, want %q", row.text, strings.Join(got, " "), row.want)
		}
	}
}

func TestFullName(t *testing.T) {
	r := newReader(t)
	for _, row := range []struct{ text, want string }{
		{"Сакен Сейфуллин", "G:Сакен S:Сейфуллин"},
		{"Досов Абулхаир", "S:Досов G:Абулхаир"},
		{"Досов Абулхаир Искакович", "S:Досов G:Абулхаир P:Искакович"},
		{"Исаак Исаевич Рейнгольд", "G:Исаак P:Исаевич S:Рейнгольд"},
		{"Рейнгольд Исаак Исаевич", "S:Рейнгольд G:Исаак P:Исаевич"},
		{"Кузьмин Илья Никитич", "S:Кузьмин G:Илья P:Никитич"},
		{"Анна Ильинична Рабинович", "G:Анна P:Ильинична S:Рабинович"},
		{"Тестовский Адам Янович", "S:Тестовский G:Адам P:Янович"},
		{"Рабинович Анна Ильинична", "S:Рабинович G:Анна P:Ильинична"},
		{"Ахмет Байтұрсынұлы", "G:Ахмет S:Байтұрсынұлы"},
		{"Әлихан Нұрмұхамедұлы Бөкейхан", "G:Әлихан P:Нұрмұхамедұлы S:Бөкейхан"},
		{"M.Kh. Sultangaliyev", "G:M P:Kh S:Sultangaliyev"},
		{"Shakhzada Shonanova (Karatayeva)", "G:Shakhzada S:Shonanova S:Karatayeva"},
		{"Сәкен (Сәдуақас) Сейфуллин", "G:Сәкен G:Сәдуақас S:Сейфуллин"},
		{"Kembayev", "S:Kembayev"},
	} {
		var got []string
		for _, p := range r.FullName(row.text) {
			got = append(got, string("SGP"[p.Role])+":"+p.Text)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%q: got %q, want %q", row.text, strings.Join(got, " "), row.want)
		}
	}
}

func TestFoldMendsMixedScripts(t *testing.T) {
	for _, row := range [][2]string{
		{"Мaйлин", "майлин"},          // a Latin a
		{"Mаilin", "mailin"},          // a Cyrillic а
		{"Лeкepoв", "лекеров"},        // four Latin letters of seven
		{"İlyas", "ilyas"},            // a Turkish capital
		{"Jansu’girov", "jansugirov"}, // an apostrophe of 2017
		{"Ма\u0301йлин", "майлин"},    // a stress mark
		{"Май\u200bлин", "майлин"},    // an invisible space
		{"\u0259уезов", "әуезов"},     // a Latin schwa
		{"Маи\u0306лин", "майлин"},    // й of two code points
	} {
		if got := Fold(row[0]); got != row[1] {
			t.Errorf("%q: got %q, want %q", row[0], got, row[1])
		}
	}
}

func FuzzWords(f *testing.F) {
	r := newReader(f)
	f.Add("Сакен Сейфуллин")
	f.Add("((((М.М.")
	f.Add("\x00\u200f\xff")
	f.Add(strings.Repeat("ұзақ", 1000))
	f.Fuzz(func(t *testing.T, text string) {
		words := r.Words(text)
		if len(words) > MaxWords {
			t.Errorf("%d words", len(words))
		}
		for _, w := range words {
			if len(w.Readings) == 0 {
				t.Errorf("%q has no reading", w.Text)
			}
			for _, reading := range w.Readings {
				s := reading.Skeleton
				if s == "" || strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz") != "" || len(s) > 2*MaxLetters {
					t.Errorf("%q is read as %q", w.Text, s)
				}
				r.Pattern(s)
			}
			r.Cuts(w)
		}
		r.FullName(text)
		r.Read(text).Years()
		r.Read(text).Beside()
		for _, words := range r.Rewordings(text) {
			if len(words) > MaxWords {
				t.Errorf("%d words", len(words))
			}
		}
		for _, retyped := range r.Retyped(text) {
			r.Words(retyped)
		}
	})
}

func TestTablesAreReadStrictly(t *testing.T) {
	for table, line := range map[string]string{
		"habits":          "greek\t0",
		"habits/cyrillic": "а\ta\nа\to",
		"habits/english":  "a\t!",
		"costs":           "o\tu",
		"endings":         "ов\tов\tnone",
		"equal":           "Ахмет",
		"years":           "туған\tsomething",
		"keyboards":       "q\tй",
	} {
		files := tablesOf(t)
		content := string(files["tables/"+table+".tsv"].Data)
		files["tables/"+table+".tsv"] = &fstest.MapFile{Data: []byte(content + "\n# a comment\n" + line + "\n")}
		_, err := loadTables(files)
		if err == nil || !strings.Contains(err.Error(), ".tsv:") && !strings.Contains(err.Error(), "greek") {
			t.Errorf("%s with %q: got %v, want an error that names the line", table, line, err)
		}
	}
}

// tablesOf copies the tables, to be changed.
func tablesOf(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(tables, "tables", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := tables.ReadFile(path)
		files[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestWordsOfTheTablesAreFolded(t *testing.T) {
	r := newReader(t)
	kinds := map[wordKind]int{}
	for word, kind := range r.around.written {
		kinds[kind]++
		if word != foldWord(word) {
			t.Errorf("%s is never found: it is folded to %s", word, foldWord(word))
		}
	}
	if kinds[kinWord] < 100 || kinds[courtesy] < 100 || kinds[telling] < 100 || kinds[partOfName] > 0 {
		t.Errorf("words by kind: %v", kinds)
	}
}

func TestEveryLetterOfTheAlphabetsIsRead(t *testing.T) {
	r := newReader(t)
	for _, c := range "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюяѣѳӯ" {
		if len(r.readings(string(c))) == 0 {
			t.Errorf("%c is not read", c)
		}
	}
}

// TestRomanizations holds every scheme of romanization.tsv against the tables: each letter, put between others into a
// word, is read in at least one habit as its Cyrillic is.
func TestRomanizations(t *testing.T) {
	r := newReader(t)
	table := rows(t, "../../population/romanization.tsv")
	schemes := table[0]
	for _, row := range table[1:] {
		letter := strings.Fields(row[0])[1]
		for i, cell := range row[1:] {
			for _, spelling := range strings.Split(cell, "|") {
				if strings.HasSuffix(spelling, "?") || spelling == "—" || spelling == "" {
					continue // not verified, or not defined
				}
				checkRomanization(t, r, schemes[i+1], letter, strings.ReplaceAll(spelling, "∅", ""))
			}
		}
	}
}

// frames are words around a letter, in Cyrillic and in the script of the scheme.
var frames = map[bool][2]string{false: {"ата%sтар", "ata%star"}, true: {"ата%sтар", "اتا%sتار"}}

func checkRomanization(t *testing.T, r *Reader, scheme, letter, spelling string) {
	t.Helper()
	frame := frames[scheme == "tote_jazu_arabic"]
	cyrillic := r.readings(strings.Replace(frame[0], "%s", letter, 1))
	written := r.readings(foldWord(strings.Replace(frame[1], "%s", spelling, 1)))
	nearest := TooFar
	for _, reading := range written {
		cost, _ := r.Pattern(reading.Skeleton).Distance(cyrillic[0].Skeleton, Root{}, TooFar)
		nearest = min(nearest, cost)
	}
	if nearest > bits(3) {
		t.Errorf("%s: %s for %s is read as %v, %.1f bits from %s", scheme, spelling, letter, written, nearest.Bits(), cyrillic[0].Skeleton)
	}
}

func TestSchemesHaveTheirHabit(t *testing.T) {
	r := newReader(t)
	for _, row := range rows(t, "habits.tsv") {
		want := r.Words(row[1])
		got := r.Words(row[0])
		if len(got) != 1 || len(want) != 1 {
			t.Errorf("%s or %s is not one word", row[0], row[1])
			continue
		}
		i := slices.IndexFunc(r.habits, func(h *habit) bool { return h.name == row[2] })
		skeleton := r.Plain(want[0])
		nearest := TooFar
		for _, reading := range r.habits[i].read(got[0].folded) {
			cost, _ := r.Pattern(reading).Distance(skeleton, r.Root(skeleton), TooFar)
			nearest = min(nearest, cost)
		}
		if nearest > bits(2.5) {
			t.Errorf("%s, read as %s, is %.1f bits from %s", row[0], row[2], nearest.Bits(), skeleton)
		}
	}
}

func TestRetyped(t *testing.T) {
	r := newReader(t)
	for _, row := range rows(t, "retyped.tsv") {
		got := r.Retyped(row[0])
		if want := row[1]; want == "-" && len(got) > 0 || want != "-" && !slices.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", row[0], got, want)
		}
	}
}

func TestYears(t *testing.T) {
	r := newReader(t)
	for _, row := range []struct {
		text string
		want []Year
	}{
		{"Жумабаев Магжан 1893 г.р.", []Year{{1893, BirthYear}}},
		{"туған жылы 1893", []Year{{1893, BirthYear}}},
		{"Мағжан 1893 ж.т.", []Year{{1893, BirthYear}}},
		{"Магжан 1893", []Year{{1893, AnyYear}}},
		{"1893ж туған", []Year{{1893, BirthYear}}},
		{"born in 1893", []Year{{1893, BirthYear}}},
		{"расстрелян в 1938", []Year{{1938, DeathYear}}},
		{"1938 жылы атылған", []Year{{1938, DeathYear}}},
		{"Магжан (1893–1938)", []Year{{1893, BirthYear}, {1938, DeathYear}}},
		{"1893 1938", []Year{{1893, BirthYear}, {1938, DeathYear}}},
		{"тел. 87011234567, дом 15, 2024", nil},
	} {
		if got := r.Read(row.text).Years(); !slices.Equal(got, row.want) {
			t.Errorf("%q: got %v, want %v", row.text, got, row.want)
		}
	}
}

func TestRewordings(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]string{
		"Дос Мухамедов":        "Досмухамедов",
		"Байтұрсын ұлы":        "Байтұрсынұлы",
		"МағжанЖұмабаев":       "Мағжан Жұмабаев",
		"Досмухамедов-Машаков": "Досмухамедов Машаков",
	} {
		var got []string
		for _, words := range r.Rewordings(text) {
			texts := make([]string, len(words))
			for i, w := range words {
				texts[i] = w.Text
			}
			got = append(got, strings.Join(texts, " "))
		}
		if !slices.Contains(got, want) {
			t.Errorf("%q: got %q, want %q among them", text, got, want)
		}
	}
}

// TestCommonWordsAreNoSurnames holds what common.tsv says of its words.
func TestCommonWordsAreNoSurnames(t *testing.T) {
	surname := regexp.MustCompile(`(ов|ев|ёв|ин)а?$|ск(ий|ая)$|енко$`)
	genitive := regexp.MustCompile(`цев$|истов$`)
	err := eachRow(tables, "common", func(cells []string) error {
		for _, word := range strings.Fields(cells[0]) {
			if surname.MatchString(word) && !genitive.MatchString(word) {
				t.Errorf("%s ends as surnames do", word)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
