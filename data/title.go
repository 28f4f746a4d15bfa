package data

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"joqtau/data/sqlite"
	"joqtau/lookup"
	"joqtau/lookup/name"
	"joqtau/lookup/subject"
)

// titleKey makes titles comparable: letters and digits in the folding of names, single spaces between words.
func titleKey(title string) string {
	words := strings.FieldsFunc(name.Fold(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, " ")
}

// titleParts cuts a title into the names in it: "Карлаг (карагандинские лагеря)" is two.
var titleParts = regexp.MustCompile(`[(),;]`)

// A letter in brackets is no name: ЦК КП(б) Казахстана.
var letterInBrackets = regexp.MustCompile(`\s*\((\pL)\)`)

// sentences are titles whose commas stand within a sentence and not between names.
func sentences(titles ...string) []string {
	for i, title := range titles {
		titles[i] = strings.ReplaceAll(title, ",", " ")
	}
	return titles
}

// titleKeys are the keys under which a title is found: that of the whole and those of its parts.
func titleKeys(title string) []string {
	var keys []string
	title = letterInBrackets.ReplaceAllString(title, " $1")
	for _, part := range append(titleParts.Split(title, -1), title) {
		if key := titleKey(part); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// Titled implements lookup.Archive.
func (d *Dataset) Titled(ctx context.Context, title string) ([]lookup.Ref, error) {
	key := titleKey(title)
	if key == "" {
		return nil, nil
	}
	refs, err := sqlite.List(ctx, d.db, func(scan sqlite.Scanner) (ref lookup.Ref, err error) {
		err = scan(&ref.Kind, &ref.ID)
		return ref, err
	}, "SELECT kind, id FROM title WHERE key = ? ORDER BY kind DESC, id", key)
	if err != nil {
		return nil, fmt.Errorf("look for a title: %w", err)
	}
	return refs, nil
}

// A phrase is what a record that is no person's may be found by: a title of it, or what it counts.
type phrase struct {
	ref   lookup.Ref
	words []string
}

// readPhrases reads the phrases of all records, which are few: people are found by the index of names.
func (d *Dataset) readPhrases(ctx context.Context) error {
	rows, err := d.db.QueryContext(ctx, "SELECT kind, id, key FROM title ORDER BY kind DESC, id, key")
	if err != nil {
		return fmt.Errorf("read the titles: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p phrase
		var key string
		if err := rows.Scan(&p.ref.Kind, &p.ref.ID, &key); err != nil {
			return fmt.Errorf("read the titles: %w", err)
		}
		if p.words, _ = subject.Words(key); len(p.words) > 0 { // "more than" is not what a title is about
			d.titles = append(d.titles, p)
		}
	}
	figures, err := d.figuresBySize(ctx)
	if err != nil {
		return err
	}
	for _, figure := range figures {
		text := strings.Join([]string{figure.Counts.KK, figure.Counts.RU, figure.Counts.EN, figure.AsPrinted}, " ")
		d.counts = append(d.counts, phrase{lookup.Ref{Kind: lookup.FigureRecord, ID: figure.ID}, strings.Fields(titleKey(text))})
	}
	return rows.Err()
}

// figuresBySize are all figures, the greatest first: a question that fits several means the total sooner than its parts.
func (d *Dataset) figuresBySize(ctx context.Context) ([]*lookup.Figure, error) {
	var figures []*lookup.Figure
	for figure, err := range d.Figures(ctx) {
		if err != nil {
			return nil, err
		}
		figures = append(figures, figure)
	}
	slices.SortStableFunc(figures, func(a, b *lookup.Figure) int { return b.Value - a.Value })
	return figures, nil
}

// Matching implements lookup.Archive.
func (d *Dataset) Matching(_ context.Context, words []string) (refs []lookup.Ref, named bool, err error) {
	asked := folded(words)
	refs = best(d.titles, func(p phrase) int {
		if len(asked) == 0 || p.agreeing(asked) < len(asked) {
			return 0
		}
		if len(p.words) <= len(asked) {
			named = true
			return 1000 + p.equal(asked)
		}
		return 100 + 10*p.equal(asked) - min(len(p.words), 50) // the title that has least beside what was asked
	})
	return refs, named, nil
}

// Mentioned implements lookup.Archive.
func (d *Dataset) Mentioned(_ context.Context, words []string) ([]lookup.Ref, error) {
	asked := folded(words)
	return best(d.titles, func(p phrase) int {
		said := (phrase{words: asked}).count(p.words, func(title, asked string) bool { return subject.Agree(asked, title) })
		if said < len(p.words) {
			return 0
		}
		return said
	}), nil
}

// Counting implements lookup.Archive.
func (d *Dataset) Counting(_ context.Context, words []string) ([]lookup.Ref, error) {
	asked := folded(words)
	return best(d.counts, func(p phrase) int { return p.agreeing(asked) }), nil
}

func folded(words []string) []string { return strings.Fields(titleKey(strings.Join(words, " "))) }

// agreeing counts the words of a question that stand in the phrase in some form, equal those that stand in it as they are.
func (p phrase) agreeing(asked []string) int { return p.count(asked, subject.Agree) }
func (p phrase) equal(asked []string) int {
	return p.count(asked, func(a, b string) bool { return a == b })
}

func (p phrase) count(asked []string, fits func(a, b string) bool) int {
	n := 0
	for _, word := range asked {
		if slices.ContainsFunc(p.words, func(w string) bool { return fits(word, w) }) {
			n++
		}
	}
	return n
}

// maxPhrases bounds how many records a question may find.
const maxPhrases = 10

// best lists the records of the phrases with a score above 0, best first and each once; of the same score, those that
// come first.
func best(phrases []phrase, score func(phrase) int) []lookup.Ref {
	scores := map[lookup.Ref]int{}
	var refs []lookup.Ref
	for _, p := range phrases {
		n := score(p)
		if n > 0 && scores[p.ref] == 0 {
			refs = append(refs, p.ref)
		}
		scores[p.ref] = max(scores[p.ref], n)
	}
	slices.SortStableFunc(refs, func(a, b lookup.Ref) int { return scores[b] - scores[a] })
	return refs[:min(len(refs), maxPhrases)]
}
