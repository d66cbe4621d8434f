package privateargs_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/privateargs"
)

func TestArguments(t *testing.T)     { checktest.Run(t, privateargs.Analyzer, "args") }
func TestNearMisses(t *testing.T)    { checktest.Run(t, privateargs.Analyzer, "quiet") }
func TestImportPaths(t *testing.T)   { checktest.Run(t, privateargs.Analyzer, "v14") }
func TestOtherPackages(t *testing.T) { checktest.Run(t, privateargs.Analyzer, "across") }
