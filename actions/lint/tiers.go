package lint

import (
	"sync"

	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/actions/lint/tier/chaincode"
	"github.com/tallystick/tallystick/actions/lint/tier/critic"
	"github.com/tallystick/tallystick/actions/lint/tier/staticcheck"
	"github.com/tallystick/tallystick/actions/lint/tier/vet"
	"github.com/tallystick/tallystick/internal/finding"
)

// tiers are all of them, from what everybody runs to what only chaincode
// needs. Each makes its checks once, when they are first asked for: a run needs
// them to analyse and to list its rules, and they take a millisecond to make.
var tiers = sync.OnceValue(func() []*tier.Tier {
	list := []*tier.Tier{
		vet.Tier,
		staticcheck.Tier,
		critic.Tier,
		chaincode.Tier,
	}
	for i, t := range list {
		once := *t
		once.Checks = sync.OnceValue(t.Checks)
		list[i] = &once
	}
	return list
})

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
			list = append(list, c.Rule(ruleOf(c.Name)))
		}
	}
	return list
}
