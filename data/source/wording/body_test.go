package wording

import (
	"strings"
	"testing"
)

func TestBody(t *testing.T) {
	for text, want := range map[string]string{
		"тройка при ПП ОГПУ в Казахстане":                "body.troika",
		"Решение тройки УНКВД Северо-Казахстанской обл.": "body.troika",
		"Особое совещание при НКВД СССР":                 "body.oso",
		"ОСО": "body.oso",
		"выездная сессия ВК ВС СССР":            "body.vkvs",
		"Военная Коллегия Верховного Суда СССР": "body.vkvs",
		"Комиссия НКВД СССР и Прокурора СССР":   "body.dvoika",
		"Президиум Кокчетавского облсуда":       "body.oblast_court",
		"Верховный суд КазССР":                  "body.supreme_court",
		"военным трибуналом ТуркВО":             "body.tribunal",
		"Прокуратура Кустанайской обл.":         "body.procuracy",
		"РО НКВД":                 "body.nkvd",
		"НКВД үштігі":             "body.troika",
		"КСРО НКВД Ерекше кеңесі": "body.oso",
		"УНКВД, тройка":           "body.troika",
		"постановлением Президиума ВС РСФСР": "", // a court or a soviet
		"собрание бедноты и колхозников":     "",
		"": "",
	} {
		if got := strings.Join(Body(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
