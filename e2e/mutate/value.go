package main

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"
)

// slot is a place that takes a value on its way to what endorsers sign.
type slot struct {
	name string
	file *ast.File
	at   ast.Node
	// with gives the edits that put the value of an expression of type string
	// there.
	with func(expr string) []edit
}

// origin is a way to come by a value that endorsers do not share.
type origin struct {
	name    string
	expr    string // of type string
	decls   string
	imports string // specs, separated by ";"
}

// values puts the value of each origin into each slot.
func values(origins func() []origin) func(*unit) []*mutant {
	return func(u *unit) (list []*mutant) {
		for _, s := range u.slots() {
			for _, o := range origins() {
				m := &mutant{shape: o.name + " in " + s.name, unit: u, file: s.file, at: s.at, edits: s.with(o.expr), decls: o.decls}
				if o.imports != "" {
					m.imports = strings.Split(o.imports, ";")
				}
				list = append(list, m)
			}
		}
		return list
	}
}

func (u *unit) slots() (list []slot) {
	writes := []string{"PutState", "DelState", "PutPrivateData", "DelPrivateData", "SetEvent"}
	for _, c := range u.calls(append(writes, "GetState", "GetStateByRange", "GetStateByPartialCompositeKey", "InvokeChaincode")...) {
		for i, arg := range c.Args {
			name := "an argument of " + c.name
			switch t := u.TypesInfo.TypeOf(arg); {
			case c.name == "InvokeChaincode" && i != 0:
			case c.name == "GetStateByPartialCompositeKey": // its type is a constant
			case isString(t):
				list = append(list, slot{name, c.file, arg, added(u, arg)})
			case isBytes(t):
				list = append(list, slot{name, c.file, arg, appended(u, arg)})
			}
		}
		if slices.Contains(writes, c.name) {
			if s := decided(u, c); s.with != nil {
				list = append(list, s)
			}
		}
	}
	u.walk(func(file *ast.File, fn *ast.FuncDecl) {
		list = append(list, u.fields(file, fn)...)
		list = append(list, u.responses(file, fn)...)
		list = append(list, u.handed(file, fn)...)
	})
	return list
}

func added(u *unit, e ast.Expr) func(string) []edit {
	return func(expr string) []edit { return []edit{instead(e, u.src(e)+" + "+expr)} }
}

func appended(u *unit, e ast.Expr) func(string) []edit {
	return func(expr string) []edit {
		if u.src(e) == "nil" {
			return []edit{instead(e, "[]byte("+expr+")")}
		}
		return []edit{instead(e, "append("+u.src(e)+", "+expr+"...)")}
	}
}

// decided makes a write happen or not.
func decided(u *unit, c call) slot {
	s := slot{name: "a condition of " + c.name, file: c.file, at: c.stmt}
	switch stmt := c.stmt.(type) {
	case *ast.ReturnStmt:
		if len(stmt.Results) == 1 && isError(u.TypesInfo.TypeOf(stmt.Results[0])) {
			s.with = func(expr string) []edit {
				return []edit{instead(stmt, "if "+expr+" > \"m\" {\n"+u.src(stmt)+"\n}\nreturn nil")}
			}
		}
	case *ast.IfStmt, *ast.ExprStmt:
		s.with = func(expr string) []edit { return []edit{instead(stmt, "if "+expr+" > \"m\" {\n"+u.src(stmt)+"\n}")} }
	}
	return s
}

// fields are strings that are put into structs which are kept: handed to an
// encoder, or to a function beside the stub.
func (u *unit) fields(file *ast.File, fn *ast.FuncDecl) (list []slot) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
			return true
		}
		if sel, ok := assign.Lhs[0].(*ast.SelectorExpr); ok && isString(u.TypesInfo.TypeOf(sel)) {
			if id, ok := sel.X.(*ast.Ident); ok && u.kept(fn, id) && assign.Tok.String() == "=" {
				list = append(list, slot{"a field that is set", file, assign, added(u, assign.Rhs[0])})
			}
			return true
		}
		id, ok := assign.Lhs[0].(*ast.Ident)
		lit := literal(assign.Rhs[0])
		if !ok || lit == nil || !u.kept(fn, id) {
			return true
		}
		for _, elt := range lit.Elts {
			kv, ok := elt.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			if key, ok := kv.Key.(*ast.Ident); ok && isString(u.TypesInfo.TypeOf(kv.Value)) && isField(u.TypesInfo.Uses[key]) {
				list = append(list, slot{"a field of a literal", file, kv, added(u, kv.Value)})
			}
		}
		return true
	})
	return list
}

func isField(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && v.IsField()
}

func literal(e ast.Expr) *ast.CompositeLit {
	if a, ok := e.(*ast.UnaryExpr); ok {
		e = a.X
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}

// kept says whether a variable is handed on to an encoder or beside the stub.
func (u *unit) kept(fn *ast.FuncDecl, id *ast.Ident) (found bool) {
	obj := u.TypesInfo.ObjectOf(id)
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || c.Pos() < id.Pos() {
			return true
		}
		beside := strings.Contains(u.src(c.Fun), "arshal")
		mentions := false
		for _, arg := range c.Args {
			if a, ok := arg.(*ast.UnaryExpr); ok {
				arg = a.X
			}
			if x, ok := arg.(*ast.Ident); ok && u.TypesInfo.ObjectOf(x) == obj {
				mentions = true
			}
			beside = beside || carries(u.TypesInfo.TypeOf(arg))
		}
		found = found || beside && mentions
		return true
	})
	return found
}

// responses are what transactions answer with.
func (u *unit) responses(file *ast.File, fn *ast.FuncDecl) (list []slot) {
	transaction := fn.Recv != nil && fn.Name.IsExported() && len(fn.Type.Params.List) > 0 &&
		has(u.TypesInfo.TypeOf(fn.Type.Params.List[0].Type), "GetStub")
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if transaction && len(n.Results) == 2 && isString(u.TypesInfo.TypeOf(n.Results[0])) && u.src(n.Results[1]) == "nil" {
				list = append(list, slot{"the response", file, n, added(u, n.Results[0])})
			}
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Success" && len(n.Args) == 1 && strings.HasSuffix(u.src(sel.X), "shim") {
				list = append(list, slot{"the response", file, n, appended(u, n.Args[0])})
			}
		}
		return true
	})
	return list
}

// writer is how functions are called that hand a string on to the ledger.
var writer = regexp.MustCompile(`(?i)^(put|save|write|store|set|delete|remove|del)`)

// handed are strings that are handed to a function of the module beside the
// stub, or of a wrapper of the stub.
func (u *unit) handed(file *ast.File, fn *ast.FuncDecl) (list []slot) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name, own := u.callee(c)
		beside := slices.ContainsFunc(c.Args, func(arg ast.Expr) bool { return carries(u.TypesInfo.TypeOf(arg)) })
		if sel, ok := c.Fun.(*ast.SelectorExpr); ok && u.TypesInfo.Selections[sel] != nil {
			beside = beside || carries(u.TypesInfo.TypeOf(sel.X)) && !isStub(u.TypesInfo.TypeOf(sel.X))
		}
		if !own || !beside || !writer.MatchString(name) {
			return true
		}
		for _, arg := range c.Args {
			switch t := u.TypesInfo.TypeOf(arg); {
			case isString(t):
				list = append(list, slot{"an argument of a helper", file, arg, added(u, arg)})
			case isBytes(t):
				list = append(list, slot{"an argument of a helper", file, arg, appended(u, arg)})
			}
		}
		return true
	})
	return list
}

// callee is the name of the function that is called, and whether it is one of
// the world's own packages.
func (u *unit) callee(c *ast.CallExpr) (name string, own bool) {
	fun := c.Fun
	if index, ok := fun.(*ast.IndexExpr); ok {
		fun = index.X
	}
	var id *ast.Ident
	switch f := fun.(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		return "", false
	}
	fn, ok := u.TypesInfo.Uses[id].(*types.Func)
	if !ok || fn.Pkg() == nil {
		return "", false
	}
	p := u.world[fn.Pkg().Path()]
	return id.Name, p != nil && (p == u.Package || p.Module != nil && p.Module.Main || strings.HasPrefix(p.PkgPath, "clean/"))
}
