package golangci

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"golang.org/x/mod/semver"
)

// oldest is the first release that has all that we ask for (--path-mode).
const oldest = "v2.1.0"

// newest is the release that this package is tested with.
const newest = "v2.15.0"

const program = "golangci-lint"

// find gives the program to run: the one that is named, else the one on PATH,
// else, when a version is wanted and PATH has another or none, that version.
func find(ctx context.Context, s *action.Step, o Options) (string, error) {
	if o.Version != "" && (semver.Canonical(o.Version) != o.Version || !usable(o.Version)) {
		return "", action.Usage("golangci-version: got %q, want one such as %s, from %s on", o.Version, newest, oldest)
	}
	name := o.Program
	if name == "" {
		name = program
	}
	if strings.ContainsRune(filepath.ToSlash(name), '/') && !filepath.IsAbs(name) {
		// A path in the checkout would have a stranger's file run as soon as
		// a stranger's configuration is read.
		return "", action.Usage("golangci: got the relative path %q, want a name on PATH or an absolute path", name).
			WithHint(`--golangci "$PWD/%s"`, name)
	}
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
		return checked(ctx, s, o, path)
	case o.Program != "":
		return "", action.Environment("looking for golangci-lint: %w", err).WithHint("name it with --golangci, or put it on PATH")
	case o.Version != "":
		return pinned(ctx, s, o.Version)
	case errors.Is(err, exec.ErrDot):
		return "", action.Environment("looking for golangci-lint: %w", err).WithHint(`name it with --golangci "$PWD/golangci-lint"`)
	}
	return "", action.Environment("the golangci tier is selected, but golangci-lint is not on PATH").
		WithHint("install it (https://golangci-lint.run/docs/welcome/install/), name it with --golangci, " +
			"or have it built with --golangci-version " + newest)
}

// checked is the program at path when it is of the right version.
func checked(ctx context.Context, s *action.Step, o Options, path string) (string, error) {
	version, err := versionOf(ctx, s, path)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err == nil && version == o.Version:
		return path, nil
	case o.Version != "" && o.Program == "":
		return pinned(ctx, s, o.Version)
	case err != nil:
		return "", err
	case semver.Compare(version, "v2.0.0-0") < 0:
		return "", action.Environment("%s is %s, want v2", path, version).
			WithHint("install v2 (https://golangci-lint.run/docs/welcome/install/), then: golangci-lint migrate")
	case !usable(version):
		return "", action.Environment("%s is %s, want %s or a newer v2", path, version, oldest).
			WithHint("https://golangci-lint.run/docs/welcome/install/ says how to install another")
	case o.Version != "":
		return "", action.Environment("%s is %s, want %s", path, version, o.Version).
			WithHint("leave --golangci or --golangci-version out")
	}
	return path, nil
}

// usable says whether a version is one that we can run.
func usable(version string) bool {
	return semver.Major(version) == "v2" && semver.Compare(version, oldest) >= 0
}

// says is how every golangci-lint, v1 or v2, tells its version.
var says = regexp.MustCompile(`\bhas version v?(\d+\.\d+\.\d+[0-9A-Za-z.+-]*) `)

func versionOf(ctx context.Context, s *action.Step, path string) (string, error) {
	out, said := &output{limit: maxLine}, &log{w: s.Stderr}
	err := run(ctx, s, out, said, path, "--version")
	if err != nil {
		return "", action.Environment("running %s --version: %w", path, err).WithHint("name another program with --golangci")
	}
	if m := says.FindStringSubmatch(out.String()); m != nil && semver.IsValid("v"+m[1]) {
		return "v" + m[1], nil
	}
	first, _, _ := strings.Cut(strings.TrimSpace(out.String()), "\n")
	return "", action.Environment("%s does not tell its version: %q", path, finding.Clean(first)).
		WithHint("name a released golangci-lint with --golangci")
}
