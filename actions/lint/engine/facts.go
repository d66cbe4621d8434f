package engine

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/api"
	"golang.org/x/tools/go/analysis"
)

// factStore holds the facts about the package that is analysed.
type factStore struct {
	pkg      *types.Package
	objects  map[reflect.Type]map[types.Object]analysis.Fact
	packages map[reflect.Type]analysis.Fact
}

func newFactStore(pkg *types.Package) *factStore {
	return &factStore{
		pkg:     pkg,
		objects: map[reflect.Type]map[types.Object]analysis.Fact{}, packages: map[reflect.Type]analysis.Fact{},
	}
}

// exporters are the analyzers that export facts: what has to run on
// dependencies. Those that they need come with them.
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

// copyFact copies a fact, both of which are pointers (analysis.Fact).
func copyFact(from, to analysis.Fact) bool {
	if from == nil {
		return false
	}
	reflect.ValueOf(to).Elem().Set(reflect.ValueOf(from).Elem())
	return true
}

func (p *passes) importObjectFact(obj types.Object, fact analysis.Fact) bool {
	t := reflect.TypeOf(fact)
	switch {
	case obj.Pkg() == nil:
		return false // predeclared: nobody may say anything about it
	case obj.Pkg() == p.facts.pkg:
		p.mu.Lock()
		defer p.mu.Unlock()
		return copyFact(p.facts.objects[t][obj], fact)
	}
	from := p.reached()[obj.Pkg()]
	if from == nil {
		return false
	}
	table := from.table(t)
	return len(table.byKey) > 0 && copyFact(table.byKey[api.Key(obj)], fact)
}

func (p *passes) importPackageFact(pkg *types.Package, fact analysis.Fact) bool {
	t := reflect.TypeOf(fact)
	if pkg == p.facts.pkg {
		p.mu.Lock()
		defer p.mu.Unlock()
		return copyFact(p.facts.packages[t], fact)
	}
	from := p.reached()[pkg]
	return from != nil && copyFact(from.table(t).byKey[""], fact)
}

func (p *passes) exportObjectFact(obj types.Object, fact analysis.Fact) {
	if obj.Pkg() != p.facts.pkg {
		panic(fmt.Sprintf("fact about %v, which %s does not declare", obj, p.facts.pkg.Path()))
	}
	t := reflect.TypeOf(fact)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.facts.objects[t] == nil {
		p.facts.objects[t] = map[types.Object]analysis.Fact{}
	}
	p.facts.objects[t][obj] = fact
}

func (p *passes) exportPackageFact(fact analysis.Fact) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.facts.packages[reflect.TypeOf(fact)] = fact
}

// allObjectFacts gives a's facts about the package, and about what can be
// reached from it: the packages that it imports, and those that are mentioned
// by what they declare. That is how go vet has it (x/tools, internal/facts).
func (p *passes) allObjectFacts(a *analysis.Analyzer) (all []analysis.ObjectFact) {
	p.reached()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, t := range factTypes(a) {
		for _, from := range p.reach {
			all = append(all, from.objectFacts(t)...)
		}
		own := len(all)
		for obj, fact := range p.facts.objects[t] {
			all = append(all, analysis.ObjectFact{Object: obj, Fact: fact})
		}
		slices.SortFunc(all[own:], func(a, b analysis.ObjectFact) int { return int(a.Object.Pos() - b.Object.Pos()) })
	}
	return all
}

func (p *passes) allPackageFacts(a *analysis.Analyzer) (all []analysis.PackageFact) {
	p.reached()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, t := range factTypes(a) {
		for _, from := range p.reach {
			if fact := from.table(t).byKey[""]; fact != nil {
				all = append(all, analysis.PackageFact{Package: from.types, Fact: fact})
			}
		}
		if fact := p.facts.packages[t]; fact != nil {
			all = append(all, analysis.PackageFact{Package: p.facts.pkg, Fact: fact})
		}
	}
	return all
}

// reached are the packages whose objects the package can get hold of.
func (p *passes) reached() map[*types.Package]*imported {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.byTypes == nil {
		p.reach = reach(p.src.imported)
		p.byTypes = make(map[*types.Package]*imported, len(p.reach))
		for _, from := range p.reach {
			p.byTypes[from.types] = from
		}
	}
	return p.byTypes
}

func factTypes(a *analysis.Analyzer) (list []reflect.Type) {
	for _, fact := range a.FactTypes {
		list = append(list, reflect.TypeOf(fact))
	}
	return list
}

// sections encodes the facts that importers can ask for: those about what is
// declared in an API. Whatever else an analyzer said stays with it.
func (f *factStore) sections(exporters []*analysis.Analyzer, declared func(key string) bool) (list []section, err error) {
	for _, a := range exporters {
		for _, t := range factTypes(a) {
			byKey := map[string]analysis.Fact{}
			for obj, fact := range f.objects[t] {
				if key := api.Key(obj); key != "" && declared(key) {
					byKey[key] = fact
				}
			}
			if fact := f.packages[t]; fact != nil {
				byKey[""] = fact
			}
			if len(byKey) == 0 {
				continue
			}
			s, err := newSection(t, byKey)
			if err != nil {
				return nil, err
			}
			list = append(list, s)
		}
	}
	sortSections(list)
	return list, nil
}
