package stubshare

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// variable is a package variable, or a field of a contract, that a stub is
// kept in.
type variable struct {
	name   string
	writes []ssa.Instruction
	// closure is set where a function that uses the stub is kept.
	closure bool
	// dropped says that entries are taken out again.
	dropped bool
}

// visit is a parameter or free variable that some write goes through.
type visit struct {
	base ssa.Value
	path string
	at   ssa.Instruction
}

// scan looks for what fn keeps.
func (f *finder) scan(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				f.keep(flow.PlaceOf(instr.Addr), instr.Val, instr)
			case *ssa.MapUpdate:
				f.keep(flow.PlaceOf(instr.Map).At("/[]"), instr.Value, instr)
			case *ssa.Send:
				f.keep(flow.PlaceOf(instr.Chan).At("/[]"), instr.X, instr)
			case ssa.CallInstruction:
				f.called(instr)
			}
		}
	}
}

// called looks for calls that keep what they are given, or drop it.
func (f *finder) called(call ssa.CallInstruction) {
	args := call.Common().Args
	if b, ok := call.Common().Value.(*ssa.Builtin); ok {
		if b.Name() == "delete" {
			f.find(flow.PlaceOf(args[0]).At("/[]"), call, func(key any, _ string) {
				if v := f.known[key]; v != nil {
					v.dropped = true
				} else {
					f.known[key] = &variable{dropped: true}
				}
			})
		}
		return
	}
	fn := flow.Callee(call.Common())
	if fn != nil && !f.p.Own(fn.Pkg()) && !call.Common().IsInvoke() {
		for _, k := range f.keepers(fn) {
			if max(k.In, k.Of) < len(args) {
				f.keep(flow.PlaceOf(args[k.In]).At(k.Path), args[k.Of], call)
			}
		}
	}
	if fn == nil || fn.Pkg() == nil || !strings.HasPrefix(fn.Pkg().Path(), "sync") || len(args) < 2 {
		return
	}
	if slices.Contains([]string{"Store", "LoadOrStore", "Swap", "CompareAndSwap"}, fn.Name()) {
		f.keep(flow.PlaceOf(args[0]), args[len(args)-1], call)
	}
}

// keep notes that v is stored at place, if it holds a stub and place lasts.
func (f *finder) keep(place flow.Place, v ssa.Value, at ssa.Instruction) {
	if !f.p.HoldsStub(v) {
		return
	}
	_, function := v.Type().Underlying().(*types.Signature)
	f.find(place, at, func(key any, name string) {
		v := f.of(key, name)
		v.closure = v.closure || function
		if !slices.Contains(v.writes, at) {
			v.writes = append(v.writes, at)
		}
	})
}

func (f *finder) of(key any, name string) *variable {
	v := f.known[key]
	if v == nil {
		v = &variable{}
		f.known[key] = v
	}
	if v.name == "" {
		v.name = name
		f.variables = append(f.variables, v)
	}
	return v
}

// find calls found for each variable that outlives the transaction and that
// place is a part of: directly, or by what callers and closures hand down.
func (f *finder) find(place flow.Place, at ssa.Instruction, found func(key any, name string)) {
	path, _, _ := strings.Cut(place.Path, "/[]")
	switch base := place.Base.(type) {
	case *ssa.Global:
		name := base.Name()
		if pkg := base.Object(); pkg != nil && !f.p.Own(pkg.Pkg()) {
			name = pkg.Pkg().Name() + "." + name
		}
		found(base, "package variable "+name)
	case *ssa.Parameter:
		if n := flow.Lasting(base.Type()); n != nil && place.Path != "" {
			if !strings.HasSuffix(path, "/TransactionContextHandler") { // a pattern that contexts are made after
				found(visit{path: n.Obj().Name() + path}, "field "+n.Obj().Name()+strings.ReplaceAll(path, "/", "."))
			}
			return
		}
		if _, ok := base.Type().Underlying().(*types.Struct); ok || !f.enter(place, at) {
			return // a copy
		}
		if contract, field := host(base); contract != nil && place.Path != "" {
			found(visit{path: contract.Name() + field + path}, "field "+contract.Name()+strings.ReplaceAll(field+path, "/", "."))
			return
		}
		for _, site := range f.p.Callers(base.Parent()) {
			if arg := flow.Argument(site.Common(), base.Parent(), base); arg != nil {
				f.find(flow.PlaceOf(arg).At(place.Path), at, found)
			}
		}
	case *ssa.FreeVar:
		if !f.enter(place, at) {
			return
		}
		for _, maker := range f.p.Makers(base.Parent()) {
			mk, ok := maker.(*ssa.MakeClosure)
			if i := slices.Index(base.Parent().FreeVars, base); ok && i >= 0 && i < len(mk.Bindings) {
				f.find(flow.PlaceOf(mk.Bindings[i]).At(place.Path), at, found)
			}
		}
	case *ssa.Call: // instance().stub = stub
		if place.Path != "" && f.enter(place, at) {
			f.returned(base, place.Path, at, found)
		}
	case *ssa.Alloc:
		if place.Path == "" {
			return
		}
		for _, ref := range *base.Referrers() { // a receiver that a closure captures
			if s, ok := ref.(*ssa.Store); ok && s.Addr == base {
				if param, ok := s.Val.(*ssa.Parameter); ok {
					f.find(flow.Place{Base: param, Path: place.Path}, at, found)
				}
			}
		}
	}
}

// returned looks for what a function of the package returns: a variable that
// outlives the transaction.
func (f *finder) returned(call *ssa.Call, path string, at ssa.Instruction, found func(key any, name string)) {
	for _, callee := range f.p.Callees(call) {
		for _, b := range callee.Blocks {
			ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
			if !ok || len(ret.Results) != 1 {
				continue
			}
			if place := flow.PlaceOf(ret.Results[0]); place.Base != ret.Results[0] {
				if _, global := place.Base.(*ssa.Global); global {
					f.find(place.At(path), at, found)
				}
			}
		}
	}
}

// enter says whether the way through the place was not gone before.
func (f *finder) enter(place flow.Place, at ssa.Instruction) bool {
	v := visit{place.Base, place.Path, at}
	fresh := !f.seen[v]
	f.seen[v] = true
	return fresh
}

// kept puts a variable into words.
func (f *finder) kept(v *variable) analysis.Diagnostic {
	d := report.Diagnostic{
		Pos: report.Place(v.writes[0]), Severity: report.Error,
		Message: v.name + " keeps the stub of one transaction, and transactions that run at once use each other's",
		Hint: "hand the stub or the context on as an argument: each transaction runs in a goroutine of its own, " +
			"and what it writes through another's stub is lost or refused",
	}
	switch {
	case v.dropped:
		d.Severity = report.Notice
		d.Message = v.name + " keeps the stubs of transactions until they are taken out again"
	case v.closure:
		d.Message = v.name + " keeps a function that uses the stub of one transaction, and outlives it"
	}
	for _, w := range v.writes[1:] {
		if pos := report.Place(w); pos != d.Pos {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: "also kept here"})
		}
	}
	return d.Analysis()
}
