package contract

import "go/ast"

// names are the variables of a function that hold the name, and those whose
// first element is it. A chaincode may let all be called by one word, such as
// invoke, and take the name from the first parameter: outer is the word, rest
// are the variables with parameters, and inner those with the name.
type names struct {
	name, args, rest, inner map[string]bool
	outer                   *string
}

func newNames() names {
	return names{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, new(string)}
}

// assign notes variables that get the name or the arguments.
func (k names) assign(n *ast.AssignStmt) {
	left := func(i int) string {
		if i < len(n.Lhs) {
			if id, ok := n.Lhs[i].(*ast.Ident); ok {
				return id.Name
			}
		}
		return "_"
	}
	if call, ok := n.Rhs[0].(*ast.CallExpr); ok && len(n.Rhs) == 1 {
		switch called(call) {
		case "GetFunctionAndParameters":
			k.name[left(0)], k.rest[left(1)] = true, true
		case "GetStringArgs", "GetArgs":
			k.args[left(0)] = true
		}
	}
	for i, right := range n.Rhs {
		switch k.level(right) {
		case outermost:
			k.name[left(i)] = true
		case inner:
			k.inner[left(i)] = true
		}
	}
}

// level says which name an expression is, if any: a variable that holds it,
// the first of the arguments, or either in a call such as strings.ToLower.
type level int

const (
	none level = iota
	outermost
	inner
)

func (k names) level(e ast.Expr) level {
	switch e := e.(type) {
	case *ast.Ident:
		switch {
		case e.Name == "_":
		case k.name[e.Name]:
			return outermost
		case k.inner[e.Name]:
			return inner
		}
	case *ast.ParenExpr:
		return k.level(e.X)
	case *ast.IndexExpr:
		id, ok := e.X.(*ast.Ident)
		first, isLit := e.Index.(*ast.BasicLit)
		switch {
		case !ok || !isLit || first.Value != "0":
		case k.args[id.Name]:
			return outermost
		case k.rest[id.Name] && *k.outer != "":
			return inner
		}
	case *ast.CallExpr:
		if len(e.Args) == 1 {
			return k.level(e.Args[0])
		}
	}
	return none
}

func (k names) is(e ast.Expr) bool { return k.level(e) != none }

// call is the word by which all are called when e names one of them, or "".
func (k names) call(e ast.Expr) string {
	if k.level(e) == inner {
		return *k.outer
	}
	return ""
}

// pass notes what a parameter gets.
func (k names) pass(name string, e ast.Expr, known names) {
	switch known.level(e) {
	case outermost:
		k.name[name] = true
	case inner:
		k.inner[name] = true
	}
	if id, ok := e.(*ast.Ident); ok && known.args[id.Name] {
		k.args[name] = true
	}
}
