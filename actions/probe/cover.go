package probe

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/tallystick/tallystick/actions/probe/contract"
	counters "github.com/tallystick/tallystick/actions/probe/coverage"
	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// cover runs the proposals once more on a binary that counts what it reaches,
// where there is source to build one of.
func (p *run) cover(ctx context.Context) error {
	switch {
	case p.finder == nil:
		return nil
	case !counters.Supported && p.minCoverage > 0:
		return action.NotAnalysed("coverage cannot be measured on %s", runtime.GOOS).
			WithHint("run the probe on Linux, or leave --min-coverage out")
	case !counters.Supported:
		return nil
	}
	p.step.Progress("building the chaincode with counters")
	folder, build, err := p.instrument(ctx)
	if err != nil {
		return err
	}
	p.step.Progress("measuring what was reached")
	if err := p.count(ctx, build, folder); err != nil {
		return err
	}
	c, err := counters.Read(ctx, p.finder.Go.Run, folder, p.module())
	if err != nil {
		return err
	}
	p.step.Output("coverage", strconv.FormatFloat(c.Percent(), 'f', 1, 64))
	if unreached := slices.DeleteFunc(c.Unreached(), p.expected); len(unreached) > 0 {
		p.unreached(c, unreached)
	}
	if percent := c.Percent(); percent < p.minCoverage {
		p.report(finding.Finding{
			Rule: "probe/coverage", Severity: finding.Error,
			Message: fmt.Sprintf("%.1f%% of the chaincode's statements ran, want %.1f%% or more", percent, p.minCoverage),
			Hint:    "call what was not reached with --transactions FILE",
		})
	}
	return nil
}

func (p *run) module() counters.Module {
	return counters.Module{Path: p.pkg.Module, Dir: p.step.Dir}
}

// instrument builds the second binary. Folder is where it writes its counters.
func (p *run) instrument(ctx context.Context) (folder, binary string, err error) {
	folder, tmp := filepath.Join(p.work, "counters"), filepath.Join(p.work, "overlay")
	for _, dir := range []string{folder, tmp} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			return "", "", action.Environment("making a folder for counters: %w", err)
		}
	}
	vars, err := p.finder.Go.Var(ctx, "GOROOT", "GOMODCACHE")
	if err != nil {
		return "", "", err
	}
	build, err := counters.Overlay(p.module(), counters.Toolchain{Root: vars["GOROOT"], Cache: vars["GOMODCACHE"]}, tmp)
	if err != nil {
		return "", "", err
	}
	finder := *p.finder
	finder.Go = finder.Go.With(build.Env...)
	finder.Go.Path = build.Go
	binary = filepath.Join(p.work, "counting")
	return folder, binary, finder.Build(ctx, p.pkg, runtime.GOOS+"/"+runtime.GOARCH, binary, build.Flags...)
}

// count runs all proposals on the counting binary.
func (p *run) count(ctx context.Context, binary, folder string) error {
	program := p.program
	program.Path, program.Root = binary, ""
	program.Env = append(slices.Clone(program.Env), "GOCOVERDIR=/counters")
	program.Writable = []process.Mount{{Host: folder, Path: "/counters"}}
	ground, err := process.Open(ctx, program, p.limits())
	if err != nil {
		return err
	}
	defer ground.Close()
	breed := *p.breed
	breed.Chaincodes = slices.Clone(breed.Chaincodes)
	breed.Chaincodes[0].Ground = ground
	deaths := map[string]bool{}
	for _, d := range p.out.Deaths {
		deaths[d.Call.Proposal.TxID] = true
	}
	p.uncounted = map[string]bool{}
	for name := range p.out.Dropped {
		p.uncounted[name] = true
	}
	for {
		died, err := p.countOnce(ctx, &breed, folder, deaths)
		if died == "" || err != nil {
			return err
		}
		p.uncounted[died] = true
	}
}

// countOnce is count without what would take the counters with it. Died is what
// did all the same: then there are none.
func (p *run) countOnce(ctx context.Context, breed *replica.Breed, folder string, deaths map[string]bool) (died string, err error) {
	r, err := breed.Start(ctx, usual())
	if err != nil {
		return "", p.cannotStart(err)
	}
	defer r.Stop()
	state := p.scenario.State()
	for _, call := range p.calls {
		if p.uncounted[call.Name] || deaths[call.Proposal.TxID] {
			continue
		}
		e, err := r.Endorse(ctx, state.Snapshot(), call.Proposal)
		switch {
		case ctx.Err() != nil:
			return "", ctx.Err()
		case err == nil && e.Endorsed() && !call.Evaluate:
			state.Commit(e.Result, ledger.Version{Block: 2}, call.Proposal.TxID, call.Proposal.Time)
		}
		if !r.Alive() {
			return call.Name, nil
		}
	}
	if err := r.Process().Signal(counters.Signal); err != nil {
		return "", action.NotAnalysed("asking for counters: %w", err)
	}
	return "", counters.Await(ctx, folder, r.Process().InnerPID())
}

// expected says of a function why it has no counts: it was left out because it
// ends the process, or hangs; or it is an Init that only agrees, and which the
// lifecycle since Fabric 2.0 does not call.
func (p *run) expected(f counters.Function) bool {
	return strings.HasSuffix(f.Name, ").Init") && f.Statements == 1 || slices.ContainsFunc(p.known, func(k contract.Function) bool {
		return p.uncounted[labelled(k)] && k.File == f.File && k.Line == f.Line
	})
}

// unreached says which functions of the source never ran.
func (p *run) unreached(c *counters.Coverage, list []counters.Function) {
	var names []string
	for _, f := range list {
		names = append(names, fmt.Sprintf("%s (%s:%d)", f.Name, f.File, f.Line))
	}
	without := ""
	if len(p.uncounted) > 0 {
		without = " (without " + shorten(strings.Join(slices.Sorted(maps.Keys(p.uncounted)), ", ")) + ")"
	}
	p.report(finding.Finding{
		Rule: "probe/uncovered", Severity: finding.Notice, Location: p.at(list[0].File, list[0].Line, 0),
		Message: fmt.Sprintf("not covered: %.1f%% of %d statements ran%s; %s never did: %s",
			c.Percent(), c.Statements, without, count(len(list), "function", "functions"), most(names, 12)),
		Hint: "call what leads there with --transactions FILE",
	})
}
