package name

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A layout of the keyboard.
type layout int

// The layouts, in the order of the columns of keyboards.tsv.
const (
	latinKeys layout = iota
	russianKeys
	kazakhKeys
	layouts
)

// keyboards holds for every key, plain and with the shift key, what each layout makes of it.
type keyboards struct {
	keys [layouts]map[rune]int // numbers of keys
	made [][layouts]rune
}

// add reads a row of keyboards.tsv: what a key types in each layout, then the same with the shift key.
func (k *keyboards) add(cells []string) error {
	if len(cells) != 2*int(layouts) {
		return fmt.Errorf("want a key in %d layouts, plain and shifted", layouts)
	}
	for shift := range 2 {
		var made [layouts]rune
		for l := range layouts {
			cell := cells[shift*int(layouts)+int(l)]
			if utf8.RuneCountInString(cell) != 1 {
				return fmt.Errorf("%q: want one character", cell)
			}
			made[l], _ = utf8.DecodeRuneInString(cell)
			if k.keys[l] == nil {
				k.keys[l] = map[rune]int{}
			}
			if _, twice := k.keys[l][made[l]]; !twice {
				k.keys[l][made[l]] = len(k.made)
			}
		}
		k.made = append(k.made, made)
	}
	return nil
}

// wrongLayouts are the pairs of layouts that are mistaken for one another: the one that was on, the one that was meant.
// The Russian one differs from the Kazakh one in the row of digits only.
var wrongLayouts = [][2]layout{
	{latinKeys, russianKeys}, {latinKeys, kazakhKeys}, {russianKeys, latinKeys}, {kazakhKeys, latinKeys}, {russianKeys, kazakhKeys},
}

// Retyped is what a text would be, had the keyboard been in the layout that was meant, for every layout that may have
// been meant. Texts that make no words so are left out.
func (r *Reader) Retyped(text string) []string {
	var list []string
	for _, pair := range wrongLayouts {
		retyped, ok := r.keys.retype(text, pair[0], pair[1])
		if ok && !slices.Contains(list, retyped) {
			list = append(list, retyped)
		}
	}
	return list
}

// HasDigits reports whether a digit stands next to a letter, as the letters of the Kazakh layout become digits in others.
func HasDigits(text string) bool {
	var before rune
	for _, c := range text {
		if unicode.IsDigit(c) && unicode.IsLetter(before) || unicode.IsLetter(c) && unicode.IsDigit(before) {
			return true
		}
		before = c
	}
	return false
}

// retype types a text in another layout; false if the text cannot be from the first layout or makes too few letters in
// the second. A number is none.
func (k *keyboards) retype(text string, on, meant layout) (string, bool) {
	var out strings.Builder
	before, letters, others, changed := 0, 0, 0, false
	for _, c := range text {
		if unicode.IsSpace(c) {
			out.WriteRune(' ')
			continue
		}
		key, ok := k.keys[on][c]
		if !ok {
			return "", false
		}
		made := k.made[key][meant]
		out.WriteRune(made)
		changed = changed || made != c && (unicode.IsLetter(made) || unicode.IsLetter(c))
		if unicode.IsLetter(c) {
			before++
		}
		switch {
		case unicode.IsLetter(made):
			letters++
		case made != '.' && made != '-' && made != ',':
			others++
		}
	}
	fewest := before * 3 / 4 // some letters share their key with a sign
	if on == russianKeys && meant == kazakhKeys {
		fewest = before + 1 // only signs and digits become letters
	}
	return out.String(), changed && letters >= max(3, fewest) && 2*before >= letters && others*4 <= letters
}
