package baseline

import (
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
	"golang.org/x/mod/modfile"
)

func TestNormal(t *testing.T) {
	for said, want := range map[string]string{
		"go1.26.8":                              "go1.26.8",
		"go1.26.8 X:nodwarf5":                   "go1.26.8",
		"devel go1.27-1a2b3c Mon Jan 5 2026":    "go1.27-1a2b3c",
		"devel +1a2b3c Mon Jan 5 12:00:00 2026": "devel +1a2b3c Mon Jan 5 12:00:00 2026",
	} {
		if got := normal(said); got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}

// The Go that this program was built with matters apart from the installed
// one: it is the one that type-checks.
func TestBuiltWithAnOlderGo(t *testing.T) {
	c := &check{
		mod:  &file{path: "go.mod", goLine: &modfile.Go{Version: "1.27.2"}},
		here: machine{installed: "go1.27.3", gotoolchain: "local"},
	}
	if err := c.buildable("go1.27.0"); err != nil {
		t.Errorf("same language version: got %v, want no error", err)
	}
	err := c.buildable("go1.26.8")
	if action.ExitOf(err) != action.ExitNotAnalysed || !strings.Contains(err.Error(), "built with go1.26.8, go.mod needs go1.27.2") {
		t.Errorf("got %v, want exit code 3 and both versions", err)
	}
}

func TestRuns(t *testing.T) {
	f := &file{goLine: &modfile.Go{Version: "1.24.0"}, toolchain: &modfile.Toolchain{Name: "go1.26.1"}}
	for gotoolchain, want := range map[string]string{
		"local":         "go1.25.0",
		"auto":          "go1.26.1",
		"path":          "go1.26.1",
		"local+path":    "go1.26.1",
		"go1.24.1":      "go1.24.1",
		"go1.24.1+auto": "go1.26.1",
		"go1.27.0+auto": "go1.27.0",
	} {
		m := machine{installed: "go1.25.0", gotoolchain: gotoolchain}
		if got, _ := m.runs(f); got != want {
			t.Errorf("GOTOOLCHAIN=%s: got %s, want %s", gotoolchain, got, want)
		}
	}
}
