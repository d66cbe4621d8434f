package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// call is a call of a method of the stub, and what is around it.
type call struct {
	*ast.CallExpr
	file  *ast.File
	fn    *ast.FuncDecl
	name  string   // of the method
	stub  ast.Expr // the receiver
	stmt  ast.Stmt // the statement of a block that the call stands in
	block []ast.Stmt
	index int // of stmt in block
}

// walk visits the functions of a unit that can be part of a transaction: not
// main, not what evaluate-only transactions are named, nor tests.
func (u *unit) walk(visit func(file *ast.File, fn *ast.FuncDecl)) {
	for _, file := range u.Syntax {
		if strings.HasSuffix(u.Fset.Position(file.Package).Filename, "_test.go") {
			continue
		}
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if ok && fn.Body != nil && fn.Name.Name != "main" && fn.Name.Name != "init" && !u.evaluated[fn.Name.Name] {
				visit(file, fn)
			}
		}
	}
}

// calls are those of the stub's methods with one of the names, in the order of
// the source.
func (u *unit) calls(names ...string) (list []call) {
	u.walk(func(file *ast.File, fn *ast.FuncDecl) {
		blocks(fn.Body, func(block []ast.Stmt) {
			for i, stmt := range block {
				header(stmt, func(n ast.Node) {
					c, ok := n.(*ast.CallExpr)
					if !ok {
						return
					}
					sel, ok := c.Fun.(*ast.SelectorExpr)
					if !ok || !slices.Contains(names, sel.Sel.Name) || !isStub(u.TypesInfo.TypeOf(sel.X)) {
						return
					}
					list = append(list, call{c, file, fn, sel.Sel.Name, sel.X, stmt, block, i})
				})
			}
		})
	})
	return list
}

// blocks visits the statement lists below a node, the outer before the inner.
func blocks(n ast.Node, visit func([]ast.Stmt)) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			visit(n.List)
		case *ast.CaseClause:
			visit(n.Body)
		}
		return true
	})
}

// header visits what belongs to a statement and to no statement of a block in
// it.
func header(stmt ast.Stmt, visit func(ast.Node)) {
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.BlockStmt, *ast.CaseClause:
			return false
		}
		if n != nil {
			visit(n)
		}
		return true
	})
}

// isStub says whether a type can do what a stub does.
func isStub(t types.Type) bool { return has(t, "PutState") && has(t, "GetState") }

// carries says whether a value gives access to the stub: it is one, gives one,
// or is a struct with one.
func carries(t types.Type) bool {
	if t == nil {
		return false
	}
	if isStub(t) || has(t, "GetStub") {
		return true
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if isStub(f.Type()) {
			return true
		}
	}
	return false
}

func has(t types.Type, method string) bool {
	if t == nil {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, method)
	_, ok := obj.(*types.Func)
	return ok
}

func isString(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// param is a parameter of type string of the function that is not mentioned in
// some text, or "".
func (u *unit) param(fn *ast.FuncDecl, not string) string {
	for _, field := range fn.Type.Params.List {
		for _, name := range field.Names {
			if isString(u.TypesInfo.TypeOf(field.Type)) && name.Name != "_" && !regexp.MustCompile(`\b`+name.Name+`\b`).MatchString(not) {
				return name.Name
			}
		}
		// args []string of the shim's style, where its length was looked at.
		if s, ok := u.TypesInfo.TypeOf(field.Type).(*types.Slice); ok && isString(s.Elem()) && len(field.Names) == 1 {
			for i := range 3 {
				text := field.Names[0].Name + "[" + strconv.Itoa(i) + "]"
				if strings.Contains(u.src(fn), text) && !strings.Contains(not, text) {
					return text
				}
			}
		}
	}
	return ""
}

// carrier is the text of a stub that the function has: by a parameter that is
// one, gives one or has one.
func (u *unit) carrier(fn *ast.FuncDecl) string {
	for _, field := range fn.Type.Params.List {
		if len(field.Names) == 0 || field.Names[0].Name == "_" {
			continue
		}
		name, t := field.Names[0].Name, u.TypesInfo.TypeOf(field.Type)
		switch {
		case isStub(t):
			return name
		case has(t, "GetStub"):
			return name + ".GetStub()"
		case carries(t):
			return name + ".stub"
		}
	}
	return ""
}

// before inserts text in front of a statement.
func before(stmt ast.Stmt, text string) edit { return edit{stmt.Pos(), stmt.Pos(), text + "\n"} }

// behind inserts text after a statement.
func behind(stmt ast.Stmt, text string) edit { return edit{stmt.End(), stmt.End(), "\n" + text} }

// without removes a statement.
func without(n ast.Node) edit { return edit{n.Pos(), n.End(), ""} }

// instead replaces a node.
func instead(n ast.Node, text string) edit { return edit{n.Pos(), n.End(), text} }

// mutant makes one at a call.
func (u *unit) at(c call, shape string, edits ...edit) *mutant {
	return &mutant{shape: shape, unit: u, file: c.file, at: c.CallExpr, edits: edits}
}

// errCheck says whether a statement is "if err != nil" without an else, and
// gives the text of err.
func (u *unit) errCheck(stmt ast.Stmt) (*ast.IfStmt, string) {
	s, ok := stmt.(*ast.IfStmt)
	if !ok || s.Else != nil {
		return nil, ""
	}
	b, ok := s.Cond.(*ast.BinaryExpr)
	if !ok || b.Op != token.NEQ || u.src(b.Y) != "nil" || !isError(u.TypesInfo.TypeOf(b.X)) {
		return nil, ""
	}
	return s, u.src(b.X)
}
