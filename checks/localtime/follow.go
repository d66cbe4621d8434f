package localtime

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// tracer follows local times until something shows the zone.
type tracer struct{ p *flow.Package }

func (tracer) Wrote(*flow.Frame, flow.Fact, ssa.Instruction, *flow.Step) bool { return false }

// Use handles what is done with a time; the engine moves it about.
func (t tracer) Use(f *flow.Frame, fact flow.Fact, at ssa.Instruction, step *flow.Step) bool {
	if fact.Kind != reading && fact.Kind != moment {
		return false
	}
	switch at := at.(type) {
	case *ssa.BinOp:
		return true // == on times, and what nil is compared with
	case ssa.CallInstruction:
		if _, ok := at.Common().Value.(*ssa.Builtin); ok || len(t.p.Callees(at)) > 0 {
			return false
		}
		fn := flow.Callee(at.Common())
		if fn == nil || fn.Pkg() == nil {
			return true
		}
		if fn.Pkg().Path() == "time" && flow.Receiver(at.Common()) == fact.V {
			t.method(f, fn.Name(), fact, at, step)
			return true
		}
		if !shows(fn, at.Common(), fact) && !t.stores(fn, at.Common(), fact) {
			return true
		}
		f.Follow(flow.Fact{V: fact.V, Path: fact.Path, Kind: flow.Data}, at, shown(fn, at, step))
		return true
	}
	return false
}

func shown(fn *types.Func, at ssa.CallInstruction, step *flow.Step) *flow.Step {
	return step.Note(at.Pos(), fn.Name()+" shows it in the process's own time zone")
}

// method is what a method of time.Time does with the zone.
func (t tracer) method(f *flow.Frame, name string, fact flow.Fact, at ssa.CallInstruction, step *flow.Step) {
	kind := flow.Data
	switch name {
	case "Add", "AddDate", "Round", "Truncate":
		kind = fact.Kind
	case "String", "GoString", "MarshalJSON", "MarshalText", "AppendText", "MarshalBinary", "AppendBinary", "GobEncode", "Zone",
		"ZoneBounds", "IsDST":
	case "Format", "AppendFormat":
		if fact.Kind == moment && !zoned(at.Common()) {
			return // the reading that it was made of
		}
	case "Hour", "Minute", "Day", "Date", "Weekday", "YearDay", "Clock", "ISOWeek", "Month", "Year":
		if fact.Kind == moment {
			return
		}
	case "Unix", "UnixMilli", "UnixMicro", "UnixNano", "UTC", "In", "Before", "After", "Equal", "Compare":
		if fact.Kind == reading || t.both(at.Common()) {
			return
		}
	case "Local":
		if fact.Kind == reading {
			return // a source by itself
		}
		kind = moment
	default:
		return
	}
	if kind == flow.Data {
		step = step.Note(at.Pos(), name+" takes it in the process's own time zone")
	}
	f.Results(at, kind, step)
}

// zoned says whether the layout shows the zone, or is not known.
func zoned(call *ssa.CallCommon) bool {
	args := flow.Arguments(call)
	layout, ok := args[len(args)-1].(*ssa.Const)
	if !ok || layout.Value == nil || layout.Value.Kind() != constant.String {
		return true
	}
	text := constant.StringVal(layout.Value)
	return strings.Contains(text, "MST") || strings.Contains(text, "07")
}

// both says whether the call compares two times that are made of readings
// alike: all zones agree on which is first.
func (t tracer) both(call *ssa.CallCommon) bool {
	args := flow.Arguments(call)
	return len(args) == 1 && made(flow.Receiver(call), 0) && made(args[0], 0)
}

// deepest is how many calls back a time is looked for.
const deepest = 8

func made(v ssa.Value, deep int) bool {
	if extract, ok := v.(*ssa.Extract); ok {
		v = extract.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok || deep > deepest {
		return false
	}
	if _, kind := local(call.Common()); kind == moment {
		return true
	}
	fn, recv := flow.Callee(call.Common()), flow.Receiver(call.Common())
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "time" && recv != nil && made(recv, deep+1)
}

// shows says whether a function of another package makes text or bytes of the
// times that it is handed.
func shows(fn *types.Func, call *ssa.CallCommon, fact flow.Fact) bool {
	name, path := fn.Name(), fn.Pkg().Path()
	switch path {
	case "fmt":
		return !strings.HasPrefix(name, "Print") && name != "Errorf"
	case "time", "errors", "log", "log/slog", "reflect", "sort", "slices":
		return false
	case "text/template", "html/template":
		return strings.HasPrefix(name, "Execute")
	}
	if isTime(fact.V.Type()) && !strings.HasPrefix(path, "encoding/") {
		return false // it may well take it in UTC
	}
	for _, word := range []string{"Marshal", "Encode", "JSON", "Serialize", "ToBytes"} {
		if strings.Contains(name, word) && !strings.HasPrefix(name, "Un") {
			return true
		}
	}
	return false
}

// stores says whether the call hands on what holds a time along with the stub.
func (t tracer) stores(fn *types.Func, call *ssa.CallCommon, fact flow.Fact) bool {
	if isTime(fact.V.Type()) {
		return false
	}
	for _, arg := range call.Args {
		if t.p.CarriesStub(arg.Type()) {
			return true
		}
	}
	return false
}

func isTime(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "time"
}
