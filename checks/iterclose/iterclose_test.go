package iterclose_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/iterclose"
)

func TestOpen(t *testing.T)        { checktest.Run(t, iterclose.Analyzer, "open") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, iterclose.Analyzer, "quiet") }
func TestAcross(t *testing.T)      { checktest.Run(t, iterclose.Analyzer, "across") }
func TestImportPaths(t *testing.T) { checktest.Run(t, iterclose.Analyzer, "v14", "v2", "vendored") }

func TestFixes(t *testing.T) {
	analysistest.RunWithSuggestedFixes(t, checktest.Dir(t), iterclose.Analyzer, "fix")
}
