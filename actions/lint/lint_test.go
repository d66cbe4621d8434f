package lint_test

import (
	"testing"

	"github.com/tallystick/tallystick/actions/lint"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/internal/drivertest"
)

func TestMain(m *testing.M) { drivertest.Main(m, report.Formats, lint.Action) }

func TestScripts(t *testing.T) { drivertest.Scripts(t) }

func TestRulesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, rule := range lint.Action.Rules() {
		if seen[rule.ID] {
			t.Errorf("two rules are called %s", rule.ID)
		}
		seen[rule.ID] = true
		if rule.Title == "" {
			t.Errorf("%s has no title", rule.ID)
		}
	}
}
