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
// without it, less one, in the median of the rounds; the same of the seconds of
// CPU, which others on the machine change less.
func printShare(w io.Writer, results []result, tier string) {
	fmt.Fprintf(w, "| case | module | %s | %s | %s adds | least to most | of CPU | findings |\n", nameWith, nameWithout, tier)
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|")
	for _, res := range results {
		with, without := res.Samples[nameWith], res.Samples[nameWithout]
		if len(with) == 0 || len(with) != len(without) {
			continue
		}
		var wall, cpu []float64
		for i := range with {
			wall = append(wall, 100*(with[i].Seconds/without[i].Seconds-1))
			cpu = append(cpu, 100*(with[i].CPU/without[i].CPU-1))
		}
		last := len(with) - 1
		fmt.Fprintf(w, "| %s | %s | %s | %s | %+.1f %% | %+.1f %% to %+.1f %% | %+.1f %% | %d, %d |\n",
			res.Row, res.Target, cell(res, nameWith), cell(res, nameWithout), median(wall), slices.Min(wall), slices.Max(wall),
			median(cpu), with[last].Findings, without[last].Findings)
	}
}
