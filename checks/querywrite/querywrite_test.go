package querywrite_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/querywrite"
)

func TestQueries(t *testing.T)     { checktest.Run(t, querywrite.Analyzer, "queries") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, querywrite.Analyzer, "quiet") }
func TestLayers(t *testing.T)      { checktest.Run(t, querywrite.Analyzer, "layered") }
func TestImportPaths(t *testing.T) { checktest.Run(t, querywrite.Analyzer, "v14", "vendored", "v2") }
