package main

import (
	"fmt"
	"io"
	"slices"
)

// print prints the table and says whether a ratio is worse than wanted. A
// ratio is the median of those of the rounds: what the machine did meanwhile
// hit both sides of a round.
func print(w io.Writer, results []result) (short bool) {
	fmt.Fprintf(w, "| case | module | %s | %s | faster | wanted | | %s | faster | findings |\n", nameOurs, nameGolangci, nameTools)
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|---|---|")
	for _, res := range results {
		want := wanted(res)
		ratio := speedup(res, nameGolangci)
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", res.Row, res.Target,
			cell(res, nameOurs), cell(res, nameGolangci), times(ratio), atLeast(want), verdict(ratio, want, &short),
			cell(res, nameTools), times(speedup(res, nameTools)), findings(res))
	}
	for _, name := range targetsOf(results) {
		ours, theirs, tools := peak(results, name, nameOurs), peak(results, name, nameGolangci), peak(results, name, nameTools)
		want := memoryWant()[name]
		note := ""
		if theirs > 0 && want > 0 {
			note = verdict(want, ours/theirs, &short) // the smaller the better
		}
		fmt.Fprintf(w, "| peak memory, worst row | %s | %.0f MB | %s | %s | <= %.2f | %s | %s | %s | |\n",
			name, ours, megabytes(theirs), part(ours, theirs), want, note, megabytes(tools), part(ours, tools))
	}
	return short
}

func wanted(res result) float64 {
	for _, r := range rows() {
		if r.name == res.Row {
			return r.want[res.Target]
		}
	}
	return 0
}

func verdict(got, want float64, short *bool) string {
	switch {
	case want == 0 || got == 0:
		return ""
	case got >= want:
		return "ok"
	}
	*short = true
	return "SHORT"
}

// speedup is how many times faster ours is, or 0 when they did not meet.
func speedup(res result, rival string) float64 {
	var ratios []float64
	for i, s := range res.Samples[rival] {
		ratios = append(ratios, s.Seconds/res.Samples[nameOurs][i].Seconds)
	}
	return median(ratios)
}

func cell(res result, name string) string {
	var seconds, mb []float64
	for _, s := range res.Samples[name] {
		seconds, mb = append(seconds, s.Seconds), append(mb, s.MB)
	}
	if len(seconds) == 0 {
		return ""
	}
	return fmt.Sprintf("%.3f s (%.0f MB)", median(seconds), median(mb))
}

// findings tells that both sides did the same work.
func findings(res result) (text string) {
	for _, name := range []string{nameOurs, nameGolangci, nameTools} {
		if list := res.Samples[name]; len(list) > 0 {
			text += fmt.Sprintf("%d ", list[len(list)-1].Findings)
		}
	}
	return text
}

// peak is the largest of the medians of all rows, in MB.
func peak(results []result, target, name string) (most float64) {
	for _, res := range results {
		if res.Target != target {
			continue
		}
		var mb []float64
		for _, s := range res.Samples[name] {
			mb = append(mb, s.MB)
		}
		most = max(most, median(mb))
	}
	return most
}

func targetsOf(results []result) (names []string) {
	for _, res := range results {
		if !slices.Contains(names, res.Target) {
			names = append(names, res.Target)
		}
	}
	return names
}

func megabytes(mb float64) string {
	if mb == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f MB", mb)
}

func part(ours, theirs float64) string {
	if theirs == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", ours/theirs)
}

func times(ratio float64) string {
	if ratio == 0 {
		return ""
	}
	return fmt.Sprintf("%.1fx", ratio)
}

func atLeast(want float64) string {
	if want == 0 {
		return ""
	}
	return fmt.Sprintf(">= %gx", want)
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(list))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
