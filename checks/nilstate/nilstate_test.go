package nilstate_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/nilstate"
)

func TestUnchecked(t *testing.T)   { checktest.Run(t, nilstate.Analyzer, "state") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, nilstate.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, nilstate.Analyzer, "v14", "v2", "vendored") }
