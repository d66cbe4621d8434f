package eventtwice_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/eventtwice"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestCalls(t *testing.T)       { checktest.Run(t, eventtwice.Analyzer, "calls") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, eventtwice.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, eventtwice.Analyzer, "v14", "vendored", "v2") }
