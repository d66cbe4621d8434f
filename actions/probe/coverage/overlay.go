package coverage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/mod/modfile"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// added is the file that the overlay adds to the standard library's package
// runtime/coverage, which every binary that is built with -cover has. It cannot
// be one of the chaincode's own packages: the cover tool reads the files that it
// instruments from the disk, where what an overlay adds is not (cmd/go
// internal/work/exec.go, runCover).
const added = "zz_tallystick.go"

// source is that file. Counters appear whole, by a rename (cfile/emit.go), and
// then the file that says so.
const source = `package coverage

import (
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
)

func init() {
	dir := os.Getenv("GOCOVERDIR")
	if dir == "" {
		return
	}
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1)
	go func() {
		for range asked {
			said := "ok"
			if err := WriteCountersDir(dir); err != nil {
				said = err.Error()
			}
			name := filepath.Join(dir, "tallystick."+strconv.Itoa(os.Getpid()))
			if err := os.WriteFile(name+".tmp", []byte(said), 0o644); err == nil {
				_ = os.Rename(name+".tmp", name)
			}
		}
	}()
}
`

// Module is a chaincode's module: its path and the folder of its go.mod.
type Module struct{ Path, Dir string }

// ModuleOf finds the module that a folder belongs to.
func ModuleOf(dir string) (Module, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Module{}, action.Environment("finding go.mod: %w", err)
	}
	for at := dir; ; at = filepath.Dir(at) {
		data, err := wholefile.Read(filepath.Join(at, "go.mod"), 1<<20)
		if err == nil {
			name := modfile.ModulePath(data)
			if name == "" {
				return Module{}, action.NotAnalysed("%s names no module", filepath.Join(at, "go.mod")).WithHint("go mod edit -module=example.com/chaincode")
			}
			return Module{name, at}, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return Module{}, action.NotAnalysed("reading go.mod: %w", err)
		}
		if filepath.Dir(at) == at {
			return Module{}, action.NotAnalysed("%s is in no Go module", dir).WithHint("go mod init example.com/chaincode")
		}
	}
}

// Toolchain is where "go env" says that Go and the modules are: GOROOT and
// GOMODCACHE.
type Toolchain struct{ Root, Cache string }

// Build is how a binary is built that writes its counters at Signal, to the
// folder in its GOCOVERDIR.
type Build struct {
	// Go is the go command to use, in whose environment the last values are
	// Env, and Flags those of "go build".
	Go         string
	Flags, Env []string
}

// Overlay prepares a build, Go 1.20 or newer, with counters in all packages of
// the module. What it needs it writes into tmp, an empty folder of the caller's.
// The module, its language version, its build tags and its vendor folder are as
// they are.
func Overlay(module Module, sdk Toolchain, tmp string) (Build, error) {
	tmp, err := filepath.Abs(tmp)
	if err != nil {
		return Build{}, action.Environment("writing the overlay: %w", err)
	}
	if _, err := os.Stat(filepath.Join(sdk.Root, "src", "runtime", "coverage")); err != nil {
		return Build{}, action.NotAnalysed("looking for Go's package runtime/coverage: %w", err).WithHint("use Go 1.20 or newer, with its sources")
	}
	b := Build{Go: filepath.Join(sdk.Root, "bin", "go")}
	root := sdk.Root
	if rel, err := filepath.Rel(sdk.Cache, sdk.Root); err == nil && filepath.IsLocal(rel) {
		// Where the go command downloaded the toolchain, it takes no overlay
		// ("go help build"). Seen through links, it lies elsewhere.
		root = filepath.Join(tmp, "goroot")
		if err := mirror(sdk.Root, root); err != nil {
			return Build{}, action.Environment("linking the toolchain: %w", err)
		}
		b.Env = []string{"GOROOT=" + root, "GOTOOLCHAIN=local"}
	}
	file, overlay := filepath.Join(tmp, "coverage.go"), filepath.Join(tmp, "overlay.json")
	data, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, "src", "runtime", "coverage", added): file}})
	if err != nil {
		return Build{}, err
	}
	if err := errors.Join(wholefile.Write(file, []byte(source), 0o644), wholefile.Write(overlay, data, 0o644)); err != nil {
		return Build{}, action.Environment("writing the overlay: %w", err)
	}
	// Counters of another mode cannot be written while the program runs
	// (cfile/apis.go).
	b.Flags = []string{"-cover", "-covermode=atomic", "-coverpkg=" + module.Path + "/...", "-overlay=" + overlay}
	return b, nil
}

// mirror makes a folder whose entries are links to those of another.
func mirror(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, e := range entries {
		if err := os.Symlink(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// Await waits until a process has written its counters to dir after Signal.
func Await(ctx context.Context, dir string, pid int) error {
	name := "tallystick." + strconv.Itoa(pid)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		said, err := said(dir, name)
		switch {
		case err == nil && said == "ok":
			return os.Remove(filepath.Join(dir, name))
		case err == nil:
			return fmt.Errorf("writing the counters of process %d: %.200q", pid, said)
		case !errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("waiting for the counters of process %d: %w", pid, err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for the counters of process %d: %w", pid, ctx.Err())
		case <-tick.C:
		}
	}
}

// said is what a process left in a folder that it may fill as it likes: a link
// that leads out of it is not followed, and a pipe not opened.
func said(dir, name string) (string, error) {
	info, err := os.Lstat(filepath.Join(dir, name))
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s is not a regular file", name)
	}
	f, err := os.OpenInRoot(dir, name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, 1<<10))
	return string(text), err
}
