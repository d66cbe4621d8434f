package profile_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/crash"
	"github.com/tallystick/tallystick/checks/hostread"
	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/internal/profile"
	"github.com/tallystick/tallystick/checks/mapiter"
	"github.com/tallystick/tallystick/checks/random"
	"github.com/tallystick/tallystick/checks/walltime"
)

// together runs several checks as one, so that their want comments may stand
// in one file.
func together(checks ...*analysis.Analyzer) *analysis.Analyzer {
	var required []*analysis.Analyzer
	for _, a := range checks {
		required = append(required, a.Requires...)
	}
	return &analysis.Analyzer{
		Name: "together", Doc: "reports what all report", Requires: required,
		Run: func(pass *analysis.Pass) (any, error) {
			for _, a := range checks {
				if _, err := a.Run(pass); err != nil {
					return nil, err
				}
			}
			return nil, nil
		},
	}
}

func inForce(t *testing.T, name string) {
	t.Helper()
	if err := (profile.Flag{}).Set(name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := (profile.Flag{}).Set("fabric"); err != nil {
			t.Error(err)
		}
	})
}

func TestCosmos(t *testing.T) {
	inForce(t, "cosmos")
	checktest.Run(t, together(walltime.Analyzer, mapiter.Analyzer, hostread.Analyzer, crash.Analyzer), "keeper")
}

func TestFile(t *testing.T) {
	inForce(t, filepath.Join("testdata", "machine.json"))
	checktest.Run(t, together(walltime.Analyzer, random.Analyzer), "machine")
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"name": "x", "sink": []}`, `1:26: json: unknown field "sink"`},
		{"{\n  \"name\": 3\n}", "2:12: json: cannot unmarshal number"},
		{"{\n  \"name\": \"x\",\n}", "3:2: invalid character '}'"},
		{`{}`, `has no "name"`},
		{`{"name": "x"} {}`, "something follows the profile"},
		{`{"name": "x", "sources": {"clock": []}}`, `sources of "clock", want walltime, random or hostread`},
		{`{"name": "x", "sinks": [{"types": ["a.B"], "methods": {"Put": {"class": "put"}}}]}`, `sink Put has class "put", want write`},
	} {
		if _, err := profile.Parse([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.text, err, c.want)
		}
	}
	if _, err := profile.Load("cosmos"); err != nil {
		t.Error(err)
	}
	if _, err := profile.Load("nowhere"); err == nil || !strings.Contains(err.Error(), "want fabric, cosmos, or a file") {
		t.Errorf("got %v, want a hint", err)
	}
}
