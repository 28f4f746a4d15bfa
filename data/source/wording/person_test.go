package wording

import (
	"strings"
	"testing"
)

func TestPerson(t *testing.T) {
	understand := map[string]func(string) (string, bool){"nationality": Nationality, "education": Education, "party": Party}
	for _, test := range []struct {
		field, text, want string // want is empty where the text is not understood
	}{
		{"nationality", "казах", "nat.kazakh"},
		{"nationality", "Казашка.", "nat.kazakh"},
		{"nationality", "  поляки ", "nat.pole"},
		{"nationality", "ПОЛЬКА", "nat.pole"},
		{"nationality", "татарин", "nat.tatar"},
		{"nationality", "крымская  татарка", "nat.crimean_tatar"},
		{"nationality", "карачаевец", "nat.karachay"},
		{"nationality", "дунганка", "nat.dungan"},
		{"nationality", "грузинка..", "nat.georgian"},
		// Until 1936 "казак" could be a Kazakh, and always a Cossack.
		{"nationality", "казак", ""},
		{"nationality", "малограмотный", ""},
		{"nationality", "грамотный", ""},
		{"nationality", "неграмотная", ""},
		{"nationality", "беспартийный", ""},
		{"nationality", "социал-демократ", ""},
		{"nationality", "русский (отец немец)", ""},
		{"nationality", "немцы (Указ ПВС СССР)", ""},
		{"nationality", "татаро-монгол", ""},
		{"nationality", "value", ""},
		{"nationality", "?", ""},
		{"nationality", "...", ""},
		{"nationality", "", ""},

		{"education", "начальное", "edu.primary"},
		{"education", "Образование начальное", "edu.primary"},
		{"education", "н/начальное", "edu.primary_unfinished"},
		{"education", "Низш", "edu.lower"},
		{"education", "Ср.", "edu.secondary"},
		{"education", "Н/Ср", "edu.secondary_unfinished"},
		{"education", "среднее, неполное", "edu.secondary_incomplete"},
		{"education", "средне - специальное", "edu.secondary_special"},
		{"education", "незаконченное высшее", "edu.higher_unfinished"},
		{"education", "малограмотный", "edu.semiliterate"},
		{"education", "7 классов", "edu.years_7"},
		{"education", "4 кл.", "edu.years_4"},
		{"education", "высшее экономическое", ""},
		{"education", "4 Г", ""},
		{"education", "колхозник", ""},
		{"education", "нет", ""},
		{"education", "н/с", ""},
		{"education", "русский", ""},

		{"party", "б/п", "party.none"},
		{"party", "Беспартийная", "party.none"},
		{"party", "член ВКП(б)", "party.member"},
		{"party", "Член ВКП (б).", "party.member"},
		{"party", "кандидат в члены ВКП(б)", "party.candidate"},
		{"party", "исключён из ВКП(б)", "party.expelled"},
		{"party", "бывш. член ВКП(б)", "party.former"},
		{"party", "комсомолка", "party.komsomol"},
		{"party", "исключена из ВЛКСМ", "party.komsomol_expelled"},
		{"party", "социалист-революционер", "party.sr"},
		{"party", "член ВКП(б) до 1935", ""},
		{"party", "искл. из ВКП(б) в 1933 г.", ""},
		{"party", "алашординец", ""},
		{"party", "член колхоза", ""},
	} {
		got, ok := understand[test.field](test.text)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%s %q: %q, %t; want %q", test.field, test.text, got, ok, test.want)
		}
	}
}

func TestBadTables(t *testing.T) {
	for _, table := range []string{"value\tcode\nказах\n", "value\tcode\n.\tnat.kazakh\n", "value\tcode\nёж\ta.b\nЕж.\ta.c\n"} {
		func() {
			defer func() {
				if failure, _ := recover().(string); !strings.Contains(failure, "want a value that stands once, and its code") {
					t.Errorf("%q: %q", table, failure)
				}
			}()
			readValues("bad", table)
		}()
	}
}
