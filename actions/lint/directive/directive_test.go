package directive

import (
	"slices"
	"testing"
)

func TestParseNolint(t *testing.T) {
	all := parsed{all: true}
	for _, test := range []struct {
		comment string
		want    parsed // names aside
		names   string // the list, as it stands in the comment
		no      bool   // this is no directive
	}{
		{comment: "//nolint", want: all},
		{comment: "// nolint", want: all},
		{comment: "/// nolint", want: all},
		{comment: "//nolint // why", want: parsed{all: true, reason: true}},
		{comment: "//nolint //", want: all},
		{comment: "//nolint why", want: parsed{all: true, odd: true}},
		{comment: "//nolint :printf", want: parsed{all: true, odd: true}},
		{comment: "//nolint:all", want: all},
		{comment: "//nolint:all why", want: parsed{all: true, odd: true}},
		{comment: "//nolint:all// why", want: parsed{all: true, reason: true}},
		{comment: "//nolint:printf,All", want: all, names: "printf,All"},
		{comment: "//nolint:all,printf", want: all, names: "all,printf"},
		{comment: "//nolint:allocs", names: "allocs"},
		{comment: "//nolint:all-of-it", names: "all-of-it"},
		{comment: "//nolint:printf", names: "printf"},
		{comment: "//nolint: printf , vet  // why // not", want: parsed{reason: true}, names: " printf , vet"},
		{comment: "//nolint:lint/printf,a.b,c_d", names: "lint/printf,a.b,c_d"},
		{comment: "//nolint:printf,", names: "printf,"},
		{comment: "//nolint:vet because", want: parsed{odd: true}, names: "vet because"},
		{comment: "//nolint:vet - because", want: parsed{odd: true}, names: "vet - because"},
		{comment: "//nolint:vet;printf", want: parsed{odd: true}, names: "vet;printf"},
		{comment: "//nolint:vet /* why */", want: parsed{odd: true}, names: "vet /* why */"},
		{comment: "//nolint:", want: parsed{odd: true}},
		{comment: "//nolint: // why", want: parsed{odd: true, reason: true}},
		{comment: "//nolint:,", want: parsed{odd: true}, names: ","},
		{comment: "//nolint:vet;all,all", want: parsed{all: true, odd: true}, names: "vet;all,all"},
		{comment: "//nolintlint", no: true},
		{comment: "// nolint's", no: true},
		{comment: "//nolint// why", want: parsed{odd: true}},
		{comment: "//nolint\t// why", want: parsed{odd: true}},
		{comment: "//\tnolint", want: parsed{odd: true}},
		{comment: "//NOLINT", no: true},
		{comment: "// see //nolint", no: true},
		{comment: "/* nolint */", no: true},
		{comment: "/*nolint*/", no: true},
	} {
		got, ok := parseNolint(test.comment)
		if ok && !worthReading(test.comment) {
			t.Errorf("%s: not even read", test.comment)
		}
		if ok == test.no {
			t.Errorf("%s: a directive is %v, want %v", test.comment, ok, !test.no)
			continue
		}
		if names := test.comment[got.from:got.to]; names != test.names {
			t.Errorf("%s: names at %d to %d are %q, want %q", test.comment, got.from, got.to, names, test.names)
		}
		if got.all != test.want.all || got.odd != test.want.odd || got.reason != test.want.reason {
			t.Errorf("%s: got %+v, want %+v", test.comment, got, test.want)
		}
	}
	got, _ := parseNolint("//nolint: SA4006 ,, vet // why")
	if want := []string{"SA4006", "vet"}; !slices.Equal(got.names, want) {
		t.Errorf("got names %q, want %q", got.names, want)
	}
}

// FuzzParseNolint holds what a fix relies on: the place of the list is in the
// comment, and holds the names.
func FuzzParseNolint(f *testing.F) {
	for _, seed := range []string{"//nolint", "//nolint:a,b // c", "// nolint: a , b;//", "//nolint:all\x00", "//nolint:ÄÖ,\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, comment string) {
		p, ok := parseNolint(comment)
		if !ok {
			return
		}
		if !worthReading(comment) {
			t.Fatalf("%q: not even read", comment)
		}
		if p.from > p.to || p.to > len(comment) {
			t.Fatalf("%q: names at %d to %d", comment, p.from, p.to)
		}
		if len(p.names) == 0 && !p.all && !p.odd {
			t.Fatalf("%q: it means nothing and is not odd", comment)
		}
		again, ok := parseNolint("//nolint:" + comment[p.from:p.to])
		if p.to > 0 && (!ok || !slices.Equal(again.names, p.names)) {
			t.Fatalf("%q: names are %q, alone %q", comment, p.names, again.names)
		}
	})
}
