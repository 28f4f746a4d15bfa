package index

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"joqtau/lookup/name"
)

func newReader(t testing.TB) *name.Reader {
	t.Helper()
	r, err := name.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// build packs people who are given by the forms of their names.
func build(t testing.TB, r *name.Reader, people map[string][]string) *Index {
	t.Helper()
	b := NewBuilder(r)
	ids := make([]string, 0, len(people))
	for id := range people {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		e := Entry{ID: id, Birth: 1893, Stems: []string{"uqitel"}}
		for _, form := range people[id] {
			e.Forms = append(e.Forms, r.FullName(form))
		}
		b.Add(e)
	}
	return pack(t, b)
}

// pack packs a builder's people and opens them.
func pack(t testing.TB, b *Builder) *Index {
	t.Helper()
	content, err := b.Bytes("test")
	if err != nil {
		t.Fatal(err)
	}
	x, err := Open(content)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// randomSkeleton makes something like a name, of few letters, so that many are near one another.
func randomSkeleton(rng *rand.Rand) string {
	letters := "aiounbtksjy"
	s := make([]byte, 2+rng.IntN(9))
	for i := range s {
		s[i] = letters[rng.IntN(len(letters))]
	}
	return string(s) + []string{"", "", "ov", "in", "uli"}[rng.IntN(5)]
}

// TestNearFindsWhatTheDistanceSays compares the walk of the trie with the slow distance of every name, for random
// dictionaries, words and budgets.
func TestNearFindsWhatTheDistanceSays(t *testing.T) {
	r := newReader(t)
	rng := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 40 {
		var skeletons []string
		for range 200 {
			skeletons = append(skeletons, randomSkeleton(rng))
		}
		x := ofSkeletons(t, r, skeletons)
		slices.Sort(skeletons)
		skeletons = slices.Compact(skeletons)
		for range 20 {
			pattern := r.Pattern(randomSkeleton(rng))
			budget := name.Cost(rng.IntN(900))
			got := map[string]name.Found{}
			x.Near(pattern, budget, func(skeleton uint32, how name.Found) {
				phonemes := x.phonemes(skeleton)
				best, known := got[phonemes]
				if !known {
					best = name.Found{Cost: name.TooFar}
				}
				best.Better(how)
				got[phonemes] = best
			})
			for _, s := range skeletons {
				cost, _ := pattern.Distance(s, r.Root(s), budget)
				how, ok := got[s]
				if ok != (cost <= budget) || ok && how.Cost != cost {
					t.Fatalf("%s for %s within %d: got %v %+v, want %d", pattern.Skeleton, s, budget, ok, how, cost)
				}
				found += len(got)
			}
		}
	}
	if found == 0 {
		t.Error("nothing was near anything")
	}
}

// ofSkeletons makes an index of surnames that are their own skeletons.
func ofSkeletons(t testing.TB, r *name.Reader, skeletons []string) *Index {
	b := NewBuilder(r)
	for i, s := range skeletons {
		word := name.Word{Text: s, Readings: []name.Reading{{Skeleton: s}}}
		b.Add(Entry{ID: fmt.Sprint(i), Forms: [][]name.Part{{{Word: word, Role: name.Surname}}}})
	}
	return pack(t, b)
}

func TestExactAndPhonemes(t *testing.T) {
	r := newReader(t)
	skeletons := []string{"a", "alin", "alinov", "eralin", "mailin", "zubov"}
	x := ofSkeletons(t, r, skeletons)
	for _, s := range skeletons {
		n, ok := x.exact(s)
		if !ok || x.phonemes(n) != s {
			t.Errorf("%s is found as %v %s", s, ok, x.phonemes(n))
		}
	}
	for _, s := range []string{"", "al", "alinova", "b", "zz"} {
		if n, ok := x.exact(s); ok {
			t.Errorf("%s is found as %s", s, x.phonemes(n))
		}
	}
}

func rowsOf(x *Index, id string) []string {
	text := func(n Name) string {
		if n == NoName {
			return "-"
		}
		return x.Text(n)
	}
	var list []string
	for i := range x.Rows() {
		if r := Row(i); x.ID(x.Person(r)) == id {
			list = append(list, strings.Join([]string{text(x.SurnameOf(r)), text(x.Given(r)), text(x.Patronymic(r))}, " "))
		}
	}
	slices.Sort(list)
	return list
}

// TestFormsAreCompleted holds that a form that says less does not hide what another form of the same person says.
func TestFormsAreCompleted(t *testing.T) {
	x := build(t, newReader(t), map[string][]string{
		"initial":     {"E. Testov", "Ерлан Тестов"},
		"father":      {"Ерлан Пробаев", "Пробаев Ерлан Маратович"},
		"alone":       {"Nemenov"},
		"surname":     {"Nomenov", "A. Nomenov"},
		"alternative": {"Aigul Primerova (Obraztsova)"},
	})
	for id, want := range map[string][]string{
		"initial":     {"Testov Ерлан -", "Тестов Ерлан -"},
		"father":      {"Пробаев Ерлан Маратович"},
		"alone":       {"Nemenov - -"},
		"surname":     {"Nomenov A -"},
		"alternative": {"Obraztsova Aigul -", "Primerova Aigul -"},
	} {
		if got := rowsOf(x, id); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
	}
}

func TestRowsAreFoundByEveryOrder(t *testing.T) {
	x := build(t, newReader(t), map[string][]string{
		"1": {"Ерлан Тестов"}, "2": {"Марат Тестов"}, "3": {"Пробаев Ерлан Маратович"}, "4": {"Пробаев Ерлан Сабитович"}, "5": {"Е. Тестов"},
	})
	for i := range x.Rows() {
		r := Row(i)
		first, last := x.WithSurname(x.SurnameOf(r))
		if r < first || last <= r {
			t.Errorf("row %d is not among those with its surname, %d to %d", r, first, last)
		}
		given := x.Given(r)
		from, to := x.WithGiven(given)
		if !among(x, from, to, r) {
			t.Errorf("row %d is not among those with its given name", r)
		}
		if patronymic := x.Patronymic(r); patronymic != NoName {
			from, to := x.WithPatronymic(from, to, patronymic)
			if !among(x, from, to, r) || to-from != 1 {
				t.Errorf("row %d is not the one with its patronymic", r)
			}
		}
		if phoneme, initial := x.Initial(given); initial && phoneme != 'e' || !initial && x.Begins(given) != "em"[strings.Index("ЕМ", string([]rune(x.Text(given))[:1]))/2] {
			t.Errorf("%s begins with %c", x.Text(given), x.Begins(given))
		}
	}
}

func among(x *Index, from, to int, r Row) bool {
	for ; from < to; from++ {
		if x.NthByGiven(from) == r {
			return true
		}
	}
	return false
}

func TestTheSamePeopleGiveTheSameBytes(t *testing.T) {
	r := newReader(t)
	make := func() []byte {
		b := NewBuilder(r)
		for i := range 50 {
			b.Add(Entry{ID: fmt.Sprint(i), Forms: [][]name.Part{r.FullName(fmt.Sprintf("Ерлан%c Тестов", 'а'+i%20))}, Stems: []string{"a", "b"}})
		}
		content, err := b.Bytes("tag")
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	if !bytes.Equal(make(), make()) {
		t.Error("two builds differ")
	}
}

func TestOpenRefusesWhatIsNoIndex(t *testing.T) {
	r := newReader(t)
	b := NewBuilder(r)
	b.Add(Entry{ID: "1", Forms: [][]name.Part{r.FullName("Ерлан Тестов")}, Birth: 1900})
	content, err := b.Bytes("tag")
	if err != nil {
		t.Fatal(err)
	}
	x, err := Open(content)
	if err != nil || x.Tag() != "tag" || x.People() != 1 {
		t.Fatalf("%v, %+v", err, x)
	}
	for n := range content {
		if _, err := Open(content[:n]); err == nil {
			t.Fatalf("an index cut to %d of %d bytes is opened", n, len(content))
		}
	}
	if _, err := Open(append(bytes.Clone(content), 0)); err == nil {
		t.Error("an index with bytes after its end is opened")
	}
	if _, err := Open([]byte("SQLite format 3")); err == nil {
		t.Error("a database is opened as an index")
	}
}

func TestTooManyStems(t *testing.T) {
	b := NewBuilder(newReader(t))
	var stems []string
	for i := range 70000 {
		stems = append(stems, fmt.Sprint(i))
	}
	for i := 0; i < len(stems); i += 100 {
		b.Add(Entry{ID: fmt.Sprint(i), Stems: stems[i : i+100]})
	}
	content, err := b.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	x, err := Open(content)
	if err != nil {
		t.Fatal(err)
	}
	if _, known := x.Stem("65535"); !known || x.stems.len() != 1<<16 {
		t.Errorf("%d words are told apart, %v", x.stems.len(), known)
	}
	if _, known := x.Stem("65536"); known {
		t.Error("a word too many is known")
	}
}

// exact finds the skeleton with these phonemes.
func (x *Index) exact(phonemes string) (skeleton uint32, ok bool) {
	node, end := 0, len(x.labels)
	for i := 0; i < len(phonemes); i++ {
		for node < end && letter(x.labels[node]) != phonemes[i] {
			node = int(x.skips.at(node))
		}
		if node >= end {
			return 0, false
		}
		if i == len(phonemes)-1 {
			return uint32(x.wholeNodes.search(uint32(node))), x.labels[node]&isWhole != 0
		}
		node, end = node+1, int(x.skips.at(node))
	}
	return 0, false
}

// phonemes are the letters of a skeleton.
func (x *Index) phonemes(skeleton uint32) string {
	target := int(x.wholeNodes.at(int(skeleton)))
	var path []byte
	for node := 0; node <= target; {
		if end := int(x.skips.at(node)); target >= end {
			node = end
			continue
		}
		path = append(path, letter(x.labels[node]))
		node++
	}
	return string(path)
}

// TestBeginning compares the walk through the trie with all rows read one by one.
func TestBeginning(t *testing.T) {
	r := newReader(t)
	x := build(t, r, map[string][]string{"1": {"Пробный Образец Примерович"}, "2": {"Пробуев Иван"}, "3": {"Образцов Проб"}, "4": {"П. Образцов"}, "5": {"Тестов"}})
	begins := func(n Name, skeleton string) bool {
		if _, isInitial := x.Initial(n); n == NoName || isInitial {
			return false
		}
		return strings.HasPrefix(r.Plain(r.Words(x.Text(n))[0]), skeleton)
	}
	for _, skeleton := range []string{"", "p", "pr", "prob", "proba", "ob", "obrazcov", "obrazcovx", "t", "iv", "x"} {
		span := x.Beginning(skeleton)
		got, want := map[Row]bool{}, map[Row]bool{}
		for row := range x.RowsOf(span) {
			got[row] = true
		}
		for row := range Row(x.Rows()) {
			surname, given, patronymic := begins(x.SurnameOf(row), skeleton), begins(x.Given(row), skeleton), begins(x.Patronymic(row), skeleton)
			if surname || given {
				want[row] = true
			}
			if has := x.Has(row, span); has != (surname || given || patronymic) {
				t.Errorf("%q: row %d has it: %t", skeleton, row, has)
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%q: rows %v, want %v", skeleton, got, want)
		}
	}
}
