package privatesalt_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/privatesalt"
)

func TestSalt(t *testing.T)        { checktest.Run(t, privatesalt.Analyzer, "salt") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, privatesalt.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, privatesalt.Analyzer, "v14") }
