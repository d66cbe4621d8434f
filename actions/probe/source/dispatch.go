package source

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// dispatched finds a function of a chaincode over the shim alone: the branch
// that Invoke takes for its name, or the handler that stands under it.
func (g *graph) dispatched(function string) (entry, bool) {
	var roots []*piece
	for _, n := range g.types {
		invoke := method(types.NewPointer(n), n, "Invoke")
		if invoke == nil || method(types.NewPointer(n), n, "Init") == nil {
			continue
		}
		if p := g.pieces[invoke]; p != nil && invoke.(*types.Func).Signature().Params().Len() == 1 {
			roots = append(roots, p)
		}
	}
	if len(roots) == 0 {
		return entry{}, false
	}
	s := &switchboard{name: function, but: map[ast.Node]bool{}}
	for _, p := range g.reach(roots, nil).order {
		s.info = p.info
		p.inspect(nil, func(n ast.Node) bool { s.visit(n); return true })
	}
	// A call that puts a handler under a name may stand where no
	// transaction comes: in main.
	for _, pkg := range g.packages {
		s.info = pkg.TypesInfo
		inspect(pkg, s.register)
	}
	if len(s.found) == 0 {
		return entry{function, roots[0].object.Pos(), []*reach{g.reach(roots, nil)}}, true
	}
	return entry{function, s.begin(g), []*reach{g.reach(s.found, nil), g.reach(roots, s.but)}}, true
}

// switchboard looks for what belongs to a function's name.
type switchboard struct {
	name  string
	info  *types.Info
	found []*piece
	but   map[ast.Node]bool // what belongs to other names
}

func (s *switchboard) visit(n ast.Node) {
	switch n := n.(type) {
	case *ast.SwitchStmt:
		s.branch(n)
	case *ast.IfStmt:
		switch names := s.compared(n.Cond); {
		case slices.Contains(names, s.name):
			s.take(n.Body)
		case len(names) > 0:
			s.but[n.Body] = true
		}
	}
}

// branch takes the clause of the name; those of other texts are other
// functions'.
func (s *switchboard) branch(n *ast.SwitchStmt) {
	for _, stmt := range n.Body.List {
		clause, ok := stmt.(*ast.CaseClause)
		if !ok {
			continue
		}
		is := slices.ContainsFunc(clause.List, func(e ast.Expr) bool {
			text, ok := textOf(s.info, e)
			return ok && text == s.name || slices.Contains(s.compared(e), s.name)
		})
		text := slices.ContainsFunc(clause.List, func(e ast.Expr) bool {
			_, ok := textOf(s.info, e)
			return ok || len(s.compared(e)) > 0
		})
		switch {
		case is:
			for _, stmt := range clause.Body {
				s.take(stmt)
			}
		case text:
			s.but[clause] = true
		}
	}
}

// compared are the texts that a condition compares something with.
func (s *switchboard) compared(e ast.Expr) (names []string) {
	ast.Inspect(e, func(n ast.Node) bool {
		if b, ok := n.(*ast.BinaryExpr); ok && b.Op == token.EQL {
			for _, side := range []ast.Expr{b.X, b.Y} {
				if text, ok := textOf(s.info, side); ok {
					names = append(names, text)
				}
			}
		}
		return true
	})
	return names
}

// register finds handlers that are put under the name: in a map, by an
// assignment to its element, or by a call that takes both.
func (s *switchboard) register(n ast.Node) {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if text, ok := textOf(s.info, n.Key); ok && text == s.name && s.handles(n.Value) {
			s.take(n.Value)
		} else if ok && s.handles(n.Value) {
			s.but[n] = true
		}
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			index, ok := left.(*ast.IndexExpr)
			if !ok || len(n.Lhs) != len(n.Rhs) {
				continue
			}
			if text, ok := textOf(s.info, index.Index); ok && text == s.name && s.handles(n.Rhs[i]) {
				s.take(n.Rhs[i])
			}
		}
	case *ast.CallExpr:
		named := slices.ContainsFunc(n.Args, func(e ast.Expr) bool {
			text, ok := textOf(s.info, e)
			return ok && text == s.name
		})
		for _, arg := range n.Args {
			if named && s.handles(arg) {
				s.take(arg)
			}
		}
	}
}

// handles says whether e is a function, or a value with methods of the module.
func (s *switchboard) handles(e ast.Expr) bool {
	t := s.info.TypeOf(e)
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func (s *switchboard) take(n ast.Node) {
	s.found = append(s.found, &piece{nodes: []ast.Node{n}, info: s.info})
}

// begin is the function that the branch calls first, else the branch.
func (s *switchboard) begin(g *graph) token.Pos {
	pos := s.found[0].nodes[0].Pos()
	for _, p := range s.found {
		first := token.NoPos
		g.mentions(p, nil, func(to *piece, _ token.Pos) {
			if _, ok := to.object.(*types.Func); ok && !first.IsValid() {
				first = to.object.Pos()
			}
		})
		if first.IsValid() {
			return first
		}
	}
	return pos
}

// textOf is the value of a constant text.
func textOf(info *types.Info, e ast.Expr) (string, bool) {
	value := info.Types[e].Value
	if value == nil || value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(value), true
}

// mentionsText says whether a constant text stands in n.
func mentionsText(info *types.Info, n ast.Node, text string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			got, ok := textOf(info, e)
			found = found || ok && got == text
		}
		return !found
	})
	return found
}
