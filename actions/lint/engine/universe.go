package engine

import (
	"errors"
	"go/types"
	"reflect"
	"slices"
	"sync"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/api"
	"golang.org/x/tools/go/analysis"
)

// universe is the types of all packages that somebody imports, each made once
// from its summary, whole, after those that it mentions. From then on it is
// only read, by any number of units at once.
//
// External tests have a universe of their own: the package that they test is
// in it with what its in-package tests declare, and what mentions that package
// is made anew on top of it. All the rest they share.
type universe struct {
	run   *run
	outer *universe // nil: everybody's
	of    *unit     // what the tests are about

	mu   sync.Mutex // guards the map, not what is in it
	pkgs map[string]*imported
}

// imported is a package as its importers see it.
type imported struct {
	once      sync.Once
	err       error
	types     *types.Package
	summary   *summary
	mentioned []*imported

	mu     sync.Mutex // guards tables
	tables map[reflect.Type]*factTable
}

// factTable is the facts of one type about one package.
type factTable struct {
	keys    []string
	byKey   map[string]analysis.Fact
	objects []analysis.ObjectFact // nil: not yet asked for
}

func newUniverse(r *run, outer *universe, of *unit) *universe {
	return &universe{run: r, outer: outer, of: of, pkgs: map[string]*imported{}}
}

// errUnlisted is about an import that the go command had nothing to say about
// but for an error of the importing package, such as an import cycle.
var errUnlisted = errors.New("the go command did not list it")

// load gives a package, with all that its API mentions.
func (v *universe) load(path string) (*imported, error) {
	if v.outer != nil {
		own, err := v.owns(path)
		if err != nil {
			return nil, err
		}
		if !own {
			return v.outer.load(path)
		}
	}
	v.mu.Lock()
	p := v.pkgs[path]
	if p == nil {
		p = &imported{tables: map[reflect.Type]*factTable{}}
		v.pkgs[path] = p
	}
	v.mu.Unlock()
	p.once.Do(func() { p.err = v.fill(p, path) })
	return p, p.err
}

func (v *universe) fill(p *imported, path string) error {
	if path == "unsafe" {
		p.types, p.summary = types.Unsafe, &summary{}
		return nil
	}
	u, data := v.run.graph.byPath[path], []byte(nil)
	if u == nil {
		return errUnlisted
	}
	var err error
	if v.of != nil && path == v.of.path {
		if p.summary, err = v.run.summaryOf(v.of); err != nil {
			return err
		}
		if data = p.summary.testAPI; len(data) == 0 {
			data = p.summary.api
		}
	} else {
		if p.summary, err = v.run.summaryOf(u); err != nil {
			return err
		}
		data = p.summary.api
	}
	p.types, err = api.Decode(path, data, func(path string) (*types.Package, error) {
		other, err := v.load(path)
		if err != nil {
			return nil, err
		}
		p.mentioned = append(p.mentioned, other)
		return other.types, nil
	})
	return err
}

// owns says whether a package is another one to external tests than to
// everybody else.
func (v *universe) owns(path string) (bool, error) {
	if path == v.of.path {
		return true, nil
	}
	other, err := v.outer.load(path)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(reach([]*imported{other}), func(p *imported) bool {
		return p.types.Path() == v.of.path
	}), nil
}

// reach is all packages that are mentioned by some, and those themselves, in
// an order that depends on nothing else.
func reach(roots []*imported) (list []*imported) {
	seen := map[*imported]bool{}
	var visit func(*imported)
	visit = func(p *imported) {
		if seen[p] {
			return
		}
		seen[p] = true
		for _, other := range p.mentioned {
			visit(other)
		}
		list = append(list, p)
	}
	for _, root := range roots {
		visit(root)
	}
	return list
}

// table gives the facts of a type about the package.
func (p *imported) table(t reflect.Type) *factTable {
	p.mu.Lock()
	defer p.mu.Unlock()
	if table := p.tables[t]; table != nil {
		return table
	}
	table := &factTable{}
	name := factName(t)
	for _, s := range p.summary.sections {
		if s.name == name {
			// A record that can be read is one that we wrote: what gob
			// could write it can read.
			table.keys = s.keys
			table.byKey, _ = s.decode(t)
		}
	}
	p.tables[t] = table
	return table
}

// objectFacts gives them with their objects.
func (p *imported) objectFacts(t reflect.Type) []analysis.ObjectFact {
	table := p.table(t)
	p.mu.Lock()
	defer p.mu.Unlock()
	if table.objects == nil {
		table.objects = make([]analysis.ObjectFact, 0, len(table.byKey))
		for _, key := range table.keys {
			if key == "" {
				continue // about the package
			}
			if obj := api.Object(p.types, key); obj != nil {
				table.objects = append(table.objects, analysis.ObjectFact{Object: obj, Fact: table.byKey[key]})
			}
		}
	}
	return table.objects
}
