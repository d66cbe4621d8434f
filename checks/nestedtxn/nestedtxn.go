package nestedtxn

import (
	_ "embed"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/built"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports database transactions within another's closure.
var Analyzer = &analysis.Analyzer{
	Name:      "nestedtxn",
	Doc:       manual.Of(doc),
	FactTypes: []analysis.Fact{(*opensFact)(nil)},
	Run:       run,
}

// opensFact says which databases a function opens transactions of.
type opensFact struct{ List []openFact }

// openFact is one transaction: of the database that parameter Param, the receiver
// counted, has at Path, or, where Global is set, of a package variable's.
type openFact struct {
	Param  int
	Path   string
	Global string
	What   string // Update at store.go:12
}

// AFact marks opensFact as a fact of go/analysis.
func (*opensFact) AFact() {}

func run(pass *analysis.Pass) (any, error) {
	if kindOf(pass.Pkg.Path()) != "" || !concerns(pass.Pkg) {
		return nil, nil
	}
	f := &finder{pass: pass, known: map[*ssa.Function][]open{}}
	var list []analysis.Diagnostic
	for _, fn := range built.Functions(pass) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if site, ok := instr.(ssa.CallInstruction); ok {
					list = append(list, f.nested(site)...)
				}
			}
		}
		f.export(fn)
	}
	report.All(pass, list)
	return nil, nil
}

// concerns says whether pkg reaches one of the databases by its imports.
func concerns(pkg *types.Package) bool {
	seen := map[*types.Package]bool{pkg: true}
	queue := []*types.Package{pkg}
	for i := 0; i < len(queue); i++ {
		if kindOf(queue[i].Path()) != "" {
			return true
		}
		for _, imp := range queue[i].Imports() {
			if !seen[imp] {
				seen[imp] = true
				queue = append(queue, imp)
			}
		}
	}
	return false
}

// kindOf is badger or bolt, for the import paths of either.
func kindOf(path string) string {
	if i := strings.LastIndex(path, "/v"); i > 0 && strings.Trim(path[i+2:], "0123456789") == "" {
		path = path[:i]
	}
	switch path {
	case "github.com/dgraph-io/badger", "github.com/hypermodeinc/badger":
		return "badger"
	case "go.etcd.io/bbolt", "github.com/boltdb/bolt", "github.com/coreos/bbolt":
		return "bolt"
	}
	return ""
}

// opening says which method of which database a call is: one that runs a
// closure in a transaction, or opens one.
func opening(site ssa.CallInstruction) (method, kind string) {
	fn := flow.Callee(site.Common())
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() == nil || site.Common().IsInvoke() {
		return "", ""
	}
	kind = kindOf(fn.Pkg().Path())
	p, ok := fn.Signature().Recv().Type().(*types.Pointer)
	if kind == "" || !ok {
		return "", ""
	}
	n, ok := p.Elem().(*types.Named)
	if !ok || n.Obj().Name() != "DB" || !slices.Contains([]string{"Update", "View", "NewTransaction", "Begin", "Batch"}, fn.Name()) {
		return "", ""
	}
	return fn.Name(), kind
}

// nested are the transactions that a closure of site opens on the same
// database.
func (f *finder) nested(site ssa.CallInstruction) []analysis.Diagnostic {
	method, kind := opening(site)
	args := site.Common().Args
	if method == "" || len(args) != 2 {
		return nil
	}
	outer := identity(args[0], "", 0)
	var inside []open
	switch closure := args[1].(type) {
	case *ssa.MakeClosure:
		inside = f.made(closure)
	case *ssa.Function:
		inside = f.opens(closure)
	}
	var list []analysis.Diagnostic
	for _, inner := range inside {
		if inner.db != outer {
			continue
		}
		pos := inner.site.Pos()
		if !pos.IsValid() { // within the wrapper of a method's value
			pos = site.Pos()
		}
		d := report.Diagnostic{
			Pos: pos, Severity: report.Warning,
			Message: inner.what + " runs within the closure of " + kind + "'s " + method + " of the same database: it commits by itself, " +
				"does not see what the outer one wrote, and makes it conflict",
			Hint:    "hand the outer transaction on to the function that reads or writes",
			Related: []analysis.RelatedInformation{{Pos: site.Pos(), Message: "the outer " + method}},
		}
		reads := method == "View" && strings.HasPrefix(inner.what, "View")
		switch {
		case kind == "bolt" && !reads:
			d.Severity = report.Error
			d.Message = inner.what + " runs within the closure of bolt's " + method + " of the same database: it waits for the outer one, for ever"
		case reads:
			d.Severity = report.Notice
			d.Message = inner.what + " runs within the closure of " + kind + "'s " + method + " of the same database, and reads another snapshot of it"
		}
		list = append(list, d.Analysis())
	}
	return list
}

// export tells other packages what fn opens.
func (f *finder) export(fn *ssa.Function) {
	obj, ok := fn.Object().(*types.Func)
	if !ok || !obj.Exported() {
		return
	}
	var opens opensFact
	for _, o := range f.opens(fn) {
		if param, ok := o.db.base.(*ssa.Parameter); ok || o.db.global != "" {
			opens.List = append(opens.List, openFact{Param: slices.Index(fn.Params, param), Path: o.db.path, Global: o.db.global, What: o.what})
		}
	}
	if len(opens.List) > 0 {
		f.pass.ExportObjectFact(obj, &opens)
	}
}
