package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/origin"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// strict is a tracer for the sources of a family: what such a function is
// given adds nothing to what it answers.
type strict struct {
	family origin.Family
	// values says to leave alone what a source decides.
	values bool
}

func (t strict) Use(_ *Frame, _ Fact, at ssa.Instruction, _ *Step) bool {
	if _, branch := at.(*ssa.If); branch && t.values {
		return true
	}
	site, ok := at.(ssa.CallInstruction)
	if !ok {
		return false
	}
	fn := Callee(site.Common())
	o, ok := origin.OfCall(fn, site.Common())
	return ok && o.Family == t.family || t.family == origin.Random && decrypts(fn)
}

// decrypts says whether fn takes back an encryption: the plain text does not
// depend on the key, the nonce and the padding that were drawn for it.
func decrypts(fn *types.Func) bool {
	if fn == nil {
		return false
	}
	name := strings.ToLower(fn.Name())
	return strings.Contains(name, "decrypt") && !strings.Contains(name, "encrypt") || name == "unseal" || name == "openbox" ||
		name == "open" && fn.Pkg() != nil && fn.Pkg().Path() == "crypto/cipher"
}

func (strict) Wrote(*Frame, Fact, ssa.Instruction, *Step) bool { return false }

// Trace follows all sources of a family through p and returns them, in the
// order of the code.
func Trace(p *Package, family origin.Family) []*Source {
	r := NewRun(p, strict{family: family})
	sources := Seed(r, family)
	r.Drain()
	return sources
}

// Seed starts wherever something of the family arises: calls, functions used
// as values, variables, and what functions of other packages yield.
func Seed(r *Run, family origin.Family) []*Source {
	s := &seeder{r: r, family: family}
	for _, fn := range r.P.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if site, ok := instr.(ssa.CallInstruction); ok {
					s.call(site)
				}
				s.values(instr)
			}
		}
	}
	s.promoted()
	r.sources = len(s.list)
	return s.list
}

type seeder struct {
	r      *Run
	family origin.Family
	list   []*Source
}

func (s *seeder) source(name string, at ssa.Instruction) *Source {
	src := &Source{Name: name, Pos: report.Place(at), Fn: at.Parent()}
	s.list = append(s.list, src)
	return src
}

// call starts at a call of an origin, or of what yields one.
func (s *seeder) call(site ssa.CallInstruction) {
	common := site.Common()
	if o, ok := origin.OfCall(Callee(common), common); ok {
		if o.Family == s.family {
			s.arise(o, site)
		}
		return
	}
	for _, fn := range s.r.P.foreignCallees(site) {
		sources := map[string]*Source{} // one thing may come out in several ways
		for _, y := range s.r.P.foreign.yields[fn].of(s.family) {
			src := sources[y.Name+y.Place]
			if src == nil {
				src = s.source(y.Name, site)
				sources[y.Name+y.Place] = src
			}
			src.told = src.told || y.Told && s.r.P.sameModule(fn.Pkg())
			s.yield(src, y, site, src.from(y, Qualified(fn)))
		}
	}
}

// yield starts at what a call of another package's function hands out.
func (s *seeder) yield(src *Source, y Yield, site ssa.CallInstruction, step *Step) {
	root := s.r.Root(src, site.Parent())
	if y.Into < 0 {
		root.result(site, exit{result: y.Result, path: y.Path, kind: y.Kind}, step)
		return
	}
	args := Actuals(site.Common())
	if y.Into < len(args) {
		root.Write(args[y.Into], y.Path, y.Kind, site, step)
	}
}

// arise starts at what an origin returns or fills.
func (s *seeder) arise(o origin.Origin, site ssa.CallInstruction) {
	src := s.source(o.Name, site)
	root := s.r.Root(src, site.Parent())
	if o.Fills >= 0 {
		if args := Arguments(site.Common()); o.Fills < len(args) {
			root.Write(args[o.Fills], "", Data, site, nil)
		}
		return
	}
	root.opaqueResults(site, Data, nil)
	for _, arg := range site.Common().Args { // rand.Shuffle's swap
		if fn := called(arg); fn != nil && fn.Blocks != nil {
			for _, param := range fn.Params {
				s.r.Root(src, fn).Add(Fact{V: param}, nil)
			}
		}
	}
}

// called is the function that v is the value of, or nil.
func called(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	case *ssa.Function:
		return v
	}
	return nil
}

// values starts at an origin that instr uses without calling it, such as
// issuer{now: time.Now} and rand.Reader.
func (s *seeder) values(instr ssa.Instruction) {
	for i, op := range instr.Operands(nil) {
		switch v := (*op).(type) {
		case *ssa.Function:
			site, call := instr.(ssa.CallInstruction)
			if call && i == 0 && !site.Common().IsInvoke() {
				continue
			}
			obj := object(v)
			if o, ok := origin.Of(obj); ok && o.Family == s.family {
				s.use(s.source(o.Name, instr), v, "", instr, nil)
			} else if obj != nil {
				s.yieldedValue(v, obj, instr)
			}
		case *ssa.Global:
			if o, ok := origin.OfVariable(v.Object()); ok && o.Family == s.family {
				s.use(s.source(o.Name, instr), v, "", instr, nil)
			} else {
				s.yieldedValue(v, v.Object(), instr)
			}
		}
	}
}

// yieldedValue starts at a function or variable of another package.
func (s *seeder) yieldedValue(v ssa.Value, obj types.Object, instr ssa.Instruction) {
	if obj == nil {
		return
	}
	for _, y := range s.r.P.foreign.yields[obj].of(s.family) {
		src := s.source(y.Name, instr)
		path := y.Path
		if _, isFunc := v.(*ssa.Function); isFunc {
			path = "" // what it returns when it is called
		}
		s.use(src, v, path, instr, src.from(y, obj.Pkg().Name()+"."+obj.Name()))
	}
}

func (s *seeder) use(src *Source, v ssa.Value, path string, instr ssa.Instruction, step *Step) {
	s.r.Root(src, instr.Parent()).Use(Fact{V: v, Path: path}, instr, step)
}

// promoted finds transactions that a contract has from an embedded type of
// another package, where that type alone is no contract.
func (s *seeder) promoted() {
	for _, m := range s.r.P.promoted {
		for _, y := range s.r.P.foreign.yields[m.fn].of(s.family) {
			if y.Told || y.Result < 0 {
				continue
			}
			src := &Source{Name: y.Name, Pos: m.pos}
			s.list = append(s.list, src)
			h := &Hit{Sink: Sink{Class: fabric.Response, Name: "the response", Pos: m.pos}, Manner: manner(y.Kind)}
			h.step = src.from(y, Qualified(m.fn))
			src.hits[h.Manner][h.Class] = h
		}
	}
}

// from is the first step of a flow that begins in another package.
func (src *Source) from(y Yield, name string) *Step {
	src.foreign = y.Place
	return &Step{
		pos: src.Pos, note: y.Name + " at " + y.Place + " comes from " + name, via: name, likely: y.Likely,
	}
}

// of are the yields of one family.
func (y *Yields) of(family origin.Family) (list []Yield) {
	if y == nil {
		return nil
	}
	for _, one := range y.List {
		if one.Family == family {
			list = append(list, one)
		}
	}
	return list
}
