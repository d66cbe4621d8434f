package setup

import (
	"fmt"
	"path/filepath"
	"regexp"

	"github.com/tallystick/tallystick/internal/module"
)

// Commits of the actions that the workflow starts. Both run on Node 24:
// runners no longer have Node 20, on which checkout v4 and setup-go v5 ran.
const (
	checkout = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2"
	setupGo  = "actions/setup-go@4b73464bb391d4059bd26b0524d20df3927bd417 # v6.3.0"
)

// Workflow runs the gate on pushes and pull requests. Tallystick does not know
// the commit of its own release, so the line that names it is to be filled in.
func Workflow(version, goMod string) []byte {
	goVersion := "go-version: stable"
	if goMod != "" {
		goVersion = "go-version-file: " + goMod
	}
	return fmt.Appendf(nil, `name: tallystick

on:
  push:
    branches: [main]
  pull_request:

# Reading is all that the gate needs; a pull request from a fork has no more.
permissions:
  contents: read

jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: %[1]s
        with:
          persist-credentials: false
      - uses: %[2]s
        with:
          %[3]s
      # Replace COMMIT by the commit of the release: the binary that runs is the
      # one whose digest stands in that commit. It is in the last line of
      #   git ls-remote https://github.com/tallystick/tallystick 'refs/tags/v%[4]s' 'refs/tags/v%[4]s^{}'
      - uses: tallystick/tallystick@COMMIT # v%[4]s
`, checkout, setupGo, goVersion, version)
}

// plainPath is what may stand in a workflow without quotes: a path is a
// stranger's text, and "${{" in it would be evaluated.
var plainPath = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]*$`)

// goModOf is the go.mod of the repository's first module, from its root, or
// "" when there is none that a workflow can name.
func goModOf(root string) string {
	dirs, err := module.Find(root)
	if err != nil {
		return "" // init may come before go mod init
	}
	path := rel(root, filepath.Join(dirs[0], "go.mod"))
	if !plainPath.MatchString(path) {
		return ""
	}
	return path
}
