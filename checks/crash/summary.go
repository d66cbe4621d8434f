package crash

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// behaviour is what callers in other packages must know of a function.
type behaviour struct {
	// Needs are the lists that it indexes without a check.
	Needs []demand
	// Ends is what in it ends the process, and where: "panic at x.go:7".
	Ends   string
	Panics bool
	// Recovers says that it stops a panic when it is deferred.
	Recovers bool
}

// demand says that a parameter (the receiver counts), or its part at Path, must
// have N elements. Negative numbers stand for the client's arguments.
type demand struct {
	Param int
	Path  string
	N     int
	Text  string // args[2]
	Place string // store.go:71
}

// AFact marks behaviour as a fact of go/analysis.
func (*behaviour) AFact() {}

// most needs that one function tells its callers.
const mostNeeds = 16

// note keeps a want of fn's own parameters for other packages.
func (f *finder) note(fn *ssa.Function, param int, path string, n int, w *want) {
	if param <= firstFree || fn.Object() == nil || len(f.needs[fn]) >= mostNeeds {
		return
	}
	text, place := w.text, w.place
	if place == "" {
		pos := report.Place(w.at)
		text, place = f.text(pos), f.p.At(pos)
	}
	need := demand{param, path, n, text, place}
	same := func(old demand) bool { return old.Param == param && old.Path == path && old.N >= n }
	if !slices.ContainsFunc(f.needs[fn], same) {
		f.needs[fn] = append(f.needs[fn], need)
	}
}

// export tells other packages of the functions that they may call.
func (f *finder) export() {
	if f.pass.Pkg.Name() == "main" {
		return // nobody imports it
	}
	for _, fn := range f.p.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || f.entries[fn] == flow.Certain || !obj.Exported() || obj.Pkg() != f.pass.Pkg || fn.Synthetic != "" {
			continue
		}
		summary := behaviour{Needs: f.needs[fn]}
		if !f.reached[fn] && !f.recovers(fn) {
			summary.Ends, summary.Panics = f.firstEnd(fn)
		}
		summary.Recovers = callsRecover(fn)
		if len(summary.Needs) > 0 || summary.Ends != "" || summary.Recovers {
			f.pass.ExportObjectFact(obj, &summary)
		}
	}
}

// firstEnd is the first thing in fn that ends the process.
func (f *finder) firstEnd(fn *ssa.Function) (string, bool) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if what, panics := f.ending(instr); what != "" && (!panics || onError(b)) {
				return what + " at " + f.p.At(report.Place(instr)), panics
			}
		}
	}
	return "", false
}

// onError says whether control comes to b always, or because of an error: such
// functions pass a failure on. Other panics are about the callers' mistakes.
func onError(b *ssa.BasicBlock) bool {
	cond, truth := nearest(b)
	if cond == nil {
		return true
	}
	cmp, ok := cond.(*ssa.BinOp)
	return ok && (cmp.Op == token.NEQ) == truth && (isNil(cmp.X) && isError(cmp.Y.Type()) || isNil(cmp.Y) && isError(cmp.X.Type()))
}

// outside tells of the functions of a package without chaincode which recover,
// and of those which end the process. Of other modules the latter are left
// out: they document their panics.
func outside(pass *analysis.Pass) {
	if flow.Standard(pass.Pkg.Path()) {
		return
	}
	ours := pass.Module == nil || pass.Module.Version == ""
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil || !fn.Name.IsExported() {
				continue
			}
			obj, ok := pass.TypesInfo.Defs[fn.Name].(*types.Func)
			if !ok {
				continue
			}
			summary := endOf(pass, fn.Body)
			if !ours {
				summary.Ends = ""
			}
			if summary.Ends != "" || summary.Recovers {
				pass.ExportObjectFact(obj, &summary)
			}
		}
	}
}

// endOf is the first call in body that ends the process, unless the function
// recovers.
func endOf(pass *analysis.Pass, body *ast.BlockStmt) behaviour {
	var s behaviour
	var above []ast.Node
	safe := false
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil {
			above = above[:len(above)-1]
			return true
		}
		above = append(above, n)
		switch n := n.(type) {
		case *ast.FuncLit:
			above = above[:len(above)-1] // it is not popped
			return false
		case *ast.DeferStmt:
			safe = safe || defersRecover(pass, n)
		case *ast.CallExpr:
			name, panics := endingCall(pass, n)
			switch {
			case name == "recover":
				s.Recovers = true
			case name != "" && s.Ends == "" && (!panics || forError(pass, above)):
				s.Ends, s.Panics = name+" at "+at(pass, n), panics
			}
		}
		return true
	})
	if safe && s.Panics || s.Recovers {
		s.Ends = ""
	}
	return s
}

// forError is onError for the syntax: above are the nodes around the panic.
func forError(pass *analysis.Pass, above []ast.Node) bool {
	for i := len(above) - 1; i >= 0; i-- {
		switch n := above[i].(type) {
		case *ast.IfStmt:
			cmp, ok := n.Cond.(*ast.BinaryExpr)
			return ok && cmp.Op == token.NEQ && isError(pass.TypesInfo.TypeOf(cmp.X)) && i+1 < len(above) && above[i+1] == n.Body
		case *ast.CaseClause, *ast.CommClause, *ast.ForStmt, *ast.RangeStmt:
			return false
		}
	}
	return true
}

func endingCall(pass *analysis.Pass, call *ast.CallExpr) (string, bool) {
	switch obj := typeutil.Callee(pass.TypesInfo, call).(type) {
	case *types.Builtin:
		if obj.Name() == "panic" || obj.Name() == "recover" {
			return obj.Name(), true
		}
	case *types.Func:
		if obj.Pkg() != nil {
			return fatal(obj)
		}
	}
	return "", false
}

// defersRecover says whether a deferred call is a literal that recovers, or
// sounds like it.
func defersRecover(pass *analysis.Pass, d *ast.DeferStmt) bool {
	found := false
	ast.Inspect(d.Call, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			_, builtin := pass.TypesInfo.Uses[id].(*types.Builtin)
			found = found || builtin && id.Name == "recover" || soundsSafe(id.Name)
		}
		return true
	})
	return found
}
