package wording

// bodies holds the words by which lists name the sorts of courts and organs.
var bodies = phraseTable("body.tsv")

// Body tells of what sort a court or organ is that a list names: "тройка при ПП ОГПУ в Казахстане" is a troika, whatever organ it
// belonged to. The first words that are known say it, but for those of an organ that had several: there is no term if none are.
func Body(text string) []string {
	tokens := lex(text)
	var organ []string
	for i, t := range tokens {
		if t.kind != 'a' {
			continue
		}
		switch p, _ := bodies.at(tokens, i); {
		case p == nil:
		case p.role == "body":
			return p.codes
		case organ == nil:
			organ = p.codes
		}
	}
	return organ
}
