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
		"1938":                   {Year: 1938},
		"1937 год":               {Year: 1937},
		"1937 жыл":               {Year: 1937},
		"1937-02":                {1937, time.February, 0},
		"1937-1938":              {},
		"1812":                   {},
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
		if ok != (want != Day{}) || ok && got != want {
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
		"канша адам атылды":          {[]string{"атылды"}, true, true}, // without Kazakh letters
		"Ким":                        {[]string{"ким"}, false, false},  // and not кім
		"барлық адамдар":             {nil, true, false},
		"why were they shot":         {[]string{"shot"}, true, false},
		"?!":                         {nil, false, false},
	} {
		about, asks := Words(text)
		if !slices.Equal(about, want.about) || asks != want.asks || AsksHowMany(text) != want.count {
			t.Errorf("%q: got %q, asks %t, counts %t", text, about, asks, AsksHowMany(text))
		}
	}
}

func TestDayIn(t *testing.T) {
	for text, want := range map[string]Day{
		"кто был расстрелян 25 марта": {0, time.March, 25}, "2 наурызда кім атылды": {0, time.March, 2}, "кого 25.02.1938 расстреляли": {1938, time.February, 25},
		"who was shot on 8 March 1938?": {1938, time.March, 8}, "сколько расстреляно в марте": {}, "32 марта": {}, "": {}, "Майлин 1938": {},
	} {
		if got, ok := DayIn(text); ok != (want.Day != 0) || ok && got != want {
			t.Errorf("%q: got %v, %t, want %v", text, got, ok, want)
		}
	}
}

func TestMannerOf(t *testing.T) {
	for text, want := range map[string]Manner{
		"спасибо": Thanks, "Большое спасибо!": Thanks, "Спасибо вам за помощь": Thanks, "рақмет": Thanks, "рахмет": Thanks, "Рахмет сізге": Thanks,
		"көп рақмет": Thanks, "Thank you": Thanks, "thanks a lot": Thanks, "rahmet": Thanks,
		"здравствуйте": Greeting, "Добрый день!": Greeting, "сәлем": Greeting, "салам": Greeting, "Сәлеметсіз бе?": Greeting, "салеметсиз бе": Greeting,
		"Қайырлы таң": Greeting, "hello": Greeting, "Good morning": Greeting, "Ассалаумағалейкум": Greeting,
		"help": Help, "помощь": Help, "помогите пожалуйста": Help, "көмек": Help, "комек": Help, "көмек керек": Help, "Здравствуйте, помогите мне": Help,
		"Қазақша": "kk", "казакша": "kk", "қазақ тілінде": "kk", "на казахском": "kk", "На русском языке": "ru", "орысша": "ru", "English": "en", "по-английски": "en",
		// with another word it is a question
		"Сәлем Жандосов": Question, "спасибо Майлин": Question, "қазақ": Question, "қазақ әдебиеті": Question, "помогите найти деда": Question,
		"большое": Question, "день": Question, "": Question, "?!": Question, "английский шпион": Question, "Рахметов": Question, "Рахмет Иванов": Question,
	} {
		if got := MannerOf(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestAgree(t *testing.T) {
	for _, row := range []struct {
		asked, title string
		want         bool
	}{
		{"карлаг", "Карлаг", true}, {"огпу", "огпу", true}, {"", "", true}, {"а", "алаш", false},
		// Kazakh: the stem stays, and endings follow it
		{"карлагтағы", "карлаг", true}, {"карлагтағылар", "карлаг", true}, {"атылды", "атылған", true}, {"қазан", "қазба", false},
		{"лагерьлері", "лагерь", true}, {"түрмесі", "түрме", true}, {"ұйымдарына", "ұйым", true}, {"аудару", "аударылуы", true},
		{"ақтау", "ақтар", false}, {"ақталу", "ақтар", false}, {"ақталу", "ақтау", true}, {"ақталғандар", "ақтау", true},
		{"түрксіб", "түркия", false}, {"түркістан", "түркия", false}, {"адамдар", "адасу", false}, {"алаштың", "алаш", true},
		{"халқы", "халықтар", false}, {"халығы", "халық", true}, {"мектебі", "мектеп", true}, {"үштігі", "үштік", true},
		// letters that the asker's keyboard lacks
		{"уштик", "үштік", true}, {"уштикке", "үштік", true}, {"кугын", "қуғын", true}, {"актау", "ақтау", true}, {"ақтау", "актау", false},
		{"карлагтагы", "карлаг", true}, {"жен", "жён", true},
		// Russian: a stem and one ending
		{"карлаге", "карлаг", true}, {"тройке", "тройка", true}, {"тройками", "тройка", true}, {"троек", "тройка", false},
		{"расстреляно", "расстрелянных", true}, {"лагерь", "лагеря", true}, {"писатели", "писателей", true}, {"немцы", "немцев", true},
		{"корейцы", "корейцев", true}, {"депортация", "депортации", true}, {"суды", "суд", true}, {"турок", "турция", false},
		{"казахи", "казахстан", false}, {"крестьяне", "крест", false}, {"партизаны", "партия", false}, {"полк", "поляки", false},
		// English
		{"executions", "executed", true}, {"camps", "camp", true}, {"parties", "party", true}, {"shot", "short", false}, {"deporting", "department", false},
	} {
		if got := Agree(row.asked, row.title); got != row.want {
			t.Errorf("%q of %q: got %t", row.asked, row.title, got)
		}
	}
}

func FuzzReadDay(f *testing.F) {
	f.Add("25 ақпан 1938")
	f.Fuzz(func(t *testing.T, text string) {
		if day, ok := ReadDay(text); ok && (day.Month < 0 || day.Month > 12 || day.Day < 0 || day.Day > 31) {
			t.Errorf("%q: %v", text, day)
		}
	})
}
