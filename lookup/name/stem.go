package name

// stemLength is how many phonemes of a word beside a name are compared; what comes after is grammar.
const stemLength = 6

// shortestStem is how many phonemes a word beside a name must have to tell anything.
const shortestStem = 4

// maxBeside bounds the words beside a name that are compared.
const maxBeside = 8

// A Beside is a word that stands beside a name and tells who is meant, such as a profession.
type Beside struct{ Text, Stem string }

// Beside reads the words that stand around a name and tell who is meant.
func (x Text) Beside() []Beside {
	var list []Beside
	for i, t := range x.tokens {
		if x.kinds[i] == telling && len(list) < maxBeside {
			if stem := x.reader.Stem(x.reader.word(t)); stem != "" {
				list = append(list, Beside{t.text, stem})
			}
		}
	}
	return list
}

// Stem is the beginning of a word in phonemes, by which words about people are compared: places and professions in
// whatever case. It is empty for a word that tells nothing.
func (r *Reader) Stem(w Word) string {
	kind := r.around.written[w.folded]
	if len(w.Readings) == 0 || kind == courtesy || kind == kinWord {
		return ""
	}
	skeleton := r.Plain(w)
	if len(skeleton) < shortestStem {
		return ""
	}
	return skeleton[:min(len(skeleton), stemLength)]
}

// StemsOf are the stems of the words of a text about a person. Words with capitals are left out but for known places: most
// of them are names of other people.
func (r *Reader) StemsOf(text string) []string {
	var list []string
	for _, t := range tokens(text) {
		if t.number || isCapital(t.text) && r.kindOf(t) != telling {
			continue
		}
		if stem := r.Stem(r.word(t)); stem != "" {
			list = append(list, stem)
		}
	}
	return list
}
