package engine

import (
	"context"
	"errors"
	"go/types"
	"sync"
	"sync/atomic"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/golist"
	"github.com/tallystick/tallystick/internal/store"
	"github.com/tallystick/tallystick/internal/wire"
	"golang.org/x/sync/semaphore"
	"golang.org/x/tools/go/analysis"
)

// run is one run over a graph.
type run struct {
	ctx      context.Context
	req      Request
	thorough bool // whether the go command is asked the thorough way at once
	query    golist.Query
	graph    *graph
	types    *universe
	sizes    types.Sizes

	exporters []*analysis.Analyzer // what runs on dependencies
	// What the records of the run depend on, beside the packages.
	code                   string // of the analyzers
	salt                   store.Key
	analyzerID, exporterID string
	everyID                string // of the exporters among all analyzers that the caller has
	content                map[string]digest
	known                  map[string]*outcome // by unit, of the run before

	room      *semaphore.Weighted // for source in the works, in bytes
	busy      atomic.Int64        // units in the works
	over      atomic.Bool         // every unit has its outcome
	mu        sync.Mutex
	summaries map[*unit]*summary // made in this run
	cgo       map[string][]string
	cgoOnce   sync.Once

	// changed is a file that had another content when it was parsed than
	// when the run began; unread says that one could not be read.
	changed atomic.Pointer[string]
	unread  atomic.Bool
	// cgoFails says that cgo could not make Go of something.
	cgoFails atomic.Bool
}

// errOver is for whoever prefetches when nobody needs it any more: the store
// may be closed.
var errOver = errors.New("the run is over")

// summaryOf gives the summary of a unit that is not ill: one that was made in
// this run, or one that was kept. One that is gone is made again.
func (r *run) summaryOf(u *unit) (*summary, error) {
	r.mu.Lock()
	s := r.summaries[u]
	r.mu.Unlock()
	if s != nil {
		return s, nil
	}
	if s := r.recallSummary(u); s != nil {
		return s, nil
	}
	if r.over.Load() {
		return nil, errOver
	}
	o, s := r.analyse(u)
	if o.seen.ill {
		return nil, errUnlisted
	}
	r.keep(u, o, s)
	return s, nil
}

// keep keeps what came out of a unit, for this run and for later ones.
func (r *run) keep(u *unit, o *outcome, s *summary) {
	r.mu.Lock()
	r.summaries[u] = s
	r.mu.Unlock()
	if !r.sound() {
		return // it may be of something else than the key says
	}
	for _, p := range o.problems {
		if !p.Compile {
			return // an analyzer failed: it may do better next time
		}
	}
	var w wire.Writer
	switch {
	case u.mutable:
		o.write(&w)
		s.write(&w)
		r.req.Store.Put(resultKey(u), w.Bytes())
	case !o.seen.ill && u.path != "unsafe":
		s.write(&w)
		r.req.Store.Put(summaryKey(u, r.exporterID), w.Bytes())
	}
}

// sound says that nothing has disturbed the run.
func (r *run) sound() bool {
	return r.ctx.Err() == nil && r.changed.Load() == nil && !r.unread.Load() && !r.cgoFails.Load()
}

// recall gives the outcome of a unit whose key is known, if it was kept.
func (r *run) recall(u *unit) *outcome {
	if o := r.known[u.id]; o != nil && o.key == u.key {
		return o
	}
	if data, ok := r.req.Store.Get(resultKey(u)); ok {
		reader := wire.NewReader(data)
		if o := readOutcome(reader); reader.Err() == nil {
			return o
		}
	}
	return nil
}

// recallSummary gives the summary of a unit, if it was kept.
func (r *run) recallSummary(u *unit) *summary {
	if u.mutable {
		if data, ok := r.req.Store.Get(resultKey(u)); ok {
			reader := wire.NewReader(data)
			readOutcome(reader)
			if s := readSummary(reader); reader.Err() == nil {
				return s
			}
		}
		return nil
	}
	for _, id := range []string{r.exporterID, r.everyID} {
		if data, ok := r.req.Store.Get(summaryKey(u, id)); ok {
			reader := wire.NewReader(data)
			if s := readSummary(reader); reader.Err() == nil {
				return s
			}
		}
	}
	return nil
}

// compiledFiles are the files that the compiler would be given. What cgo makes
// of some is only made now, for all packages that need it at once.
func (r *run) compiledFiles(pkg *golist.Package) ([]string, error) {
	if pkg.Compiled != nil || len(pkg.CgoFiles) == 0 {
		return pkg.Compiled, nil
	}
	r.cgoOnce.Do(func() {
		var paths []string
		for _, u := range r.graph.units {
			if u.outcome == nil && u.target() != nil && u.of == nil && u.target().Compiled == nil && len(u.target().CgoFiles) > 0 {
				paths = append(paths, u.path)
			}
		}
		r.cgo, _ = golist.Compile(r.ctx, r.query, paths) // what is not among them is asked for otherwise
	})
	files := r.cgo[pkg.ID]
	if files == nil {
		r.cgoFails.Store(true)
		return nil, errUnlisted
	}
	return files, nil
}
