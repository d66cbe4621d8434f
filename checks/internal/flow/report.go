package flow

import (
	"fmt"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// Found is what f knows of one class of sinks, or nil.
func (f *Frame) Found(m Manner, part Part, class fabric.Class) *Hit { return f.hits[m][part][class] }

// PlaceOfSink names the place of a sink: store.go:71, of whatever package.
func (p *Package) PlaceOfSink(s Sink) string {
	if s.Place != "" || !s.Pos.IsValid() {
		return s.Place
	}
	return p.At(s.Pos)
}

// At names a place for a message: asset.go:71.
func (p *Package) At(pos token.Pos) string {
	at := p.Fset.Position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line)
}

// name is what a reader calls fn: Issue, issuer.Now, or the function around a
// closure.
func (p *Package) name(fn *ssa.Function) string {
	if fn.Parent() != nil && fn.Parent().Synthetic != "" {
		return "the function at " + p.At(fn.Pos())
	}
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	name := fn.Name()
	name = strings.TrimSuffix(strings.TrimSuffix(name, "$bound"), "$thunk")
	if recv := fn.Signature.Recv(); recv != nil {
		if n := namedOf(recv.Type()); n != "" {
			name = n + "." + name
		}
	}
	return name
}

// via is fn's name where a message should show that a flow passes through it:
// not for closures, which stand in the function that is named already, nor for
// wrappers.
func (p *Package) via(fn *ssa.Function) string {
	if fn.Parent() != nil || fn.Synthetic != "" {
		return ""
	}
	return p.name(fn)
}

// longest is how many steps of a flow are looked at for a message.
const longest = 500

// hops are the visible steps to s, from the source on.
func (s *Step) hops() []*Step {
	left := longest
	list := s.collect(nil, &left)
	slices.Reverse(list)
	return list
}

// collect appends the visible steps from s back to the source. What happens
// within a callee comes before what it returned, and behind its call.
func (s *Step) collect(list []*Step, left *int) []*Step {
	for ; s != nil && *left > 0; s = s.prev {
		*left--
		visible := s.note != "" || s.likely
		if visible && !s.down {
			list = append(list, s)
		}
		list = s.inner.collect(list, left)
		if visible && s.down {
			list = append(list, s)
		}
	}
	return list
}

// Uncertain says whether some hop of the hit is only likely.
func (h *Hit) Uncertain() bool {
	return h.Likely || uncertain(h.step)
}

func uncertain(step *Step) bool {
	return slices.ContainsFunc(step.hops(), func(s *Step) bool { return s.likely })
}

// most is how many functions a message names between source and sink.
const most = 3

// Through names the functions between source and sink, " through a, b", or "".
func (h *Hit) Through() string {
	names := names(h.step)
	if len(names) == 0 {
		return ""
	}
	return " through " + strings.Join(names, ", ")
}

// names are the functions that the flow to step passes through.
func names(step *Step) (list []string) {
	for _, s := range step.hops() {
		if s.via != "" && (len(list) == 0 || list[len(list)-1] != s.via) {
			list = append(list, s.via)
		}
	}
	if len(list) > most {
		list = append(list[:most-1:most-1], "...", list[len(list)-1])
	}
	return list
}

// Related are the hops of the flow, the sink last.
func (h *Hit) Related() []analysis.RelatedInformation {
	var list []analysis.RelatedInformation
	for _, s := range h.step.hops() {
		if s.note != "" && s.pos.IsValid() {
			list = append(list, analysis.RelatedInformation{Pos: s.pos, Message: s.note})
		}
	}
	if h.Pos.IsValid() && h.Manner != Fails {
		list = append(list, analysis.RelatedInformation{Pos: h.Pos, Message: "reaches " + h.Name})
	}
	return list
}

// Report makes a hit of a check's own frame, or of the check's own finding, a
// hit of f.
func (f *Frame) Report(h Hit, pos token.Pos) {
	h.step = &Step{inner: h.step, pos: pos}
	f.Hit(h, h.step)
}

// Callees are the functions of the package that site may call.
func (p *Package) Callees(site ssa.CallInstruction) []*ssa.Function { return p.calls.callees[site] }
