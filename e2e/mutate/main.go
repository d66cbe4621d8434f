// Command mutate measures what the checks miss. It takes chaincode without
// mistakes, puts one mistake of the catalogue into one place at a time, and asks
// the check that should say so. It prints, for each check, how many it found,
// and the places that it missed.
//
// The chaincode is its own, in testdata, of every style; the arguments can name
// folders of real modules beside it. A mistake is an edit of the syntax tree:
// what does not type-check afterwards is counted and thrown away.
//
// A new check is an entry in table.go. It promises the same mutants for the
// same seed.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks"
)

type options struct {
	checks  string
	n, most int
	seed    uint64
	want    float64
	own     bool
	verbose bool
}

func main() {
	var o options
	flag.StringVar(&o.checks, "checks", "", "checks to measure, separated by commas (default: all)")
	flag.IntVar(&o.n, "n", 60, "mutants of each check at most")
	flag.IntVar(&o.most, "missed", 12, "missed places that are printed of each check at most")
	flag.Uint64Var(&o.seed, "seed", 1, "which mutants, where there are more")
	flag.Float64Var(&o.want, "want", 0, "end with 1 when a check of the error tier finds less than this share, such as 0.95")
	flag.BoolVar(&o.own, "own", true, "use the chaincode in testdata")
	flag.BoolVar(&o.verbose, "v", false, "print every mutant")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	short, err := measure(ctx, o, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(3)
	}
	if short {
		os.Exit(1)
	}
}

// measure runs and prints, and says whether a check of the error tier fell
// short.
func measure(ctx context.Context, o options, modules []string) (short bool, err error) {
	root, err := os.Getwd()
	if err != nil {
		return false, err
	}
	if _, err := os.Stat(filepath.Join(root, "e2e", "mutate", "testdata")); err != nil {
		return false, fmt.Errorf("looking for this repository: %w; start it at the root: make mutate", err)
	}
	var units []*unit
	if o.own {
		own, err := loadOwn(ctx, root)
		if err != nil {
			return false, err
		}
		units = append(units, own...)
	}
	for _, dir := range modules {
		real, err := loadModule(ctx, dir)
		if err != nil {
			return false, err
		}
		units = append(units, real...)
	}
	known := map[string]*analysis.Analyzer{}
	for _, a := range checks.Documented() {
		known[a.Name] = a
	}
	var results []*result
	for _, m := range table() {
		if o.checks != "" && !strings.Contains(","+o.checks+",", ","+m.check+",") {
			continue
		}
		r := &result{mutator: m, check: known[m.check]}
		if err := r.run(ctx, units, known, o); err != nil {
			return false, err
		}
		results = append(results, r)
		if o.verbose {
			r.printAll(os.Stdout)
		}
	}
	return print(os.Stdout, results, o), nil
}
