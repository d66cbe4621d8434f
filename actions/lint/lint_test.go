package lint_test

import (
	"testing"

	"github.com/tallystick/tallystick/actions/lint"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/internal/drivertest"
)

func TestMain(m *testing.M) { drivertest.Main(m, report.Formats, lint.Action) }

func TestScripts(t *testing.T) { drivertest.Scripts(t) }

// Names of rules, and the words for many at once, are told apart.
func TestRulesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, word := range []string{"all", "vet", "govet", "staticcheck", "gosimple", "stylecheck", "unused", "critic", "gocritic", "chaincode"} {
		seen["lint/"+word] = true
	}
	for _, rule := range lint.Action.Rules() {
		if seen[rule.ID] {
			t.Errorf("two rules, or a rule and a group of them, are called %s", rule.ID)
		}
		seen[rule.ID] = true
		if rule.Title == "" {
			t.Errorf("%s has no title", rule.ID)
		}
	}
}
