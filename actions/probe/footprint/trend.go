package footprint

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// Sample is the memory of a process after some calls.
type Sample struct {
	Calls int
	Bytes int64
}

// Trend is how memory moves with the calls.
type Trend struct {
	// PerCall is bytes per call, below zero when memory shrinks; Low and High
	// are the interval in which it lies in 95 of 100 runs.
	PerCall, Low, High float64
	// Grows says that memory grows: steadily, until the end, and by more than
	// a process moves by itself.
	Grows bool
	// Limit is the smallest growth, in bytes per call, that a run of as many
	// calls could have called one.
	Limit float64
	// Samples and Calls are what it was computed from, after the warm-up.
	Samples, Calls int
}

const (
	// floor is by how many bytes a Go process that keeps nothing moves during
	// a run; heaps that are counted in whole megabytes move by two.
	floor     = 1 << 20
	heapFloor = 2 << 20
	// most is how many samples are compared, each with each.
	most = 400
	// fewest is with how many points an order by chance is as rare as one in
	// 24, so that a steady one says something.
	fewest = 4
)

// ErrFew says that a run has too few samples for a trend.
var ErrFew = errors.New("got too few samples, want 5 or more at different numbers of calls")

// Of computes the trend of the resident memory. The first fifth of the calls,
// and the first sample at least, are the warm-up and are left out.
//
// The slope is the median of those between each two samples (Theil and Sen),
// which single peaks do not move; the interval is that of Sen (1968), by
// Kendall's variance.
func Of(samples []Sample) (Trend, error) { return trend(samples, floor) }

// OfHeap computes the trend of the live heap, as collections found it, in the
// same way. It is coarser than Of, and sees the heap alone: what it calls growth
// is reachable.
func OfHeap(samples []Sample) (Trend, error) { return trend(samples, heapFloor) }

func trend(samples []Sample, least float64) (Trend, error) {
	samples = slices.Clone(samples)
	slices.SortStableFunc(samples, func(a, b Sample) int { return cmp.Compare(a.Calls, b.Calls) })
	samples = slices.CompactFunc(samples, func(a, b Sample) bool { return a.Calls == b.Calls })
	if len(samples) < fewest+1 {
		return Trend{}, ErrFew
	}
	first, last := samples[0].Calls, samples[len(samples)-1].Calls
	warm := 1
	for len(samples)-warm > fewest && samples[warm].Calls < first+(last-first)/5 {
		warm++
	}
	samples = thin(samples[warm:])
	slopes := between(samples)
	n := float64(len(samples))
	spread := 1.96 * math.Sqrt(n*(n-1)*(2*n+5)/18)
	low := int(max(0, math.Floor((float64(len(slopes))-spread)/2)))
	calls := samples[len(samples)-1].Calls - samples[0].Calls
	t := Trend{
		PerCall: median(slopes), Low: slopes[low], High: slopes[len(slopes)-1-low],
		Limit: least / float64(calls), Samples: len(samples), Calls: calls,
	}
	// What fills and then stays, as a cache does, grows in the first half.
	later := median(between(samples[(len(samples)-1)/2:]))
	t.Grows = t.Low > 0 && t.PerCall >= t.Limit && later >= t.PerCall/2
	return t, nil
}

// thin keeps at most so many samples, evenly.
func thin(samples []Sample) []Sample {
	if len(samples) <= most {
		return samples
	}
	kept := make([]Sample, most)
	for i := range kept {
		kept[i] = samples[i*(len(samples)-1)/(most-1)]
	}
	return kept
}

// between are the slopes between each two samples, sorted.
func between(samples []Sample) []float64 {
	slopes := make([]float64, 0, len(samples)*(len(samples)-1)/2)
	for i, a := range samples {
		for _, b := range samples[i+1:] {
			slopes = append(slopes, (float64(b.Bytes)-float64(a.Bytes))/float64(b.Calls-a.Calls))
		}
	}
	slices.Sort(slopes)
	return slopes
}

func median(sorted []float64) float64 {
	n := len(sorted)
	return sorted[(n-1)/2]/2 + sorted[n/2]/2
}
