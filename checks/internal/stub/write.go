package stub

import (
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Writers says which calls of a package come to a write of the ledger.
type Writers struct {
	p     *flow.Package
	first map[*ssa.Function]string
	// own are the calls that write by themselves: asking a call's types each
	// time is what costs most.
	own map[ssa.CallInstruction]bool
}

// NewWriters finds the functions of p that write, by themselves or through what
// they call.
func NewWriters(p *flow.Package) *Writers {
	w := &Writers{p: p, first: map[*ssa.Function]string{}, own: map[ssa.CallInstruction]bool{}}
	var queue []*ssa.Function
	for _, fn := range p.Funcs {
		for _, site := range flow.Sites(fn) {
			if !isWrite(site) {
				continue
			}
			w.own[site] = true
			if w.first[fn] == "" {
				w.first[fn] = flow.Callee(site.Common()).Name()
				queue = append(queue, fn)
			}
		}
	}
	for i := 0; i < len(queue); i++ {
		for _, site := range p.Callers(queue[i]) {
			if caller := site.Parent(); w.first[caller] == "" {
				w.first[caller] = w.first[queue[i]]
				queue = append(queue, caller)
			}
		}
	}
	return w
}

func isWrite(site ssa.CallInstruction) bool {
	c, ok := flow.StubCall(site.Common())
	return ok && c.Class == fabric.Write && !IsMock(Receiver(site.Common()).Type())
}

// Writes says whether the call comes to a write.
func (w *Writers) Writes(site ssa.CallInstruction) bool {
	if w.own[site] {
		return true
	}
	for _, fn := range w.p.Callees(site) {
		if w.first[fn] != "" {
			return true
		}
	}
	return false
}

// Name is the write that the call comes to, "PutState" or "PutState in save";
// empty where it comes to none.
func (w *Writers) Name(site ssa.CallInstruction) string {
	if w.own[site] {
		return flow.Callee(site.Common()).Name()
	}
	for _, fn := range w.p.Callees(site) {
		if name := w.first[fn]; name != "" {
			return name + " in " + Name(fn)
		}
	}
	return ""
}
