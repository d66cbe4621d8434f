package contract

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
)

// counts are the numbers of arguments that len(x) is compared with, in the
// body or one call away; where it is compared with none, as many as are used by
// index.
func (d *dispatcher) counts(body []ast.Stmt) []int {
	if list := d.look(body, lengths); len(list) > 0 {
		return list
	}
	if list := d.look(body, index); len(list) > 0 {
		return list[len(list)-1:]
	}
	return nil
}

// look are the numbers that a reader finds, from the least.
func (d *dispatcher) look(body []ast.Stmt, read func(ast.Node) []int) []int {
	var list []int
	look := func(n ast.Node) bool {
		list = append(list, read(n)...)
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
func lengths(node ast.Node) []int {
	b, ok := node.(*ast.BinaryExpr)
	if !ok {
		return nil
	}
	call, ok := b.X.(*ast.CallExpr)
	if !ok || called(call) != "len" || len(call.Args) != 1 || !arguments(call.Args[0]) {
		return nil
	}
	n, ok := small(b.Y)
	if !ok {
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

// index reads args[2], which takes three arguments.
func index(node ast.Node) []int {
	e, ok := node.(*ast.IndexExpr)
	if !ok || !arguments(e.X) {
		return nil
	}
	n, ok := small(e.Index)
	if !ok {
		return nil
	}
	return []int{n + 1}
}

// arguments knows args, params and the like: other lists say nothing about
// arguments.
func arguments(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && slices.Contains([]string{"args", "params", "parameters", "arguments", "argv"}, id.Name)
}

// small is a number of arguments that there may be.
func small(e ast.Expr) (int, bool) {
	literal, ok := e.(*ast.BasicLit)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(literal.Value)
	return n, err == nil && n >= 0 && n <= 100
}
