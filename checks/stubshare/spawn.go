package stubshare

import (
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// worker is a goroutine that uses the stub.
type worker struct {
	flow.Spawn
	request *request
	// locked says that it takes a lock before.
	locked bool
}

// spawned judges the goroutines that fn starts.
func (f *finder) spawned(fn *ssa.Function) []analysis.Diagnostic {
	var workers []worker
	for _, s := range append(flow.Spawns(fn), timers(fn)...) {
		if !f.shares(s) {
			continue
		}
		if r := f.asks(s.Body); r != nil {
			workers = append(workers, worker{s, r, locks(s.Body)})
		}
	}
	workers = append(workers, f.direct(fn)...)
	if len(workers) == 0 {
		return nil
	}
	t := f.team(fn, workers)
	var list []analysis.Diagnostic
	for _, w := range workers[:min(most, len(workers))] {
		list = append(list, f.diagnose(t, w))
	}
	return list
}

// team is what a function does while its goroutines run.
type team struct {
	workers []worker
	joins   []ssa.Instruction
	// own are the requests of the function itself, and the instructions that
	// make them.
	own []ssa.Instruction
	by  map[ssa.Instruction]*request
}

func (f *finder) team(fn *ssa.Function, workers []worker) *team {
	t := &team{workers: workers, joins: flow.JoinsOf(fn), by: map[ssa.Instruction]*request{}}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if site, ok := instr.(*ssa.Call); ok {
				if r := f.asked(site); r != nil {
					t.own, t.by[instr] = append(t.own, instr), r
				}
			}
		}
	}
	return t
}

// direct are the go statements that call the stub, or a function of another
// package, with nothing around it.
func (f *finder) direct(fn *ssa.Function) []worker {
	var list []worker
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			site, ok := instr.(*ssa.Go)
			if !ok || site.Common().StaticCallee() != nil && site.Common().StaticCallee().Blocks != nil {
				continue
			}
			if r := f.asked(site); r != nil {
				list = append(list, worker{Spawn: flow.Spawn{Site: site}, request: r})
			}
		}
	}
	return list
}

// shares says whether the goroutine gets the stub from where it is started.
func (f *finder) shares(s flow.Spawn) bool {
	return f.p.HoldsStub(s.Func) || slices.ContainsFunc(s.Args, f.p.HoldsStub)
}

// timers are the functions that time.AfterFunc will start.
func timers(fn *ssa.Function) []flow.Spawn {
	var list []flow.Spawn
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			callee := flow.Callee(call.Common())
			if callee == nil || callee.Pkg() == nil || callee.Pkg().Path() != "time" || callee.Name() != "AfterFunc" {
				continue
			}
			if mk, ok := call.Common().Args[1].(*ssa.MakeClosure); ok {
				list = append(list, flow.Spawn{Site: call, Func: mk, Body: mk.Fn.(*ssa.Function)})
			}
		}
	}
	return list
}

// locks says whether fn takes a lock: its requests come one after the other.
func locks(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				if callee := flow.Callee(call.Common()); callee != nil && callee.Name() == "Lock" {
					return true
				}
			}
		}
	}
	return false
}

const exists = `the shim refuses the second of two requests at once with "channel exists"`

// diagnose puts a goroutine that uses the stub into words.
func (f *finder) diagnose(t *team, w worker) analysis.Diagnostic {
	d := report.Diagnostic{
		Pos: w.Site.Pos(), Severity: report.Error,
		Hint: "call the stub in the transaction's own goroutine only, and hand the goroutines what was read: " + exists,
	}
	uses := "the goroutine calls " + w.request.name + " at " + f.p.At(w.request.pos) + " on the transaction's stub"
	natural, other, waited := flow.LoopAround(w.Site.Block()), t.beside(w), t.waits(w)
	switch {
	case !waited:
		d.Message = uses + " and is not waited for, so that it may run when the transaction is over"
		d.Hint = "wait for it before the transaction returns, or hand it what was read: " +
			"the peer knows nothing of a transaction that is over, and its answer is lost"
	case natural != nil && !flow.Joined(t.joins, natural):
		d.Message = uses + ", at the same time as others of its kind"
	case other != nil:
		d.Message = uses + ", at the same time as " + other.name + " at " + f.p.At(other.pos)
	default:
		d.Severity = report.Notice
		d.Message = uses + ", which is right only as long as nothing else uses it until it is done"
	}
	switch {
	case w.locked && d.Severity == report.Error && waited:
		d.Severity = report.Notice
		d.Message = uses + " under a lock, which every other use of the stub has to take too"
	case w.request.likely && d.Severity == report.Error:
		d.Severity = report.Warning
	}
	d.Related = []analysis.RelatedInformation{{Pos: w.request.pos, Message: "the stub is used here"}}
	return d.Analysis()
}

// waits says whether somebody may wait for w: the function does, or w says that
// it is done.
func (t *team) waits(w worker) bool {
	if _, statement := w.Site.(*ssa.Go); !statement { // a timer, or a group that is waited for
		return flow.Callee(w.Site.Common()).Name() != "AfterFunc"
	}
	return len(t.joins) > 0 || w.Body != nil && flow.Signals(w.Body)
}

// most is how many goroutines of a function are looked at, near with how many
// others and requests each is compared; it keeps generated functions with
// thousands of them linear.
const (
	most = 64
	near = 32
)

// beside is a request that the function, or another goroutine of it, may make
// while w runs; or nil.
func (t *team) beside(w worker) *request {
	for _, other := range t.workers[:min(near, len(t.workers))] {
		if other.Site != w.Site && (t.atOnce(w.Site, other.Site) || t.atOnce(other.Site, w.Site)) {
			return other.request
		}
	}
	first := slices.IndexFunc(t.own, func(instr ssa.Instruction) bool { return instr.Pos() > w.Site.Pos() })
	if first < 0 || flow.LoopAround(w.Site.Block()) != nil {
		first = 0
	}
	for _, instr := range t.own[first:min(first+near, len(t.own))] {
		if instr != w.Site && t.atOnce(w.Site, instr) {
			return t.by[instr]
		}
	}
	return nil
}

// atOnce says whether what starts at the first instruction may still run at the
// second.
func (t *team) atOnce(first, second ssa.Instruction) bool {
	return flow.Follows(first, second) && !slices.ContainsFunc(t.joins, func(join ssa.Instruction) bool {
		return flow.Before(join, second) && flow.Follows(first, join)
	})
}
