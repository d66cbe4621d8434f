package crash

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/tallystick/tallystick/checks/internal/edit"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// commaOK makes v := x.(T), in a function that returns an error, the two-valued
// form with a check behind it.
func commaOK(pass *analysis.Pass, lparen token.Pos) []analysis.SuggestedFix {
	file := edit.File(pass, lparen)
	if file == nil {
		return nil
	}
	path, _ := astutil.PathEnclosingInterval(file, lparen, lparen+1)
	assign, fn := assignment(path, lparen)
	if assign == nil || fn == nil {
		return nil
	}
	assert := assign.Rhs[0].(*ast.TypeAssertExpr)
	scope := pass.Pkg.Scope().Innermost(assign.Pos())
	names, edits, ok := edit.Imports(pass, file, assign.Pos(), "fmt")
	if scope == nil || !ok || later(scope, "ok", assign.Pos()) {
		return nil
	}
	want := types.TypeString(pass.TypesInfo.TypeOf(assert.Type), types.RelativeTo(pass.Pkg))
	results, ok := stub.Zeros(pass, fn, names[0]+`.Errorf("got %T, want `+want+`", `+stub.Print(pass.Fset, assert.X)+")")
	if !ok || strings.ContainsAny(want, "%\"\\") {
		return nil
	}
	indent := "\n" + edit.Indent(pass, assign.Pos())
	return []analysis.SuggestedFix{{Message: "check the type", TextEdits: append(edits,
		analysis.TextEdit{Pos: assign.Lhs[0].End(), End: assign.Lhs[0].End(), NewText: []byte(", ok")},
		analysis.TextEdit{Pos: assign.End(), End: assign.End(), NewText: []byte(indent + "if !ok {" + indent + "\treturn " + results + indent + "}")},
	)}}
}

// assignment is the statement v := x.(T) at the top of the path, in a list of
// statements, and the function around it.
func assignment(path []ast.Node, lparen token.Pos) (assign *ast.AssignStmt, fn *ast.FuncType) {
	for i, n := range path {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if assign != nil || i+1 == len(path) || n.Tok != token.DEFINE || len(n.Lhs) != 1 || len(n.Rhs) != 1 {
				return nil, nil
			}
			assert, ok := n.Rhs[0].(*ast.TypeAssertExpr)
			if _, block := path[i+1].(*ast.BlockStmt); !ok || !block || assert.Lparen != lparen || calls(assert.X) {
				return nil, nil
			}
			assign = n
		case *ast.FuncLit:
			return assign, n.Type
		case *ast.FuncDecl:
			return assign, n.Type
		}
	}
	return nil, nil
}

// calls says whether e calls something: it is not written twice.
func calls(e ast.Expr) (found bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		_, call := n.(*ast.CallExpr)
		found = found || call
		return !found
	})
	return found
}

// later says whether the scope declares the name behind pos.
func later(scope *types.Scope, name string, pos token.Pos) bool {
	obj := scope.Lookup(name)
	return obj != nil && obj.Pos() >= pos
}
