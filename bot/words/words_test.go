package words

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"joqtau/lookup"
)

func load(t *testing.T) *Words {
	t.Helper()
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// pluralForms are the forms that each language needs for whole numbers (CLDR).
var pluralForms = map[lookup.Lang][]string{
	lookup.Kazakh:  {"one", "other"},
	lookup.Russian: {"one", "few", "many", "other"},
	lookup.English: {"one", "other"},
}

// keys are the keys of a language, those of plural forms brought to one.
func keys(v Voice) map[string][]string {
	list := map[string][]string{}
	for key, text := range v.texts {
		base, form := key, ""
		if i := strings.LastIndex(key, "."); i > 0 && slices.Contains([]string{"zero", "one", "two", "few", "many", "other"}, key[i+1:]) {
			if _, isPlural := v.texts[key[:i]+".other"]; isPlural {
				base, form = key[:i], key[i+1:]
			}
		}
		if form != "" {
			list[base+" (forms)"] = append(list[base+" (forms)"], form)
		}
		found := placeholder.FindAllString(text, -1)
		slices.Sort(found)
		list[base] = slices.Compact(found)
	}
	return list
}

func TestLanguagesSayTheSame(t *testing.T) {
	w := load(t)
	english := keys(w.In(lookup.English))
	for _, lang := range lookup.Langs {
		these := keys(w.In(lang))
		for key, want := range english {
			got, ok := these[key]
			if forms := strings.HasSuffix(key, " (forms)"); forms {
				want = slices.Sorted(slices.Values(pluralForms[lang]))
				slices.Sort(got)
			}
			if !ok {
				t.Errorf("%s lacks %s", lang, key)
			} else if !slices.Equal(got, want) {
				t.Errorf("%s: %s has %v, want %v", lang, key, got, want)
			}
		}
		for key := range these {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has %s, English does not", lang, key)
			}
		}
	}
}

func TestPluralForms(t *testing.T) {
	w := load(t)
	for _, row := range []struct {
		lang lookup.Lang
		n    int
		want string
	}{
		{lookup.Russian, 1, "Подходит 1 человек."},
		{lookup.Russian, 2, "Подходят 2 человека."},
		{lookup.Russian, 5, "Подходят 5 человек."},
		{lookup.Russian, 11, "Подходят 11 человек."},
		{lookup.Russian, 21, "Подходит 21 человек."},
		{lookup.Russian, 22, "Подходят 22 человека."},
		{lookup.Kazakh, 1, "1 адам"},
		{lookup.Kazakh, 5, "5 адам"},
		{lookup.English, 1, "1 person may"},
		{lookup.English, 2, "2 people may"},
	} {
		if got := w.In(row.lang).Count("choices.head", row.n); !strings.HasPrefix(got, row.want) {
			t.Errorf("%s %d: %q, want %q", row.lang, row.n, got, row.want)
		}
	}
	for lang, forms := range pluralForms {
		for n := range 1000 {
			form := pluralNames[plural.Cardinal.MatchPlural(language.Make(string(lang)), n, 0, 0, 0, 0)]
			if !slices.Contains(forms, form) {
				t.Fatalf("%s %d wants the form %s", lang, n, form)
			}
		}
	}
}

func TestEveryFactRoleAndReasonHasWords(t *testing.T) {
	w := load(t)
	var wanted []string
	for _, kind := range lookup.FactKinds {
		wanted = append(wanted, "fact."+string(kind))
	}
	for _, role := range lookup.Roles {
		if role != lookup.Victim {
			wanted = append(wanted, "card."+string(role))
		}
	}
	wanted = append(wanted, "card.attacked")
	wanted = append(wanted, "card.wife", "card.husband", "card.mother", "card.father", "card.daughter", "card.son")
	for _, kind := range lookup.LinkKinds {
		if kind == lookup.LinkParent || kind == lookup.LinkChild { // named by sex
			continue
		}
		wanted = append(wanted, "card."+strings.ReplaceAll(string(kind), "-", "_"))
	}
	for _, kind := range []lookup.ReasonKind{lookup.WhySurname, lookup.WhyGiven, lookup.WhyPatronymic} {
		for _, c := range []lookup.Closeness{lookup.Same, lookup.Respelt, lookup.Slip} {
			wanted = append(wanted, fmt.Sprintf("why.%s_%s", kind, c))
		}
	}
	for _, kind := range []lookup.ReasonKind{lookup.WhyInitial, lookup.WhyGivenInitial, lookup.WhyUnexplained,
		lookup.WhyYear, lookup.WhyYear + "_near", lookup.WhyNotYear, lookup.WhyBeside, lookup.WhyRetyped, lookup.WhyNotSurname,
		lookup.WhyNotGiven, lookup.WhyNotPatronymic, lookup.WhySameBirth, lookup.WhySameDeath, lookup.WhySameArrest, lookup.WhySameSentence} {
		wanted = append(wanted, "why."+string(kind))
	}
	for _, lang := range lookup.Langs {
		for _, key := range wanted {
			if _, ok := w.In(lang).texts[key]; !ok {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
	}
}

// TestKeysInTheCodeExist looks at every Say and Count with a constant key.
func TestKeysInTheCodeExist(t *testing.T) {
	voice := load(t).In(lookup.English)
	files, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	more, _ := filepath.Glob("*.go")
	used := 0
	for _, file := range append(files, more...) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			method, isMethod := call.Fun.(*ast.SelectorExpr)
			literal, isLiteral := call.Args[0].(*ast.BasicLit)
			if !isMethod || !isLiteral || method.Sel.Name != "Say" && method.Sel.Name != "Count" {
				return true
			}
			key, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			if method.Sel.Name == "Count" {
				key += ".other"
			}
			if _, ok := voice.texts[key]; !ok {
				t.Errorf("%s says %q, which has no words", file, key)
			}
			used++
			return true
		})
	}
	if used < 30 {
		t.Errorf("only %d uses were found; this test looks in the wrong place", used)
	}
}

func TestDates(t *testing.T) {
	w := load(t)
	for _, row := range []struct{ edtf, part, implied, kk, ru, en string }{
		{"1938-02-25", "", "", "1938 ж. 25 ақпан", "25 февраля 1938 г.", "25 February 1938"},
		{"1938-02-25", "", "year", "[1938] ж. 25 ақпан", "25 февраля [1938] г.", "25 February [1938]"},
		{"1937-09", "", "year", "[1937] ж. қыркүйек", "сентябрь [1937] г.", "September [1937]"},
		{"1937-11", "early", "", "1937 ж. қараша айының басы", "начало ноября 1937 г.", "early November 1937"},
		{"1937-11/..", "early", "", "1937 ж. қараша айының басы немесе одан кейін", "начало ноября 1937 г. или позже", "early November 1937 or later"},
		{"1937-23", "", "", "1937 ж. күз", "осень 1937 г.", "autumn 1937"},
		{"1937-24", "", "", "1937 ж. қыс", "зима 1937 г.", "winter 1937"},
		{"1932-21", "", "", "1932 ж. көктем", "весна 1932 г.", "spring 1932"},
		{"1932-22", "", "", "1932 ж. жаз", "лето 1932 г.", "summer 1932"},
		{"1926", "", "", "1926 ж.", "1926 г.", "1926"},
		{"1929/1930", "", "", "1929–1930 жж.", "1929–1930 гг.", "1929–1930"},
		{"1937/1938", "", "year", "[1937]–[1938] жж.", "[1937]–[1938] гг.", "[1937]–[1938]"},
		{"1937-01-16/1937-01-23", "", "", "1937 ж. 16–23 қаңтар", "16–23 января 1937 г.", "16–23 January 1937"},
		{"1937-11/1938-02", "", "", "1937 ж. қараша – 1938 ж. ақпан", "ноябрь 1937 г. – февраль 1938 г.", "November 1937 – February 1938"},
		{"1937-23/1938", "", "", "1937 ж. күз – 1938 ж.", "осень 1937 г. – 1938 г.", "autumn 1937 – 1938"},
		{"1927/193X", "", "", "1927 ж. – 1930-жылдар", "1927 г. – 1930-е гг.", "1927 – the 1930s"},
		{"193X", "", "", "1930-жылдар", "1930-е гг.", "the 1930s"},
		{"193X", "early", "", "1930-жылдардың басы", "начало 1930-х гг.", "the early 1930s"},
		{"../1931", "", "", "1931 ж. немесе одан бұрын", "1931 г. или раньше", "1931 or earlier"},
		{"1894~", "", "", "шамамен 1894 ж.", "примерно 1894 г.", "about 1894"},
		{"1938-02-25/1938-03-09", "", "", "1938 ж. 25 ақпан – 1938 ж. 9 наурыз", "25 февраля 1938 г. – 9 марта 1938 г.", "25 February 1938 – 9 March 1938"},
	} {
		date, err := lookup.ParseDate(row.edtf)
		if err != nil {
			t.Fatal(err)
		}
		date.Part, date.Implied = row.part, row.implied
		for lang, want := range map[lookup.Lang]string{lookup.Kazakh: row.kk, lookup.Russian: row.ru, lookup.English: row.en} {
			if got := w.In(lang).Date(date); got != want {
				t.Errorf("%s in %s: %q, want %q", row.edtf, lang, got, want)
			}
		}
	}
}

func TestGender(t *testing.T) {
	russian := load(t).In(lookup.Russian)
	for kind, want := range map[lookup.FactKind][2]string{
		lookup.FactShot:     {"расстрелян", "расстреляна"},
		lookup.FactPerished: {"убит", "убита"},
		lookup.FactArrested: {"арестован", "арестована"},
	} {
		if got := [2]string{russian.Fact(kind, false), russian.Fact(kind, true)}; got != want {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
}

func TestQuote(t *testing.T) {
	w := load(t)
	for _, row := range []struct {
		lang        lookup.Lang
		words, want string
	}{
		{lookup.Russian, "ВМН", "«ВМН»"},
		{lookup.English, "ВМН", "“ВМН”"},
		{lookup.Kazakh, `артель "Дружба"`, `«артель "Дружба"»`},
		{lookup.Kazakh, `"служба в белой армии"`, "«служба в белой армии»"},
		{lookup.Kazakh, `"Дружба" и "Труд"`, `«"Дружба" и "Труд"»`},
		{lookup.Russian, "участник «Иттихада»", "«участник „Иттихада“»"},
		{lookup.English, "the “troika”", "“the ‘troika’”"},
	} {
		if got := w.In(row.lang).Quote(row.words); got != row.want {
			t.Errorf("%s in %s: %s, want %s", row.words, row.lang, got, row.want)
		}
	}
}

func TestDeed(t *testing.T) {
	russian := load(t).In(lookup.Russian)
	if got := russian.Deed("sent.banish", true); got != "выслана" {
		t.Error(got)
	}
	if russian.HasDeed("sent.death") {
		t.Error("a sentence to death is no death")
	}
}
