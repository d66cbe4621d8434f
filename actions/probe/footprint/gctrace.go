package footprint

import (
	"bytes"
	"regexp"
	"strconv"
	"sync"
)

// Collection is one line of GODEBUG=gctrace=1. Sizes are whole megabytes (MiB).
type Collection struct {
	Number int
	// At is in seconds from the start of the program.
	At float64
	// Before, After and Live are the heap when marking began and when it
	// ended, and what of it is marked as in use; Goal is what the collector
	// aimed at.
	Before, After, Live, Goal int
}

// maxCollections bounds what is kept of a log: at a thousand collections a
// second, it is two minutes.
const maxCollections = 1 << 17

// maxLine bounds a line of gctrace, in bytes; one has some 200.
const maxLine = 1 << 10

// trace is a line of runtime/mgc.go, gcMarkTermination; what stands after the
// goal differs between releases.
var trace = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^gc (\d{1,9}) @(\d{1,9}\.\d{1,9})s .*?(\d{1,9})->(\d{1,9})->(\d{1,9}) MB, (\d{1,9}) MB goal`)
})

// Collections are those in a log, in its order. Other lines are passed over.
func Collections(log []byte) []Collection {
	var list []Collection
	for len(log) > 0 && len(list) < maxCollections {
		var line []byte
		line, log, _ = bytes.Cut(log, []byte("\n"))
		if len(line) > maxLine || !bytes.HasPrefix(line, []byte("gc ")) {
			continue
		}
		m := trace().FindSubmatch(line)
		if m == nil {
			continue
		}
		number := func(i int) int {
			n, _ := strconv.Atoi(string(m[i])) // of nine digits at most
			return n
		}
		at, err := strconv.ParseFloat(string(m[2]), 64)
		if err != nil {
			continue
		}
		list = append(list, Collection{number(1), at, number(3), number(4), number(5), number(6)})
	}
	return list
}

// OfHeap computes the trend of the live heap over collections during which so
// many calls were made, at an even pace. It is coarser than Of, and sees the
// heap alone: what it calls growth is reachable.
func OfHeap(collections []Collection, calls int) (Trend, error) {
	if len(collections) == 0 || calls <= 0 {
		return Trend{}, ErrFew
	}
	first, last := collections[0].At, collections[len(collections)-1].At
	if last <= first {
		return Trend{}, ErrFew
	}
	samples := make([]Sample, 0, len(collections))
	for _, c := range collections {
		done := int(float64(calls) * (c.At - first) / (last - first))
		samples = append(samples, Sample{done, int64(c.Live) << 20})
	}
	return trend(samples, heapFloor)
}
