package record

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A small dataset without any breach. Its people are synthetic.
const (
	goodSources = `- id: paper
  title: A paper
  kind: scholarship
  locator: line
  lines: 20
- id: site.example
  title: A site
  kind: press
  address: https://site.example/
  locator: address
`
	goodPerson = `id: testov-erlan
former: [testov-e]
roles: [victim]
names:
  - text: Erlan Testov
    lang: en
    kind: printed
    sources: [{source: paper, at: "3-4"}]
  - text: Ерлан Тестов
    lang: ru
    kind: usual
    sources:
      - {source: site.example, at: "http://www.site.example/page", quote: "жил Ерлан Тестов"}
  - text: Ерлан Тестов
    lang: kk
    kind: derived
    sources: [{source: paper, at: "3-4"}]
identity: {kk: "к", ru: "р", en: "e"}
summary:
  kk: "Ерлан Тестов 1937 жылы тұтқындалды. Ол 1938 жылғы 25 ақпанда атылды."
  ru: "Ерлан Тестов арестован в 1937 году. Он расстрелян 25 февраля 1938 года."
  en: "Erlan Testov was arrested in 1937. He was shot on 25 February 1938."
life:
  - kind: arrested
    date: {edtf: "1937", printed: "1937"}
    place: town
    sources: [{source: paper, at: "5"}]
  - kind: sentenced
    terms: [sent.itl]
    years: 5
    sources: [{source: paper, at: "5"}]
  - kind: shot
    date: {edtf: "1938-02-25", printed: "February 25", implied: year}
    event: shot-1938-02-25
    sources: [{source: paper, at: "6"}]
links:
  - kind: brother
    to: testov-marat
    sources: [{source: paper, at: "7"}]
questions:
  - {kk: "к", ru: "р", en: "e"}
`
	goodBrother = `id: testov-marat
roles: [mentioned]
names:
  - text: Marat Testov
    lang: en
    kind: printed
    sources: [{source: paper, at: "7"}]
  - {text: Марат Тестов, lang: ru, kind: derived, sources: [{source: paper, at: "7"}]}
  - {text: Марат Тестов, lang: kk, kind: derived, sources: [{source: paper, at: "7"}]}
searched: {date: "2026-11-23", for: ["Марат Тестов"]}
summary: {kk: "Бірі мынау. Екінші осы.", ru: "Одно это. Другое то.", en: "This is one. That is another."}
life: []
links:
  - kind: brother
    to: testov-erlan
    sources: [{source: paper, at: "7"}]
`
	goodTopic = `id: town
kind: place
names: {kk: "қала", ru: "город", en: "town"}
about: {kk: "қ", ru: "г", en: "t"}
doubt: {kk: "қ", ru: "г", en: "t", sources: [{source: paper, at: "5"}]}
topics: [village]
sources: [{source: paper, at: "5"}]
`
	goodVillage = `id: village
kind: place
names: {kk: "ауыл", ru: "аул", en: "village"}
sources: [{source: paper, at: "5"}]
`
	goodTerms = `- code: sent.itl
  kk: "лагерь"
  ru: "лагерь"
  en: "camp"
  unverified: [kk]
`
	goodContradiction = `id: when-arrested
title: {kk: "т", ru: "а", en: "arrest"}
sides:
  - says: {kk: "1937", ru: "1937", en: "1937"}
    sources: [{source: paper, at: "5"}]
  - says: {kk: "1936", ru: "1936", en: "1936"}
    sources: [{source: paper, at: "6"}]
concerns: [testov-erlan, town]
`
	goodGuide = `id: next
kind: search
title: {kk: "к", ru: "р", en: "e"}
steps:
  - title: {kk: "к", ru: "р", en: "e"}
    day: "05-31"
    read: "2026-11-23"
    date: {edtf: "2026-02", printed: "Feb 2026"}
    sources: [{source: site.example, at: "https://site.example/page", quote: "слово"}]
`
	goodEvent = `id: shot-1938-02-25
title: {kk: "атылды", ru: "расстреляны", en: "shot"}
date: {edtf: "1938-02-25", printed: "February 25", implied: year}
total: total
sources: [{source: paper, at: "6"}]
`
	goodFigure = `id: total
value: 39
bound: exact
printed: 39 people were shot
counts: {kk: "адам", ru: "чел.", en: "people"}
sources: [{source: paper, at: "6"}]
`
)

func dataset() map[string]string {
	return map[string]string{
		"sources.yaml":                goodSources,
		"people/testov-erlan.yaml":    goodPerson,
		"people/testov-marat.yaml":    goodBrother,
		"topics/town.yaml":            goodTopic,
		"events/shot-1938-02-25.yaml": goodEvent,
		"figures/total.yaml":          goodFigure,
		"topics/village.yaml":         goodVillage,
		"vocabulary.yaml":             goodTerms,

		"contradictions/when-arrested.yaml": goodContradiction,
		"guides/next.yaml":                  goodGuide,
	}
}

// problems reads and checks a dataset.
func problems(t *testing.T, files map[string]string) Problems {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, content := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
	}
	set, found, err := Read(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return append(found, Check(set, 2026)...)
}

func TestAGoodDatasetHasNoProblems(t *testing.T) {
	if found := problems(t, dataset()); len(found) > 0 {
		t.Error(found)
	}
}

// Each row breaks one rule and names the report that is to come of it.
func TestRules(t *testing.T) {
	person, brother := "people/testov-erlan.yaml", "people/testov-marat.yaml"
	for _, row := range []struct{ file, old, new, want string }{
		// the format
		{person, "roles: [victim]", "roles: [victim", person + ":4: ',' or ']' must be specified"},
		{person, "roles: [victim]", "role: [victim]", person + `:3: unknown field "role"`},
		{person, `edtf: "1937"`, `edtf: "37"`, person + `:25: life[0].date.edtf: date "37": want YYYY`},
		{person, `edtf: "1938-02-25"`, `edtf: "1938-02-30"`, person + `:33: life[2].date.edtf: date "1938-02-30": there is no such day`},
		// ids
		{person, "id: testov-erlan", "id: testov-erlan2", person + `:1: id: "testov-erlan2": the file's name says "testov-erlan"`},
		{person, "id: testov-erlan", "id: Testov", person + `:1: id: "Testov": want lower-case`},
		{person, "former: [testov-e]", "former: [testov-marat]", brother + `:1: id: "testov-marat" is a former id of "testov-erlan"`},
		// roles and names
		{person, "roles: [victim]", "roles: [hero]", person + `:3: roles[0]: "hero" is unknown; want one of victim`},
		{person, "roles: [victim]", "roles: []", person + ":3: roles: a person has at least one role"},
		{person, "lang: ru", "lang: en", person + `:10: names[1].lang: "Ерлан Тестов" is not in the script of "en"`},
		{brother, "life: []", "life:\n  - kind: born\n    date: {edtf: \"1927\", printed: \"1927\"}\n    sources: [{source: paper, at: \"7\"}]", "born 1927 and no death is known: the person may be alive"},
		{person, "lang: en", "lang: de", person + `:6: names[0].lang: "de" is unknown`},
		{person, "kind: usual", "kind: nick", person + `:11: names[1].kind: "nick" is unknown`},
		{person, "Erlan Testov", "Erlan  Testov", person + `:5: names[0].text: "Erlan  Testov": want words with single spaces`},
		{person, "text: Ерлан Тестов", "text: \"Баи\\u0306\"", "composed form (NFC)"},
		{person, "text: Ерлан Тестов\n    lang: ru", "text: Erlan Testov\n    lang: en", person + `:9: names[1].text: "Erlan Testov" stands twice`},
		// sources
		{person, `sources: [{source: paper, at: "5"}]`, "sources: []", person + ":27: life[0].sources: no source is given"},
		{person, `{source: paper, at: "5"}`, `{source: papre, at: "5"}`, person + `:27: life[0].sources[0].source: there is no source "papre"`},
		{person, `{source: paper, at: "5"}`, `{source: paper, at: "21"}`, person + ":27: life[0].sources[0].at: line 21: paper has 20 lines"},
		{person, `{source: paper, at: "5"}`, `{source: paper, at: "5-4"}`, `"5-4": want a line or FIRST-LAST`},
		{person, "www.site.example", "other.example", "is not an address of https://site.example/"},
		{person, "жил Ерлан Тестов", strings.Repeat("слово ", 26), "has 26 words; at most 25 may be quoted"},
		{"sources.yaml", "  lines: 20\n", "", "sources.yaml:1: lines: a source cited by line says how many"},
		{"sources.yaml", "id: site.example", "id: paper", `id: "paper" stands twice`},
		{"sources.yaml", "address: https://site.example/", "address: site.example", `address: "site.example": a source cited by address has a web address`},
		{brother, "roles: [mentioned]", "former: [testov-e]\nroles: [mentioned]", `former[0]: "testov-e" already leads to "testov-erlan"`},
		{"vocabulary.yaml", "- code: sent.itl", "- {code: sent.itl, kk: а, ru: а, en: a, unverified: [kk]}\n- code: sent.itl", `code: "sent.itl" stands twice`},
		{"guides/next.yaml", goodGuide[strings.Index(goodGuide, "steps:"):], "steps: []\n", "guides/next.yaml:4: steps: there is none"},
		{"sources.yaml", "title: A site", "title: \"\"", "sources.yaml:7: title: is missing"},
		// facts
		{person, "kind: arrested", "kind: vanished", person + `:24: life[0].kind: "vanished" is unknown`},
		{person, "place: town", "place: hamlet", person + `:26: life[0].place: there is no topic "hamlet"`},
		{person, "place: town", "body: town", person + `:26: life[0].body: "town" is a place, not a body`},
		{person, "event: shot-1938-02-25", "event: shot", person + `:34: life[2].event: there is no event "shot"`},
		{person, `edtf: "1938-02-25"`, `edtf: "1938-02-26"`, "life[2].event: \"shot-1938-02-25\" is dated 1938-02-25, this fact 1938-02-26"},
		{person, `printed: "1937"`, `printed: ""`, "life[0].date.printed: the source's own words for the date are missing"},
		{person, "implied: year", "implied: month", `life[2].date.implied: "month" is unknown`},
		{person, `edtf: "1937", printed: "1937"`, `edtf: "1937", printed: "1937", part: start`, `life[0].date.part: "start" is unknown`},
		{person, `edtf: "1937"`, `edtf: "1939"`, person + ":25: life[0].date: arrested 1939 is after the death, 1938-02-25"},
		{person, "  - kind: arrested\n    date: {edtf: \"1937\", printed: \"1937\"}", "  - kind: born\n    date: {edtf: \"1940\", printed: \"1940\"}", "shot 1938-02-25 is before the birth, 1940"},
		{person, "kind: arrested", "kind: acted", `life[0].what: a fact of the kind "acted" says in its text what happened`},
		{person, `edtf: "1937", printed: "1937"`, `edtf: "1937", printed: "1937", part: early`, "only a month or a decade has an early part, 1937 is neither"},
		{person, `{source: paper, at: "5"}`, `{source: paper, at: "+5"}`, `"+5": want a line or FIRST-LAST`},
		// links
		{person, "to: testov-marat", "to: testov-erlan", `links[0].to: "testov-erlan" is the person itself`},
		{person, "to: testov-marat", "to: testov-x", person + `:38: links[0].to: there is no person "testov-x"`},
		{brother, "kind: brother", "kind: not-same", `links[0].to: "testov-erlan" does not link back as "not-same"`},
		{brother, "kind: brother", "kind: cousin", `links[0].kind: "cousin" is unknown`},
		// languages
		{person, `  - {kk: "к", ru: "р", en: "e"}`, `  - {kk: "к", ru: "р"}`, person + `:41: questions[0]: is missing in "en"`},
		{"topics/town.yaml", `ru: "город", `, "", `topics/town.yaml:3: names: is missing in "ru"`},
		// topics, events, figures
		{"topics/town.yaml", "kind: place", "kind: thing", `topics/town.yaml:2: kind: "thing" is unknown`},
		{"events/shot-1938-02-25.yaml", "total: total", "total: sum", `there is no figure "sum"`},
		{"figures/total.yaml", "value: 39\n", "", "figures/total.yaml:1: value: 0: a figure counts at least one"},
		{"topics/town.yaml", "id: town", "---\nid: other\n---\nid: town", "topics/town.yaml: has 2 documents; a file is one record"},
		{"figures/total.yaml", "bound: exact", "bound: maybe", `figures/total.yaml:3: bound: "maybe" is unknown`},
		// precision
		{person, `printed: "1937"`, `printed: "that year"`, person + `:25: life[0].date.edtf: 1937: the printed date, "that year", does not say the year`},
		{person, `printed: "February 25", implied: year`, `printed: "February 25"`, `1938-02-25: the printed date, "February 25", does not say the year`},
		{person, `printed: "February 25"`, `printed: "February"`, `does not say the day`},
		{person, `printed: "February 25"`, `printed: "the 25th"`, `does not say the month`},
		{person, `edtf: "1937"`, `edtf: "1937-23"`, `does not say the season`},
		// names and languages of a person
		{person, "    lang: kk\n    kind: derived", "    lang: ru\n    kind: derived", person + `:5: names: a form in "kk" is missing`},
		{person, "lang: ru\n    kind: usual", "lang: kk\n    kind: usual", `names[2]: "Ерлан Тестов" is derived although a source shows a form in "kk"`},
		// the search for sources
		{person, `identity: {kk: "к", ru: "р", en: "e"}`, "", person + ":1: identity: there are several sources"},
		{person, `identity: {kk: "к", ru: "р", en: "e"}`, `identity: {kk: "к", ru: "р"}`, `identity: is missing in "en"`},
		{person, "summary:", "searched: {date: \"2026-11-23\", for: [x]}\nsummary:", "further sources are cited, so the search was not in vain"},
		{brother, `searched: {date: "2026-11-23", for: ["Марат Тестов"]}`, "", "searched: all statements come from one source"},
		{brother, `for: ["Марат Тестов"]`, `for: []`, "searched.for: is missing"},
		{brother, `date: "2026-11-23", for`, `for`, "searched.date: is missing"},
		{brother, `date: "2026-11-23", for`, `date: "yesterday", for`, `searched.date: day "yesterday": want YYYY-MM-DD`},
		// summaries
		{person, "Он расстрелян 25 февраля 1938 года.", "Он расстрелян 25 февраля 1939 года.", "summary.ru: the number 1939 is in no statement"},
		{person, "He was shot on 25 February 1938.", "He was shot on 25 March 1938.", "summary.en: the date 25.3 is in no statement"},
		{person, "He was shot on 25 February 1938.", "He was shot on March 25, 1938.", "summary.en: the date 25.3 is in no statement"},
		{person, "Ол 1938", "Ол үш рет 1938", "summary.kk: the number 3 is in no statement"},
		{person, " Он расстрелян 25 февраля 1938 года.", "", "summary.ru: has 1 sentences, want 2 to 6"},
		{person, "Он расстрелян", "Так. Так. Так. Тааак. Тааак. Тааак. Тааак. Он расстрелян", "want 2 to 6"},
		{person, `  ru: "Ерлан Тестов арестован в 1937 году. Он расстрелян 25 февраля 1938 года."` + "\n", "", `summary: is missing in "ru"`},
		// the vocabulary
		{person, "terms: [sent.itl]", "terms: [sent.other]", `life[1].terms[0]: there is no term "sent.other" in the vocabulary`},
		{person, "years: 5", "years: 50", "life[1].years: 50: want 1 to 25, beside the term of a sentence"},
		{person, "    terms: [sent.itl]\n", "", "life[1].years: 5: want 1 to 25, beside the term of a sentence"},
		{"vocabulary.yaml", "code: sent.itl", "code: ITL", `vocabulary.yaml:1: code: "ITL": want KIND.NAME`},
		{"vocabulary.yaml", "  unverified: [kk]\n", "", "a Kazakh term is either seen on a page or unverified"},
		{"vocabulary.yaml", "  unverified: [kk]\n", "  unverified: [kk]\n  seen: [\"https://site.example/\"]\n", "a Kazakh term is either seen on a page or unverified"},
		{"vocabulary.yaml", `  en: "camp"` + "\n", "", `is missing in "en"`},
		// doubts and disputes
		{person, "    place: town\n", "    place: town\n    disputed: true\n", "life[0].disputed: the doubt does not say what contradicts the statement"},
		{person, "    place: town\n", "    place: town\n    doubt: {sources: [{source: paper, at: \"5\"}]}\n", `life[0].doubt: is missing in "kk"`},
		{"topics/town.yaml", `doubt: {kk: "қ", ru: "г", en: "t", sources: [{source: paper, at: "5"}]}`, `doubt: {kk: "қ", ru: "г", en: "t", sources: [{source: paper, at: "50"}]}`, "doubt.sources[0].at: line 50: paper has 20 lines"},
		// sources that copy
		{"sources.yaml", "  kind: press\n", "  kind: gossip\n", `sources.yaml:8: kind: "gossip" is unknown`},
		{"sources.yaml", "  kind: press\n", "  kind: press\n  mirrors: nobody\n", `mirrors: there is no source "nobody"`},
		{person, `quote: "жил Ерлан Тестов"`, `quote: "жил Ерлан Тестов", copies: nobody`, `copies: there is no source "nobody"`},
		{person, `quote: "жил Ерлан Тестов"`, `quote: "жил Ерлан Тестов", copies: paper`, "searched: all statements come from one source"},
		// topics, events, figures, contradictions, guides
		{"topics/town.yaml", "topics: [village]", "topics: [hamlet]", `topics/town.yaml:6: topics[0]: there is no topic "hamlet"`},
		{"events/shot-1938-02-25.yaml", "total: total", "figures: [sum]", `figures[0]: there is no figure "sum"`},
		{"figures/total.yaml", "bound: exact", "bound: words", "value: 39: a figure counts at least one, or has the bound"},
		{"figures/total.yaml", "printed: 39 people were shot\n", "", "the source's own words for the number are missing"},
		{"figures/total.yaml", "value: 39\n", "value: 39\nof: 21\n", "of: 21 is less than its part, 39"},
		{"contradictions/when-arrested.yaml", "concerns: [testov-erlan, town]", "concerns: [testov-x]", `concerns[0]: there is no person, topic, event or figure "testov-x"`},
		{"contradictions/when-arrested.yaml", "concerns: [testov-erlan, town]", "concerns: []", "names no record, so that nobody would be shown it"},
		{"contradictions/when-arrested.yaml", "  - says: {kk: \"1936\", ru: \"1936\", en: \"1936\"}\n    sources: [{source: paper, at: \"6\"}]\n", "", "a contradiction has at least two"},
		{"contradictions/when-arrested.yaml", `ru: "1936", `, ``, `sides[1].says: is missing in "ru"`},
		{"guides/next.yaml", "kind: search", "kind: tour", `kind: "tour" is unknown`},
		{"guides/next.yaml", `day: "05-31"`, `day: "31.05"`, `steps[0].day: "31.05" is not a day of the year`},
		{"guides/next.yaml", `    read: "2026-11-23"` + "\n", "", "steps[0].read: it is not said when the page was read"},
		{"guides/next.yaml", `    read: "2026-11-23"`, `    for: [shot, lost]` + "\n" + `    read: "2026-11-23"`, `steps[0].for[1]: "lost" is unknown`},
		{"guides/next.yaml", `{source: site.example, at: "https://site.example/page", quote: "слово"}`, `{source: paper, at: "5"}`, `a step leads to an address, "paper" has none`},
	} {
		files := dataset()
		changed := strings.Replace(files[row.file], row.old, row.new, 1)
		if changed == files[row.file] {
			t.Errorf("%s has no %q to break", row.file, row.old)
		}
		files[row.file] = changed
		found := problems(t, files).Error()
		if !strings.Contains(found, row.want) {
			t.Errorf("%q for %q: got\n%s\nwant %s", row.new, row.old, found, row.want)
		}
	}
}

func TestFilesThatAreNotReadAreReported(t *testing.T) {
	for _, name := range []string{"people/lost.yml", "people/sub/x.yaml", "poeple/x.yaml", "x.yaml"} {
		files := dataset()
		files[name] = goodPerson
		if found := problems(t, files); len(found) != 1 || found[0].File != name {
			t.Errorf("%s: %v", name, found)
		}
	}
	files := dataset()
	delete(files, "people/testov-erlan.yaml")
	delete(files, "people/testov-marat.yaml")
	if found := problems(t, files).Error(); !strings.Contains(found, "there is no person") {
		t.Errorf("a dataset without people: %q", found)
	}
}

func TestReadRefusesAFolderWithoutSources(t *testing.T) {
	if _, _, err := Read(fstest.MapFS{}); err == nil {
		t.Error("no error")
	}
}

func TestVerify(t *testing.T) {
	text := strings.Join([]string{"", "", "Erlan", "Testov was", "arrested in 1937", "39 people were shot on February 25", "Marat Testov", "town"}, "\n")
	fsys := fstest.MapFS{}
	for name, content := range dataset() {
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
	}
	set, _, err := Read(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if found := Verify(set, "paper", text); len(found) > 0 {
		t.Errorf("a true text: %v", found)
	}
	for old, want := range map[string]string{
		"Marat Testov": `people/testov-marat.yaml:4: names[0].text: "Marat Testov" does not stand at line 7 of paper`,
		"February 25":  `people/testov-erlan.yaml:33: life[2].date.printed: "February 25" stands at none of the cited lines of paper`,
		"Erlan":        `"Erlan Testov" does not stand at line 3-4`,
	} {
		found := Verify(set, "paper", strings.Replace(text, old, "***", 1)).Error()
		if !strings.Contains(found, want) {
			t.Errorf("without %q: got\n%s\nwant %s", old, found, want)
		}
	}
}

// A fingerprint holds quotations as the text itself does, and cannot be read back.
func TestFingerprint(t *testing.T) {
	text := strings.Join([]string{"", "", "Erlan", "Testov was", "arrested in 1937", "39 people were shot on February 25", "Marat Testov"}, "\n")
	var written strings.Builder
	if _, err := TakeFingerprint(text).WriteTo(&written); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(written.String(), "Testov") {
		t.Error("the fingerprint holds words of the text")
	}
	files := dataset()
	files["paper.fingerprint"] = written.String()
	if found := problems(t, files); len(found) > 0 {
		t.Errorf("a true dataset: %v", found)
	}
	person := files["people/testov-erlan.yaml"]
	for _, row := range []struct{ old, new, want string }{
		{"Erlan Testov", "Erlan Tестов", `names[0].text: "Erlan Tестов" does not stand at line 3-4 of paper`},
		{`printed: "1937"`, `printed: "in 1937."`, ""}, // marks do not matter
		{`printed: "1937"`, `printed: "about 1937"`, `life[0].date.printed: "about 1937" stands at none of the cited lines`},
		{`at: "5"`, `at: "5", quote: "in 1937 arrested"`, `life[0].sources[0].quote: "in 1937 arrested" does not stand`},
	} {
		files["people/testov-erlan.yaml"] = strings.Replace(person, row.old, row.new, 1)
		if found := problems(t, files).Error(); (found == "") != (row.want == "") || !strings.Contains(found, row.want) {
			t.Errorf("%q for %q: got %q, want %q", row.new, row.old, found, row.want)
		}
	}
	files["people/testov-erlan.yaml"] = person
	files["paper.fingerprint"] = "xyz\n"
	if found := problems(t, files).Error(); !strings.Contains(found, `paper.fingerprint: line 1: "xyz" is not three hexadecimal digits`) {
		t.Errorf("a damaged fingerprint: %q", found)
	}
}

// Where sources give two deaths, a fact may come after one of them.
func TestLifeAgreesWithOneDeath(t *testing.T) {
	files := dataset()
	person := "people/testov-erlan.yaml"
	files[person] = strings.Replace(files[person], "links:", `  - kind: died
    date: {edtf: "1936", printed: "1936"}
    sources: [{source: paper, at: "6"}]
links:`, 1)
	if found := problems(t, files); len(found) > 0 {
		t.Error(found)
	}
	files[person] = strings.Replace(files[person], `edtf: "1937", printed: "1937"`, `edtf: "1939", printed: "1939"`, 1)
	if found := problems(t, files).Error(); !strings.Contains(found, "arrested 1939 is after the death, 1936") {
		t.Errorf("after both deaths: %q", found)
	}
}

func TestAnIDNamesOneRecord(t *testing.T) {
	files := dataset()
	files["topics/testov-erlan.yaml"] = strings.Replace(goodVillage, "id: village", "id: testov-erlan", 1)
	if found := problems(t, files).Error(); !strings.Contains(found, `topics/testov-erlan.yaml:1: id: "testov-erlan" is the id of a person too`) {
		t.Errorf("%q", found)
	}
}
