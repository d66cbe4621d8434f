package gosum

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gotool"
	"golang.org/x/mod/module"
)

// complete asks whether go.sum has the lines that the module needs, and no
// others.
func (c *check) complete(ctx context.Context) error {
	if len(c.mod.Require) == 0 && len(c.sums.lines) == 0 {
		c.graph = &graph{}
		return nil
	}
	c.Progress("loading the module graph")
	graph, err := loadGraph(ctx, c.tool, c.mod)
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	c.graph = graph
	needed, needErr := c.needed(ctx)
	c.missing(needed)
	if graph != nil {
		c.superfluous(ctx)
	}
	if absent := c.absent(needed); absent != nil {
		return absent
	}
	if needErr != nil {
		return needErr
	}
	if err != nil {
		return action.NotAnalysed("loading the module graph: %s", gotool.Message(err)).
			WithHint("go mod download, then go mod graph must work; lines that nothing needs were not looked for")
	}
	return nil
}

// needed are the modules, after replace lines, whose code the module's
// packages and tests are made of. Since go 1.17 go.mod names all of them
// (go.dev/ref/mod#graph-pruning); before that vendor/modules.txt does, or the
// go command must look.
func (c *check) needed(ctx context.Context) ([]module.Version, error) {
	list := c.required()
	if c.mod.since("1.17") {
		return c.remote(list), nil
	}
	vendored, err := readModulesTxt(filepath.Join(c.Dir, "vendor", "modules.txt"))
	if err != nil {
		return c.remote(list), err
	}
	if vendored != nil {
		for _, v := range vendored {
			if len(v.packages) > 0 {
				list = append(list, v.mod)
			}
		}
		return c.remote(list), nil
	}
	if c.graph == nil {
		return c.remote(list), nil
	}
	if m, ok := c.unextracted(); ok {
		return c.remote(list), action.NotAnalysed("%s is in the module cache but not extracted, so what is needed of it is not known", m).
			WithHint("go mod download")
	}
	found, err := providers(ctx, c.tool, c.mod)
	if err != nil {
		return c.remote(list), action.NotAnalysed("finding the modules of the packages: %s", gotool.Message(err)).
			WithHint("go mod download, then go list -deps -test ./... must work")
	}
	return c.remote(append(list, found...)), nil
}

// unextracted is a selected module whose zip the go command would have to
// extract, and so write to the cache, to look into it.
func (c *check) unextracted() (module.Version, bool) {
	for _, path := range slices.Sorted(maps.Keys(c.graph.selected)) {
		m := c.mod.resolve(module.Version{Path: path, Version: c.graph.selected[path]})
		if m.Version == "" {
			continue
		}
		if at := c.cache.of(m); exists(at.zip) && !exists(at.folder) {
			return m, true
		}
	}
	return module.Version{}, false
}

// remote applies replace lines and drops local folders and doubles.
func (c *check) remote(list []module.Version) []module.Version {
	seen := map[module.Version]bool{}
	var out []module.Version
	for _, m := range list {
		if m = c.mod.resolve(m); m.Version != "" && !seen[m] {
			seen[m] = true
			out = append(out, m)
		}
	}
	return out
}

// missing reports the lines that are not there, one finding for each module.
func (c *check) missing(needed []module.Version) {
	const hint = "go mod tidy, and read what it adds to go.sum before you commit it"
	lacks := map[module.Version]string{}
	var order []module.Version
	lack := func(m module.Version, what string) {
		if lacks[m] == "" {
			order = append(order, m)
		}
		lacks[m] = strings.TrimPrefix(lacks[m]+" and "+what, " and ")
	}
	for _, m := range needed {
		if !c.sums.has[sum{m, false}] {
			lack(m, "code")
		}
	}
	read := c.required()
	if c.graph != nil {
		read = append(read, c.graph.read...)
	}
	for _, m := range c.remote(read) {
		if !c.sums.has[sum{m, true}] {
			lack(m, "go.mod")
		}
	}
	if len(order) > 0 && len(c.sums.lines) == 0 {
		c.say("missing", finding.Error, finding.Location{Path: c.mod.path}, hint,
			"go.sum has no line, want lines for %d modules: %s", len(order), some(order))
		return
	}
	for _, m := range order {
		c.say("missing", finding.Error, c.at(m), hint, "go.sum has no line for the %s of %s", lacks[m], m)
	}
}

// required are the modules that go.mod names, at the versions that a build
// selects.
func (c *check) required() []module.Version {
	var list []module.Version
	for _, r := range c.mod.Require {
		m := r.Mod
		if c.graph != nil && c.graph.selected[m.Path] != "" {
			m.Version = c.graph.selected[m.Path]
		}
		list = append(list, m)
	}
	return list
}

// at is where a module is asked for: its line in go.mod, else go.sum.
func (c *check) at(m module.Version) finding.Location {
	if at := c.mod.at(m.Path); at.Line > 0 {
		return at
	}
	for _, r := range c.mod.Replace {
		if r.New == m {
			return c.mod.atReplace(r)
		}
	}
	return finding.Location{Path: c.sums.path}
}

// superfluous reports what is certainly not needed: a version that is not in
// the module graph, and code of a version that is not selected. The go command
// keeps no such line (cmd/go/internal/modload, keepSums).
func (c *check) superfluous(ctx context.Context) {
	graphs := []*graph{c.graph}
	if c.mod.since("1.17") && !c.mod.since("1.18") {
		// For go 1.17 "go mod tidy" keeps what Go 1.16 needs as well, whose
		// graph is larger (go.dev/ref/mod#go-mod-tidy, -compat).
		older, err := loadGraph(ctx, c.tool, c.mod, "-go=1.16")
		if err != nil {
			return
		}
		graphs = append(graphs, older)
	}
	keep := map[sum]bool{}
	for _, g := range graphs {
		for m := range g.versions {
			keep[sum{c.mod.resolve(m), true}] = true
		}
		for path, version := range g.selected {
			keep[sum{c.mod.resolve(module.Version{Path: path, Version: version}), false}] = true
		}
	}
	for _, l := range c.sums.lines {
		// The go command itself may come as a module
		// (go.dev/doc/toolchain#select); no go.mod asks for it.
		if keep[l.sum] || l.mod.Path == "golang.org/toolchain" {
			continue
		}
		text := fmt.Sprintf("nothing in the module graph asks for %s", l.sum)
		if selected := c.graph.selected[l.mod.Path]; !l.goMod && selected != "" && selected != l.mod.Version {
			text = fmt.Sprintf("the code of %s is not needed, the module graph selects %s", l.sum, selected)
		}
		c.say("superfluous", finding.Warning, c.sums.at(l), "go mod tidy", "%s", text)
	}
}

// absent is the error for code that the module needs and the cache has not:
// what it is cannot be known, which is no pass.
func (c *check) absent(needed []module.Version) error {
	var absent []module.Version
	for _, m := range needed {
		if !c.cache.holds(m) {
			absent = append(absent, m)
		}
	}
	if len(absent) == 0 {
		return nil
	}
	text := some(absent)
	if c.notFetched != "" {
		text += "\n" + c.notFetched
	}
	return action.NotAnalysed("%d of %d needed modules are not in the module cache, and were not checked: %s", len(absent), len(needed), text).
		WithHint("go mod download")
}

// some names the first few modules of a list.
func some(list []module.Version) string {
	const most = 3
	var names []string
	for _, m := range list[:min(most, len(list))] {
		names = append(names, m.String())
	}
	if more := len(list) - most; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}
