package crash

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// values reports operations that panic for values which others choose.
func (f *finder) values() []analysis.Diagnostic {
	var list []analysis.Diagnostic
	for _, fn := range f.p.Funcs {
		if !f.bare[fn] {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if d, found := f.value(instr); found {
					if d.Severity == report.Error && !f.certain[fn] {
						d.Severity = report.Warning
					}
					list = append(list, d.Analysis())
				}
			}
		}
	}
	return list
}

func (f *finder) value(instr ssa.Instruction) (report.Diagnostic, bool) {
	switch instr := instr.(type) {
	case *ssa.TypeAssert:
		return f.asserted(instr)
	case *ssa.BinOp:
		return f.divided(instr)
	case *ssa.IndexAddr:
		return f.chosen(instr, instr.Index)
	case *ssa.Index:
		return f.chosen(instr, instr.Index)
	case *ssa.Slice:
		for _, bound := range []ssa.Value{instr.Low, instr.High} {
			if bound != nil {
				if d, found := f.chosen(instr, bound); found {
					return d, true
				}
			}
		}
	case *ssa.MapUpdate:
		return f.unmade(instr)
	case *ssa.FieldAddr:
		if d, found := f.pem(instr); found {
			return d, true
		}
		return f.absent(instr)
	case *ssa.Call:
		return f.must(instr)
	}
	return report.Diagnostic{}, false
}

// asserted is a single-valued assertion of what a decoder made.
func (f *finder) asserted(a *ssa.TypeAssert) (d report.Diagnostic, found bool) {
	if a.CommaOk || !a.Pos().IsValid() || f.p.CarriesStub(a.X.Type()) || f.p.CarriesStub(a.AssertedType) || isError(a.X.Type()) {
		return d, false
	}
	src := f.origin(a.X, true)
	if src.kind == program || !src.decoded || f.guarded(a, a.X, aType) {
		return d, false
	}
	d = report.Diagnostic{
		Pos: a.Pos(), Severity: report.Error,
		Message: fmt.Sprintf("unchecked assertion of what was decoded from %s to %s: any other type, or none, ends the process",
			src.name, types.TypeString(a.AssertedType, types.RelativeTo(f.pass.Pkg))),
		Hint: "use the two-valued form, v, ok := x.(T), and return an error; or decode into a struct with typed fields",
	}
	if src.kind == state {
		d.Severity = report.Notice // what was written there has that type as a rule
	}
	d.Related = []analysis.RelatedInformation{{Pos: src.pos, Message: "decoded from " + src.name}}
	d.Fixes = commaOK(f.pass, a.Pos())
	return d, true
}

// divided is an integer division by a number that the client chooses.
func (f *finder) divided(b *ssa.BinOp) (d report.Diagnostic, found bool) {
	t, ok := b.Type().Underlying().(*types.Basic)
	if b.Op != token.QUO && b.Op != token.REM || !ok || t.Info()&types.IsInteger == 0 {
		return d, false
	}
	src, ok := f.pureClient(b.Y)
	if !ok || f.guarded(b, b.Y, aNumber) {
		return d, false
	}
	return report.Diagnostic{
		Pos: b.Pos(), Severity: report.Error,
		Message: "integer division by what the client sends (" + src.name + "): a zero ends the process",
		Hint:    "return an error for zero first: the shim does not recover a panic, and every transaction in flight dies too",
		Related: []analysis.RelatedInformation{{Pos: src.pos, Message: src.name}},
	}, true
}

// chosen is an index that the client chooses, compared with nothing.
func (f *finder) chosen(at ssa.Instruction, index ssa.Value) (d report.Diagnostic, found bool) {
	if _, ok := number(index); ok {
		return d, false
	}
	src, ok := f.pureClient(index)
	if !ok || f.guarded(at, index, aNumber) {
		return d, false
	}
	return report.Diagnostic{
		Pos: at.Pos(), Severity: report.Error,
		Message: f.text(at.Pos()) + " has a bound that the client sends (" + src.name + "), compared with nothing: one out of range ends the process",
		Hint:    "compare it with 0 and with the length first, and return an error: the shim does not recover a panic",
		Related: []analysis.RelatedInformation{{Pos: src.pos, Message: src.name}},
	}, true
}

// pureClient is the client's argument that the number v is, but for constants
// added.
func (f *finder) pureClient(v ssa.Value) (source, bool) {
	for range deepest {
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
			continue
		case *ssa.ChangeType:
			v = x.X
			continue
		case *ssa.BinOp:
			_, right := x.Y.(*ssa.Const)
			if (x.Op == token.ADD || x.Op == token.SUB) && right {
				v = x.X
				continue
			}
			return source{}, false
		case *ssa.Extract:
			call, ok := x.Tuple.(*ssa.Call)
			if !ok || x.Index != 0 {
				return source{}, false
			}
			fn := flow.Callee(call.Common())
			if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "strconv" {
				return source{}, false
			}
			src := f.origin(call.Common().Args[0], false)
			return src, src.kind == client && !src.decoded
		case *ssa.Parameter:
			src := f.origin(x, false)
			return src, src.kind == client
		}
		return source{}, false
	}
	return source{}, false
}

// unmade is a write to a map that its variable never got.
func (f *finder) unmade(m *ssa.MapUpdate) (d report.Diagnostic, found bool) {
	load, ok := m.Map.(*ssa.UnOp)
	if !ok {
		return d, false
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return d, false // SA5000 has plain variables
	}
	alloc, ok := field.X.(*ssa.Alloc)
	if !ok {
		return d, false
	}
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			if ref.Field == field.Field && !onlyRead(ref) {
				return d, false
			}
		case *ssa.UnOp:
		case *ssa.Store:
			if zero, ok := ref.Val.(*ssa.Const); !ok || zero.Value != nil || ref.Addr != alloc {
				return d, false
			}
		default:
			return d, false // somebody else's to fill
		}
	}
	return report.Diagnostic{
		Pos: m.Pos(), Severity: report.Error,
		Message: "write to the map " + fieldName(field) + ", which was never made: it ends the process",
		Hint:    "make it first: " + fieldName(field) + " = make(" + types.TypeString(m.Map.Type(), types.RelativeTo(f.pass.Pkg)) + ")",
	}, true
}

func onlyRead(addr *ssa.FieldAddr) bool {
	for _, ref := range *addr.Referrers() {
		if load, ok := ref.(*ssa.UnOp); !ok || load.Op != token.MUL {
			return false
		}
	}
	return true
}

func fieldName(addr *ssa.FieldAddr) string {
	p, _ := addr.X.Type().Underlying().(*types.Pointer)
	s, _ := p.Elem().Underlying().(*types.Struct)
	return s.Field(addr.Field).Name()
}

// must is a function for constants, by its name, given what the client sends.
func (f *finder) must(call *ssa.Call) (d report.Diagnostic, found bool) {
	fn := flow.Callee(call.Common())
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == f.pass.Pkg || !strings.HasPrefix(fn.Name(), "Must") && fn.Name() != "RequireFromString" {
		return d, false
	}
	for _, arg := range call.Common().Args {
		if !isList(arg.Type()) || f.guarded(call, arg, aValue) {
			continue
		}
		if src := f.origin(arg, false); src.kind == client {
			return report.Diagnostic{
				Pos: call.Pos(), Severity: report.Error,
				Message: fmt.Sprintf("%s.%s panics for text that it cannot read, and the text comes from %s: it ends the process", fn.Pkg().Name(), fn.Name(), src.name),
				Hint:    "use the form of it that returns an error",
				Related: []analysis.RelatedInformation{{Pos: src.pos, Message: src.name}},
			}, true
		}
	}
	return d, false
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}
