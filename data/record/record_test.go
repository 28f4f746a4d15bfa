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
  locator: line
  lines: 20
- id: site.example
  title: A site
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
life:
  - kind: arrested
    date: {edtf: "1937", printed: "1937"}
    place: town
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
life: []
links:
  - kind: brother
    to: testov-erlan
    sources: [{source: paper, at: "7"}]
`
	goodTopic = `id: town
kind: place
names: {kk: "қала", ru: "город", en: "town"}
sources: [{source: paper, at: "5"}]
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
		{person, `edtf: "1937"`, `edtf: "37"`, person + `:16: life[0].date.edtf: date "37": want YYYY`},
		{person, `edtf: "1938-02-25"`, `edtf: "1938-02-30"`, person + `:20: life[1].date.edtf: date "1938-02-30": there is no such day`},
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
		{person, `sources: [{source: paper, at: "5"}]`, "sources: []", person + ":18: life[0].sources: no source is given"},
		{person, `{source: paper, at: "5"}`, `{source: papre, at: "5"}`, person + `:18: life[0].sources[0].source: there is no source "papre"`},
		{person, `{source: paper, at: "5"}`, `{source: paper, at: "21"}`, person + ":18: life[0].sources[0].at: line 21: paper has 20 lines"},
		{person, `{source: paper, at: "5"}`, `{source: paper, at: "5-4"}`, `"5-4": want a line or FIRST-LAST`},
		{person, "www.site.example", "other.example", "is not an address of https://site.example/"},
		{person, "жил Ерлан Тестов", strings.Repeat("слово ", 26), "has 26 words; at most 25 may be quoted"},
		{"sources.yaml", "  lines: 20\n", "", "sources.yaml:1: lines: a source cited by line says how many"},
		{"sources.yaml", "id: site.example", "id: paper", `id: "paper" stands twice`},
		{"sources.yaml", "title: A site", "title: \"\"", "sources.yaml:6: title: is missing"},
		// facts
		{person, "kind: arrested", "kind: vanished", person + `:15: life[0].kind: "vanished" is unknown`},
		{person, "place: town", "place: village", person + `:17: life[0].place: there is no topic "village"`},
		{person, "place: town", "body: town", person + `:17: life[0].body: "town" is a place, not a body`},
		{person, "event: shot-1938-02-25", "event: shot", person + `:21: life[1].event: there is no event "shot"`},
		{person, `edtf: "1938-02-25"`, `edtf: "1938-02-26"`, "life[1].event: \"shot-1938-02-25\" is dated 1938-02-25, this fact 1938-02-26"},
		{person, `printed: "1937"`, `printed: ""`, "life[0].date.printed: the source's own words for the date are missing"},
		{person, "implied: year", "implied: month", `life[1].date.implied: "month" is unknown`},
		{person, `edtf: "1937", printed: "1937"`, `edtf: "1937", printed: "1937", part: start`, `life[0].date.part: "start" is unknown`},
		{person, `edtf: "1937"`, `edtf: "1939"`, person + ":16: life[0].date: arrested 1939 is after the death, 1938-02-25"},
		{person, "  - kind: arrested\n    date: {edtf: \"1937\", printed: \"1937\"}", "  - kind: born\n    date: {edtf: \"1940\", printed: \"1940\"}", "shot 1938-02-25 is before the birth, 1940"},
		{person, "kind: arrested", "kind: acted", `life[0].what: a fact of the kind "acted" says in its text what happened`},
		{person, `edtf: "1937", printed: "1937"`, `edtf: "1937", printed: "1937", part: early`, "only a month or a decade has an early part, 1937 is neither"},
		{person, `{source: paper, at: "5"}`, `{source: paper, at: "+5"}`, `"+5": want a line or FIRST-LAST`},
		// links
		{person, "to: testov-marat", "to: testov-erlan", `links[0].to: "testov-erlan" is the person itself`},
		{person, "to: testov-marat", "to: testov-x", person + `:25: links[0].to: there is no person "testov-x"`},
		{brother, "kind: brother", "kind: not-same", `links[0].to: "testov-erlan" does not link back as "not-same"`},
		{brother, "kind: brother", "kind: cousin", `links[0].kind: "cousin" is unknown`},
		// languages
		{person, `{kk: "к", ru: "р", en: "e"}`, `{kk: "к", ru: "р"}`, person + `:28: questions[0]: is missing in "en"`},
		{"topics/town.yaml", `ru: "город", `, "", `topics/town.yaml:3: names: is missing in "ru"`},
		// topics, events, figures
		{"topics/town.yaml", "kind: place", "kind: thing", `topics/town.yaml:2: kind: "thing" is unknown`},
		{"events/shot-1938-02-25.yaml", "total: total", "total: sum", `there is no figure "sum"`},
		{"figures/total.yaml", "value: 39\n", "", "figures/total.yaml:1: value: is missing"},
		{"topics/town.yaml", "id: town", "---\nid: other\n---\nid: town", "topics/town.yaml: has 2 documents; a file is one record"},
		{"figures/total.yaml", "bound: exact", "bound: maybe", `figures/total.yaml:3: bound: "maybe" is unknown`},
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
	text := strings.Join([]string{"", "", "Erlan", "Testov was", "arrested in 1937", "shot on February 25", "Marat Testov", "town"}, "\n")
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
		"February 25":  `people/testov-erlan.yaml:20: life[1].date.printed: "February 25" stands at none of the cited lines of paper`,
		"Erlan":        `"Erlan Testov" does not stand at line 3-4`,
	} {
		found := Verify(set, "paper", strings.Replace(text, old, "***", 1)).Error()
		if !strings.Contains(found, want) {
			t.Errorf("without %q: got\n%s\nwant %s", old, found, want)
		}
	}
}
