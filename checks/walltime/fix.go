package walltime

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/edit"
	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// fixes takes the transaction's time for the clock's where that is mechanical:
// time.Now() in a function that has the stub and returns an error, for a moment
// that is stored. For a moment that decides something it would be no cure.
func fixes(pass *analysis.Pass, src *flow.Source, hit *flow.Hit) []analysis.SuggestedFix {
	if src.Name != "time.Now" || hit.Manner != flow.Reaches {
		return nil
	}
	path := stub.Paths(pass, map[token.Pos]bool{src.Pos: true})[src.Pos]
	call := path.Call()
	if call == nil || !isNow(pass, call) {
		return nil
	}
	stmt, _, _ := path.Stmt()
	file := edit.File(pass, src.Pos)
	fn := path.Func()
	if stmt == nil || fn == nil || file == nil {
		return nil
	}
	from, ok := stubOf(pass, fn)
	if !ok {
		return nil
	}
	scope := pass.Pkg.Scope().Innermost(stmt.Pos())
	name, failed := free(scope, stmt.Pos())
	results, ok := stub.Zeros(pass, fn, failed)
	if !ok || name == "" {
		return nil
	}
	indent := strings.Repeat("\t", pass.Fset.Position(stmt.Pos()).Column-1)
	lines := []string{
		name + ", " + failed + " := " + from + ".GetTxTimestamp()",
		"if " + failed + " != nil {", "\treturn " + results, "}", "",
	}
	return []analysis.SuggestedFix{{
		Message: "take the transaction's time",
		TextEdits: append([]analysis.TextEdit{
			{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte(strings.Join(lines, "\n"+indent))},
			{Pos: call.Pos(), End: call.End(), NewText: []byte(name + ".AsTime()")},
		}, edit.Unused(pass, file, call)...),
	}}
}

// isNow says whether the call is written time.Now().
func isNow(pass *analysis.Pass, call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	return ok && fn.FullName() == "time.Now"
}

// stubOf is how code within fn names the stub: a parameter, or one's GetStub().
// It must have a time that AsTime reads, which shims before protobuf 1.4 lack.
func stubOf(pass *analysis.Pass, fn *ast.FuncType) (string, bool) {
	for _, field := range fn.Params.List {
		if len(field.Names) == 0 || field.Names[0].Name == "_" {
			continue
		}
		t, name := pass.TypesInfo.TypeOf(field.Type), field.Names[0].Name
		if fabric.IsStub(t) && tellsTime(t) {
			return name, true
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, pass.Pkg, "GetStub")
		if get, ok := obj.(*types.Func); ok && get.Signature().Params().Len() == 0 && get.Signature().Results().Len() == 1 {
			if s := get.Signature().Results().At(0).Type(); fabric.IsStub(s) && tellsTime(s) {
				return name + ".GetStub()", true
			}
		}
	}
	return "", false
}

func tellsTime(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "GetTxTimestamp")
	get, ok := obj.(*types.Func)
	if !ok || get.Signature().Results().Len() != 2 {
		return false
	}
	obj, _, _ = types.LookupFieldOrMethod(get.Signature().Results().At(0).Type(), true, nil, "AsTime")
	_, ok = obj.(*types.Func)
	return ok
}

// free are names for the time and the error that mean nothing else, or, for the
// error, what := may assign again. The time's is "" where there is none.
func free(scope *types.Scope, pos token.Pos) (name, failed string) {
	name, failed = "txTimestamp", "err"
	if scope == nil {
		return "", ""
	}
	if _, obj := scope.LookupParent(name, pos); obj != nil || scope.Lookup(name) != nil {
		return "", ""
	}
	if obj := scope.Lookup(failed); obj != nil && obj.Pos() >= pos {
		failed = "txErr" // the code behind declares err, and must go on to
	}
	return name, failed
}
