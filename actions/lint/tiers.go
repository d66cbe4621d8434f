package lint

import (
	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/actions/lint/tier/chaincode"
	"github.com/tallystick/tallystick/actions/lint/tier/critic"
	"github.com/tallystick/tallystick/actions/lint/tier/staticcheck"
	"github.com/tallystick/tallystick/actions/lint/tier/vet"
	"github.com/tallystick/tallystick/internal/finding"
)

// tiers are all of them, from what everybody runs to what only chaincode
// needs.
func tiers() []*tier.Tier {
	return []*tier.Tier{
		vet.Tier,
		staticcheck.Tier,
		critic.Tier,
		chaincode.Tier,
	}
}

// The rules that are lint's own.
const (
	ruleCompile   = "lint/compile"
	ruleDirective = "lint/ignore"
)

func ruleOf(check string) string { return "lint/" + check }

func rules() []finding.Rule {
	list := []finding.Rule{
		{ID: ruleCompile, Title: "code that does not compile"},
		{ID: ruleDirective, Title: "a comment that silences findings and is malformed or useless"},
	}
	for _, t := range tiers() {
		for _, c := range t.Checks() {
			list = append(list, finding.Rule{ID: ruleOf(c.Name), Title: c.Title, URL: c.URL})
		}
	}
	return list
}
