package mapiter

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/edit"
)

// fix ranges over sorted keys, where that is surely the same loop in another
// order: the keys can be sorted, the map is named without side effects and does
// not change in the loop. slices.Sorted is of Go 1.23.
func fix(pass *analysis.Pass, pos token.Pos) []analysis.SuggestedFix {
	file := edit.File(pass, pos)
	if file == nil || ast.IsGenerated(file) || !edit.Since(pass, file, "go1.23") {
		return nil
	}
	var edits []analysis.TextEdit
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if n.For == pos {
				edits = sortedRange(pass, file, n)
			}
		case *ast.CallExpr:
			if len(n.Args) == 1 {
				if keys, ok := n.Args[0].(*ast.CallExpr); ok && keys.Lparen == pos {
					edits = sortedKeys(pass, n, keys)
				}
			}
		}
		return edits == nil
	})
	if edits == nil {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "range over the sorted keys", TextEdits: edits}}
}

// sortedKeys makes slices.Sorted(maps.Keys(m)) of slices.Collect(maps.Keys(m)).
func sortedKeys(pass *analysis.Pass, collect, keys *ast.CallExpr) []analysis.TextEdit {
	fun, ok := collect.Fun.(*ast.SelectorExpr)
	if !ok || !is(pass, collect.Fun, "slices", "Collect") || !is(pass, keys.Fun, "maps", "Keys") ||
		len(keys.Args) != 1 || !ordered(pass.TypesInfo.TypeOf(keys.Args[0])) {
		return nil
	}
	return []analysis.TextEdit{{Pos: fun.Sel.Pos(), End: fun.Sel.End(), NewText: []byte("Sorted")}}
}

// is says whether e names the function.
func is(pass *analysis.Pass, e ast.Expr, path, name string) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == path && fn.Name() == name
}

// ordered says whether t is a map whose keys slices.Sorted sorts in a total
// order: floats have NaN.
func ordered(t types.Type) bool {
	m, ok := t.Underlying().(*types.Map)
	if !ok {
		return false
	}
	b, ok := m.Key().Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsString) != 0
}

func sortedRange(pass *analysis.Pass, file *ast.File, loop *ast.RangeStmt) []analysis.TextEdit {
	names := path(loop.X)
	line := func(pos token.Pos) int { return pass.Fset.Position(pos).Line }
	if loop.Tok != token.DEFINE || names == nil || !ordered(pass.TypesInfo.TypeOf(loop.X)) ||
		line(loop.Body.Lbrace) == line(loop.Body.Rbrace) || changes(pass, loop.Body, names) {
		return nil
	}
	key, value := name(loop.Key), name(loop.Value)
	if key == "" && value == "" || key == names[0] || value == names[0] {
		return nil
	}
	if key == "" {
		if key = unused(pass, loop); key == "" {
			return nil
		}
	}
	packages, edits, ok := edit.Imports(pass, file, loop.Body.Lbrace, "slices", "maps")
	if !ok {
		return nil
	}
	text := names[len(names)-1]
	edits = append(edits, analysis.TextEdit{
		Pos: loop.Key.Pos(), End: loop.X.End(),
		NewText: fmt.Appendf(nil, "_, %s := range %s.Sorted(%s.Keys(%s))", key, packages[0], packages[1], text),
	})
	if value != "" {
		indent := strings.Repeat("\t", pass.Fset.Position(loop.Pos()).Column)
		edits = append(edits, analysis.TextEdit{
			Pos: loop.Body.Lbrace + 1, End: loop.Body.Lbrace + 1,
			NewText: fmt.Appendf(nil, "\n%s%s := %s[%s]", indent, value, text, key),
		})
	}
	return edits
}

// name is the variable that e is, or "".
func name(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
		return id.Name
	}
	return ""
}

// path are a, a.b and a.b.c of a.b.c, or nil for what is not so simple.
func path(e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.Ident:
		return []string{e.Name}
	case *ast.SelectorExpr:
		if outer := path(e.X); outer != nil {
			return append(outer, outer[len(outer)-1]+"."+e.Sel.Name)
		}
	}
	return nil
}

// unused is a name for the key that nothing in the loop has a meaning for.
func unused(pass *analysis.Pass, loop *ast.RangeStmt) string {
	taken := map[string]bool{}
	ast.Inspect(loop, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			taken[id.Name] = true
		}
		return true
	})
	for _, name := range []string{"key", "k", "mapKey"} {
		_, obj := pass.Pkg.Scope().Innermost(loop.Pos()).LookupParent(name, loop.Pos())
		if obj == nil && !taken[name] {
			return name
		}
	}
	return ""
}

// changes says whether the body may change the map, or what its name means:
// entries that are deleted in a loop over the map are not visited.
func changes(pass *analysis.Pass, body *ast.BlockStmt, names []string) bool {
	found := false
	mentioned := func(e ast.Expr) {
		if index, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
			e = index.X
		}
		text := path(ast.Unparen(e))
		found = found || text != nil && slices.Contains(names, text[len(text)-1])
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				mentioned(lhs)
			}
			for _, rhs := range n.Rhs { // another name for it
				if _, index := ast.Unparen(rhs).(*ast.IndexExpr); !index {
					mentioned(rhs)
				}
			}
		case *ast.IncDecStmt:
			mentioned(n.X)
		case *ast.RangeStmt:
			if n.Key != nil {
				mentioned(n.Key)
			}
			if n.Value != nil {
				mentioned(n.Value)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				mentioned(n.X)
			}
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
				mentioned(sel.X)
			}
			for _, arg := range n.Args {
				if _, index := ast.Unparen(arg).(*ast.IndexExpr); !index && !measures(pass, n) {
					mentioned(arg)
				}
			}
		}
		return !found
	})
	return found
}

// measures says whether the call is len.
func measures(pass *analysis.Pass, call *ast.CallExpr) bool {
	id, ok := call.Fun.(*ast.Ident)
	if !ok {
		return false
	}
	b, ok := pass.TypesInfo.Uses[id].(*types.Builtin)
	return ok && b.Name() == "len"
}
