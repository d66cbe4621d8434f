package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/packages"
)

// work is how much of a package is needed.
type work int

const (
	nothing  work = iota
	apiOnly       // types of what it declares: function bodies are not looked at
	facts         // and the facts that analyzers export about it
	complete      // it was asked for: every analyzer
)

// node is one package on its way through the engine.
type node struct {
	*packages.Package
	types   *types.Package
	work    work
	deps    []*node // sorted by ID
	closure []*node // every node below, in no particular order
	facts   factStore
	// plain is the package without its tests, for a package with them: this
	// one is analysed in its place.
	plain *node

	// What came out.
	problems    []Problem
	ill         bool // does not compile, or imports what does not
	diagnostics []Diagnostic
}

// graph is all packages of a run.
type graph struct {
	nodes   []*node // imports before importers
	byID    map[string]*node
	byTypes map[*types.Package]*node
}

func newGraph(asked []*packages.Package, withFacts bool) *graph {
	g := &graph{byID: map[string]*node{}, byTypes: map[*types.Package]*node{}}
	below := apiOnly
	if withFacts {
		below = facts
	}
	for _, pkg := range asked {
		g.add(pkg)
	}
	for _, pkg := range asked {
		n := g.byID[pkg.ID]
		n.work = complete
		if plain := g.byID[pkg.ForTest]; plain != nil && plain.PkgPath == pkg.PkgPath {
			n.plain = plain
		}
	}
	for _, n := range g.nodes {
		if n.plain != nil {
			n.plain.work = nothing
		}
	}
	for _, n := range g.nodes {
		for _, dep := range n.deps {
			dep.work = max(dep.work, below)
		}
	}
	return g
}

// add adds a package after all that it imports. The go command has refused
// import cycles before.
func (g *graph) add(pkg *packages.Package) *node {
	if n, ok := g.byID[pkg.ID]; ok {
		return n
	}
	n := g.newNode(pkg)
	g.byID[pkg.ID] = n
	below := map[*node]bool{}
	for _, imported := range pkg.Imports {
		dep := g.add(imported)
		n.deps = append(n.deps, dep)
		below[dep] = true
		for _, deeper := range dep.closure {
			below[deeper] = true
		}
	}
	slices.SortFunc(n.deps, byID)
	n.deps = slices.Compact(n.deps)
	for dep := range below {
		n.closure = append(n.closure, dep)
	}
	g.nodes = append(g.nodes, n)
	return n
}

func (g *graph) newNode(pkg *packages.Package) *node {
	n := &node{Package: pkg, types: types.Unsafe}
	if pkg.PkgPath != "unsafe" {
		n.types = types.NewPackage(pkg.PkgPath, pkg.Name)
	}
	g.byTypes[n.types] = n
	return n
}

// withoutTests gives the packages that must be analysed after all, because
// their tests do not compile. Each comes as a new node: what was made for
// importers is gone.
func (g *graph) withoutTests() (again []*node) {
	for _, twin := range g.nodes {
		if twin.plain == nil || !twin.ill || twin.plain.ill {
			continue
		}
		n := g.newNode(twin.plain.Package)
		n.work, n.deps, n.closure = complete, twin.plain.deps, twin.plain.closure
		twin.plain = n
		again = append(again, n)
	}
	slices.SortFunc(again, byID)
	g.nodes = append(g.nodes, again...)
	return again
}

func byID(a, b *node) int {
	switch {
	case a.ID < b.ID:
		return -1
	case a.ID > b.ID:
		return 1
	}
	return 0
}
