package name

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// shortestRoot is the number of phonemes that must be left of a name when an ending is taken off.
const shortestRoot = 3

// An ending can be taken off a skeleton.
type ending struct {
	phonemes string
	cost     Cost
	family   Family // NoFamily for a case ending
	instead  byte   // what a case ending stands in the place of: Абдоллы, Абдолла
}

// sharedLetter is what it costs to take the first letter of a case ending for the last one of the name too, since of
// double letters one is left in a skeleton.
const sharedLetter = Cost(10)

// fathersClasses are the classes of endings.tsv that are of fathers' names.
var fathersClasses = []string{"ұлы", "қызы", "ович", "овна"}

// addEnding reads a row of endings.tsv: the ending, case or the class of a family ending, bits, and for a case ending
// the letter in whose place it stands.
func (r *Reader) addEnding(cells []string) error {
	if len(cells) != 3 && len(cells) != 4 {
		return fmt.Errorf("want an ending, case or the name of a family ending, and bits")
	}
	cost, err := strconv.ParseFloat(cells[2], 64)
	if err != nil {
		return err
	}
	e := ending{cost: bits(cost)}
	if e.phonemes, err = r.habits[0].readOnly(cells[0]); err != nil {
		return err
	}
	if cells[1] != "case" {
		e.family = r.familyOf(cells[1])
	}
	if len(cells) == 4 {
		instead, err := r.habits[0].readOnly(cells[3])
		if err != nil || len(instead) != 1 {
			return fmt.Errorf("%q: want one letter", cells[3])
		}
		e.instead = instead[0]
	}
	same := func(f ending) bool { return f.phonemes == e.phonemes && f.family == e.family && f.instead == e.instead }
	if !slices.ContainsFunc(r.endings, same) { // the vowels of дың and дің are one
		r.endings = append(r.endings, e)
	}
	return nil
}

// familyOf numbers the classes of family endings as they come; number 0 is for none.
func (r *Reader) familyOf(class string) Family {
	i := slices.Index(r.families, class)
	if r.fathers == nil {
		r.fathers = []bool{false}
	}
	if i < 0 {
		i = len(r.families)
		r.families = append(r.families, class)
		r.fathers = append(r.fathers, slices.Contains(fathersClasses, class))
	}
	return Family(i + 1)
}

// tails lists where a word may end: as written, without a case ending, without a family ending, without both.
func (r *Reader) tails(skeleton string) []tail {
	whole := tail{keep: len(skeleton)}
	list := []tail{whole}
	add := func(t tail) {
		same := func(u tail) bool { return u.keep == t.keep && u.instead == t.instead && u.family == t.family }
		if i := slices.IndexFunc(list, same); i >= 0 {
			list[i].cost = min(list[i].cost, t.cost)
			return
		}
		list = append(list, t)
	}
	for _, t := range append([]tail{whole}, r.strip(skeleton, whole, false)...) {
		add(t)
		if t.instead == 0 {
			for _, u := range r.strip(skeleton, t, true) {
				add(u)
			}
		}
	}
	return list
}

// strip takes each ending of a kind, family or case, off what is left of a word.
func (r *Reader) strip(skeleton string, from tail, family bool) []tail {
	var list []tail
	for _, e := range r.endings {
		rest, found := strings.CutSuffix(skeleton[:from.keep], e.phonemes)
		if found && (e.family != NoFamily) == family && len(rest) >= shortestRoot {
			list = append(list, tail{len(rest), from.cost + e.cost, e.instead, e.family})
			if !family && !isVowel(e.phonemes[0]) && e.instead == 0 { // Майлиннің: of the two н one is left
				list = append(list, tail{len(rest) + 1, from.cost + e.cost + sharedLetter, 0, NoFamily})
			}
		}
	}
	return list
}

// A Root is what is left of a name when its family ending is taken off; it is empty for a name without one.
type Root struct {
	Skeleton string
	Family   Family
}

// Root takes the longest family ending off a name of a dictionary.
func (r *Reader) Root(skeleton string) Root {
	var root Root
	for _, t := range r.strip(skeleton, tail{keep: len(skeleton)}, true) {
		if root.Skeleton == "" || t.keep < len(root.Skeleton) {
			root = Root{skeleton[:t.keep], t.family}
		}
	}
	return root
}
