package engine

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// factStore holds the facts about one package and what it declares. It is
// written while the package is analysed and only read afterwards.
type factStore struct {
	objects  map[reflect.Type]map[types.Object]analysis.Fact
	packages map[reflect.Type]analysis.Fact
}

// exporters are the analyzers that export facts, with those that they need:
// what has to run on dependencies.
func exporters(analyzers []*analysis.Analyzer) (list []*analysis.Analyzer) {
	seen := map[*analysis.Analyzer]bool{}
	var visit func(*analysis.Analyzer)
	visit = func(a *analysis.Analyzer) {
		if seen[a] {
			return
		}
		seen[a] = true
		for _, required := range a.Requires {
			visit(required)
		}
		if len(a.FactTypes) > 0 {
			list = append(list, a)
		}
	}
	for _, a := range analyzers {
		visit(a)
	}
	return list
}

// owner is the package that an object's facts are kept with.
func (g *graph) owner(obj types.Object) *node {
	if obj.Pkg() == nil {
		return nil // predeclared: nobody may say anything about it
	}
	return g.byTypes[obj.Pkg()]
}

func importObjectFact(g *graph) func(types.Object, analysis.Fact) bool {
	return func(obj types.Object, fact analysis.Fact) bool {
		n := g.owner(obj)
		return n != nil && copyFact(n.facts.objects[reflect.TypeOf(fact)][obj], fact)
	}
}

func importPackageFact(g *graph) func(*types.Package, analysis.Fact) bool {
	return func(pkg *types.Package, fact analysis.Fact) bool {
		n := g.byTypes[pkg]
		return n != nil && copyFact(n.facts.packages[reflect.TypeOf(fact)], fact)
	}
}

// copyFact copies a fact, both of which are pointers (analysis.Fact).
func copyFact(from, to analysis.Fact) bool {
	if from == nil {
		return false
	}
	reflect.ValueOf(to).Elem().Set(reflect.ValueOf(from).Elem())
	return true
}

func (n *node) exportObjectFact(obj types.Object, fact analysis.Fact) {
	if obj.Pkg() != n.types {
		panic(fmt.Sprintf("fact about %v, which %s does not declare", obj, n.PkgPath))
	}
	t := reflect.TypeOf(fact)
	if n.facts.objects == nil {
		n.facts.objects = map[reflect.Type]map[types.Object]analysis.Fact{}
	}
	if n.facts.objects[t] == nil {
		n.facts.objects[t] = map[types.Object]analysis.Fact{}
	}
	n.facts.objects[t][obj] = fact
}

func (n *node) exportPackageFact(fact analysis.Fact) {
	if n.facts.packages == nil {
		n.facts.packages = map[reflect.Type]analysis.Fact{}
	}
	n.facts.packages[reflect.TypeOf(fact)] = fact
}

// allObjectFacts gives a's facts about n and everything below it.
func (n *node) allObjectFacts(a *analysis.Analyzer) (all []analysis.ObjectFact) {
	for _, t := range factTypes(a) {
		for _, m := range append(slices.Clone(n.closure), n) {
			for obj, fact := range m.facts.objects[t] {
				all = append(all, analysis.ObjectFact{Object: obj, Fact: fact})
			}
		}
	}
	return all
}

func (n *node) allPackageFacts(a *analysis.Analyzer) (all []analysis.PackageFact) {
	for _, t := range factTypes(a) {
		for _, m := range append(slices.Clone(n.closure), n) {
			if fact := m.facts.packages[t]; fact != nil {
				all = append(all, analysis.PackageFact{Package: m.types, Fact: fact})
			}
		}
	}
	return all
}

func factTypes(a *analysis.Analyzer) (list []reflect.Type) {
	for _, fact := range a.FactTypes {
		list = append(list, reflect.TypeOf(fact))
	}
	return list
}

// forget drops the facts about what no importer can name, as export data of
// the compiler would (go/analysis/checker does the same).
func (n *node) forget() {
	for _, facts := range n.facts.objects {
		for obj := range facts {
			if !visible(obj) {
				delete(facts, obj)
			}
		}
	}
}

func visible(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Func:
		return obj.Exported() || obj.Signature().Recv() != nil
	case *types.Var, *types.TypeName, *types.Const:
		return true // fields and parameters have facts too
	}
	return false
}
