package staleread_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/staleread"
)

func TestReads(t *testing.T)       { checktest.Run(t, staleread.Analyzer, "reads") }
func TestShapes(t *testing.T)      { checktest.Run(t, staleread.Analyzer, "shapes") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, staleread.Analyzer, "quiet") }
func TestLayers(t *testing.T)      { checktest.Run(t, staleread.Analyzer, "layered") }
func TestImportPaths(t *testing.T) { checktest.Run(t, staleread.Analyzer, "v14", "vendored", "v2") }
