package memorialdisk

import (
	"joqtau/data/source/notice"
	"joqtau/data/source/wording"
	"joqtau/lookup"
)

// nothing reads what needs no code: an occupation, the number of a file.
func nothing(string) ([]string, bool) { return nil, true }

func nationality(text string) ([]string, bool) { return term(wording.Nationality(text)) }
func education(text string) ([]string, bool)   { return term(wording.Education(text)) }
func party(text string) ([]string, bool)       { return term(wording.Party(text)) }

func term(code string, ok bool) ([]string, bool) {
	if !ok {
		return nil, false
	}
	return []string{code}, true
}

// sentence is what was decided, when, by whom and of what the person was accused.
func (p *person) sentence() {
	date := p.date(sudDate)
	body, charge, text := p.text(sudOrgan, "sudorg"), p.text(stat, "stat"), p.text(prigovor, "prigovor")
	p.note("SUDORGAN", body, true)
	before := len(p.row.Fields)
	notice.AddDecision(p.row, date, body, charge, text)
	for i := range p.row.Fields[before:] { // are called here as the disk calls them
		if column := map[string]string{"sentence": "PRIGOVOR", "charge": "STAT"}[p.row.Fields[before+i].Name]; column != "" {
			p.row.Fields[before+i].Name = column
		}
	}
}

// rehabilitation is one only if the list does not say that it knows of none.
func (p *person) rehabilitation() {
	date := p.date(reabDate)
	bodies, reasons := p.linked("linkreaborg"), p.linked("linkreabreas")
	p.noteAll("LINKREABORG", bodies)
	fact := lookup.Fact{Kind: lookup.FactRehab, Date: date, Quoted: lookup.Quoted{Body: several(bodies), Text: several(reasons)}}
	for _, text := range append(bodies, reasons...) {
		if read, ok := wording.Rehabilitation(text); ok && (read.None || read.Partly) {
			fact.Kind = lookup.FactNoted
		}
	}
	for _, reason := range reasons {
		read, ok := wording.Rehabilitation(reason)
		p.note("LINKREABREAS", reason, ok && read.Terms != nil)
		fact.Terms = append(fact.Terms, read.Terms...)
	}
	if date != nil || bodies != nil || reasons != nil {
		p.add(fact)
	}
}
