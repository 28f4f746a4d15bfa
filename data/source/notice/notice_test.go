package notice

import (
	"fmt"
	"strings"
	"testing"

	"joqtau/data/source"
	"joqtau/lookup"
)

// TestRead holds what single lines are taken for: the goldens of the formats hold whole notices.
func TestRead(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		// A sentence is no fate, and no word of a rehabilitation is none.
		{"Приговор: ВМН", "sentenced (ВМН)"},
		{"Приговор: расстрелян", "sentenced (расстрелян)"},
		{"Расстрелян 2 декабря 1937 г.", "shot 1937-12-02"},
		{"Расстрелян 31 ноября 1937 г.", "shot (31 ноября 1937 г.)"},
		{"Расстрелян.", "noted (Расстрелян)"},
		{"Реабилитирован  Сведений о реабилитации нет.", "noted (Сведений о реабилитации нет)"},
		{"Сведения о реабилитации отсутствуют", "noted (Сведения о реабилитации отсутствуют)"},
		{"Реабилитирован по Указу от 16.01.1989", "rehabilitated (по Указу от 16.01.1989)"},
		{"Реабилитирован 1 марта 1989 г. Реабилитирован прокуратурой", "rehabilitated 1989-03-01"},

		{"Приговор: 10 лет, умер 23.03.38", "sentenced 10y0m (10 лет); died 1938-03-23"},
		{"Приговор: спецпоселение - Тюменская обл, осв. 25.01.1956", "exiled (спецпоселение - Тюменская обл); released 1956-01-25"},
		{"Приговор: спецпоселение в Томской обл., ум.в 1931", "exiled (спецпоселение в Томской обл.); died 1931"},
		{"Приговор: дело прекращено, освобожден", "released (дело прекращено, освобожден)"},
		{"Приговор: к ВМН. Сведений об исполнении приговора не имеется", "sentenced (к ВМН); noted (Сведений об исполнении приговора не имеется)"},
		{"Приговор: ВМН. 5 мая 1942 г. расстрел заменен на 8 лет ИТЛ", "sentenced (ВМН); commuted 1942-05-05 8y0m (5 мая 1942 г. расстрел заменен на 8 лет ИТЛ)"},
		{"Приговор: 1 год 6 месяцев ИТЛ", "sentenced 1y6m (1 год 6 месяцев ИТЛ)"},
		{"Приговор: 6 мес. ИТЛ", "sentenced 0y6m (6 мес. ИТЛ)"},
		{"Приговор: ВМН, заменена 10 годами ИТЛ", "sentenced (ВМН); commuted 10y0m (заменена 10 годами ИТЛ)"},
		{"Приговор: ВМН (заменена на 10 лет ИТЛ)", "sentenced (ВМН); commuted 10y0m (заменена на 10 лет ИТЛ)"},
		{"Приговор: ВМН. Определением ВС от 5 мая 1942 г. заменен на 8 лет ИТЛ", "sentenced (ВМН); commuted 1942-05-05 8y0m (Определением ВС от 5 мая 1942 г. заменен на 8 лет ИТЛ)"},
		{"Обв. по ст. 58-10. Приговор: ВК ВС СССР, 09.10.1937 – 10 лет ИТЛ.", "sentenced 1937-10-09 10y0m (10 лет ИТЛ)"},
		{"Обв. по ст. 58-10.", "accused"},
		{"В 1920 г. арестован ЧК", "arrested 1920"},
		{"Арестован\nПриговорен: 15 декабря 1962 г.\nПриговор: дело прекращено", "arrested; noted 1962-12-15 (дело прекращено)"},
		{"Родился 22.8.93, Пробное с.", "born (22.8.93)"},
		{"Родился в 19", "born (19)"},
		{"р. 1903", "born 1903"},
		{"р. Волга", "noted (р. Волга)"},
		{"Место захоронения - место захоронения - Бутово.", "buried"},
	} {
		row := &source.Row{Person: &lookup.Person{}}
		Read(row, test.text)
		var told []string
		for _, f := range row.Person.Life {
			said := string(f.Kind)
			if f.Date != nil {
				said += " " + f.Date.EDTF
			}
			if f.Years+f.Months > 0 {
				said += fmt.Sprintf(" %dy%dm", f.Years, f.Months)
			}
			if f.Quoted.Text != "" {
				said += fmt.Sprintf(" (%s)", f.Quoted.Text)
			}
			told = append(told, said)
		}
		if got := strings.Join(told, "; "); got != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestNames(t *testing.T) {
	for _, test := range []struct{ printed, names string }{
		{"КЕЧЕК Александр Амбарцумович", "full Кечек Александр Амбарцумович"},
		{"ЗАКС-ГЛАДНЕВ Самуил Маркович", "full Закс-Гладнев Самуил Маркович"},
		{"Пробный Образец", "usual Пробный Образец"},
		{"Пробная (Прежняя) Образца Примеровна", "full Пробная Образца Примеровна; variant Прежняя Образца Примеровна"},
		{"Горский (наст. фам.: Рабинович, , псевд.: Харари) Гирсиль (Герцль)", "usual Горский Гирсиль; birth Рабинович Гирсиль; pen Харари Гирсиль; variant Горский Герцль"},
	} {
		row := &source.Row{Person: &lookup.Person{}}
		SetName(row, test.printed)
		var names []string
		for _, n := range row.Person.Names {
			names = append(names, string(n.Kind)+" "+n.Text)
		}
		if got := strings.Join(names, "; "); got != test.names {
			t.Errorf("%q: %s, want %s", test.printed, got, test.names)
		}
	}
	for line, want := range map[string]bool{
		"Пробный Образец Примерович": true, "Пробаев Образец улы": true, "Пробаев Образец Пример улы": true, "немка;": false, "казах": false,
		"Родился в 1901 г.": false, "с. Пробное": false, "В 1937 г. арестован": false, "Мулла.": false,
	} {
		if IsName(line) != want {
			t.Errorf("%q: a name: %v", line, !want)
		}
	}
}
