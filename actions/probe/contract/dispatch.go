package contract

import (
	"go/ast"
	"go/token"
	"strconv"
)

// dispatch reads the functions of a chaincode on the bare shim: it follows
// the name that GetFunctionAndParameters, GetStringArgs or GetArgs gave from
// Invoke on, through calls within the module, to where it is compared.
func (s *Source) dispatch() {
	d := &dispatcher{source: s, seen: map[*ast.FuncDecl]bool{}, found: map[string]bool{}}
	for _, f := range s.functions["Invoke"] {
		if f.Recv != nil && f.Body != nil && len(f.Type.Params.List) == 1 {
			d.function(f, names{})
		}
	}
}

type dispatcher struct {
	source *Source
	seen   map[*ast.FuncDecl]bool
	found  map[string]bool
}

// names are the variables of a function that hold the name, and those whose
// first element is it.
type names struct{ name, args map[string]bool }

func (d *dispatcher) function(f *ast.FuncDecl, known names) {
	if d.seen[f] || f.Body == nil {
		return
	}
	d.seen[f] = true
	if known.name == nil {
		known = names{map[string]bool{}, map[string]bool{}}
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			known.assign(n)
		case *ast.SwitchStmt:
			d.cases(n, known)
		case *ast.IfStmt:
			d.compare(n, known)
		case *ast.IndexExpr:
			if known.is(n.Index) {
				d.table(n.X, f)
			}
		case *ast.CallExpr:
			d.follow(n, known)
		}
		return true
	})
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
			k.name[left(0)] = true
		case "GetStringArgs", "GetArgs":
			k.args[left(0)] = true
		}
	}
	for i, right := range n.Rhs {
		if k.is(right) {
			k.name[left(i)] = true
		}
	}
}

// is says whether an expression is the name: a variable that holds it, the
// first of the arguments, or either in a call such as strings.ToLower.
func (k names) is(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name != "_" && k.name[e.Name]
	case *ast.ParenExpr:
		return k.is(e.X)
	case *ast.IndexExpr:
		id, ok := e.X.(*ast.Ident)
		first, isLit := e.Index.(*ast.BasicLit)
		return ok && isLit && k.args[id.Name] && first.Value == "0"
	case *ast.CallExpr:
		return len(e.Args) == 1 && k.is(e.Args[0])
	}
	return false
}

func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// cases reads switch name { case "a": } and switch { case name == "a": }.
func (d *dispatcher) cases(n *ast.SwitchStmt, known names) {
	if init, ok := n.Init.(*ast.AssignStmt); ok {
		known.assign(init)
	}
	for _, clause := range n.Body.List {
		c := clause.(*ast.CaseClause)
		for _, e := range c.List {
			if n.Tag == nil {
				d.equal(e, c, c.Body, known)
			} else if known.is(n.Tag) {
				d.add(e, c, c.Body)
			}
		}
	}
}

func (d *dispatcher) compare(n *ast.IfStmt, known names) {
	if init, ok := n.Init.(*ast.AssignStmt); ok {
		known.assign(init)
	}
	d.equal(n.Cond, n, n.Body.List, known)
}

// equal reads name == "a", and several of them with || between.
func (d *dispatcher) equal(e ast.Expr, at ast.Node, body []ast.Stmt, known names) {
	b, ok := e.(*ast.BinaryExpr)
	switch {
	case !ok:
	case b.Op == token.LOR || b.Op == token.LAND:
		d.equal(b.X, at, body, known)
		d.equal(b.Y, at, body, known)
	case b.Op != token.EQL:
	case known.is(b.X):
		d.add(b.Y, at, body)
	case known.is(b.Y):
		d.add(b.X, at, body)
	}
}

// table reads a map from names to functions.
func (d *dispatcher) table(e ast.Expr, in *ast.FuncDecl) {
	id, ok := e.(*ast.Ident)
	if !ok {
		return
	}
	literal := d.source.tables[id.Name]
	ast.Inspect(in.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == 1 && len(a.Rhs) == 1 {
			if left, ok := a.Lhs[0].(*ast.Ident); ok && left.Name == id.Name {
				if table, ok := a.Rhs[0].(*ast.CompositeLit); ok {
					literal = table
				}
			}
		}
		return true
	})
	if literal == nil {
		return
	}
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			d.add(pair.Key, pair, []ast.Stmt{&ast.ExprStmt{X: &ast.CallExpr{Fun: pair.Value}}})
		}
	}
}

// follow goes into functions of the module that get the name.
func (d *dispatcher) follow(call *ast.CallExpr, known names) {
	for _, f := range d.source.functions[called(call)] {
		inner := names{map[string]bool{}, map[string]bool{}}
		i := 0
		for _, field := range f.Type.Params.List {
			for _, name := range field.Names {
				if i < len(call.Args) {
					id, isIdent := call.Args[i].(*ast.Ident)
					inner.name[name.Name] = known.is(call.Args[i])
					inner.args[name.Name] = isIdent && known.args[id.Name]
				}
				i++
			}
		}
		if len(inner.name) > 0 && (holds(inner.name) || holds(inner.args)) {
			d.function(f, inner)
		}
	}
}

func holds(m map[string]bool) bool {
	for _, yes := range m {
		if yes {
			return true
		}
	}
	return false
}

// add notes a function with its place and the numbers of arguments that its
// body, or a function that it calls, looks for.
func (d *dispatcher) add(e ast.Expr, at ast.Node, body []ast.Stmt) {
	name, ok := d.source.text(e)
	if !ok || name == "" || len(name) > maxName || d.found[name] {
		return
	}
	d.found[name] = true
	place := d.source.files.Position(at.Pos())
	d.source.Dispatched = append(d.source.Dispatched, Function{
		Name: name, Call: name, Counts: d.counts(body), Transient: d.transient(body), File: place.Filename, Line: place.Line,
	})
}

// transient are the keys that functions look at which the body calls.
func (d *dispatcher) transient(body []ast.Stmt) (list []Parameter) {
	for _, statement := range body {
		ast.Inspect(statement, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				for _, f := range d.source.functions[called(call)] {
					list = append(list, d.source.transient(f)...)
				}
			}
			return true
		})
	}
	return list
}

func stringOf(e ast.Expr) (string, bool) {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(literal.Value)
	return text, err == nil
}
