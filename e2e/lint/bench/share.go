package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/tallystick/tallystick/e2e/lint/linters"
)

// The names of lint with every tier and without the one that is asked about.
const (
	nameWith    = "all tiers"
	nameWithout = "without it"
)

// withAndWithout are lint with every tier of ours, and without one of them.
func withAndWithout(o options, ours linters.Ours, work string) []*contender {
	all := append(linters.Tiers(), "chaincode")
	rest := slices.DeleteFunc(slices.Clone(all), func(tier string) bool { return tier == o.share })
	return []*contender{newOurs(nameWith, all, ours, o.pack, work), newOurs(nameWithout, rest, ours, o.pack, work)}
}

// printShare prints what a tier adds to the time of the others: with it by
// without it, less one, in the median of the rounds.
func printShare(w io.Writer, results []result, tier string) {
	fmt.Fprintf(w, "| case | module | %s | %s | %s adds | least to most | findings |\n|---|---|---|---|---|---|---|\n", nameWith, nameWithout, tier)
	for _, res := range results {
		var shares []float64
		for i, s := range res.Samples[nameWithout] {
			shares = append(shares, 100*(res.Samples[nameWith][i].Seconds/s.Seconds-1))
		}
		if len(shares) == 0 {
			continue
		}
		last := len(shares) - 1
		fmt.Fprintf(w, "| %s | %s | %s | %s | %+.1f %% | %+.1f %% to %+.1f %% | %d, %d |\n", res.Row, res.Target, cell(res, nameWith), cell(res, nameWithout),
			median(shares), slices.Min(shares), slices.Max(shares), res.Samples[nameWith][last].Findings, res.Samples[nameWithout][last].Findings)
	}
}
