package stub

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Errors says which calls of a package yield an error of the stub.
type Errors struct {
	Lookout
	p *flow.Package
	// passes are the functions that pass one on.
	passes map[*ssa.Function]*Error
	// foreign asks for what is known of a function of another package.
	foreign func(*types.Func) *Error
}

// NewErrors finds the functions of p that pass on an error of the stub.
func NewErrors(p *flow.Package, foreign func(*types.Func) *Error) *Errors {
	e := &Errors{p: p, passes: map[*ssa.Function]*Error{}, foreign: foreign}
	best := map[*ssa.Function]*Error{}
	var queue []*ssa.Function
	offer := func(fn *ssa.Function, err *Error) {
		if old := best[fn]; old == nil || err.Kind < old.Kind {
			best[fn] = err
			queue = append(queue, fn)
		}
	}
	for _, fn := range p.Funcs {
		if !canFail(fn) {
			continue
		}
		for _, site := range flow.Sites(fn) {
			if err := e.own(site); err != nil && e.handsOn(site) {
				offer(fn, err)
			}
		}
	}
	for i := 0; i < len(queue); i++ {
		fn := queue[i]
		for _, site := range p.Callers(fn) {
			if caller := site.Parent(); canFail(caller) && e.handsOn(site) {
				offer(caller, best[fn])
			}
		}
	}
	for _, fn := range p.Funcs {
		if err := best[fn]; err != nil {
			copied := *err
			copied.Mixed = e.mixed(fn)
			e.passes[fn] = &copied
		}
	}
	return e
}

// canFail says whether fn has an error to return.
func canFail(fn *ssa.Function) bool { return ErrorIndex(fn.Signature) >= 0 }

// own is the error that the call yields by itself, or that a function of
// another package passes on.
func (e *Errors) own(site ssa.CallInstruction) *Error {
	if ErrorIndex(site.Common().Signature()) < 0 {
		return nil
	}
	if kind, method := KindOf(site.Common()); kind != None {
		return &Error{Kind: kind, Method: method, At: e.p.At(site.Pos()), Pos: site.Pos()}
	}
	if fn := flow.Callee(site.Common()); fn != nil && e.foreign != nil && len(e.p.Callees(site)) == 0 {
		return e.foreign(fn.Origin())
	}
	return nil
}

// Of is the error of the stub that the call may yield, or nil; helper is the
// name of the function that passes it on, or empty.
func (e *Errors) Of(site ssa.CallInstruction) (err *Error, helper string) {
	if err := e.own(site); err != nil {
		if kind, _ := KindOf(site.Common()); kind != None {
			return err, ""
		}
		return err, FuncName(flow.Callee(site.Common()))
	}
	if ErrorIndex(site.Common().Signature()) < 0 {
		return nil, ""
	}
	for _, fn := range e.p.Callees(site) {
		if err := e.passes[fn]; err != nil {
			return err, Name(fn)
		}
	}
	return nil, ""
}

// Passes is the error of the stub that fn passes on, or nil.
func (e *Errors) Passes(fn *ssa.Function) *Error { return e.passes[fn] }

// handsOn says whether the function around the call fails when the call does.
func (e *Errors) handsOn(site ssa.CallInstruction) bool {
	v, _ := ErrorOf(site)
	if v == nil || e.At(v) == Dropped {
		return false
	}
	seen := map[ssa.Value]bool{}
	queue := []ssa.Value{v}
	for i := 0; i < len(queue) && i < furthest; i++ {
		if seen[queue[i]] || queue[i].Referrers() == nil {
			continue
		}
		seen[queue[i]] = true
		for _, ref := range *queue[i].Referrers() {
			switch ref := ref.(type) {
			case *ssa.Return, *ssa.Store, *ssa.Send, *ssa.MapUpdate:
				return true
			case *ssa.If:
				for _, s := range ref.Block().Succs {
					if !e.p.Live(s) {
						return true
					}
				}
			case ssa.Value:
				queue = append(queue, ref)
			}
		}
	}
	return false
}

// mixed says whether fn also returns errors that no failed call leads to: not
// found, not allowed.
func (e *Errors) mixed(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if ok && !e.p.Live(b) && !behindError(ret) {
			return true
		}
	}
	return false
}

// behindError says whether ret is only reached where an error was found, or
// returns what a call yields.
func behindError(ret *ssa.Return) bool {
	for b := ret.Block(); b.Idom() != nil; b = b.Idom() {
		parent := b.Idom()
		branch, ok := parent.Instrs[len(parent.Instrs)-1].(*ssa.If)
		if !ok || len(b.Preds) != 1 {
			continue
		}
		v, whenNil := Compared(branch.Cond)
		if v != nil && IsErrorType(v.Type()) && (b == parent.Succs[1]) == whenNil {
			return true
		}
	}
	return false
}

// Succeeds says whether ret may return without an error, as far as its block
// tells.
func Succeeds(p *flow.Package, ret *ssa.Return) bool {
	for _, v := range ret.Results {
		if call, ok := v.(*ssa.Call); ok && fabric.IsError(flow.Callee(call.Common())) {
			return false
		}
	}
	return p.Live(ret.Block())
}
