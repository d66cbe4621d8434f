package codecorder

import (
	"cmp"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// compared reports comparisons of the state's bytes with JSON of a struct.
// CouchDB hands out what was stored with its fields sorted by name
// (statecouchdb/couchdoc_conv.go, couchDocToKeyValue: json.Marshal of a map).
func compared(p *flow.Package) (list []analysis.Diagnostic) {
	for _, fn := range p.Funcs {
		if !p.Reached(fn) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				x, y, how := comparison(instr)
				if how == "" {
					continue
				}
				c := comparing{p: p, seen: map[ssa.Value]bool{}}
				c.look(x, 0)
				left := c
				c = comparing{p: p, seen: map[ssa.Value]bool{}}
				c.look(y, 0)
				if read, t := cmp.Or(left.read, c.read), either(left.encoded, c.encoded); read != "" && t != nil &&
					(left.read == "") != (c.read == "") && (left.encoded == nil) != (c.encoded == nil) && !sorted(t, map[types.Type]bool{}) {
					list = append(list, report.Diagnostic{
						Pos: report.Place(instr), Severity: report.Warning,
						Message: how + " compares the bytes of " + read + " with json.Marshal of " + p.TypeName(t) +
							", and CouchDB returns JSON with its fields sorted by name",
						Hint: "compare the values after json.Unmarshal: with CouchDB the bytes are never equal, and endorsers with LevelDB disagree",
					}.Analysis())
				}
			}
		}
	}
	return list
}

func either(a, b types.Type) types.Type {
	if a != nil {
		return a
	}
	return b
}

// comparison are the two byte strings that instr compares.
func comparison(instr ssa.Instruction) (x, y ssa.Value, how string) {
	switch at := instr.(type) {
	case *ssa.Call:
		fn := flow.Callee(at.Common())
		if fn == nil || fn.Pkg() == nil || len(at.Common().Args) != 2 {
			return nil, nil, ""
		}
		switch name := fn.Pkg().Path() + "." + fn.Name(); name {
		case "bytes.Equal", "bytes.Compare", "reflect.DeepEqual", "strings.Compare":
			return at.Common().Args[0], at.Common().Args[1], name
		}
	case *ssa.BinOp:
		if b, ok := at.X.Type().Underlying().(*types.Basic); ok && b.Kind() == types.String && (at.Op == token.EQL || at.Op == token.NEQ) {
			return at.X, at.Y, at.Op.String()
		}
	}
	return nil, nil, ""
}

// comparing finds out where bytes come from.
type comparing struct {
	p       *flow.Package
	seen    map[ssa.Value]bool
	read    string     // the method that read them
	encoded types.Type // what they are the JSON of
}

func (c *comparing) look(v ssa.Value, deep int) {
	if v == nil || c.seen[v] || deep > deepest {
		return
	}
	c.seen[v] = true
	switch v := v.(type) {
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			c.call(call, v.Index, deep)
		}
	case *ssa.Call:
		c.call(v, 0, deep)
	case *ssa.Convert:
		c.look(v.X, deep)
	case *ssa.ChangeType:
		c.look(v.X, deep)
	case *ssa.MakeInterface:
		c.look(v.X, deep)
	case *ssa.Slice:
		c.look(v.X, deep)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			c.look(edge, deep)
		}
	case *ssa.UnOp:
		if field, ok := v.X.(*ssa.FieldAddr); ok && typeName(field.X.Type()) == "KV" && flow.PlaceOf(field).Path == "/Value" {
			c.read = "a query's result"
		}
	}
}

func (c *comparing) call(call *ssa.Call, result, deep int) {
	common := call.Common()
	if s, ok := flow.StubCall(common); ok {
		if name := flow.Callee(common).Name(); s.Class == fabric.Read && result == 0 && (name == "GetState" || name == "GetPrivateData") {
			c.read = name
		}
		return
	}
	fn := flow.Callee(common)
	if fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "encoding/json" && fn.Name() == "Marshal" && result == 0 {
		if mi, ok := common.Args[0].(*ssa.MakeInterface); ok {
			c.encoded = mi.X.Type()
		}
		return
	}
	for _, callee := range c.p.Callees(call) {
		for _, b := range callee.Blocks {
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && result < len(ret.Results) {
				c.look(ret.Results[result], deep+1)
			}
		}
	}
}

// sorted says whether the JSON of a t has its fields in the order of their
// names, as CouchDB hands them out, or is not known.
func sorted(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] || encodesItself(t) {
		return true
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return sorted(u.Elem(), seen)
	case *types.Slice:
		return sorted(u.Elem(), seen)
	case *types.Map:
		return sorted(u.Elem(), seen)
	case *types.Struct:
		var names []string
		for i := range u.NumFields() {
			f := u.Field(i)
			tag, _, _ := strings.Cut(reflect.StructTag(u.Tag(i)).Get("json"), ",")
			if f.Embedded() && tag == "" {
				return true // whose fields stand where is not looked at
			}
			if tag == "-" || !f.Exported() {
				continue
			}
			names = append(names, cmp.Or(tag, f.Name()))
			if !sorted(f.Type(), seen) {
				return false
			}
		}
		return slices.IsSorted(names)
	}
	return true
}
