package keyjoin

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// fixed says whether v always has the same length, or is the same in all keys,
// so that what stands next to it needs no separator.
func (c *check) fixed(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if _, ok := edge.(*ssa.Const); !ok && !edged(edge) {
				return false
			}
		}
		return true // one of a few texts of the program's own
	case *ssa.Convert:
		return !isText(v.X.Type()) // string(rune)
	case *ssa.Slice:
		_, high := v.High.(*ssa.Const)
		return high
	case *ssa.Index, *ssa.Lookup:
		b, ok := v.Type().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	case *ssa.Parameter:
		return telling(v.Name()) || c.constant(v)
	case *ssa.UnOp:
		return c.loaded(v)
	case *ssa.Field:
		return telling(field(v.X.Type(), v.Field))
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return c.called(call)
		}
	case *ssa.Call:
		return c.called(v)
	}
	return false
}

// edged says whether v is joined with a constant at its start or end, so that
// what meets it is separated: key += id + "/" in a loop.
func edged(v ssa.Value) bool {
	if _, ok := v.(*ssa.BinOp); !ok {
		return false
	}
	first, last := v, v
	for {
		join, ok := first.(*ssa.BinOp)
		if !ok {
			break
		}
		first = join.X
	}
	for {
		join, ok := last.(*ssa.BinOp)
		if !ok {
			break
		}
		last = join.Y
	}
	start, _ := text(first)
	end, _ := text(last)
	return start != "" || end != ""
}

// telling says whether a name promises a text that the program chooses: a
// prefix, a kind, a separator.
func telling(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"prefix", "suffix", "sep", "delim", "namespace", "objecttype", "doctype", "indexname",
		"objtype", "tablename", "channel", "mspid"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// constant says whether all calls in the package hand a constant to param.
func (c *check) constant(param *ssa.Parameter) bool {
	if known, ok := c.values[param]; ok {
		return known
	}
	c.values[param] = true // holds for call cycles
	sites := c.p.Callers(param.Parent())
	all := len(sites) > 0 && c.p.Entry(param.Parent()) == flow.NoEntry
	for _, site := range sites {
		arg := flow.Argument(site.Common(), param.Parent(), param)
		all = all && arg != nil && c.fixed(arg)
	}
	c.values[param] = all
	return all
}

// loaded says so of a variable's value.
func (c *check) loaded(load *ssa.UnOp) bool {
	switch at := load.X.(type) {
	case *ssa.Global:
		if telling(at.Name()) {
			return true
		}
		for _, use := range c.p.Uses(at) {
			if s, ok := use.(*ssa.Store); ok && s.Addr == at && s.Parent().Synthetic == "" {
				return false
			}
		}
		return true // set where the package is initialised
	case *ssa.FieldAddr:
		return telling(field(at.X.Type(), at.Field)) || flow.Lasting(at.X.Type()) != nil
	case *ssa.FreeVar, *ssa.Alloc:
		return telling(at.Name())
	}
	return false
}

func field(t types.Type, i int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if s, ok := t.Underlying().(*types.Struct); ok && i < s.NumFields() {
		return s.Field(i).Name()
	}
	return ""
}

// called says so of what a call returns: transaction IDs, digests in hex,
// formatted times, and what functions of the package return as constants.
func (c *check) called(call *ssa.Call) bool {
	fn := flow.Callee(call.Common())
	if fn == nil {
		return false
	}
	switch fn.Name() {
	case "GetTxID", "GetChannelID", "GetMSPID":
		return true
	case "EncodeToString":
		args := stub.Args(call.Common())
		return digest(args[len(args)-1])
	case "FormatBool", "NewString":
		return true
	case "Format":
		return fn.Pkg() != nil && fn.Pkg().Path() == "time"
	case "String":
		recv := fn.Signature().Recv()
		return recv != nil && strings.HasSuffix(types.TypeString(recv.Type(), nil), "UUID")
	}
	if telling(fn.Name()) || fn.Pkg() != nil && fabric.Unvendored(fn.Pkg().Path()) == "github.com/google/uuid" {
		return true
	}
	list := c.results(call, 0)
	for _, v := range list {
		if !steady(v, 0) {
			return false
		}
	}
	return len(list) > 0
}

// steady says whether v is of fixed length by itself: a constant, or a digest in
// hex.
func steady(v ssa.Value, deep int) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.Call:
		fn := flow.Callee(v.Common())
		if fn == nil {
			return false
		}
		args := stub.Args(v.Common())
		switch {
		case fn.Name() == "EncodeToString":
			return digest(args[len(args)-1])
		case fn.Pkg() != nil && fn.Pkg().Path() == "fmt" && fn.Name() == "Sprintf":
			format, _ := text(args[0])
			elems, ok := stub.Elements(args[1])
			return ok && len(elems) == 1 && strings.HasPrefix(format, "%x") && digest(bare(elems[0]))
		}
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if deep > 3 || !steady(edge, deep+1) {
				return false
			}
		}
		return true
	}
	return false
}

func bare(v ssa.Value) ssa.Value {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		return mi.X
	}
	return v
}

// digest says whether v are bytes of a fixed number: an array, a slice of one,
// or what a hash returns.
func digest(v ssa.Value) bool {
	switch v := bare(v).(type) {
	case *ssa.Slice:
		if p, ok := v.X.Type().Underlying().(*types.Pointer); ok {
			_, array := p.Elem().Underlying().(*types.Array)
			return array
		}
	case *ssa.Call:
		fn := flow.Callee(v.Common())
		return fn != nil && strings.HasPrefix(fn.Name(), "Sum")
	}
	_, array := v.Type().Underlying().(*types.Array)
	return array
}
