package crash

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// want is a place that needs n elements of a list, on its way up to whoever
// made the list.
type want struct {
	at    ssa.Instruction
	fn    *ssa.Function
	block point
	list  key // as at names it
	n     int // elements of list
	text  string
	// place and inner are set where the list is indexed in another package.
	place, inner string
}

// trail is the calls between the maker of a list and its index.
type trail struct {
	site  ssa.Instruction
	from  *ssa.Function
	outer *trail
}

// asked keeps a want from being raised through the same parameter twice.
type asked struct {
	at    ssa.Instruction
	fn    *ssa.Function
	param int
	path  string
	n     int
}

// short is a finding: a list that the client can make too short.
type short struct {
	want   want
	source string
	from   token.Pos
	trail  *trail
	likely bool
}

// The numbers of what is no parameter: free variables count down from
// firstFree.
const (
	ambientParams = -1
	ambientAll    = -2
	firstFree     = -10
)

// measure raises what fn needs.
func (f *finder) measure(fn *ssa.Function) {
	l := f.lengthsOf(fn)
	for _, s := range l.sites {
		w := &want{at: s.instr, fn: fn, block: s.at, list: f.keyOf(s.list, ""), n: s.n}
		f.ask(fn, s.list, "", s.n, s.at, w, nil, 0)
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if site, ok := instr.(ssa.CallInstruction); ok {
				f.measureCall(fn, site, l.at[instr])
			}
		}
	}
}

// measureCall raises what a function of another package needs.
func (f *finder) measureCall(fn *ssa.Function, site ssa.CallInstruction, at point) {
	callee := flow.Callee(site.Common())
	var summary behaviour
	if callee == nil || callee.Pkg() == f.pass.Pkg || at.block == nil || !f.pass.ImportObjectFact(callee.Origin(), &summary) {
		return
	}
	args := site.Common().Args
	for _, need := range summary.Needs {
		w := &want{at: site, fn: fn, block: at, n: need.N, text: need.Text, place: need.Place, inner: callee.Name()}
		switch {
		case need.Param == ambientParams || need.Param == ambientAll:
			w.list = ambient(need.Param, need.Path)
			f.chase(fn, w.list, need.N, at, w, nil, 0)
		case need.Param < len(args):
			w.list = f.keyOf(args[need.Param], need.Path)
			f.ask(fn, args[need.Param], need.Path, need.N, at, w, nil, 0)
		}
	}
}

func ambient(param int, path string) key {
	if param == ambientAll {
		return key{nil, all + path}
	}
	return key{nil, params + path}
}

// highest is how many calls and copies a want is followed up.
const highest = 16

// ask raises a want of n elements of the list v at a place in fn, unless fn
// shows that they are there.
func (f *finder) ask(fn *ssa.Function, v ssa.Value, path string, n int, at point, w *want, t *trail, depth int) {
	if depth > highest || n <= 0 || at.block == nil {
		return
	}
	f.chase(fn, f.keyOf(v, path), n, at, w, t, depth)
}

func (f *finder) chase(fn *ssa.Function, k key, n int, at point, w *want, t *trail, depth int) {
	if f.least(fn, k, at) >= n {
		return
	}
	switch base := k.base.(type) {
	case nil:
		param := ambientParams
		path, whole := strings.CutPrefix(k.path, params)
		if !whole {
			param, path = ambientAll, strings.TrimPrefix(k.path, all)
		}
		f.raise(fn, param, path, n, w, t, depth)
	case *ssa.Parameter:
		if strings.Contains(k.path, ".") && f.validated(w, t, base) {
			return
		}
		f.raise(fn, slices.Index(fn.Params, base), k.path, n, w, t, depth)
	case *ssa.FreeVar:
		f.raise(fn, firstFree-slices.Index(fn.FreeVars, base), k.path, n, w, t, depth)
	case *ssa.Slice:
		low, ok := 0, true
		if base.Low != nil {
			low, ok = number(base.Low)
		}
		if ok && base.High == nil && k.path == "" && isList(base.X.Type()) {
			f.ask(fn, base.X, "", n+low, at, w, t, depth+1)
		}
	case *ssa.Phi:
		for i, edge := range base.Edges {
			if pred := base.Block().Preds[i]; edge != base && depth < deep {
				f.ask(fn, edge, k.path, n, point{pred, len(pred.Instrs)}, w, t, depth+1)
			}
		}
	case *ssa.Alloc:
		stores, rest := f.stores(base, k.path)
		if len(stores) == 0 {
			f.decoded(fn, base, w, t)
		}
		for _, s := range stores {
			if len(stores) <= deep && depth < deep {
				f.ask(fn, s.Val, rest, n, f.lengthsOf(fn).at[s], w, t, depth+1)
			}
		}
	case *ssa.Extract:
		if call, ok := base.Tuple.(*ssa.Call); ok {
			f.returned(fn, call, base.Index, k.path, n, w, t, depth)
		}
	case *ssa.Call:
		f.computed(fn, base, k.path, n, at, w, t, depth)
		f.returned(fn, base, 0, k.path, n, w, t, depth)
	}
}

// raise hands a want to whoever calls fn, or makes it a finding where that is
// the client.
func (f *finder) raise(fn *ssa.Function, param int, path string, n int, w *want, t *trail, depth int) {
	a := asked{w.at, fn, param, path, n}
	if f.asked[a] || depth > highest {
		return
	}
	f.asked[a] = true
	f.note(fn, param, path, n, w)
	if f.recovers(fn) {
		return
	}
	if param > firstFree && f.sent(fn, param, n, w, t) {
		return
	}
	if param <= firstFree {
		for _, maker := range f.p.Makers(fn) {
			if mk, ok := maker.(*ssa.MakeClosure); ok && f.reached[mk.Parent()] {
				f.ask(mk.Parent(), mk.Bindings[firstFree-param], path, n, f.lengthsOf(mk.Parent()).at[mk], w, t, depth+1)
			}
		}
		return
	}
	excused := f.excused(fn, param, path, n)
	for _, site := range f.p.Callers(fn) {
		caller := site.Parent()
		if !f.reached[caller] || excused && len(f.p.Callees(site)) > 1 {
			continue
		}
		at, hop := f.lengthsOf(caller).at[site], &trail{site, fn, t}
		if param < 0 {
			if at.block != nil {
				f.chase(caller, ambient(param, path), n, at, w, hop, depth+1)
			}
		} else if arg := flow.Argument(site.Common(), fn, fn.Params[param]); arg != nil {
			f.ask(caller, arg, path, n, at, w, hop, depth+1)
		}
	}
}

// excused says whether some call that may come to fn or to others, by a
// function's value or an interface, does check: then fn is registered there,
// and the other such calls are not its own.
func (f *finder) excused(fn *ssa.Function, param int, path string, n int) bool {
	for _, site := range f.p.Callers(fn) {
		caller := site.Parent()
		if !f.reached[caller] || len(f.p.Callees(site)) < 2 {
			continue
		}
		at := f.lengthsOf(caller).at[site]
		k := ambient(param, path)
		if param >= 0 {
			arg := flow.Argument(site.Common(), fn, fn.Params[param])
			if arg == nil {
				continue
			}
			k = f.keyOf(arg, path)
		}
		if at.block != nil && f.least(caller, k, at) >= n {
			return true
		}
	}
	return false
}

// sent reports a want of what the client sends to fn.
func (f *finder) sent(fn *ssa.Function, param, n int, w *want, t *trail) bool {
	entry := f.entries[fn]
	if entry == flow.NoEntry || !f.bare[fn] {
		return false
	}
	s := &short{want: *w, trail: t, likely: entry == flow.Likely}
	switch {
	case param < 0 && (entry == flow.Certain || f.pass.Pkg.Name() == "main"):
		s.source, s.from = "the client's arguments", fn.Pos()
	case param > 0 && entry == flow.Certain && fn.Signature.Recv() != nil && !f.p.CarriesStub(fn.Params[param].Type()):
		s.source, s.from = "argument "+fn.Params[param].Name()+" of transaction "+fn.Name(), fn.Params[param].Pos()
	default:
		return false
	}
	f.found(s)
	return true
}

// found keeps the first finding of each place, a certain one if there is one.
func (f *finder) found(s *short) {
	old := f.byPlace[s.want.at]
	if old == nil {
		f.byPlace[s.want.at] = s
		f.lists = append(f.lists, s)
		return
	}
	n := max(old.want.n, s.want.n)
	if old.likely && !s.likely {
		*old = *s
	}
	if old.want.list == s.want.list {
		old.want.n = n
	}
}
