package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// exits is what is known of a function's ways out. A block is live when some
// path from it returns without an error: an error response is not endorsed, so
// nothing that can only end in one matters to the result.
type exits struct {
	live []bool // by block index
	// ipdom is the nearest block that every live path passes; nil where that
	// is the function's end.
	ipdom []*ssa.BasicBlock
}

// Live says whether some path from b returns without an error.
func (p *Package) Live(b *ssa.BasicBlock) bool { return p.exitsOf(b.Parent()).live[b.Index] }

// findExits looks at all functions, so that checks that run side by side only
// read.
func (p *Package) findExits() {
	for _, fn := range p.Funcs {
		p.alwaysFails(fn)
	}
	for _, fn := range p.Funcs {
		p.exits[fn] = p.exitsFrom(fn)
	}
}

func (p *Package) exitsOf(fn *ssa.Function) *exits {
	if e := p.exits[fn]; e != nil {
		return e
	}
	return p.exitsFrom(fn)
}

func (p *Package) exitsFrom(fn *ssa.Function) *exits {
	e := &exits{live: make([]bool, len(fn.Blocks))}
	var queue []*ssa.BasicBlock
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && !p.failing(ret) {
			e.live[b.Index] = true
			queue = append(queue, b)
		}
	}
	for len(queue) > 0 {
		b := queue[0]
		queue = queue[1:]
		for _, pred := range b.Preds {
			if !e.live[pred.Index] {
				e.live[pred.Index] = true
				queue = append(queue, pred)
			}
		}
	}
	e.ipdom = postdominators(fn, e.live)
	return e
}

// failing says whether ret certainly returns an error or an error response.
func (p *Package) failing(ret *ssa.Return) bool {
	for _, v := range ret.Results {
		v = stored(v, ret)
		switch {
		case isErrorType(v.Type()):
			if p.isError(v, ret.Block()) {
				return true
			}
		case fabric.IsResponse(v.Type()):
			if p.isErrorResponse(v) {
				return true
			}
		}
	}
	return false
}

// stored is what a named result holds when a function with defers returns:
// the value last stored in ret's block, or the load itself.
func stored(v ssa.Value, ret *ssa.Return) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return v
	}
	last := v
	for _, instr := range ret.Block().Instrs {
		if s, ok := instr.(*ssa.Store); ok && s.Addr == load.X {
			last = s.Val
		}
	}
	return last
}

// isErrorType says whether t is an error interface: error itself, or a
// project's own that embeds it.
func isErrorType(t types.Type) bool {
	if _, ok := t.Underlying().(*types.Interface); !ok {
		return false
	}
	errorType := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return types.Implements(t, errorType)
}

// IsError says whether v is an error, and certainly not nil in block b.
func (p *Package) IsError(v ssa.Value, b *ssa.BasicBlock) bool {
	return isErrorType(v.Type()) && p.isError(v, b)
}

// isError says whether v is certainly not nil in block b.
func (p *Package) isError(v ssa.Value, b *ssa.BasicBlock) bool {
	if guarded(v, b) {
		return true
	}
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return true
	case *ssa.ChangeInterface:
		return p.isError(v.X, b)
	case *ssa.Phi:
		for i, edge := range v.Edges {
			if edge == v || !p.isError(edge, v.Block().Preds[i]) {
				return false
			}
		}
		return true
	case *ssa.UnOp:
		_, global := v.X.(*ssa.Global)
		return v.Op == token.MUL && global // var ErrMissing = errors.New(...)
	case *ssa.Call:
		return p.makesError(v.Common())
	}
	return false
}

// guarded says whether b is only reached when v was found not to be nil.
func guarded(v ssa.Value, b *ssa.BasicBlock) bool {
	for d := b; d.Idom() != nil; d = d.Idom() {
		parent := d.Idom()
		branch, ok := parent.Instrs[len(parent.Instrs)-1].(*ssa.If)
		if !ok || len(d.Preds) != 1 {
			continue
		}
		cmp, ok := branch.Cond.(*ssa.BinOp)
		if !ok || !alike(cmp.X, v) && !alike(cmp.Y, v) || !isNil(cmp.X) && !isNil(cmp.Y) {
			continue
		}
		if cmp.Op == token.NEQ && d == parent.Succs[0] || cmp.Op == token.EQL && d == parent.Succs[1] {
			return true
		}
	}
	return false
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// makesError says whether the call certainly returns an error: by its body in
// this package, by its name elsewhere.
func (p *Package) makesError(call *ssa.CallCommon) bool {
	if fn := call.StaticCallee(); fn != nil && Generic(fn).Blocks != nil {
		return p.alwaysFails(Generic(fn))
	}
	fn := Callee(call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	if p.failsElsewhere(fn) {
		return true
	}
	path := fn.Pkg().Path()
	return strings.Contains(fn.Name(), "Err") || path == "errors" || strings.HasSuffix(path, "/errors") ||
		strings.HasSuffix(path, "/status") && fn.Name() == "New"
}

// alwaysFails says whether every way out of fn is an error.
func (p *Package) alwaysFails(fn *ssa.Function) bool {
	if done, ok := p.fails[fn]; ok {
		return done == yes
	}
	p.fails[fn] = no // holds for recursion
	returns := 0
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			if returns++; !p.failing(ret) {
				return false
			}
		}
	}
	if returns > 0 {
		p.fails[fn] = yes
	}
	return returns > 0
}

type verdict bool

const (
	no  verdict = false
	yes verdict = true
)

// isErrorResponse says whether v is certainly a Response that the peer does
// not endorse: shim.Error's, or a status of 400 and more (core/endorser,
// shim.ERRORTHRESHOLD).
func (p *Package) isErrorResponse(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Call:
		fn := Callee(v.Common())
		if fabric.IsError(fn) {
			return true
		}
		if callee := v.Common().StaticCallee(); callee != nil && Generic(callee).Blocks != nil {
			return p.alwaysFails(Generic(callee))
		}
		return fn != nil && strings.Contains(fn.Name(), "Err")
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if edge == v || !p.isErrorResponse(edge) {
				return false
			}
		}
		return true
	case *ssa.UnOp:
		return v.Op == token.MUL && p.isErrorResponse(v.X)
	case *ssa.Alloc:
		return failStatus(v)
	}
	return false
}

// failStatus says whether a Response literal has an error's status.
func failStatus(alloc *ssa.Alloc) bool {
	for _, ref := range *alloc.Referrers() {
		field, ok := ref.(*ssa.FieldAddr)
		if !ok || FieldName(field.X.Type(), field.Field) != "Status" {
			continue
		}
		for _, use := range *field.Referrers() {
			if s, ok := use.(*ssa.Store); ok && s.Addr == field {
				c, ok := s.Val.(*ssa.Const)
				if ok && c.Value != nil && c.Value.Kind() == constant.Int && c.Int64() >= 400 {
					return true
				}
			}
		}
	}
	return false
}
