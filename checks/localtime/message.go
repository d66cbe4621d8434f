package localtime

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// diagnose puts a hit into words.
func diagnose(pass *analysis.Pass, p *flow.Package, at *place, hit *flow.Hit) analysis.Diagnostic {
	d := report.Diagnostic{Pos: at.source.Pos, Severity: report.Warning, Related: hit.Related()}
	verb := " reaches "
	if hit.Manner == flow.Decides {
		verb = " decides "
	}
	d.Message = at.name + " takes the process's own time zone, which" + verb + hit.Name
	if where := p.PlaceOfSink(hit.Sink); where != "" {
		d.Message += " at " + where
	}
	d.Message += hit.Through()
	const why = ": containers that a peer starts are in UTC, a chaincode service is where its operator says"
	if at.kind == moment {
		d.Hint = "give it time.UTC in place of time.Local" + why
	} else {
		d.Hint = "call UTC() on it" + why
	}
	if hit.Class == fabric.Response {
		d.Severity = report.Notice
	}
	if fix, ok := inUTC(pass, at); ok {
		d.Fixes = []analysis.SuggestedFix{fix}
	}
	return d.Analysis()
}

// inUTC puts .UTC() behind time.Unix and its like: the moment stays the same.
func inUTC(pass *analysis.Pass, at *place) (analysis.SuggestedFix, bool) {
	if !strings.HasPrefix(at.name, "time.Unix") {
		return analysis.SuggestedFix{}, false
	}
	end := token.NoPos
	for _, file := range pass.Files {
		if file.FileStart > at.site.Pos() || at.site.Pos() >= file.FileEnd {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && call.Lparen == at.site.Pos() {
				end = call.End()
			}
			return end == token.NoPos && n != nil && n.Pos() <= at.site.Pos() && at.site.Pos() < n.End()
		})
	}
	if end == token.NoPos {
		return analysis.SuggestedFix{}, false
	}
	return analysis.SuggestedFix{
		Message:   "read it in UTC",
		TextEdits: []analysis.TextEdit{{Pos: end, End: end, NewText: []byte(".UTC()")}},
	}, true
}
