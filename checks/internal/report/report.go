// Package report gives the checks one way to say what they found: severity,
// message and cure as the lint action reads them from an analysis.Diagnostic.
//
// It promises that a message is one line, with the hint on the next.
package report

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// The severities, in the words of internal/finding; a diagnostic carries them
// as its category.
const (
	Error   = "error"
	Warning = "warning"
	Notice  = "notice"
)

// Diagnostic is one finding of a check.
type Diagnostic struct {
	Pos      token.Pos
	Severity string
	// Message is lower case and without a period. Hint is the cure, or empty.
	Message, Hint string
	Related       []analysis.RelatedInformation
	Fixes         []analysis.SuggestedFix
}

// Analysis is the diagnostic as go/analysis passes it on.
func (d Diagnostic) Analysis() analysis.Diagnostic {
	message := d.Message
	if d.Hint != "" {
		message += "\nhint: " + d.Hint
	}
	return analysis.Diagnostic{Pos: d.Pos, Category: d.Severity, Message: message, Related: d.Related, SuggestedFixes: d.Fixes}
}

// Place is where instr stands in the source, or the nearest place that it has
// one for.
func Place(instr ssa.Instruction) token.Pos {
	if instr.Pos().IsValid() {
		return instr.Pos()
	}
	if ret, ok := instr.(*ssa.Return); ok {
		return End(ret)
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil && (*op).Pos().IsValid() && (*op).Parent() == instr.Parent() {
			return (*op).Pos()
		}
	}
	return instr.Parent().Pos()
}

// End is where ret leaves its function: the return statement, or the closing
// brace for the return that nobody writes and for the one behind a recover.
func End(ret *ssa.Return) token.Pos {
	if ret.Pos().IsValid() {
		return ret.Pos()
	}
	if syntax := ret.Parent().Syntax(); syntax != nil && syntax.End().IsValid() {
		return syntax.End() - 1
	}
	return ret.Parent().Pos()
}

// All reports the diagnostics in their order, one for those that say the same
// of the same line.
func All(pass *analysis.Pass, list []analysis.Diagnostic) {
	type saying struct {
		file    string
		line    int
		message string
	}
	said := map[saying]bool{}
	for _, d := range list {
		at := pass.Fset.Position(d.Pos)
		if key := (saying{at.Filename, at.Line, d.Message}); !said[key] {
			said[key] = true
			pass.Report(d)
		}
	}
}
