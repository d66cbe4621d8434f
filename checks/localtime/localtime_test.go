package localtime_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/localtime"
)

func TestZones(t *testing.T)       { checktest.Run(t, localtime.Analyzer, "zone") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, localtime.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, localtime.Analyzer, "history", "vendored") }
func TestFixes(t *testing.T)       { checktest.RunFixes(t, localtime.Analyzer, "fixed") }
