package dump

import (
	"path"
	"strconv"
)

// What is kept of a dump at most. The runtime prints 100 frames of a goroutine
// at most (traceback.go, tracebackInnerFrames and tracebackOuterFrames).
const (
	MaxGoroutines = 100_000
	MaxFrames     = 1 << 19 // of all goroutines
	MaxLine       = 4 << 10 // bytes; a longer line is none of the runtime's
	maxStack      = 128     // frames of one goroutine
	maxAncestors  = 16
)

// Dump is the goroutines of a program at one moment, in the order of the text.
type Dump struct {
	Goroutines []Goroutine
	// Dropped are goroutines of which nothing is kept: there were more than
	// MaxGoroutines.
	Dropped int
	// Cut says that the end of a dump for SIGQUIT is missing.
	Cut bool
}

// Goroutine is one of them.
type Goroutine struct {
	// ID is 0 for the runtime's own goroutine of a thread.
	ID uint64
	// State is the runtime's word: "running", "chan receive", "select" ...
	State string
	// Minutes is how long it has waited, 0 for less than one.
	Minutes int
	// Locked says that it is bound to its thread; Leaked that the garbage
	// collector found that nothing can wake it (GOEXPERIMENT
	// goroutineleakprofile); Unavailable that it ran on another thread than
	// the one that printed, so that it has no frames. GOTRACEBACK=crash
	// prints these too.
	Locked, Leaked, Unavailable bool
	// Frames are its calls, the innermost first, without those of the runtime's
	// inside; of a deep stack the middle is missing, and Elided says so.
	Frames []Frame
	Elided bool
	// Creator is its go statement, the zero Place for the main goroutine;
	// Parent is the goroutine that executed it, 0 before Go 1.21.
	Creator Place
	Parent  uint64
	// Ancestors are the stacks of those that made it, at the moment of the go
	// statement, the nearest first: with GODEBUG=tracebackancestors=N.
	Ancestors [][]Frame
}

// Place is a line of a function. Function is in the linker's words; File is an
// absolute path, or with -trimpath one that begins with an import path, and is
// empty or "?" where the binary does not say; Line is from 1, or 0.
type Place struct {
	Function, File string
	Line           int
}

// IsZero says that there is none.
func (p Place) IsZero() bool { return p == Place{} }

// At is the file without its folders and the line: "asset.go:18".
func (p Place) At() string { return path.Base(p.File) + ":" + strconv.Itoa(p.Line) }

// String is for people: "asset.go:18 by main.(*Contract).Leak".
func (p Place) String() string {
	if p.IsZero() {
		return "nowhere"
	}
	return p.At() + " by " + p.Function
}

// Frame is a call on a stack.
type Frame struct {
	Place
	// Inlined says that it has no stack frame of its own.
	Inlined bool
}

// Created counts the goroutines by the go statement that made them, without
// those of the runtime.
func Created(d *Dump) map[Place]int {
	count := map[Place]int{}
	for i := range d.Goroutines {
		if p := d.Goroutines[i].Creator; !p.IsZero() && !isRuntime(p.Function) {
			count[p]++
		}
	}
	return count
}
