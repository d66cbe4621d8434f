package iterclose

import (
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// leak is an iterator that some path leaves open.
type leak struct {
	site  ssa.CallInstruction
	name  string
	never bool // nothing closes it on any path
	// at is where the function ends with it open, nil for the next round of a
	// loop; fails says that the transaction fails there.
	at    ssa.Instruction
	fails bool
}

// leaks looks for a path from the call that opens an iterator to an end of the
// function, on which nothing closes it.
func (k *keeper) leaks(site ssa.CallInstruction) (leak, bool) {
	it, err := opens(k.p, site)
	if it == nil {
		return leak{}, false
	}
	t := k.follow(it)
	if t.escaped {
		return leak{}, false
	}
	l := leak{site: site, name: flow.Callee(site.Common()).Name(), never: len(t.released) == 0}
	w := walk{t: t, err: err, site: site, p: k.p, seen: map[*ssa.BasicBlock]bool{}}
	w.from(site.Block(), after(site))
	for i := 0; i < len(w.queue) && i < most; i++ {
		w.from(w.queue[i], 0)
	}
	if w.good == nil && w.bad == nil {
		return leak{}, false
	}
	l.at = w.good
	if w.good == nil {
		l.at, l.fails = w.bad, true
	}
	return l, true
}

// after is the index behind the instruction in its block.
func after(at ssa.Instruction) int {
	for i, instr := range at.Block().Instrs {
		if instr == at {
			return i + 1
		}
	}
	return 0
}

// walk is the search for an end with the iterator open.
type walk struct {
	t         *track
	err       ssa.Value
	site      ssa.CallInstruction
	p         *flow.Package
	seen      map[*ssa.BasicBlock]bool
	queue     []*ssa.BasicBlock
	good, bad ssa.Instruction
}

func (w *walk) from(b *ssa.BasicBlock, start int) {
	for _, instr := range b.Instrs[start:] {
		if w.t.released[instr] {
			return
		}
		if instr == w.site { // opened again
			w.good = instr
			return
		}
		if ret, ok := instr.(*ssa.Return); ok {
			if stub.Succeeds(w.p, ret) {
				if w.good == nil {
					w.good = ret
				}
			} else if w.bad == nil {
				w.bad = ret
			}
		}
	}
	for i, next := range b.Succs {
		if !w.seen[next] && !w.without(b, i) {
			w.seen[next] = true
			w.queue = append(w.queue, next)
		}
	}
}

// without says whether there is no iterator on successor i of b: its error is
// set there, or it is nil.
func (w *walk) without(b *ssa.BasicBlock, i int) bool {
	branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	v, whenNil := stub.Compared(branch.Cond)
	switch {
	case v == nil:
		return false
	case w.isError(v):
		return (i == 0) != whenNil
	case w.t.names[v]:
		return (i == 0) == whenNil
	}
	return false
}

// isError says whether v is the error of the call, or a variable's value that
// it was stored to.
func (w *walk) isError(v ssa.Value) bool {
	if w.err == nil {
		return false
	}
	if v = stub.Bare(v); v == w.err {
		return true
	}
	switch v := v.(type) {
	case *ssa.UnOp:
		for _, ref := range *w.err.Referrers() {
			if s, ok := ref.(*ssa.Store); ok && s.Addr == v.X {
				return true
			}
		}
	case *ssa.Phi:
		return w.merged(v)
	}
	return false
}

// merged says whether the error is among the values that meet in phi.
func (w *walk) merged(phi *ssa.Phi) bool {
	seen := map[*ssa.Phi]bool{phi: true}
	queue := []*ssa.Phi{phi}
	for i := 0; i < len(queue) && i < most; i++ {
		for _, edge := range queue[i].Edges {
			if edge = stub.Bare(edge); edge == w.err {
				return true
			}
			if next, ok := edge.(*ssa.Phi); ok && !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return false
}

func (l leak) diagnose(pass *analysis.Pass, p *flow.Package, path stub.Path) analysis.Diagnostic {
	d := report.Diagnostic{Pos: l.site.Pos(), Severity: report.Warning}
	d.Hint = "defer Close behind the check of the error: an open iterator holds the peer's database snapshot until the transaction ends"
	_, again := l.at.(*ssa.Call)
	switch {
	case l.never:
		d.Message = "iterator of " + l.name + " is never closed"
	case again:
		d.Message = "iterator of " + l.name + " is still open when the next round of the loop opens another"
		d.Hint = "close it in each round, or move the round into a function that defers Close"
	case l.fails:
		d.Severity = report.Notice
		d.Message = "iterator of " + l.name + " is not closed when the transaction fails at " + p.At(report.Place(l.at))
	default:
		d.Message = "iterator of " + l.name + " is not closed on the way to the return at " + p.At(report.Place(l.at))
	}
	if !again && !l.never {
		d.Related = []analysis.RelatedInformation{{Pos: report.Place(l.at), Message: "returns with the iterator open"}}
	}
	if l.never {
		d.Fixes = repair(pass, path)
	}
	return d.Analysis()
}

// repair defers Close behind the check of the error, where that is the next
// statement and ends in a return.
func repair(pass *analysis.Pass, path stub.Path) []analysis.SuggestedFix {
	stmt, list, i := path.Stmt()
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 || assign.Rhs[0] != ast.Expr(path.Call()) || path.InLoop() || i+1 >= len(list) {
		return nil
	}
	it, ok := assign.Lhs[0].(*ast.Ident)
	check, isIf := list[i+1].(*ast.IfStmt)
	err, hasErr := assign.Lhs[len(assign.Lhs)-1].(*ast.Ident)
	if !ok || !isIf || !hasErr || it.Name == "_" || err == it || check.Init != nil || check.Else != nil || len(check.Body.List) == 0 {
		return nil
	}
	if stub.Print(pass.Fset, check.Cond) != err.Name+" != nil" {
		return nil
	}
	if _, ends := check.Body.List[len(check.Body.List)-1].(*ast.ReturnStmt); !ends {
		return nil
	}
	indent := strings.Repeat("\t", pass.Fset.Position(stmt.Pos()).Column-1)
	return []analysis.SuggestedFix{{
		Message: "defer Close behind the check of the error",
		TextEdits: []analysis.TextEdit{
			{Pos: check.End(), End: check.End(), NewText: []byte("\n" + indent + "defer " + it.Name + ".Close()")},
		},
	}}
}
