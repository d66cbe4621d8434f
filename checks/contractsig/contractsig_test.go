package contractsig_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/contractsig"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestRefused(t *testing.T)     { checktest.Run(t, contractsig.Analyzer, "sig", "lib", "start") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, contractsig.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, contractsig.Analyzer, "v2", "vendored") }
