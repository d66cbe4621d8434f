package engine

import (
	"cmp"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/api"
)

// analyse takes a unit from names of files to an outcome and a summary.
func (r *run) analyse(u *unit) (*outcome, *summary) {
	o := &outcome{key: u.key}
	switch {
	case u.path == "unsafe":
		return o, &summary{}
	case u.of != nil:
		return r.analyseExternal(u, o)
	case slices.ContainsFunc(u.imports, (*unit).ill):
		return r.illness(u, o, u.name())
	}
	var src *source
	if u.tests != nil {
		src = r.withTests(u, o)
	}
	if src == nil {
		if src = r.load(u.plain, r.types, u.work); len(src.problems) > 0 {
			o.problems = append(o.problems, src.problems...)
			return r.illness(u, o, u.name())
		}
	}
	return r.finish(u, o, src)
}

// withTests gives a package with its in-package tests. Where these do not
// compile, or import what does not, they are left out: it says so, and gives
// nothing.
func (r *run) withTests(u *unit, o *outcome) *source {
	if !slices.ContainsFunc(u.more, (*unit).ill) {
		src := r.load(u.tests, r.types, u.work)
		if len(src.problems) == 0 {
			return src
		}
		o.problems = src.problems
	}
	o.seenByTests.ill = true
	o.skipped = u.path + " (tests)"
	return nil
}

func (r *run) analyseExternal(u *unit, o *outcome) (*outcome, *summary) {
	// The same whatever is wrong with what is tested: the key does not say.
	name := u.name()
	if u.importsTested() && u.of.outcome.seenByTests.ill || slices.ContainsFunc(u.imports, (*unit).ill) {
		return r.illness(u, o, name)
	}
	src := r.load(u.tests, newUniverse(r, r.types, u.of), u.work)
	if len(src.problems) > 0 {
		o.problems = src.problems
		return r.illness(u, o, name)
	}
	p := r.passes(src, true)
	o.problems = p.analyse(r.req.Analyzers)
	o.diagnostics = sorted(p.diagnostics)
	o.analysed = len(o.problems) == 0
	if !o.analysed {
		o.skipped = name
	}
	return o, &summary{} // nobody imports it
}

// illness is the outcome of what cannot be analysed.
func (r *run) illness(u *unit, o *outcome, name string) (*outcome, *summary) {
	o.seen.ill, o.seenByTests.ill = true, true
	if u.work == complete {
		o.skipped = name
	}
	return o, &summary{}
}

// finish runs the analyzers and writes down what importers need.
func (r *run) finish(u *unit, o *outcome, src *source) (*outcome, *summary) {
	p := r.passes(src, u.work == complete)
	wanted := r.req.Analyzers
	if u.work < complete {
		wanted = r.exporters
	}
	if u.work == apiOnly {
		wanted = nil
	}
	faults := p.analyse(wanted)
	o.problems = append(o.problems, faults...)
	o.diagnostics = sorted(p.diagnostics)
	o.analysed = u.work == complete && len(faults) == 0
	if u.work == complete && len(faults) > 0 {
		o.skipped = u.name()
	}
	s, err := r.summarise(u, o, src, p.facts)
	if err != nil {
		o.problems = append(o.problems, Problem{Package: u.path, Message: err.Error()})
		return r.illness(u, o, u.name())
	}
	return o, s
}

// summarise writes down what importers see: the package's API, with its tests
// if external tests will see that, and the facts about both.
func (r *run) summarise(u *unit, o *outcome, src *source, found *factStore) (*summary, error) {
	plain := src.types
	s := &summary{}
	if src.pkg == u.tests {
		alone := r.withoutTests(u, src)
		if len(alone.problems) > 0 {
			// It compiles only with its tests: they are analysed, but
			// nobody can import it.
			o.problems = append(o.problems, alone.problems...)
			o.seen.ill = true
		} else {
			plain = alone.types
		}
	}
	var err error
	if s.api, err = api.Encode(plain); err != nil {
		return nil, err
	}
	all := s.api
	if src.types != plain && u.watched {
		if s.testAPI, err = api.Encode(src.types); err != nil {
			return nil, err
		}
		all = s.testAPI
	}
	declared, err := api.Declared(all)
	if err != nil {
		return nil, err
	}
	if s.sections, err = found.sections(r.exporters, declared); err != nil {
		return nil, err
	}
	if !u.mutable {
		return s, nil
	}
	return s, r.digests(u, o, s, plain, src.types, found)
}

// withoutTests checks the files of a package with tests that are not tests,
// for what they declare.
func (r *run) withoutTests(u *unit, src *source) *source {
	alone := &source{pkg: u.plain, fset: src.fset}
	for _, file := range src.files {
		name := src.fset.PositionFor(file.FileStart, false).Filename
		if !strings.HasSuffix(name, "_test.go") || slices.Contains(u.plain.GoFiles, name) {
			alone.files = append(alone.files, file)
		}
	}
	r.check(alone, r.types, apiOnly)
	return alone
}

// digests are of all that importers, and external tests, can get to know
// through a package.
func (r *run) digests(u *unit, o *outcome, s *summary, plain, withTests *types.Package, found *factStore) (err error) {
	if o.seen.api, err = api.Digest(plain, r.follow); err != nil {
		return err
	}
	o.seenByTests.api = o.seen.api
	sections := s.sections
	if withTests != plain {
		if u.watched {
			if o.seenByTests.api, err = api.Digest(withTests, r.follow); err != nil {
				return err
			}
		}
		sections, err = found.sections(r.exporters, func(key string) bool { return api.Object(plain, key) != nil })
		if err != nil {
			return err
		}
	}
	var below []digest
	for _, dep := range u.imports {
		below = append(below, dep.seen().facts)
	}
	o.seen.facts = digestOf(sections, below)
	for _, dep := range u.more {
		below = append(below, dep.seen().facts)
	}
	o.seenByTests.facts = digestOf(s.sections, below)
	return nil
}

// follow says which packages the digest of an API looks into: those of which
// no key says what they hold.
func (r *run) follow(path string) (bool, string) {
	if dep := r.graph.byPath[path]; dep != nil && !dep.mutable {
		return false, string(dep.key[:])
	}
	return true, ""
}

// sorted orders diagnostics by place and drops repetitions.
func sorted(list []Diagnostic) []Diagnostic {
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		return cmp.Or(a.Place.compare(b.Place), strings.Compare(a.Analyzer, b.Analyzer),
			strings.Compare(a.Category, b.Category), strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(list, func(a, b Diagnostic) bool { return reflect.DeepEqual(a, b) })
}
