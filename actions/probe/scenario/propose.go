package scenario

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

// Proposed is a step as it is proposed.
type Proposed struct {
	Step *Step
	// Index counts proposals from 0, Repetition those of the step.
	Index, Repetition int
	*peer.Proposal
}

// Proposals are all proposals of the steps, in their order. The same scenario
// gives the same bytes.
func (s *Scenario) Proposals() iter.Seq2[Proposed, error] {
	return func(yield func(Proposed, error) bool) {
		p := s.Proposer()
		for i := range s.Steps {
			step := &s.Steps[i]
			for repetition := range max(1, step.Repeat) {
				index := p.index
				proposal, err := p.propose(step, repetition)
				if !yield(Proposed{step, index, repetition, proposal}, err) || err != nil {
					return
				}
			}
		}
	}
}

// Proposer makes proposals of steps, one after the other; the steps need not
// be those of the scenario. It is not for several goroutines at once.
type Proposer struct {
	scenario *Scenario
	creators map[string][]byte
	index    int
	last     time.Time
}

// Proposer begins at the scenario's start.
func (s *Scenario) Proposer() *Proposer {
	return &Proposer{scenario: s, creators: map[string][]byte{}, last: s.Start.Add(-second)}
}

// Propose makes the next proposal. Repeat is left to the caller.
func (p *Proposer) Propose(step *Step) (*peer.Proposal, error) { return p.propose(step, 0) }

func (p *Proposer) propose(step *Step, repetition int) (*peer.Proposal, error) {
	call, err := p.Call(step, repetition)
	if err != nil {
		return nil, err
	}
	return peer.Propose(call)
}

// Call is what the next proposal is made of; repetitions, which count from 0,
// of a step that says when it is made come after it as other steps do.
func (p *Proposer) Call(step *Step, repetition int) (peer.Call, error) {
	p.last = p.last.Add(second)
	if !step.At.IsZero() && repetition == 0 {
		p.last = step.At
	}
	creator := step.Creator
	if creator == nil {
		var err error
		if creator, err = p.Creator(step.As); err != nil {
			return peer.Call{}, err
		}
	}
	nonce := step.Nonce
	if nonce == nil {
		nonce = p.nonce()
	}
	p.index++
	return peer.Call{
		Channel: p.scenario.Channel, Chaincode: p.scenario.Chaincode, Args: step.Input(), Transient: step.Transient,
		Creator: creator, Time: p.last, Init: step.Init, Nonce: nonce,
	}, nil
}

// nonceSize is that of Fabric's clients (common/crypto.NonceSize), in bytes.
const nonceSize = 24

func (p *Proposer) nonce() []byte {
	text := binary.BigEndian.AppendUint64([]byte("tallystick nonce\x00"), p.scenario.Seed)
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(text, uint64(p.index)))
	return sum[:nonceSize]
}

// Creator is an identity as proposals carry it, by its name in the scenario;
// "" is Default.
func (p *Proposer) Creator(name string) ([]byte, error) {
	if name == "" {
		name = Default
	}
	if creator := p.creators[name]; creator != nil {
		return creator, nil
	}
	i := Identity{Name: Default, MSP: defaultMSP}
	if at := slices.IndexFunc(p.scenario.Identities, func(i Identity) bool { return i.Name == name }); at >= 0 {
		i = p.scenario.Identities[at]
	} else if name != Default {
		return nil, fmt.Errorf("unknown identity %q", name)
	}
	creator, err := i.creator(p.scenario.Seed)
	if err == nil {
		p.creators[name] = creator
	}
	return creator, err
}

func (i Identity) creator(seed uint64) ([]byte, error) {
	if i.Certificate != nil {
		return peer.Serialize(i.MSP, i.Certificate)
	}
	common := i.CommonName
	if common == "" {
		common = i.Name
	}
	return peer.Identity{MSPID: i.MSP, Name: common, Units: i.Units, Attributes: i.Attributes}.Creator(seed)
}

// Pinned is a copy in which every step is one proposal and says its own time
// and nonce, so that the rest keeps its bytes when steps are taken out.
func (s *Scenario) Pinned() (*Scenario, error) {
	pinned := *s
	pinned.Steps = nil
	p := s.Proposer()
	for i := range s.Steps {
		for repetition := range max(1, s.Steps[i].Repeat) {
			call, err := p.Call(&s.Steps[i], repetition)
			if err != nil {
				return nil, err
			}
			pinned.Steps = append(pinned.Steps, s.Steps[i].Pinned(call))
		}
	}
	return &pinned, nil
}

// Pinned is the step as the one proposal that a call is: with its time and
// nonce.
func (s *Step) Pinned(call peer.Call) Step {
	step := *s
	step.At, step.Nonce, step.Repeat = call.Time, call.Nonce, 0
	return step
}
