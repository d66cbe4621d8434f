package keyjoin_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/keyjoin"
)

func TestJoins(t *testing.T)       { checktest.Run(t, keyjoin.Analyzer, "keys") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, keyjoin.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, keyjoin.Analyzer, "v14", "v2", "vendored") }
