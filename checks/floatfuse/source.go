package floatfuse

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// sums are the sums and products as they are written. An explicit conversion
// forbids to fuse what it rounds (Go specification, Floating-point operators),
// and the SSA form does not keep those that change no type.
type sums struct {
	info *types.Info
	// rounded are the places of products that a conversion rounds.
	rounded map[token.Pos]bool
	written map[token.Pos]sum
}

// sum is x op y, or x op= y.
type sum struct {
	x, y ast.Expr
	op   string
}

func read(pass *analysis.Pass) *sums {
	s := &sums{pass.TypesInfo, map[token.Pos]bool{}, map[token.Pos]sum{}}
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if s.converts(n) {
					if mul, ok := ast.Unparen(n.Args[0]).(*ast.BinaryExpr); ok {
						s.rounded[mul.OpPos] = true
					}
				}
			case *ast.BinaryExpr:
				if n.Op == token.ADD || n.Op == token.SUB {
					s.written[n.OpPos] = sum{n.X, n.Y, " " + n.Op.String() + " "}
				}
			case *ast.AssignStmt:
				if n.Tok == token.ADD_ASSIGN || n.Tok == token.SUB_ASSIGN {
					s.written[n.Pos()] = sum{n.Lhs[0], n.Rhs[0], " " + n.Tok.String() + " "}
				}
			}
			return true
		})
	}
	return s
}

// converts says whether e is an explicit conversion to a floating-point type.
func (s *sums) converts(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return false
	}
	tv, ok := s.info.Types[call.Fun]
	return ok && tv.IsType() && isFloat(tv.Type)
}

// fusable says whether one of the sum's products may be fused with it.
func (s *sums) fusable(add *ssa.BinOp) bool {
	written, ok := s.written[add.Pos()]
	if !ok {
		return false
	}
	open := func(v ssa.Value, e ast.Expr) bool {
		mul := product(v)
		return mul != nil && !s.rounded[mul.Pos()] && !s.converts(e)
	}
	return open(add.X, written.x) || open(add.Y, written.y)
}

// longest is how much of an expression a message shows.
const longest = 60

func (s *sums) text(at token.Pos) string {
	sum := s.written[at]
	text := types.ExprString(sum.x) + sum.op + types.ExprString(sum.y)
	if len(text) > longest {
		return "a sum of a product"
	}
	return text
}

// fix rounds the products of the sum by conversions.
func (s *sums) fix(at token.Pos) []analysis.SuggestedFix {
	var edits []analysis.TextEdit
	for _, e := range []ast.Expr{s.written[at].x, s.written[at].y} {
		mul, ok := ast.Unparen(e).(*ast.BinaryExpr)
		if !ok || mul.Op != token.MUL {
			continue
		}
		t, ok := types.Unalias(s.info.TypeOf(mul)).(*types.Basic)
		if !ok || s.info.Types[mul].Value != nil || !isFloat(t) {
			continue
		}
		before, after := t.Name()+"(", ")"
		if _, ok := e.(*ast.ParenExpr); ok {
			before, after = t.Name(), ""
		}
		edits = append(edits, analysis.TextEdit{Pos: e.Pos(), End: e.Pos(), NewText: []byte(before)})
		if after != "" {
			edits = append(edits, analysis.TextEdit{Pos: e.End(), End: e.End(), NewText: []byte(after)})
		}
	}
	if len(edits) == 0 {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "round the product by a conversion", TextEdits: edits}}
}
