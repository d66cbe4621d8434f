package droppederr

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/stub"
)

// repair checks the error and returns it, where the call is a statement by
// itself and the function around it ends its results with an error.
func repair(pass *analysis.Pass, f finding, path stub.Path) *analysis.SuggestedFix {
	if _, ok := f.site.(*ssa.Call); !ok || f.look != stub.Dropped || len(path) < 2 {
		return nil
	}
	if !types.Identical(lastResult(f.site), types.Universe.Lookup("error").Type()) {
		return nil
	}
	zeros, ok := stub.Zeros(pass, path.Func(), "err")
	stmt, _, _ := path.Stmt()
	if !ok || stmt == nil || path[len(path)-2] != stmt {
		return nil
	}
	indent := strings.Repeat("\t", pass.Fset.Position(stmt.Pos()).Column-1)
	guard := " {\n" + indent + "\treturn " + zeros + "\n" + indent + "}"
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		if f.site.Common().Signature().Results().Len() == 1 {
			return edit(s.Pos(), s.Pos(), "if err := ", s.End(), s.End(), "; err != nil"+guard)
		}
	case *ast.AssignStmt:
		blank := s.Lhs[len(s.Lhs)-1]
		if id, ok := blank.(*ast.Ident); !ok || id.Name != "_" || len(s.Rhs) != 1 {
			return nil
		}
		if len(s.Lhs) == 1 {
			return edit(s.Pos(), s.Rhs[0].Pos(), "if err := ", s.End(), s.End(), "; err != nil"+guard)
		}
		if s.Tok == token.DEFINE && free(pass, s) {
			return edit(blank.Pos(), blank.End(), "err", s.End(), s.End(), "\n"+indent+"if err != nil"+guard)
		}
	}
	return nil
}

func lastResult(site ssa.CallInstruction) types.Type {
	results := site.Common().Signature().Results()
	return results.At(results.Len() - 1).Type()
}

func edit(from, to token.Pos, text string, from2, to2 token.Pos, text2 string) *analysis.SuggestedFix {
	return &analysis.SuggestedFix{
		Message: "check the error and return it",
		TextEdits: []analysis.TextEdit{
			{Pos: from, End: to, NewText: []byte(text)},
			{Pos: from2, End: to2, NewText: []byte(text2)},
		},
	}
}

// free says whether the statement can define err without changing what err
// means to the statements behind it.
func free(pass *analysis.Pass, s *ast.AssignStmt) bool {
	id, ok := s.Lhs[0].(*ast.Ident)
	if !ok || pass.TypesInfo.Defs[id] == nil {
		return false
	}
	scope := pass.TypesInfo.Defs[id].Parent()
	if scope == nil {
		return false
	}
	if own := scope.Lookup("err"); own != nil {
		return own.Pos() < s.Pos() && types.Identical(own.Type(), types.Universe.Lookup("error").Type())
	}
	_, outer := scope.LookupParent("err", token.NoPos)
	return outer == nil
}
