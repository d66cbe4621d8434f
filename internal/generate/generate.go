// Package generate writes what is derived from the actions' declarations: each
// action.yml, the manual pages, the schema of the configuration, the tables of
// the README.
//
// What the binary says of itself is the only source: nothing is declared twice.
package generate

import (
	"fmt"
	"path"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/setup"
)

// Files are the generated files of a command, by slash-separated path from
// the repository root. The action named root has an action.yml there as well.
func Files(c *driver.Command, root string, hooks []setup.GitHook, checks []Check) (map[string][]byte, error) {
	schema, err := config.Schema(c.Sections())
	if err != nil {
		return nil, fmt.Errorf("making the schema: %w", err)
	}
	files := map[string][]byte{config.SchemaPath: schema, ".pre-commit-hooks.yaml": preCommit(hooks)}
	for _, a := range c.Actions {
		m, err := newMetadata(c, a)
		if err != nil {
			return nil, fmt.Errorf("action %s: %w", a.Name, err)
		}
		files[path.Join("actions", a.Name, "action.yml")] = m.file("../launch.sh")
		files[path.Join("docs", "actions", a.Name+".md")] = m.page()
		if a.Name == root {
			files["action.yml"] = m.file("actions/launch.sh")
		}
	}
	for _, check := range checks {
		files[path.Join("docs", "checks", check.Name+".md")] = check.page()
	}
	files["docs/checks/README.md"] = checkList(checks)
	if files["action.yml"] == nil {
		return nil, fmt.Errorf("no action %s for the root", root)
	}
	return files, nil
}

// launcherInputs are read by the launcher, before there is a binary. Every
// action.yml has them.
var launcherInputs = [...]input{
	{Name: "base-url", Doc: "address of a folder that mirrors the release assets, for closed networks; the digests in this repository decide what is run"},
	{Name: "install", Doc: "how to get the binary: auto (release, else source) or source (build with the Go of the job)", Default: "auto"},
}

// input is one input of an action.yml.
type input struct{ Name, Doc, Default string }

// metadata is what an action.yml and a manual page say of an action.
type metadata struct {
	*action.Action
	inputs  []input // own, common, the launcher's
	outputs []action.Output
}
