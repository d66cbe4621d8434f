package globalstate_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/globalstate"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestState(t *testing.T)         { checktest.Run(t, globalstate.Analyzer, "state") }
func TestNearMisses(t *testing.T)    { checktest.Run(t, globalstate.Analyzer, "quiet") }
func TestImportPaths(t *testing.T)   { checktest.Run(t, globalstate.Analyzer, "paths", "vendored") }
func TestOtherPackages(t *testing.T) { checktest.Run(t, globalstate.Analyzer, "across", "ids") }
