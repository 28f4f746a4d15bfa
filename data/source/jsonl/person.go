package jsonl

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"joqtau/data/source"
	"joqtau/lookup"
)

// exported is a line of an export: the record, and what is derived of it.
type exported struct {
	lookup.Person
	Display lookup.Display    `json:"names"`
	Printed []string          `json:"printed"`
	Derived map[string]string `json:"derived"`
	Life    []exportedFact    `json:"life"`
}

type exportedFact struct {
	lookup.Fact
	Grade lookup.Grade `json:"grade"`
}

// exportedDate has the fields of a date, which writes itself.
type exportedDate struct {
	EDTF      string `json:"edtf"`
	Earliest  string `json:"earliest"`
	Latest    string `json:"latest"`
	Precision string `json:"precision"`
	AsPrinted string `json:"as_printed"`
	Part      string `json:"part"`
	Implied   string `json:"implied"`
}

// parsePerson reads a line as a person. What of it cannot be used is left out, and told as problems.
func parsePerson(raw []byte) (*lookup.Person, []source.Field, error) {
	var line exported
	if err := json.Unmarshal(raw, &line); err != nil {
		return nil, nil, fmt.Errorf("it is no person: %w", err)
	}
	p := &line.Person
	for _, f := range line.Life {
		p.Life = append(p.Life, f.Fact)
	}
	problems, err := keepUsable(p)
	p.Links, p.Open = orNil(p.Links), orNil(p.Open)
	return p, problems, err
}

// orNil makes nil of a list without items, which an export writes as [].
func orNil[T any](items []T) []T {
	if len(items) == 0 {
		return nil
	}
	return items
}

// keepUsable leaves out what cannot be used of a person, and says why; the error says why the person cannot.
func keepUsable(p *lookup.Person) (problems []source.Field, err error) {
	if p.ID == "" {
		return nil, errors.New("it has no id")
	}
	problem := func(field, format string, a ...any) {
		problems = append(problems, source.Field{Name: field, Problem: fmt.Sprintf(format, a...)})
	}
	p.Roles = slices.DeleteFunc(p.Roles, func(role lookup.Role) bool {
		isBad := !slices.Contains(lookup.Roles, role)
		if isBad {
			problem("roles", "there is no role %q", role)
		}
		return isBad
	})
	p.Names = slices.DeleteFunc(p.Names, func(n lookup.Name) bool {
		isText := strings.TrimSpace(n.Text) != "" && !strings.ContainsRune(n.Text, utf8.RuneError)
		isBad := !isText || !slices.Contains(lookup.NameKinds, n.Kind) || !n.Lang.Valid()
		if isBad {
			problem("forms", "want a text, a language and a kind of name, not %q, %q, %q", n.Text, n.Lang, n.Kind)
		}
		return isBad
	})
	p.Life = slices.DeleteFunc(p.Life, func(f lookup.Fact) bool {
		isBad := !slices.Contains(lookup.FactKinds, f.Kind)
		if isBad {
			problem("life", "there is no kind of fact %q", f.Kind)
		}
		return isBad
	})
	for i := range p.Life {
		f := &p.Life[i]
		if err := checkDate(f.Date); err != nil { // which stays as words: of a birth they may say that the person is living
			problem("life", "%v", err)
			f.Quoted.Text = strings.TrimSpace(f.Quoted.Text + " " + f.Date.EDTF)
			f.Date = nil
		}
	}
	p.Links = slices.DeleteFunc(p.Links, func(l lookup.Link) bool {
		isBad := l.To == "" || !slices.Contains(lookup.LinkKinds, l.Kind)
		if isBad {
			problem("links", "want a person and a kind of link, not %q, %q", l.To, l.Kind)
		}
		return isBad
	})
	if len(p.Names) == 0 {
		return problems, errors.New("it has no names")
	}
	return problems, nil
}

// checkDate holds a date against its notation.
func checkDate(d *lookup.Date) error {
	if d == nil {
		return nil
	}
	read, err := lookup.ParseDate(d.EDTF)
	if err != nil {
		return err
	}
	if read.Earliest != d.Earliest || read.Latest != d.Latest || read.Precision != d.Precision {
		return fmt.Errorf("date %q: its bounds or its precision are not those of its notation", d.EDTF)
	}
	return nil
}

// A shape is what an export has in a place: the fields of an object, nil for other values; of a list, what its items are.
type shape struct{ fields map[string]*shape }

var personShape = shapeOf(reflect.TypeFor[exported]())

func shapeOf(t reflect.Type) *shape {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch t {
	case reflect.TypeFor[lookup.Date]():
		t = reflect.TypeFor[exportedDate]()
	case reflect.TypeFor[lookup.Day]():
		return &shape{}
	}
	if t.Kind() != reflect.Struct {
		return &shape{}
	}
	s := &shape{fields: map[string]*shape{}}
	for f := range fieldsOf(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			for inner, of := range shapeOf(f.Type).fields {
				if s.fields[inner] == nil {
					s.fields[inner] = of
				}
			}
			continue
		}
		s.fields[name] = shapeOf(f.Type)
	}
	return s
}

func fieldsOf(t reflect.Type) iter.Seq[reflect.StructField] {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

// unknown names what a value has that the shape does not.
func (s *shape) unknown(value any, path string, name func(path string)) {
	switch v := value.(type) {
	case []any:
		for i, item := range v {
			s.unknown(item, fmt.Sprintf("%s[%d]", path, i), name)
		}
	case map[string]any:
		if s.fields == nil {
			return
		}
		for key, item := range sorted(v) {
			at := strings.TrimPrefix(path+"."+key, ".")
			if inner := s.fields[key]; inner != nil {
				inner.unknown(item, at, name)
			} else {
				name(at)
			}
		}
	}
}

// sorted yields the fields of an object in the order of their names.
func sorted(object map[string]any) iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		for _, key := range slices.Sorted(maps.Keys(object)) {
			if !yield(key, object[key]) {
				return
			}
		}
	}
}

// isEmpty reports whether a field says nothing.
func isEmpty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}
