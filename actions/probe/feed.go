package probe

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"

	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/scenario"
	"github.com/tallystick/tallystick/actions/probe/trial"
)

// feed gives a trial the proposals of steps, which come from a scenario or are
// invented while it goes on. It keeps what they answered.
type feed struct {
	proposer *scenario.Proposer
	next     func() (scenario.Step, bool)
	stop     func()
	// seen is told what each step answered.
	seen  func(*scenario.Step, *peer.Endorsement, error)
	drop  func(name string)
	calls []trial.Call // what was given
	err   error        // why it ended early
}

// steps feeds the steps of a scenario, each as often as it says.
func steps(s *scenario.Scenario) *feed {
	next, stop := iter.Pull(func(yield func(scenario.Step) bool) {
		for _, step := range s.Steps {
			for range max(1, step.Repeat) {
				if !yield(step) {
					return
				}
			}
		}
	})
	return &feed{proposer: s.Proposer(), next: next, stop: stop}
}

// Next makes the next proposal.
func (f *feed) Next() (trial.Call, bool) {
	step, ok := f.next()
	if !ok {
		return trial.Call{}, false
	}
	call, err := f.proposer.Call(&step, 0)
	if err != nil {
		f.err = err
		return trial.Call{}, false
	}
	out, err := propose(step, call)
	if err != nil {
		f.err = err
		return trial.Call{}, false
	}
	f.calls = append(f.calls, out)
	return out, true
}

// propose makes the proposal of a step.
func propose(step scenario.Step, call peer.Call) (trial.Call, error) {
	proposal, err := peer.Propose(call)
	if err != nil {
		return trial.Call{}, err
	}
	pinned := step.Pinned(call)
	again := func(n int) (*peer.Proposal, error) {
		other := call
		sum := sha256.Sum256(binary.BigEndian.AppendUint64(call.Nonce, uint64(n)))
		other.Nonce = sum[:len(call.Nonce)]
		return peer.Propose(other)
	}
	return trial.Call{Name: function(&step), Proposal: proposal, Evaluate: step.Evaluate, Step: &pinned, Again: again}, nil
}

// function is what a step calls, for people: its first argument where it names
// none.
func function(step *scenario.Step) string {
	switch {
	case !step.Bare:
		return step.Call
	case len(step.Args) > 0:
		return string(step.Args[0])
	case step.Init:
		return "Init"
	}
	return "(no arguments)"
}

// Seen hands on what the first replica answered.
func (f *feed) Seen(call trial.Call, e *peer.Endorsement, err error) {
	if f.seen != nil {
		f.seen(call.Step, e, err)
	}
}

// Drop says that a function is not to be called any more. What comes of it all
// the same, the trial leaves out.
func (f *feed) Drop(name string) {
	if f.drop != nil {
		f.drop(name)
	}
}
