package keyjoin

import (
	_ "embed"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/checks/internal/stub"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports keys that two different things can share, and keys that
// name nothing.
var Analyzer = &analysis.Analyzer{
	Name:     "keyjoin",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	c := &check{p: p, seen: map[ssa.Value]bool{}, values: map[*ssa.Parameter]bool{}}
	var calls []ssa.CallInstruction
	for _, fn := range p.Funcs {
		if fn.Synthetic == "" {
			calls = append(calls, flow.Sites(fn)...)
		}
	}
	// Writes first, so that a join which reaches both is named by the write.
	for _, class := range []fabric.Class{fabric.Write, fabric.Read, fabric.Range, fabric.None} {
		for _, site := range calls {
			c.sink(site, class)
		}
	}
	c.composite(calls)
	slices.SortStableFunc(c.list, func(a, b analysis.Diagnostic) int { return int(a.Pos - b.Pos) })
	report.All(pass, c.list)
	return nil, nil
}

// check is one package's run.
type check struct {
	p *flow.Package
	// seen are the values that were looked at as keys.
	seen   map[ssa.Value]bool
	values map[*ssa.Parameter]bool
	list   []analysis.Diagnostic
}

// sink looks at the keys of one call, where it is of the class.
func (c *check) sink(site ssa.CallInstruction, class fabric.Class) {
	if !c.p.Reached(site.Parent()) {
		return
	}
	name := stub.Method(site.Common())
	if class == fabric.None {
		if name != "CreateCompositeKey" {
			return
		}
		args := stub.Args(site.Common())
		if elems, ok := stub.Elements(args[len(args)-1]); ok {
			for _, e := range elems {
				c.trace(e, site)
			}
		}
		return
	}
	call, ok := flow.StubCall(site.Common())
	if !ok || name == "" || call.Class != class || len(call.Keys) == 0 || class == fabric.Range && name != "GetHistoryForKey" {
		return
	}
	args := stub.Args(site.Common())
	key := args[call.Keys[len(call.Keys)-1]]
	if b, ok := key.Type().Underlying().(*types.Basic); !ok || b.Kind() != types.String {
		return
	}
	c.empty(site, name, class, key)
	c.trace(key, site)
}

// empty reports a key that is the empty constant.
func (c *check) empty(site ssa.CallInstruction, name string, class fabric.Class, key ssa.Value) {
	if text, ok := text(key); !ok || text != "" || !c.p.Live(site.Block()) {
		return
	}
	d := report.Diagnostic{Pos: site.Pos(), Severity: report.Error,
		Message: name + " gets an empty key, and always fails",
		Hint:    `give it a key: the shim answers "key must not be an empty string" before it asks the peer`}
	switch name {
	case "PutState", "PutPrivateData":
	case "GetState", "GetPrivateData":
		d.Severity = report.Warning
		d.Message = name + " gets an empty key, and finds nothing"
		d.Hint = "give it a key: PutState refuses the empty one, so that nothing is stored there"
	default:
		return
	}
	c.list = append(c.list, d.Analysis())
}

// trace follows a key back to where its parts are joined.
func (c *check) trace(v ssa.Value, site ssa.CallInstruction) {
	queue := []ssa.Value{v}
	for i := 0; i < len(queue); i++ {
		v := queue[i]
		if c.seen[v] {
			continue
		}
		c.seen[v] = true
		if list, at := c.join(v); list != nil {
			c.judge(list, at, site)
			continue
		}
		queue = append(queue, c.origins(v)...)
	}
}

// origins are the values that v is one of.
func (c *check) origins(v ssa.Value) []ssa.Value {
	switch v := v.(type) {
	case *ssa.Phi:
		return v.Edges
	case *ssa.Convert:
		if isText(v.X.Type()) {
			return []ssa.Value{v.X}
		}
	case *ssa.ChangeType:
		return []ssa.Value{v.X}
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return c.results(call, v.Index)
		}
	case *ssa.Call:
		return c.results(v, 0)
	case *ssa.Parameter:
		var list []ssa.Value
		for _, site := range c.p.Callers(v.Parent()) {
			if arg := flow.Argument(site.Common(), v.Parent(), v); arg != nil && c.p.Reached(site.Parent()) {
				list = append(list, arg)
			}
		}
		return list
	case *ssa.UnOp:
		if alloc, ok := v.X.(*ssa.Alloc); ok {
			var list []ssa.Value
			for _, ref := range *alloc.Referrers() {
				if s, ok := ref.(*ssa.Store); ok && s.Addr == alloc {
					list = append(list, s.Val)
				}
			}
			return list
		}
	}
	return nil
}

// results are what the package's functions that the call may come to return.
func (c *check) results(call *ssa.Call, index int) []ssa.Value {
	var list []ssa.Value
	for _, fn := range c.p.Callees(call) {
		for _, b := range fn.Blocks {
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && index < len(ret.Results) {
				list = append(list, ret.Results[index])
			}
		}
	}
	return list
}

func isText(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		e, ok := u.Elem().Underlying().(*types.Basic)
		return ok && e.Kind() == types.Byte
	}
	return false
}
