package walltime_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/walltime"
)

func TestFlows(t *testing.T)      { checktest.Run(t, walltime.Analyzer, "asset") }
func TestNearMisses(t *testing.T) { checktest.Run(t, walltime.Analyzer, "quiet") }

func TestImportPaths(t *testing.T) { checktest.Run(t, walltime.Analyzer, "v14", "vendored", "v2") }
func TestFrameworks(t *testing.T)  { checktest.Run(t, walltime.Analyzer, "wrapped") }
func TestLayers(t *testing.T)      { checktest.Run(t, walltime.Analyzer, "layered", "across") }
func TestFixes(t *testing.T)       { checktest.RunFixes(t, walltime.Analyzer, "fix", "alone") }
