// Package stdpack makes the packs of the standard library that a release
// ships: it writes a module that imports every package of it and has tallystick
// pack what that module needs.
//
// What a pack holds depends on the binary, the Go release and the target, and
// on nothing else of the machine.
package stdpack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/internal/store"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// Target is what a standard library is compiled for. With cgo some of its
// packages have other files, and what imports them has other records.
type Target struct {
	OS, Arch string
	Cgo      bool
}

// ParseTarget reads linux_amd64 or linux_amd64_cgo.
func ParseTarget(text string) (Target, error) {
	name, cgo := strings.CutSuffix(text, "_cgo")
	goos, arch, ok := strings.Cut(name, "_")
	if !ok || goos == "" || arch == "" || strings.Contains(arch, "_") {
		return Target{}, fmt.Errorf("got the target %q, want one such as linux_amd64 or linux_amd64_cgo", text)
	}
	return Target{goos, arch, cgo}, nil
}

func (t Target) String() string {
	if t.Cgo {
		return t.OS + "_" + t.Arch + "_cgo"
	}
	return t.OS + "_" + t.Arch
}

// Maker makes packs.
type Maker struct {
	Binary  string   // absolute path of tallystick, as the release ships it to this machine
	Version string   // of tallystick
	Go      string   // release whose standard library it is, such as go1.26.8
	Out     string   // folder for the packs
	Environ []string // of this process
	Stderr  io.Writer
}

// Make makes the pack of a target and gives its path.
func (m Maker) Make(ctx context.Context, t Target) (path string, err error) {
	work, err := os.MkdirTemp("", "stdpack")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	module := filepath.Join(work, "module")
	if err := m.scratch(ctx, t, module); err != nil {
		return "", err
	}
	made := filepath.Join(work, "std.pack")
	cmd := exec.CommandContext(ctx, m.Binary, "lint", "--dir", module, "--cache", filepath.Join(work, "cache"), "--pack-deps", made)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = work, m.environ(t), m.Stderr, m.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("packing the standard library of %s for %s: %w", m.Go, t, err)
	}
	path = filepath.Join(m.Out, fmt.Sprintf("tallystick_%s_std_%s_%s.pack", m.Version, m.Go, t))
	return path, m.keep(made, path)
}

// keep puts a pack in its place, when it is one.
func (m Maker) keep(made, path string) error {
	p, err := store.OpenPack(made)
	if err != nil {
		return err
	}
	fmt.Fprintf(m.Stderr, "%s: %d records\n", filepath.Base(path), p.Len())
	if p.Len() == 0 {
		err = fmt.Errorf("%s holds no record", filepath.Base(path))
	}
	data, e := os.ReadFile(made)
	if err := errors.Join(err, e, p.Close()); err != nil {
		return err
	}
	return wholefile.Write(path, data, 0o644)
}

// scratch writes a module that imports all of the standard library, in tests
// too: the main package of a test imports packages of its own.
func (m Maker) scratch(ctx context.Context, t Target, dir string) error {
	packages, err := m.packages(ctx, t)
	if err != nil {
		return err
	}
	minor := regexp.MustCompile(`^go(1\.\d+)`).FindStringSubmatch(m.Go)
	if minor == nil {
		return fmt.Errorf("got the Go release %q, want one such as go1.26.8", m.Go)
	}
	var imports strings.Builder
	for _, path := range packages {
		fmt.Fprintf(&imports, "\t_ %q\n", path)
	}
	return errors.Join(
		wholefile.Write(filepath.Join(dir, "go.mod"), []byte("module scratch\n\ngo "+minor[1]+"\n"), 0o644),
		wholefile.Write(filepath.Join(dir, "scratch.go"), []byte("package scratch\n\nimport (\n"+imports.String()+")\n"), 0o644),
		wholefile.Write(filepath.Join(dir, "scratch_test.go"), []byte("package scratch\n\nimport \"testing\"\n\nfunc Test(*testing.T) {}\n"), 0o644),
	)
}

// packages are those of the standard library that a program may import. For
// another system than this one there is no C compiler: what needs one, which
// is runtime/cgo and plugin but on Linux also net, is left to the runner.
func (m Maker) packages(ctx context.Context, t Target) ([]string, error) {
	format := "{{.ImportPath}}"
	if t.OS != runtime.GOOS || t.Arch != runtime.GOARCH {
		format = "{{if not .CgoFiles}}{{.ImportPath}}{{end}}"
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", "list", "-f", format, "std")
	cmd.Env, cmd.Stdout, cmd.Stderr = m.environ(t), &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("listing the standard library of %s for %s: %w: %s", m.Go, t, err, bytes.TrimSpace(stderr.Bytes()))
	}
	return slices.DeleteFunc(strings.Fields(stdout.String()), func(path string) bool {
		elements := strings.Split(path, "/")
		return elements[0] == "vendor" || slices.Contains(elements, "internal")
	}), nil
}

// environ is that of the process, without what says how its Go is to build.
func (m Maker) environ(t Target) []string {
	env := slices.DeleteFunc(slices.Clone(m.Environ), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return strings.HasPrefix(name, "INPUT_") || strings.HasPrefix(name, "TALLYSTICK_") ||
			slices.Contains([]string{"GOAMD64", "GOARM64", "GOEXPERIMENT", "GOFIPS140"}, name)
	})
	cgo := "0"
	if t.Cgo {
		cgo = "1"
	}
	return append(env, "GOTOOLCHAIN="+m.Go, "GOOS="+t.OS, "GOARCH="+t.Arch, "CGO_ENABLED="+cgo,
		"GOFLAGS=", "GOWORK=off", "GOENV=off", store.PackVariable+"="+store.Off)
}
