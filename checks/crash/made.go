package crash

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// returned follows a list into the function that returns it.
func (f *finder) returned(fn *ssa.Function, call *ssa.Call, i int, path string, n int, w *want, t *trail, depth int) {
	callees := f.p.Callees(call)
	if len(callees) != 1 || depth > deep || callees[0] == fn {
		return
	}
	l := f.lengthsOf(callees[0])
	for _, b := range callees[0].Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && i < len(ret.Results) {
			if _, param := f.keyOf(ret.Results[i], path).base.(*ssa.Parameter); !param { // of all callers, not of this call
				f.ask(callees[0], ret.Results[i], path, n, l.at[ret], w, t, depth+1)
			}
		}
	}
}

// decoded is a list that a decoder filled with what the client sent.
func (f *finder) decoded(fn *ssa.Function, alloc *ssa.Alloc, w *want, t *trail) {
	src := f.origin(alloc, false)
	if src.kind == client && src.decoded && f.bare[fn] && !f.validated(w, t, alloc) {
		f.found(&short{want: *w, source: src.name, from: src.pos, trail: t, likely: !f.certain[fn]})
	}
}

// validated says whether a branch on the way looks at what some function says
// of the value that holds the list.
func (f *finder) validated(w *want, t *trail, holder ssa.Value) bool {
	at := w.at
	if t != nil {
		at = t.site
	}
	if at.Parent() != holder.Parent() {
		return true // handed through a closure: not followed
	}
	return f.guarded(at, holder, aType)
}

// computed follows text through the functions that cut or fold it.
func (f *finder) computed(fn *ssa.Function, call *ssa.Call, path string, n int, at point, w *want, t *trail, depth int) {
	callee := flow.Callee(call.Common())
	if callee == nil || callee.Pkg() == nil || callee.Pkg().Path() != "strings" && callee.Pkg().Path() != "bytes" || path != "" {
		return
	}
	text := call.Common().Args[0]
	switch name := callee.Name(); {
	case name == "ToLower", name == "ToUpper", strings.HasPrefix(name, "Trim"):
		f.ask(fn, text, "", n, at, w, t, depth+1)
	case strings.HasPrefix(name, "Split") && n == 1:
	case strings.HasPrefix(name, "Split"), strings.HasPrefix(name, "Fields"):
		// Whoever looked at the text may know how many parts it has.
		k := f.keyOf(text, "")
		if f.least(fn, k, at) < most && f.bare[fn] {
			if src := f.origin(text, handed(text)); src.kind == client {
				f.found(&short{want: *w, source: src.name, from: src.pos, trail: t, likely: src.likely})
			}
		}
	}
}

// handed says whether v is one of a list that the function got: in the shim's
// style, handlers hand the arguments down as they came.
func handed(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	at, ok := load.X.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	_, param := at.X.(*ssa.Parameter)
	return param
}
