package lookup_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"joqtau/lookup"
	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// people are synthetic: no such persons are known.
var people = []struct {
	id    string
	names []string
	facts int
	birth int
	words string // told of the person
}{
	{id: "testov-erlan", names: []string{"Erlan Testov", "Ерлан Тестов", "E. Testov"}, facts: 8, birth: 1893},
	{id: "testov-marat", names: []string{"Marat Testov", "Марат Тестов"}, facts: 1},
	{id: "probaev-aidos", names: []string{"Aidos Probayev", "Айдос Пробаев", "Пробаев Айдос Ерланович"}, facts: 3},
	{id: "primerova-aigul", names: []string{"Aigul Primerova (Obraztsova)", "Айгүл Примерова"}, facts: 1},
	{id: "zh-uzor", names: []string{"Zh. Uzorbekov"}, facts: 1},
	{id: "bare", names: []string{"Nemenov"}, facts: 1},
	{id: "dvoinikov-1", names: []string{"Данияр Двойников"}, facts: 1, birth: 1901, words: "учитель в селе"},
	{id: "dvoinikov-2", names: []string{"Данияр Двойников"}, facts: 1, birth: 1888, words: "крестьянин, житель аула"},
}

func newReader(t testing.TB) *name.Reader {
	t.Helper()
	reader, err := name.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return reader
}

func newEngine(t testing.TB) *lookup.Engine {
	t.Helper()
	reader := newReader(t)
	b := index.NewBuilder(reader)
	for _, p := range people {
		e := index.Entry{ID: p.id, Weight: lookup.Curated + lookup.Prominence(p.facts), Birth: p.birth, Stems: reader.StemsOf(p.words)}
		for _, form := range p.names {
			e.Forms = append(e.Forms, reader.FullName(form))
		}
		b.Add(e)
	}
	return lookup.NewEngine(reader, open(t, b))
}

func open(t testing.TB, b *index.Builder) *index.Index {
	t.Helper()
	content, err := b.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	x, err := index.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestFind(t *testing.T) {
	engine := newEngine(t)
	for _, row := range []struct {
		text    string
		outcome lookup.Outcome
		ids     string // in order
	}{
		// any order, script and initials
		{"Erlan Testov", lookup.Match, "testov-erlan"},
		{"Тестов Ерлан", lookup.Match, "testov-erlan"},
		{"Е. Тестов", lookup.Match, "testov-erlan"},
		{"Тестов М.", lookup.Match, "testov-marat"},
		{"что известно про Ерлана Тестова", lookup.Match, "testov-erlan"},
		{"Айдос Ерланұлы Пробаев", lookup.Match, "probaev-aidos"},
		// a woman by either surname
		{"Айгүл Примерова", lookup.Match, "primerova-aigul"},
		{"Aigul Obraztsova", lookup.Match, "primerova-aigul"},
		// a whole name where the record has an initial only is never sure
		{"Жандос Узорбеков", lookup.Choices, "zh-uzor"},
		{"Ж. Узорбеков", lookup.Match, "zh-uzor"},
		{"Zh. Uzorbekov", lookup.Match, "zh-uzor"},
		{"Болат Узорбеков", lookup.None, ""},
		// namesakes are listed and not guessed, the one of whom more is told first
		{"Тестов", lookup.Choices, "testov-erlan testov-marat"},
		// several names in one message
		{"Тестов Ерлан, Пробаев Айдос", lookup.Choices, "testov-erlan probaev-aidos"},
		{"Айгүл Примерова\nАйдос Пробаев\nБолат Башкасов", lookup.Choices, "primerova-aigul probaev-aidos"},
		{"Примерова и Пробаев", lookup.Choices, "primerova-aigul probaev-aidos"},
		{"Testov, Erlan", lookup.Match, "testov-erlan"},
		// a father's name alone is nobody's
		{"Ерланов", lookup.None, ""},
		// a child is not the father, nor the father the child
		{"Гүлнар Ерланқызы Тестова", lookup.None, ""},
		{"Тестова Гульнар Ерлановна", lookup.None, ""},
		{"Пробаев Ерлан", lookup.Choices, "probaev-aidos"},
		{"Пробаев Е.", lookup.None, ""},
		{"сын Ерлана Тестова", lookup.Choices, "testov-erlan"},
		{"мой дед Ерлан Тестов", lookup.Match, "testov-erlan"},
		// a slip of the hand
		{"Ерлан Тестоф", lookup.Choices, "testov-erlan"},
		{"Айдос Прбоаев", lookup.Match, "probaev-aidos"},
		{"Айгүл Примреова", lookup.Match, "primerova-aigul"},
		// another given name, initial or surname contradicts
		{"Болат Тестов", lookup.None, ""},
		{"Б. Тестов", lookup.None, ""},
		{"Ерлан Башкасов", lookup.None, ""},
		// what stands beside a name tells namesakes apart
		{"Данияр Двойников", lookup.Choices, "dvoinikov-1 dvoinikov-2"},
		{"Данияр Двойников 1888 г.р.", lookup.Match, "dvoinikov-2"},
		{"Двойников Данияр, туған жылы 1901", lookup.Match, "dvoinikov-1"},
		{"Данияр Двойников, родился в 1902", lookup.Match, "dvoinikov-1"},
		{"Данияр Двойников учитель", lookup.Choices, "dvoinikov-1 dvoinikov-2"},
		{"Данияр Двойников крестьянин", lookup.Choices, "dvoinikov-2 dvoinikov-1"},
		// other scripts, alphabets and layouts
		{"Schansugirow", lookup.None, ""},
		{"ەرلان تەستوۆ", lookup.Match, "testov-erlan"},
		{"Thtkfy Ntcnjd", lookup.Match, "testov-erlan"},
		{"Еrlаn Тestov", lookup.Match, "testov-erlan"},
		// glued and taken apart
		{"ЕрланТестов", lookup.Match, "testov-erlan"},
		{"ерлантестов", lookup.Match, "testov-erlan"},
		{"Узор Беков Ж.", lookup.Match, "zh-uzor"},
		// a sentence around the name
		{"Сегодня в школе спросили про Айгүл Примерову из Карлага", lookup.Match, "primerova-aigul"},
		// not names
		{"https://joqtau.example/testov/erlan?q=Тестов", lookup.None, ""},
		{"erlan.testov@mail.example", lookup.None, ""},
		{"www.testov.kz", lookup.None, ""},
		{"erlan-testov.kz", lookup.None, ""},
		{"<b>Ерлан</b> <a href=\"https://x.example\">Тестов</a>", lookup.Match, "testov-erlan"},
		{"Е.Тестов", lookup.Match, "testov-erlan"},
		{"корейцы", lookup.None, ""},
		{"why were they shot", lookup.None, ""},
		{"", lookup.None, ""},
		{"спасибо", lookup.None, ""},
		{"12", lookup.None, ""},
		{"Е.", lookup.None, ""},
	} {
		answer := engine.Find(row.text)
		var ids []string
		for _, hit := range answer.Hits {
			ids = append(ids, hit.Person)
		}
		if answer.Outcome != row.outcome || strings.Join(ids, " ") != row.ids {
			t.Errorf("%q: got %s %v, want %s %s", row.text, answer.Outcome, ids, row.outcome, row.ids)
		}
	}
}

// TestSeveralNames holds that a name of several by which nobody was found is said.
func TestSeveralNames(t *testing.T) {
	engine := newEngine(t)
	for _, row := range []struct {
		text    string
		outcome lookup.Outcome
		ids     string // in order
		unfound string
	}{
		{"Тестов Ерлан, Болат Башкасов", lookup.Match, "testov-erlan", "Болат Башкасов"},
		{"Болат  Башкасов\nТестов Ерлан", lookup.Match, "testov-erlan", "Болат Башкасов"},
		{"Айгүл Примерова, Айдос Пробаев, Ким", lookup.Choices, "primerova-aigul probaev-aidos", "Ким"},
		{"Айгүл Примерова, Болат Башкасов, Ким", lookup.Match, "primerova-aigul", "Болат Башкасов"},
		{"Testov, Erlan", lookup.Match, "testov-erlan", ""},
		{"Тестов Ерлан, Каскелен", lookup.Match, "testov-erlan", ""}, // a place, it may be
		{"Тестов Ерлан, крестьянин, 1893", lookup.Match, "testov-erlan", ""},
		{"Тестов Ерлан, родился в селе Иваново", lookup.Match, "testov-erlan", ""},
		{"Болат Башкасов, Серик Иванов", lookup.None, "", ""},
	} {
		answer := engine.Find(row.text)
		var ids []string
		for _, hit := range answer.Hits {
			ids = append(ids, hit.Person)
		}
		if answer.Outcome != row.outcome || strings.Join(ids, " ") != row.ids || strings.Join(answer.Unfound, "; ") != row.unfound {
			t.Errorf("%q: got %s %v, unfound %q", row.text, answer.Outcome, ids, answer.Unfound)
		}
	}
}

func TestReasons(t *testing.T) {
	answer := newEngine(t).Find("Прбоаев А.")
	if len(answer.Hits) == 0 {
		t.Fatal("nobody was found")
	}
	var kinds []string
	for _, r := range answer.Hits[0].Why {
		kinds = append(kinds, string(r.Kind)+":"+string(r.Closeness)+":"+r.Form)
	}
	want := []string{"surname:slip:Пробаев", "initial::Айдос"}
	if !slices.Equal(kinds, want) {
		t.Errorf("got %v, want %v", kinds, want)
	}
}

func TestAnswersAreTheSameInEveryRun(t *testing.T) {
	engine := newEngine(t)
	for _, text := range []string{"Тестов", "Ерлан", "Пробаев", "Маратов"} {
		first := engine.Find(text)
		for range 50 {
			if again := engine.Find(text); !reflect.DeepEqual(first, again) {
				t.Fatalf("%q: %+v, then %+v", text, first, again)
			}
		}
	}
}

func TestAScriptThatIsNotReadIsNamed(t *testing.T) {
	answer := newEngine(t).Find("王小明 שלום")
	if answer.Outcome != lookup.None || len(answer.Read) > 0 || len(answer.Unread) == 0 {
		t.Errorf("%+v", answer)
	}
	if courtesy := newEngine(t).Find("спасибо!"); len(courtesy.Read)+len(courtesy.Unread) > 0 {
		t.Errorf("a courtesy: %+v", courtesy)
	}
}

func FuzzFind(f *testing.F) {
	engine := newEngine(f)
	f.Add("Ерлан Тестов")
	f.Add("Т.Т.Т.Т.(((")
	f.Add(strings.Repeat("тестов ", 500))
	f.Add("Thtkfy Ntcnjd 1893")
	f.Add("ەرلان تەستوۆ")
	f.Add("ерлантестов раз еще дважды трижды снова потом затем нигде никогда никто ничто весьма")
	f.Add("Schtestow-Erlan, Kyzy ULY")
	f.Fuzz(func(t *testing.T, text string) {
		answer := engine.Find(text)
		if (answer.Outcome == lookup.None) != (len(answer.Hits) == 0) {
			t.Errorf("%q: %s with %d hits", text, answer.Outcome, len(answer.Hits))
		}
		if len(answer.Hits) > lookup.MaxHits {
			t.Errorf("%q: %d hits", text, len(answer.Hits))
		}
	})
}

// TestSeveralIndexesAnswerAsOne holds that people of two lists compete in one answer, and that how rare a name is comes
// from the larger list.
func TestSeveralIndexesAnswerAsOne(t *testing.T) {
	reader := newReader(t)
	lives, list := index.NewBuilder(reader), index.NewBuilder(reader)
	lives.Add(index.Entry{ID: "life", Weight: lookup.Curated, Forms: [][]name.Part{reader.FullName("Ерлан Тестов")}})
	lives.Add(index.Entry{ID: "both", Weight: lookup.Curated, Forms: [][]name.Part{reader.FullName("Марат Пробаев")}})
	list.Add(index.Entry{ID: "listed", Forms: [][]name.Part{reader.FullName("Тестов Ерлан Маратович")}})
	list.Add(index.Entry{ID: "both", Forms: [][]name.Part{reader.FullName("Пробаев Марат")}})
	for i := range 3000 {
		list.Add(index.Entry{ID: fmt.Sprint(i), Forms: [][]name.Part{reader.FullName(fmt.Sprintf("Примеров Ерлан Сабитович%s", strings.Repeat("а", i%3)))}})
	}
	engine := lookup.NewEngine(reader, open(t, lives), open(t, list))
	ids := func(text string) string {
		var list []string
		for _, hit := range engine.Find(text).Hits {
			list = append(list, hit.Person)
		}
		return strings.Join(list, " ")
	}
	if got := ids("Тестов Ерлан Маратович"); got != "listed" && !strings.HasPrefix(got, "l") {
		t.Errorf("the full name of a listed person finds %s", got)
	}
	if got := ids("Тестов Ерлан"); got != "life" && got != "life listed" {
		t.Errorf("whose life is told does not come first: %s", got)
	}
	if got := ids("Марат Пробаев"); got != "both" {
		t.Errorf("a person of both lists is found as %s", got)
	}
	if got := ids("Примеров Ерлан"); len(strings.Fields(got)) != lookup.MaxHits {
		t.Errorf("of three thousand namesakes %s are offered", got)
	}
}

func TestTheNearestIsNamed(t *testing.T) {
	answer := newEngine(t).Find("Болат Примеров")
	if answer.Outcome != lookup.None || answer.Nearest == nil || answer.Nearest.Person != "primerova-aigul" {
		t.Fatalf("%+v", answer)
	}
	last := answer.Nearest.Why[len(answer.Nearest.Why)-1]
	if last.Kind != lookup.WhyNotGiven || last.Written != "Болат" || last.Form == "" {
		t.Errorf("%+v", answer.Nearest.Why)
	}
}

func TestHostileTextsAreAnswered(t *testing.T) {
	engine := newEngine(t)
	for _, text := range []string{
		strings.Repeat("Т.", 5000), strings.Repeat("тестов-", 3000), strings.Repeat("Ы", 100000), strings.Repeat("а\u0301", 4000),
		strings.Repeat("\u202e\u200f", 3000), strings.Repeat("1893 ", 1000), strings.Repeat("ЕрланТестов", 500), strings.Repeat("sch", 2000),
		strings.Repeat("ه", 3000), strings.Repeat("Ерлан, ", 1000), strings.Repeat("(", 5000), "\xff\xfe\x00", strings.Repeat("'", 4096),
		strings.Repeat("Ерлан Тестов и ", 300),
	} {
		if answer := engine.Find(text); len(answer.Hits) > lookup.MaxHits {
			t.Errorf("%.20q: %d hits", text, len(answer.Hits))
		}
	}
}

func TestFindIsSafeForConcurrentUse(t *testing.T) {
	engine := newEngine(t)
	questions := []string{"Ерлан Тестов", "Айдос Прбоаев", "Thtkfy Ntcnjd", "Болат Примеров", "Данияр Двойников 1888 г.р."}
	want := map[string]lookup.Answer{}
	for _, q := range questions {
		want[q] = engine.Find(q)
	}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 50 {
				q := questions[(i+j)%len(questions)]
				if got := engine.Find(q); !reflect.DeepEqual(got, want[q]) {
					t.Errorf("%s: got %+v, want %+v", q, got, want[q])
				}
			}
		})
	}
	all.Wait()
}
