package contract

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
)

// counts are the numbers of arguments that len(x) is compared with, in the
// body or one call away.
func (d *dispatcher) counts(body []ast.Stmt) []int {
	var list []int
	look := func(n ast.Node) bool {
		if b, ok := n.(*ast.BinaryExpr); ok {
			list = append(list, lengths(b)...)
		}
		return true
	}
	for _, statement := range body {
		ast.Inspect(statement, look)
	}
	for _, statement := range body {
		ast.Inspect(statement, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && len(list) == 0 {
				for _, f := range d.source.functions[called(call)] {
					if f.Body != nil {
						ast.Inspect(f.Body, look)
					}
				}
			}
			return true
		})
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// lengths reads a refusal such as len(args) != 2 or len(args) < 2.
func lengths(b *ast.BinaryExpr) []int {
	call, ok := b.X.(*ast.CallExpr)
	if !ok || called(call) != "len" || len(call.Args) != 1 {
		return nil
	}
	// Args, params and the like: other lengths say nothing about arguments.
	if id, ok := call.Args[0].(*ast.Ident); !ok || !slices.Contains([]string{"args", "params", "parameters", "arguments", "argv"}, id.Name) {
		return nil
	}
	literal, ok := b.Y.(*ast.BasicLit)
	if !ok {
		return nil
	}
	n, err := strconv.Atoi(literal.Value)
	if err != nil || n < 0 || n > 100 {
		return nil
	}
	switch b.Op {
	case token.NEQ, token.LSS, token.GTR:
		return []int{n}
	case token.LEQ:
		return []int{n + 1}
	case token.EQL: // either refuses so many, or takes them
		return []int{n, n + 1}
	}
	return nil
}
