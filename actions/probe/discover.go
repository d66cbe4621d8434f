package probe

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"sync"

	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"github.com/tallystick/tallystick/actions/probe/contract"
	"github.com/tallystick/tallystick/actions/probe/generate"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/scenario"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// discover starts the chaincode for the first time, asks it what it can be
// asked, and holds a scenario against that.
func (p *run) discover(ctx context.Context) error {
	p.step.Progress("starting the chaincode")
	if err := p.clean(); err != nil {
		return err
	}
	if err := p.ask(ctx); err != nil {
		return err
	}
	if p.metadata != nil {
		p.known = p.metadata.Functions()
	}
	if p.finder != nil {
		// What cannot be read here, the compiler has taken; then names are
		// those that the metadata have.
		if code, err := contract.ReadSource(p.ownSource(ctx)); err == nil {
			if p.metadata != nil {
				code.Name(p.metadata)
				p.known = p.metadata.Functions()
			} else {
				p.known = code.Dispatched
			}
		}
	}
	p.generator = p.invent()
	switch {
	case p.transactions != "" && p.metadata != nil:
		return p.validate()
	case len(p.scenario.Steps) == 0 && len(p.known) == 0:
		why := ""
		if p.unread != nil {
			why = " (" + finding.Clean(shorten(p.unread.Error())) + ")"
		}
		return action.NotAnalysed("the chaincode does not say what it can be asked%s, so no proposals can be invented", why).
			WithHint("say with --transactions FILE how it is called; tallystick probe --help shows a scenario")
	}
	return nil
}

// ask asks for the metadata of contract-api. A chaincode on the bare shim takes
// it for a function that it does not know, or dies of it.
func (p *run) ask(ctx context.Context) error {
	r, err := p.start(ctx, usual())
	if err != nil {
		return err
	}
	defer r.Stop()
	p.dialled = r.Dialled()
	step := &scenario.Step{Call: contract.Query}
	proposal, err := p.scenario.Proposer().Propose(step)
	if err != nil {
		return action.NotAnalysed("making a proposal: %w", err)
	}
	e, err := r.Endorse(ctx, p.scenario.State().Snapshot(), proposal)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil || !e.Endorsed() {
		return nil
	}
	metadata, err := contract.Parse(e.Response.Payload)
	p.unread = err
	if err == nil && len(metadata.Functions()) > 0 {
		p.metadata = metadata
	}
	return nil
}

// validate finds steps that name no function, or give arguments of another
// number or kind.
func (p *run) validate() error {
	err := p.scenario.Validate(p.metadata.Check)
	if err != nil {
		return action.Usage("%w", err).WithHint("a step that is meant to fail says so: expect: {fails: true}")
	}
	return nil
}

// declared are the names of the functions that are known.
func (p *run) declared() (names []string) {
	for _, f := range p.known {
		names = append(names, labelled(f))
	}
	return names
}

// entry is where a function begins, else where the subject is.
func (p *run) entry(function string) finding.Location {
	for _, f := range p.known {
		if labelled(f) == function && f.File != "" {
			return p.at(f.File, f.Line, 0)
		}
	}
	return p.location(p.step)
}

// invent makes the generator of what is made up: proposals, or only the hostile
// ones where a scenario has the others.
func (p *run) invent() *generate.Generator {
	var collections []string
	for _, c := range p.scenario.Collections {
		collections = append(collections, c.Name)
	}
	return generate.New(p.seed, generate.Input{
		Functions: p.known, Metadata: p.metadata, Identities: p.scenario.Identities, Collections: collections,
	})
}

// learn hands an answer to the generator.
func (p *run) learn(step *scenario.Step, e *peer.Endorsement, err error) {
	var failed *peer.Failed
	if step.Init && e != nil && errors.As(err, &failed) { // an Init fails without a response
		p.generator.Feedback(step, &protos.Response{Status: shim500, Message: failed.Message})
	}
	if e == nil || e.Response == nil {
		return
	}
	if p.guess {
		p.define(step, e.Response.Message)
	}
	p.generator.Feedback(step, e.Response)
}

// shim500 is the status of what fails (shim.ERROR).
const shim500 = 500

// noCollection is what a peer says of a collection that is not defined.
var noCollection = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`collection [^/ ]+/[^/ ]+/([A-Za-z0-9][A-Za-z0-9_-]{0,63}) could not be found`)
})

// maxGuessed bounds the collections that are taken for granted.
const maxGuessed = 32

// define takes a collection for granted that the chaincode asked for, where
// nobody said which there are. A name that came with the proposal is none of
// the chaincode's, unless it leaves all of them to its clients.
func (p *run) define(step *scenario.Step, message string) {
	m := noCollection().FindStringSubmatch(message)
	if m == nil || len(p.scenario.Collections) == maxGuessed {
		return
	}
	ours := slices.ContainsFunc(step.Args, func(arg []byte) bool { return string(arg) == m[1] })
	if ours && (m[1] != generate.AnyCollection || len(p.scenario.Collections) > 0) {
		return
	}
	p.generator.Collection(m[1])
	p.scenario.Collections = append(p.scenario.Collections, scenario.Collection{Name: m[1], Member: true, MaxPeerCount: 1})
	p.state.Define(p.scenario.Chaincode, p.scenario.Definitions())
}

// invented is a feed of proposals that are made up while it goes on.
func (p *run) invented() (*feed, int) {
	left := p.proposals
	return &feed{proposer: p.scenario.Proposer(), name: p.label, seen: p.learn, next: func() (scenario.Step, bool) {
		if left == 0 {
			return scenario.Step{}, false
		}
		left--
		return p.generator.Next()
	}}, p.proposals
}

// hostile is a feed of what no honest client sends. Functions that are dead
// already are left alone, and Init, which is the operator's to call.
func (p *run) hostile() (*feed, int) {
	var list []scenario.Step
	for _, f := range p.known {
		if !f.Init && p.out.Dropped[labelled(f)] == "" {
			list = append(list, p.generator.Adversarial(f)...)
		}
	}
	frame := *p.scenario
	frame.Steps = list
	frame.Start = frame.Start.AddDate(0, 1, 0)
	frame.Seed++ // other transaction IDs than before
	return p.steps(&frame), len(list)
}
