package source

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/packages"
)

// graph is the own code of a chaincode: what each piece of it mentions.
type graph struct {
	packages []*packages.Package
	// pieces are the declarations of functions and package variables.
	pieces map[types.Object]*piece
	// kept are functions that are put into a variable or a field, from
	// where somebody calls them.
	kept map[types.Object][]*piece
	// types are the named types that may stand behind an interface.
	types []*types.Named
	// calls are the calls, by their opening parenthesis.
	calls map[token.Pos]call
}

// piece is a part of the source that runs as one.
type piece struct {
	object types.Object // what it declares, or nil
	nodes  []ast.Node
	info   *types.Info
}

type call struct {
	*ast.CallExpr
	info *types.Info
}

func newGraph(own []*packages.Package) *graph {
	g := &graph{packages: own, pieces: map[types.Object]*piece{}, kept: map[types.Object][]*piece{}, calls: map[token.Pos]call{}}
	for _, pkg := range own {
		scope := pkg.Types.Scope()
		for _, name := range scope.Names() {
			if obj, ok := scope.Lookup(name).(*types.TypeName); ok && !obj.IsAlias() {
				if n, ok := obj.Type().(*types.Named); ok && !types.IsInterface(n) && n.TypeParams().Len() == 0 {
					g.types = append(g.types, n)
				}
			}
		}
		for _, file := range pkg.Syntax {
			for _, decl := range file.Decls {
				g.declare(pkg.TypesInfo, decl)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				g.note(pkg.TypesInfo, n)
				return true
			})
		}
	}
	return g
}

// declare notes functions and package variables.
func (g *graph) declare(info *types.Info, decl ast.Decl) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if obj := info.Defs[decl.Name]; obj != nil {
			g.pieces[obj] = &piece{object: obj, nodes: []ast.Node{decl}, info: info}
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			vars, ok := spec.(*ast.ValueSpec)
			if !ok || decl.Tok != token.VAR || len(vars.Values) == 0 {
				continue
			}
			for i, name := range vars.Names {
				value := vars.Values[min(i, len(vars.Values)-1)]
				if obj := info.Defs[name]; obj != nil {
					g.pieces[obj] = &piece{object: obj, nodes: []ast.Node{value}, info: info}
				}
			}
		}
	}
}

// note notes calls, and functions that are kept.
func (g *graph) note(info *types.Info, n ast.Node) {
	switch n := n.(type) {
	case *ast.CallExpr:
		g.calls[n.Lparen] = call{n, info}
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			if len(n.Lhs) == len(n.Rhs) {
				g.keep(info, holder(info, left), n.Rhs[i])
			}
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok {
			if field, ok := info.Uses[key].(*types.Var); ok && field.IsField() {
				g.keep(info, field, n.Value)
			}
		}
	}
}

// keep notes the functions in value that are not called there.
func (g *graph) keep(info *types.Info, where types.Object, value ast.Expr) {
	if where == nil {
		return
	}
	p := &piece{info: info}
	ast.Inspect(value, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			return false
		case *ast.FuncLit:
			p.nodes = append(p.nodes, n)
			return false
		case *ast.Ident:
			if _, ok := info.Uses[n].(*types.Func); ok {
				p.nodes = append(p.nodes, n)
			}
		}
		return true
	})
	if len(p.nodes) > 0 {
		g.kept[where] = append(g.kept[where], p)
	}
}

// holder is the package variable or field that an assignment changes, an
// element of it included, or nil.
func holder(info *types.Info, left ast.Expr) types.Object {
	switch e := ast.Unparen(left).(type) {
	case *ast.Ident:
		if v, ok := info.Uses[e].(*types.Var); ok && global(v) {
			return v
		}
	case *ast.SelectorExpr:
		if v, ok := info.Uses[e.Sel].(*types.Var); ok && (v.IsField() || global(v)) {
			return v
		}
	case *ast.IndexExpr:
		return holder(info, e.X)
	case *ast.StarExpr:
		return holder(info, e.X)
	}
	return nil
}

func global(v *types.Var) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }

// inspect walks the source of a piece, without the parts in but.
func (p *piece) inspect(but map[ast.Node]bool, visit func(ast.Node) bool) {
	for _, node := range p.nodes {
		ast.Inspect(node, func(n ast.Node) bool {
			return n == nil || !but[n] && visit(n)
		})
	}
}

// mentions calls yield with every piece that p mentions, and where.
func (g *graph) mentions(p *piece, but map[ast.Node]bool, yield func(to *piece, pos token.Pos)) {
	p.inspect(but, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		switch obj := p.info.Uses[id].(type) {
		case *types.Func:
			for _, fn := range g.behind(obj) {
				if to := g.pieces[fn]; to != nil {
					yield(to, id.Pos())
				}
			}
		case *types.Var:
			if to := g.pieces[obj]; to != nil {
				yield(to, id.Pos())
			}
			for _, to := range g.kept[obj.Origin()] {
				yield(to, id.Pos())
			}
		}
		return true
	})
}

// behind is fn, or what implements it where it is an interface's.
func (g *graph) behind(fn *types.Func) (list []types.Object) {
	recv := fn.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return []types.Object{fn.Origin()}
	}
	face, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	for _, n := range g.types {
		if p := types.NewPointer(n); types.Implements(p, face) {
			if m := method(p, n, fn.Name()); m != nil {
				list = append(list, m)
			}
		}
	}
	return list
}

// method is a method of n's pointer type p, a promoted one too, or nil.
func method(p types.Type, n *types.Named, name string) types.Object {
	obj, _, _ := types.LookupFieldOrMethod(p, true, n.Obj().Pkg(), name)
	if m, ok := obj.(*types.Func); ok {
		return m.Origin()
	}
	return nil
}
