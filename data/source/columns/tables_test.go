package columns

import (
	"strings"
	"testing"

	"joqtau/data/source"
	"joqtau/lookup"
)

// TestHeadings finds fields by headings, several where a heading names several things.
func TestHeadings(t *testing.T) {
	for _, test := range []struct{ heading, want string }{
		{"ФИО", "name"},
		{"Ф.И.О.", "name"},
		{"Фамилия, имя, отчество", "name"},
		{"Фамилия, имя, отчество, год рождения", "name, birth year"},
		{"Р/с №", "id"},
		{"Т.А.Ә.", "name"},
		{"Әкесінің аты", "patronymic"},
		{"Ұсталған уақыты", "arrest date"},
		{"birth_year", "birth year"},
		{"placeOfBirthLabel", "birth place"},
		{"itemLabel", "name"},
		{"DOD", "death date"},
		{"is_executed", "shot"},
		{"Прізвище", "surname"},
		{"Ім'я", "given"},
		{"По батькові", "patronymic"},
		{"Стать", "sex"}, // in Ukrainian; in Russian "статья" is an article
		{"Статья УК", "charge"},
		{"Дата розстрілу", "shot date"},
		{"Імя па бацьку", "patronymic"},
		{"Месца нараджэння", "birth place"},
		{"Nazwisko i imię", "name"},
		{"Data śmierci", "death date"},
		{"Imię ojca", "other"}, // a given name, and no patronymic
		{"Tēva vārds", "other"},
		{"Uzvārds", "surname"},
		{"Dzimšanas gads", "birth year"},
		{"Pavardė", "surname"},
		{"Tremties vieta", "exile place"},
		{"Perenimi", "surname"},
		{"Sünniaeg", "birth date"},
		{"Год и место рождения", "birth place, birth year"},
		{"Национальность, партийность", "nationality, party"},
		{"Когда и кем арестован", "arrest date, arrest body"},
		{"Когда, кем осуждён, ст. УК", "sentence date, sentence body, charge"},
		{"Место работы, должность", "occupation"},
		{"Дата вынесения приговора", "sentence date"},
		{"Дата приведения приговора в исполнение", "shot date"},
		{"Изменение приговора", "other"},
		{"Место рождения отца", ""},
		{"Имя жены", ""},
		{"Father's name", "patronymic"},
		{"Birth place of the mother", ""},
		{"Наличие", ""},
	} {
		var named []string
		for _, f := range headingFields(test.heading) {
			named = append(named, string(f))
		}
		if got := strings.Join(named, ", "); got != test.want {
			t.Errorf("%s: %q, want %q", test.heading, got, test.want)
		}
	}
}

// TestProposals proposes mappings for small tables: what each column with a field means, what is to be decided, and the people
// that are read by it.
func TestProposals(t *testing.T) {
	for _, test := range []struct{ name, table, want, decide, people string }{
		{"a title above, a sum below", `Книга памяти;;
№ п/п;Фамилия, имя, отчество;Год рождения
1;Образцов Пример Тестович;1893
№ п/п;Фамилия, имя, отчество;Год рождения
2;Пробов Проба Тестович;1901
;Всего: 2;
;* по данным архива;
`, "skip 1; id; name; birth year", "", "Образцов Пример Тестович born 1893 | Пробов Проба Тестович born 1901 | " +
			"!it repeats the headings | !it adds up other rows | !it is a remark and no person"},
		{"a title without delimiters", "Список, составленный в архиве\nФИО;Г.р.\nОбразцов Пример;1893\nПробов Проба;1901\n",
			"skip 1; name; birth year", "", "Образцов Пример born 1893 | Пробов Проба born 1901"},
		{"dates in several columns", `Фамилия;Имя;День рождения;Месяц рождения;Год рождения
Образцов;Пример;12;3;1893
Пробов;Проба;;;1901
Тестов;Проба;0;ноябрь;1903
Макетов;Проба;5;11;
`, "surname; given; {field: birth date, part: day}; {field: birth date, part: month}; {field: birth date, part: year}", "",
			"Образцов Пример born 1893-03-12 | Пробов Проба born 1901 | Тестов Проба born 1903-11 | " +
				"Макетов Проба noted «День рождения: 5» noted «Месяц рождения: 11»"},
		{"dates in several columns, as quantities", "name,birth_year,birth_month,birth_day\nSample Testov,1893.0,3.0,12.0\nProba Sampleova,1901.0,,\n",
			"name; {field: birth date, part: year}; {field: birth date, part: month}; {field: birth date, part: day}", "",
			"Sample Testov born 1893-03-12 | Proba Sampleova born 1901"},
		{"a date and its parts", "name,birth_date,birth_year,birth_month\nSample Testov,1893-03-12,1893,3\nProba Sampleova,,1901,\n",
			"name; birth date; birth year", "what is it?", "Sample Testov born 1893-03-12 noted «birth_month: 3» | Proba Sampleova born 1901"},
		{"parts of which some are others", "ФИО;День ареста;Месяц ареста;Год ареста\nОбразцов Пример;12;11;1937\nПробов Проба;5;ноябрь;38\nТестов Проба;;11;1938\n",
			"name; {field: arrest date, part: day}; {field: arrest date, part: month}; {field: arrest date, part: year}", "",
			"Образцов Пример arrested 1937-11-12 | Пробов Проба noted «Год ареста: 5 ноябрь 38» | Тестов Проба arrested 1938-11"},
		{"rehabilitations with more than dates", "ФИО;Дата реабилитации\nОбразцов Пример;16 января 1989 г. прокуратурой\nПробов Проба;5 мая 1957 г. судом\n",
			"name; rehabilitation date", "such as {field: rehabilitation date, rest: rehabilitation body}",
			"Образцов Пример noted «Дата реабилитации: 16 января 1989 г. прокуратурой» | Пробов Проба noted «Дата реабилитации: 5 мая 1957 г. судом»"},
		{"shootings told as dates and as words", "ФИО;Расстрелян\nОбразцов Пример;10 декабря 1937 г. в Омске\nПробов Проба;нет\n",
			"name; shot date", "some values say yes or no and some are dates",
			"Образцов Пример noted «Расстрелян: 10 декабря 1937 г. в Омске» | Пробов Проба noted «Расстрелян: нет»"},
		{"a date of birth that is called a day", "ФИО;День рождения\nОбразцов Пример;12.03.1893\nПробов Проба;01.01.1901\n",
			"name; birth date", "", "Образцов Пример born 1893-03-12 | Пробов Проба born 1901-01-01"},
		{"days as Excel counts them", "ФИО;Дата ареста;Дата реабилитации\nОбразцов Пример;13824;32645\nПробов Проба;13825;32646\nТестов Проба;1937;32647\n" +
			"Тестов Макет;13827;32648\nТестов Пример;13828;32649\n",
			"name; {field: arrest date, dates: [excel]}; {field: rehabilitation date, dates: [excel]}", "days as Excel counts them: is 13824 the day 1937-11-05?",
			"Образцов Пример arrested 1937-11-05 rehabilitated 1989-05-17 | Пробов Проба arrested 1937-11-06 rehabilitated 1989-05-18 | " +
				"Тестов Проба arrested «1937» rehabilitated 1989-05-19 | Тестов Макет arrested 1937-11-08 rehabilitated 1989-05-20 | " +
				"Тестов Пример arrested 1937-11-09 rehabilitated 1989-05-21"},
		{"Memorial's packed dates", "ФИО;Дата ареста\nОбразцов Пример;70248\nПробов Проба;70249\n",
			"name; {field: arrest date, dates: [packed]}", "Memorial's packed dates?", "Образцов Пример arrested 1937-03-08 | Пробов Проба arrested 1937-03-09"},
		{"numbers that are no dates of any kind", "ФИО;Дата ареста\nОбразцов Пример;12\nПробов Проба;140\n",
			"name", "its values are numbers", "Образцов Пример noted «Дата ареста: 12» | Пробов Проба noted «Дата ареста: 140»"},
		{"the first of January", "name,dob\nSample Testov,1893-03-12T00:00:00Z\nProba Sampleova,1901-01-01T00:00:00Z\nTest Proberov,1902-01-01T00:00:00Z\n",
			"name; {field: birth date, dates: [yyyy-01-01, yyyy-mm-dd]}", "2 of 3 dates are the first of January",
			"Sample Testov born 1893-03-12 | Proba Sampleova born 1901 | Test Proberov born 1902"},
		{"day and month", "name,dob\nSample Testov,03/12/1893\nProba Sampleova,07/01/1901\n", "name; birth date", "is it dd/mm/yyyy or mm/dd/yyyy?",
			"Sample Testov born «03/12/1893» | Proba Sampleova born «07/01/1901»"},
		{"days before months", "name,dob\nSample Testov,13/12/1893\nProba Sampleova,07/01/1901\n", "name; {field: birth date, dates: [dd/mm/yyyy]}", "",
			"Sample Testov born 1893-12-13 | Proba Sampleova born 1901-01-07"},
		{"both orders", "name,dob\nSample Testov,13/12/1893\nProba Sampleova,07/01/1901\nTest Proberov,12/13/1903\nSample Proberov,14/12/1893\nTest Sampleov,15/12/1893\n",
			"name; birth date", "some are dd/mm/yyyy and some mm/dd/yyyy", "Sample Testov born 1893-12-13 | Proba Sampleova born «07/01/1901» | " +
				"Test Proberov born 1903-12-13 | Sample Proberov born 1893-12-14 | Test Sampleov born 1893-12-15"},
		{"years and the next ones", "name,arrested\nSample Testov,1937-38\nProba Sampleova,1911-12\nTest Proberov,1937/38\n", "name; arrest date", "",
			"Sample Testov arrested 1937/1938 | Proba Sampleova arrested «1911-12» | Test Proberov arrested 1937/1938"},
		{"codes of the sex", "ФИО;Пол\nОбразцов Пример;1\nПробов Проба;2\n", "name", `{field: sex, values: {"1": м, "2": ж}}`,
			"Образцов Пример noted «Пол: 1» | Пробов Проба noted «Пол: 2»"},
		{"letters of the sex that are not clear", "Vardas Pavardė;Lytis\nJonas Pavyzdys;V\nOna Pavyzdė;M\n", "name", "say what its values mean",
			"Jonas Pavyzdys noted «Lytis: V» | Ona Pavyzdė noted «Lytis: M»"},
		{"a date and what stands behind it", "ФИО;Год и место рождения;Когда и кем арестован;Национальность, партийность\n" +
			"Образцов Пример;1893, с. Пробное;5.11.1937, УНКВД;русский, б/п\nПробова Проба;1901 г., г. Омск;6.11.1937 УНКВД;\nПробов Проба;г. Омск;;\nТестов Проба;не старше 40 лет;1938 г.;\n",
			"name; {field: birth year, rest: birth place}; {field: arrest date, rest: arrest body}", "are they birth year and birth place?",
			"Образцов Пример born 1893 in с. Пробное arrested 1937-11-05 by УНКВД noted «Национальность, партийность: русский, б/п» | " +
				"Пробова Проба born 1901 in г. Омск arrested 1937-11-06 by УНКВД | Пробов Проба born in г. Омск | " +
				"Тестов Проба arrested 1938 noted «Год и место рождения: не старше 40 лет»"},
		{"no people", "id;Название;Регион;Год открытия\n1;Пробный ИТЛ;Казахская ССР;1931\n2;Образцовый ИТЛ;Пробная область;1932\n", "id", "is this a list of people?", "none"},
		{"addresses", "ADDRESS_ID,ADDRESS,LINK\n1,\"Пробный пер., д.1\",http://example.org/1\n2,\"Пробный пер., д.3\",http://example.org/2\n", "id; residence",
			"is this a list of people?", "none"},
		{"no headings", "Образцов Пример Тестович|1893|Омск\nПробов Проба Тестович|1901|Томск\n", "name", "these are years", "Образцов Пример Тестович " +
			"noted «column 2: 1893» noted «column 3: Омск» | Пробов Проба Тестович noted «column 2: 1901» noted «column 3: Томск»"},
		{"no headings, words of headings in the rows", "Образцов Пример Тестович;Книга памяти Проб;Архивное дело 1\nПробов Проба Тестович;Книга памяти Проб;Архивное дело 2\n",
			"name", "", "Образцов Пример Тестович noted «column 2: Книга памяти Проб» noted «column 3: Архивное дело 1» | " +
				"Пробов Проба Тестович noted «column 2: Книга памяти Проб» noted «column 3: Архивное дело 2»"},
		{"a column of numbers without a heading", ",name,place\n0,Sample Testov,Omsk\n1,Proba Sampleova,Omsk\n2,Test Proberov,Omsk\n", "id; name", "", "Sample Testov noted «place: Omsk» | Proba Sampleova noted «place: Omsk» | Test Proberov noted «place: Omsk»"},
		{"a name beside a surname", "Surname,Name,Patronymic\nSampleov,Test,Proverovich\nProberova,Sample,\n", "surname; given; patronymic", "",
			"Sampleov Test Proverovich | Proberova Sample"},
		{"the whole name beside a surname", "Surname,Name\nSampleov,Test Sampleov\nProberova,Sample Proberova\n", "surname; name", "is it the whole name",
			"Test Sampleov | Sample Proberova"},
		{"the surest heading", "ФИО;Осужден;Дата осуждения\nОбразцов Пример;тройка;05.11.1937\nПробов Проба;суд;06.11.1937\n", "name; sentence date", "it could be sentence date, as column 3",
			"Образцов Пример sentenced 1937-11-05 noted «Осужден: тройка» | Пробов Проба sentenced 1937-11-06 noted «Осужден: суд»"},
		{"where a file lies", "ФИО;Фонд;Опись;Дело;Ссылка\nОбразцов Пример;12;3;45;https://example.org/1\nПробов Проба;12;3;46;https://example.org/2\n",
			"name; case file; case file; case file", "", "Образцов Пример case_file «Фонд 12; Опись 3; Дело 45» noted «Ссылка: https://example.org/1» | " +
				"Пробов Проба case_file «Фонд 12; Опись 3; Дело 46» noted «Ссылка: https://example.org/2»"},
		{"Ukrainian names", "Прізвище;Ім'я;По батькові;Рік народження\nПробна;Зіна;Прикладівна;1901 р.н.\n", "lang ru; surname; given; patronymic; birth year", "",
			"Пробна Зіна Прикладівна (ru) born 1901"},
		{"Kazakh names", "Тегі;Аты;Туған жылы\nСыналиев;Ілияс;1901 ж.\n", "surname; given; birth year", "", "Сыналиев Ілияс (kk) born 1901"},
		{"lives in phrases", "ФИО;Сведения\nОбразцов Пример;Арестован 5 ноября 1937 г. Приговор: 10 лет ИТЛ\nПробов Проба;Арестован 6 ноября 1937 г. Приговор: ВМН. Расстрелян 2 декабря 1937 г.\n",
			"name; note", "the field notice reads them", "Образцов Пример noted «Арестован 5 ноября 1937 г. Приговор: 10 лет ИТЛ» | " +
				"Пробов Проба noted «Арестован 6 ноября 1937 г. Приговор: ВМН. Расстрелян 2 декабря 1937 г.»"},
		{"several numbers that are the same", "№;ФИО\n7;Образцов Пример\n7;Пробов Проба\n8;Тестов Проба\n9;Тестов Макет\n10;Тестов Пример\n", "id; name",
			"1 rows have a number", "Образцов Пример | Пробов Проба | Тестов Проба | Тестов Макет | Тестов Пример"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := writeFile(t, "x.csv", []byte(test.table))
			proposal, err := Guess(t.Context(), file)
			if err != nil {
				t.Fatal(err)
			}
			if got := chosen(proposal); got != test.want {
				t.Errorf("proposed %s, want %s", got, test.want)
			}
			if all := strings.Join(proposal.Decide, "\n"); !strings.Contains(all, test.decide) {
				t.Errorf("to be decided is %s, want %s", all, test.decide)
			}
			m, err := parseMapping("x.mapping", []byte(proposal.Mapping))
			if err != nil {
				if test.people != "none" {
					t.Fatal(err)
				}
				return
			}
			_, rows := readAll(t, file, m)
			if got := people(rows, strings.Contains(test.people, "(")); got != test.people {
				t.Errorf("read %s, want %s", got, test.people)
			}
		})
	}
}

// chosen are the fields that a proposal has, in the order of the columns, after what it says of the table.
func chosen(p *Proposal) string {
	var list []string
	head, columns, _ := strings.Cut(p.Mapping, "\ncolumns:\n")
	for line := range strings.Lines(head) {
		for _, key := range []string{"skip", "lang"} {
			if value, ok := strings.CutPrefix(line, key+": "); ok {
				list = append(list, key+" "+strings.Fields(value)[0])
			}
		}
	}
	for line := range strings.Lines(columns) {
		if _, meaning, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			list = append(list, meaning)
		}
	}
	return strings.Join(list, "; ")
}

// people tells in short what was read of the rows, the rejected ones last.
func people(rows []*source.Row, withLang bool) string {
	var list, rejected []string
	for _, row := range rows {
		if row.Rejected != "" {
			rejected = append(rejected, "!"+row.Rejected)
			continue
		}
		told := row.Person.Names[0].Text
		if withLang {
			told += " (" + string(row.Person.Names[0].Lang) + ")"
		}
		for _, f := range row.Person.Life {
			told += " " + inWords(f)
		}
		list = append(list, told)
	}
	return strings.Join(append(list, rejected...), " | ")
}

func inWords(f lookup.Fact) string {
	told := string(f.Kind)
	if f.Date != nil {
		told += " " + f.Date.EDTF
	}
	if f.Quoted.Place != "" {
		told += " in " + f.Quoted.Place
	}
	if f.Quoted.Body != "" {
		told += " by " + f.Quoted.Body
	}
	if f.Quoted.Text != "" {
		told += " «" + f.Quoted.Text + "»"
	}
	return told
}

// TestColumns reads a row by what a mapping says of its columns.
func TestColumns(t *testing.T) {
	for _, test := range []struct{ name, columns, row, want string }{
		{"a key to codes", `a: name, b: {field: sex, values: {"1": м, "2": ж}}, c: {field: sentence, values: {"3": ВМН, "0": ""}}`, "Образцов Пример;2;3", "Образцов Пример sentenced «ВМН»"},
		{"a code that says nothing", `a: name, b: {field: sentence, values: {"3": ВМН, "0": ""}}, c: ignore`, "Образцов Пример;0;", "Образцов Пример"},
		{"a code that the key does not have", `a: name, b: {field: sentence, values: {"3": ВМН}}, c: ignore`, "Образцов Пример;4;", "Образцов Пример sentenced «4»"},
		{"a life in phrases", "a: name, b: notice, c: ignore", "Образцов Пример;Арестован 5 ноября 1937 г. Расстрелян 2 декабря 1937 г.;",
			"Образцов Пример arrested 1937-11-05 shot 1937-12-02"},
		{"a life in lines with marks between", "a: name, b: notice, c: ignore", "Образцов Пример;Род. в 1893 г., с. Пробное # Арестован 5 ноября 1937 г. # Расстрелян 2 декабря 1937 г.;",
			"Образцов Пример born 1893 in с. Пробное arrested 1937-11-05 shot 1937-12-02"},
		{"what was not done", "a: name, b: sentence, c: exile", "Образцов Пример;нет;не выселялся", "Образцов Пример noted «b: нет» noted «c: не выселялся»"},
		{"what was not done, in Kazakh", "a: name, b: sentence, c: exile place", "Образцов Пример;сотталмаған;жоқ", "Образцов Пример noted «b: сотталмаған» noted «c: жоқ»"},
		{"what was done", "a: name, b: sentence, c: exile place", "Образцов Пример;незаконный;Неелово", "Образцов Пример sentenced «незаконный» exiled in Неелово"},
		{"a bad value beside good ones", "a: name, b: birth year, c: arrest date", "Образцов Пример;189?3;05.11.1937", "Образцов Пример born «189?3» arrested 1937-11-05"},
		{"a life for a birth", "a: name, b: birth year, c: ignore", "Образцов Пример;1893-1937;", "Образцов Пример born «1893-1937»"},
		{"a birth in one of two centuries", "a: name, b: birth date, c: arrest date", "Образцов Пример;05.11.18 г.;05.11.37", "Образцов Пример born «05.11.18 г.» arrested «05.11.37»"},
		{"a name and more", "a: name, b: ignore, c: ignore", "12. Образцов Пример Тестович, 1893 г.р.;;",
			"Образцов Пример Тестович noted «a: 12. Образцов Пример Тестович, 1893 г.р.»"},
		{"a name with a number in brackets", "a: name, b: ignore, c: ignore", "Пробов (Проба) Тест (р. 1901);;", "Пробов Тест noted «a: Пробов (Проба) Тест (р. 1901)»"},
		{"a number before a name", "a: name, b: ignore, c: ignore", "12) Образцов Пример;;", "Образцов Пример"},
		{"commas and marks", "a: name, b: ignore, c: ignore", "ОБРАЗЦОВ*, Пример, Тестович;;", "Образцов Пример Тестович"},
		{"a sentence that was changed", "a: name, b: sentence, c: sentence date", "Образцов Пример;ВМН, заменена на 10 лет ИТЛ;05.11.1937",
			"Образцов Пример sentenced 1937-11-05 «ВМН» commuted «заменена на 10 лет ИТЛ»"},
		{"a day without a month", "a: name, b: {field: birth date, part: day}, c: {field: birth date, part: year}", "Образцов Пример;12;1888",
			"Образцов Пример born 1888 noted «b: 12»"},
		{"a notation and more", "a: name, b: {field: arrest date, rest: arrest body, dates: [dd/mm/yyyy]}, c: ignore", "Образцов Пример;05/11/1937 УНКВД;",
			"Образцов Пример arrested 1937-11-05 by УНКВД"},
		{"a notation and no more", "a: name, b: {field: death date, rest: death place, dates: [dd/mm/yyyy]}, c: ignore", "Образцов Пример;03/04/1942;",
			"Образцов Пример died 1942-04-03"},
		{"a date in one of two notations, and more", "a: name, b: {field: death date, rest: death place}, c: ignore", "Образцов Пример;03/04/1942 Омск;",
			"Образцов Пример died in Омск «03/04/1942»"},
		{"a stretch of years and more", "a: name, b: {field: arrest date, rest: arrest body}, c: ignore", "Образцов Пример;1937-38 УНКВД;",
			"Образцов Пример arrested 1937/1938 by УНКВД"},
		{"two dates and more", "a: name, b: {field: arrest date, rest: arrest body}, c: ignore", "Образцов Пример;1937 или 1938 УНКВД;",
			"Образцов Пример noted «b: 1937 или 1938 УНКВД»"},
		{"a sum", "a: name, b: ignore, c: birth year", "Всего 12 человек;;", "!it adds up other rows"},
		{"a surname like a sum", "a: name, b: ignore, c: birth year", "Тоталов Пример;;1893", "Тоталов Пример born 1893"},
		{"a letter", "a: name, b: ignore, c: birth year", "А.;;", "!the name is a single letter"},
		{"a remark", "a: name, b: ignore, c: birth year", "данные уточняются;;", "!it is a remark and no person"},
		{"a name in small letters", "a: name, b: ignore, c: birth year", "образцов пример;;1893", "образцов пример born 1893"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := mustMap(t, "name: x\ntitle: y\ndelimiter: ;\ncolumns: {"+test.columns+"}")
			_, rows := readAll(t, writeFile(t, "x.csv", []byte("a;b;c\n"+test.row+"\n")), m)
			if got := people(rows, false); got != test.want {
				t.Errorf("read %s, want %s", got, test.want)
			}
		})
	}
}

// TestConstants tells of everybody what a mapping says of all, unless the row denies it.
func TestConstants(t *testing.T) {
	m := mustMap(t, "name: x\ntitle: y\ndelimiter: ;\nconstants: {exile place: Пробный край}\ncolumns: {a: name, b: exile place}")
	_, rows := readAll(t, writeFile(t, "x.csv", []byte("a;b\nОбразцов Пример;\nПробов Проба;нет\nТестов Проба;Омск\n")), m)
	const want = "Образцов Пример exiled in Пробный край | Пробов Проба noted «b: нет» | Тестов Проба exiled in Омск"
	if got := people(rows, false); got != want {
		t.Errorf("read %s, want %s", got, want)
	}
}

// TestNameProblems tells of cells that are rather something else than one name.
func TestNameProblems(t *testing.T) {
	for _, test := range []struct{ row, want string }{
		{"Пробный Район;;;", "nothing else stands in the row: is it a heading?"},
		{"Образцов Пример;1893;;", ""},
		{"Образцов П.И. и жена Образцова П.;1893;;", "several people seem to be named"},
		{"Образцов Пример 1893;1893;;", "more than a name stands here"},
	} {
		m := mustMap(t, "name: x\ntitle: y\ndelimiter: ;\ncolumns: {a: name, b: birth year, c: ignore, d: note}")
		_, rows := readAll(t, writeFile(t, "x.csv", []byte("a;b;c;d\n"+test.row+"\n")), m)
		if got := rows[0].Fields[0].Problem; got != test.want {
			t.Errorf("%s: %q, want %q", test.row, got, test.want)
		}
	}
}
