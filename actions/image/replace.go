package image

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"golang.org/x/mod/modfile"
)

// sources are the folders that are compiled in and that no go.sum pins: the
// module's own and those that a replace names. What a replace names outside
// the repository is a finding. The binary tells which replaces took effect.
func (b *builder) sources(bin binary) ([]string, error) {
	folders := []string{b.step.Dir}
	if b.finder.Mod == "-mod=vendor" {
		return folders, nil // compiled from the copy in vendor/
	}
	for _, dep := range bin.info.Deps {
		if dep.Replace == nil || !modfile.IsDirectoryPath(dep.Replace.Path) {
			continue
		}
		folder, err := filepath.EvalSymlinks(b.step.Abs(filepath.FromSlash(dep.Replace.Path)))
		if err != nil {
			return nil, action.Environment("looking at the replaced module %s: %w", dep.Path, err)
		}
		if !filepath.IsAbs(b.step.Rel(folder)) {
			folders = append(folders, folder)
			continue
		}
		b.step.Report(finding.Finding{
			Rule: "image/replace", Severity: finding.Warning,
			Message: fmt.Sprintf("%s is compiled in from %s, outside the repository: no revision and no go.sum line pins it",
				dep.Path, dep.Replace.Path),
			Hint:     "move it into the repository, or require a version of it: go mod edit -dropreplace=" + dep.Path,
			Location: finding.Location{Path: b.step.Rel(filepath.Join(b.step.Dir, "go.mod")), Line: replaceLine(b.step.Dir, dep.Path)},
		})
	}
	return folders, nil
}

// replaceLine is the line of go.mod that replaces a module, or 0.
func replaceLine(dir, path string) int {
	file := filepath.Join(dir, "go.mod")
	data, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	mod, err := modfile.Parse(file, data, nil)
	if err != nil {
		return 0
	}
	for _, replace := range mod.Replace {
		if replace.Old.Path == path {
			return replace.Syntax.Start.Line
		}
	}
	return 0
}
