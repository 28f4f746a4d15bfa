package memorialdisk

import (
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

func nothing(string) ([]string, bool) { return nil, false }

func nationality(text string) ([]string, bool) { return term(wording.Nationality(text)) }
func education(text string) ([]string, bool)   { return term(wording.Education(text)) }
func party(text string) ([]string, bool)       { return term(wording.Party(text)) }

func term(code string, ok bool) ([]string, bool) {
	if !ok {
		return nil, false
	}
	return []string{code}, true
}

func (p *person) sentence() {
	date := p.date(sudDate)
	body, charge, text := p.text(sudOrgan, "sudorg"), p.text(stat, "stat"), p.text(prigovor, "prigovor")
	p.note("SUDORGAN", body, false)
	p.note("STAT", charge, false)
	p.note("PRIGOVOR", text, false)
	quoted := lookup.Quoted{Body: body, Charge: charge, Text: text}
	switch {
	case date != nil || body != "" || text != "":
		p.add(lookup.Fact{Kind: lookup.FactSentenced, Date: date, Quoted: quoted})
	case charge != "":
		p.add(lookup.Fact{Kind: lookup.FactAccused, Quoted: quoted})
	}
}

func (p *person) rehabilitation() {
	date := p.date(reabDate)
	bodies, reasons := p.linked("linkreaborg"), p.linked("linkreabreas")
	p.noteAll("LINKREABORG", bodies)
	p.noteAll("LINKREABREAS", reasons)
	if date != nil || bodies != nil || reasons != nil {
		p.add(lookup.Fact{Kind: lookup.FactRehab, Date: date, Quoted: lookup.Quoted{Body: several(bodies), Text: several(reasons)}})
	}
}
