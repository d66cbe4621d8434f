package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// linter runs lint of the real binary on a module, with records of its own.
type linter struct {
	binary, dir string
	env         []string
}

func newLinter(t testing.TB) linter {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "tallystick")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	return linter{binary, t.TempDir(), []string{
		"GODEBUG=inittrace=1", "TALLYSTICK_CACHE=" + t.TempDir(), "GITHUB_ACTIONS=", "GITHUB_OUTPUT=", "GITHUB_STEP_SUMMARY=",
	}}
}

type answer struct {
	stdout string
	exit   int
	// again says that it was given before the analyzers were initialized, as
	// the runtime tells (GODEBUG=inittrace).
	again bool
}

func (l linter) run(t testing.TB, env []string, args ...string) answer {
	t.Helper()
	cmd := exec.Command(l.binary, append([]string{"lint"}, args...)...)
	cmd.Dir, cmd.Env = l.dir, append(append(os.Environ(), l.env...), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if !strings.Contains(stderr.String(), "init runtime ") {
		t.Fatalf("the runtime says nothing:\n%s", &stderr)
	}
	analyzers := strings.Contains(stderr.String(), "init github.com/tallystick/tallystick/actions/lint ")
	return answer{stdout.String(), cmd.ProcessState.ExitCode(), !analyzers}
}

// settled runs lint until the result is given again, which it is once all has
// lain still for two seconds, and wants the same each time.
func (l linter) settled(t testing.TB) answer {
	t.Helper()
	first := l.run(t, nil)
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); {
		next := l.run(t, nil)
		if next.stdout != first.stdout || next.exit != first.exit {
			t.Fatalf("got %+v, then %+v", first, next)
		}
		if next.again {
			return next
		}
	}
	t.Fatalf("it is not given again: %+v", first)
	return first
}

func (l linter) write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(l.dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestReplayKeepsNoSecrets looks for what is in the environment in all records.
func TestReplayKeepsNoSecrets(t *testing.T) {
	l := newLinter(t)
	cache := t.TempDir()
	l.env = append(l.env, "COSIGN_PASSWORD=hush-hush", "TALLYSTICK_CACHE="+cache)
	l.write(t, "go.mod", "module m\n\ngo 1.24\n")
	l.write(t, "m.go", "package m\n")
	l.settled(t)
	records := 0
	err := filepath.WalkDir(cache, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		records++
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte("hush-hush")) {
			t.Errorf("%s holds it", path)
		}
		return err
	})
	if err != nil || records == 0 {
		t.Errorf("got %d records, %v", records, err)
	}
}

// TestReplay wants a result that is given again to be the one that a run would
// have, whatever changes.
func TestReplay(t *testing.T) {
	l := newLinter(t)
	const source = "package m\n\nfunc F(x int) int {\n\tx = x\n\treturn x\n}\n"
	l.write(t, "go.mod", "module m\n\ngo 1.24\n")
	l.write(t, "m.go", source)
	if got := l.settled(t); got.exit != 1 || !strings.Contains(got.stdout, "self-assignment") {
		t.Fatalf("got %+v", got)
	}

	for name, test := range map[string]struct{ env, args []string }{
		"another folder for records": {[]string{"TALLYSTICK_CACHE=" + t.TempDir()}, nil},
		"no records":                 {nil, []string{"--cache", "off"}},
		"another input":              {nil, []string{"--tests=false"}},
		"another environment":        {[]string{"GOFLAGS=-tags=x"}, nil},
		"a workflow":                 {[]string{"GITHUB_ACTIONS=true"}, nil},
	} {
		if got := l.run(t, test.env, test.args...); got.again || got.exit != 1 {
			t.Errorf("%s: got %+v", name, got)
		}
	}

	l.write(t, "m.go", strings.ReplaceAll(source, "x", "y"))
	if got := l.run(t, nil); got.again || !strings.Contains(got.stdout, "self-assignment of y") {
		t.Errorf("after an edit: got %+v", got)
	}
	l.settled(t)
	l.write(t, ".tallystick.yml", "version: 1\nlint:\n  tiers: [chaincode]\n")
	if got := l.settled(t); got.exit != 0 {
		t.Errorf("with a configuration: got %+v", got)
	}
	report := filepath.Join(l.dir, ".tallystick", "lint.jsonl")
	if err := os.Remove(report); err != nil {
		t.Fatal(err)
	}
	if got := l.run(t, nil); got.again {
		t.Errorf("without the report: got %+v", got)
	}
	if _, err := os.Stat(report); err != nil {
		t.Error(err)
	}
}

// BenchmarkNothingChanged runs lint where it has nothing to do, on a module of
// one file.
func BenchmarkNothingChanged(b *testing.B) {
	l := newLinter(b)
	l.write(b, "go.mod", "module m\n\ngo 1.24\n")
	l.write(b, "m.go", "package m\n")
	l.settled(b)
	var times []time.Duration
	for b.Loop() {
		start := time.Now()
		if got := l.run(b, nil); !got.again {
			b.Fatalf("got %+v", got)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(times[0].Seconds()*1000, "min-ms")
	b.ReportMetric(times[len(times)/2].Seconds()*1000, "median-ms")
}
