package ptrformat_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/ptrformat"
)

func TestAddresses(t *testing.T)   { checktest.Run(t, ptrformat.Analyzer, "address") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, ptrformat.Analyzer, "quiet") }
func TestLayers(t *testing.T)      { checktest.Run(t, ptrformat.Analyzer, "layered") }
func TestImportPaths(t *testing.T) { checktest.Run(t, ptrformat.Analyzer, "v14", "vendored") }
