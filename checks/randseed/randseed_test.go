package randseed_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/randseed"
)

func TestSeeds(t *testing.T)       { checktest.Run(t, randseed.Analyzer, "seed", "apart") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, randseed.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, randseed.Analyzer, "v14", "vendored") }
func TestDebugLines(t *testing.T)  { checktest.Run(t, randseed.Analyzer, "debugged", "defaulted") }
func TestFixes(t *testing.T)       { checktest.RunFixes(t, randseed.Analyzer, "fixed") }

// TestVersions: what go.mod says decides whether the function does anything.
func TestVersions(t *testing.T) {
	for version, pkg := range map[string]string{"1.23.4": "before", "1.24": "since", "1.26.0": "since", "": "before"} {
		modern := *randseed.Analyzer
		modern.Run = func(pass *analysis.Pass) (any, error) {
			inner := *pass
			inner.Module = &analysis.Module{Path: "example.com/m", GoVersion: version}
			return randseed.Analyzer.Run(&inner)
		}
		checktest.Run(t, &modern, pkg)
	}
}
