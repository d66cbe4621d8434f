package privateleak_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/privateleak"
)

func TestLeaks(t *testing.T)         { checktest.Run(t, privateleak.Analyzer, "leak") }
func TestNearMisses(t *testing.T)    { checktest.Run(t, privateleak.Analyzer, "quiet") }
func TestImportPaths(t *testing.T)   { checktest.Run(t, privateleak.Analyzer, "v14") }
func TestOtherPackages(t *testing.T) { checktest.Run(t, privateleak.Analyzer, "across") }
