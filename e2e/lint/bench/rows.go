package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/e2e/lint/subject"
)

// row is one case.
type row struct {
	name string
	want map[string]float64 // by target: how many times faster
	// Which caches are empty at the start of each run.
	noGoCache, noState bool
	// edit makes the n-th change of the module before a round of runs.
	edit func(ctx context.Context, t *target, n int) error
}

// rows are those that people meet.
func rows() []row {
	want := func(chaincode, containerregistry, cometbft float64) map[string]float64 {
		return map[string]float64{"chaincode": chaincode, "containerregistry": containerregistry, "cometbft": cometbft}
	}
	return []row{
		{name: "empty CI cache", want: want(18, 10, 5), noGoCache: true, noState: true},
		{name: "tool caches empty, Go build cache warm", want: want(3.5, 3, 2), noState: true},
		{name: "nothing changed", want: want(65, 85, 60)},
		{name: "files touched, same content", edit: func(_ context.Context, t *target, _ int) error { return subject.Touch(t.dir) }},
		{name: "one leaf body edited", want: want(19, 13, 15), edit: edited(subject.Leaf, (*subject.Function).EditQuietly)},
		{name: "a widely imported body edited", want: want(33, 73, 200), edit: edited(subject.Wide, (*subject.Function).EditQuietly)},
		{name: "a widely imported API changed", want: want(21, 7, 6.5), edit: edited(subject.Wide, (*subject.Function).EditAPI)},
	}
}

// memoryWant is the part of golangci-lint's peak memory that ours may have.
func memoryWant() map[string]float64 {
	return map[string]float64{"chaincode": 0.30, "containerregistry": 0.36, "cometbft": 0.36}
}

func rowsNamed(parts string) (list []row) {
	for _, r := range rows() {
		for part := range strings.SplitSeq(parts, ",") {
			if strings.Contains(r.name, part) {
				list = append(list, r)
				break
			}
		}
	}
	return list
}

// edited edits a function as nobody has edited it before.
func edited(which func([]*subject.Package) (*subject.Function, error), change func(*subject.Function, int) error) func(context.Context, *target, int) error {
	return func(ctx context.Context, t *target, n int) error {
		fn, err := which(t.packages)
		if err != nil {
			return err
		}
		original, ok := t.originals[fn.File]
		if !ok {
			if original, err = os.ReadFile(fn.File); err != nil {
				return err
			}
			t.originals[fn.File] = original
		}
		if err := os.WriteFile(fn.File, original, 0o644); err != nil {
			return err
		}
		return change(fn, n)
	}
}

// target is a module that is measured on.
type target struct {
	name, dir  string
	contenders []*contender
	n          int

	packages  []*subject.Package
	originals map[string][]byte // files as they were, by path
	edits     int
}

// result is a row on a target.
type result struct {
	Target, Row string
	Samples     map[string][]sample // by contender, in the order of the runs
}

func (t *target) measure(ctx context.Context, list []row) (results []result, err error) {
	t.originals = map[string][]byte{}
	if t.packages, err = subject.List(ctx, t.dir, subject.Environ()); err != nil {
		return nil, err
	}
	for _, r := range list {
		if err := t.settle(ctx, r); err != nil {
			return results, err
		}
		res := result{Target: t.name, Row: r.name, Samples: map[string][]sample{}}
		for i := range t.n {
			if r.edit != nil {
				t.edits++
				if err := r.edit(ctx, t, t.edits); err != nil {
					return results, err
				}
			}
			for _, c := range t.contenders {
				s, err := t.once(ctx, r, c)
				if err != nil {
					return results, err
				}
				fmt.Fprintf(os.Stderr, "%s: %s: run %d: %s: %.3f s, %.0f MB, %d findings\n", t.name, r.name, i+1, c.name, s.Seconds, s.MB, s.Findings)
				res.Samples[c.name] = append(res.Samples[c.name], s)
			}
		}
		results = append(results, res)
	}
	return results, t.forget()
}

// settle puts the module back to what it was, and has every contender know
// it, as far as it may in this row.
func (t *target) settle(ctx context.Context, r row) error {
	for path, data := range t.originals {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return err
		}
	}
	if r.noGoCache {
		return nil
	}
	for _, c := range t.contenders {
		if _, err := c.run(ctx, t.dir, c.goCache(), c.state()); err != nil {
			return err
		}
	}
	return nil
}

// once is a measured run.
func (t *target) once(ctx context.Context, r row, c *contender) (s sample, err error) {
	goCache, state := c.goCache(), c.state()
	empty, err := os.MkdirTemp(filepath.Dir(t.dir), "empty-")
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(empty)) }()
	if r.noGoCache {
		goCache = filepath.Join(empty, "go-build")
	}
	if r.noState {
		state = filepath.Join(empty, "state")
	}
	return c.run(ctx, t.dir, goCache, state)
}

// forget makes room: the next module has other dependencies.
func (t *target) forget() error {
	var errs []error
	for _, c := range t.contenders {
		errs = append(errs, os.RemoveAll(c.work))
	}
	return errors.Join(errs...)
}
