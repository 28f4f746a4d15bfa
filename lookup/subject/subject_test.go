package subject

import (
	"slices"
	"testing"
	"time"
)

func TestReadDay(t *testing.T) {
	for text, want := range map[string]Day{
		"25 февраля 1938":        {1938, time.February, 25},
		"25 февраля 1938 г.":     {1938, time.February, 25},
		"25 февраля 1938 года":   {1938, time.February, 25},
		"1938 жылғы 25 ақпан":    {1938, time.February, 25},
		"1938 ж. 25 ақпан":       {1938, time.February, 25},
		"1938 жылдың 25 ақпаны":  {1938, time.February, 25},
		"31 мамыр":               {0, time.May, 31},
		"31 мая":                 {0, time.May, 31},
		"1938 жылгы 25 акпан":    {1938, time.February, 25},
		"1937 жылгы 8 желтоксан": {1937, time.December, 8},
		"25-ақпан":               {0, time.February, 25},
		"25 aqpan":               {0, time.February, 25},
		"February 25":            {0, time.February, 25},
		"25th of February, 1938": {1938, time.February, 25},
		"25.02.1938":             {1938, time.February, 25},
		"25/2/1938":              {1938, time.February, 25},
		"1938-02-25":             {1938, time.February, 25},
		"02-25":                  {0, time.February, 25},
		"25.02":                  {0, time.February, 25},
		"29 февраля":             {0, time.February, 29},
		"ақпан 1938":             {1938, time.February, 0},
		"март":                   {0, time.March, 0},
		"наурыз айы":             {0, time.March, 0},
		"۲۵":                     {}, // digits of another script are none of ours
		"29 февраля 1938":        {},
		"31 апреля":              {},
		"1938":                   {},
		"25":                     {},
		"25 февраля 1938 Жансугуров": {},
		"Марат":     {},
		"Мартов":    {Month: 0},
		"Казанов 1": {},
		"Майлин":    {},
		"Августин 1938 расстрелян":   {},
		"25 26 февраля":              {},
		"0.0.1938":                   {},
		"99999999999999999999 ақпан": {},
		"":                           {},
		"көктем 1937":                {},
		"Ақпанов":                    {},
		"Наурызбаев":                 {},
		"Mamyrov":                    {},
		"1938 жылдың ақпан айында":    {1938, time.February, 0},
		"кто был расстрелян 25 марта": {},
	} {
		got, ok := ReadDay(text)
		if ok != (want.Month != 0) || ok && got != want {
			t.Errorf("%q: got %v, %t, want %v", text, got, ok, want)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]struct {
		about []string
		asks  bool
		count bool
	}{
		"Карлаг":                     {[]string{"карлаг"}, false, false},
		"Что такое Карлаг?":          {[]string{"карлаг"}, true, false},
		"тройка деген не":            {[]string{"тройка"}, true, false},
		"үштік дегеніміз не?":        {[]string{"үштік"}, true, false},
		"What was the Small October": {[]string{"small", "october"}, true, false},
		"how many were shot?":        {[]string{"shot"}, true, true},
		"Сколько людей расстреляно":  {[]string{"расстреляно"}, true, true},
		"қанша адам атылды?":         {[]string{"атылды"}, true, true},
		"?!":                         {nil, false, false},
	} {
		about, asks := Words(text)
		if !slices.Equal(about, want.about) || asks != want.asks || AsksHowMany(text) != want.count {
			t.Errorf("%q: got %q, asks %t, counts %t", text, about, asks, AsksHowMany(text))
		}
	}
}

func TestAgree(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want bool
	}{
		{"карлаг", "Карлаг", true}, {"карлаге", "карлаг", true}, {"карлагтағы", "карлаг", true}, {"тройке", "тройка", true},
		{"троек", "тройка", false}, {"расстреляно", "расстрелянных", true}, {"атылды", "атылған", true}, {"shot", "short", false},
		{"қазан", "қазба", false}, {"лагерь", "лагеря", true}, {"а", "алаш", false}, {"огпу", "огпу", true}, {"", "", true},
	} {
		if got := Agree(row.a, row.b); got != row.want || Agree(row.b, row.a) != got {
			t.Errorf("%q and %q: got %t", row.a, row.b, got)
		}
	}
}

func FuzzReadDay(f *testing.F) {
	f.Add("25 ақпан 1938")
	f.Fuzz(func(t *testing.T, text string) {
		if day, ok := ReadDay(text); ok && (day.Month < 1 || day.Month > 12 || day.Day < 0 || day.Day > 31) {
			t.Errorf("%q: %v", text, day)
		}
	})
}
