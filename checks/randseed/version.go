package randseed

import (
	"go/version"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// first is the version whose go.mod makes rand.Seed do nothing (doc/godebug.md,
// Go 1.24: randseednop).
const first = "go1.24"

// ignored says whether rand.Seed does nothing in the program, and why, in
// words. What decides is the main module's go line, which this package's module
// mostly is, and what //go:debug lines of package main say. Without a go line, as
// in GOPATH, Go takes an old one.
func ignored(pass *analysis.Pass) (since string, nop bool) {
	if value, ok := debug(pass, "randseednop"); ok {
		return "under //go:debug randseednop=" + value, value != "0"
	}
	said, of := pass.Pkg.GoVersion(), "in go.mod"
	if pass.Module != nil && pass.Module.GoVersion != "" {
		said = "go" + strings.TrimPrefix(pass.Module.GoVersion, "go")
	}
	if value, ok := debug(pass, "default"); ok {
		said, of = value, "under //go:debug default"
	}
	if !version.IsValid(said) {
		return "", false
	}
	return "with go " + strings.TrimPrefix(said, "go") + " " + of, version.Compare(said, first) >= 0
}

// debug is what a //go:debug line of package main gives the setting.
func debug(pass *analysis.Pass, setting string) (value string, ok bool) {
	if pass.Pkg.Name() != "main" {
		return "", false
	}
	for _, file := range pass.Files {
		for _, group := range file.Comments {
			if group.Pos() > file.Package {
				break
			}
			for _, c := range group.List {
				if rest, found := strings.CutPrefix(c.Text, "//go:debug "+setting+"="); found {
					value, ok = strings.TrimSpace(rest), true
				}
			}
		}
	}
	return value, ok
}
