package telegram

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"time"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"joqtau/bot"
)

// inlineCache is for how long Telegram may give the same answer again, in seconds. The library cannot send it.
const inlineCache = 30

// The limits of a row, in characters.
const (
	maxRowTitle       = 100
	maxRowDescription = 200
)

type (
	article struct {
		Type        string          `json:"type"`
		ID          string          `json:"id"`
		Title       string          `json:"title"`
		Description string          `json:"description,omitempty"`
		Content     messageContent  `json:"input_message_content"`
		Markup      *inlineKeyboard `json:"reply_markup,omitempty"`
	}
	messageContent struct {
		Text    string      `json:"message_text"`
		Mode    string      `json:"parse_mode"`
		Preview linkPreview `json:"link_preview_options"`
	}
	linkPreview struct {
		Disabled bool `json:"is_disabled"`
	}
	openButton struct {
		Text  string `json:"text"`
		Start string `json:"start_parameter"`
	}
)

// answerInline answers an inline query; also if that breaks down, since the person waits.
func (a *Adapter) answerInline(ctx context.Context, q *tgbotapi.InlineQuery, log *slog.Logger) error {
	page := a.askInline(ctx, bot.Query{Person: idOf(q.From), Language: languageOf(q.From), Text: q.Query, Offset: q.Offset, Time: time.Now()}, log)
	results := []article{}
	for _, row := range page.Rows {
		result := article{Type: "article", ID: row.ID, Title: short(row.Title, maxRowTitle), Description: short(row.Description, maxRowDescription),
			Content: messageContent{render(row.Reply.Text)[0], "HTML", linkPreview{true}}}
		if len(row.Reply.Buttons) > 0 {
			keyboard := a.keyboard(row.Reply.Buttons)
			result.Markup = &keyboard
		}
		results = append(results, result)
	}
	params := tgbotapi.Params{"inline_query_id": q.ID, "results": encode(results), "cache_time": strconv.Itoa(inlineCache), "is_personal": "true"}
	params.AddNonEmpty("next_offset", page.Next)
	if page.Open != "" {
		params["button"] = encode(openButton{page.Open, "help"})
	}
	err := a.persist(ctx, request{method: "answerInlineQuery", params: params, repeatable: true})
	var failure *callError
	if errors.As(err, &failure) && failure.says("query is too old") {
		return nil
	}
	return err
}

// askInline has a query answered; a failure or panic leaves it without rows.
func (a *Adapter) askInline(ctx context.Context, q bot.Query, log *slog.Logger) (page bot.Page) {
	a.slots <- struct{}{}
	defer func() { <-a.slots }()
	defer recovered(log, func() { page = bot.Page{} })
	page, err := a.handler.Inline(ctx, q)
	if err != nil {
		log.Error("inline query not answered", "error", err)
	}
	return page
}

// short cuts a text to at most n characters.
func short(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n-1]) + "…"
}
