package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// Kind is how a fact depends on its source. Checks may add kinds from Own on.
type Kind uint8

const (
	// Data is computed from the source.
	Data Kind = iota
	// Decided was chosen by a branch on the source.
	Decided
	// Own is the first kind that a check may define.
	Own
)

// Fact says that the part at Path of what V is, or points to, depends on the
// source.
type Fact struct {
	V    ssa.Value
	Path string
	Kind Kind
}

// Manner is how a source touches a sink.
type Manner int

const (
	Reaches Manner = iota // the sink's arguments are computed from it
	Decides               // a branch on it decides whether or what
	Fails                 // it decides only whether the transaction fails
	manners
)

const classes = int(fabric.Range) + 1

// Part says which argument of a sink a fact reached.
type Part uint8

const (
	Value Part = iota
	Key
)

// Hit is a source that touches a sink.
type Hit struct {
	Sink
	Manner Manner
	Part   Part
	// Reason is for the check.
	Reason string
	step   *Step
}

// Step is one hop of a fact; following prev leads back to the source.
type Step struct {
	prev, inner *Step
	pos         token.Pos
	note        string // empty for hops that a reader need not see
	via         string // the function passed through, if any
	likely      bool
	down        bool // into a callee: inner comes after it
}

// Tracer is what a check adds.
type Tracer interface {
	// Use sees each fact at each instruction that uses it. What it handles
	// itself (true) the engine leaves alone.
	Use(f *Frame, fact Fact, at ssa.Instruction, step *Step) bool
	// Wrote sees each fact that at stores to what fact.V points to, before the
	// engine does.
	Wrote(f *Frame, fact Fact, at ssa.Instruction, step *Step) bool
}

// Follow is a Tracer that leaves everything to the engine; others embed it for
// what they do not handle.
type Follow struct{}

// Use handles nothing.
func (Follow) Use(*Frame, Fact, ssa.Instruction, *Step) bool { return false }

// Wrote handles nothing.
func (Follow) Wrote(*Frame, Fact, ssa.Instruction, *Step) bool { return false }

// Run follows the seeds of one check through one package.
type Run struct {
	P      *Package
	tracer Tracer
	frames map[any]*Frame
	queue  []work
	// sources is how many there are, as far as it is known.
	sources int
	// OwnSinks says that the check finds sinks by itself, those of other
	// packages by Abroad.
	OwnSinks bool
	// left is how many facts may still be added. Packages of chaincode need a
	// few thousand; what it stops is generated code, in which everything
	// calls everything.
	left int
}

// most facts of a run.
const mostFacts = 1 << 18

type knowledge struct {
	v    ssa.Value
	kind Kind
}

type work struct {
	frame *Frame
	fact  Fact
}

// NewRun starts a check's run over p.
func NewRun(p *Package, t Tracer) *Run {
	return &Run{P: p, tracer: t, frames: map[any]*Frame{}, left: mostFacts}
}

// Frame is one function followed for one fact that enters it, or for what
// arises in it from one source.
type Frame struct {
	Fn *ssa.Function
	// Source is set where the frame's facts arise in it, or in what it
	// called; nil where they entered by a parameter.
	Source *Source
	// Owner is for the check.
	Owner any

	run     *Run
	facts   map[Fact]*Step
	known   map[knowledge]bool
	links   []link
	waiting map[linkKey]bool
	exits   map[exit]*Step
	left    []exit
	hits    [manners][2][classes]*Hit
	decided map[*ssa.BasicBlock]bool
}

// link is a place that waits for what leaves a frame.
type link struct {
	frame *Frame
	site  ssa.Instruction
	step  *Step
}

// rootKey and entryKey tell frames apart, linkKey links.
type rootKey struct {
	fn  *ssa.Function
	src *Source
}

type linkKey struct {
	frame *Frame
	site  ssa.Instruction
}

type entryKey struct {
	fn   *ssa.Function
	fact Fact
}

func (r *Run) frame(key any, fn *ssa.Function, src *Source) (*Frame, bool) {
	if f := r.frames[key]; f != nil {
		return f, false
	}
	f := &Frame{
		Fn: fn, Source: src, run: r, facts: map[Fact]*Step{}, known: map[knowledge]bool{},
		exits: map[exit]*Step{}, decided: map[*ssa.BasicBlock]bool{}, waiting: map[linkKey]bool{},
	}
	r.frames[key] = f
	return f, true
}

// Root is the frame of what arises in fn from src.
func (r *Run) Root(src *Source, fn *ssa.Function) *Frame {
	f, fresh := r.frame(rootKey{fn, src}, fn, src)
	if fresh {
		src.frames = append(src.frames, f)
	}
	return f
}

// Own is a frame of the check's own over fn, told apart by key; fresh says that
// it is new.
func (r *Run) Own(key any, fn *ssa.Function) (f *Frame, fresh bool) { return r.frame(key, fn, nil) }

// Enter is the frame of fn that fact enters, by one of its parameters or free
// variables, on behalf of the check.
func (r *Run) Enter(fn *ssa.Function, fact Fact) *Frame {
	f, fresh := r.frame(entryKey{fn, fact}, fn, nil)
	if fresh {
		f.Add(fact, &Step{pos: fn.Pos()})
	}
	return f
}

// Package is the package that f's function is of.
func (f *Frame) Package() *Package { return f.run.P }

// Knows says whether f came to a fact of this kind on v or a part of it.
func (f *Frame) Knows(v ssa.Value, kind Kind) bool { return f.known[knowledge{v, kind}] }

// Add adds a fact to the frame, to be followed from there.
func (f *Frame) Add(fact Fact, step *Step) {
	if f.run.left == 0 || f.facts[fact] != nil || fact.Path != "" && f.facts[Fact{fact.V, "", fact.Kind}] != nil || f.pointless(fact) {
		return
	}
	if step == nil {
		step = &Step{}
	}
	f.run.left--
	f.facts[fact] = step
	f.known[knowledge{fact.V, fact.Kind}] = true
	f.run.queue = append(f.run.queue, work{f, fact})
}

// pointless says whether following the fact can only mislead: an error's text
// is no result, and the stub itself is the same for all endorsers.
func (f *Frame) pointless(fact Fact) bool {
	switch fact.V.(type) {
	case *ssa.Const, *ssa.Builtin:
		return true
	}
	t := fact.V.Type()
	return fact.Kind != Decided && isErrorType(t) || fact.Path == "" && f.run.P.CarriesStub(t)
}

// Drain follows all facts to their ends.
func (r *Run) Drain() {
	for len(r.queue) > 0 {
		w := r.queue[0]
		r.queue = r.queue[1:]
		refs := w.fact.V.Referrers()
		if refs == nil || w.frame.Source.done(w.fact.Kind, r.sources) {
			continue // globals are followed where they are used
		}
		for _, at := range *refs {
			if at.Parent() == w.frame.Fn {
				w.frame.Use(w.fact, at, w.frame.facts[w.fact])
			}
		}
	}
}

// Use follows fact, known by step, through one instruction that uses it.
func (f *Frame) Use(fact Fact, at ssa.Instruction, step *Step) {
	if !f.run.tracer.Use(f, fact, at, step) {
		f.Follow(fact, at, step)
	}
}

// Hit records that fact touches a sink, and tells all who wait.
func (f *Frame) Hit(h Hit, step *Step) {
	if !f.run.P.Reached(f.Fn) {
		return
	}
	h.step = step
	f.offer(h)
}

func (f *Frame) offer(h Hit) {
	slot := &f.hits[h.Manner][h.Part][h.Class]
	if *slot != nil {
		return
	}
	*slot = &h
	if f.Source != nil && f.Source.hits[h.Manner][h.Class] == nil {
		f.Source.hits[h.Manner][h.Class] = &h
	}
	for _, l := range f.links {
		l.hit(f, h)
	}
}

// hit hands a hit within the callee f to the frame that called it.
func (l link) hit(f *Frame, h Hit) {
	if !h.Pos.IsValid() { // within a wrapper
		h.Pos = l.site.Pos()
	}
	h.step = &Step{prev: l.step, inner: h.step, pos: l.site.Pos(), note: "passed to " + f.run.P.name(f.Fn), via: f.run.P.via(f.Fn), down: true}
	l.frame.offer(h)
}
