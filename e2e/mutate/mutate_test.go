package main

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks"
)

// TestMutants: every mistake of the table can be made in the own chaincode,
// and nearly always so that it type-checks; without one, the checks are
// silent there but for notices.
func TestMutants(t *testing.T) {
	units, err := loadOwn(t.Context(), filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]*analysis.Analyzer{}
	for _, a := range checks.Documented() {
		known[a.Name] = a
		for _, u := range units {
			m := &mutant{unit: u}
			said, err := analyze(a, nil, m.before())
			if err != nil {
				t.Fatal(err)
			}
			for words := range said {
				if !strings.HasPrefix(words, policy) {
					t.Errorf("%s, of code without mistakes in %s: %s", a.Name, u.PkgPath, words)
				}
			}
		}
	}
	for _, m := range table() {
		r := &result{mutator: m, check: known[m.check]}
		if err := r.run(t.Context(), units, known, options{n: 12, seed: 1}); err != nil {
			t.Fatal(err)
		}
		n, made := r.counts()
		if made == 0 || n[broken] > 1 {
			t.Errorf("%s: %d mutants type-check, %d do not", m.check, made, n[broken])
		}
		if len(r.outcomes) > 1 && r.outcomes[0].source() == r.outcomes[1].source() {
			t.Errorf("%s: two mutants are the same", m.check)
		}
	}
}

// TestSameSeed: the same seed chooses the same.
func TestSameSeed(t *testing.T) {
	shapes := func(seed uint64) string {
		var all []*mutant
		for _, shape := range []string{"a", "b", "c", "a", "b", "a", "a"} {
			all = append(all, &mutant{shape: shape, decls: string(rune('0' + len(all)))})
		}
		text := ""
		for _, m := range chosen(all, options{n: 4, seed: seed}) {
			text += m.shape + m.decls + " "
		}
		return text
	}
	first := shapes(1)
	if first != shapes(1) || strings.Count(first, "a") != 2 || strings.Count(first, "b") != 1 || strings.Count(first, "c") != 1 {
		t.Errorf("got %s and %s, want each shape in turn", first, shapes(1))
	}
	if first == shapes(2) && first == shapes(3) {
		t.Error("the seed changes nothing")
	}
}
