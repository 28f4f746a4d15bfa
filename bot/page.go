package bot

import (
	"fmt"

	"joqtau/lookup"
)

// pageUnits is the length of a page of a whole record, in UTF-16 units: a few screens of a phone. Telegram takes 4096.
const pageUnits = 2200

// paged is a page of a text, with buttons to the pages before and after; data is that of the buttons up to the page.
func (t turn) paged(text Text, data string, page int) Reply {
	pages := text.pages(pageUnits)
	page = max(0, min(page, len(pages)-1))
	reply := Reply{Text: t.numbered(text[0], pages, page), shows: data}
	if row := t.turnPages(data, page, len(pages)); len(row) > 0 {
		reply.Buttons = append(reply.Buttons, row)
	}
	return reply
}

// numbered is a page with its number, and from the second on with the heading of the whole.
func (t turn) numbered(head Paragraph, pages []Text, page int) Text {
	if len(pages) == 1 {
		return pages[0]
	}
	var text Text
	if page > 0 {
		text = Text{head}
	}
	text = append(text, pages[page]...)
	text.add(t.voice.Say("choices.page", "page", fmt.Sprint(page+1), "pages", fmt.Sprint(len(pages))))
	return text
}

// peopleOf lists the people whose records speak of another one, to choose from.
func (t turn) peopleOf(kind lookup.RecordKind, id string, page int) (Reply, error) {
	mentions, err := t.Archive.Mentions(t.ctx, id)
	if err != nil {
		return Reply{}, err
	}
	ref := lookup.Ref{Kind: kind, ID: id}
	title, err := t.titleOf(ref)
	if err != nil {
		return Reply{}, err
	}
	return t.peopleList(title, mentions.People, fmt.Sprintf("v1:people:%s:%s:", kind, id), entryData(ref), page)
}

// peopleList is a page of people to choose from. data is that of its page buttons up to the page, up that of the way back.
func (t turn) peopleList(title string, ids []string, data, up string, page int) (Reply, error) {
	if len(ids) == 0 {
		return Reply{}, lookup.ErrNotFound
	}
	pages := (len(ids) + listSize - 1) / listSize
	page = max(0, min(page, pages-1))
	reply := Reply{Text: Text{heading(title)}}
	reply.Text.add(t.voice.Count("people.count", len(ids)))
	if pages > 1 {
		reply.Text.add(t.voice.Say("choices.page", "page", fmt.Sprint(page+1), "pages", fmt.Sprint(pages)))
	}
	var err error
	reply.Buttons, err = t.personButtons(ids[page*listSize : min((page+1)*listSize, len(ids))])
	if row := t.turnPages(data, page, pages); len(row) > 0 {
		reply.Buttons = append(reply.Buttons, row)
	}
	reply.Buttons = append(reply.Buttons, []Button{{Label: t.voice.Say("button.up"), Data: up}})
	return reply, err
}

// listSize is how many people a list of buttons shows at a time.
const listSize = 8

// personButtons are buttons to people.
func (t turn) personButtons(ids []string) ([][]Button, error) {
	var rows [][]Button
	for _, id := range ids {
		person, err := t.Archive.Person(t.ctx, id)
		if err != nil {
			return nil, fmt.Errorf("list a person: %w", err)
		}
		rows = append(rows, []Button{{Label: cut(t.name(person)+t.years(person), maxLabel), Data: "v1:card:" + person.ID}})
	}
	return rows, nil
}
