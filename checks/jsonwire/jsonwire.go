package jsonwire

import (
	_ "embed"
	"flag"
	"fmt"
	"go/types"
	"path"
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

// Analyzer reports JSON whose exact bytes matter, in the packages of its flag.
var Analyzer = &analysis.Analyzer{
	Name:      "jsonwire",
	Doc:       manual.Of(doc),
	Flags:     flags(),
	FactTypes: []analysis.Fact{(*usesFact)(nil)},
	Run:       run,
}

// usesFact says what becomes of a function's parameters.
type usesFact struct{ List []useFact }

// useFact says that the bytes of a parameter come to a sink: "sha256.Sum256 at
// block.go:12".
type useFact struct {
	Param int
	Sink  string
}

// AFact marks usesFact as a fact of go/analysis.
func (*usesFact) AFact() {}

func flags() flag.FlagSet {
	var set flag.FlagSet
	set.String("packages", "", "the packages to look at, separated by commas: import paths, with * for one element and /... for all below")
	return set
}

func run(pass *analysis.Pass) (any, error) {
	if !listed(pass.Analyzer.Flags.Lookup("packages").Value.String(), pass.Pkg.Path()) {
		return nil, nil
	}
	funcs := built.Functions(pass)
	t := &tracer{pass: pass, callers: built.Callers(funcs)}
	var list []analysis.Diagnostic
	for _, fn := range funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if site, ok := instr.(*ssa.Call); ok {
					list = append(list, t.start(site)...)
				}
			}
		}
		t.export(fn)
	}
	report.All(pass, list)
	return nil, nil
}

// listed says whether a pattern of the list fits the import path.
func listed(list, pkg string) bool {
	for pattern := range strings.SplitSeq(list, ",") {
		pattern = strings.TrimSpace(pattern)
		if below, ok := strings.CutSuffix(pattern, "/..."); ok && (pkg == below || strings.HasPrefix(pkg, below+"/")) {
			return true
		}
		if ok, err := path.Match(pattern, pkg); ok && err == nil {
			return true
		}
	}
	return false
}

// start follows what a call of encoding/json makes.
func (t *tracer) start(site *ssa.Call) []analysis.Diagnostic {
	fn := flow.Callee(site.Common())
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "encoding/json" {
		return nil
	}
	var found *sink
	switch {
	case fn.Name() == "NewEncoder":
		if name := writer(site.Common().Args[0]); name != "" {
			found = &sink{name: name, pos: site.Pos()}
		}
	case fn.Name() == "Marshal" || fn.Name() == "MarshalIndent":
		for _, ref := range *site.Referrers() {
			if e, ok := ref.(*ssa.Extract); ok && e.Index == 0 {
				found = t.follow(e)
			}
		}
	}
	if found == nil {
		return nil
	}
	d := report.Diagnostic{
		Pos: site.Pos(), Severity: report.Warning,
		Message: fmt.Sprintf("the bytes of json.%s reach %s: they change with field order, escaping and number format, so that others compute another digest, signature or message",
			fn.Name(), found.at(t.pass)),
		Hint:    "use a canonical encoding (RFC 8785, or protobuf with Deterministic and one schema), or keep and check the bytes as they came",
		Related: []analysis.RelatedInformation{{Pos: found.pos, Message: "reaches " + found.name}},
	}
	return []analysis.Diagnostic{d.Analysis()}
}

// export tells listed packages which parameters come to a sink.
func (t *tracer) export(fn *ssa.Function) {
	obj, ok := fn.Object().(*types.Func)
	if !ok || !obj.Exported() {
		return
	}
	var uses usesFact
	for i, param := range fn.Params {
		if flow.IsText(param.Type()) {
			if found := t.follow(param); found != nil {
				uses.List = append(uses.List, useFact{i, found.at(t.pass)})
			}
		}
	}
	if len(uses.List) > 0 {
		t.pass.ExportObjectFact(obj, &uses)
	}
}
