// Package words holds everything that the bot says, in Kazakh, Russian and English.
package words

import (
	"embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"joqtau/lookup"
)

//go:embed kk.yaml ru.yaml en.yaml
var files embed.FS

// Words are the texts in all languages.
type Words struct{ voices map[lookup.Lang]Voice }

// Load reads the texts. An error means that a file is malformed.
func Load() (*Words, error) {
	w := &Words{voices: map[lookup.Lang]Voice{}}
	for _, lang := range lookup.Langs {
		content, err := files.ReadFile(string(lang) + ".yaml")
		if err != nil {
			return nil, fmt.Errorf("read texts: %w", err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(content, &tree); err != nil {
			return nil, fmt.Errorf("read texts of %s: %w", lang, err)
		}
		voice := Voice{Lang: lang, texts: map[string]string{}, rules: language.Make(string(lang))}
		voice.flatten("", tree)
		w.voices[lang] = voice
	}
	return w, nil
}

// In returns the texts in one language.
func (w *Words) In(lang lookup.Lang) Voice { return w.voices[lang] }

// A Voice speaks one language.
type Voice struct {
	Lang  lookup.Lang
	texts map[string]string // by keys such as "button.back"
	rules language.Tag      // of plurals
}

func (v Voice) flatten(prefix string, tree map[string]any) {
	for key, value := range tree {
		switch value := value.(type) {
		case map[string]any:
			v.flatten(prefix+key+".", value)
		default:
			v.texts[prefix+key] = fmt.Sprint(value)
		}
	}
}

// Say returns a text with its placeholders filled: pairs of a placeholder's name and its value.
func (v Voice) Say(key string, pairs ...string) string {
	text, ok := v.texts[key]
	if !ok {
		return key // a test holds that every key used is there
	}
	replace := make([]string, len(pairs))
	for i, s := range pairs {
		if i%2 == 0 {
			s = "{" + s + "}"
		}
		replace[i] = s
	}
	return strings.NewReplacer(replace...).Replace(text)
}

// Number writes a number with the language's own marks between thousands.
func (v Voice) Number(n int) string { return message.NewPrinter(v.rules).Sprint(number.Decimal(n)) }

// Has reports whether there is a text with a key.
func (v Voice) Has(key string) bool {
	_, ok := v.texts[key]
	return ok
}

// Count returns the plural form of a text that fits n, which also fills {n}.
func (v Voice) Count(key string, n int, pairs ...string) string {
	form := pluralNames[plural.Cardinal.MatchPlural(v.rules, n, 0, 0, 0, 0)]
	if _, ok := v.texts[key+"."+form]; !ok {
		form = "other"
	}
	return v.Say(key+"."+form, append(pairs, "n", v.Number(n))...)
}

var pluralNames = map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one",
	plural.Two: "two", plural.Few: "few", plural.Many: "many"}

// gendered finds an ending that a woman's word has, "умер(ла)", or one of a man's and one of a woman's, "родил(ся|ась)".
var gendered = regexp.MustCompile(`\((?:([^)|]*)\|)?([^)|]*)\)`)

// Fact names what happened to a person, in the person's grammatical gender. It is empty for the kinds of which the
// fact's own text says all.
func (v Voice) Fact(kind lookup.FactKind, female bool) string {
	return v.gender("fact."+string(kind), female)
}

// Deed says, in the person's grammatical gender, what was done to one of whom a term of the vocabulary tells: "re-arrested".
func (v Voice) Deed(term string, female bool) string { return v.gender("deed."+term, female) }

// HasDeed reports whether there are such words for a term.
func (v Voice) HasDeed(term string) bool { return v.Has("deed." + term) }

// Quote puts words in quotation marks; those that stand in the words become inner ones.
func (v Voice) Quote(words string) string {
	outer, inner := []rune(v.Say("quotes.outer")), []rune(v.Say("quotes.inner"))
	words = strings.Map(func(c rune) rune {
		switch c {
		case outer[0]:
			return inner[0]
		case outer[1]:
			return inner[1]
		}
		return c
	}, withoutMarks(words))
	return string(outer[0]) + words + string(outer[1])
}

// withoutMarks are words without the quotation marks around all of them.
func withoutMarks(words string) string {
	inside, ok := strings.CutPrefix(words, `"`)
	if ok {
		inside, ok = strings.CutSuffix(inside, `"`)
	}
	if !ok || strings.Contains(inside, `"`) {
		return words
	}
	return inside
}

func (v Voice) gender(key string, female bool) string {
	ending := "$1"
	if female {
		ending = "$2"
	}
	return gendered.ReplaceAllString(v.Say(key), ending)
}

// Role describes a person's part in the record, in the person's grammatical gender: a lookup.Role, or "attacked" for
// somebody of whom only accusations and criticism are told.
func (v Voice) Role(role string, female bool) string { return v.gender("card."+role, female) }
