package wording

import "testing"

func TestDenies(t *testing.T) {
	for text, want := range map[string]bool{
		"не реабилитирован": true, "нет": true, "жив": true, "сведений нет": true, "неизвестно": true, "в 1942 г.?": true, "(?) в 1942 г.": true,
		"умер или освобожден": true, "жоқ": true, "белгісіз": true, "unknown": true, "отказано": true, "постановление отменено": true,
		"": false, "г. Пробный": false, "ст. Или": false, "с. Отказное": false, "УНКВД": false, "5 мая 1938 г.": false, "Нетопорская вол.": false,
	} {
		if got := Denies(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

func TestKin(t *testing.T) {
	for text, want := range map[string]string{
		"расстрелян отец": "отец", "вместе с мужем": "мужем", "погибла вся семья": "вся семья", "УНКВД": "", "с. Отцовское": "", "Братск": "", "": "",
	} {
		got := ""
		for _, r := range Kin(text) {
			got += text[r.From:r.To]
			if r.Named == (text == "вместе с мужем") {
				t.Errorf("%q: named %t", text, r.Named)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
