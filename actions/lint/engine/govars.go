package engine

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/gotool"
	"github.com/tallystick/tallystick/internal/wire"
)

// goVars is what the go command says about itself.
type goVars struct{ version, os, arch, cache, flags, root, env string }

func askGo(ctx context.Context, g gotool.Go) (goVars, error) {
	vars, err := g.Var(ctx, "GOVERSION", "GOOS", "GOARCH", "GOCACHE", "GOFLAGS", "GOROOT", "GOENV")
	if err != nil {
		return goVars{}, goFailure(err)
	}
	return goVars{
		vars["GOVERSION"], vars["GOOS"], vars["GOARCH"], vars["GOCACHE"], vars["GOFLAGS"], vars["GOROOT"], vars["GOENV"],
	}, nil
}

// files are those that the go command may read beside sources, be they there
// or not.
func (v goVars) files(req Request) []string {
	files := []string{
		filepath.Join(v.root, "go.env"), filepath.Join(v.root, "VERSION"),
		filepath.Join(req.Dir, "go.sum"), filepath.Join(req.Dir, "vendor", "modules.txt"),
	}
	if filepath.IsAbs(v.env) { // "off" is not
		files = append(files, v.env)
	}
	for dir := req.Dir; ; dir = filepath.Dir(dir) {
		files = append(files, filepath.Join(dir, "go.work"), filepath.Join(dir, "go.work.sum"))
		if dir == filepath.Dir(dir) {
			break
		}
	}
	if modfile, ok := flagValue(v.flags, "modfile"); ok {
		modfile = absolute(modfile, req.Dir)
		files = append(files, modfile, strings.TrimSuffix(modfile, ".mod")+".sum")
	}
	if work := variable(req.Env, "GOWORK"); filepath.IsAbs(work) {
		files = append(files, work)
		if _, err := os.Stat(work); err == nil {
			files = append(files, work+".sum")
		}
	}
	return files
}

func (v goVars) write(w *wire.Writer) {
	w.Strings([]string{v.version, v.os, v.arch, v.cache, v.flags, v.root, v.env})
}

func readVars(r *wire.Reader) (v goVars) {
	list := r.Strings()
	if len(list) != 7 {
		r.Fail()
		return v
	}
	return goVars{list[0], list[1], list[2], list[3], list[4], list[5], list[6]}
}
