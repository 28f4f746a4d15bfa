package data

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"joqtau/lookup"
	"joqtau/lookup/name"
)

// titleKey makes titles comparable: letters and digits in the folding of names, single spaces between words.
func titleKey(title string) string {
	words := strings.FieldsFunc(name.Fold(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, " ")
}

// titleParts cuts a title into the names in it: "Карлаг (карагандинские лагеря)" is two.
var titleParts = regexp.MustCompile(`[(),;]`)

// titleKeys are the keys under which a title is found: that of the whole and those of its parts.
func titleKeys(title string) []string {
	var keys []string
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
	rows, err := d.db.QueryContext(ctx, "SELECT kind, id FROM title WHERE key = ? ORDER BY kind DESC, id", key)
	if err != nil {
		return nil, fmt.Errorf("look for a title: %w", err)
	}
	defer rows.Close()
	var refs []lookup.Ref
	for rows.Next() {
		var ref lookup.Ref
		if err := rows.Scan(&ref.Kind, &ref.ID); err != nil {
			return nil, fmt.Errorf("look for a title: %w", err)
		}
		refs = append(refs, ref)
	}
	return refs, rows.Err()
}
