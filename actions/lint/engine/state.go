package engine

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/golist"
	"github.com/tallystick/tallystick/actions/lint/engine/internal/tree"
	"github.com/tallystick/tallystick/internal/store"
	"github.com/tallystick/tallystick/internal/wire"
)

// state is what is kept of a run for the next one of the same kind: what the
// files looked like, what the go command said of them, and what came out.
type state struct {
	tree     *tree.Tree
	vars     goVars
	graph    []byte // packages and keys; read when they are needed
	outcomes map[string]*outcome
	ids      []string // of the outcomes, in the order of the graph
}

// stateKey tells runs apart whose answers may differ although all files are
// the same. It is "" where that cannot be told: without a store, or with a go
// command that is a script, which may choose another Go for reasons of its
// own.
func (r *run) stateKey() (store.Key, bool) {
	if r.req.Store == nil {
		return store.Key{}, false
	}
	goCommand, ok := program(r.req.Env, "go")
	if !ok {
		return store.Key{}, false
	}
	parts := []string{
		"state", format, r.code, runtime.Version(), r.analyzerID, r.req.Dir, goCommand,
		strings.Join(r.req.Patterns, "\n"), strings.Join(r.req.Tags, ","), strings.Join(r.req.Beside, "\n"),
	}
	if r.req.Tests {
		parts = append(parts, "tests")
	}
	return store.KeyOf(append(parts, settings(r.req.Env)...)...), true
}

// settings are the variables that change what the go command says, or where
// it looks for more of them (go help environment, go help buildconstraint).
func settings(env []string) (list []string) {
	for _, entry := range env {
		name, _, _ := strings.Cut(entry, "=")
		switch name {
		case "GOCACHE", "GOCACHEPROG", "GOTMPDIR", "GOMAXPROCS", "GOGC", "GOMEMLIMIT", "GOTRACEBACK", "GOCOVERDIR":
			continue // where and how, not what
		case "CC", "CXX", "FC", "AR", "HOME", "XDG_CONFIG_HOME", "AppData", "USERPROFILE":
			list = append(list, entry)
			continue
		}
		if strings.HasPrefix(name, "GO") && !strings.HasPrefix(name, "GOOGLE_") ||
			strings.HasPrefix(name, "CGO_") || strings.HasPrefix(name, "PKG_CONFIG") {
			list = append(list, entry)
		}
	}
	slices.Sort(list)
	for _, name := range compilers() {
		path, _ := program(env, name)
		list = append(list, path)
	}
	return list
}

// compilers are for C: whether there is one decides whether cgo is on.
func compilers() []string { return []string{"gcc", "clang"} }

// programs are the places where the go command and C compilers are looked for,
// up to the one where they are.
func programs(env []string) (paths []string) {
	for _, name := range append(compilers(), "go") {
		tried, _ := find(env, name)
		paths = append(paths, tried...)
	}
	return paths
}

// program finds a program, and says by which file. A script may do another
// thing each time: it is not ok.
func program(env []string, name string) (id string, ok bool) {
	tried, info := find(env, name)
	if info == nil {
		return "", false
	}
	path := tried[len(tried)-1]
	f, err := os.Open(path)
	if err != nil {
		return path, false
	}
	defer f.Close()
	magic := make([]byte, 2)
	_, err = f.Read(magic)
	return path + " " + info.ModTime().UTC().Format(time.RFC3339Nano), err == nil && string(magic) != "#!"
}

// find looks for a program in the folders of PATH. The last place that was
// tried is the one where it is, unless info is nil.
func find(env []string, name string) (tried []string, info os.FileInfo) {
	for _, dir := range filepath.SplitList(variable(env, "PATH")) {
		path := filepath.Join(dir, name)
		if runtime.GOOS == "windows" {
			path += ".exe"
		}
		tried = append(tried, path)
		info, err := os.Stat(path)
		if err == nil && !info.IsDir() && (runtime.GOOS == "windows" || info.Mode()&0o111 != 0) {
			return tried, info
		}
	}
	return tried, nil
}

func variable(env []string, name string) (value string) {
	for _, entry := range env {
		if v, ok := strings.CutPrefix(entry, name+"="); ok {
			value = v // the last one counts (os/exec)
		}
	}
	return value
}

// scan looks at everything that a run depends on, and that can change.
func (r *run) scan(pkgs []*golist.Package, vars goVars) *tree.Tree {
	dirs := map[string]bool{} // and whether every name counts
	for _, d := range tree.Below(r.req.Dir) {
		dirs[d.Path] = false
	}
	files := vars.files(r.req)
	for _, pkg := range pkgs {
		if pkg.Immutable() && !pkg.Asked || pkg.Dir == "" {
			continue
		}
		if _, known := dirs[pkg.Dir]; !known {
			dirs[pkg.Dir] = false
		}
		files = append(files, r.beside(pkg.Dir)...)
		if pkg.Module != nil && pkg.Module.GoMod != "" {
			files = append(files, pkg.Module.GoMod)
		}
		for _, embedded := range pkg.Embedded {
			for dir := filepath.Dir(embedded); len(dir) >= len(pkg.Dir); dir = filepath.Dir(dir) {
				dirs[dir] = true
			}
		}
		// Folders that go list was told of by other means than patterns.
		for _, group := range [][]string{pkg.GoFiles, pkg.CgoFiles, pkg.OtherFiles, pkg.Ignored} {
			for _, file := range group {
				if filepath.Dir(file) != pkg.Dir || !tree.Source(filepath.Base(file)) {
					files = append(files, file)
				}
			}
		}
	}
	var list []tree.Dir
	for path, all := range dirs {
		list = append(list, tree.Dir{Path: path, All: all})
	}
	return tree.Scan(list, files)
}

func (s *state) write() []byte {
	var w wire.Writer
	s.tree.Write(&w)
	s.vars.write(&w)
	wire.List(&w, s.ids, func(id string) {
		w.String(id)
		s.outcomes[id].write(&w)
	})
	w.Raw(s.graph)
	return w.Bytes()
}

func readState(data []byte) (*state, error) {
	r := wire.NewReader(data)
	s := &state{tree: tree.Read(r), vars: readVars(r), outcomes: map[string]*outcome{}}
	s.ids = wire.Items(r, func() string {
		id := r.String()
		s.outcomes[id] = readOutcome(r)
		return id
	})
	s.graph = r.Raw()
	return s, r.Err()
}
