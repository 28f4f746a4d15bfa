package list

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"joqtau/data/source"
	"joqtau/lookup/script"
)

// Ids of people stand in the buttons and links of messengers, which take short ones of a few letters: a button 64 bytes with what it
// does, a link of Telegram Latin letters, digits, "_" and "-".
const (
	longestID   = 36 // without what tells two of one number apart
	longestList = 40
	leastRecord = idHash + 2 // is left for the record, however long the name of the list is
	idHash      = 10         // digits of a hash
)

// idOf makes the id of a person of the list's own number of the record: that number if it may stand in an id, else its letters and digits
// in Latin, with a hash of it, since other numbers may have the same.
func idOf(list, record string) string {
	room := max(longestID-len(list)-1, leastRecord)
	if source.IsID(record) && len(record) <= room {
		return list + "-" + record
	}
	sum := sha256.Sum256([]byte(record))
	words := strings.FieldsFunc(strings.ToLower(script.English(record)), func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9')
	})
	slug := strings.Join(words, "-")
	slug = strings.Trim(slug[:min(len(slug), room-idHash-1)], "-")
	if slug != "" {
		slug += "-"
	}
	return list + "-" + slug + hex.EncodeToString(sum[:])[:idHash]
}
