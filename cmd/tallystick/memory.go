package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// firstHeap is the heap, in bytes, at which garbage is collected for the first
// time. At Go's own 4 MiB that would be in the middle of every short run, for
// which it costs more than it gives back.
const firstHeap = 32 << 20

// patient puts off the first collection. From then on garbage is collected as
// in any Go program, so what a long run needs at most stays the same.
func patient() {
	if os.Getenv("GOGC") != "" {
		return // whoever sets it knows better
	}
	// The smallest heap that is collected grows with the percentage
	// (runtime/mgcpacer.go, gcController.heapMinimum).
	debug.SetGCPercent(100 * firstHeap / (4 << 20))
	type mark struct{ self *mark }
	runtime.AddCleanup(&mark{}, func(percent int) { debug.SetGCPercent(percent) }, 100)
}
