package wording

import (
	"testing"

	"joqtau/lookup"
)

func TestDate(t *testing.T) {
	for _, test := range []struct{ text, edtf string }{
		{"26 июля 1938 г.", "1938-07-26"},
		{"26 июля 1938", "1938-07-26"},
		{"1 января 1893", "1893-01-01"},
		{"3 мая 1931 года", "1931-05-03"},
		{"в 1950 г.", "1950"},
		{"1937", "1937"},
		{"в июле 1949 г.", "1949-07"},
		{"в мае 1989 г.", "1989-05"},
		{"июль 1956", "1956-07"},
		{"март 1938 г", "1938-03"},
		{"осенью 1937 г.", "1937-23"},
		{"1880 (1881)", "1880/1881"},
		{"1891 (1889)", "1889/1891"},
		{"1904 или 1906", "1904/1906"},
		{"1929-1930", "1929/1930"},
		{"1920-е гг.", "192X"},
		{"30.08.1906", "1906-08-30"},
		{"5.02.1938", "1938-02-05"},
		{"11.1904", "1904-11"},
		{"06.1900", "1900-06"},
		{"00.00.1937", "1937"},
		{"00.08.1937", "1937-08"},
		{"00 мая 1937", "1937-05"},
		{"1937-08-10", "1937-08-10"},
		{"22.8.37", "1937-08-22"},
		{"28.7.98", "1998-07-28"},
		{"до 1931", "../1931"},
		{"около 1890 г.", "1890~"},
		{"ок. 1890 г.", "1890~"},
		{"после 1937 г.", "1937/.."},
		{"29 февраля 1936 г.", "1936-02-29"},

		{"29 февраля 1937 г.", ""},
		{"31.11.1937", ""},
		{"15.13.1937", ""},
		{"00.00.0000", ""},
		{"0000-00-00", ""},
		{"4.5.05", ""}, // of which century?
		{"16-14 сентября 1940г.", ""},
		{`" " апреля 1937 года`, ""},
		{"зимой 1937 г.", ""},
		{"58-10", ""},
		{"1937-1930", ""},
		{"00714", ""},
		{"99999999999999999999", ""},
		{"июля", ""},
		{"", ""},
	} {
		date, ok := Date(test.text)
		if ok != (test.edtf != "") || date.EDTF != test.edtf {
			t.Errorf("%q: %q, %v, want %q", test.text, date.EDTF, ok, test.edtf)
		}
		if ok && date.AsPrinted != test.text {
			t.Errorf("%q: printed %q", test.text, date.AsPrinted)
		}
	}
	if date, _ := Date("22.8.37"); date.Implied != "century" {
		t.Errorf("two digits of a year imply a century, not %q", date.Implied)
	}
}

func TestFindDate(t *testing.T) {
	for _, test := range []struct{ text, printed, edtf, problem string }{
		{"Тройка при ПП ОГПУ 28 июня 1931 г.", "28 июня 1931 г.", "1931-06-28", ""},
		{"Арестован повторно 5.11.41, осужден", "5.11.41", "1941-11-05", ""},
		{"в мае 1989 г.", "в мае 1989 г.", "1989-05", ""},
		{"приказ 00447, ст. 58-10, дом 1937", "", "", ""},
		{"Умер в 1945 - Казахская ССР", "в 1945", "1945", ""},
		{"тройка 31 ноября 1937 г.", "31 ноября 1937 г.", "", "there is no such day"},
	} {
		found, ok := FindDate(test.text)
		if ok != (test.printed != "") || test.text[found.From:found.To] != test.printed || found.Date.EDTF != test.edtf || found.Problem != test.problem {
			t.Errorf("%q: %+v, want %q", test.text, found, test.printed)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{"26 июля 1938 г.", "1880 (1881)", "(1904 или 1906-1937?)", "31.11.37", "\xff\x00 1937-"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if date, ok := Date(text); ok {
			if _, err := lookup.ParseDate(date.EDTF); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
		if found, ok := FindDate(text); ok && (found.From < 0 || found.To > len(text) || found.From >= found.To) {
			t.Errorf("%q: %+v", text, found)
		}
	})
}
