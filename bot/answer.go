package bot

import (
	"slices"
	"strings"

	"joqtau/lookup"
)

// asksOf are the kinds of facts that answer a question about a life, by the section of the texts that holds the words of asking, the
// narrower first: "за что расстрелян" asks for the charge, not for the day.
var asksOf = []struct {
	key   string
	kinds []lookup.FactKind
}{
	{"charge", []lookup.FactKind{lookup.FactAccused, lookup.FactLabelled}},
	{"grave", []lookup.FactKind{lookup.FactBuried}},
	{"arrest", []lookup.FactKind{lookup.FactArrested}},
	{"sentence", []lookup.FactKind{lookup.FactSentenced, lookup.FactCommuted}},
	{"rehabilitation", []lookup.FactKind{lookup.FactRehab}},
	{"death", []lookup.FactKind{lookup.FactShot, lookup.FactPerished, lookup.FactDied}},
	{"birth", []lookup.FactKind{lookup.FactBorn}},
}

// asksFor are the kinds of facts that a question asks for, in whatever of the three languages; none if it only names somebody.
func (b *Bot) asksFor(question string) []lookup.FactKind {
	words := " " + strings.Join(strings.FieldsFunc(plainLetters.Replace(strings.ToLower(question)), isNoLetter), " ") + " "
	for _, ask := range asksOf {
		for _, lang := range lookup.Langs {
			for phrase := range strings.SplitSeq(plainLetters.Replace(b.Words.In(lang).Say("asked."+ask.key)), ";") {
				if strings.Contains(words, " "+strings.TrimSpace(phrase)+" ") {
					return ask.kinds
				}
			}
		}
	}
	return nil
}

// asksWhyOfNobody reports whether a question asks why somebody was shot, arrested or the like, and says nothing else.
func (b *Bot) asksWhyOfNobody(question string, about []string) bool {
	kinds := b.asksFor(question)
	isOther := func(word string) bool { return len(b.asksFor(word)) == 0 }
	return len(kinds) > 0 && kinds[0] == lookup.FactAccused && !slices.ContainsFunc(about, isOther)
}

// plainLetters are those that a keyboard without Kazakh letters has.
var plainLetters = strings.NewReplacer("ә", "а", "ғ", "г", "қ", "к", "ң", "н", "ө", "о", "ұ", "у", "ү", "у", "һ", "х", "і", "и", "ё", "е")

func isNoLetter(r rune) bool { return !hasLetter(string(r)) }

// maxAnswers bounds how many statements answer a question.
const maxAnswers = 4

// answers are the statements that answer the question under which the card is shown; false if nothing was asked about this person.
func (c cardWriter) answers() ([]statement, bool) {
	kinds := c.asksFor(c.asked())
	isHit := func(h lookup.Hit) bool { return h.Person == c.person.ID }
	if c.view != short || len(kinds) == 0 || !slices.ContainsFunc(c.Finder.Find(c.asked()).Hits, isHit) {
		return nil, false
	}
	other := func(s statement) bool { return !slices.Contains(kinds, s.Kind) }
	told := slices.DeleteFunc(toldOnce(c.person.Life), other)
	if kinds[0] == lookup.FactAccused { // what the authorities called a man is less than what they charged him with
		slices.SortStableFunc(told, func(a, b statement) int { return slices.Index(kinds, a.Kind) - slices.Index(kinds, b.Kind) })
	}
	return told, true
}

// answer tells what was asked, or that the record does not say it.
func (c cardWriter) answer(answers []statement) (Text, error) {
	if len(answers) == 0 {
		return paragraph(c.voice.Say("answer.none")), nil
	}
	p := heading(c.voice.Say("answer.head"))
	told := answers[:min(len(answers), maxAnswers)]
	for _, s := range told {
		line, err := c.line(s)
		if err != nil {
			return nil, err
		}
		if len(answers) == 1 {
			line = " " + strings.TrimPrefix(line, bullet)
		} else {
			line = "\n" + line
		}
		p.Spans = append(p.Spans, Span{Text: line})
	}
	if len(told) < len(answers) {
		p.Spans = append(p.Spans, Span{Text: "\n" + c.voice.Say("answer.more")})
	}
	return Text{p}, nil
}
