package engine

import (
	"cmp"
	"context"
	"go/types"
	"slices"
	"strings"
	"time"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/golist"
	"github.com/tallystick/tallystick/actions/lint/engine/internal/tree"
	"github.com/tallystick/tallystick/internal/gotool"
	"github.com/tallystick/tallystick/internal/store"
	"github.com/tallystick/tallystick/internal/wire"
	"golang.org/x/sync/semaphore"
)

func newRun(ctx context.Context, req Request) *run {
	r := &run{ctx: ctx, req: req, code: salt(req), exporters: exporters(req.Analyzers), summaries: map[*unit]*summary{}}
	r.room = semaphore.NewWeighted(maxAtOnce)
	r.analyzerID = identity(req.Analyzers, req.Settings)
	r.exporterID = identity(r.exporters, req.Settings)
	r.everyID = r.exporterID
	if len(req.Everything) > 0 {
		r.everyID = identity(exporters(req.Everything), req.Settings)
	}
	return r
}

// result gives the result in the cheapest way there is.
func (r *run) result() (*Result, error) {
	key, keep := r.stateKey()
	var s *state
	if keep && !r.thorough { // a state of before does not tell why cgo fails now
		s = r.lastState(key)
	}
	if s == nil {
		return r.fromScratch(key, keep, nil)
	}
	change, touched := s.tree.Update()
	switch change {
	case tree.Nothing:
		if touched {
			r.req.Store.Put(key, s.write())
		}
		if r.req.Settled != nil {
			r.req.Settled(append(s.tree.Paths(), programs(r.req.Env)...))
		}
		return merge(s.ids, s.outcomes), nil
	case tree.Bodies:
		if pkgs, keys, ok := s.readGraph(); ok {
			r.run(pkgs, keys, s)
			return r.conclude(key, s), nil
		}
	}
	return r.fromScratch(key, keep, s.outcomes)
}

func (r *run) lastState(key store.Key) *state {
	data, ok := r.req.Store.Get(key)
	if !ok {
		return nil
	}
	s, err := readState(data)
	if err != nil {
		return nil
	}
	return s
}

// fromScratch asks the go command for everything. known are the outcomes of the
// run before, if there are any.
func (r *run) fromScratch(key store.Key, keep bool, known map[string]*outcome) (*Result, error) {
	vars, err := prepare(r.ctx, r.req)
	if err != nil {
		return nil, err
	}
	s := &state{vars: vars, outcomes: known}
	pkgs, whole, err := r.list(s)
	if err != nil {
		return nil, err
	}
	r.run(pkgs, nil, s)
	if !whole || !keep {
		return merge(r.outcomes()), nil
	}
	return r.conclude(key, s), nil
}

// list asks for the packages, and looks at their files. When one of these was
// changed meanwhile, it asks again.
func (r *run) list(s *state) (pkgs []*golist.Package, whole bool, err error) {
	const attempts, early = 3, 10 * time.Millisecond // times of files are coarse
	r.setQuery(s.vars)
	for range attempts {
		start := time.Now().Add(-early)
		if pkgs, whole, err = list(r.ctx, r.query); err != nil {
			return nil, false, err
		}
		s.tree = r.scan(pkgs, s.vars)
		if !s.tree.Since(start) {
			return pkgs, whole, nil
		}
	}
	return pkgs, false, nil
}

func (r *run) setQuery(vars goVars) {
	r.query = golist.Query{
		Go:       gotool.Go{Dir: r.req.Dir, Env: r.req.Env},
		Flags:    buildFlags(r.req.Tags, vars.flags),
		Patterns: r.req.Patterns, Tests: r.req.Tests, Thorough: r.thorough,
	}
}

// run analyses what has to be. keys are those of immutable packages, where
// they are known.
func (r *run) run(pkgs []*golist.Package, keys map[string]store.Key, s *state) {
	r.plan(pkgs, keys, s)
	r.execute()
	if keys == nil {
		s.graph = r.writeGraph(pkgs)
	}
}

// plan finds out what there is to do.
func (r *run) plan(pkgs []*golist.Package, keys map[string]store.Key, s *state) {
	numberFacts(exporters(slices.Concat(r.req.Everything, r.req.Analyzers)))
	r.setQuery(s.vars)
	r.salt = store.KeyOf("engine", format, r.code, s.vars.version, s.vars.os, s.vars.arch)
	r.sizes = types.SizesFor("gc", s.vars.arch)
	r.known = s.outcomes
	r.content = make(map[string]digest, len(s.tree.Files))
	for _, f := range s.tree.Files {
		r.content[f.Path] = f.Content
	}
	below := apiOnly
	if len(r.exporters) > 0 {
		below = facts
	}
	r.graph = newGraph(pkgs, below)
	for _, u := range r.graph.units {
		if key, ok := keys[u.id]; ok {
			u.key = key
		} else if !u.mutable {
			u.key = r.immutableKey(u)
		}
	}
	r.types = newUniverse(r, nil, nil)
}

// conclude keeps the state of a run in which nothing went wrong.
func (r *run) conclude(key store.Key, s *state) *Result {
	s.ids, s.outcomes = r.outcomes()
	sound := r.sound()
	for _, u := range r.graph.units {
		// What is wrong with a package that cannot change is mended elsewhere.
		sound = sound && (u.mutable || !u.ill())
	}
	for _, o := range s.outcomes {
		for _, p := range o.problems {
			sound = sound && p.Compile
		}
	}
	if sound {
		r.req.Store.Put(key, s.write())
	}
	return merge(s.ids, s.outcomes)
}

func (r *run) outcomes() (ids []string, outcomes map[string]*outcome) {
	outcomes = map[string]*outcome{}
	for _, u := range r.graph.units {
		if u.outcome != nil {
			ids = append(ids, u.id)
			outcomes[u.id] = u.outcome
		}
	}
	return ids, outcomes
}

func (r *run) writeGraph(pkgs []*golist.Package) []byte {
	var w wire.Writer
	wire.List(&w, pkgs, func(pkg *golist.Package) { pkg.Write(&w) })
	var immutable []*unit
	for _, u := range r.graph.units {
		if !u.mutable {
			immutable = append(immutable, u)
		}
	}
	wire.List(&w, immutable, func(u *unit) {
		w.String(u.id)
		w.Fixed(u.key[:])
	})
	return w.Bytes()
}

func (s *state) readGraph() (pkgs []*golist.Package, keys map[string]store.Key, ok bool) {
	r := wire.NewReader(s.graph)
	pkgs = wire.Items(r, func() *golist.Package { return golist.Read(r) })
	keys = map[string]store.Key{}
	for range r.Uint() {
		if r.Err() != nil {
			break
		}
		id := r.String()
		var key store.Key
		r.Fixed(key[:])
		keys[id] = key
	}
	return pkgs, keys, r.Err() == nil
}

// merge makes a result of what came out of units.
func merge(ids []string, outcomes map[string]*outcome) *Result {
	out := &Result{}
	for _, id := range ids {
		o := outcomes[id]
		out.Diagnostics = append(out.Diagnostics, o.diagnostics...)
		out.Problems = append(out.Problems, o.problems...)
		if o.skipped != "" {
			out.Skipped = append(out.Skipped, o.skipped)
		}
		if o.analysed {
			out.Packages++
		}
	}
	out.Diagnostics = sorted(out.Diagnostics)
	slices.SortStableFunc(out.Problems, func(a, b Problem) int {
		return cmp.Or(a.Place.compare(b.Place), strings.Compare(a.Message, b.Message), strings.Compare(a.Package, b.Package))
	})
	out.Problems = slices.CompactFunc(out.Problems, func(a, b Problem) bool {
		return a.Place == b.Place && a.Message == b.Message
	})
	slices.Sort(out.Skipped)
	out.Skipped = slices.Compact(out.Skipped)
	return out
}

func (p Place) compare(q Place) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column),
		cmp.Compare(p.EndLine, q.EndLine), cmp.Compare(p.EndColumn, q.EndColumn))
}
