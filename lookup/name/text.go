package name

// A Text is what somebody wrote, cut into words of which it is known what each does.
type Text struct {
	reader *Reader
	tokens []token
	kinds  []wordKind // per token
}

// Read cuts a text into words.
func (r *Reader) Read(text string) Text {
	t := Text{reader: r, tokens: tokens(text)}
	for _, token := range t.tokens {
		t.kinds = append(t.kinds, r.kindOf(token))
	}
	return t
}
