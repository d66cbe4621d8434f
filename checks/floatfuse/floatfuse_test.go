package floatfuse_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/floatfuse"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestFusing(t *testing.T)      { checktest.Run(t, floatfuse.Analyzer, "fuse") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, floatfuse.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, floatfuse.Analyzer, "v14", "vendored") }
func TestFixes(t *testing.T)       { checktest.RunFixes(t, floatfuse.Analyzer, "fixed") }
