package randseed

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

const cure = "draw from a source of the transaction's own, rng := rand.New(rand.NewSource(seed)), with a seed that all endorsers share"

// diagnose puts a seed of the global source into words. What draws from it is
// what goes wrong.
func diagnose(pass *analysis.Pass, p *flow.Package, seed *ssa.Call, draws []ssa.CallInstruction) analysis.Diagnostic {
	d := report.Diagnostic{Pos: seed.Pos(), Severity: report.Warning, Hint: cure}
	drawn := ""
	for _, at := range draws {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: at.Pos(), Message: "draws from the global source"})
		if drawn == "" || at.Parent() == seed.Parent() && draws[0].Parent() != seed.Parent() {
			drawn = "rand." + global(at.Common()) + " at " + p.At(at.Pos())
		}
		if at.Parent() == seed.Parent() {
			break
		}
	}
	since, nop := ignored(pass)
	switch {
	case nop && drawn != "":
		d.Severity = report.Error
		d.Message = "rand.Seed does nothing " + since + ": " + drawn + " draws another number on each endorser"
	case nop:
		d.Message = "rand.Seed does nothing " + since
	case drawn != "":
		d.Message = "rand.Seed seeds one source for all transactions: " + drawn + " may draw what another transaction seeded or left"
		d.Hint += "; from go 1.24 in go.mod on, rand.Seed does nothing at all"
	default:
		d.Message = "rand.Seed seeds one source for all transactions, which run at once"
	}
	if drawn != "" {
		d.Fixes = fix(pass, seed)
	}
	return d.Analysis()
}

// variable puts a seed of a package variable's source into words.
func variable(seed *ssa.Call, g *ssa.Global) analysis.Diagnostic {
	return report.Diagnostic{
		Pos: seed.Pos(), Severity: report.Warning, Hint: cure,
		Message: "the package variable " + g.Name() + " is one source for all transactions, and Seed seeds it while others draw",
	}.Analysis()
}
