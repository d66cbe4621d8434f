package stubshare_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/stubshare"
)

func TestShared(t *testing.T)      { checktest.Run(t, stubshare.Analyzer, "share", "kept") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, stubshare.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, stubshare.Analyzer, "paths", "vendored", "v2") }
