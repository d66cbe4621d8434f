package crosschannel

import (
	_ "embed"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/ops"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports calls of other chaincodes that do less than expected.
var Analyzer = &analysis.Analyzer{
	Name:     "crosschannel",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{ops.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[ops.Analyzer].(*ops.Package)
	if p == nil {
		return nil, nil
	}
	var list []analysis.Diagnostic
	own := namesOwn(p)
	for _, f := range p.Funcs {
		for _, e := range f.Events {
			if e.Kind != ops.Call {
				continue
			}
			if d, ok := elsewhere(p, f, e, own); ok && (e.Direct || e.Open) {
				list = append(list, d)
			}
			if d, ok := unchecked(e); ok && e.Direct {
				list = append(list, d)
			}
		}
	}
	report.All(pass, list)
	return nil, nil
}

// namesOwn says whether the package calls other chaincodes on the own channel
// by "" or GetChannelID(): a name then is another channel's.
func namesOwn(p *ops.Package) bool {
	for _, f := range p.Funcs {
		for _, e := range f.Events {
			if channel, ok := e.End.Const(); e.Kind == ops.Call && (ok && channel == "" || e.End.IsChannel()) {
				return true
			}
		}
	}
	return false
}

// elsewhere finds a call on another channel that is expected to write.
func elsewhere(p *ops.Package, f *ops.Func, e *ops.Event, own bool) (analysis.Diagnostic, bool) {
	name, named := e.Coll.Const()
	writes := named && verb(name, writing)
	if !writes && (named && verb(name, reading) || used(e)) {
		return analysis.Diagnostic{}, false
	}
	d := report.Diagnostic{
		Pos: e.Place(), Severity: report.Warning,
		Hint:    "send a transaction to that channel for the write; if it is the own channel, give \"\" or GetChannelID() for it",
		Related: e.Related("called here")[1:],
	}
	what := "the call"
	if named {
		what = name
	}
	const why = ": the peer only evaluates calls on another channel, and drops what they write"
	switch channel, ok := e.End.Const(); {
	case ok && channel != "" && own:
		d.Message = e.String() + " calls " + strconv.Quote(channel) + ", where nothing that " + what + " writes is kept" + why
	case ok && channel != "":
		d.Severity = report.Notice
		d.Message = e.String() + " calls " + strconv.Quote(channel) + ", where nothing that " + what + " writes is kept unless it is the own channel" + why
	case !ok && writes && e.End.IsParameter() && p.Flow.Entry(f.Fn) == flow.Certain:
		d.Severity = report.Notice
		d.Message = e.String() + " calls the channel that an argument names, where nothing that " + what + " writes is kept unless it is the own one" + why
	default:
		return analysis.Diagnostic{}, false
	}
	return d.Analysis(), true
}

// The verbs of functions that write, and of those that only read.
const (
	writing = "put set create update delete remove transfer mint burn issue add store save write register record lock unlock approve " +
		"change move pay withdraw deposit insert init submit sell buy"
	reading = "get query read list find fetch has is exists check verify validate count balance search view show lookup total"
)

// verb says whether a function's name, without the contract before it, starts
// with one of the verbs.
func verb(name, verbs string) bool {
	if i := strings.LastIndexAny(name, ":."); i >= 0 {
		name = name[i+1:]
	}
	for word := range strings.FieldsSeq(verbs) {
		if starts(name, word) {
			return true
		}
	}
	return false
}

// starts says whether name starts with the word, which ends there.
func starts(name, word string) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(name), word)
	if !ok || rest == "" {
		return ok
	}
	next := name[len(word)]
	return next < 'a' || next > 'z'
}
