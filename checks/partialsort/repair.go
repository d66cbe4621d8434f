package partialsort

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/edit"
	"github.com/tallystick/tallystick/checks/internal/order"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// repair lets a comparison that has ties end in a field that tells entries
// apart, where it is written as sort.Slice(list, func(i, j int) bool { return
// list[i].F < list[j].F }) and the entries have such a field.
func repair(pass *analysis.Pass, ties *order.Sort) []analysis.SuggestedFix {
	call := stub.Paths(pass, map[token.Pos]bool{ties.Pos(): true})[ties.Pos()].Call()
	if call == nil || len(call.Args) != 2 {
		return nil
	}
	less, ok := call.Args[1].(*ast.FuncLit)
	if !ok || len(less.Body.List) != 1 {
		return nil
	}
	ret, ok := less.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return nil
	}
	cmp, ok := ret.Results[0].(*ast.BinaryExpr)
	if !ok || cmp.Op != token.LSS && cmp.Op != token.GTR {
		return nil
	}
	a, b := entry(cmp.X), entry(cmp.Y)
	if a == nil || b == nil {
		return nil
	}
	field := unique(pass, pass.TypesInfo.TypeOf(a), ties.Fields)
	if field == "" {
		return nil
	}
	text := func(n ast.Node) string { return stub.Print(pass.Fset, n) }
	indent := "\n" + edit.Indent(pass, ret.Pos())
	lines := []string{
		"if " + text(cmp.X) + " != " + text(cmp.Y) + " {", "\treturn " + text(cmp), "}",
		"return " + text(a) + "." + field + " < " + text(b) + "." + field,
	}
	change := analysis.TextEdit{Pos: ret.Pos(), End: ret.End(), NewText: []byte(strings.Join(lines, indent))}
	if line := pass.Fset.Position(less.Body.Lbrace).Line; line == pass.Fset.Position(less.Body.Rbrace).Line { // on one line
		change.Pos, change.End = less.Body.Lbrace+1, less.Body.Rbrace
		change.NewText = []byte(indent + "\t" + strings.Join(lines, indent+"\t") + indent)
	}
	return []analysis.SuggestedFix{{Message: "compare " + field + " last", TextEdits: []analysis.TextEdit{change}}}
}

// entry is the entry that a comparison's operand is a part of: list[i] of
// list[i].Price.
func entry(e ast.Expr) ast.Expr {
	sel, ok := e.(*ast.SelectorExpr)
	for ok {
		if index, isIndex := sel.X.(*ast.IndexExpr); isIndex {
			return index
		}
		sel, ok = sel.X.(*ast.SelectorExpr)
	}
	return nil
}

// unique is a field of t, or of what it points to, that by its name tells
// entries apart, and that < compares.
func unique(pass *analysis.Pass, t types.Type, compared []string) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	for f := range s.Fields() {
		b, ok := f.Type().Underlying().(*types.Basic)
		if ok && b.Info()&types.IsOrdered != 0 && b.Info()&types.IsFloat == 0 && order.Identifies(f.Name()) &&
			(f.Exported() || f.Pkg() == pass.Pkg) && !slices.Contains(compared, f.Name()) {
			return f.Name()
		}
	}
	return ""
}
