// Package release tells which Go release's rules a piece of code lives by.
//
// The garbage collector's and the timers' behaviour changes with the go line
// of go.mod (https://go.dev/doc/godebug), the language with the file's own
// build constraint where that asks for less.
//
// It promises an answer only where the code or its module states one.
package release

import (
	"go/token"
	"go/version"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// At is the release for the code at pos, go1.22, or "" where none is stated.
func At(pass *analysis.Pass, pos token.Pos) string {
	for _, file := range pass.Files {
		if file.FileStart <= pos && pos <= file.FileEnd && version.IsValid(file.GoVersion) {
			return file.GoVersion
		}
	}
	if pass.Module != nil && pass.Module.GoVersion != "" {
		return "go" + strings.TrimPrefix(pass.Module.GoVersion, "go")
	}
	if v := pass.Pkg.GoVersion(); version.IsValid(v) {
		return v
	}
	return ""
}

// Before says whether v is stated, and older than release.
func Before(v, release string) bool { return v != "" && version.Compare(v, release) < 0 }
