package golangci

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gotool"
	"golang.org/x/mod/module"
)

const modulePath = "github.com/golangci/golangci-lint/v2"

// pinned builds a version with the go command, once for each Go, and keeps it.
// It is built and not downloaded: a program of an older Go than the project's
// could not analyse it, and the go command checks every module that goes in
// against the checksum database.
func pinned(ctx context.Context, s *action.Step, version string) (string, error) {
	g, err := (gotool.Go{Dir: s.Dir, Env: s.Environ}).Hermetic(ctx)
	if err != nil {
		return "", err
	}
	vars, err := g.Var(ctx, "GOVERSION", "GOSUMDB", "GONOSUMDB")
	if err != nil {
		return "", action.Environment("asking the go command: %s", gotool.Message(err))
	}
	cache, err := cacheDir(s.Getenv)
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "tallystick", program, version+"-"+vars["GOVERSION"])
	path := filepath.Join(dir, program+suffix())
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if vars["GOSUMDB"] == "off" || module.MatchPrefixPatterns(vars["GONOSUMDB"], modulePath) {
		return "", action.Environment("golangci-lint %s cannot be verified: GOSUMDB, GONOSUMDB or GOPRIVATE switch the checksum database off for it", version).
			WithHint("install it in a way that you trust and name it with --golangci")
	}
	s.Progress("building golangci-lint %s, which takes minutes", version)
	if err := install(ctx, g, version, dir); err != nil {
		return "", err
	}
	return path, nil
}

// install builds into a folder of its own, which then takes its place whole:
// a run that is killed leaves nothing behind that looks like a program.
func install(ctx context.Context, g gotool.Go, version, dir string) error {
	cannot := func(err error) error {
		return action.Environment("keeping golangci-lint %s: %w", version, err).WithHint("set XDG_CACHE_HOME to a folder that can be written")
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return cannot(err)
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), ".new-")
	if err != nil {
		return cannot(err)
	}
	defer os.RemoveAll(fresh)
	target := modulePath + "/cmd/" + program + "@" + version
	// A module of the repository must not have a say: the folder has none.
	g = g.With("GOBIN=" + fresh)
	g.Dir = fresh
	if _, err := g.Run(ctx, "install", "-trimpath", "-buildvcs=false", target); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return action.Environment("building golangci-lint %s: %s", version, finding.Clean(gotool.Message(err))).
			WithHint("install it yourself (https://golangci-lint.run/docs/welcome/install/), or try: go install %s", target)
	}
	if err := os.Chmod(fresh, 0o755); err != nil {
		return cannot(err)
	}
	err = os.Rename(fresh, dir)
	if errors.Is(err, fs.ErrExist) { // another run was faster, with the same
		return nil
	}
	if err != nil {
		return cannot(err)
	}
	return nil
}

func suffix() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}

// cacheDir is where the launcher keeps its things too (actions/launch.sh).
func cacheDir(getenv func(string) string) (string, error) {
	dir := getenv("XDG_CACHE_HOME")
	switch {
	case dir != "":
	case getenv("HOME") != "":
		dir = filepath.Join(getenv("HOME"), ".cache")
	default:
		dir = getenv("LocalAppData") // Windows
	}
	if !filepath.IsAbs(dir) {
		return "", action.Environment("no folder to keep golangci-lint in").WithHint("set HOME, or XDG_CACHE_HOME to an absolute path")
	}
	return dir, nil
}
