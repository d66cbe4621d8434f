package hostread_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/hostread"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestReads(t *testing.T)       { checktest.Run(t, hostread.Analyzer, "host") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, hostread.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, hostread.Analyzer, "v14") }
