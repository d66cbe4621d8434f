package mapiter_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/mapiter"
)

func TestOrder(t *testing.T)         { checktest.Run(t, mapiter.Analyzer, "order") }
func TestNearMisses(t *testing.T)    { checktest.Run(t, mapiter.Analyzer, "quiet") }
func TestImportPaths(t *testing.T)   { checktest.Run(t, mapiter.Analyzer, "paths", "vendored") }
func TestOtherPackages(t *testing.T) { checktest.Run(t, mapiter.Analyzer, "across") }
func TestFixes(t *testing.T)         { checktest.RunFixes(t, mapiter.Analyzer, "fixes", "old") }
