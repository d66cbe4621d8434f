package module_test

import (
	"testing"

	"github.com/tallystick/tallystick/internal/module"
	"golang.org/x/mod/modfile"
)

func TestLocate(t *testing.T) {
	text := []byte("module m // ü\r\n\r\nrequire (\r\n\texample.org/é v1.0.0 // x\r\n)\r\n")
	f, err := modfile.ParseLax("go.mod", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string][2]int{
		"v1.0.0": {17, 23}, // é is two bytes
		"":       {2, 28},
		"absent": {2, 28},
	} {
		loc := module.Locate("a/go.mod", text, f.Require[0].Syntax, word)
		if loc.Path != "a/go.mod" || loc.Line != 4 || loc.EndLine != 4 || [2]int{loc.Column, loc.EndColumn} != want {
			t.Errorf("%q: got %+v, want line 4, columns %v", word, loc, want)
		}
	}
	if loc := module.Locate("go.mod", text, nil, "x"); loc.Line != 0 {
		t.Errorf("no line: got %+v", loc)
	}
}
