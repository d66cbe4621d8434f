package lint

import (
	"cmp"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/checks"
)

// TestIdentityKnowsItsModules holds the list against what is linked where
// findings are made.
func TestIdentityKnowsItsModules(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}",
		"./directive", "./engine", "./tier/...", "../../checks").Output()
	if err != nil {
		t.Fatal(err)
	}
	linked := strings.Fields(string(out))
	for _, path := range linked {
		// Inputs are declared with it, and nothing is found.
		if path != "github.com/spf13/pflag" && !slices.Contains(analysing, path) {
			t.Errorf("%s is linked into tiers or checks: add it to the list", path)
		}
	}
	for _, path := range analysing {
		if !slices.Contains(linked, path) {
			t.Errorf("%s is on the list and not linked", path)
		}
	}
}

// TestIdentityKnowsItsCode holds what is embedded against our own packages.
func TestIdentityKnowsItsCode(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if .Main}}{{$.ImportPath}}{{end}}{{end}}",
		"./directive", "./engine", "./tier/...", "../../checks").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range strings.Fields(string(out)) {
		rel := strings.TrimPrefix(path, "github.com/tallystick/tallystick/")
		switch {
		case strings.HasPrefix(rel, "internal/"): // messages, processes and records
		case strings.HasPrefix(rel, "checks"):
			files, err := checks.Source.ReadDir(cmp.Or(strings.TrimPrefix(strings.TrimPrefix(rel, "checks"), "/"), "."))
			if err != nil || len(files) == 0 {
				t.Errorf("%s is not in checks.Source: %v", rel, err)
			}
		default:
			if files, err := source.ReadDir(strings.TrimPrefix(rel, "actions/lint/")); err != nil || len(files) == 0 {
				t.Errorf("%s is not embedded: %v", rel, err)
			}
		}
	}
}
