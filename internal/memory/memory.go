// Package memory puts off the first garbage collection of the process.
//
// Go collects for the first time when the heap is about to reach 4 MiB
// (runtime/mgcpacer.go). The analyzers that are linked take nearly 3 MiB before
// main begins, so that every run, however short, would collect once in its
// first milliseconds, for a tenth of the time that it has. Whoever imports this
// package has that put off: it depends on nothing, so it is initialized before
// the analyzers are (go.dev/ref/spec, "Package initialization"), and main would
// be too late.
//
// From the first collection on garbage is collected as in any Go program: what
// a long run needs at most stays the same.
package memory

import (
	"os"
	"runtime"
	"runtime/debug"
)

// firstHeap is the heap, in bytes, at which garbage is collected for the first
// time.
const firstHeap = 64 << 20

// The result says nothing; that it is made is what counts.
var _ = patient()

func patient() bool {
	if os.Getenv("GOGC") != "" {
		return false // whoever sets it knows better
	}
	// The smallest heap that is collected grows with the percentage
	// (gcController.heapMinimum).
	before := debug.SetGCPercent(100 * firstHeap / (4 << 20))
	mark := new([4]uintptr) // small ones share an object, which may stay
	runtime.AddCleanup(mark, func(percent int) { debug.SetGCPercent(percent) }, before)
	return true
}
