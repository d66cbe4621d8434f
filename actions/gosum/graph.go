package gosum

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/internal/gotool"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// graph is the module graph: every version that some go.mod in it asks for,
// and the one of each path that a build selects.
type graph struct {
	versions map[module.Version]bool
	selected map[string]string
	// read are those whose own go.mod the graph is made of.
	read []module.Version
}

// offline keeps the go command from the network, whatever is private and
// however it would be fetched.
var offline = [...]string{"GOPROXY=off", "GOSUMDB=off", "GOPRIVATE=", "GONOPROXY=", "GONOSUMDB=", "GOVCS=*:off"}

// loadGraph asks the go command for the graph, from what is in the cache. It
// works on a copy of go.mod with an empty go.sum in a scratch folder: the
// module's own files stay as they are, and a go.sum that is wrong cannot keep
// us from seeing what it should hold.
func loadGraph(ctx context.Context, tool gotool.Go, mod *goMod, flags ...string) (*graph, error) {
	g := &graph{versions: map[module.Version]bool{}, selected: map[string]string{}}
	out, err := inScratch(ctx, tool.With(offline[:]...), mod, []string{"mod", "graph"}, flags...)
	if err != nil {
		return nil, err
	}
	seen := map[module.Version]bool{}
	for edge := range strings.Lines(out) {
		for i, node := range strings.Fields(edge) {
			path, version, _ := strings.Cut(node, "@")
			// "go" and "toolchain" stand for lines, and no version for
			// the module itself.
			if !semver.IsValid(version) {
				continue
			}
			m := module.Version{Path: path, Version: version}
			g.versions[m] = true
			if i == 0 && !seen[m] {
				seen[m] = true
				g.read = append(g.read, m)
			}
			if path != mod.Module.Mod.Path && semver.Compare(version, g.selected[path]) > 0 {
				g.selected[path] = version
			}
		}
	}
	return g, nil
}

// providers are the modules from which the packages of the module and their
// tests come, as "go list -deps -test" finds them for this platform.
func providers(ctx context.Context, tool gotool.Go, mod *goMod) ([]module.Version, error) {
	out, err := inScratch(ctx, tool.With(offline[:]...), mod, []string{"list"}, "-mod=mod", "-e", "-deps", "-test",
		"-f", "{{with .Module}}{{.Path}} {{.Version}}{{end}}", "./...")
	if err != nil {
		return nil, err
	}
	seen := map[module.Version]bool{}
	var list []module.Version
	for text := range strings.Lines(out) {
		path, version, _ := strings.Cut(strings.TrimSpace(text), " ")
		m := module.Version{Path: path, Version: version}
		if version != "" && !seen[m] {
			seen[m] = true
			list = append(list, m)
		}
	}
	return list, nil
}

// inScratch runs a go command in the module's folder over a copy of its
// go.mod, and gives its output.
func inScratch(ctx context.Context, tool gotool.Go, mod *goMod, command []string, args ...string) (string, error) {
	dir, err := os.MkdirTemp("", "tallystick-gosum-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "go.mod")
	if err := os.WriteFile(file, mod.text, 0o600); err != nil {
		return "", err
	}
	out, err := tool.Run(ctx, slices.Concat(command, []string{"-modfile=" + file}, args)...)
	return string(out), err
}
