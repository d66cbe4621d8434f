// Package drivertest runs actions under testscript scenarios, through the
// real driver, as a process of their own.
//
// A scenario sees the caches of the machine but not its settings, and no
// network.
package drivertest

import (
	"context"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/finding"
)

// Main is for TestMain: it makes the command "tallystick" over these formats
// and actions available to scenarios.
func Main(m *testing.M, formats []finding.NamedFormat, actions ...*action.Action) {
	MainCommand(m, driver.Command{Formats: formats, Actions: actions})
}

// MainCommand is Main for a command with more than actions. The world is
// filled in here.
func MainCommand(m *testing.M, c driver.Command) {
	testscript.Main(m, map[string]func(){"tallystick": func() {
		dir, err := os.Getwd()
		if err != nil {
			panic(err)
		}
		c.Version, c.Dir = "0.0.0-test", dir
		c.Getenv, c.Environ = os.Getenv, os.Environ()
		c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
		os.Exit(c.Main(context.Background(), os.Args[1:]))
	}})
}

// Scripts runs testdata/script/*.txtar of the package under test. Each starts
// in an empty folder with its own HOME. Beside testscript's commands there
// is "exits CODE program [args]".
func Scripts(t *testing.T, setup ...func(*testscript.Env) error) { ScriptsWith(t, nil, setup...) }

// ScriptsWith is Scripts with more commands.
func ScriptsWith(t *testing.T, more map[string]func(*testscript.TestScript, bool, []string), setup ...func(*testscript.Env) error) {
	cmds := map[string]func(*testscript.TestScript, bool, []string){"exits": exits}
	maps.Copy(cmds, more)
	caches := goEnv(t, "GOCACHE", "GOMODCACHE")
	records := t.TempDir() // one for all scripts, as a person has one for all runs
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       os.Getenv("UPDATE") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                cmds,
		Setup: func(env *testscript.Env) error {
			home := filepath.Join(env.WorkDir, ".home")
			env.Setenv("HOME", home)
			env.Setenv("TALLYSTICK_CACHE", records)
			env.Setenv("GOCACHE", caches["GOCACHE"])
			env.Setenv("GOMODCACHE", caches["GOMODCACHE"])
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOFLAGS", "")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("NO_COLOR", "1")
			for _, f := range setup {
				if err := f(env); err != nil {
					return err
				}
			}
			return os.MkdirAll(home, 0o755)
		},
	})
}

func goEnv(t *testing.T, names ...string) map[string]string {
	t.Helper()
	vars := map[string]string{}
	for _, name := range names {
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatalf("go env %s: %v", name, err)
		}
		vars[name] = strings.TrimSpace(string(out))
	}
	return vars
}

// exits runs a program and wants an exact exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE program [args]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
