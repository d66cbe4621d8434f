// Command bench measures lint against golangci-lint with the same linters,
// and against the tools run one after another, on modules of different size,
// and prints by how many times it is faster.
//
// Every number is a ratio of runs that took turns on one machine: ours,
// theirs, ours, theirs. Each contender has caches of its own, the go
// command's too, and each edit is one that nobody has seen before.
//
// It measures and compares; whether a number is good enough it only says.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/e2e/lint/linters"
	"github.com/tallystick/tallystick/e2e/lint/subject"
)

// options are the flags.
type options struct {
	targets, rows, golangci, binary, pack, out, rivals, share string
	n                                                         int
	strict                                                    bool
}

func main() {
	var o options
	flag.StringVar(&o.targets, "targets", "chaincode,containerregistry,cometbft", "modules to measure on")
	flag.StringVar(&o.rows, "rows", "", "parts of the names of the rows to measure, separated by commas (default: all)")
	flag.StringVar(&o.golangci, "golangci", "", "the golangci-lint "+golangciVersion+" to compare with (default: it is installed)")
	flag.StringVar(&o.binary, "binary", "", "the tallystick to measure (default: it is built from this tree)")
	flag.StringVar(&o.pack, "pack", os.Getenv("TALLYSTICK_PACK"), "pack of standard-library summaries, as make pack makes it")
	flag.StringVar(&o.out, "json", "", "file for all numbers")
	flag.StringVar(&o.rivals, "rivals", "golangci-lint,one by one", "whom to compare with")
	flag.StringVar(&o.share, "share", "", "a tier, such as chaincode: measure what share of the time it takes, and compare with nobody")
	flag.IntVar(&o.n, "n", 3, "measured runs of each contender in each row")
	flag.BoolVar(&o.strict, "strict", false, "end with 1 when a ratio is worse than wanted")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	short, err := measureAll(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(3)
	}
	if short && o.strict {
		os.Exit(1)
	}
}

// measureAll measures, prints and says whether a ratio fell short.
func measureAll(ctx context.Context, o options) (short bool, err error) {
	root, err := os.Getwd()
	if err != nil {
		return false, err
	}
	if _, err := os.Stat(filepath.Join(root, "e2e", "lint", "bench")); err != nil {
		return false, fmt.Errorf("looking for this repository: %w; start it at the root: make bench-lint", err)
	}
	work, err := os.MkdirTemp("", "bench-lint-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	mods, err := subject.Named(strings.Split(o.targets, ",")...)
	if err != nil {
		return false, err
	}
	all, err := prepare(ctx, o, root, work)
	if err != nil {
		return false, err
	}
	var results []result
	for _, m := range mods {
		fmt.Fprintf(os.Stderr, "%s: preparing\n", m.Name)
		dir := filepath.Join(work, m.Name)
		if err := m.Copy(ctx, root, dir); err != nil {
			return false, err
		}
		t := &target{name: m.Name, dir: dir, contenders: all, n: o.n}
		list, err := t.measure(ctx, rowsNamed(o.rows))
		results = append(results, list...)
		if err != nil {
			return false, err
		}
	}
	if o.share != "" {
		printShare(os.Stdout, results, o.share)
	} else {
		short = print(os.Stdout, results)
	}
	if o.out == "" {
		return short, nil
	}
	data, err := json.MarshalIndent(results, "", "\t")
	if err != nil {
		return short, err
	}
	return short, os.WriteFile(o.out, append(data, '\n'), 0o644)
}

// prepare builds or finds the contenders. Ours is the first.
func prepare(ctx context.Context, o options, root, work string) ([]*contender, error) {
	ours, err := linters.BuildOurs(ctx, root, work)
	if o.binary != "" {
		ours, err = linters.OursAt(ctx, o.binary)
	}
	if err != nil {
		return nil, err
	}
	if !ours.Caches {
		fmt.Fprintln(os.Stderr, "this tallystick has no cache: every run of it is a first one")
	}
	if o.share != "" {
		return withAndWithout(o, ours, work), nil
	}
	list := []*contender{newOurs(nameOurs, linters.Tiers(), ours, o.pack, work)}
	rivals := strings.Split(o.rivals, ",")
	if slices.Contains(rivals, nameGolangci) {
		rival, err := newGolangci(ctx, o.golangci, root, work)
		if err != nil {
			return nil, err
		}
		list = append(list, rival)
	}
	if slices.Contains(rivals, nameTools) {
		tools, err := linters.BuildTools(ctx, root, work)
		if err != nil {
			return nil, err
		}
		list = append(list, newTools(tools, work))
	}
	if len(list) != 1+len(rivals) {
		return nil, fmt.Errorf("rivals %q are not all known", o.rivals)
	}
	return list, nil
}
