package lookup

import (
	"slices"
	"strings"
)

// A Lang is one of the languages that Joqtau speaks.
type Lang string

// The languages, in the order in which they are offered.
const (
	Kazakh  Lang = "kk"
	Russian Lang = "ru"
	English Lang = "en"
)

// Langs lists all languages.
var Langs = [...]Lang{Kazakh, Russian, English}

// Valid reports whether Joqtau speaks the language.
func (l Lang) Valid() bool { return slices.Contains(Langs[:], l) }

// Text is one statement in every language. An empty field means that it has not been written in that language.
type Text struct {
	KK string `json:"kk,omitempty"`
	RU string `json:"ru,omitempty"`
	EN string `json:"en,omitempty"`
}

// In returns the text in a language.
func (t Text) In(lang Lang) string {
	switch lang {
	case Kazakh:
		return t.KK
	case Russian:
		return t.RU
	}
	return t.EN
}

// IsZero reports whether the text is empty in every language.
func (t Text) IsZero() bool { return t == Text{} }

// Missing lists the languages in which the text has not been written.
func (t Text) Missing() []Lang {
	var missing []Lang
	for _, lang := range Langs {
		if strings.TrimSpace(t.In(lang)) == "" {
			missing = append(missing, lang)
		}
	}
	return missing
}
