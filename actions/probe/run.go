package probe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/probe/contract"
	"github.com/tallystick/tallystick/actions/probe/dump"
	"github.com/tallystick/tallystick/actions/probe/generate"
	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
	"github.com/tallystick/tallystick/actions/probe/scenario"
	"github.com/tallystick/tallystick/actions/probe/trial"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// run is a probe under way.
type run struct {
	*runner
	step *action.Step
	*subject
	work    string // a folder of ours, removed at the end
	grounds []*process.Ground
	breed   *replica.Breed
	dialled bool // we dialled the chaincode's server, else it dialled us

	// metadata is what the chaincode says of itself, nil where it says nothing,
	// and unread why what it says could not be read;
	// functions are what is known to be there.
	metadata  *contract.Metadata
	unread    error
	known     []contract.Function
	generator *generate.Generator
	scenario  *scenario.Scenario // that of the user, or the frame of what is invented
	guess     bool               // collections that are asked for are there
	state     *ledger.State      // that replicas are compared on
	calls     []trial.Call       // all that were proposed
	out       *trial.Outcome
	code      lines
	own       dump.Own
	// reported are the findings so far, by rule and function: one is enough.
	reported map[string]bool
	replays  map[string]int // scenarios that were written, by name
	// uncounted are the functions that are left out of the coverage.
	uncounted map[string]bool
}

// open finds what is to be probed, and makes ready to start it.
func (r *runner) open(ctx context.Context, s *action.Step) (*run, error) {
	p := &run{runner: r, step: s, reported: map[string]bool{}, replays: map[string]int{}}
	if err := p.prepare(ctx); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *run) prepare(ctx context.Context) (err error) {
	if err := p.checkInputs(); err != nil {
		return err
	}
	if p.work, err = os.MkdirTemp("", "tallystick-probe-"); err != nil {
		return action.Environment("making a folder for the probe: %w", err)
	}
	if p.scenario, err = p.readScenario(); err != nil {
		return err
	}
	if p.subject, err = p.find(ctx, p.step, p.work); err != nil {
		return err
	}
	p.own = dump.Own{Module: p.pkg.Module}
	p.code = lines{run: p}
	if p.scenario == nil {
		p.scenario = p.frame()
	}
	if err := p.readCollections(); err != nil {
		return err
	}
	p.guess = len(p.scenario.Steps) == 0 && len(p.scenario.Collections) == 0
	chaincodes, err := p.chaincodes(ctx)
	if err != nil {
		return err
	}
	p.breed = &replica.Breed{
		Chaincodes: chaincodes, Generation: p.scenario.Generation(generation(p.peer)), Timeout: p.timeout, Startup: p.startup,
	}
	return nil
}

func (p *run) checkInputs() error {
	switch {
	case p.transactions != "" && p.replay != "":
		return action.Usage("got --transactions and --replay, want one of them")
	case p.proposals < 1 && p.transactions == "" && p.replay == "":
		return action.Usage("--proposals: got %d, want 1 or more", p.proposals)
	case p.repeats < 2:
		return action.Usage("--repeats: got %d, want 2 or more", p.repeats)
	case p.timeout <= 0 || p.startup <= 0:
		return action.Usage("--timeout and --startup: got %v and %v, want more than nothing", p.timeout, p.startup)
	case p.memory < 16 || p.processes < 16:
		return action.Usage("--memory and --processes: got %d and %d, want 16 or more: a Go program needs that", p.memory, p.processes)
	case p.updateBaseline && p.baseline == "":
		return action.Usage("got --update-baseline without --baseline").WithHint("name the file with --baseline FILE")
	}
	return nil
}

// readScenario reads the user's scenario, nil where there is none.
func (p *run) readScenario() (*scenario.Scenario, error) {
	path := p.transactions
	if p.replay != "" {
		path = p.replay
	}
	if path == "" {
		return nil, nil
	}
	s, err := scenario.Load(p.step.Abs(path))
	if err != nil {
		return nil, action.Usage("%w", err).WithHint("tallystick probe --help shows a scenario")
	}
	if len(s.Steps) == 0 {
		return nil, action.Usage("%s has no steps, want one or more", path)
	}
	return s, nil
}

// frame is the scenario around what is invented.
func (p *run) frame() *scenario.Scenario {
	return &scenario.Scenario{
		Channel: scenario.DefaultChannel, Chaincode: p.called, Seed: p.seed, Start: scenario.DefaultStart(),
		Identities: generate.Identities(),
	}
}

func generation(name string) peer.Generation {
	if name == "v2.5" {
		return peer.V25
	}
	return peer.V3
}

// chaincodes are the subject and what it calls, each on a ground of its own.
func (p *run) chaincodes(ctx context.Context) ([]replica.Chaincode, error) {
	list := []replica.Chaincode{{Name: p.scenario.Chaincode, ID: p.program.ID}}
	if slices.ContainsFunc(p.scenario.Steps, func(s scenario.Step) bool { return s.Init }) {
		list[0].InitVersion = "1" // peers take an init only where the definition demands one
	}
	programs := []process.Program{p.program}
	for i, need := range p.scenario.Needs {
		other, err := p.need(ctx, i, need)
		if err != nil {
			return nil, fmt.Errorf("needs %s: %w", need.Name, err)
		}
		list = append(list, replica.Chaincode{Name: need.Name, ID: other.program.ID})
		programs = append(programs, other.program)
	}
	for i := range list {
		ground, err := process.Open(ctx, programs[i], p.limits())
		if err != nil {
			return nil, err
		}
		p.grounds = append(p.grounds, ground)
		list[i].Ground = ground
	}
	return list, nil
}

func (p *run) limits() process.Limits {
	return process.Limits{Memory: int64(p.memory) << 20, Processes: p.processes}
}

// need builds or opens a chaincode that the subject calls.
func (p *run) need(ctx context.Context, i int, need scenario.Need) (*subject, error) {
	folder := filepath.Dir(p.scenario.Path)
	other := &runner{name: need.Name}
	step := *p.step
	step.Earlier = func(string) string { return "" }
	work := filepath.Join(p.work, fmt.Sprint("need", i))
	if err := os.Mkdir(work, 0o700); err != nil {
		return nil, action.Environment("making a folder for the probe: %w", err)
	}
	if need.Binary != "" {
		other.binary = filepath.Join(folder, filepath.FromSlash(need.Binary))
	} else {
		step.Dir = filepath.Join(folder, filepath.FromSlash(need.Dir))
	}
	return other.find(ctx, &step, work)
}

func (p *run) close() {
	for _, g := range p.grounds {
		_ = g.Close() // what it could not remove lies in the temporary folder
	}
	if p.work != "" {
		_ = os.RemoveAll(p.work)
	}
}

// start starts a replica. What goes wrong is about the chaincode as a whole: it
// could not be probed.
func (p *run) start(ctx context.Context, traits process.Traits) (*replica.Replica, error) {
	r, err := p.breed.Start(ctx, traits)
	if err == nil || ctx.Err() != nil {
		return r, err
	}
	return nil, p.cannotStart(err)
}

func (p *run) cannotStart(err error) error {
	var known *action.Error
	var ended *process.Ended
	var silent *process.Silent
	var as *peer.RegisteredAs
	e := action.NotAnalysed("starting the chaincode: %w", err)
	switch {
	case errors.As(err, &known):
		return err
	case errors.As(err, &as):
		return e.WithHint("register with the ID that CHAINCODE_ID gives (CORE_CHAINCODE_ID_NAME for shim.Start): a peer waits 5 minutes for it and then gives up")
	case errors.As(err, &ended) && ended.FlagUnknown():
		return e.WithHint("use flag.Parse, which knows the shim's flags, or start a shim.ChaincodeServer")
	case errors.As(err, &silent) && len(silent.Listens) > 0:
		return e.WithHint("listen on the address that CHAINCODE_SERVER_ADDRESS gives")
	case errors.As(err, &silent):
		return e.WithHint("a chaincode calls shim.Start, Start of contract-api, or Start of a shim.ChaincodeServer; give it more time with --startup")
	case errors.As(err, &ended):
		program := p.binary
		if p.finder != nil {
			program = "go run " + p.pkg.Folder
		}
		return e.WithHint("see it alone: CHAINCODE_ID=x:1 CORE_CHAINCODE_ID_NAME=x:1 CHAINCODE_SERVER_ADDRESS=127.0.0.1:9999 %s", cmp.Or(program, "with what the image starts"))
	}
	return e
}

// report gives a finding the place of the subject where it has none, and the
// severity that the team wants. What the chaincode says in it fits on a line.
func (p *run) report(f finding.Finding) {
	f.Message, f.Hint = finding.Clean(f.Message), finding.Clean(f.Hint)
	for i := range f.Related {
		f.Related[i].Message = finding.Clean(f.Related[i].Message)
	}
	if f.Location == (finding.Location{}) {
		f.Location = p.location(p.step)
	}
	if slices.Contains(p.expectNo, strings.TrimPrefix(f.Rule, "probe/")) {
		f.Severity = finding.Error
	}
	p.step.Report(f)
}
