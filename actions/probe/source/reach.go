package source

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// reach is the code that a function may come to.
type reach struct {
	but   map[ast.Node]bool // what only other functions come to
	order []*piece          // nearest first
	steps map[*piece]step
}

// step is how the function comes to a piece first.
type step struct {
	from  *piece // nil where it begins
	pos   token.Pos
	depth int
}

func (g *graph) reach(roots []*piece, but map[ast.Node]bool) *reach {
	r := &reach{but: but, order: slices.Clone(roots), steps: map[*piece]step{}}
	for _, p := range roots {
		r.steps[p] = step{}
	}
	for i := 0; i < len(r.order); i++ {
		from := r.order[i]
		g.mentions(from, but, func(to *piece, pos token.Pos) {
			if _, seen := r.steps[to]; !seen {
				r.steps[to] = step{from, pos, r.steps[from].depth + 1}
				r.order = append(r.order, to)
			}
		})
	}
	return r
}

// at is the piece that pos lies in, or nil.
func (r *reach) at(pos token.Pos) *piece {
	for _, p := range r.order {
		for _, node := range p.nodes {
			if within(node, pos) && !r.left(node, pos) {
				return p
			}
		}
	}
	return nil
}

// left says whether pos lies in a part of node that is left out.
func (r *reach) left(node ast.Node, pos token.Pos) bool {
	for but := range r.but {
		if within(but, pos) && within(node, but.Pos()) {
			return true
		}
	}
	return false
}

// path are the steps from the beginning to p.
func (r *reach) path(p *piece) (list []step) {
	for s := r.steps[p]; s.from != nil; s = r.steps[s.from] {
		list = append(list, s)
	}
	slices.Reverse(list)
	return list
}

// through says whether the function comes to p by a step from a line.
func (r *reach) through(p *piece, on func(token.Pos) bool) bool {
	return slices.ContainsFunc(r.path(p), func(s step) bool { return on(s.pos) })
}

// name is what a piece is called in messages, or "".
func (p *piece) name() string {
	if p.object == nil {
		return ""
	}
	short := types.RelativeTo(p.object.Pkg())
	if fn, ok := p.object.(*types.Func); ok && fn.Signature().Recv() != nil {
		t := types.TypeString(fn.Signature().Recv().Type(), short)
		if strings.HasPrefix(t, "*") {
			t = "(" + t + ")"
		}
		return t + "." + fn.Name()
	}
	if p.object.Pkg().Name() == "main" {
		return p.object.Name()
	}
	return p.object.Pkg().Name() + "." + p.object.Name()
}

// within says whether pos lies in node.
func within(node ast.Node, pos token.Pos) bool { return node.Pos() <= pos && pos < node.End() }
