package random_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/random"
)

func TestDraws(t *testing.T)       { checktest.Run(t, random.Analyzer, "draw") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, random.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, random.Analyzer, "v14", "vendored") }
