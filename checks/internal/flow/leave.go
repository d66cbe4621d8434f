package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// exit is a part of a function's surroundings that depends on the source when
// it is done: a result (at is nil), what a parameter or free variable points
// to, or a package variable.
type exit struct {
	at     ssa.Value
	result int
	path   string
	kind   Kind
}

// leave follows a fact out of the function by its results.
func (f *Frame) leave(fact Fact, ret *ssa.Return, step *Step) {
	for i, v := range ret.Results {
		if v != fact.V {
			continue
		}
		if f.run.P.Live(ret.Block()) || isErrorType(v.Type()) {
			f.Respond(i, fact.Path, fact.Kind, ret, step)
			f.escape(exit{result: i, path: fact.Path, kind: fact.Kind}, step)
		}
	}
}

// Result makes result i depend on the source, as if ret returned it.
func (f *Frame) Result(i int, path string, kind Kind, ret *ssa.Return, step *Step) {
	f.Respond(i, path, kind, ret, step)
	f.escape(exit{result: i, path: path, kind: kind}, step)
}

// Respond records the hit where result i of a transaction is its response.
func (f *Frame) Respond(i int, path string, kind Kind, ret *ssa.Return, step *Step) {
	entry := f.run.P.Entry(f.Fn)
	t := f.Fn.Signature.Results().At(i).Type()
	if entry == NoEntry || isErrorType(t) || !visible(t, path) || !f.run.P.Live(ret.Block()) {
		return
	}
	if fabric.IsResponse(t) {
		if !strings.HasPrefix(path, "/Payload") && !strings.HasPrefix(path, "/Message") {
			return // shim.Success is a sink by itself
		}
	} else if entry == Likely && !payload(t) {
		return
	}
	if f.hits[manner(kind)][Value][fabric.Response] != nil {
		return // one is enough, and finding its place takes time
	}
	name := "the response"
	if entry == Likely {
		name = "the value that " + f.run.P.name(f.Fn) + " returns"
	}
	f.Hit(Hit{
		Sink:   Sink{Class: fabric.Response, Name: name, Pos: f.returned(i, kind, ret), Likely: entry == Likely},
		Manner: manner(kind),
	}, step)
}

// payload says whether a framework can make a response of a t.
func payload(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Signature, *types.Chan:
		return false
	}
	return true
}

func manner(kind Kind) Manner {
	if kind == Decided {
		return Decides
	}
	return Reaches
}

// escape hands what leaves the function to all who wait for it: the callers
// that the facts came from, or every caller where they arose within.
func (f *Frame) escape(e exit, step *Step) {
	if f.exits[e] != nil {
		return
	}
	f.exits[e] = step
	f.left = append(f.left, e)
	for _, l := range f.links {
		l.apply(f, e, step)
	}
	if f.Source == nil {
		return
	}
	if g, ok := e.at.(*ssa.Global); ok {
		f.global(g, e, step)
		return
	}
	root := func(site ssa.Instruction) link {
		return link{frame: f.run.Root(f.Source, site.Parent()), site: site}
	}
	for _, site := range f.run.P.calls.callers[f.Fn] {
		root(site).apply(f, e, step)
	}
	for _, maker := range f.run.P.calls.makers[f.Fn] {
		root(maker).apply(f, e, step)
	}
}

// global follows a package variable to wherever it is used.
func (f *Frame) global(g *ssa.Global, e exit, step *Step) {
	if !f.Source.share(e) {
		return
	}
	for _, use := range f.run.P.globals[g] {
		at := f.run.Root(f.Source, use.Parent())
		at.Use(Fact{g, e.path, e.kind}, use, step)
	}
}

// wait registers l for what leaves f, and hands it what already did.
func (f *Frame) wait(l link) {
	key := linkKey{l.frame, l.site}
	if f.waiting[key] {
		return
	}
	f.waiting[key] = true
	f.links = append(f.links, l)
	for _, e := range f.left {
		l.apply(f, e, f.exits[e])
	}
	for m := range f.hits {
		for p := range f.hits[m] {
			for _, h := range f.hits[m][p] {
				if h != nil {
					l.hit(f, *h)
				}
			}
		}
	}
}

// apply makes an exit of the callee f a fact of the caller.
func (l link) apply(f *Frame, e exit, inner *Step) {
	p := f.run.P
	step := &Step{prev: l.step, inner: inner, pos: l.site.Pos()}
	if _, ok := e.at.(*ssa.Global); ok {
		l.frame.escape(e, step)
		return
	}
	if site, ok := l.site.(ssa.CallInstruction); ok && !maker(site, f.Fn) {
		step.likely = len(p.calls.callees[site]) > 1
		switch at := e.at.(type) {
		case nil:
			step.note, step.via = "returned by "+p.name(f.Fn), p.via(f.Fn)
			l.frame.result(site, e, step)
		case *ssa.Parameter:
			if arg := Argument(site.Common(), f.Fn, at); arg != nil {
				l.frame.Write(arg, e.path, e.kind, l.site, step)
			}
		}
		return
	}
	switch at := e.at.(type) {
	case *ssa.FreeVar:
		if mk, ok := l.site.(*ssa.MakeClosure); ok {
			for i, free := range f.Fn.FreeVars {
				if free == at {
					l.frame.Write(mk.Bindings[i], e.path, e.kind, l.site, step)
				}
			}
		}
	case nil:
		step.note, step.via = "returned by "+p.name(f.Fn), p.via(f.Fn)
		l.handed(f.Fn, e, step)
	}
}

// maker says whether site takes fn's value rather than calling it.
func maker(site ssa.CallInstruction, fn *ssa.Function) bool {
	for _, arg := range site.Common().Args {
		if f, ok := arg.(*ssa.Function); ok && Generic(f) == fn {
			return true
		}
	}
	return false
}

// result makes result e of the call at site depend on the source.
func (f *Frame) result(site ssa.CallInstruction, e exit, step *Step) {
	v := site.Value()
	if v == nil {
		return
	}
	path := e.path
	if site.Common().Signature().Results().Len() > 1 {
		path = push(tuple(e.result), path)
	}
	f.Add(Fact{v, path, e.kind}, step)
}

// handed follows what a closure returns to a function of another package that
// it was handed to: cache.Do(func() any { ... }) returns it.
func (l link) handed(fn *ssa.Function, e exit, step *Step) {
	if site, ok := l.site.(*ssa.Call); ok {
		l.frame.opaqueResults(site, e.kind, step)
		return
	}
	mk, ok := l.site.(*ssa.MakeClosure)
	if !ok {
		return
	}
	if !isErrorType(fn.Signature.Results().At(e.result).Type()) {
		l.frame.Add(Fact{mk, "", e.kind}, step) // a function that yields the source
	}
	for _, ref := range *mk.Referrers() {
		if site, ok := ref.(*ssa.Call); ok && site.Common().Value != mk && len(l.frame.run.P.calls.callees[site]) == 0 {
			l.frame.opaqueResults(site, e.kind, step)
		}
	}
}

// Argument is what the call hands to param of fn.
func Argument(call *ssa.CallCommon, fn *ssa.Function, param *ssa.Parameter) ssa.Value {
	args := Actuals(call)
	for i, p := range fn.Params {
		if p == param && i < len(args) {
			return args[i]
		}
	}
	return nil
}
