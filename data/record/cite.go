package record

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"joqtau/lookup"
)

// MaxQuoteWords is the length up to which a quotation is a quotation and not a copy.
const MaxQuoteWords = 25

// cited holds the rule of rules: a source for every statement, and a place in it that exists.
func (c *checker) cited(field string, citations []lookup.Citation) {
	list := "sources"
	if field != "" {
		list = field + ".sources"
	}
	if len(citations) == 0 {
		c.breach(list, "no source is given")
	}
	for i, citation := range citations {
		at := index(list, i)
		source := c.sources[citation.Source]
		if source == nil {
			c.breach(at+".source", "there is no source %q", citation.Source)
			continue
		}
		if citation.Copies != "" && c.sources[citation.Copies] == nil {
			c.breach(at+".copies", "there is no source %q", citation.Copies)
		}
		if err := locate(source, citation.At); err != nil {
			c.breach(at+".at", "%v", err)
		}
		if n := len(strings.Fields(citation.Quote)); n > MaxQuoteWords {
			c.breach(at+".quote", "has %d words; at most %d may be quoted", n, MaxQuoteWords)
		}
	}
}

// locate reports whether a source can have a place of that name.
func locate(source *lookup.Source, at string) error {
	if source.Locator == lookup.ByAddress {
		if siteOf(at) == "" || siteOf(at) != siteOf(source.Address) {
			return fmt.Errorf("%q is not an address of %s", at, source.Address)
		}
		return nil
	}
	_, last, err := readLines(at)
	if err != nil {
		return err
	}
	if last > source.Lines {
		return fmt.Errorf("line %d: %s has %d lines", last, source.ID, source.Lines)
	}
	return nil
}

// siteOf returns the host of a web address without the marks that make no difference, nothing for another address.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), "www.")
}

// readLines reads the place in a source that is cited by line: "437" or "437-438".
func readLines(at string) (first, last int, err error) {
	from, to, isRange := strings.Cut(at, "-")
	if !isRange {
		to = from
	}
	first, errFirst := strconv.Atoi(from)
	last, errLast := strconv.Atoi(to)
	if strings.Contains(at, "+") || errFirst != nil || errLast != nil || first < 1 || last < first {
		return 0, 0, fmt.Errorf("%q: want a line or FIRST-LAST", at)
	}
	return first, last, nil
}
