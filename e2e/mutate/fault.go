package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// sorted are mutants in the order of their shapes and places.
func sorted(list []*mutant) []*mutant {
	slices.SortStableFunc(list, func(a, b *mutant) int {
		if a.at.Pos() != b.at.Pos() {
			return int(a.at.Pos() - b.at.Pos())
		}
		return strings.Compare(a.shape, b.shape)
	})
	return list
}

// drops throws away the errors of the stub, and of helpers that have it; but
// not of an event with a constant name, which the shim always takes.
func drops(u *unit) (list []*mutant) {
	u.walk(func(file *ast.File, fn *ast.FuncDecl) {
		blocks(fn.Body, func(block []ast.Stmt) {
			for i, stmt := range block {
				add := func(shape string, edits ...edit) {
					list = append(list, &mutant{shape: shape, unit: u, file: file, at: stmt, edits: edits})
				}
				switch s := stmt.(type) {
				case *ast.IfStmt:
					if c := u.ledgerCall(s.Init, 1); c != nil && s.Else == nil && !strings.Contains(u.src(c), ".SetEvent(\"") {
						add("an error that is not taken", instead(s, u.src(c)))
						add("an error that is taken for _", instead(s, "_ = "+u.src(c)))
					}
				case *ast.ReturnStmt:
					if len(s.Results) == 1 && isError(u.TypesInfo.TypeOf(s.Results[0])) && u.ledger(s.Results[0]) != nil {
						add("an error that is not returned", instead(s, u.src(s.Results[0])+"\nreturn nil"))
					}
				case *ast.AssignStmt:
					list = append(list, u.unchecked(file, s, block, i)...)
				}
			}
		})
	})
	return list
}

// unchecked takes away the check behind x, err := read, or err = write.
func (u *unit) unchecked(file *ast.File, s *ast.AssignStmt, block []ast.Stmt, i int) []*mutant {
	if c := u.ledgerCall(s, len(s.Lhs)); c == nil || i+1 == len(block) || strings.Contains(u.src(c), ".SetEvent(\"") {
		return nil
	}
	last := s.Lhs[len(s.Lhs)-1]
	next, name := u.errCheck(block[i+1])
	if next == nil || name != u.src(last) {
		return nil
	}
	m := &mutant{shape: "an error that nobody looks at", unit: u, file: file, at: s, edits: []edit{without(next)}}
	if id, ok := last.(*ast.Ident); ok && len(s.Lhs) > 1 && u.src(s.Lhs[0]) != "_" && !u.usedBehind(id, next.End()) {
		m.edits = append(m.edits, instead(last, "_"))
	}
	return []*mutant{m}
}

// usedBehind says whether a variable is used behind a place.
func (u *unit) usedBehind(id *ast.Ident, pos token.Pos) bool {
	obj := u.TypesInfo.ObjectOf(id)
	for other, used := range u.TypesInfo.Uses {
		if used == obj && other.Pos() > pos {
			return true
		}
	}
	return false
}

// ledgerCall is the call in an assignment of so many values whose last is the
// error of something with the stub.
func (u *unit) ledgerCall(stmt ast.Stmt, values int) *ast.CallExpr {
	s, ok := stmt.(*ast.AssignStmt)
	if !ok || len(s.Rhs) != 1 || len(s.Lhs) != values || !isError(u.TypesInfo.TypeOf(s.Lhs[values-1])) {
		return nil
	}
	return u.ledger(s.Rhs[0])
}

// ledger is a call of the stub that reads or writes, or of a helper of the
// module that gets the stub and writes.
func (u *unit) ledger(e ast.Expr) *ast.CallExpr {
	c, ok := e.(*ast.CallExpr)
	if !ok {
		return nil
	}
	if sel, ok := c.Fun.(*ast.SelectorExpr); ok && isStub(u.TypesInfo.TypeOf(sel.X)) {
		for _, verb := range []string{"Put", "Del", "SetEvent", "GetState", "GetPrivateData", "CreateComposite"} {
			if strings.HasPrefix(sel.Sel.Name, verb) {
				return c
			}
		}
		return nil
	}
	name, own := u.callee(c)
	if own && writer.MatchString(name) && slices.ContainsFunc(c.Args, func(arg ast.Expr) bool { return carries(u.TypesInfo.TypeOf(arg)) }) {
		return c
	}
	return nil
}

// guarded is x, err := GetState, if err != nil {...}, if <about x> {...}.
type guarded struct {
	file        *ast.File
	fn          *ast.FuncDecl
	read        *ast.AssignStmt
	check, then *ast.IfStmt
	value       string
	rest        []ast.Stmt
}

func (u *unit) guards() (list []guarded) {
	u.walk(func(file *ast.File, fn *ast.FuncDecl) {
		blocks(fn.Body, func(block []ast.Stmt) {
			for i, stmt := range block {
				s, ok := stmt.(*ast.AssignStmt)
				if !ok || len(s.Lhs) != 2 || u.ledgerCall(s, 2) == nil || !isBytes(u.TypesInfo.TypeOf(s.Lhs[0])) || i+2 >= len(block) {
					continue
				}
				check, _ := u.errCheck(block[i+1])
				then, ok := block[i+2].(*ast.IfStmt)
				if check == nil || !ok || then.Init != nil || !strings.Contains(u.src(then.Cond), u.src(s.Lhs[0])) {
					continue
				}
				list = append(list, guarded{file, fn, s, check, then, u.src(s.Lhs[0]), block[i+3:]})
			}
		})
	})
	return list
}

// opens lets an error through to a write.
func opens(u *unit) (list []*mutant) {
	for _, g := range u.guards() {
		cond := u.src(g.then.Cond)
		if !strings.Contains(cond, "!=") || !u.writesIn(g.fn, g.then) {
			continue
		}
		err := u.src(g.read.Lhs[1])
		list = append(list,
			&mutant{shape: "err == nil && there is one", unit: u, file: g.file, at: g.then,
				edits: []edit{without(g.check), instead(g.then.Cond, err+" == nil && "+cond)}},
			&mutant{shape: "an error that is looked at where there is one only", unit: u, file: g.file, at: g.then,
				edits: []edit{without(g.check), instead(g.then, "if "+cond+" {\nif "+err+" != nil "+u.src(g.check.Body)+"\n"+
					strings.Trim(u.src(g.then.Body), "{}")+"\n}")}})
	}
	return list
}

// writesIn says whether the function writes behind a statement.
func (u *unit) writesIn(fn *ast.FuncDecl, behind ast.Node) (found bool) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && c.Pos() > behind.End() && u.ledger(c) != nil {
			name, _, _ := strings.Cut(u.src(c.Fun)[strings.LastIndexByte(u.src(c.Fun), '.')+1:], "[")
			found = found || writer.MatchString(name)
		}
		return true
	})
	return found
}

// nils takes away the look at whether there is a value. Where the value goes
// to a decoder whose error is looked at, that says so too: the look at it goes
// as well.
func nils(u *unit) (list []*mutant) {
	for _, g := range u.guards() {
		cond := u.src(g.then.Cond)
		if strings.Contains(cond, "== 0") || strings.Contains(cond, "== nil") || strings.Contains(cond, "!= 8") {
			m := &mutant{shape: "no look at whether there is a value", unit: u, file: g.file, at: g.then, edits: []edit{without(g.then)}}
			for _, stmt := range g.rest {
				s, ok := stmt.(*ast.IfStmt)
				if !ok || s.Init == nil || !strings.Contains(u.src(s.Init), "Unmarshal("+g.value) {
					continue
				}
				call := u.src(s.Init)
				m.edits = append(m.edits, instead(s, "_ ="+call[strings.Index(call, "=")+1:]))
				m.shape += ", nor whether it can be decoded"
			}
			if len(m.edits) > 1 { // else what is not there harms nobody
				list = append(list, m)
			}
			list = append(list, &mutant{shape: "no look at whether there is a value, of which the first byte is read", unit: u, file: g.file, at: g.then,
				edits: []edit{instead(g.then, "_ = "+g.value+"[0]")}})
		}
	}
	return list
}
