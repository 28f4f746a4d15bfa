package script

import "testing"

// The forms stand on pages: the Latin ones in descriptions of the alphabet of January 2021, the Arabic ones on Kazakh news
// sites in Arabic letters and in Wikipedia.
func TestScripts(t *testing.T) {
	for _, row := range []struct{ cyrillic, latin, arabic string }{
		{"Ахмет Байтұрсынұлы", "Ahmet Baitūrsynūly", "احمەت بايتۇرسىنۇلى"},
		{"Мағжан Жұмабаев", "Mağjan Jūmabaev", "ماعجان جۇماباەۆ"},
		{"Ілияс Жансүгіров", "Ilias Jansügırov", "ٴىلياس جانسۇگىروۆ"},
		{"Шәкәрім Құдайбердіұлы", "Şäkärım Qūdaiberdıūly", "شاكارىم قۇدايبەردىۇلى"},
		{"Өтекин Әлкей", "Ötekin Älkei", "وتەكين الكەي"},
		{"ӘЛИХАН", "ÄLİHAN", "ٴاليحان"},
		{"И.М. Беккер, 1938?", "İ.M. Bekker, 1938?", "ي.م. بەككەر، 1938؟"},
		{"", "", ""},
	} {
		if got := Latin(row.cyrillic); got != row.latin {
			t.Errorf("Latin(%s) = %s, want %s", row.cyrillic, got, row.latin)
		}
		if got := Arabic(row.cyrillic); got != row.arabic {
			t.Errorf("Arabic(%s) = %s, want %s", row.cyrillic, got, row.arabic)
		}
	}
}

func TestEnglish(t *testing.T) {
	for name, want := range map[string]string{
		"Ельцин Борис": "Yeltsin Boris", "Щербаков-Юрьев Алексей": "Shcherbakov-Yuryev Aleksey", "Мария Андреевна": "Mariya Andreyevna",
		"Хусаинова Әлия": "Khusainova Aliya", "Pak 5": "Pak 5", "": "",
	} {
		if got := English(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
