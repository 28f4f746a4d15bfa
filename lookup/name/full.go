package name

import (
	"slices"
	"strings"
)

// A Role is the part that a word plays in a full name.
type Role int

// The roles.
const (
	Surname Role = iota
	Given
	Patronymic
	roles
)

// Roles is the number of roles.
const Roles = int(roles)

// A Part is a word of a full name with its role.
type Part struct {
	Word
	Role Role
}

// FullName reads one complete name as records write it: given name, patronymic, surname, or surname first where the
// endings show it. A word in brackets is another name in the role of the word before it.
func (r *Reader) FullName(text string) []Part {
	words := r.allWords(text)
	order := r.order(words)
	parts := make([]Part, 0, len(words))
	next := 0
	for _, w := range words {
		role := Surname
		if next > 0 {
			role = order[next-1] // of the word before, for one in brackets
		}
		if !w.Alternative && next < len(order) {
			role = order[next]
			next++
		}
		parts = append(parts, Part{w, role})
	}
	return parts
}

// order tells the roles of the words outside brackets.
func (r *Reader) order(words []Word) []Role {
	var main []Word
	for _, w := range words {
		if !w.Alternative {
			main = append(main, w)
		}
	}
	switch n := len(main); {
	case n < 2:
		return []Role{Surname}
	case n == 2 && r.IsFamily(main[0]) && !r.IsFamily(main[1]) && !main[1].Initial:
		return []Role{Surname, Given}
	case n == 3 && !r.IsFathers(main[1]) && r.IsFathers(main[2]) && (r.IsFamily(main[0]) || !r.endsIn(main[2], "uli", "kizi")):
		return []Role{Surname, Given, Patronymic}
	}
	order := []Role{Given}
	for range len(main) - 2 {
		order = append(order, Patronymic)
	}
	return append(order, Surname)
}

// IsFamily reports whether a word ends as surnames do. Roots in -ын, such as Тұрсын, have the phonemes of -ин but do not.
func (r *Reader) IsFamily(w Word) bool {
	isRoot := slices.ContainsFunc([]string{"ын", "yn", "ın"}, func(e string) bool { return strings.HasSuffix(w.folded, e) })
	return !w.Initial && !isRoot && r.Root(r.Plain(w)).Skeleton != ""
}

// IsFathers reports whether a word ends as a father's name does in Russian or Kazakh, and so is nobody's given name.
func (r *Reader) IsFathers(w Word) bool {
	return !w.Initial && r.endsIn(w, fathersEndings...)
}

// fathersEndings are those of fathers' names: Искакович, Ильич, Искаковна, Ильинична, Ысқақұлы, Ысқаққызы.
var fathersEndings = []string{"oviq", "eviq", "iq", "ovna", "evna", "iqna", "uli", "kizi", "ogli"}

func (r *Reader) endsIn(w Word, endings ...string) bool {
	skeleton := r.Plain(w)
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(skeleton, e) })
}
