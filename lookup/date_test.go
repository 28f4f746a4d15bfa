package lookup

import (
	"encoding/json"
	"testing"
)

func TestParseDate(t *testing.T) {
	for _, row := range []struct {
		edtf             string
		earliest, latest string // empty for an open end
		precision        Precision
	}{
		{"1938-02-25", "1938-02-25", "1938-02-25", PrecisionDay},
		{"1936-02-29", "1936-02-29", "1936-02-29", PrecisionDay},
		{"1938-02", "1938-02-01", "1938-02-28", PrecisionMonth},
		{"1936-02", "1936-02-01", "1936-02-29", PrecisionMonth},
		{"1937-12", "1937-12-01", "1937-12-31", PrecisionMonth},
		{"1937", "1937-01-01", "1937-12-31", PrecisionYear},
		{"1932-21", "1932-03-01", "1932-05-31", PrecisionSeason},
		{"1937-23", "1937-09-01", "1937-11-30", PrecisionSeason},
		{"1937-24", "1937-12-01", "1938-02-28", PrecisionSeason},
		{"193X", "1930-01-01", "1939-12-31", PrecisionRange},
		{"1927/1929", "1927-01-01", "1929-12-31", PrecisionRange},
		{"1938-02-25/1938-03-09", "1938-02-25", "1938-03-09", PrecisionRange},
		{"../1931", "", "1931-12-31", PrecisionBefore},
		{"1937-11/..", "1937-11-01", "", PrecisionAfter},
		{"1894~", "1894-01-01", "1894-12-31", PrecisionAbout},
	} {
		date, err := ParseDate(row.edtf)
		if err != nil {
			t.Errorf("%s: %v", row.edtf, err)
			continue
		}
		earliest, _ := date.Earliest.MarshalText()
		latest, _ := date.Latest.MarshalText()
		if string(earliest) != row.earliest || string(latest) != row.latest || date.Precision != row.precision {
			t.Errorf("%s: got %s to %s, %s", row.edtf, earliest, latest, date.Precision)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, edtf := range []string{"", "38", "1938-2-25", "1938-02-30", "1938-13", "1938-25", "1938-00", "25.02.1938",
		"1929/1927", "../..", "1938-02-25-01", "+193-01-01", "+938", "1938-+1", "-93X", "+93X", "0000", "X", "XXXX", "19X", "1938/", "autumn 1937"} {
		if date, err := ParseDate(edtf); err == nil {
			t.Errorf("%q: got %+v, want an error", edtf, date)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	f.Add("1938-02-25")
	f.Add("../1931")
	f.Add("193X")
	f.Fuzz(func(t *testing.T, edtf string) {
		date, err := ParseDate(edtf)
		if err != nil {
			return
		}
		if !date.Earliest.IsZero() && !date.Latest.IsZero() && date.Latest.Compare(date.Earliest) < 0 {
			t.Errorf("%q ends before it begins: %+v", edtf, date)
		}
		if !date.Overlaps(date) {
			t.Errorf("%q does not overlap itself", edtf)
		}
	})
}

func TestDateJSON(t *testing.T) {
	for _, edtf := range []string{"1938-02-25", "../1931", "1937-11/.."} {
		date, err := ParseDate(edtf)
		if err != nil {
			t.Fatal(err)
		}
		date.AsPrinted, date.Implied = "as printed", "year"
		content, err := json.Marshal(date)
		if err != nil {
			t.Fatal(err)
		}
		var back Date
		if err := json.Unmarshal(content, &back); err != nil || back != date {
			t.Errorf("%s became %+v, %v", content, back, err)
		}
	}
}

func TestOverlaps(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want bool
	}{
		{"1938-02-25", "1938-02", true},
		{"1938-02-25", "1938-04-25", false},
		{"1937-23", "1937-12-08", false},
		{"1937-11/..", "1938", true},
		{"../1931", "1932", false},
		{"1929/1930", "1930-04-04", true},
	} {
		a, _ := ParseDate(row.a)
		b, _ := ParseDate(row.b)
		if a.Overlaps(b) != row.want || b.Overlaps(a) != row.want {
			t.Errorf("%s and %s: want %t", row.a, row.b, row.want)
		}
	}
}
