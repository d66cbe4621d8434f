package engine

import (
	"container/heap"
	"runtime"
	"sync"
)

// queue hands out units, each after those among them that it depends on. Of
// those that are ready it gives the one first that the longest chain of
// importers waits for: at the end there is little left to wait for.
type queue struct {
	mu        sync.Mutex // guards all below
	more      sync.Cond  // something is ready, or all is done
	ready     byChain
	waiting   map[*unit]int
	importers map[*unit][]*unit
	left      int
}

// newQueue takes units in an order in which imports come before importers. In
// an import cycle, which the go command has refused, one comes first.
func newQueue(units []*unit) *queue {
	q := &queue{waiting: make(map[*unit]int, len(units)), importers: make(map[*unit][]*unit, len(units)), left: len(units)}
	q.more.L = &q.mu
	for _, u := range units {
		n := 0
		for _, dep := range u.below() {
			if _, earlier := q.waiting[dep]; earlier {
				q.importers[dep] = append(q.importers[dep], u)
				n++
			}
		}
		q.waiting[u] = n
	}
	for i := len(units) - 1; i >= 0; i-- {
		u := units[i]
		u.chain = 0
		for _, importer := range q.importers[u] {
			u.chain = max(u.chain, importer.chain)
		}
		u.chain += 1 + len(u.target().GoFiles)
	}
	for _, u := range units {
		if q.waiting[u] == 0 {
			heap.Push(&q.ready, u)
		}
	}
	return q
}

// next waits for a unit. It gives nil when there will be none any more.
func (q *queue) next() *unit {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.ready) == 0 && q.left > 0 {
		q.more.Wait()
	}
	if len(q.ready) == 0 {
		return nil
	}
	return heap.Pop(&q.ready).(*unit)
}

// finish says that a unit is done. It gives how many are not.
func (q *queue) finish(u *unit) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, importer := range q.importers[u] {
		if q.waiting[importer]--; q.waiting[importer] == 0 {
			heap.Push(&q.ready, importer)
		}
	}
	q.left--
	q.more.Broadcast()
	return q.left
}

// byChain is a heap, the longest chain first.
type byChain []*unit

func (h byChain) Len() int           { return len(h) }
func (h byChain) Less(i, j int) bool { return h[i].chain > h[j].chain }
func (h byChain) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *byChain) Push(u any)        { *h = append(*h, u.(*unit)) }
func (h *byChain) Pop() any {
	last := len(*h) - 1
	u := (*h)[last]
	*h = (*h)[:last]
	return u
}

// each does units, a few at a time: memory grows with how many are in the
// works at once.
func (r *run) each(units []*unit) {
	among := make(map[*unit]bool, len(units))
	for _, u := range units {
		among[u] = true
	}
	var ordered []*unit
	for _, u := range r.graph.units {
		if among[u] {
			ordered = append(ordered, u)
		}
	}
	q := newQueue(ordered)
	var told sync.Mutex // so that progress is told in order
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for u := q.next(); u != nil; u = q.next() {
				if r.ctx.Err() == nil {
					r.do(u)
				}
				told.Lock()
				left := q.finish(u)
				if r.req.Progress != nil {
					r.req.Progress(len(ordered)-left, len(ordered))
				}
				told.Unlock()
			}
		})
	}
	wg.Wait()
}
