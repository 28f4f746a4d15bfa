package wording

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"joqtau/lookup"
)

func TestSentence(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"ВМН", "sentenced sent.death"},
		{"к ВМН", "sentenced sent.death"},
		{"расстрел", "sentenced sent.death"},
		{"к расстрелу", "sentenced sent.death"},
		{"расстрелян", "sentenced sent.death"}, // in the place of a sentence: no date, no death
		{"ВМН с конфискацией имущества", "sentenced sent.death sent.confiscation"},
		{"Конфискация имущества, ВМН", "sentenced sent.confiscation sent.death"},
		{"к ВМН, конфискации имущества", "sentenced sent.death sent.confiscation"},
		{"10 лет ИТЛ", "sentenced sent.itl 10y"},
		{"к 10 г. ИТЛ, 5 г. п/п", "sentenced sent.itl sent.rights_loss 10y"},
		{"10 л. л. с", "sentenced sent.imprison 10y"},
		{"10 лет л/с", "sentenced sent.imprison 10y"},
		{"ИТЛ-10", "sentenced sent.itl 10y"},
		{"10 лет", "sentenced 10y"},
		{"7 мес. ИТЛ", "sentenced sent.itl 7m"},
		{"1 год 6 мес. лишения свободы", "sentenced sent.imprison 1y 6m"},
		{"1,5 года лишения свободы", "sentenced sent.imprison 1y 6m"},
		{"к лишению свободы на 10 лет", "sentenced sent.imprison 10y"},
		{"10 лет лишения свободы, поражен. прав на 5 лет.", "sentenced sent.imprison sent.rights_loss 10y"},
		{"10 лет с последующим поражением в правах на 5 лет", "sentenced sent.rights_loss 10y"},
		{"8 лет лишения свободы с поражением в правах на 3 года.", "sentenced sent.imprison sent.rights_loss 8y"},
		{"3 года лишения свободы условно", "sentenced sent.imprison sent.suspended 3y"},
		{"к 3 годам концлагерей", "sentenced sent.concamp 3y"},
		{"к 10 годам заключения в ИТЛ", "sentenced sent.itl 10y"},
		{"5 лет лагерей", "sentenced sent.itl 5y"},
		{"ссылка на 5 лет", "sentenced sent.exile 5y"},
		{"3 года ссылки (высылки)", "sentenced sent.exile sent.banish 3y"},
		{"ссылка в Казахстан на 2 г.", `sentenced sent.exile 2y "Казахстан"`},
		{"3 года ссылки в г.Архангельск.", `sentenced sent.exile 3y "г.Архангельск"`},
		{"к 3 годам высылки в Северный край", `sentenced sent.banish 3y "Северный край"`},
		{"высылка - Челябинская обл.", `exiled sent.banish "Челябинская обл."`},
		{"выселен в Казахстан (по нац. признаку)", `exiled sent.deport_ethnic "Казахстан"`},
		{"Выслан как чеченец", "exiled sent.deport_ethnic"},
		{"высылка по нац. признаку (калмыки).", "exiled sent.deport_ethnic"},
		{"высланы навечно на спецпоселение в Казахстан.", `exiled sent.special_settlement "Казахстан"`},
		{"спецпоселение в Томской обл", `exiled sent.special_settlement "Томской обл"`},
		{"выселение - Мурманская обл., Кандалакшский р-н, п.Нива-2", `exiled sent.banish "Мурманская обл., Кандалакшский р-н, п.Нива-2"`},
		{"раскулачивание", "sentenced sent.dekulak"},
		{"раскулачены и выселены на спецпоселение в Казахстан", `exiled sent.dekulak sent.special_settlement "Казахстан"`},
		{"лишен избирательных прав", "sentenced sent.disfranchised"},
		{"дело прекращено за отсутствием состава преступления", "noted outcome.dropped outcome.no_crime"},
		{"Дело прекращено, освобожден", "released outcome.dropped fate.released"},
		{"оправдан", "noted outcome.acquitted"},
		{"дело прекращено по амнистии", "noted outcome.dropped fate.amnestied"},
		{"освобожден за смертью", "noted"},
		{"оправдан и освобожден", "released outcome.acquitted fate.released"},
		{"дело прекращено в связи со смертью обвиняемого", "noted ?"},
		{"Решения по делу нет", "noted"},
		{"умер в ходе следствия", "noted ?"},
		{"Депортация", "exiled"},
		{"депортирован по нац. признаку", "exiled sent.deport_ethnic"},
		{"трудармия", "repressed sent.labour_army"},
		{"спецпоселениие после ИТЛ", "noted"},
		{"спецпоселение после ИТЛ", "noted"},
		{"репрессирован по нац. признаку", "repressed"},

		{"ату жазасы", "sentenced sent.death"},
		{"8 жыл ЕТЛ", "sentenced sent.itl 8y"},
		{"10 жылға еңбекпен түзеу лагеріне", "sentenced sent.itl 10y"},
		{"10 дней", "sentenced ?"},
		{"ВМН. Сведений об исполнении приговора не имеется", "sentenced ?"},
		{"ВМН отменена", "sentenced ?"},
		{"к лишению свободы на срок предварительного заключения", "sentenced ?"},
		{"спецпоселение - г. Челябинск до 24.09.1954", "exiled ?"},
		{"предъявлено обвинение", "noted"},
		{"999 лет ИТЛ", "sentenced ?"},
		{"", "sentenced ?"},
	} {
		s, ok := ReadSentence(test.text)
		got := strings.TrimSpace(string(s.Kind) + " " + strings.Join(s.Terms, " "))
		if s.Years > 0 {
			got += fmt.Sprintf(" %dy", s.Years)
		}
		if s.Months > 0 {
			got += fmt.Sprintf(" %dm", s.Months)
		}
		if s.Place != "" {
			got += fmt.Sprintf(" %q", s.Place)
		}
		if !ok {
			got += " ?"
		}
		if got != test.want {
			t.Errorf("%q: %s, want %s", test.text, got, test.want)
		}
	}
}

func TestCharge(t *testing.T) {
	for _, test := range []struct {
		text, terms string
		ok          bool
	}{
		{"58-1, 58-2, 58-8, 58-9, 58-10, 58-11 УК РСФСР", "art.58-2 art.58-8 art.58-9 art.58-10 art.58-11", false},
		{"по ст. 58-10 ч.2 УК РСФСР", "art.58-10", true},
		{"58-10, ч.1", "art.58-10", true},
		{"ст.58-10-2, 58-11", "art.58-10 art.58-11", true},
		{"58-10-11", "art.58-10 art.58-11", true},
		{"58-10, -11", "art.58-10 art.58-11", true},
		{"по ст. 58-2, 9, 11", "art.58-2 art.58-9 art.58-11", true},
		{"по ст. 58 пп. 10, 11 УК РСФСР", "art.58-10 art.58-11", true},
		{"ст. ст. 58-7-9-11", "art.58-7 art.58-9 art.58-11", true},
		{"по ст. 58-1а-7-8-11 УК РСФСР", "art.58-1a art.58-7 art.58-8 art.58-11", true},
		{`по ст. ст. 58-1 "а", 58-2, 58-10, 58-11 УК РСФСР`, "art.58-1a art.58-2 art.58-10 art.58-11", true},
		{`по ст. 58-1 п. "а" УК РСФСР`, "art.58-1a", true},
		{"58-1б УК РСФСР", "art.58-1b", true},
		{"58-10, 59-7 УК РСФСР", "art.58-10 art.59", true},
		{"17-58-8", "art.17 art.58-8", true},
		{"58 - 10", "art.58-10", true},
		{"КРД", "chg.krd", true},
		{"АСА", "chg.asa", true},
		{"ПШ", "chg.psh", true},
		{"как ЧСИР", "chg.chsir", true},
		{"как член семьи изменника Родины", "chg.chsir", true},
		{"СОЭ", "chg.soe", true},
		{"к.-р. деятельность", "chg.krd", true},
		{"осужден по ст. 58-10", "art.58-10", true},

		{"не кулак, середняк", "", false},
		{"не по ст. 58-10, а по ст. 59-3", "", false},
		{"по ст. 58-10 оправдан, по ст. 58-7", "", false},
		{"жена врага народа Пробного", "", false},
		{"69, 70, 73 УК АзССР", "", false},
		{"68, 72, 80 УК БССР - шпионаж в пользу Польши, а/с агитация.", "chg.asa", false},
		{"58 УК БССР", "", false},
		{"по ст. 54-1а УК УССР", "", false},
		{`по ст. 58-10 ("антиколхозная агитация")`, "art.58-10", false},
		{"ЧСИР: мать Гущина Александра Васильевича", "chg.chsir", false},
		{"в рамках приказа 00447", "", false},
		{"на основании Постановления ВЦИК и СНК СССР от 1.02.30 г.", "", false},
		{"", "", false},
	} {
		terms, ok := Charge(test.text)
		if strings.Join(terms, " ") != test.terms || ok != test.ok {
			t.Errorf("%q: %v, %v, want %s, %v", test.text, terms, ok, test.terms, test.ok)
		}
	}
}

func TestRehabilitation(t *testing.T) {
	for _, test := range []struct {
		text, terms, body, ground string
		none, ok                  bool
	}{
		{"Карагандинский облсуд за отсутствием состава преступления", "outcome.no_crime", "Карагандинский облсуд", "за отсутствием состава преступления", false, true},
		{"Костанайская облпрокуратура УКАЗ ПВС СССР ОТ 16.01.1989", "rehab.act_1989", "Костанайская облпрокуратура", "УКАЗ ПВС СССР ОТ 16.01.1989", false, true},
		{"Ген. прокуратура РК Указ Президента СССР от 13.08.1990", "rehab.act_1990", "Ген. прокуратура РК", "Указ Президента СССР от 13.08.1990", false, true},
		{"пр-ра г.Алматы Закон РК от 14.04.1993", "rehab.law_rk1993", "пр-ра г.Алматы", "Закон РК от 14.04.1993", false, true},
		{"по Закону от 18 октября 1991 г.", "rehab.law_rf1991", "", "по Закону от 18 октября 1991 г.", false, true},
		{"УНКВД по ЮКО. ЗА НЕДОКАЗАННОСТЬЮ СОСТАВА ПРЕСТУПЛЕНИЯ", "outcome.unproven", "УНКВД по ЮКО", "ЗА НЕДОКАЗАННОСТЬЮ СОСТАВА ПРЕСТУПЛЕНИЯ", false, true},
		{"Реабилитирован постановлением Президиума ВС РСФСР", "", "постановлением Президиума ВС РСФСР", "", false, true},
		{"Военный трибунал за отсутствием события преступления", "outcome.no_event", "Военный трибунал", "за отсутствием события преступления", false, true},
		{"Алтайским крайсудом дело прекращено за отсутствием состава преступления", "outcome.dropped outcome.no_crime", "Алтайским крайсудом", "дело прекращено за отсутствием состава преступления", false, true},
		{"на основании ст.1 УПВС", "", "", "на основании ст.1 УПВС", false, true},
		{"По заключению Прокуратуры Пробного края", "", "По заключению Прокуратуры Пробного края", "", false, true},
		{"прокуратурой Пробной области Указ 1989 г / Закон 91 г", "", "прокуратурой Пробной области", "Указ 1989 г / Закон 91 г", false, false},
		{"реабилитации не подлежит", "rehab.not_subject", "", "", true, true},
		{"отказано в реабилитации", "", "", "", true, true},
		{"Указ от 16.01.90", "", "Указ от 16.01.90", "", false, true}, // another decree
		{"сведений о реабилитации нет", "", "", "", true, true},
		{"Сведения о реабилитации отсутствуют", "", "", "", true, true},
		{"Сведения о реаб. не имеется", "", "", "", true, true},
		{"не подлежит реабилитации", "rehab.not_subject", "", "", true, true},
	} {
		r, ok := Rehabilitation(test.text)
		if strings.Join(r.Terms, " ") != test.terms || r.Body != test.body || r.Ground != test.ground || r.None != test.none || ok != test.ok {
			t.Errorf("%q: %+v, %v", test.text, r, ok)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, seed := range []string{"10 лет ИТЛ, 5 лет п/п", `ст. 58-1 "а"-7, 11 ч.2`, "выслан - в", "на основании от", "10 л. - ИТЛ-", "\xff58-\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if s, _ := ReadSentence(text); s.Kind != lookup.FactSentenced && s.Kind != lookup.FactExiled && s.Kind != lookup.FactReleased && s.Kind != lookup.FactRepressed {
			t.Errorf("%q: kind %q", text, s.Kind)
		}
		Charge(text)
		Rehabilitation(text)
		Trim(text)
	})
}

// TestCodes holds that the tables and the articles say nothing that the vocabulary does not know.
func TestCodes(t *testing.T) {
	vocabulary, err := os.ReadFile("../../vocabulary.yaml")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{"?": true, "art.58": true}
	for _, table := range []phrases{sentences, charges, grounds, bodies} {
		for _, list := range table {
			for _, p := range list {
				for _, code := range p.codes {
					codes[code] = true
				}
			}
		}
	}
	for _, code := range articles58 {
		codes[code] = true
	}
	for _, code := range articles {
		codes[code] = true
	}
	delete(codes, "?")
	for code := range codes {
		if !strings.Contains(string(vocabulary), "- code: "+code+"\n") {
			t.Errorf("the vocabulary has no %s", code)
		}
	}
}
