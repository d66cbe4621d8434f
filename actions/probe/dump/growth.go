package dump

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Sample is the dump of a program after some calls, each of a process of its
// own that was given time to end what it could.
type Sample struct {
	Calls int
	Dump  *Dump
}

// Kinds of leaks, by what the go statement belongs to.
const (
	OfCode        = "code"        // the chaincode's own
	OfTransaction = "transaction" // the shim's: a transaction that never ends
	OfLibrary     = "library"     // another module's, or the standard library's
)

// Leak is a go statement whose goroutines stay, in proportion to the calls.
type Leak struct {
	Kind    string
	Creator Place
	// PerCall is how many stay for each call, between the samples with the
	// fewest and the most calls; Counts are the numbers in each sample.
	PerCall float64
	Counts  []int
	// State is what most of them do, and Where they do it: the first line of
	// the chaincode's own code, or else their innermost frame.
	State string
	Where Place
	// Origin is the chaincode's own line that made a library start them, where
	// the dump has ancestors. It may be the line after: of these the runtime
	// keeps return addresses (traceback.go, printAncestorTracebackFuncInfo).
	Origin Place
}

// String is for people.
func (l Leak) String() string {
	return fmt.Sprintf("%.2f goroutines per call, created at %s", l.PerCall, l.Creator)
}

// Growth is the goroutines per call by go statement, between two samples.
func Growth(first, second Sample) (map[Place]float64, error) {
	calls := second.Calls - first.Calls
	if calls <= 0 {
		return nil, fmt.Errorf("got dumps after %d and %d calls, want more calls before the second", first.Calls, second.Calls)
	}
	before, rate := Created(first.Dump), map[Place]float64{}
	for creator, count := range Created(second.Dump) {
		if more := count - before[creator]; more != 0 {
			rate[creator] = float64(more) / float64(calls)
		}
	}
	return rate, nil
}

// Leaks are the go statements whose goroutines grow at the same rate between
// each two samples, the fastest first. It takes three samples: between two, a
// pool that fills looks like a leak. A pool larger than the calls of the second
// sample still does.
//
// A dump that is empty or not whole is an error.
//
// Goroutines of the shim and of gRPC that serve a stream do not grow. One for
// each transaction in flight does: it is a transaction that never ends.
func Leaks(own Own, samples ...Sample) ([]Leak, error) {
	samples = slices.Clone(samples)
	slices.SortFunc(samples, func(a, b Sample) int { return cmp.Compare(a.Calls, b.Calls) })
	distinct := slices.CompactFunc(slices.Clone(samples), func(a, b Sample) bool { return a.Calls == b.Calls })
	if len(distinct) < 3 || len(distinct) != len(samples) {
		return nil, fmt.Errorf("got %d dumps after %d different numbers of calls, want 3 different ones", len(samples), len(distinct))
	}
	var created []map[Place]int
	for _, s := range samples {
		if err := s.check(); err != nil {
			return nil, err
		}
		created = append(created, Created(s.Dump))
	}
	last := samples[len(samples)-1]
	leaks := map[Place]*Leak{}
	for creator := range created[len(created)-1] {
		var counts []int
		for _, c := range created {
			counts = append(counts, c[creator])
		}
		if rate, ok := proportional(samples, counts); ok {
			leaks[creator] = &Leak{Kind: kind(own, creator), Creator: creator, PerCall: rate, Counts: counts}
		}
	}
	describe(own, last.Dump, leaks)
	list := []Leak{}
	for _, l := range leaks {
		list = append(list, *l)
	}
	slices.SortFunc(list, func(a, b Leak) int {
		return cmp.Or(cmp.Compare(b.PerCall, a.PerCall), a.Creator.compare(b.Creator))
	})
	return list, nil
}

// check wants a dump of which everything is known: of another, nothing can be
// said of what does not grow.
func (s Sample) check() error {
	switch {
	case len(s.Dump.Goroutines) == 0:
		return fmt.Errorf("got no goroutine in the dump after %d calls: the chaincode catches SIGQUIT, or GOTRACEBACK is none", s.Calls)
	case s.Dump.Cut:
		return fmt.Errorf("the dump after %d calls is cut off: make fewer calls, or keep more of the log", s.Calls)
	case s.Dump.Dropped > 0:
		return fmt.Errorf("got more than %d goroutines in the dump after %d calls: make fewer calls", MaxGoroutines, s.Calls)
	}
	return nil
}

func (p Place) compare(q Place) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Function, q.Function))
}

// proportional says whether counts grow with the calls, and how fast. Between
// neighbours the rates may differ by a tenth, and by the one goroutine that a
// sample caught or missed.
func proportional(samples []Sample, counts []int) (float64, bool) {
	n := len(counts)
	if counts[n-1]-counts[0] < 3 {
		return 0, false
	}
	least, most, span := 0.0, 0.0, 0
	for i := 1; i < n; i++ {
		calls := samples[i].Calls - samples[i-1].Calls
		rate := float64(counts[i]-counts[i-1]) / float64(calls)
		if rate <= 0 {
			return 0, false
		}
		if i == 1 {
			least, most, span = rate, rate, calls
		}
		least, most, span = min(least, rate), max(most, rate), min(span, calls)
	}
	if most-least > most/10+1/float64(span) {
		return 0, false
	}
	return float64(counts[n-1]-counts[0]) / float64(samples[n-1].Calls-samples[0].Calls), true
}

func kind(own Own, creator Place) string {
	if own.Is(creator.Function) {
		return OfCode
	}
	if name, ok := isShim(creator.Function); ok && startsTransaction(name) {
		return OfTransaction
	}
	return OfLibrary
}

// describe says what the goroutines of leaks do in a dump.
func describe(own Own, d *Dump, leaks map[Place]*Leak) {
	type doing struct {
		state         string
		where, origin Place
	}
	seen := map[Place]map[doing]int{}
	for i := range d.Goroutines {
		g := &d.Goroutines[i]
		if leaks[g.Creator] == nil {
			continue
		}
		if seen[g.Creator] == nil {
			seen[g.Creator] = map[doing]int{}
		}
		seen[g.Creator][doing{g.State, where(own, g), origin(own, g)}]++
	}
	for creator, all := range seen {
		order := slices.SortedFunc(maps.Keys(all), func(a, b doing) int {
			return cmp.Or(cmp.Compare(all[b], all[a]), cmp.Compare(a.state, b.state), a.where.compare(b.where), a.origin.compare(b.origin))
		})
		l := leaks[creator]
		l.State, l.Where, l.Origin = order[0].state, order[0].where, order[0].origin
	}
}

func where(own Own, g *Goroutine) Place {
	if f, at := own.First(g.Frames); at >= 0 {
		return f.Place
	}
	if len(g.Frames) > 0 {
		return g.Frames[0].Place
	}
	return Place{}
}

func origin(own Own, g *Goroutine) Place {
	for _, frames := range g.Ancestors {
		if f, at := own.First(frames); at >= 0 {
			return f.Place
		}
	}
	return Place{}
}
