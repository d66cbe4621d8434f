// Package gotool starts the go command.
//
// Nothing that it starts goes through a shell, and a build that must be
// reproducible gets an environment in which no setting of the machine can
// change the result.
package gotool

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/child"
)

// Go is one way to start the go command.
type Go struct {
	Path string   // the go command, "" for the one on PATH
	Dir  string   // working folder
	Env  []string // whole environment, as in exec.Cmd
}

// Failure is what the go command said when it did not succeed.
type Failure struct {
	Args   []string
	Stderr string // trimmed
	Err    error
}

func (f *Failure) Error() string {
	if f.Stderr != "" {
		return f.Stderr
	}
	return "go " + f.Args[0] + ": " + f.Err.Error()
}

func (f *Failure) Unwrap() error { return f.Err }

// Run runs "go args..." and gives its standard output. What it says when it
// fails is a *Failure; a missing go command is an *action.Error.
func (g Go) Run(ctx context.Context, args ...string) ([]byte, error) {
	path, err := exec.LookPath(cmp.Or(g.Path, "go"))
	if err != nil {
		return nil, action.Environment("looking for the go command: %w", err).
			WithHint("install Go (https://go.dev/dl) and put its bin folder on PATH")
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = g.Dir, g.Env, &stdout, &stderr
	if err := child.Run(ctx, cmd); err != nil {
		if action.Interrupted(err) {
			return nil, err
		}
		return stdout.Bytes(), &Failure{args, strings.TrimSpace(stderr.String()), err}
	}
	return stdout.Bytes(), nil
}

// Var asks "go env" for variables.
func (g Go) Var(ctx context.Context, names ...string) (map[string]string, error) {
	out, err := g.Run(ctx, append([]string{"env", "-json"}, names...)...)
	if err != nil {
		return nil, err
	}
	vars := map[string]string{}
	return vars, json.Unmarshal(out, &vars)
}

// kept are the settings that say where modules and caches are. They may come
// from `go env -w`, which GOENV=off would lose, so they are asked for first.
var kept = []string{
	"GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOVCS", "GOAUTH",
	"GOPATH", "GOMODCACHE", "GOCACHE", "GOTMPDIR", "GOCACHEPROG",
}

// Hermetic is this Go with an environment in which a build depends on the
// module and the toolchain alone: GOFLAGS, GOENV, GOWORK, GOTOOLCHAIN,
// GOEXPERIMENT, GODEBUG and the per-architecture levels are fixed. It refuses
// settings through which code gets into a build unseen (proved for each:
// -overlay, -toolexec and -modfile in GOFLAGS).
func (g Go) Hermetic(ctx context.Context) (Go, error) {
	// A question must not download the toolchain that go.mod asks for.
	vars, err := g.With("GOTOOLCHAIN=local").Var(ctx, append([]string{"GOFLAGS"}, kept...)...)
	if err != nil {
		return Go{}, err
	}
	for _, flag := range strings.Fields(vars["GOFLAGS"]) {
		name, _, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		switch name {
		case "overlay", "toolexec", "modfile":
			return Go{}, action.Usage("GOFLAGS holds -%s, through which a build can be changed unseen", name).
				WithHint("go env -u GOFLAGS, or unset GOFLAGS")
		}
	}
	env := without(g.Env, "GO", "CGO_")
	for _, name := range kept {
		if vars[name] != "" {
			env = append(env, name+"="+vars[name])
		}
	}
	env = append(env, "GOENV=off", "GOFLAGS=", "GOWORK=off", "GOTOOLCHAIN=local", "CGO_ENABLED=0",
		"GOAMD64=v1", "GOARM64=v8.0", "GOPPC64=power8")
	return Go{Path: g.Path, Dir: g.Dir, Env: env}, nil
}

// With is this Go with more variables set.
func (g Go) With(vars ...string) Go {
	return Go{Path: g.Path, Dir: g.Dir, Env: append(append([]string(nil), g.Env...), vars...)}
}

func without(environ []string, prefixes ...string) []string {
	var env []string
next:
	for _, entry := range environ {
		for _, prefix := range prefixes {
			// GOOGLE_... and the like are credentials helpers' business.
			if strings.HasPrefix(entry, prefix) && !strings.HasPrefix(entry, "GOOGLE_") {
				continue next
			}
		}
		env = append(env, entry)
	}
	return env
}

// Message is what the go command said, when err comes from it; else err's
// own text.
func Message(err error) string {
	var f *Failure
	if errors.As(err, &f) {
		return f.Error()
	}
	return err.Error()
}
