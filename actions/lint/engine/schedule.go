package engine

import (
	"os"
	"runtime"
	"slices"
	"sync"
)

// execute gives every unit that can change an outcome: the one that it had
// when nothing that it depends on has changed since, or a new one.
func (r *run) execute() {
	var pending []*unit
	for _, u := range r.graph.units {
		if u.mutable && !r.settled(u) {
			pending = append(pending, u)
		}
	}
	if len(pending) > 0 {
		missing := r.missing(pending)
		go r.prefetch(pending, missing)
		r.each(append(missing, pending...))
		r.over.Store(true) // prefetch need not come to its end
	}
}

// prefetch makes the types that units import while the first of them is at
// work, from what is kept.
func (r *run) prefetch(units, missing []*unit) {
	known := map[*unit]bool{} // whether all that a package needs is kept
	for _, u := range missing {
		known[u] = false
	}
	var ready func(u *unit) bool
	ready = func(u *unit) bool {
		is, ok := known[u]
		if !ok {
			is = !u.mutable && !slices.ContainsFunc(u.imports, func(dep *unit) bool { return !ready(dep) })
			known[u] = is
		}
		return is
	}
	for _, u := range units {
		for _, dep := range slices.Concat(u.imports, u.more) {
			if r.over.Load() || r.ctx.Err() != nil {
				return
			}
			if ready(dep) {
				_, _ = r.types.load(dep.path) // whoever needs it hears of an error
			}
		}
	}
}

// settled gives a unit the outcome that was kept for it, if everything below
// has one.
func (r *run) settled(u *unit) bool {
	for _, dep := range u.below() {
		if dep.mutable && dep.outcome == nil {
			return false
		}
	}
	u.key = r.mutableKey(u)
	u.outcome = r.recall(u)
	return u.outcome != nil
}

// missing are the immutable packages below some units that have no summary.
func (r *run) missing(pending []*unit) (list []*unit) {
	seen := map[*unit]bool{}
	var visit func(u *unit)
	visit = func(u *unit) {
		if seen[u] {
			return
		}
		seen[u] = true
		for _, dep := range u.below() {
			visit(dep)
		}
		if !u.mutable && u.path != "unsafe" && !r.has(u) {
			list = append(list, u)
		}
	}
	for _, u := range pending {
		visit(u)
	}
	return list
}

func (r *run) has(u *unit) bool {
	for _, id := range []string{r.exporterID, r.everyID} {
		if r.req.Store.Has(summaryKey(u, id)) {
			return true
		}
	}
	return false
}

// do gives a unit its outcome.
func (r *run) do(u *unit) {
	if u.mutable {
		u.key = r.mutableKey(u)
		if u.outcome = r.recall(u); u.outcome != nil {
			return
		}
	}
	bytes := min(size(u), maxAtOnce)
	if r.room.Acquire(r.ctx, bytes) != nil {
		u.outcome = &outcome{} // of a run that is interrupted
		return
	}
	defer r.room.Release(bytes)
	r.busy.Add(1)
	defer r.busy.Add(-1)
	o, s := r.analyse(u)
	r.keep(u, o, s)
	u.outcome = o
}

// maxAtOnce bounds the source, in bytes, of the packages that are in the works
// at once: what is made of it takes some fifty times as much memory. A larger
// package has all to itself.
const maxAtOnce = 1 << 20

func size(u *unit) (bytes int64) {
	for _, file := range slices.Concat(u.target().GoFiles, u.target().CgoFiles) {
		if info, err := os.Stat(file); err == nil {
			bytes += info.Size()
		}
	}
	return bytes
}

// each does units, each after those among them that it depends on, a few at a
// time: memory grows with how many are in the works at once.
func (r *run) each(units []*unit) {
	waiting := make(map[*unit]int, len(units))
	importers := make(map[*unit][]*unit, len(units))
	for _, u := range units {
		waiting[u] = 0
	}
	earlier := make(map[*unit]bool, len(units))
	for _, u := range r.graph.units {
		if _, ok := waiting[u]; !ok {
			continue
		}
		earlier[u] = true
		for _, dep := range u.below() {
			// In an import cycle, which the go command has refused, one
			// comes first.
			if earlier[dep] && dep != u {
				waiting[u]++
				importers[dep] = append(importers[dep], u)
			}
		}
	}
	ready := make(chan *unit, len(units)) // never blocks
	for _, u := range units {
		if waiting[u] == 0 {
			ready <- u
		}
	}
	var (
		mu   sync.Mutex // guards waiting and done
		done int
		wg   sync.WaitGroup
	)
	finish := func(u *unit) {
		mu.Lock()
		defer mu.Unlock()
		for _, importer := range importers[u] {
			if waiting[importer]--; waiting[importer] == 0 {
				ready <- importer
			}
		}
		if done++; done == len(units) {
			close(ready)
		}
		if r.req.Progress != nil {
			r.req.Progress(done, len(units))
		}
	}
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for u := range ready {
				if r.ctx.Err() == nil {
					r.do(u)
				}
				finish(u)
			}
		})
	}
	wg.Wait()
}
