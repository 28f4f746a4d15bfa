package record

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"joqtau/lookup"
)

// precise holds that a date is not more exact than its source: whatever the notation says, day, month, season, year, stands
// in the source's words, or, of the year only, is marked as implied.
func (c *checker) precise(field string, d lookup.Date) {
	words := datewords(d.AsPrinted)
	for _, end := range strings.Split(strings.Trim(d.EDTF, "~"), "/") {
		if end == ".." {
			continue
		}
		for _, part := range words.missing(end, d.Implied == "year") {
			c.breach(field+".edtf", "%s: the printed date, %q, does not say the %s", d.EDTF, d.AsPrinted, part)
		}
	}
}

// dateWords are the numbers and words of a printed date.
type dateWords struct {
	numbers []int
	words   []string // in lower case
}

var number = regexp.MustCompile(`[0-9]+`)

func datewords(printed string) dateWords {
	w := dateWords{words: lettersOf(printed)}
	for _, digits := range number.FindAllString(printed, -1) {
		n, _ := strconv.Atoi(digits) // too long a number is none of a date
		w.numbers = append(w.numbers, n)
	}
	return w
}

// lettersOf cuts a text into its words, in lower case. Pages mix і and i, which look alike: within a Cyrillic word it is і.
func lettersOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	for i, word := range words {
		if scriptOf(word) == "Cyrl" {
			words[i] = strings.ReplaceAll(word, "i", "і")
		}
	}
	return words
}

// missing lists the parts of an EDTF date that the words do not say.
func (w dateWords) missing(edtf string, yearImplied bool) []string {
	var missing []string
	parts := strings.Split(edtf, "-")
	if !yearImplied && !w.sayYear(parts[0]) {
		missing = append(missing, "year")
	}
	if len(parts) > 1 {
		n, _ := strconv.Atoi(parts[1])
		switch {
		case n > 20 && !w.sayAny(seasons[n-21]):
			missing = append(missing, "season")
		case n <= 12 && !w.sayMonth(n):
			missing = append(missing, "month")
		}
	}
	if len(parts) > 2 {
		if n, _ := strconv.Atoi(parts[2]); !slices.Contains(w.numbers, n) {
			missing = append(missing, "day")
		}
	}
	return missing
}

// sayYear reports whether a year is said, in full or, as in "1903–05", by its last digits behind a full one. For a decade
// such as 193X "1930s" and "30s" stand alike.
func (w dateWords) sayYear(year string) bool {
	n, _ := strconv.Atoi(strings.Replace(year, "X", "0", 1))
	sameCentury := func(other int) bool { return other/100 == n/100 }
	isShort := strings.HasSuffix(year, "X") || slices.ContainsFunc(w.numbers, sameCentury)
	return slices.Contains(w.numbers, n) || isShort && slices.Contains(w.numbers, n%100)
}

func (w dateWords) sayMonth(n int) bool {
	return slices.Contains(w.numbers, n) || slices.Contains(w.roman(), n) || w.sayAny(months[n-1])
}

// roman are the months written as Roman numerals, as in "25.II.1938".
func (w dateWords) roman() []int {
	var list []int
	for _, word := range w.words {
		if n := slices.Index(romanMonths, word); n >= 0 {
			list = append(list, n+1)
		}
	}
	return list
}

var romanMonths = strings.Fields("i ii iii iv v vi vii viii ix x xi xii")

// sayAny reports whether a word begins with one of the stems.
func (w dateWords) sayAny(stems []string) bool {
	return slices.ContainsFunc(w.words, func(word string) bool { return beginsWithAny(word, stems) })
}

func beginsWithAny(word string, stems []string) bool {
	return slices.ContainsFunc(stems, func(stem string) bool { return strings.HasPrefix(word, stem) })
}

// months holds the beginnings of the months' names in Kazakh (Cyrillic and Latin), Russian, English, German, French, Italian,
// Polish, Turkish and Ukrainian, the languages of the pages that are cited.
var months = [12][]string{
	{"қаңтар", "qańtar", "qañtar", "қантар", "январ", "jan", "genn", "stycz", "ocak", "січ"},
	{"ақпан", "aqpan", "феврал", "feb", "fév", "lut", "şubat", "лют"},
	{"наурыз", "naýryz", "nauryz", "март", "mar", "mär", "берез"},
	{"сәуір", "көкек", "sáýir", "säuir", "апрел", "apr", "avr", "kwie", "nisan", "квіт"},
	{"мамыр", "mamyr", "май", "мая", "мае", "may", "mai", "magg", "maj", "трав"},
	{"маусым", "maýsym", "mausym", "июн", "jun", "juin", "giug", "czerw", "haziran", "черв"},
	{"шілде", "shilde", "şılde", "июл", "jul", "juil", "lugl", "lip", "temmuz", "лип"},
	{"тамыз", "tamyz", "август", "aug", "août", "agos", "sierp", "ağustos", "серп"},
	{"қыркүйе", "qyrkúıe", "qyrküie", "сентябр", "sep", "sett", "wrze", "eylül", "верес"},
	{"қазан", "qazan", "октябр", "oct", "okt", "ott", "paź", "ekim", "жовт"},
	{"қараша", "qarasha", "qaraşa", "ноябр", "nov", "listopad", "kasım", "листопад"},
	{"желтоқсан", "jeltoqsan", "декабр", "dec", "dez", "déc", "dic", "grud", "aralık", "груд"},
}

// seasons holds likewise spring, summer, autumn and winter.
var seasons = [4][]string{
	{"көктем", "весн", "весен", "spring"},
	{"жаз", "лет", "summer"},
	{"күз", "осен", "autumn", "fall"},
	{"қыс", "зим", "winter"},
}
