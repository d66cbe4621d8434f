// Package checktest runs a check over packages of test data, next to a stand-in
// for Fabric's packages that all checks share.
//
// It promises that a test sees the names and types of the real shim and
// contract-api, under every import path, without their dependencies.
package checktest

import (
	"embed"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

//go:embed testdata/src
var shims embed.FS

// Run runs a over packages below the caller's testdata/src, and compares with
// their "want" comments, which match "severity: message".
func Run(t *testing.T, a *analysis.Analyzer, packages ...string) {
	t.Helper()
	analysistest.Run(t, Dir(t), spoken(a), packages...)
}

// RunFixes runs a like Run, and compares what its fixes make of each file with
// the file's .golden.
func RunFixes(t *testing.T, a *analysis.Analyzer, packages ...string) {
	t.Helper()
	analysistest.RunWithSuggestedFixes(t, Dir(t), spoken(a), packages...)
}

// spoken is a with the severity in its messages.
func spoken(a *analysis.Analyzer) *analysis.Analyzer {
	spoken := *a
	spoken.Run = func(pass *analysis.Pass) (any, error) {
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) {
			d.Message = d.Category + ": " + d.Message
			pass.Report(d)
		}
		return a.Run(&inner)
	}
	return &spoken
}

// Dir is a GOPATH of the caller's testdata and the stand-ins.
func Dir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	stand, err := fs.Sub(shims, "testdata")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, stand); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS("testdata")); err != nil {
		t.Fatal(err)
	}
	// A vendored copy of the shim, as GOPATH projects have it.
	vendored := filepath.Join(dir, "src", "vendored", "vendor", "github.com", "hyperledger")
	if err := os.CopyFS(vendored, os.DirFS(filepath.Join(dir, "src", "github.com", "hyperledger"))); err != nil {
		t.Fatal(err)
	}
	return dir
}
