package crosschannel_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/crosschannel"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestCalls(t *testing.T)       { checktest.Run(t, crosschannel.Analyzer, "calls", "alone") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, crosschannel.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, crosschannel.Analyzer, "v14", "vendored", "v2") }
