package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// counts of a check's mutants, by verdict.
func (r *result) counts() (n map[string]int, made int) {
	n = map[string]int{}
	for _, out := range r.outcomes {
		n[out.verdict]++
		if out.verdict != broken {
			made++
		}
	}
	return n, made
}

// found is the share of mutants of which the check says something as bad as
// its tier: what is only a notice counts for policy alone.
func (r *result) found() (share float64, made bool) {
	n, all := r.counts()
	hits := n["error"] + n["warning"]
	if r.tier == policy {
		hits += n["notice"]
	}
	if all == 0 {
		return 0, false
	}
	return float64(hits) / float64(all), true
}

// print prints the table and what was missed, and says whether a check of the
// error tier found less than is wanted.
func print(w io.Writer, results []*result, o options) (short bool) {
	fmt.Fprintf(w, "%-16s %-8s %8s %8s %6s %8s %7s %7s %7s %8s\n",
		"check", "tier", "mutants", "broken", "error", "warning", "notice", "missed", "found", "seconds")
	mutants := 0
	var took time.Duration
	for _, r := range results {
		n, made := r.counts()
		if r.check == nil {
			fmt.Fprintf(w, "%-16s %-8s %8d %8d no such check; %d mutants can be made\n", r.mutator.check, r.tier, made, n[broken], r.possible)
			continue
		}
		share, any := r.found()
		text := "-"
		if any {
			text = fmt.Sprintf("%.1f %%", 100*share)
		}
		fmt.Fprintf(w, "%-16s %-8s %8d %8d %6d %8d %7d %7d %7s %8.1f\n", r.mutator.check, r.tier, made, n[broken],
			n["error"], n["warning"], n["notice"], n[missed], text, r.took.Seconds())
		if r.tier == certain && (!any || share < o.want) {
			short = true
		}
		mutants += made
		took += r.took
	}
	fmt.Fprintf(w, "%d mutants in %.0f s; found is an error or a warning, for checks of the notice tier any finding\n", mutants, took.Seconds())
	for _, r := range results {
		r.printMissed(w, o.most)
	}
	return short && o.want > 0
}

func (r *result) printMissed(w io.Writer, most int) {
	var list []string
	for _, out := range r.outcomes {
		switch {
		case out.verdict == "notice" && r.tier != policy:
			list = append(list, out.shape+": "+out.where()+"\n      only a notice")
		case out.verdict == missed:
			why := "nothing is said"
			if len(out.other) > 0 {
				why = "said by " + strings.Join(out.other, ", ") + " only"
			}
			list = append(list, out.shape+": "+out.where()+"\n      "+why)
		}
	}
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s misses %d\n", r.mutator.check, len(list))
	for _, text := range list[:min(most, len(list))] {
		fmt.Fprintf(w, "  %s\n", text)
	}
	if more := len(list) - most; more > 0 {
		fmt.Fprintf(w, "  and %d more: -missed, -v\n", more)
	}
}
