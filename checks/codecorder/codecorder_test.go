package codecorder_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/codecorder"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestEncodings(t *testing.T)   { checktest.Run(t, codecorder.Analyzer, "order") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, codecorder.Analyzer, "quiet") }
func TestState(t *testing.T)       { checktest.Run(t, codecorder.Analyzer, "state") }
func TestLayers(t *testing.T)      { checktest.Run(t, codecorder.Analyzer, "layered") }
func TestImportPaths(t *testing.T) { checktest.Run(t, codecorder.Analyzer, "v14", "vendored") }
