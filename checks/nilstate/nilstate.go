package nilstate

import (
	_ "embed"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/checks/internal/stub"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports values of missing keys that are used as if the key existed.
var Analyzer = &analysis.Analyzer{
	Name:     "nilstate",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	c := &check{p: p, params: map[*ssa.Parameter]*use{}, askers: map[*ssa.Function]map[key][]ssa.CallInstruction{}, gives: map[*ssa.Function]*gift{}}
	c.prepare()
	var list []analysis.Diagnostic
	for _, fn := range p.Funcs {
		if fn.Synthetic != "" {
			continue
		}
		for _, site := range flow.Sites(fn) {
			if src := c.source(site); src != nil {
				list = append(list, c.judge(src)...)
			}
		}
	}
	report.All(pass, list)
	return nil, nil
}

// check is one package's run.
type check struct {
	p      *flow.Package
	errs   stub.Lookout
	params map[*ssa.Parameter]*use // how functions use what they are given
	gives  map[*ssa.Function]*gift // what functions return for a missing key
	askers map[*ssa.Function]map[key][]ssa.CallInstruction
}

// gift is a function's first result that is nil for a missing key, along with a
// nil error.
type gift struct {
	at      string // store.go:71
	method  string // GetState, where it is the state's value
	pointer bool   // a nil pointer that the function makes itself
}

// source is a call whose result is nil for a missing key.
type source struct {
	site  ssa.CallInstruction
	v     ssa.Value
	name  string // GetState, or the helper
	note  string // where a helper takes it from
	gift  *gift
	fixed bool // the key is a constant, which Init may have written
}

// prepare finds what functions return for a missing key, and how they use what
// they are given.
func (c *check) prepare() {
	queue := append([]*ssa.Function(nil), c.p.Funcs...)
	for i := 0; i < len(queue); i++ {
		fn := queue[i]
		if c.gives[fn] != nil || fn.Synthetic != "" {
			continue
		}
		if g := c.gift(fn); g != nil {
			c.gives[fn] = g
			for _, site := range c.p.Callers(fn) {
				queue = append(queue, site.Parent())
			}
		}
	}
}

// gift is what fn returns for a missing key, or nil.
func (c *check) gift(fn *ssa.Function) *gift {
	results := fn.Signature.Results()
	if results.Len() == 0 || results.Len() > 2 || results.Len() == 2 && !stub.IsErrorType(results.At(1).Type()) {
		return nil
	}
	if _, ok := results.At(0).Type().Underlying().(*types.Pointer); ok {
		return c.nilPointer(fn)
	}
	if !flow.IsText(results.At(0).Type()) {
		return nil
	}
	for _, site := range flow.Sites(fn) {
		src := c.source(site)
		if src == nil || src.gift != nil && src.gift.pointer {
			continue
		}
		seen := c.examine(src.v)
		for _, u := range seen.uses {
			if u.kind == returned && !c.guarded(src, seen, u.at) {
				at := c.p.At(site.Pos())
				if src.gift != nil {
					at = src.gift.at
				}
				return &gift{at: at, method: "GetState"}
			}
		}
	}
	return nil
}

// nilPointer finds a return of fn that gives a nil pointer and no error, where
// fn reads the ledger.
func (c *check) nilPointer(fn *ssa.Function) *gift {
	reads := false
	for _, site := range flow.Sites(fn) {
		kind, _ := stub.KindOf(site.Common())
		reads = reads || kind == stub.Read
	}
	if !reads {
		return nil
	}
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || len(ret.Results) != 2 {
			continue
		}
		if stub.IsNil(ret.Results[0]) && stub.IsNil(ret.Results[1]) {
			return &gift{at: c.p.At(report.Place(ret)), pointer: true}
		}
	}
	return nil
}

// source is the call as one whose first result is nil for a missing key, or
// nil.
func (c *check) source(site ssa.CallInstruction) *source {
	v := ssa.Value(nil)
	if results := site.Common().Signature().Results(); results.Len() > 0 {
		v = stub.Result(site, 0)
	}
	if v == nil || v.Referrers() == nil {
		return nil
	}
	kind, method := stub.KindOf(site.Common())
	if kind == stub.Read && (method == "GetState" || method == "GetPrivateData" || method == "GetPrivateDataHash") {
		return &source{site: site, v: v, name: method, fixed: fixed(site)}
	}
	for _, fn := range c.p.Callees(site) {
		g := c.gives[fn]
		if g == nil {
			return nil
		}
		if len(c.p.Callees(site)) == 1 {
			return &source{site: site, v: v, name: stub.Name(fn), gift: g, fixed: fixed(site), note: g.at}
		}
	}
	return nil
}

// fixed says whether the call's key is a constant.
func fixed(site ssa.CallInstruction) bool {
	args := stub.Args(site.Common())
	if len(args) == 0 {
		return false
	}
	_, ok := args[len(args)-1].(*ssa.Const)
	return ok
}
