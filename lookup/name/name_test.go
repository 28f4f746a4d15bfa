package name

import (
	"bufio"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
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

// cost is how far a written word is from a name of the dictionary.
func cost(r *Reader, written, entry string) (float64, bool) {
	words := r.Words(written)
	entries := r.Words(entry)
	if len(words) != 1 || len(entries) != 1 {
		return 0, false
	}
	return r.Cost(r.Query(words[0]), r.Entry(entries[0].Skeletons[0]))
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
		{"стихи с книгой у Сейфуллина", "книгой Сейфуллина"},
		{"12345 ++ 😀", ""},
		{"спасибо", ""},
		{"Сәлеметсіз бе! Нұрлан туралы", "Нұрлан"},
	} {
		var got []string
		for _, w := range r.Words(row.text) {
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

func TestDistanceIsSymmetricAndKeepsItsBudget(t *testing.T) {
	r := newReader(t)
	names := []string{"baytursinov", "bukeyhanov", "jansugirov", "mailin", "alin", "eralin", "a", ""}
	for _, a := range names {
		for _, b := range names {
			forth, back := r.costs.distance(a, b, 1000), r.costs.distance(b, a, 1000)
			if forth != back {
				t.Errorf("%s to %s is %v, back %v", a, b, forth, back)
			}
			if (forth == 0) != (a == b) {
				t.Errorf("%s to %s is %v", a, b, forth)
			}
		}
	}
	if d := r.costs.distance("baytursinov", "bukeyhanov", 3); d != tooFar {
		t.Errorf("beyond its budget a distance is %v, want tooFar", d)
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
			if len(w.Skeletons) == 0 {
				t.Errorf("%q has no reading", w.Text)
			}
			for _, s := range w.Skeletons {
				if s == "" || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" || utf8.RuneCountInString(s) > 2*MaxLetters {
					t.Errorf("%q is read as %q", w.Text, s)
				}
			}
			r.Query(w)
		}
		r.FullName(text)
	})
}

func TestTablesAreReadStrictly(t *testing.T) {
	for table, line := range map[string]string{
		"cyrillic": "а\ta\nа\to",
		"costs":    "o\tu",
		"endings":  "ов\tsurname\t0",
	} {
		files := fstest.MapFS{}
		for _, name := range []string{"cyrillic", "english", "kazakh-latin", "costs", "endings", "words", "kin"} {
			files["tables/"+name+".tsv"] = &fstest.MapFile{}
		}
		files["tables/"+table+".tsv"] = &fstest.MapFile{Data: []byte("# a comment\n" + line + "\n")}
		_, err := loadTables(files)
		if err == nil || !strings.Contains(err.Error(), table+".tsv:") {
			t.Errorf("%s with %q: got %v, want an error that names the line", table, line, err)
		}
	}
}

func TestEveryLetterOfTheAlphabetsIsRead(t *testing.T) {
	r := newReader(t)
	for _, c := range "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюяѣѳӯ" {
		if len(r.skeletons(string(c))) == 0 && !slices.Contains([]rune("ъь"), c) {
			t.Errorf("%c is not read", c)
		}
	}
}
