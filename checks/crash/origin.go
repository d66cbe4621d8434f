package crash

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// kind is who decides what a value is.
type kind int

const (
	program kind = iota
	state        // what is on the ledger
	client       // the transaction's sender
)

// source is where a value comes from.
type source struct {
	kind   kind
	name   string
	pos    token.Pos
	likely bool
	// decoded says that the value's type was left to what came in.
	decoded bool
}

// farthest is how many values are looked at for one origin.
const farthest = 300

// walk looks for where a value comes from, backwards.
type walk struct {
	f      *finder
	wide   bool // through callers too
	queue  []ssa.Value
	seen   map[ssa.Value]bool
	source source
	// decoded says that the way led through a decoder.
	decoded bool
}

// origin is where v comes from: the client before the ledger.
func (f *finder) origin(v ssa.Value, wide bool) source {
	w := &walk{f: f, wide: wide, seen: map[ssa.Value]bool{}}
	w.push(v)
	for i := 0; i < len(w.queue) && i < farthest && w.source.kind != client; i++ {
		w.back(w.queue[i])
	}
	w.source.decoded = w.decoded
	return w.source
}

func (w *walk) push(list ...ssa.Value) {
	for _, v := range list {
		if v != nil && !w.seen[v] {
			w.seen[v] = true
			w.queue = append(w.queue, v)
		}
	}
}

func (w *walk) found(s source) {
	if s.kind > w.source.kind {
		w.source = s
	}
}

func (w *walk) back(v ssa.Value) {
	switch v := v.(type) {
	case *ssa.Parameter:
		w.parameter(v)
	case *ssa.FreeVar:
		for _, maker := range w.f.p.Makers(v.Parent()) {
			if mk, ok := maker.(*ssa.MakeClosure); ok {
				for i, free := range v.Parent().FreeVars {
					if free == v {
						w.push(mk.Bindings[i])
					}
				}
			}
		}
	case *ssa.Alloc:
		w.alloc(v)
	case *ssa.FieldAddr:
		w.field(v)
	case *ssa.Phi:
		w.push(v.Edges...)
	case *ssa.BinOp:
		if v.Op != token.AND && !isBoolean(v) {
			w.push(v.X, v.Y)
		}
	case *ssa.UnOp:
		w.push(v.X)
	case *ssa.MakeMap:
		for _, ref := range *v.Referrers() {
			if mi, ok := ref.(*ssa.MakeInterface); ok {
				w.filled(mi)
			}
		}
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			w.call(call, v.Index)
			return
		}
		w.push(v.Tuple)
	case *ssa.Call:
		w.call(v, 0)
	default:
		if next := through(v); next != nil {
			w.push(next)
		}
	}
}

// through is what a value is a part or a conversion of.
func through(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.Field:
		return v.X
	case *ssa.IndexAddr:
		return v.X
	case *ssa.Index:
		return v.X
	case *ssa.Lookup:
		return v.X
	case *ssa.Slice:
		return v.X
	case *ssa.Convert:
		return v.X
	case *ssa.ChangeType:
		return v.X
	case *ssa.MakeInterface:
		return v.X
	case *ssa.ChangeInterface:
		return v.X
	case *ssa.TypeAssert:
		return v.X
	case *ssa.Range:
		return v.X
	case *ssa.Next:
		return v.Iter
	}
	return nil
}

// parameter goes to the callers, or to the client. The contract itself, the
// context and the stub are the program's own.
func (w *walk) parameter(param *ssa.Parameter) {
	fn := param.Parent()
	if w.f.p.CarriesStub(param.Type()) || flow.Lasting(param.Type()) != nil {
		return
	}
	isReceiver := fn.Signature.Recv() != nil && fn.Params[0] == param
	if w.f.entries[fn] == flow.Certain && fn.Signature.Recv() != nil && !isReceiver {
		w.found(source{client, "argument " + param.Name() + " of transaction " + fn.Name(), param.Pos(), false, false})
		return
	}
	if !w.wide {
		return
	}
	for _, site := range w.f.p.Callers(fn) {
		if w.f.reached[site.Parent()] {
			w.push(flow.Argument(site.Common(), fn, param))
		}
	}
}

func (w *walk) alloc(alloc *ssa.Alloc) {
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == alloc {
				w.push(ref.Val)
			}
		case *ssa.FieldAddr:
			for _, use := range *ref.Referrers() {
				if s, ok := use.(*ssa.Store); ok && s.Addr == ref {
					w.push(s.Val)
				}
			}
		case *ssa.MakeInterface:
			w.filled(ref)
		case *ssa.Call:
			w.into(ref)
		}
	}
}

// field is one field of a variable: what the others hold is of no matter.
func (w *walk) field(v *ssa.FieldAddr) {
	alloc, ok := v.X.(*ssa.Alloc)
	if !ok {
		w.push(v.X)
		return
	}
	stores, _ := w.f.stores(alloc, "."+strconv.Itoa(v.Field))
	for _, s := range stores {
		w.push(s.Val)
	}
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.MakeInterface:
			w.filled(ref)
		case *ssa.Call:
			w.into(ref)
		}
	}
}

// filled looks at what decodes into a variable.
func (w *walk) filled(mi *ssa.MakeInterface) {
	for _, use := range *mi.Referrers() {
		if call, ok := use.(*ssa.Call); ok {
			w.into(call)
		}
	}
}

// into is a call that decodes its first argument into others.
func (w *walk) into(call *ssa.Call) {
	if fn := flow.Callee(call.Common()); fn != nil && decodes(fn) {
		w.decoded = true
		w.push(call.Common().Args[0])
	}
}

func decodes(fn *types.Func) bool {
	return strings.HasPrefix(fn.Name(), "Unmarshal") || fn.Name() == "Decode"
}

// call looks at what the i-th result of a call comes from.
func (w *walk) call(call *ssa.Call, i int) {
	common := call.Common()
	fn := flow.Callee(common)
	if c, ok := flow.StubCall(common); ok {
		if (c.Class == fabric.Read || c.Class == fabric.Range) && i == 0 {
			w.found(source{state, fn.Name(), call.Pos(), false, false})
		}
		return
	}
	if fn != nil && w.f.fromClient(call, fn, i) {
		w.found(source{client, fn.Name(), call.Pos(), w.f.entries[call.Parent()] == flow.Likely, false})
		return
	}
	callees := w.f.p.Callees(call)
	for _, callee := range callees {
		for _, b := range callee.Blocks {
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && i < len(ret.Results) {
				w.push(ret.Results[i])
			}
		}
	}
	switch {
	case len(callees) > 0 || fn == nil || fn.Pkg() == nil:
	case fn.Name() == "Next" && common.IsInvoke() && i == 0:
		w.push(common.Value)
	case flow.Standard(fn.Pkg().Path()):
		w.decoded = w.decoded || fn.Pkg().Path() == "crypto/x509" && strings.HasPrefix(fn.Name(), "Parse")
		w.push(common.Args...)
	}
}

// fromClient says whether the i-th result of the stub's method is what the
// client sent.
func (f *finder) fromClient(call *ssa.Call, fn *types.Func, i int) bool {
	switch fn.Name() {
	case "GetFunctionAndParameters":
		return f.asksFor(call, fn.Name())
	case "GetStringArgs", "GetArgs", "GetArgsSlice", "GetTransient":
		return f.asksFor(call, fn.Name()) && i == 0
	}
	return false
}
