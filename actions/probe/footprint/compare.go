package footprint

import (
	"fmt"
	"maps"
	"slices"
)

// What a regression may be of.
const (
	Goroutines = "goroutines"
	Memory     = "kB"
	Time       = "ms"
)

// Tolerance is by how much a value may be worse than the baseline's: by the
// share Relative of it (0.25 is a quarter), and by so much more.
type Tolerance struct {
	Relative           float64
	Goroutines, KB, MS float64
}

// Usual is a tolerance for runs on the same kind of machine. Goroutines are
// counted, not measured.
func Usual() Tolerance { return Tolerance{Relative: 0.25, Goroutines: 0.05, KB: 0.5, MS: 0.2} }

// Regression is a value that is worse than the baseline's. Function is empty
// for the whole run.
type Regression struct {
	Function, What string
	Was, Is        float64
}

// String is for people: "Transfer: got 9.600 kB per call, want 0.100 as in the
// baseline".
func (r Regression) String() string {
	name := r.Function
	if name == "" {
		name = "all functions"
	}
	return fmt.Sprintf("%s: got %.3f %s per call, want %.3f as in the baseline", name, r.Is, r.What, r.Was)
}

// Comparison is a run beside a baseline.
type Comparison struct {
	Regressions []Regression
	// New and Gone are functions that only the run or only the baseline has:
	// nothing is said of them.
	New, Gone []string
}

// Compare compares a run with a baseline, the whole run first, then by name.
func Compare(baseline, now Baseline, t Tolerance) Comparison {
	var c Comparison
	if baseline.All != nil && now.All != nil {
		c.Regressions = worse("", *baseline.All, *now.All, t)
	}
	for _, name := range slices.Sorted(maps.Keys(now.Functions)) {
		if was, ok := baseline.Functions[name]; ok {
			c.Regressions = append(c.Regressions, worse(name, was, now.Functions[name], t)...)
		} else {
			c.New = append(c.New, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(baseline.Functions)) {
		if _, ok := now.Functions[name]; !ok {
			c.Gone = append(c.Gone, name)
		}
	}
	return c
}

func worse(name string, was, is Cost, t Tolerance) (list []Regression) {
	for _, v := range []struct {
		what          string
		was, is, more float64
	}{
		{Goroutines, was.Goroutines, is.Goroutines, t.Goroutines},
		{Memory, was.KB, is.KB, t.KB},
		{Time, was.MS, is.MS, t.MS},
	} {
		// A baseline in which memory shrank by chance allows none to grow.
		if limit := max(v.was, 0)*(1+t.Relative) + v.more; v.is > limit {
			list = append(list, Regression{name, v.what, v.was, v.is})
		}
	}
	return list
}
