package stub

import (
	"bytes"
	"go/ast"
	"go/printer"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Path is a call's syntax and what stands around it, the file first.
type Path []ast.Node

// Paths finds the calls whose left parenthesis is at one of the positions, in
// one walk over the files.
func Paths(pass *analysis.Pass, at map[token.Pos]bool) map[token.Pos]Path {
	found := map[token.Pos]Path{}
	if len(at) == 0 {
		return found
	}
	for _, file := range pass.Files {
		var stack Path
		ast.Inspect(file, func(n ast.Node) bool {
			if n == nil {
				stack = stack[:len(stack)-1]
				return true
			}
			stack = append(stack, n)
			if call, ok := n.(*ast.CallExpr); ok && at[call.Lparen] {
				found[call.Lparen] = slices.Clone(stack)
			}
			return true
		})
	}
	return found
}

// Call is the call itself.
func (p Path) Call() *ast.CallExpr {
	if len(p) == 0 {
		return nil
	}
	return p[len(p)-1].(*ast.CallExpr)
}

// Stmt is the innermost statement around the call, where it stands in a list
// of statements by itself; index is its place in the list.
func (p Path) Stmt() (stmt ast.Stmt, list []ast.Stmt, index int) {
	for i := len(p) - 1; i > 0; i-- {
		s, ok := p[i].(ast.Stmt)
		if !ok {
			continue
		}
		switch parent := p[i-1].(type) {
		case *ast.BlockStmt:
			list = parent.List
		case *ast.CaseClause:
			list = parent.Body
		default:
			return nil, nil, 0
		}
		return s, list, slices.Index(list, s)
	}
	return nil, nil, 0
}

// Func is the type of the function around the call.
func (p Path) Func() *ast.FuncType {
	for i := len(p) - 1; i >= 0; i-- {
		switch fn := p[i].(type) {
		case *ast.FuncDecl:
			return fn.Type
		case *ast.FuncLit:
			return fn.Type
		}
	}
	return nil
}

// InLoop says whether the call stands in a loop of its function.
func (p Path) InLoop() bool {
	for i := len(p) - 1; i >= 0; i-- {
		switch p[i].(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		}
	}
	return false
}

// Zeros are the results with which a function of this type can return the
// error that is named, or false where there is no plain way to write them.
func Zeros(pass *analysis.Pass, fn *ast.FuncType, err string) (string, bool) {
	if fn == nil || fn.Results == nil {
		return "", false
	}
	var list []types.Type
	for _, field := range fn.Results.List {
		for range max(1, len(field.Names)) {
			list = append(list, pass.TypesInfo.TypeOf(field.Type))
		}
	}
	last := list[len(list)-1]
	if !types.Identical(last, types.Universe.Lookup("error").Type()) {
		return "", false
	}
	text := ""
	for _, t := range list[:len(list)-1] {
		zero := zeroOf(t)
		if zero == "" {
			return "", false
		}
		text += zero + ", "
	}
	return text + err, true
}

func zeroOf(t types.Type) string {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return ""
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Interface, *types.Signature, *types.Chan:
		return "nil"
	case *types.Basic:
		switch {
		case u.Info()&types.IsString != 0:
			return `""`
		case u.Info()&types.IsNumeric != 0:
			return "0"
		case u.Info()&types.IsBoolean != 0:
			return "false"
		}
	}
	return ""
}

// Print is the source of a piece of syntax.
func Print(fset *token.FileSet, n ast.Node) string {
	var b bytes.Buffer
	if err := printer.Fprint(&b, fset, n); err != nil {
		return ""
	}
	return b.String()
}
