package nilstate

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// manner is what a use does with nil.
type manner int

const (
	panics   manner = iota // the process ends
	reads                  // it reads as zero, without an error that anybody sees
	counts                 // it reads as the number 0, which may be meant
	empties                // it decodes to an empty message, without an error
	returned               // the caller gets it
)

// use is a place that takes the value as if the key existed.
type use struct {
	kind manner
	at   ssa.Instruction
	what string // is indexed
}

// seen is what becomes of a value.
type seen struct {
	uses   []use
	checks []ssa.Instruction
}

// most is how many values and uses of one value are looked at.
const most = 1 << 9

// examine follows a value to what uses and what checks it.
func (c *check) examine(v ssa.Value) *seen {
	s := &seen{}
	known := map[ssa.Value]bool{}
	queue := []ssa.Value{v}
	for i := 0; i < len(queue) && i < most; i++ {
		v := queue[i]
		if known[v] || v.Referrers() == nil {
			continue
		}
		known[v] = true
		for _, ref := range *v.Referrers() {
			queue = append(queue, c.look(s, v, ref)...)
		}
	}
	return s
}

// look notes what an instruction does with v, and returns what is nil with it.
func (c *check) look(s *seen, v ssa.Value, at ssa.Instruction) []ssa.Value {
	add := func(kind manner, what string) { s.uses = append(s.uses, use{kind, at, what}) }
	switch at := at.(type) {
	case *ssa.Phi, *ssa.Convert, *ssa.ChangeType:
		return []ssa.Value{at.(ssa.Value)}
	case *ssa.BinOp:
		if at.Op != token.ADD {
			s.checks = append(s.checks, at)
		}
	case *ssa.IndexAddr, *ssa.Index, *ssa.Lookup:
		if *at.Operands(nil)[0] == v {
			add(panics, "is indexed")
		}
	case *ssa.Slice:
		if at.X == v && positive(at.Low) {
			add(panics, "is sliced")
		}
	case *ssa.FieldAddr:
		if at.X == v {
			add(panics, "is dereferenced")
		}
	case *ssa.UnOp:
		if _, pointer := v.Type().Underlying().(*types.Pointer); pointer && at.Op == token.MUL {
			add(panics, "is dereferenced")
		}
	case *ssa.Return:
		if len(at.Results) > 0 && at.Results[0] == v {
			add(returned, "")
		}
	case *ssa.Call:
		return c.called(s, v, at)
	}
	return nil
}

// positive says whether a bound is a constant above zero.
func positive(v ssa.Value) bool {
	n, ok := v.(*ssa.Const)
	return ok && n.Value != nil && n.Value.Kind() == constant.Int && constant.Sign(n.Value) > 0
}

// called is a call that gets v.
func (c *check) called(s *seen, v ssa.Value, site *ssa.Call) []ssa.Value {
	add := func(kind manner, what string) { s.uses = append(s.uses, use{kind, site, what}) }
	common := site.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		if b.Name() == "len" {
			return []ssa.Value{site}
		}
		return nil
	}
	fn := flow.Callee(common)
	if fn == nil {
		if c.looked(site) {
			s.checks = append(s.checks, site)
		}
		return nil
	}
	path := ""
	if fn.Pkg() != nil {
		path = fabric.Unvendored(fn.Pkg().Path())
	}
	switch {
	case path == "encoding/binary" && strings.HasPrefix(fn.Name(), "Uint") && fn.Signature().Results().Len() == 1:
		add(panics, "is decoded by "+fn.Name())
	case path == "strconv" && fn.Signature().Results().Len() == 2, strings.HasPrefix(fn.Name(), "Unmarshal"),
		fn.Name() == "SetString" && path == "math/big":
		if !c.looked(site) {
			kind := reads
			if path == "strconv" {
				kind = counts
			}
			add(kind, "is decoded by "+label(fn)+", whose error is dropped,")
		} else if fn.Name() == "Unmarshal" && strings.HasSuffix(path, "/proto") {
			add(empties, "is decoded by "+label(fn))
		} else {
			s.checks = append(s.checks, site) // nil is an error to it
		}
	case path == "strings" || path == "bytes":
		if c.looked(site) {
			s.checks = append(s.checks, site)
		}
		if flow.IsText(site.Type()) {
			return []ssa.Value{site}
		}
	case path == "fmt":
	default:
		c.handed(s, v, site)
	}
	return nil
}

func label(fn *types.Func) string {
	if fn.Signature().Recv() == nil && fn.Pkg() != nil {
		return fn.Pkg().Name() + "." + fn.Name()
	}
	return stub.FuncName(fn)
}

// handed is a call of a function, of this package or another one, that gets v.
func (c *check) handed(s *seen, v ssa.Value, site *ssa.Call) {
	if _, isStub := flow.StubCall(site.Common()); isStub {
		return
	}
	for _, callee := range c.p.Callees(site) {
		for _, param := range callee.Params {
			if flow.Argument(site.Common(), callee, param) != v {
				continue
			}
			if u := c.param(param); u != nil {
				s.uses = append(s.uses, use{u.kind, site, u.what + " by " + stub.Name(callee)})
				return
			}
		}
	}
	if c.looked(site) {
		s.checks = append(s.checks, site)
	}
}

// param is how a function uses its parameter without a check, or nil.
func (c *check) param(param *ssa.Parameter) *use {
	if u, ok := c.params[param]; ok {
		return u
	}
	c.params[param] = nil // holds for call cycles
	if !flow.IsText(param.Type()) {
		return nil
	}
	seen := c.examine(param)
	for i, u := range seen.uses {
		if u.kind != returned && !checked(seen, u.at) {
			c.params[param] = &seen.uses[i]
			return &seen.uses[i]
		}
	}
	return nil
}

// looked says whether an error or condition that the call yields is looked at.
func (c *check) looked(site *ssa.Call) bool {
	results := site.Common().Signature().Results()
	last := results.Len() - 1
	if last < 0 {
		return false
	}
	t := results.At(last).Type()
	b, isBool := t.Underlying().(*types.Basic)
	if !stub.IsErrorType(t) && (!isBool || b.Kind() != types.Bool) {
		return false
	}
	v := stub.Result(site, last)
	return v != nil && c.errs.At(v) == stub.Looked
}
