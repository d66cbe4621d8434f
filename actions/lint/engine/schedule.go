package engine

import (
	"context"
	"go/token"
	"runtime"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// run is one run over a graph.
type run struct {
	ctx       context.Context
	dir       string
	fset      *token.FileSet
	graph     *graph
	analyzers []*analysis.Analyzer
	exporters []*analysis.Analyzer // what runs on dependencies
	progress  func(done, total int)
}

// execute does the nodes, each after its dependencies among them, a few at a
// time: memory grows with how many are in the works at once.
func (r *run) execute(nodes []*node) {
	if len(nodes) == 0 {
		return
	}
	waiting := make(map[*node]int, len(nodes))
	importers := make(map[*node][]*node, len(nodes))
	for _, n := range nodes {
		waiting[n] = 0
	}
	for _, n := range nodes {
		for _, dep := range n.deps {
			if _, ok := waiting[dep]; ok {
				waiting[n]++
				importers[dep] = append(importers[dep], n)
			}
		}
	}
	ready := make(chan *node, len(nodes)) // never blocks
	for _, n := range nodes {
		if waiting[n] == 0 {
			ready <- n
		}
	}
	var (
		mu   sync.Mutex // guards waiting and done
		done int
		wg   sync.WaitGroup
	)
	finish := func(n *node) {
		mu.Lock()
		defer mu.Unlock()
		for _, importer := range importers[n] {
			if waiting[importer]--; waiting[importer] == 0 {
				ready <- importer
			}
		}
		if done++; done == len(nodes) {
			close(ready)
		}
		if r.progress != nil {
			r.progress(done, len(nodes))
		}
	}
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for n := range ready {
				if r.ctx.Err() == nil {
					r.do(n)
				}
				finish(n)
			}
		})
	}
	wg.Wait()
}

// do takes one package from names of files to diagnostics and facts.
func (r *run) do(n *node) {
	for _, dep := range n.deps {
		n.ill = n.ill || dep.ill
	}
	if n.ill || n.PkgPath == "unsafe" || n.work == nothing {
		return
	}
	src := r.load(n)
	if n.ill = len(n.problems) > 0; n.ill {
		return
	}
	if n.work > apiOnly {
		r.analyse(n, src)
	}
}
