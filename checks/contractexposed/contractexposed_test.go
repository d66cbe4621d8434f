package contractexposed_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/contractexposed"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestExposed(t *testing.T)     { checktest.Run(t, contractexposed.Analyzer, "exposed") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, contractexposed.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, contractexposed.Analyzer, "v2") }
