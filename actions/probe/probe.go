package probe

import (
	"context"
	_ "embed"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Action is the probe action.
var Action = &action.Action{
	Name: "probe", Doc: manual.Of(doc), PerModule: true,
	Alone: func(r action.Runner) bool { return r.(*runner).binary != "" || r.(*runner).image != "" },
	Outputs: []action.Output{
		{Name: "proposals", Doc: "how many proposals were sent to all replicas"},
		{Name: "executions", Doc: "how often the chaincode ran a transaction while replicas were compared"},
		{Name: "functions", Doc: "how many transaction functions are known"},
		{Name: "endorsed", Doc: "how many of them were endorsed at least once"},
		{Name: "coverage", Doc: "statements of the chaincode's own code that ran, in percent"},
		{Name: "seed", Doc: "seed with which the proposals were invented"},
		{Name: "replays", Doc: "folder with a scenario for each difference and each death, for --replay"},
	},
	Rules: rules,
	New:   func() action.Runner { return &runner{} },
}

// parts are what a probe does, in their order.
const (
	leaks    = "leaks"
	survival = "survival"
	coverage = "coverage"
)

type runner struct {
	binary, image, main, name         string
	transactions, replay, collections string

	proposals, repeats int
	seed               uint64
	timeout, startup   time.Duration
	peer               string
	skip               []string

	budgets
}

// budgets are what a team lets its chaincode have.
type budgets struct {
	expectNo       []string
	maxGoroutines  float64
	maxKilobytes   float64
	maxTime        time.Duration
	minCoverage    float64
	memory         int
	processes      int
	baseline       string
	updateBaseline bool
}

func (r *runner) Inputs(fs *pflag.FlagSet) {
	fs.StringVar(&r.main, "main", "", "main package of the chaincode, as ./folder or import path (default: that of the image, or the one that imports the shim or contract-api)")
	fs.StringVar(&r.binary, "binary", "", "binary to probe instead of building one")
	fs.StringVar(&r.image, "image", "", "image to probe, as oci-layout:folder (default: that of this run)")
	fs.StringVar(&r.name, "name", "", "name of the chaincode on the channel (default: the module's or the file's)")
	fs.StringVar(&r.transactions, "transactions", "", "scenario to run (default: proposals are invented from the contract's metadata)")
	fs.StringVar(&r.collections, "collections", "", "collections config of the chaincode, as peer lifecycle takes it (default: collections_config.json beside go.mod or the main package)")
	fs.StringVar(&r.replay, "replay", "", "scenario that an earlier run wrote: shows its difference again, and nothing else")
	fs.IntVar(&r.proposals, "proposals", 400, "how many proposals to invent")
	fs.IntVar(&r.repeats, "repeats", 36, "how often each proposal is executed in all; 36 catch the order of a map of two with 99 percent")
	fs.Uint64Var(&r.seed, "seed", 1, "seed of what is invented: the same one gives the same run")
	fs.DurationVar(&r.timeout, "timeout", 10*time.Second, "how long a transaction may take, the peer's executetimeout")
	fs.DurationVar(&r.startup, "startup", 20*time.Second, "how long a process may take to register, the peer's startuptimeout")
	action.Choice(fs, &r.peer, "peer", "v3", []string{"v2.5", "v3"}, "peer to play; survival compares both")
	action.Choices(fs, &r.skip, "skip", nil, []string{leaks, survival, coverage}, "parts to leave out")
	action.Words(fs, &r.expectNo, "expect-no", checkRule, "rules of which every finding is an error, such as iterator,late")
	fs.Float64Var(&r.maxGoroutines, "max-goroutines", 0, "goroutines that may stay, per transaction")
	fs.Float64Var(&r.maxKilobytes, "max-kilobytes", 4, "memory that may stay, in kB per transaction")
	fs.DurationVar(&r.maxTime, "max-time", 0, "how long a transaction function may take on average (default: no limit)")
	fs.Float64Var(&r.minCoverage, "min-coverage", 0, "statements of the chaincode's own code that have to run, in percent")
	fs.IntVar(&r.memory, "memory", 512, "memory that the process may take, in MB: it is ended above it")
	fs.IntVar(&r.processes, "processes", 512, "processes and threads that it may have")
	fs.StringVar(&r.baseline, "baseline", "", "file with what transactions cost before: a regression is a finding")
	fs.BoolVar(&r.updateBaseline, "update-baseline", false, "write what transactions cost now into --baseline")
}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	p, err := r.open(ctx, s)
	if err != nil {
		return err
	}
	defer p.close()
	if err := p.discover(ctx); err != nil {
		return err
	}
	if err := p.compare(ctx); err != nil {
		return err
	}
	if r.replay == "" {
		for _, part := range []struct {
			name string
			run  func(context.Context) error
		}{{survival, p.survive}, {leaks, p.endure}, {coverage, p.cover}} {
			if slices.Contains(r.skip, part.name) {
				continue
			}
			if err := part.run(ctx); err != nil {
				return err
			}
		}
	}
	return p.conclude()
}
