package privateleak

import (
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/argument"
	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// state is the class of public state. It is not Write, at which the engine takes
// a source for told.
const state = fabric.Invoke

// tracer follows private data to what is public. The classes of its hits are
// those of the leaks: Read stands for a key of public state, Range for a log.
type tracer struct {
	keys   *argument.Keys
	budget *argument.Budget
}

func (t tracer) Use(f *flow.Frame, fact flow.Fact, at ssa.Instruction, step *flow.Step) bool {
	if t.budget.Spent() || identifies(at) || truth(fact) {
		return true
	}
	site, ok := at.(ssa.CallInstruction)
	if !ok {
		return argument.Ends(f.Package(), at) || fact.Path == "" && t.named(fact.V)
	}
	if _, ok := flow.StubCall(site.Common()); ok {
		t.stub(f, fact, site, step)
		return true
	}
	if fact.Path == "" && t.named(fact.V) {
		return true
	}
	t.abroad(f, fact, site, step)
	if len(f.Package().Callees(site)) == 0 && logs(flow.Callee(site.Common())) {
		f.Hit(hit(fabric.Range, "a log", site), step)
		return true
	}
	return argument.Ends(f.Package(), at)
}

func (t tracer) stub(f *flow.Frame, fact flow.Fact, site ssa.CallInstruction, step *flow.Step) {
	c, _ := flow.StubCall(site.Common())
	key, value := flow.Touches(c, site, fact.V)
	switch name := flow.Callee(site.Common()).Name(); {
	case name == "PutState" && value && !(fact.Path == "" && t.named(fact.V)) && !chosen(site):
		f.Hit(hit(state, name, site), step)
	case name == "PutState" && key:
		f.Hit(hit(fabric.Read, "the key of PutState", site), step)
	case name == "SetEvent" && value:
		f.Hit(hit(fabric.Event, name, site), step)
	}
}

// abroad is a function of another package that writes what it is handed.
func (t tracer) abroad(f *flow.Frame, fact flow.Fact, site ssa.CallInstruction, step *flow.Step) {
	arrivals, names := f.Abroad(fact, site)
	for i, a := range arrivals {
		h := flow.Hit{Sink: a.Sink(site)}
		switch {
		case a.Manner != flow.Reaches:
			continue
		case a.Name == "PutState" && a.SinkArg == flow.Value && !(fact.Path == "" && t.named(fact.V)):
			h.Class = state
		case a.Name == "SetEvent":
			h.Class = fabric.Event
		default:
			continue
		}
		f.Hit(h, step.Abroad(names[i], a, site))
	}
}

// chosen says whether the function writes private data in place of public state
// on another way: it puts each value where it belongs, as a layer between the
// contract and the stub does.
func chosen(site ssa.CallInstruction) bool {
	return slices.ContainsFunc(flow.Sites(site.Parent()), func(other ssa.CallInstruction) bool {
		return argument.IsStubMethod(other, "PutPrivateData") && other.Block() != site.Block() &&
			!flow.Leads(other.Block(), site.Block()) && !flow.Leads(site.Block(), other.Block())
	})
}

func (tracer) Wrote(*flow.Frame, flow.Fact, ssa.Instruction, *flow.Step) bool { return false }

func hit(class fabric.Class, name string, site ssa.CallInstruction) flow.Hit {
	return flow.Hit{Sink: flow.Sink{Class: class, Name: name, Pos: site.Pos()}}
}

// named says whether the text v names an entry of the ledger: it is no secret
// of its own.
func (t tracer) named(v ssa.Value) bool {
	b, ok := v.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0 && t.keys.Has(v)
}

// identifier fits the fields that name something.
var identifier = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(id|key|type|name|collection|org|msp)s?$`)
})

// secrets fits names that look like one and are not.
var secrets = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)secret|private|priv|api|access|encrypt|sign`)
})

// identifies says whether the instruction takes out of something private what
// only names it.
func identifies(at ssa.Instruction) bool {
	name := ""
	switch a := at.(type) {
	case *ssa.FieldAddr:
		name = fieldOf(a.X.Type(), a.Field)
	case *ssa.Field:
		name = fieldOf(a.X.Type(), a.Field)
	}
	return identifier().MatchString(name) && !secrets().MatchString(name)
}

func fieldOf(t types.Type, i int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if st, ok := t.Underlying().(*types.Struct); ok && i < st.NumFields() {
		return st.Field(i).Name()
	}
	return ""
}

// truth says whether the fact is of a bool, which tells one bit.
func truth(fact flow.Fact) bool {
	b, ok := fact.V.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// logs says whether fn, of another package, writes a log.
func logs(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	name := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(fn.Name(), "ln"), "w"), "f")
	switch name {
	case "Print":
		return true
	case "Debug", "Info", "Notice", "Warn", "Warning", "Error", "Critical", "Fatal", "Panic", "Trace", "Log":
		path := fabric.Unvendored(fn.Pkg().Path())
		return path != "fmt" && path != "errors" && (fn.Signature().Recv() != nil || strings.Contains(path, "log")) && !fabric.IsError(fn)
	}
	return false
}

// writers knows which functions come to a write, and which compare with a
// private hash.
type writers struct {
	p              *flow.Package
	writes, hashes map[*ssa.Function]bool
	returns        map[token.Pos]ssa.Instruction
}

func writersOf(p *flow.Package) *writers {
	w := &writers{p: p, returns: map[token.Pos]ssa.Instruction{}}
	var put, hash []*ssa.Function
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.Return:
					w.returns[instr.Pos()] = instr
				case ssa.CallInstruction:
					if c, ok := flow.StubCall(instr.Common()); ok && c.Class == fabric.Write {
						put = append(put, fn)
					}
					if argument.IsStubMethod(instr, "GetPrivateDataHash") {
						hash = append(hash, fn)
					}
					if fabric.IsSuccess(flow.Callee(instr.Common())) {
						w.returns[instr.Pos()] = instr
					}
				}
			}
		}
	}
	w.writes, w.hashes = p.Above(put, true), p.Above(hash, true)
	return w
}

// answers says whether the response is one of a way that writes: what only
// reads is evaluated, and returning it is its purpose.
func (w *writers) answers(h *flow.Hit) bool {
	at := w.returns[h.Pos]
	if at == nil || h.Likely {
		return false
	}
	for _, site := range flow.Sites(at.Parent()) {
		if !w.comes(site) {
			continue
		}
		if site.Block() == at.Block() || flow.Leads(site.Block(), at.Block()) {
			return true
		}
	}
	return false
}

// comes says whether the call is or comes to a write.
func (w *writers) comes(site ssa.CallInstruction) bool {
	if c, ok := flow.StubCall(site.Common()); ok {
		return c.Class == fabric.Write
	}
	for _, callee := range w.p.Callees(site) {
		if w.writes[callee] {
			return true
		}
	}
	return false
}
