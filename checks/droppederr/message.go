package droppederr

import (
	"go/ast"
	"go/constant"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

func diagnose(pass *analysis.Pass, p *flow.Package, f finding, path stub.Path) analysis.Diagnostic {
	d := report.Diagnostic{Pos: f.site.Pos(), Severity: severity(f), Hint: hint(f)}
	what := "error of " + f.err.Method
	if f.helper != "" {
		what = "error of " + f.helper + ", which passes on that of " + f.err.Method + " at " + f.err.At + ","
		if f.err.Pos.IsValid() {
			d.Related = []analysis.RelatedInformation{{Pos: f.err.Pos, Message: "the error arises here"}}
		}
	}
	d.Message = what + manner(f, path)
	if fix := repair(pass, f, path); fix != nil {
		d.Fixes = []analysis.SuggestedFix{*fix}
	}
	return d.Analysis()
}

// manner is how the error is lost.
func manner(f finding, path stub.Path) string {
	switch f.site.(type) {
	case *ssa.Defer:
		return " is discarded by defer"
	case *ssa.Go:
		return " is discarded by go"
	}
	if f.look == stub.Rounds {
		return " is overwritten by the next round of the loop before it is looked at"
	}
	if name := assigned(path); name != "" {
		return " is assigned to " + name + " and never looked at"
	}
	return " is discarded"
}

// assigned is the variable that takes the error, or "".
func assigned(path stub.Path) string {
	if len(path) < 2 {
		return ""
	}
	var last ast.Expr
	switch s := path[len(path)-2].(type) {
	case *ast.AssignStmt:
		if len(s.Rhs) == 1 {
			last = s.Lhs[len(s.Lhs)-1]
		}
	case *ast.ValueSpec:
		if len(s.Values) == 1 {
			last = s.Names[len(s.Names)-1]
		}
	}
	if id, ok := last.(*ast.Ident); ok && id.Name != "_" {
		return id.Name
	}
	return ""
}

// severity: a lost write is certain damage; a read or query that failed on one
// peer only may be. What cannot fail as the shim is written, or what no
// transaction that is ordered comes to, is a notice.
func severity(f finding) string {
	if !f.reached {
		return report.Notice
	}
	switch f.err.Kind {
	case stub.Write, stub.Batch, stub.Assert:
		if f.helper != "" && f.err.Mixed {
			return report.Warning
		}
		return report.Error
	case stub.Timestamp:
		return report.Notice // newChaincodeStub parsed the same header before
	case stub.Event:
		if f.helper == "" && named(f.site) {
			return report.Notice
		}
	}
	return report.Warning
}

// named says whether the event's name is a constant that is not empty: only an
// empty one makes SetEvent fail.
func named(site ssa.CallInstruction) bool {
	args := stub.Args(site.Common())
	if len(args) == 0 {
		return false
	}
	c, ok := args[0].(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.String && constant.StringVal(c.Value) != ""
}

func hint(f finding) string {
	switch f.err.Kind {
	case stub.Write:
		return "return it: a write that failed is missing from the write set while the client is told that all went well"
	case stub.Batch:
		return "return it: the peer says only here that a write since StartWriteBatch failed, and the client is told that all went well"
	case stub.Read:
		return "return it: a peer whose read failed goes on with nil, as if the key did not exist, and signs another result than the others"
	case stub.Range:
		return "return it: a peer whose query failed goes on without an iterator or entry, and a nil dereference ends the process"
	case stub.Event:
		return "return it: an event with an empty name is not set, and listeners never hear of the transaction"
	case stub.Key:
		return "return it: an argument that is not UTF-8 or holds U+0000 gives the empty key, which PutState refuses and GetState does not find"
	case stub.Timestamp:
		return "return it: the timestamp is nil when it fails, and reading its fields ends the process"
	case stub.Assert:
		return "return it: the error is the refusal, so that every client passes"
	}
	return ""
}
