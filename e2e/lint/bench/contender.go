package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/tallystick/tallystick/e2e/lint/linters"
	"github.com/tallystick/tallystick/e2e/lint/subject"
)

// The names of the contenders.
const (
	nameOurs     = "tallystick"
	nameGolangci = "golangci-lint"
	nameTools    = "one by one"
)

// contender is one way to have a module linted.
type contender struct {
	name string
	// work has its caches.
	work string
	// commands are run one after another. state is the folder of what this
	// contender keeps between runs, the go command's cache aside.
	commands func(ctx context.Context, dir, state string, env []string) []*exec.Cmd
	finding  *regexp.Regexp // one finding in what it prints
}

func (c *contender) goCache() string { return filepath.Join(c.work, "go-build") }
func (c *contender) state() string   { return filepath.Join(c.work, "state") }

// sample is one run.
type sample struct {
	Seconds  float64
	CPU      float64 // seconds, of all its processes
	MB       float64 // resident, of the largest process
	Findings int
}

// run runs it once, with these caches.
func (c *contender) run(ctx context.Context, dir, goCache, state string) (sample, error) {
	var s sample
	if err := errors.Join(os.MkdirAll(goCache, 0o777), os.MkdirAll(state, 0o777)); err != nil {
		return s, err
	}
	for _, cmd := range c.commands(ctx, dir, state, []string{"GOCACHE=" + goCache, "GOPROXY=off"}) {
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		start := time.Now()
		err := cmd.Run()
		s.Seconds += time.Since(start).Seconds()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 1 {
			err = nil // it has findings
		}
		if err != nil {
			return s, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, out.String())
		}
		s.CPU += (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
		s.MB = max(s.MB, maxRSS(cmd.ProcessState))
		s.Findings += len(c.finding.FindAll(out.Bytes(), -1))
	}
	return s, nil
}

// maxRSS is the resident size, at its largest, of the largest process among
// one that was waited for and those that it waited for (getrusage(2)). Linux
// counts in what the parent had when it started it, so nothing that is
// smaller than this program can be seen.
func maxRSS(state *os.ProcessState) float64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return float64(usage.Maxrss) / 1024
}

// newOurs is lint with some of its tiers.
func newOurs(name string, tiers []string, ours linters.Ours, pack, work string) *contender {
	return &contender{
		name: name, work: filepath.Join(work, "caches", strings.ReplaceAll(name, " ", "-")), finding: regexp.MustCompile(`(?m)^\{"finding":`),
		commands: func(ctx context.Context, dir, state string, env []string) []*exec.Cmd {
			if pack != "" {
				env = append(env, "TALLYSTICK_PACK="+pack)
			}
			run := linters.Run{Dir: dir, Cache: state, Tiers: tiers, Args: []string{"--fail-on", "error"}, Env: env}
			return []*exec.Cmd{ours.Command(ctx, run, "json")}
		},
	}
}

// newTools is what people had before: go vet, staticcheck, gocritic check.
func newTools(tools linters.Tools, work string) *contender {
	return &contender{
		name: nameTools, work: filepath.Join(work, "caches", "tools"), finding: regexp.MustCompile(`(?m)^\S+:\d+:\d+: `),
		commands: func(ctx context.Context, dir, state string, env []string) []*exec.Cmd {
			vet := exec.CommandContext(ctx, "go", "vet", "./...")
			vet.Dir, vet.Env = dir, subject.Environ(env...)
			env = append(slices.Clone(env), "STATICCHECK_CACHE="+state)
			staticcheck := tools.Command(ctx, "staticcheck", dir, "", env)
			staticcheck.Args = []string{staticcheck.Path, "./..."}
			return []*exec.Cmd{vet, staticcheck, tools.Command(ctx, "critic", dir, "", env)}
		},
	}
}
