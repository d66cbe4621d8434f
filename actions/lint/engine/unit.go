package engine

import (
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/golist"
	"github.com/tallystick/tallystick/internal/store"
)

// work is how much of a package is needed.
type work int

const (
	apiOnly  work = iota // types of what it declares: function bodies are not looked at
	facts                // and the facts that analyzers export about it
	complete             // it was asked for: every analyzer
)

// unit is what is analysed in one go: a package, with its in-package tests
// if it has some, or the external tests of one.
//
// A package with tests is analysed together with them, as go vet does, and
// what analyzers find out about it then is what its importers get to know.
// Where its tests lead back to the package there is no such order: then it is
// analysed alone for its importers, and once more, as a unit of its own that
// nobody imports, with its tests.
type unit struct {
	id    string
	path  string          // import path, of external tests with "_test"
	plain *golist.Package // without tests; nil for external tests
	tests *golist.Package // with in-package tests, or external tests; may be nil
	of    *unit           // of external tests: what they test

	watched bool // whether there are external tests of it

	work    work
	mutable bool      // whether its files can change, or those of anything below
	imports []*unit   // what plain imports; of external tests: what they import
	more    []*unit   // what only the in-package tests import
	key     store.Key // of what is immutable

	outcome *outcome // nil: not yet known
}

// target is what is analysed: what has more files.
func (u *unit) target() *golist.Package {
	if u.tests != nil {
		return u.tests
	}
	return u.plain
}

// below are the units that must be done before.
func (u *unit) below() []*unit {
	all := slices.Concat(u.imports, u.more)
	if u.of != nil {
		all = append(all, u.of)
	}
	return all
}

// importsTested says that external tests import what they test.
func (u *unit) importsTested() bool {
	for _, id := range u.tests.Imports {
		if golist.PathOf(id) == u.of.path {
			return true
		}
	}
	return false
}

// name is how a package is named among the skipped.
func (u *unit) name() string {
	if u.of != nil {
		return u.of.path + " (tests)"
	}
	return u.path
}

// ill says that importers cannot be analysed. A unit without an outcome has a
// summary.
func (u *unit) ill() bool { return u.outcome != nil && u.outcome.seen.ill }

// seen is what importers see. Of what is immutable the key says it all.
func (u *unit) seen() view {
	if !u.mutable {
		return view{api: digest(u.key), facts: digest(u.key)}
	}
	return u.outcome.seen
}

// graph is all units of a run.
type graph struct {
	units  []*unit // imports before importers
	byPath map[string]*unit
}

// newGraph makes units of packages.
func newGraph(pkgs []*golist.Package, below work) *graph {
	g := &graph{byPath: map[string]*unit{}}
	var all []*unit
	for _, pkg := range pkgs {
		if pkg.ForTest == "" {
			u := &unit{id: pkg.ID, path: pkg.Path, plain: pkg, work: below}
			if pkg.Asked {
				u.work = complete
			}
			g.byPath[pkg.Path] = u
			all = append(all, u)
		}
	}
	var external []*unit
	for _, pkg := range pkgs {
		u := g.byPath[pkg.ForTest]
		switch {
		case u == nil || u.work != complete:
		case pkg.Path == u.path:
			u.tests = pkg
		case pkg.Path == u.path+"_test":
			external = append(external, &unit{id: pkg.ID, path: pkg.Path, tests: pkg, of: u, work: complete})
		}
	}
	all = append(all, external...)
	for _, u := range all {
		g.connect(u)
	}
	g.units = g.split(order(all))
	for _, u := range external {
		u.of.watched = true // which may be the part that was split off
	}
	for _, u := range g.units {
		u.mutable = u.target() != nil && !u.target().Immutable() ||
			slices.ContainsFunc(u.imports, func(dep *unit) bool { return dep.mutable }) || u.work == complete
	}
	return g
}

// connect resolves what a unit imports.
func (g *graph) connect(u *unit) {
	base := u.plain
	if base == nil {
		base = u.tests
	}
	u.imports = g.resolve(base, u.of)
	if u.plain != nil && u.tests != nil {
		for _, dep := range g.resolve(u.tests, nil) {
			if !slices.Contains(u.imports, dep) {
				u.more = append(u.more, dep)
			}
		}
	}
}

func (g *graph) resolve(pkg *golist.Package, of *unit) (list []*unit) {
	for _, id := range pkg.Imports {
		if dep := g.byPath[golist.PathOf(id)]; dep != nil && dep != of {
			list = append(list, dep)
		}
	}
	slices.SortFunc(list, func(a, b *unit) int { return strings.Compare(a.id, b.id) })
	return slices.Compact(list)
}

// split takes the tests out of packages to which their own tests lead back,
// as units of their own, and orders all anew.
func (g *graph) split(groups [][]*unit) (units []*unit) {
	var apart []*unit
	for _, group := range groups {
		if len(group) == 1 && !slices.Contains(group[0].below(), group[0]) {
			continue
		}
		for _, u := range group {
			if u.plain == nil || u.tests == nil {
				continue
			}
			twin := *u
			twin.id += " [tests]"
			u.tests, u.more, u.work = nil, nil, facts
			apart = append(apart, &twin)
			for _, group := range groups {
				for _, x := range group {
					if x.of == u {
						x.of = &twin
					}
				}
			}
		}
	}
	all := slices.Concat(slices.Concat(groups...), apart)
	if len(apart) > 0 {
		groups = order(all)
	}
	return slices.Concat(groups...)
}

// order groups units that lead to each other, groups before those that lead
// to them (Tarjan's strongly connected components).
func order(all []*unit) (groups [][]*unit) {
	index, low := map[*unit]int{}, map[*unit]int{}
	on := map[*unit]bool{}
	var stack []*unit
	var visit func(u *unit)
	visit = func(u *unit) {
		index[u] = len(index) + 1
		low[u] = index[u]
		stack, on[u] = append(stack, u), true
		for _, dep := range u.below() {
			if index[dep] == 0 {
				visit(dep)
				low[u] = min(low[u], low[dep])
			} else if on[dep] {
				low[u] = min(low[u], index[dep])
			}
		}
		if low[u] != index[u] {
			return
		}
		i := slices.Index(stack, u)
		group := slices.Clone(stack[i:])
		stack = stack[:i]
		for _, member := range group {
			on[member] = false
		}
		groups = append(groups, group)
	}
	for _, u := range all {
		if index[u] == 0 {
			visit(u)
		}
	}
	return groups
}
