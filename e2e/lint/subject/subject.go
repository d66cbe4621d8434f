// Package subject makes working copies of real modules for the tests and
// benchmarks of lint, and knows which of their packages matter: the ones that
// nobody imports, and the one that nearly everybody does.
//
// A copy is complete: what it needs is in the module cache when Copy returns,
// and nothing is downloaded after that.
package subject

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Module is a module of the registry at one version, or a folder of this
// repository.
type Module struct {
	Name    string
	Path    string // module path, or slash-separated folder when Version is empty
	Version string
	// Bump is a requirement of it at another version, as "go get" takes it.
	Bump string
	// Small says that running every tool on it after every edit is cheap.
	Small bool
}

// Modules are from small to large: a chaincode, what chaincode is made with,
// and two that everybody can compare with.
func Modules() []Module {
	return []Module{
		{Name: "chaincode", Path: "e2e/lint/testdata/chaincode", Bump: "golang.org/x/text@v0.22.0", Small: true},
		{Name: "shim", Path: "github.com/hyperledger/fabric-chaincode-go/v2", Version: "v2.3.0", Bump: "golang.org/x/text@v0.22.0"},
		{Name: "contractapi", Path: "github.com/hyperledger/fabric-contract-api-go/v2", Version: "v2.2.0", Bump: "golang.org/x/text@v0.22.0"},
		{Name: "cobra", Path: "github.com/spf13/cobra", Version: "v1.10.2", Bump: "github.com/spf13/pflag@v1.0.10", Small: true},
		{Name: "go-internal", Path: "github.com/rogpeppe/go-internal", Version: "v1.16.0", Bump: "golang.org/x/mod@v0.22.0"},
		{Name: "containerregistry", Path: "github.com/google/go-containerregistry", Version: "v0.22.1", Bump: "golang.org/x/sync@v0.24.0"},
		{Name: "cometbft", Path: "github.com/cometbft/cometbft", Version: "v0.38.17", Bump: "golang.org/x/text@v0.23.0"},
	}
}

// Named gives the modules with these names, or all when there are none.
func Named(names ...string) ([]Module, error) {
	var list []Module
	for _, m := range Modules() {
		if len(names) == 0 || slices.Contains(names, m.Name) {
			list = append(list, m)
		}
	}
	if len(names) > 0 && len(list) != len(names) {
		return nil, fmt.Errorf("modules %s are not all known", strings.Join(names, ", "))
	}
	return list, nil
}

// Copy makes a copy of the module in the folder dir, which does not exist,
// with a repository of its own around it, as people have it. root is this
// repository.
func (m Module) Copy(ctx context.Context, root, dir string) error {
	source := filepath.Join(root, filepath.FromSlash(m.Path))
	if m.Version != "" {
		var err error
		if source, err = download(ctx, m.Path+"@"+m.Version); err != nil {
			return err
		}
	}
	// Files of the module cache are read-only; those of CopyFS are not.
	if err := os.CopyFS(dir, os.DirFS(source)); err != nil {
		return fmt.Errorf("copying %s: %w", m.Name, err)
	}
	if _, err := run(ctx, dir, nil, "git", "init", "--quiet"); err != nil {
		return err
	}
	_, err := List(ctx, dir, Environ())
	return err
}

// Environ is the world in which modules are prepared and linted: nothing of
// the machine but its caches and proxy.
func Environ(more ...string) []string {
	env := append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOTOOLCHAIN=local", "GOENV=off", "CGO_ENABLED=1",
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
	return append(env, more...)
}

// download brings a module into the module cache and gives its folder there.
func download(ctx context.Context, version string) (string, error) {
	out, err := run(ctx, os.TempDir(), Environ(), "go", "mod", "download", "-json", version)
	if err != nil {
		return "", err
	}
	var module struct{ Dir string }
	return module.Dir, json.Unmarshal(out, &module)
}

// Get changes the version of a requirement.
func Get(ctx context.Context, dir, version string) error {
	_, err := run(ctx, dir, Environ(), "go", "get", version)
	if err == nil {
		_, err = List(ctx, dir, Environ()) // what the new versions need
	}
	return err
}

func run(ctx context.Context, dir string, env []string, name string, args ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, env, &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s %s in %s: %w\n%s%s", name, strings.Join(args, " "), dir, err, stderr.String(), stdout.String())
	}
	return stdout.Bytes(), nil
}

// errNone is about a module without what was looked for.
var errNone = errors.New("no such package")
