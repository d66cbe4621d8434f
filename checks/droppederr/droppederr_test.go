package droppederr_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/tallystick/tallystick/checks/droppederr"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestDropped(t *testing.T)     { checktest.Run(t, droppederr.Analyzer, "state") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, droppederr.Analyzer, "quiet") }
func TestAcross(t *testing.T)      { checktest.Run(t, droppederr.Analyzer, "across") }
func TestImportPaths(t *testing.T) { checktest.Run(t, droppederr.Analyzer, "v14", "v2", "vendored") }

func TestFixes(t *testing.T) {
	analysistest.RunWithSuggestedFixes(t, checktest.Dir(t), droppederr.Analyzer, "fix")
}
