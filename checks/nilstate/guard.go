package nilstate

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// checked says whether something looked at the value before at.
func checked(s *seen, at ssa.Instruction) bool {
	for _, check := range s.checks {
		if before(check, at) {
			return true
		}
	}
	return false
}

// before says whether a stands before b in the source, or is on every way to
// it.
func before(a, b ssa.Instruction) bool {
	if a.Pos().IsValid() && report.Place(b).IsValid() && a.Pos() < report.Place(b) {
		return true
	}
	return a.Block() != b.Block() && a.Block().Dominates(b.Block())
}

// guarded says whether the value, or the existence of its key, was checked
// before at.
func (c *check) guarded(src *source, s *seen, at ssa.Instruction) bool {
	return checked(s, at) || c.asked(src, at)
}

// key names a value that may be a state's key, the same for each time that the
// code spells it: a value, an element of a slice, a field.
type key struct {
	base  ssa.Value
	field int
	index string
	text  string
}

func keyOf(v ssa.Value) (key, bool) {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.String {
			return key{text: constant.StringVal(v.Value)}, true
		}
		return key{}, false
	case *ssa.UnOp:
		if v.Op != token.MUL {
			break
		}
		switch at := v.X.(type) {
		case *ssa.IndexAddr:
			if i, ok := at.Index.(*ssa.Const); ok {
				return key{base: at.X, index: i.Value.String()}, true
			}
		case *ssa.FieldAddr:
			return key{base: at.X, field: at.Field + 1}, true
		}
	case *ssa.Convert:
		return keyOf(v.X)
	}
	return key{base: v}, true
}

// parts are the values that the key of a call is made of.
func parts(v ssa.Value, deep int) []key {
	var list []key
	if k, ok := keyOf(v); ok {
		list = append(list, k)
	}
	if deep > 3 {
		return list
	}
	switch v := v.(type) {
	case *ssa.BinOp:
		list = append(append(list, parts(v.X, deep+1)...), parts(v.Y, deep+1)...)
	case *ssa.MakeInterface:
		list = append(list, parts(v.X, deep+1)...)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			list = append(list, ofCall(call, deep+1)...)
		}
	case *ssa.Call:
		list = append(list, ofCall(v, deep+1)...)
	case *ssa.Slice:
		elems, _ := stub.Elements(v)
		for _, e := range elems {
			list = append(list, parts(e, deep+1)...)
		}
	}
	return list
}

func ofCall(call *ssa.Call, deep int) []key {
	var list []key
	for _, arg := range stub.Args(call.Common()) {
		if _, isConst := arg.(*ssa.Const); !isConst {
			list = append(list, parts(arg, deep)...)
		}
	}
	return list
}

// asked says whether another call with the stub and the same key was made
// before, and decided something: the key's existence may be known.
func (c *check) asked(src *source, at ssa.Instruction) bool {
	fn := src.site.Parent()
	askers, ok := c.askers[fn]
	if !ok {
		askers = map[key][]ssa.CallInstruction{}
		for _, site := range flow.Sites(fn) {
			call, ok := site.(*ssa.Call)
			if !ok || !c.asks(call) {
				continue
			}
			for _, arg := range stub.Args(call.Common()) {
				for _, k := range parts(arg, 0) {
					askers[k] = append(askers[k], call)
				}
			}
		}
		c.askers[fn] = askers
	}
	for _, arg := range stub.Args(src.site.Common()) {
		if c.p.CarriesStub(arg.Type()) {
			continue
		}
		for _, k := range parts(arg, 0) {
			for i, site := range askers[k] {
				if i > most {
					return true
				}
				if site != src.site && before(site, at) && c.tells(site, src) {
					return true
				}
			}
		}
	}
	return false
}

// tells says whether the call may know of the value's existence: what public
// state holds for a key says nothing of private data.
func (c *check) tells(site ssa.CallInstruction, src *source) bool {
	private := func(call *ssa.CallCommon) bool { return strings.Contains(stub.Method(call), "Private") }
	if !private(src.site.Common()) || private(site.Common()) {
		return true
	}
	callees := c.p.Callees(site)
	return len(callees) == 0 && stub.Method(site.Common()) == "" || slices.ContainsFunc(callees, func(fn *ssa.Function) bool {
		return slices.ContainsFunc(flow.Sites(fn), func(s ssa.CallInstruction) bool { return private(s.Common()) || len(c.p.Callees(s)) > 0 })
	})
}

// asks says whether the call reads the ledger, and its answer decides
// something.
func (c *check) asks(call *ssa.Call) bool {
	kind, _ := stub.KindOf(call.Common())
	if kind != stub.None && kind != stub.Read {
		return false
	}
	if kind == stub.Read {
		v := stub.Result(call, 0)
		return v != nil && len(c.examine(v).checks) > 0
	}
	if !c.looked(call) && (stub.Result(call, 0) == nil || len(c.examine(stub.Result(call, 0)).checks) == 0) {
		return false
	}
	for _, arg := range call.Common().Args {
		if c.p.CarriesStub(arg.Type()) {
			return true
		}
	}
	return call.Common().IsInvoke() && c.p.CarriesStub(call.Common().Value.Type())
}

// judge reports the first unchecked use of each kind.
func (c *check) judge(src *source) []analysis.Diagnostic {
	s := c.examine(src.v)
	var list []analysis.Diagnostic
	for _, u := range s.uses {
		if u.kind == returned || c.guarded(src, s, u.at) {
			continue
		}
		if u.kind != panics && !c.p.Live(u.at.Block()) {
			continue
		}
		list = append(list, c.diagnose(src, u))
		break // the others follow from it
	}
	return list
}
