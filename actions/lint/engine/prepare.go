package engine

import (
	"context"
	"errors"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/gotool"
	"golang.org/x/mod/modfile"
)

// prepare finds out whether this program and the go command can analyse the
// module at all, and what the go command says about itself.
func prepare(ctx context.Context, req Request) (goVars, error) {
	if err := checkModule(filepath.Join(req.Dir, "go.mod"), runtime.Version()); err != nil {
		return goVars{}, err
	}
	vars, err := askGo(ctx, gotool.Go{Dir: req.Dir, Env: req.Env})
	if err != nil {
		return goVars{}, err
	}
	if older(runtime.Version(), vars.version) {
		return goVars{}, tooOld(runtime.Version(), "the go command is "+vars.version, vars.version)
	}
	if value, ok := flagValue(vars.flags, "overlay"); ok {
		return goVars{}, action.Usage("GOFLAGS holds -overlay=%s, with which other files are built than those that would be analysed", value).
			WithHint("go env -u GOFLAGS, or unset GOFLAGS")
	}
	return vars, checkCache(vars.cache)
}

// flagValue finds a flag in GOFLAGS. Of several the last one counts.
func flagValue(flags, name string) (value string, ok bool) {
	for _, flag := range strings.Fields(flags) {
		if v, found := strings.CutPrefix(strings.TrimLeft(flag, "-"), name+"="); found {
			value, ok = v, true
		}
	}
	return value, ok
}

// checkModule compares the module's go line with the Go that this program was
// built with: go/types of an older Go cannot check newer code.
func checkModule(path, built string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return action.Environment("reading go.mod: %w", err)
	}
	mod, err := modfile.ParseLax(path, data, nil)
	if err != nil {
		return action.NotAnalysed("parsing go.mod: %w", err)
	}
	if mod.Go == nil || !older(built, "go"+mod.Go.Version) {
		return nil
	}
	return tooOld(built, "project needs go"+mod.Go.Version, "go"+mod.Go.Version)
}

// older compares language versions: a patch release changes no language. A
// development build has no version to compare and is never older.
func older(have, want string) bool {
	return version.IsValid(have) && version.IsValid(want) &&
		version.Compare(version.Lang(have), version.Lang(want)) < 0
}

func tooOld(built, why, want string) error {
	return action.NotAnalysed("cannot analyse: built with %s, %s", built, why).
		WithHint("in a workflow set install: source; elsewhere build it with that Go: "+
			"GOTOOLCHAIN=%s go install github.com/tallystick/tallystick/cmd/tallystick@latest", toolchain(want))
}

// toolchain is the name of a released toolchain for a version: since Go 1.21
// a language version alone is not one (go.dev/doc/toolchain).
func toolchain(v string) string {
	if v == version.Lang(v) && version.Compare(v, "go1.21") >= 0 {
		return v + ".0"
	}
	return v
}

// goFailure passes on what the go command said, as it said it: a toolchain
// that is too old and a module that is missing say how to cure themselves.
func goFailure(err error) error {
	var said *gotool.Failure
	if !errors.As(err, &said) {
		return err
	}
	return action.NotAnalysed("%s", said.Error()).
		WithHint("the go command says it on: go %s", strings.Join(said.Args, " "))
}

// checkCache tries whether the go command will be able to use its cache, so
// that a refusal reads as what it is: a fault of the environment.
func checkCache(dir string) error {
	if !filepath.IsAbs(dir) { // "off" is one of these
		return action.Environment("GOCACHE is %s, want an absolute path", dir).WithHint("unset GOCACHE")
	}
	err := os.MkdirAll(dir, 0o777)
	if err == nil {
		var probe *os.File
		if probe, err = os.CreateTemp(dir, ".tallystick-*"); err == nil {
			probe.Close()
			err = os.Remove(probe.Name())
		}
	}
	if err != nil {
		return action.Environment("using the build cache: %w", err).
			WithHint("name a folder that can be written: export GOCACHE=$HOME/.cache/go-build")
	}
	return nil
}

// buildFlags are those for the go command. -mod=mod in GOFLAGS lets it change
// go.mod and go.sum; a linter changes nothing.
func buildFlags(tags []string, goflags string) (flags []string) {
	for _, flag := range strings.Fields(goflags) {
		if strings.TrimLeft(flag, "-") == "mod=mod" {
			flags = append(flags, "-mod=readonly")
		}
	}
	if len(tags) > 0 {
		flags = append(flags, fmt.Sprintf("-tags=%s", strings.Join(tags, ",")))
	}
	return flags
}
