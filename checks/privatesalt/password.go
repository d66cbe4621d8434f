package privatesalt

import (
	"go/ast"
	"go/types"
	"regexp"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/contract"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// password fits the names of what nobody else should know.
var password = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(\w*password|passwd|\w*pwd|passphrase|pin(code)?|secret(key)?|private_?key|mnemonic|seed_?phrase)$`)
})

// passwords reports arguments of transactions that are named like a password.
func passwords(pass *analysis.Pass, p *flow.Package, contracts []*contract.Contract) []analysis.Diagnostic {
	var list []analysis.Diagnostic
	add := func(at ast.Node, name string) {
		list = append(list, report.Diagnostic{
			Pos: at.Pos(), Severity: report.Notice,
			Message: "argument " + name + " looks like a secret: arguments stand in the transaction, for every peer and orderer of the channel to read",
			Hint:    "send it in the transient map: ctx.GetStub().GetTransient(), or let the client's certificate tell who it is",
		}.Analysis())
	}
	transactions := map[*types.Func]bool{}
	for _, c := range contracts {
		for _, m := range c.Methods {
			transactions[m] = !c.Ignored.Has(m.Name()) && !c.Evaluated.Has(m.Name())
		}
	}
	for _, fn := range p.Funcs {
		decl, ok := fn.Syntax().(*ast.FuncDecl)
		if !ok || !p.Reached(fn) {
			continue
		}
		obj, _ := fn.Object().(*types.Func)
		if transactions[obj] {
			for _, field := range decl.Type.Params.List {
				for _, name := range field.Names {
					if password().MatchString(name.Name) && plain(pass.TypesInfo.TypeOf(field.Type)) {
						add(name, name.Name)
					}
				}
			}
			continue
		}
		for name, at := range taken(pass, p, decl) {
			add(at, name)
		}
	}
	return list
}

// plain says whether a t can be a password.
func plain(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean == 0
}

// taken yields the variables that a handler of the shim takes out of its
// arguments: password := args[1].
func taken(pass *analysis.Pass, p *flow.Package, decl *ast.FuncDecl) func(func(string, ast.Node) bool) {
	return func(yield func(string, ast.Node) bool) {
		carries := false
		for _, field := range decl.Type.Params.List {
			carries = carries || p.CarriesStub(pass.TypesInfo.TypeOf(field.Type))
		}
		if !carries {
			return
		}
		ast.Inspect(decl.Body, func(n ast.Node) bool {
			assign, ok := n.(*ast.AssignStmt)
			if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
				return true
			}
			name, ok := assign.Lhs[0].(*ast.Ident)
			return !ok || !password().MatchString(name.Name) || !ofArgs(assign.Rhs[0]) || yield(name.Name, name)
		})
	}
}

// ofArgs says whether e is an element of what handlers call their arguments,
// perhaps converted.
func ofArgs(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		return len(e.Args) == 1 && ofArgs(e.Args[0])
	case *ast.IndexExpr:
		id, ok := e.X.(*ast.Ident)
		return ok && (id.Name == "args" || id.Name == "params" || id.Name == "parameters")
	}
	return false
}
