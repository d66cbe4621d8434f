package privateleak

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/argument"
	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports private and transient data in what everybody can read.
var Analyzer = &analysis.Analyzer{
	Name:     "privateleak",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	w := writersOf(p)
	r := flow.NewRun(p, tracer{&argument.Keys{}, argument.NewBudget(p)})
	r.OwnSinks = true
	var secrets []*flow.Source
	for _, fn := range p.Funcs {
		if w.hashes[fn] || !p.Reached(fn) {
			continue
		}
		for _, site := range flow.Sites(fn) {
			if name := sourceOf(site); name != "" {
				src := &flow.Source{Name: name, Pos: site.Pos()}
				r.Root(src, fn).Add(flow.Fact{V: site.Value(), Path: "/#0"}, nil)
				secrets = append(secrets, src)
			}
		}
	}
	r.Drain()
	var list []analysis.Diagnostic
	for _, s := range secrets {
		for _, l := range leaks {
			hit := s.Touched(flow.Reaches, l.class)
			if hit == nil || l.class == fabric.Response && !w.answers(hit) {
				continue
			}
			list = append(list, report.Diagnostic{
				Pos: hit.Pos, Severity: l.severity, Message: "data of " + s.Name + " reaches " + hit.Name + hit.Through() + ": " + l.why,
				Hint: l.hint, Related: hit.Related(),
			}.Analysis())
		}
	}
	report.All(pass, list)
	return nil, nil
}

// sourceOf is the name of what the call reads that not everybody may, or "".
func sourceOf(site ssa.CallInstruction) string {
	if _, ok := site.(*ssa.Call); !ok {
		return ""
	}
	for _, name := range []string{
		"GetTransient", "GetPrivateData", "GetMultiplePrivateData", "GetPrivateDataByRange", "GetPrivateDataByPartialCompositeKey",
		"GetPrivateDataQueryResult",
	} {
		if argument.IsStubMethod(site, name) {
			return name
		}
	}
	return ""
}

// leak is one way in which a secret gets out.
type leak struct {
	class     fabric.Class
	severity  string
	why, hint string
}

const keep = "write it with PutPrivateData, or show its hash: GetPrivateDataHash"

var leaks = [...]leak{
	{state, report.Warning, "public state is in the block, for every peer and orderer of the channel to read", keep},
	{
		fabric.Event, report.Warning, "events are in the block, for every peer and orderer of the channel to read",
		"name the entry in the event, and let those who may read it ask for it",
	},
	{
		fabric.Response, report.Warning, "the response of a transaction that writes is in the block, for everybody to read",
		"return it from a transaction of its own, which is evaluated",
	},
	{
		fabric.Read, report.Notice, "keys of public state are in the block, for everybody to read",
		"use a key that tells nothing: a random one, or a hash of the value with its salt",
	},
	{
		fabric.Range, report.Notice, "logs are read by others than the members of the collection",
		"log the key, not the value",
	},
}
