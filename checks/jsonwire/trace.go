package jsonwire

import (
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/built"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// sink is where the exact bytes matter.
type sink struct {
	name string
	pos  token.Pos
}

func (s *sink) at(pass *analysis.Pass) string {
	if strings.Contains(s.name, " at ") {
		return s.name
	}
	pos := pass.Fset.Position(s.pos)
	return fmt.Sprintf("%s at %s:%d", s.name, filepath.Base(pos.Filename), pos.Line)
}

// tracer follows bytes through one package.
type tracer struct {
	pass    *analysis.Pass
	callers map[*ssa.Function][]ssa.CallInstruction
}

// enough is how many values one encoding is followed through.
const enough = 2000

// follow is the first sink that v comes to, or nil.
func (t *tracer) follow(v ssa.Value) *sink {
	w := &walk{tracer: t, seen: map[ssa.Value]bool{v: true}, queue: []ssa.Value{v}}
	for i := 0; i < len(w.queue) && i < enough && w.found == nil; i++ {
		v := w.queue[i]
		if v.Referrers() == nil {
			continue
		}
		for _, ref := range *v.Referrers() {
			w.use(v, ref)
		}
	}
	return w.found
}

type walk struct {
	*tracer
	seen  map[ssa.Value]bool
	queue []ssa.Value
	found *sink
}

func (w *walk) push(v ssa.Value) {
	if v != nil && !w.seen[v] {
		w.seen[v] = true
		w.queue = append(w.queue, v)
	}
}

func (w *walk) use(v ssa.Value, at ssa.Instruction) {
	switch at := at.(type) {
	case *ssa.Convert, *ssa.ChangeType, *ssa.MakeInterface, *ssa.Slice, *ssa.Phi, *ssa.TypeAssert:
		w.push(at.(ssa.Value))
	case *ssa.BinOp:
		if at.Op == token.ADD {
			w.push(at)
		}
	case *ssa.UnOp:
		if at.Op == token.MUL {
			w.push(at)
		}
	case *ssa.Extract:
		if at.Index == 0 {
			w.push(at)
		}
	case *ssa.Store:
		if at.Val == v {
			w.push(holder(at.Addr))
		}
	case *ssa.MakeClosure:
		fn := at.Fn.(*ssa.Function)
		for i, bound := range at.Bindings {
			if bound == v {
				w.push(fn.FreeVars[i])
			}
		}
	case *ssa.Return:
		for i, result := range at.Results {
			if result == v {
				w.returned(at.Parent(), i)
			}
		}
	case ssa.CallInstruction:
		w.call(v, at)
	}
}

// holder is the local variable that an address belongs to, for arrays of
// variadic arguments and plain variables.
func holder(addr ssa.Value) ssa.Value {
	if i, ok := addr.(*ssa.IndexAddr); ok {
		addr = i.X
	}
	if alloc, ok := addr.(*ssa.Alloc); ok {
		return alloc
	}
	return nil
}

func (w *walk) returned(fn *ssa.Function, i int) {
	for _, site := range w.callers[fn] {
		v := site.Value()
		if v == nil {
			continue
		}
		if fn.Signature.Results().Len() == 1 {
			w.push(v)
			continue
		}
		for _, ref := range *v.Referrers() {
			if e, ok := ref.(*ssa.Extract); ok && e.Index == i {
				w.push(e)
			}
		}
	}
}

func (w *walk) call(v ssa.Value, site ssa.CallInstruction) {
	common := site.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		if b.Name() == "append" && site.Value() != nil {
			w.push(site.Value())
		}
		return
	}
	if fn := built.Callee(common); fn != nil {
		for i, arg := range common.Args {
			if arg == v && i < len(fn.Params) {
				w.push(fn.Params[i])
			}
		}
		return
	}
	fn := flow.Callee(common)
	if fn == nil || fn.Pkg() == nil || common.IsInvoke() && common.Value == v {
		return
	}
	if matters(fn, common) {
		w.found = &sink{fn.Pkg().Name() + "." + fn.Name(), site.Pos()}
		return
	}
	var uses usesFact
	if w.pass.ImportObjectFact(fn, &uses) {
		for _, use := range uses.List {
			if use.Param < len(common.Args) && common.Args[use.Param] == v {
				w.found = &sink{use.Sink + " through " + fn.Pkg().Name() + "." + fn.Name(), site.Pos()}
			}
		}
		return
	}
	if site.Value() != nil && keeps(fn) {
		w.push(site.Value())
	}
}

// keeps says whether a function of the standard library returns the bytes that
// it got, in another form.
func keeps(fn *types.Func) bool {
	switch fn.Pkg().Path() {
	case "bytes", "strings", "fmt", "encoding/hex", "encoding/base64", "slices":
		return !strings.HasPrefix(fn.Name(), "Fprint") && !strings.HasPrefix(fn.Name(), "Error")
	}
	return false
}

// matters says whether fn computes with the exact bytes: digests, signatures,
// and messages to peers.
func matters(fn *types.Func, call *ssa.CallCommon) bool {
	path, name := fn.Pkg().Path(), fn.Name()
	crypto := strings.HasPrefix(path, "crypto/") || strings.HasPrefix(path, "golang.org/x/crypto/") || strings.HasPrefix(path, "hash/")
	switch {
	case crypto && (strings.HasPrefix(name, "Sum") || strings.HasPrefix(name, "Checksum") || strings.HasPrefix(name, "Verify")):
		return true
	case strings.HasPrefix(name, "Sign") && name != "Signature" && name != "Signal" && !strings.HasPrefix(path, "os"):
		return true
	case name == "Write" || name == "WriteString" || name == "WriteTo":
		return call.IsInvoke() && isDigest(call.Value.Type()) || sendsTo(fn) || name == "WriteString" && path == "io" && writer(call.Args[0]) != ""
	case strings.Contains(path, "libp2p"):
		return name == "Publish" || strings.HasPrefix(name, "Send")
	}
	return name == "Broadcast" || name == "Gossip"
}

// sendsTo says whether fn is a method of a connection.
func sendsTo(fn *types.Func) bool {
	path := fn.Pkg().Path()
	return path == "net" || path == "crypto/tls" || strings.Contains(path, "libp2p")
}

// isDigest says whether t is a hash.Hash, by its methods.
func isDigest(t types.Type) bool {
	for _, name := range []string{"Sum", "BlockSize", "Write"} {
		if obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name); obj == nil {
			return false
		}
	}
	return true
}

// writer names a digest or a connection that an encoder writes to, or is "".
func writer(v ssa.Value) string {
	for range 4 {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
			continue
		case *ssa.ChangeInterface:
			v = x.X
			continue
		}
		break
	}
	t := v.Type()
	if isDigest(t) {
		return "a digest"
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "RemoteAddr")
	if _, ok := obj.(*types.Func); ok {
		return "a connection"
	}
	return ""
}
