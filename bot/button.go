package bot

import (
	"strings"

	"joqtau/lookup"
)

// distinct leaves one of several buttons that lead to the same, and none that leads to what is shown already. An event of the same name
// as something else says when it was.
func (t turn) distinct(reply Reply, here string) (Reply, error) {
	offered := map[string]bool{here: here != ""}
	named := map[string]bool{}
	if len(reply.Text) > 0 && len(reply.Text[0].Spans) > 0 {
		named[reply.Text[0].Spans[0].Text] = true
	}
	var rows [][]Button
	for _, row := range reply.Buttons {
		var kept []Button
		for _, b := range row {
			if b.Data != "" && offered[b.Data] {
				continue
			}
			offered[b.Data] = true
			var err error
			if named[b.Label] {
				b.Label, err = t.dated(b)
			}
			if err != nil {
				return reply, err
			}
			named[b.Label] = true
			kept = append(kept, b)
		}
		if len(kept) > 0 {
			rows = append(rows, kept)
		}
	}
	reply.Buttons = rows
	return reply, nil
}

// dated is the label of a button to an event with the event's date; any other label is left as it is.
func (t turn) dated(b Button) (string, error) {
	id, isEvent := strings.CutPrefix(b.Data, entryData(lookup.Ref{Kind: lookup.EventRecord}))
	if !isEvent || strings.Contains(id, ":") {
		return b.Label, nil
	}
	event, err := t.Archive.Event(t.ctx, id)
	if err != nil {
		return "", err
	}
	return cut(t.voice.Date(event.Date)+" – "+event.Title.In(t.voice.Lang), maxLabel), nil
}
