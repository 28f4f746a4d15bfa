package name

import (
	"regexp"
	"strconv"
)

// A YearKind says what happened in a year that somebody wrote beside a name.
type YearKind int

// The kinds of years.
const (
	AnyYear YearKind = iota
	BirthYear
	DeathYear
)

// A Year is a year that was written beside a name.
type Year struct {
	Year int
	Kind YearKind
}

// The years that can be those of a person of the time.
const (
	firstYear = 1800
	lastYear  = 1990
)

// yearWords is how many words before or after a year tell what it is.
const yearWords = 3

// abbreviations of several letters with full stops, as years.tsv has them. In capitals they are initials.
var abbreviations = regexp.MustCompile(`(г|ж)\. ?(р|т)(\P{L}|$)`)

// Years reads the years of a text. What happened in them is told by the words near by, such as "г.р." and "туған"; a pair
// of years with a dash between them is a life.
func (x Text) Years() []Year {
	list := x.tokens
	var years []Year
	for i, t := range list {
		year, err := strconv.Atoi(t.folded)
		if !t.number || err != nil || year < firstYear || year > lastYear {
			continue
		}
		kind := AnyYear
		for distance := 1; distance <= yearWords && kind == AnyYear; distance++ {
			for _, at := range []int{i + distance, i - distance} {
				if at >= 0 && at < len(list) && kind == AnyYear {
					kind = x.reader.tells[list[at].folded]
				}
			}
		}
		years = append(years, Year{year, kind})
	}
	if len(years) == 2 && years[0].Kind == AnyYear && years[1].Kind == AnyYear && years[0].Year+10 < years[1].Year {
		years[0].Kind, years[1].Kind = BirthYear, DeathYear
	}
	return years
}
