package globalstate

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// variable is a package variable, or a field of a contract.
type variable struct {
	name     string
	global   *ssa.Global
	contract *types.TypeName
	typ      types.Type
	// paths are the parts of it that are written.
	paths  []string
	writes []write
	source *flow.Source
	// stub is set where a transaction's stub is kept in it: stubshare says so.
	stub bool
}

// write is a place where a transaction writes a variable.
type write struct {
	at    ssa.Instruction
	value ssa.Value // what is written, nil where that is not seen
	once  bool      // within sync.Once
}

// finder collects the variables that transactions write.
type finder struct {
	p         *flow.Package
	once      map[*ssa.Function]bool
	variables []*variable
	known     map[any]*variable
	seen      map[visit]bool
}

// visit is a parameter or free variable that some write goes through.
type visit struct {
	base ssa.Value
	path string
	at   ssa.Instruction
}

func (f *finder) scan(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				f.wrote(flow.PlaceOf(instr.Addr), write{instr, instr.Val, f.once[fn]}, false)
			case *ssa.MapUpdate:
				f.wrote(flow.PlaceOf(instr.Map).At("/[]"), write{instr, instr.Value, f.once[fn]}, true)
			case *ssa.Call:
				f.called(instr)
			}
		}
	}
}

// called looks for calls that write what they are given.
func (f *finder) called(call *ssa.Call) {
	args := call.Common().Args
	if b, ok := call.Common().Value.(*ssa.Builtin); ok {
		switch b.Name() {
		case "delete", "clear":
			f.wrote(flow.PlaceOf(args[0]).At("/[]"), write{at: call, once: f.once[call.Parent()]}, true)
		}
		return
	}
	fn := flow.Callee(call.Common())
	if fn == nil || fn.Pkg() == nil || receiverName(fn) == "WaitGroup" {
		return
	}
	if fn.Pkg().Path() == "sync" && slices.Contains([]string{"LoadOrStore", "LoadAndDelete", "Swap", "CompareAndSwap", "Delete", "Clear"}, fn.Name()) {
		f.wrote(flow.PlaceOf(args[0]), write{call, args[len(args)-1], f.once[call.Parent()]}, false)
		return
	}
	filled, from := f.p.Fills(call)
	for _, target := range filled {
		f.wrote(flow.PlaceOf(target), write{call, from, f.once[call.Parent()]}, false)
	}
}

func receiverName(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		if p, ok := recv.Type().(*types.Pointer); ok {
			if n, ok := p.Elem().(*types.Named); ok {
				return n.Obj().Name()
			}
		}
	}
	return ""
}

// wrote finds out what variable a written place belongs to: directly, or by
// what callers and closures hand down. Through a map, a copy of the contract
// writes the contract's.
func (f *finder) wrote(place flow.Place, w write, throughMap bool) {
	switch base := place.Base.(type) {
	case *ssa.Global:
		f.add(base, nil, place.Path, w)
	case *ssa.Parameter:
		n := flow.Lasting(base.Type())
		if n == nil && throughMap {
			n = flow.Lasting(types.NewPointer(base.Type()))
		}
		if n != nil && place.Path != "" {
			f.add(nil, n.Obj(), place.Path, w)
			return
		}
		if !f.enter(place, w) {
			return
		}
		for _, site := range f.p.Callers(base.Parent()) {
			if arg := flow.Argument(site.Common(), base.Parent(), base); arg != nil && f.p.Reached(site.Parent()) {
				w.once = w.once || f.once[site.Parent()]
				f.wrote(flow.PlaceOf(arg).At(place.Path), w, throughMap)
			}
		}
	case *ssa.FreeVar:
		if !f.enter(place, w) {
			return
		}
		for _, maker := range f.p.Makers(base.Parent()) {
			mk, ok := maker.(*ssa.MakeClosure)
			i := slices.Index(base.Parent().FreeVars, base)
			if ok && i >= 0 && i < len(mk.Bindings) {
				f.wrote(flow.PlaceOf(mk.Bindings[i]).At(place.Path), w, throughMap)
			}
		}
	case *ssa.Alloc:
		f.spilled(base, place, w, throughMap)
	}
}

// spilled is a parameter that was copied to a variable because its address is
// taken: a receiver that a closure captures.
func (f *finder) spilled(alloc *ssa.Alloc, place flow.Place, w write, throughMap bool) {
	if place.Path == "" {
		return // the copy itself
	}
	for _, ref := range *alloc.Referrers() {
		s, ok := ref.(*ssa.Store)
		if !ok || s.Addr != alloc {
			continue
		}
		if param, ok := s.Val.(*ssa.Parameter); ok {
			if _, isPointer := param.Type().Underlying().(*types.Pointer); isPointer || throughMap {
				f.wrote(flow.Place{Base: param, Path: place.Path}, w, throughMap)
			}
		}
	}
}

// enter says whether the way through the place was not gone before.
func (f *finder) enter(place flow.Place, w write) bool {
	v := visit{place.Base, place.Path, w.at}
	fresh := !f.seen[v]
	f.seen[v] = true
	return fresh
}

// add notes a write of a variable, unless the variable is made for it.
func (f *finder) add(g *ssa.Global, contract *types.TypeName, path string, w write) {
	path, _, _ = strings.Cut(path, "/[]")
	var key any = g
	v := &variable{global: g, contract: contract}
	if g != nil {
		v.name, v.typ = "package variable "+g.Name(), g.Type().Underlying().(*types.Pointer).Elem()
		if strings.Contains(g.Name(), "$") { // init$guard
			return
		}
	} else {
		key = visit{path: contract.Name() + path}
		v.name, v.typ = "field "+contract.Name()+strings.ReplaceAll(path, "/", "."), flow.TypeAt(contract.Type(), path)
	}
	if harmless(v.typ) {
		return
	}
	if f.known[key] == nil {
		f.known[key] = v
		f.variables = append(f.variables, v)
	}
	v = f.known[key]
	if !slices.Contains(v.paths, path) {
		v.paths = append(v.paths, path)
	}
	v.writes = append(v.writes, w)
	v.stub = v.stub || f.p.HoldsStub(w.value)
}

// harmless says whether a variable of type t only serves the program itself.
func harmless(t types.Type) bool {
	if t == nil {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	path, name := n.Obj().Pkg().Path(), n.Obj().Name()
	switch {
	case path == "sync" && name != "Map", path == "regexp", path == "log", path == "log/slog":
		return true
	}
	return strings.Contains(name, "Logger") || strings.Contains(path, "/prometheus") || strings.Contains(path, "/metrics") ||
		strings.Contains(path, "/logrus") || strings.Contains(path, "/zap")
}

// onces are the functions that only sync.Once calls.
func onces(p *flow.Package) map[*ssa.Function]bool {
	once := map[*ssa.Function]bool{}
	for _, fn := range p.Funcs {
		if makers := p.Makers(fn); len(makers) > 0 {
			once[fn] = !slices.ContainsFunc(makers, func(m ssa.Instruction) bool { return !forOnce(m) })
		}
	}
	for _, fn := range p.Funcs { // and what they alone call
		callers := p.Callers(fn)
		if len(callers) > 0 && len(p.Makers(fn)) == 0 && p.Entry(fn) == flow.NoEntry {
			once[fn] = !slices.ContainsFunc(callers, func(c ssa.CallInstruction) bool { return !once[c.Parent()] })
		}
	}
	return once
}

// forOnce says whether a function's value is taken only to hand it to
// sync.Once.
func forOnce(maker ssa.Instruction) bool {
	uses := []ssa.Instruction{maker}
	if mk, ok := maker.(*ssa.MakeClosure); ok {
		uses = *mk.Referrers()
	}
	for _, use := range uses {
		call, ok := use.(*ssa.Call)
		if !ok {
			return false
		}
		fn := flow.Callee(call.Common())
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "sync" || !strings.HasPrefix(fn.Name(), "Once") && receiverName(fn) != "Once" {
			return false
		}
	}
	return len(uses) > 0
}
