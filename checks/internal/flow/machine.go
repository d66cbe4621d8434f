package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/profile"
)

// enterProfile finds the transactions of n that the profile in force knows.
func (p *Package) enterProfile(n *types.Named, spared map[*ssa.Function]bool) {
	machine := profile.Current()
	if machine == nil || types.IsInterface(n) {
		return
	}
	for _, name := range machine.Entries.Methods {
		p.enterMethod(n, name)
	}
	for _, iface := range p.interfaces(machine.Entries.Interfaces, n) {
		for m := range iface.Methods() {
			p.enterMethod(n, m.Name())
		}
	}
	for _, iface := range p.interfaces(machine.Evaluate, n) {
		for m := range iface.Methods() {
			if fn := p.method(n, m.Name()); fn != nil {
				spared[fn] = true
			}
		}
	}
}

func (p *Package) enterMethod(n *types.Named, name string) {
	if fn := p.method(n, name); fn != nil {
		p.entries[fn] = Certain
	}
}

// interfaces are those with one of the names, of this package and of those that
// it imports, that *n implements.
func (p *Package) interfaces(names []string, n *types.Named) (list []*types.Interface) {
	for _, pkg := range append([]*types.Package{p.types}, p.types.Imports()...) {
		for _, name := range names {
			obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok {
				continue
			}
			iface, ok := obj.Type().Underlying().(*types.Interface)
			if ok && iface.NumMethods() > 0 && types.Implements(types.NewPointer(n), iface) {
				list = append(list, iface)
			}
		}
	}
	return list
}
