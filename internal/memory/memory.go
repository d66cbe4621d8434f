// Package memory collects garbage less often than Go would, with as much memory
// as Go would need.
//
// Go collects when the heap is twice as large as what lived after the last time
// (go.dev/doc/gc-guide, "GOGC"), for the first time at 4 MiB
// (runtime/mgcpacer.go). Neither suits us. The analyzers that are linked take
// nearly 3 MiB before main begins, so that every run, however short, would
// collect once in its first milliseconds, for a tenth of the time that it has.
// And what lives goes up and down with the packages that are in work: after a
// small one Go would collect soon, to save memory that it has anyway.
//
// So garbage is collected for the first time at 64 MiB, and from then on no
// sooner than 64 MiB below the largest size that Go has come to in this run:
// what a long run needs at most stays about the same. (Up to that size would
// drive it up, as what is made during a collection counts as living after it.)
//
// Whoever imports this package gets it: it depends on little, so it is
// initialized before the heap has grown that far, and main would be too late.
package memory

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// firstHeap is the heap, in bytes, at which garbage is collected for the
	// first time, and what is kept below the largest later.
	firstHeap = 64 << 20
	// minimumHeap is Go's, at 100 percent; it grows with the percentage
	// (gcController.heapMinimum).
	minimumHeap = 4 << 20
)

// The result says nothing; that it is made is what counts.
var _ = patient()

func patient() bool {
	if os.Getenv("GOGC") != "" {
		return false // whoever sets it knows better
	}
	debug.SetGCPercent(100 * firstHeap / minimumHeap)
	watch(firstHeap)
	return true
}

// mark is large, as what is large is swept first (runtime/mgcsweep.go): its
// finalizer runs as soon as a collection has ended. Until then the percentage
// of before holds, which may be far too much for what lives now. A cleanup
// would run when everything is swept (runtime/mcleanup.go).
type mark [33 << 10]byte

// watch sets the percentage after each collection. Most is the largest heap, in
// bytes, that Go has come to.
func watch(most uint64) {
	runtime.SetFinalizer(new(mark), func(*mark) {
		live := living()
		most := max(most, 2*live)
		debug.SetGCPercent(percent(live, most))
		watch(most)
	})
}

// percent is the GOGC with which a heap of so many living bytes is collected
// firstHeap below most, but never below 100.
func percent(live, most uint64) int {
	room := int(most) - firstHeap - int(live)
	return max(100, 100*room/int(max(live, 1)))
}

// living are the bytes that the last collection found in use.
func living() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
