package gosum

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// vendored is a module of vendor/modules.txt.
type vendored struct {
	mod      module.Version // Version is empty for a replace of all versions
	to       module.Version // its replacement, if any
	number   int            // line in modules.txt
	packages []string       // vendored packages
}

// readModulesTxt reads vendor/modules.txt as the go command does
// (cmd/go/internal/modload, readVendorList). It gives nil when there is no
// such file.
func readModulesTxt(path string) ([]vendored, error) {
	data, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list := []vendored{}
	known := false // whether the last module line was one that we read
	number := 0
	for text := range strings.Lines(string(data)) {
		number++
		if rest, ok := strings.CutPrefix(text, "# "); ok {
			var v vendored
			if v, known = parseModule(rest); known {
				v.number = number
				list = append(list, v)
			}
			continue
		}
		if note, ok := strings.CutPrefix(text, "## "); ok {
			if !known && strings.TrimSpace(note) == "workspace" {
				return nil, action.NotAnalysed("vendor/ was made by go work vendor, which is not checked").
					WithHint("GOWORK=off go mod vendor")
			}
			continue
		}
		if f := strings.Fields(text); known && len(f) == 1 && module.CheckImportPath(f[0]) == nil {
			last := &list[len(list)-1]
			last.packages = append(last.packages, f[0])
		}
	}
	return list, nil
}

// parseModule reads "path version", with "=> path [version]" after either.
func parseModule(text string) (v vendored, ok bool) {
	f := strings.Fields(text)
	if len(f) < 2 {
		return v, false
	}
	v.mod.Path = f[0]
	switch {
	case semver.IsValid(f[1]):
		v.mod.Version, f = f[1], f[2:]
	case f[1] == "=>":
		f = f[1:]
	default:
		return v, false
	}
	if len(f) >= 2 && f[0] == "=>" {
		v.to.Path = f[1]
		if len(f) == 3 {
			v.to.Version = f[2]
		}
	}
	return v, true
}
