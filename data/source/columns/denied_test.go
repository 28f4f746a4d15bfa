package columns

import (
	"slices"
	"strings"
	"testing"

	"joqtau/lookup"
)

// TestDenied reads cells that deny or doubt what their headings say: they are told as they stand, and nothing is stated.
func TestDenied(t *testing.T) {
	for _, test := range []struct{ columns, row, want string }{
		{"b: {field: death date, rest: death place}", "не умер", "noted «b: не умер»"},
		{"b: {field: death date, rest: death place}", "жив", "noted «b: жив»"},
		{"b: {field: death date, rest: death place}", "жив в 1956", "noted «b: жив в 1956»"},
		{"b: {field: death date, rest: death place}", "1942, возможно Карлаг", "noted «b: 1942, возможно Карлаг»"},
		{"b: {field: death date, rest: death place}", "1942, Карлаг", "died 1942 in Карлаг"},
		{"b: {field: death date, rest: death place}", "умер отец", "noted «b: умер отец»"},
		{"b: death date, c: death place", "1942;жива", "noted «c: жива» noted «b: 1942»"},
		{"b: death date, c: death place", "1942;место не установлено", "died 1942 noted «c: место не установлено»"},
		{"b: death date, c: death place", "не умер;Омск", "noted «b: не умер» noted «c: Омск»"},
		{"b: death date, c: death place", "өлмеген;", "noted «b: өлмеген»"},
		{"b: death place, c: burial place", "жив;Омск", "noted «b: жив» noted «c: Омск»"},
		{"b: burial place", "жива", "noted «b: жива»"},
		{"b: death date", "не ранее мая 1942 г.", "noted «b: не ранее мая 1942 г.»"}, // the words of these tests know no such date
		{"b: {field: shot date, rest: shot place}, c: death date", "нет;12.03.1985", "died 1985-03-12 noted «b: нет»"},
		{"b: shot, c: shot date", "нет;05.05.1938", "noted «b: нет» noted «c: 05.05.1938»"},
		{"b: shot, c: shot date", "не расстрелян;05.05.1938", "noted «b: не расстрелян» noted «c: 05.05.1938»"},
		{"b: shot, c: death date", "нет;05.05.1938", "died 1938-05-05"},
		{"b: shot place, c: shot date", "не расстреляна;05.05.1938", "noted «b: не расстреляна» noted «c: 05.05.1938»"},
		{"b: {field: arrest date, rest: arrest body}", "не арестовывалась", "noted «b: не арестовывалась»"},
		{"b: {field: arrest date, rest: arrest body}", "05.11.1937 УНКВД", "arrested 1937-11-05 by УНКВД"},
		{"b: arrest place", "арест не производился", "noted «b: арест не производился»"},
		{"b: arrest date, c: arrest body", "05.11.1937;не известен", "arrested 1937-11-05 noted «c: не известен»"},
		{"b: arrest date, c: arrest body", "05.11.1937;орган не установлен", "arrested 1937-11-05 noted «c: орган не установлен»"},
		{"b: exile place, c: exile date", "не выселялся;1936", "noted «b: не выселялся» noted «c: 1936»"},
		{"b: sentence date, c: sentence", "1938;не судим", "noted «c: не судим» noted «b: 1938»"},
		{"b: charge", "отказ от службы", "accused"},
		{"b: release date", "не освобожден", "noted «b: не освобожден»"},
		{"b: burial place", "место захоронения неизвестно", "noted «b: место захоронения неизвестно»"},
		{"b: residence", "нет данных о месте", "noted «b: нет данных о месте»"},
		{"b: birth date, c: birth place", "1895;нет сведений об ауле", "born 1895 noted «c: нет сведений об ауле»"},
		{"b: {field: rehabilitation date, rest: rehabilitation body}", "нет", "noted «b: нет»"},
		{"b: {field: rehabilitation date, rest: rehabilitation body}", "не реабилитирована", "noted «b: не реабилитирована»"},
		{"b: {field: rehabilitation date, rest: rehabilitation body}", "16.01.1989, отказано", "noted «b: 16.01.1989, отказано»"},
		{"b: {field: rehabilitation date, rest: rehabilitation body}", "16.01.1989 прокуратурой", "rehabilitated 1989-01-16 by прокуратурой"},
		{"b: rehabilitation date, c: rehabilitation ground", "05.05.1957;в реабилитации отказано", "noted «c: в реабилитации отказано» noted «b: 05.05.1957»"},
		{"b: rehabilitation date, c: rehabilitation ground", "05.05.1957;реабилитирован частично", "noted «c: реабилитирован частично» noted «b: 05.05.1957»"},
		{"b: rehabilitation date, c: rehabilitation ground", "05.05.1957;за отсутствием состава преступления", "rehabilitated 1957-05-05 «за отсутствием состава преступления»"},
		{"b: rehabilitation body, c: rehabilitation ground", "Верховный суд;сведений о реабилитации нет", "noted «c: сведений о реабилитации нет» noted «b: Верховный суд»"},
		{"b: rehabilitation body", "не подлежит", "noted «b: не подлежит»"},
		{"b: rehabilitation body", "отказано", "noted «b: отказано»"},
		{"b: rehabilitation body", "реабилитирован частично", "noted «b: реабилитирован частично»"},
		{"b: rehabilitation body, c: rehabilitation date", "посмертно;1957", "rehabilitated 1957 «посмертно»"},
		{"b: rehabilitation ground", "не подлежит", "noted «b: не подлежит»"},
	} {
		m := mustMap(t, "name: x\ntitle: y\ndelimiter: ;\ncolumns: {a: name, "+test.columns+"}")
		_, rows := readAll(t, writeFile(t, "x.csv", []byte("a;b;c\nОбразцов;"+test.row+"\n")), m)
		if got := people(rows, false); got != "Образцов "+test.want {
			t.Errorf("%s %s: read %s, want Образцов %s", test.columns, test.row, got, test.want)
		}
		for _, f := range rows[0].Fields {
			isNoted := func(fact lookup.Fact) bool { return fact.Kind == lookup.FactNoted && fact.Quoted.Text[:1] == f.Name }
			if f.Understood && slices.ContainsFunc(rows[0].Person.Life, isNoted) {
				t.Errorf("%s %s: column %s is counted as understood", test.columns, test.row, f.Name)
			}
		}
	}
}

// TestNoDeath shows nobody who may be living for a death that the list denies.
func TestNoDeath(t *testing.T) {
	const words = "не умер|жив|жива в 1956|нет|не расстрелян|умер отец|тірі|өлмеген|not dead|сведений о смерти нет|?"
	for _, columns := range []string{"{field: death date, rest: death place}", "{field: shot date, rest: shot place}", "death date", "death place",
		"shot", "shot date", "shot place", "burial place"} {
		m := mustMap(t, "name: x\ntitle: y\ndelimiter: ;\ncolumns: {a: name, b: birth year, c: "+columns+"}")
		for said := range strings.SplitSeq(words, "|") {
			_, rows := readAll(t, writeFile(t, "x.csv", []byte("a;b;c\nОбразцов;1990;"+said+"\n")), m)
			if !lookup.MayLive(rows[0].Person, 0, 2026) {
				t.Errorf("%s: %s: shown", columns, people(rows, false))
			}
		}
	}
}
