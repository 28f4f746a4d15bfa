package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// DefaultURL is the address of the official Bot API server.
const DefaultURL = "https://api.telegram.org"

const (
	pollTimeout = 50 * time.Second // Telegram waits no longer
	callTimeout = 30 * time.Second // beyond the time that a call is asked to wait
	maxAnswer   = 20 << 20         // bytes of an answer
)

// api calls methods of the Bot API. Every error that it returns is free of the token, which is part of every address.
type api struct {
	bot  tgbotapi.BotAPI
	http *http.Client
}

func newAPI(token, baseURL string) (*api, error) {
	base, err := url.Parse(baseURL)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, errors.New("the API's address is not an http or https address")
	}
	// A redirect is not followed: the next server would be told the address, and with it the token.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	a := &api{bot: tgbotapi.BotAPI{Token: token}, http: &http.Client{CheckRedirect: stay}}
	a.bot.SetAPIEndpoint(strings.ReplaceAll(strings.TrimRight(baseURL, "/"), "%", "%%") + "/bot%s/%s") // a format
	return a, nil
}

// A callError is a call that did not succeed.
type callError struct {
	method string
	// code is Telegram's, or the HTTP status of an answer that is not Telegram's; 0 without any answer.
	code        int
	description string
	retryAfter  time.Duration
	// migrateTo is the number that the chat has now, 0 if it has not changed.
	migrateTo int64
	// ambiguous says that the call may have taken effect all the same.
	ambiguous bool
	cause     error
}

// isRefusal reports whether Telegram itself answered, and not a server on the way.
func (e *callError) isRefusal() bool { return e.description != "" }

func (e *callError) Error() string {
	switch {
	case e.description != "":
		return fmt.Sprintf("%s: %d %s", e.method, e.code, e.description)
	case e.cause != nil:
		return fmt.Sprintf("%s: %v", e.method, e.cause)
	}
	return fmt.Sprintf("%s: status %d", e.method, e.code)
}

func (e *callError) Unwrap() error { return e.cause }

// says reports whether Telegram refused with a text that contains the words.
func (e *callError) says(words string) bool { return strings.Contains(e.description, words) }

// call calls a method once, within the time that it is asked to wait and callTimeout.
func (a *api) call(ctx context.Context, method string, params tgbotapi.Params, wait time.Duration) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, wait+callTimeout)
	defer cancel()
	transport := &exchange{ctx: ctx, http: a.http}
	bot := a.bot // a copy, so that each call has a context of its own
	bot.Client = transport
	answer, err := bot.MakeRequest(method, params)
	if err == nil {
		return answer.Result, nil
	}
	failure := &callError{method: method, cause: errors.New(a.withoutToken(withoutAddress(err).Error()))}
	if transport.status >= 400 { // a smaller one, with half an answer, tells nothing
		failure.code = transport.status
	}
	var refusal *tgbotapi.Error
	if errors.As(err, &refusal) {
		failure.code, failure.description, failure.cause = refusal.Code, a.withoutToken(refusal.Message), nil
		failure.retryAfter = time.Duration(refusal.RetryAfter) * time.Second
		failure.migrateTo = refusal.MigrateToChatID
	} else {
		failure.ambiguous = transport.written
	}
	return nil, failure
}

// withoutToken is the last sieve: an error may quote an address in ways that nobody has thought of.
func (a *api) withoutToken(text string) string {
	for _, form := range []string{a.bot.Token, url.PathEscape(a.bot.Token), url.QueryEscape(a.bot.Token)} {
		text = strings.ReplaceAll(text, form, "TOKEN")
	}
	return text
}

// withoutAddress takes the address, which holds the token, out of an error of net/http.
func withoutAddress(err error) error {
	var located *url.Error
	if errors.As(err, &located) {
		return located.Err
	}
	return err
}

// An exchange sends one request and reads its whole answer. It implements tgbotapi.HTTPClient.
type exchange struct {
	ctx     context.Context
	http    *http.Client
	written bool // the request has left
	status  int  // of the answer, 0 if there was none
}

func (x *exchange) Do(request *http.Request) (*http.Response, error) {
	trace := &httptrace.ClientTrace{WroteRequest: func(info httptrace.WroteRequestInfo) { x.written = info.Err == nil }}
	response, err := x.http.Do(request.WithContext(httptrace.WithClientTrace(x.ctx, trace)))
	if err != nil {
		return nil, withoutAddress(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", withoutAddress(err))
	}
	x.status = response.StatusCode
	if !json.Valid(body) {
		return nil, fmt.Errorf("status %d, and the answer is not JSON", response.StatusCode)
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}
