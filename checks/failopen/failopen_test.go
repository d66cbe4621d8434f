package failopen_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/failopen"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestOpen(t *testing.T)        { checktest.Run(t, failopen.Analyzer, "open") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, failopen.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, failopen.Analyzer, "v14", "v2", "vendored") }
