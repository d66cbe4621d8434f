package contract

import (
	"go/ast"
	"go/token"
	"slices"
)

// maxLiterals is how many strings of a function are kept.
const maxLiterals = 32

// literals are the strings that a function compares something with: what an
// argument may be that names an operation or a status.
func (s *Source) literals(f *ast.FuncDecl) (list []string) {
	if f.Body == nil {
		return nil
	}
	add := func(e ast.Expr) {
		text, ok := s.text(e)
		if ok && text != "" && len(text) <= maxName && len(list) < maxLiterals && !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				add(n.X)
				add(n.Y)
			}
		case *ast.CallExpr:
			if slices.Contains([]string{"Contains", "HasPrefix", "HasSuffix", "EqualFold"}, called(n)) && len(n.Args) == 2 {
				add(n.Args[1])
			}
		case *ast.CaseClause:
			for _, e := range n.List {
				add(e)
			}
		}
		return true
	})
	return list
}
