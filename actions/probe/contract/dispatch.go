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
			d.function(f, newNames())
		}
	}
	if len(s.Dispatched) > 0 {
		d.init()
	}
}

// init adds an Init that does more than to agree.
func (d *dispatcher) init() {
	for _, f := range d.source.functions["Init"] {
		if f.Recv == nil || f.Body == nil || len(f.Type.Params.List) != 1 || len(f.Body.List) < 2 {
			continue
		}
		place := d.source.files.Position(f.Pos())
		d.source.Dispatched = append(d.source.Dispatched, Function{
			Name: "Init", Call: "init", Init: true, Counts: d.counts(f.Body.List), File: place.Filename, Line: place.Line,
		})
		return
	}
}

type dispatcher struct {
	source *Source
	seen   map[*ast.FuncDecl]bool
	found  map[string]bool
}

func (d *dispatcher) function(f *ast.FuncDecl, known names) {
	if d.seen[f] || f.Body == nil {
		return
	}
	d.seen[f] = true
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
				d.table(n.X, f, known.call(n.Index))
			}
		case *ast.CallExpr:
			d.follow(n, known)
		}
		return true
	})
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
				d.add(e, c, c.Body, known.call(n.Tag))
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
	case b.Op == token.NEQ && known.level(b.X) == outermost:
		// if name != "invoke" { return an error }
		if word, ok := d.source.text(b.Y); ok && ends(body) {
			*known.outer = word
		}
	case b.Op != token.EQL:
	case known.is(b.X):
		d.add(b.Y, at, body, known.call(b.X))
	case known.is(b.Y):
		d.add(b.X, at, body, known.call(b.Y))
	}
}

// ends says whether a body leaves the function.
func ends(body []ast.Stmt) bool {
	if len(body) == 0 {
		return false
	}
	_, ok := body[len(body)-1].(*ast.ReturnStmt)
	return ok
}

// table reads a map from names to functions.
func (d *dispatcher) table(e ast.Expr, in *ast.FuncDecl, word string) {
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
			d.add(pair.Key, pair, []ast.Stmt{&ast.ExprStmt{X: &ast.CallExpr{Fun: pair.Value}}}, word)
		}
	}
}

// follow goes into functions of the module that get the name.
func (d *dispatcher) follow(call *ast.CallExpr, known names) {
	for _, f := range d.source.functions[called(call)] {
		passed := newNames()
		passed.outer = known.outer
		i := 0
		for _, field := range f.Type.Params.List {
			for _, name := range field.Names {
				if i < len(call.Args) {
					passed.pass(name.Name, call.Args[i], known)
				}
				i++
			}
		}
		if len(passed.name)+len(passed.args)+len(passed.inner) > 0 {
			d.function(f, passed)
		}
	}
}

// add notes a function with its place and the numbers of arguments that its
// body, or a function that it calls, looks for.
func (d *dispatcher) add(e ast.Expr, at ast.Node, body []ast.Stmt, word string) {
	name, ok := d.source.text(e)
	if !ok || name == "" || len(name) > maxName || d.found[name] {
		return
	}
	d.found[name] = true
	place := d.source.files.Position(at.Pos())
	f := Function{
		Name: name, Call: name, Counts: d.counts(body), File: place.Filename, Line: place.Line,
	}
	f.Transient, f.Literals = d.looksAt(body)
	if word != "" {
		f.Call, f.Prefix = word, []string{name}
	}
	d.source.Dispatched = append(d.source.Dispatched, f)
}

// looksAt are the transient keys and strings that functions look at which the
// body calls.
func (d *dispatcher) looksAt(body []ast.Stmt) (transient []Parameter, literals []string) {
	for _, statement := range body {
		ast.Inspect(statement, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				for _, f := range d.source.functions[called(call)] {
					transient = append(transient, d.source.transient(f)...)
					literals = append(literals, d.source.literals(f)...)
				}
			}
			return true
		})
	}
	return transient, literals
}

func stringOf(e ast.Expr) (string, bool) {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(literal.Value)
	return text, err == nil
}
