package baseline

import (
	"context"
	"go/version"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/gotool"
)

// machine is what is installed and set where the module is built.
type machine struct {
	installed   string // the go command's own version: go1.26.8
	gotoolchain string // GOTOOLCHAIN, from the environment, go env -w or go.env
	work        string // the go.work that governs the folder, or ""
}

// look asks the go command. "go env GOTOOLCHAIN" and "go env GOWORK" are
// answered before a toolchain is chosen (cmd/go/internal/toolchain, Select),
// and the version is asked for with GOTOOLCHAIN=local, so that nothing is
// downloaded.
func look(ctx context.Context, s *action.Step) (machine, error) {
	tool := gotool.Go{Dir: s.Dir, Env: s.Environ}
	ask := func(tool gotool.Go, name string) (string, error) {
		out, err := tool.Run(ctx, "env", name)
		return strings.TrimSpace(string(out)), err
	}
	var m machine
	var err error
	if m.gotoolchain, err = ask(tool, "GOTOOLCHAIN"); err == nil {
		m.work, err = ask(tool, "GOWORK")
	}
	if err == nil {
		m.installed, err = ask(tool.With("GOTOOLCHAIN=local"), "GOVERSION")
	}
	if err != nil {
		return m, err
	}
	if m.work == "off" {
		m.work = ""
	}
	if said := m.installed; !version.IsValid(normal(said)) {
		return m, action.Environment("go env GOVERSION says %q, want a version", said)
	}
	m.installed = normal(m.installed)
	return m, nil
}

// normal takes the version out of what runtime.Version says: "go1.26.8
// X:nodwarf5", "devel go1.27-1a2b3c Mon Jan ...".
func normal(v string) string {
	for _, field := range strings.Fields(v) {
		if strings.HasPrefix(field, "go1") {
			return field
		}
	}
	return v
}

// mode is the part of GOTOOLCHAIN that says where another Go may come from:
// "auto" (PATH, then download), "path", or "".
func (m machine) mode() string {
	_, mode, plus := strings.Cut(m.gotoolchain, "+")
	if !plus && (m.gotoolchain == "auto" || m.gotoolchain == "path") {
		return m.gotoolchain
	}
	return mode
}

// runs is the Go that the go command runs for a file that declares these
// lines, and why: the rules of go.dev/doc/toolchain#select.
func (m machine) runs(f *file) (v, why string) {
	v = m.installed
	if name, _, _ := strings.Cut(m.gotoolchain, "+"); strings.HasPrefix(name, "go1") {
		v, why = name, "as it says"
	}
	if m.mode() == "" {
		return v, why
	}
	if f.toolchain != nil && version.Compare(f.toolchain.Name, v) > 0 {
		v, why = f.toolchain.Name, "for the toolchain line"
	}
	if version.Compare(f.goVersion(), v) > 0 {
		v, why = f.goVersion(), "for the go line"
	}
	return v, why
}
