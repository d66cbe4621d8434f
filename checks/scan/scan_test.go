package scan_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/scan"
)

func TestCalls(t *testing.T)       { checktest.Run(t, scan.Analyzer, "calls") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, scan.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, scan.Analyzer, "v14", "vendored", "v2") }
